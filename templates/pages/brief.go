package pages

import (
	"context"
	"io"

	"startklar/templates/parts"
)

// Brief is one municipality on one page, for the way to a meeting.
type Brief struct {
	Shell parts.Shell
	// Facts are where it stands, in a few lines.
	Facts []parts.SummaryRow
	Mix   parts.Mix
	// Points are the questions that are not settled, Late what is overdue or waited for.
	Points   []BriefList
	Capacity []parts.SummaryRow
	// CapacityNone says why there is nothing about capacity.
	CapacityNone string
	Agreements   []BriefList
	Contacts     []parts.Contact
	Notes        BriefNotes
}

// BriefList is one heading with short lines.
type BriefList struct {
	Heading, Empty string
	Lines          []BriefLine
}

// BriefLine is one line with where it stands.
type BriefLine struct {
	Ref, Text, Href, Note string
	Status                parts.Status
}

// BriefNotes are the work notes, which are printed only where that was chosen.
type BriefNotes struct {
	Print bool
	// PrintLink turns printing on or off.
	PrintLink parts.Link
	Notes     []BriefNote
	Write     Form
}

// BriefNote is one work note; its forms are there for its writer alone.
type BriefNote struct {
	Text, By string
	// Absent says why there is no text.
	Absent  string
	Rewrite *Form
	Remove  *Form
	Open    bool
}

// Render writes the page.
func (b Brief) Render(ctx context.Context, w io.Writer) error { return briefPage(b).Render(ctx, w) }
