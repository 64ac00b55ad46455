package pages

import (
	"context"
	"io"

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
	// Empty stands in place of the form where there is nothing to fill in.
	Empty *parts.EmptyState
	After []parts.Link
}

// Render writes the page.
func (f AskPage) Render(ctx context.Context, w io.Writer) error { return askPage(f).Render(ctx, w) }
