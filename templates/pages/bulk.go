package pages

import (
	"context"
	"io"

	"startklar/templates/parts"
)

// BulkWrite is the form in which a message to many is written.
type BulkWrite struct {
	Shell parts.Shell
	// To names the municipalities that were chosen.
	ToHeading string
	To        []string
	Form      Form
	Empty     *parts.EmptyState
}

// BulkPreview shows what each municipality gets, before it is sent.
type BulkPreview struct {
	Shell   parts.Shell
	Action  string
	Command parts.HiddenCommand
	Hidden  []Hidden
	Subject string
	Text    string
	Letters []BulkLetter
	Buttons parts.Buttons
}

// BulkLetter is what one municipality gets.
type BulkLetter struct {
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

// BulkSent is a message to many after it was sent, and while it can be taken back.
type BulkSent struct {
	Shell   parts.Shell
	Notice  parts.Notice
	Subject string
	Text    string
	Readers parts.Table
	Undo    *Form
	Again   *Form
}

// Render writes the page.
func (p BulkWrite) Render(ctx context.Context, w io.Writer) error {
	return bulkWritePage(p).Render(ctx, w)
}

// Render writes the page.
func (p BulkPreview) Render(ctx context.Context, w io.Writer) error {
	return bulkPreviewPage(p).Render(ctx, w)
}

// Render writes the page.
func (p BulkSent) Render(ctx context.Context, w io.Writer) error {
	return bulkSentPage(p).Render(ctx, w)
}
