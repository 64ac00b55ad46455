package pages

import (
	"context"
	"io"

	"startklar/templates/parts"
)

// Checklist is the checklist as a task list: its tracks with their questions.
type Checklist struct {
	Shell parts.Shell
	Head  ItemHead
	// Next is where to go on; nil where nothing is left to do here.
	Next *parts.NextStep
	// Views are the filters, which stand in the address.
	Views  []parts.View
	Tracks []Track
	// Colleagues leads to those who were asked for help.
	Colleagues *parts.Link
	// Empty stands where a filter leaves nothing.
	Empty   parts.EmptyState
	Actions ItemActions
}

// Track is a part of the checklist that a person declares ready as a whole.
type Track struct {
	ID, Title, Help string
	Progress        parts.Progress
	// Declared tells who declared it ready; empty while it is open.
	Declared string
	Minutes  int
	Check    parts.Link
	// Shared tells whether the consultant may read the track as it is; Share changes that, Ask asks a colleague for
	// help with all of it.
	Shared string
	Share  *Form
	Ask    *parts.Link
	Groups []TrackGroup
}

// TrackGroup is a heading within a track; a track without groups has one with no title.
type TrackGroup struct {
	Title string
	Tasks []parts.Task
}

// Render writes the page.
func (p Checklist) Render(ctx context.Context, w io.Writer) error {
	return checklist(p).Render(ctx, w)
}
