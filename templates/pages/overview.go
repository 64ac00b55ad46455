package pages

import (
	"context"
	"io"

	"startklar/templates/parts"
)

// Overview is every journey by stage.
type Overview struct {
	Shell   parts.Shell
	Filters parts.Filters
	News    []News
	Table   parts.Table
	// Map is the same list as a map; nil where the list is narrowed.
	Map *TileMap
	// Pages lead to the other pages; empty when all rows are here.
	Pages []parts.View
}

// News is what is new, in words.
type News struct {
	Text string
	Link *parts.Link
}

// StageCell is one stage of one journey in the overview: a word, a date, and what stands out.
type StageCell struct {
	Text, Note, Stale string
	Late              parts.Status
	// Aside leaves the cell out on a narrow screen.
	Aside bool
}

// Render writes the page.
func (o Overview) Render(ctx context.Context, w io.Writer) error {
	return overviewPage(o).Render(ctx, w)
}

// Render writes the cell.
func (c StageCell) Render(ctx context.Context, w io.Writer) error { return stageCell(c).Render(ctx, w) }
