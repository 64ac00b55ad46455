package pages

import (
	"context"
	"io"

	"startklar/templates/parts"
)

// History is who did what when in one journey, the newest first.
type History struct {
	Shell     parts.Shell
	Filters   parts.Filters
	Entries   []HistoryEntry
	Empty     parts.EmptyState
	Pages     []parts.View
	Downloads parts.Downloads
}

// HistoryEntry is one thing that happened.
type HistoryEntry struct {
	Number    int64
	When      parts.Moment
	Who, What string
	// Where is the item or question; without a label it is about the journey as a whole.
	Where  parts.Link
	Reason string
	// Before and After are an answer's texts; HasBefore tells whether something stood there.
	Before, After HistoryText
	HasBefore     bool
}

// HistoryText is a text, or the words for its absence.
type HistoryText struct {
	Text, Absent string
}

func (t HistoryText) isZero() bool { return t.Text == "" && t.Absent == "" }

// Render writes the page.
func (h History) Render(ctx context.Context, w io.Writer) error { return historyPage(h).Render(ctx, w) }
