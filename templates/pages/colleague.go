package pages

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"startklar/templates/parts"
)

// Parts is a page made of parts in order, for pages that need nothing more.
type Parts struct {
	Shell parts.Shell
	Main  []templ.Component
}

// Render writes the page.
func (p Parts) Render(ctx context.Context, w io.Writer) error { return partsPage(p).Render(ctx, w) }

// NamedPart is a part of a page under a heading of its own. Name is its id; Panel sets it apart.
type NamedPart struct {
	Name, Heading string
	Lead          []string
	Panel         bool
	Main          []templ.Component
}

// Render writes the block.
func (b NamedPart) Render(ctx context.Context, w io.Writer) error { return namedPart(b).Render(ctx, w) }

// Changes are answers that changed, each before and after.
type Changes []Change

// Render writes the changes, or nothing when there are none.
func (c Changes) Render(ctx context.Context, w io.Writer) error {
	if len(c) == 0 {
		return nil
	}
	return changes(c).Render(ctx, w)
}

// Prose is a text that a person wrote, with its line breaks.
type Prose struct{ Label, Text string }

// Render writes the text.
func (p Prose) Render(ctx context.Context, w io.Writer) error { return prose(p).Render(ctx, w) }

// GuestQuestion is one question as a guest sees it, with a form of its own.
type GuestQuestion struct {
	ID, Ref, Title string
	Consider       []string
	Prompts        []Prompt
	Why, Example   string
	// Saves is the field; nil once nothing more can be written.
	Saves *parts.Autosave
	// Sent is what was handed over, SentNote when, and what became of it; Word is what was written back.
	Sent, SentNote, Word string
	Buttons              parts.Buttons
}

// Render writes the question.
func (q GuestQuestion) Render(ctx context.Context, w io.Writer) error {
	return guestQuestion(q).Render(ctx, w)
}
