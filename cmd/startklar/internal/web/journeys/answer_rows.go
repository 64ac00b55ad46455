package journeys

import (
	"strconv"

	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"
)

const (
	// blankRows is how many empty rows a small table ends with, fewestRows how many it has at least.
	blankRows  = 2
	fewestRows = 3
	// moreRows is how many empty rows the button adds, and moreParam the address's word for it.
	moreRows  = 6
	moreParam = "flere"
)

// rows makes a small table with blank rows at its end: it works without a script.
func (a *answers) rows(f *workflow.Field, text string, input parts.Field) *pages.AnswerRows {
	filled, err := workflow.ParseRows(text)
	if err != nil {
		filled = nil
	}
	made := &pages.AnswerRows{
		Label: input.Label, Hint: input.Hint, Error: input.Error,
		Columns: []parts.Column{{Label: a.T("rows.number"), Hidden: true}},
		More: parts.Button{
			Label: a.T("rows.more"), Kind: parts.Secondary, Name: moreParam, Value: string(f.ID), Context: " " + a.T("rows.in", "title", f.Text),
		},
	}
	for _, column := range f.Columns {
		made.Columns = append(made.Columns, parts.Column{Label: a.columnLabel(column)})
	}
	for n := range a.rowCount(f, len(filled)) {
		row := workflow.Row{}
		if n < len(filled) {
			row = filled[n]
		}
		made.Rows = append(made.Rows, a.row(f, n, row))
	}
	return made
}

func (a *answers) columnLabel(column *workflow.Field) string {
	if column.Required {
		return a.Text(column.Text)
	}
	return a.Text(column.Text) + " (" + a.T("form.optional") + ")"
}

func (a *answers) rowCount(f *workflow.Field, filled int) int {
	blank := blankRows
	if a.c.QueryParam(moreParam) == string(f.ID) {
		blank = moreRows
	}
	return min(max(filled+blank, fewestRows), maxRows)
}

// row makes one row: its cells are named for those who hear them out of their table.
func (a *answers) row(f *workflow.Field, n int, row workflow.Row) parts.Row {
	number := a.Integer(n + 1)
	made := parts.Row{Cells: []parts.Cell{{Text: number}}}
	for _, column := range f.Columns {
		name := pages.CellName(string(f.ID), n, string(column.ID))
		cell := a.input(column)
		cell.Name, cell.ID, cell.Value, cell.HideLabel = name, name, row[column.ID], true
		cell.Label = a.T("rows.cell", "column", column.Text, "number", strconv.Itoa(n+1))
		cell.MaxLength, cell.Optional, cell.Hint = 0, false, ""
		if column.Type == workflow.Choice {
			cell.Kind, cell.Options = parts.Select, append([]parts.Option{{}}, cell.Options...)
		}
		made.Cells = append(made.Cells, parts.Cell{Value: cell})
	}
	return made
}

// rowsTable shows a small table as a table.
func (w *words) rowsTable(f *workflow.Field, text string) *parts.Table {
	rows, err := workflow.ParseRows(text)
	if err != nil || len(rows) == 0 {
		return nil
	}
	t := &parts.Table{Caption: w.Text(f.Text), HideCaption: true}
	for _, column := range f.Columns {
		t.Columns = append(t.Columns, parts.Column{Label: w.Text(column.Text)})
	}
	for _, row := range rows {
		var cells []parts.Cell
		for _, column := range f.Columns {
			cells = append(cells, parts.Cell{Text: w.Reads(column, row[column.ID])})
		}
		t.Rows = append(t.Rows, parts.Row{Cells: cells})
	}
	return t
}
