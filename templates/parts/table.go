package parts

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// Table is rows that can be read across. On a narrow screen each row becomes a
// card whose lines carry the heading of their column.
type Table struct {
	Caption     string // always there; HideCaption keeps it for listeners
	HideCaption bool
	Columns     []Column
	Rows        []Row
	Foot        []Cell // a closing row: totals, the nation
	Empty       EmptyState
	Downloads   Downloads // the same rows as .xlsx or .csv
	Wide        bool      // too many columns for any screen: scrolls by itself, first column stays
}

// Column is one heading.
type Column struct {
	Label   string
	Numeric bool
	Sort    string // address that sorts by this column; empty: cannot
	Href    string // address of what the column is about; not beside Sort
	Sorted  SortOrder
	Hint    string // what the figure is, one line below the heading
	Notes   string // heading of the cells' notes in a file; empty: they follow the text
	Hidden  bool   // the heading is for listeners only
}

// SortOrder is how a table is ordered by a column; the words are those of
// aria-sort.
type SortOrder string

// The orders.
const (
	NotSorted  SortOrder = ""
	Ascending  SortOrder = "ascending"
	Descending SortOrder = "descending"
)

// Row is one line. Its first cell is its heading.
type Row struct {
	Cells  []Cell
	Marked bool // the reader's own line
	// Group begins a group of rows: its name, which spans the table, and a line about it. Such a row has no cells.
	Group, GroupText string
}

// Cell is one value: a text, a text that leads somewhere, or a component.
type Cell struct {
	Text  string
	Href  string
	Value templ.Component
	Note  string // a second, quieter line
	// File is what a file holds in place of the text: a number, a date, a moment, a longer text; nil for the text as it
	// stands.
	File any
}

// Plain is a component that has words for a file, where nothing is drawn.
type Plain interface{ Plain() string }

func (c Cell) empty() bool { return c.Text == "" && c.Value == nil && c.Note == "" }

// Render writes the table, or its empty state.
func (t Table) Render(ctx context.Context, w io.Writer) error {
	if len(t.Rows) == 0 {
		return t.Empty.Render(ctx, w)
	}
	return table(t).Render(ctx, w)
}

// Downloads are the files in which rows can be taken along, below the rows.
type Downloads []Link

// Render writes the links.
func (d Downloads) Render(ctx context.Context, w io.Writer) error {
	return downloads(d).Render(ctx, w)
}

func (t Table) column(i int) Column {
	if i < len(t.Columns) {
		return t.Columns[i]
	}
	return Column{}
}

func (c Column) sortIcon() Icon {
	switch c.Sorted {
	case Ascending:
		return "sort-table-ascending"
	case Descending:
		return "sort-table-descending"
	}
	return "sort-table-none"
}

// Filters is a row of fields that narrow a list. It is an ordinary GET form:
// the choice stands in the address and can be saved as a view.
type Filters struct {
	Action string
	Fields []Field
	Clear  string // address without any filter; empty when none is set
	Result string // "12 af 40 kommuner"
	Views  []View
}

// View is a filter with a name.
type View struct {
	Label, Href string
	Current     bool
}

// Render writes the form.
func (f Filters) Render(ctx context.Context, w io.Writer) error { return filters(f).Render(ctx, w) }
