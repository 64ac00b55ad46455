package pages

import (
	"context"
	"io"

	"startklar/templates/parts"
)

// LetterWrite is the form in which a message to many is written.
type LetterWrite struct {
	Shell parts.Shell
	// To names the municipalities that were chosen.
	ToHeading string
	To        []string
	Form      Form
	Empty     *parts.EmptyState
}

// LetterPreview shows what each municipality gets, before it is sent.
type LetterPreview struct {
	Shell   parts.Shell
	Action  string
	Command parts.HiddenCommand
	Hidden  []Hidden
	Subject string
	Text    string
	Letters []Letter
	Buttons parts.Buttons
}

// Letter is what one municipality gets.
type Letter struct {
	Code, Name string
	// Readers says who reads it, as it is now.
	Readers string
	// Nobody tells that there is no reader yet.
	Nobody bool
	Keep   parts.Field
	Line   parts.Field
	// First is the first line, as it will read.
	First string
}

// LetterSent is a message to many after it was sent, and while it can be taken back.
type LetterSent struct {
	Shell   parts.Shell
	Notice  parts.Notice
	Subject string
	Text    string
	Readers parts.Table
	Undo    *Form
	Again   *Form
}

// Render writes the page.
func (p LetterWrite) Render(ctx context.Context, w io.Writer) error {
	return letterWritePage(p).Render(ctx, w)
}

// Render writes the page.
func (p LetterPreview) Render(ctx context.Context, w io.Writer) error {
	return letterPreviewPage(p).Render(ctx, w)
}

// Render writes the page.
func (p LetterSent) Render(ctx context.Context, w io.Writer) error {
	return letterSentPage(p).Render(ctx, w)
}
