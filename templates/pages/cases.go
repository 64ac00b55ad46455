package pages

import (
	"context"
	"io"

	"startklar/templates/parts"
)

// Cases is the list of those who carry many municipalities. Rows are chosen by their boxes, and written to
// together.
type Cases struct {
	Shell   parts.Shell
	Filters parts.Filters
	Views   CaseViews
	Table   parts.Table
	// Action is where the chosen go; SelectAll leads to the same list with every box ticked.
	Action    string
	SelectAll parts.Link
	Write     parts.Button
}

// CaseViews keeps the selection under a name, and lists what was kept before.
type CaseViews struct {
	// Open shows the form at once: it came back refused.
	Open bool
	// Save is the form that keeps the selection.
	Save Form
	Own  []CaseView
}

// CaseView is one view that can be preferred or forgotten.
type CaseView struct {
	Name, Note string
	Begin      *Form
	Delete     *Form
}

// CaseName is the first cell of a row: the box that chooses it, the name, and what stands below.
type CaseName struct {
	Code, Name, Href, Choose string
	Checked                  bool
	Brief                    parts.Link
}

// CaseStep is what a journey waits for.
type CaseStep struct {
	Title, Href string
	Late        parts.Status
	Due         string
}

// Render writes the page.
func (p Cases) Render(ctx context.Context, w io.Writer) error { return casesPage(p).Render(ctx, w) }

// Render writes the cell.
func (n CaseName) Render(ctx context.Context, w io.Writer) error { return caseName(n).Render(ctx, w) }

// Render writes the cell.
func (s CaseStep) Render(ctx context.Context, w io.Writer) error { return caseStep(s).Render(ctx, w) }
