package site

import (
	"bytes"
	"net/url"
	"strings"

	"startklar/cmd/startklar/internal/sheet"
	"startklar/domain"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// The formats in which a table can be taken along: "?format=xlsx".
const (
	FormatParam = "format"
	FormatSheet = "xlsx"
	FormatCSV   = "csv"
)

// WantsFile tells whether the address asks for the page's rows as a file.
func WantsFile(c echo.Context) bool { return c.QueryParam(FormatParam) != "" }

// FileLinks lead to the rows of a page as its address filters them: all of them, not those of one page.
func (w *Words) FileLinks(path string, query url.Values) parts.Downloads {
	address := func(format string) string {
		return AddressWith(path, query, url.Values{"side": {""}, "foer": {""}, FormatParam: {format}})
	}
	return parts.Downloads{
		{Label: w.T("sheet.download"), Href: address(FormatSheet), Download: true},
		{Label: w.T("history.csv"), Href: address(FormatCSV), Download: true},
	}
}

// SendTable sends a table in the format that the address asks for, named after what it holds and the day.
func (s *Site) SendTable(c echo.Context, name string, t sheet.Table) error {
	w, kind, b := s.Words(c), sheet.MIME, bytes.Buffer{}
	write := sheet.Write
	switch c.QueryParam(FormatParam) {
	case FormatSheet:
		t.About, t.Facts = w.T("sheet.about"), append(w.origin(t), t.Facts...)
	case FormatCSV:
		kind, write = "text/csv; charset=utf-8", writeCSV
	default:
		return domain.Refuse(domain.NotFound, "not_found", nil)
	}
	if err := write(&b, t); err != nil {
		return err
	}
	return Attach(c, name+"-"+w.Today.String()+"."+c.QueryParam(FormatParam), kind, b.Bytes())
}

// origin says what a file holds, who took it out, and when.
func (w *Words) origin(t sheet.Table) []sheet.Fact {
	return []sheet.Fact{
		{Label: w.T("sheet.holds"), Text: t.Title},
		{Label: w.T("sheet.by"), Text: w.Actor.Name},
		{Label: w.T("sheet.at"), Text: w.Moment(w.Now)},
		{Label: w.T("sheet.count"), Text: w.Integer(len(t.Rows))},
	}
}

// SheetOf is a page's table as a file holds it: columns with a heading that is seen, values in place of their words,
// and what the page says about who can see it.
func (w *Words) SheetOf(t parts.Table, a parts.Audience) sheet.Table {
	made := sheet.Table{Title: t.Caption, Facts: []sheet.Fact{
		{Label: w.T("audience.heading"), Text: strings.TrimSpace(strings.Join(a.Readers, "; ") + "\n" + a.Note)},
	}}
	for _, column := range t.Columns {
		if column.Hidden {
			continue
		}
		made.Columns = append(made.Columns, sheet.Column{Title: column.Label})
		if column.Notes != "" {
			made.Columns = append(made.Columns, sheet.Column{Title: column.Notes})
		}
	}
	for _, row := range t.Rows {
		var values []any
		for n, column := range t.Columns {
			if !column.Hidden {
				values = append(values, fileValues(column, row.Cells[n])...)
			}
		}
		made.Rows = append(made.Rows, values)
	}
	return made
}

// fileValues are a cell's value, and its note where the column has one apart.
func fileValues(column parts.Column, cell parts.Cell) []any {
	value, text := cell.File, cell.Text
	if plain, ok := cell.Value.(parts.Plain); ok {
		text = plain.Plain()
	}
	switch {
	case value != nil:
	case column.Notes == "" && text != "" && cell.Note != "":
		value = text + " · " + cell.Note
	case column.Notes == "":
		value = text + cell.Note
	default:
		value = text
	}
	if column.Notes == "" {
		return []any{value}
	}
	return []any{value, cell.Note}
}
