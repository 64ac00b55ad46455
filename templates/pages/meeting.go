package pages

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"startklar/templates/parts"
)

// Board is a page of parts under each other, such as a meeting's.
type Board struct {
	Shell  parts.Shell
	Status parts.Status
	Parts  []templ.Component
}

// Render writes the page.
func (b Board) Render(ctx context.Context, w io.Writer) error { return board(b).Render(ctx, w) }

// Part is a section of a page under a heading, with an id to come back to.
type Part struct {
	ID, Heading, Text string
	Parts             []templ.Component
}

// Render writes the section.
func (b Part) Render(ctx context.Context, w io.Writer) error { return part(b).Render(ctx, w) }

// FormOf is a form around parts that hold its fields.
type FormOf struct {
	Action  string
	Command parts.HiddenCommand
	Hidden  []Hidden
	Body    []templ.Component
	Buttons parts.Buttons
}

// Render writes the form.
func (f FormOf) Render(ctx context.Context, w io.Writer) error { return formOf(f).Render(ctx, w) }

// Folded puts parts behind a closed line.
type Folded struct {
	Summary string
	Open    bool
	Parts   []templ.Component
}

// Render writes the line and what is behind it.
func (f Folded) Render(ctx context.Context, w io.Writer) error { return folded(f).Render(ctx, w) }

// Tick is one box or radio button in a cell of a table; its label is for listeners, for whom there is no column.
type Tick struct {
	Name, ID, Value, Label string
	Checked                bool
	// Box makes it a box of its own rather than one choice of several.
	Box bool
}

// Render writes the tick.
func (t Tick) Render(ctx context.Context, w io.Writer) error { return tick(t).Render(ctx, w) }

// Points is a plain list; an entry with an address is a link.
type Points []parts.Link

// Render writes the list, or nothing.
func (p Points) Render(ctx context.Context, w io.Writer) error {
	if len(p) == 0 {
		return nil
	}
	return points(p).Render(ctx, w)
}

// WrittenText is a text as somebody wrote it.
type WrittenText string

// Render writes the text, or nothing.
func (p WrittenText) Render(ctx context.Context, w io.Writer) error {
	if p == "" {
		return nil
	}
	return writtenText(string(p)).Render(ctx, w)
}

// LinkBox shows an address once, to be copied and sent.
type LinkBox struct {
	Heading, Text, Label, Link string
}

// Render writes the box.
func (l LinkBox) Render(ctx context.Context, w io.Writer) error { return linkBox(l).Render(ctx, w) }
