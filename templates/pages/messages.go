package pages

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"startklar/templates/parts"
)

// Inbox is somebody's messages, the newest first.
type Inbox struct {
	Shell   parts.Shell
	Views   []parts.View
	Result  string
	Letters []LetterRow
	Empty   parts.EmptyState
	Pages   []parts.View
	// Write leads to a new message; nil for those who write none.
	Write *parts.Button
	// AllRead marks everything as read; nil when nothing is unread.
	AllRead *Form
}

// LetterRow is one message in the list.
type LetterRow struct {
	Subject, Href string
	From          string
	When          parts.Moment
	// Mark says that it is unread, or taken back; empty for what was read.
	Mark   string
	Unread bool
}

// Render writes the page.
func (i Inbox) Render(ctx context.Context, w io.Writer) error { return inboxPage(i).Render(ctx, w) }

// Letter is one message.
type Letter struct {
	Shell parts.Shell
	Facts []parts.SummaryRow
	// Gone says that the message was taken back; nothing else is shown of it then.
	Gone string
	// Line is the personal first line; Text the message.
	Line, Text string
	About      []parts.Link
	Forms      []Work
}

// Render writes the page.
func (l Letter) Render(ctx context.Context, w io.Writer) error { return letterPage(l).Render(ctx, w) }

// AskPage is a page that asks for what one command needs.
type AskPage struct {
	Shell parts.Shell
	Form  Form
}

// Render writes the page.
func (f AskPage) Render(ctx context.Context, w io.Writer) error { return askPage(f).Render(ctx, w) }

// Folder is a page of several pieces under one heading.
type Folder struct {
	Shell parts.Shell
	Main  []templ.Component
}

// Render writes the page.
func (f Folder) Render(ctx context.Context, w io.Writer) error { return folderPage(f).Render(ctx, w) }

// Section is a piece of a page under a heading of its own.
type Section struct {
	Heading, Text string
	Main          []templ.Component
}

// Render writes the section.
func (s Section) Render(ctx context.Context, w io.Writer) error {
	return folderSection(s).Render(ctx, w)
}

// Written is a text that a person wrote, with its line breaks.
type Written string

// Render writes the text.
func (p Written) Render(ctx context.Context, w io.Writer) error { return written(p).Render(ctx, w) }

// PageLinks lead to the pages of a list.
type PageLinks []parts.View

// Render writes them, or nothing when there are none.
func (l PageLinks) Render(ctx context.Context, w io.Writer) error { return pageLinks(l).Render(ctx, w) }

// Fold is a form behind a closed line.
type Fold struct {
	Summary string
	Open    bool
	Form    Form
}

// Render writes it.
func (f Fold) Render(ctx context.Context, w io.Writer) error {
	return foldedAction(ItemAction{Summary: f.Summary, Open: f.Open, Form: f.Form}).Render(ctx, w)
}
