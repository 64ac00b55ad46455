package pages

import (
	"context"
	"io"
)

// CopyText is a text to take along: it stands in a field, and a button copies it where scripts run (copy.js).
type CopyText struct {
	ID, Label, Hint string
	Text            string
	// Line tells that the text is one line, such as an address.
	Line bool
	// Button copies it.
	Button string
}

// Render writes the text with its button.
func (c CopyText) Render(ctx context.Context, w io.Writer) error { return copyText(c).Render(ctx, w) }

// MadeLink shows a link that was made just now, once.
type MadeLink struct {
	Heading, Text string
	Copy          CopyText
}

// Render writes the link.
func (m MadeLink) Render(ctx context.Context, w io.Writer) error { return madeLink(m).Render(ctx, w) }

// LinkPrompt is a page that asks for one press before it shows anything: what a link leads to, and what came of it.
type LinkPrompt struct {
	Text string
	List []string
	Form *Form
}

// Render writes the prompt.
func (p LinkPrompt) Render(ctx context.Context, w io.Writer) error {
	return linkPrompt(p).Render(ctx, w)
}

// Heading is a heading of level 2 with a sentence below it.
type Heading struct{ ID, Text, Lead string }

// Render writes the heading.
func (h Heading) Render(ctx context.Context, w io.Writer) error { return heading(h).Render(ctx, w) }
