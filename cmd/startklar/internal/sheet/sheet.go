// Package sheet writes a table as an Excel workbook that a person can work on: real dates and numbers, a
// heading that stays in sight, a filter on every column, and a second sheet that says who took the rows out,
// when and what they hold.
//
// It decides nothing about who may see which rows, and holds no words of its own: the caller has both.
package sheet

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// MIME is the type of what [Write] writes, and Extension the end of its file's name.
const (
	MIME      = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	Extension = ".xlsx"
)

// Table is rows under headings.
type Table struct {
	// Title names the sheet and stands on every printed page.
	Title   string
	Columns []Column
	// Rows hold one value for each column: a text, an int or int64, a float64, a calendar.Date, a time.Time
	// (shown by the clock in Copenhagen), or nil for an empty cell. "No date" and the zero time are empty.
	Rows [][]any
	// About names the second sheet, and Facts fill it: who made the file, when, what was chosen.
	About string
	Facts []Fact
}

// Column is one heading.
type Column struct {
	Title string
	// Width is in characters; 0 follows what stands in the column.
	Width float64
}

// Fact is one line about the file: "Hentet af", "Leder i Aalborg".
type Fact struct {
	Label string
	Text  string
}

// Write writes the table as a workbook. It returns an error for a row with another number of values than there
// are columns, for a value of a type that no cell has, and for what w returns.
func Write(w io.Writer, t Table) error {
	f := excelize.NewFile().SetZipWriter(quickZip)
	defer func() { _ = f.Close() }() // it holds no file: everything is in memory
	name := sheetName(t.Title, "1")
	if err := f.SetSheetName("Sheet1", name); err != nil {
		return fmt.Errorf("sheet %q: %w", name, err)
	}
	looks, err := newLooks(f)
	if err != nil {
		return err
	}
	if err := dress(f, name, t); err != nil {
		return err
	}
	if err := writeRows(f, name, t, looks); err != nil {
		return err
	}
	if err := writeFacts(f, name, t, looks); err != nil {
		return err
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	return nil
}

// writeRows streams the heading and the rows: nothing is kept twice however many there are.
func writeRows(f *excelize.File, name string, t Table, l looks) error {
	s, err := f.NewStreamWriter(name)
	if err != nil {
		return fmt.Errorf("sheet %q: %w", name, err)
	}
	for n, width := range t.widths() {
		if err := s.SetColWidth(n+1, n+1, width); err != nil {
			return fmt.Errorf("column %d: %w", n+1, err)
		}
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}); err != nil {
		return fmt.Errorf("heading: %w", err)
	}
	if err := s.SetRow("A1", t.heading(l)); err != nil {
		return fmt.Errorf("heading: %w", err)
	}
	cells := make([]any, len(t.Columns))
	for n, row := range t.Rows {
		if err := t.fill(cells, row, l); err != nil {
			return fmt.Errorf("row %d: %w", n+1, err)
		}
		if err := s.SetRow("A"+strconv.Itoa(n+2), cells); err != nil {
			return fmt.Errorf("row %d: %w", n+1, err)
		}
	}
	if err := s.Flush(); err != nil {
		return fmt.Errorf("sheet %q: %w", name, err)
	}
	return nil
}

// dress adds what is not rows: a filter on the heading, and how the sheet prints. It comes before the rows: a sheet
// that has been streamed would be parsed back, every cell of it, to be changed.
func dress(f *excelize.File, name string, t Table) error {
	corner, err := excelize.CoordinatesToCellName(max(1, len(t.Columns)), len(t.Rows)+1)
	if err != nil {
		return fmt.Errorf("sheet %q: %w", name, err)
	}
	if err := f.AutoFilter(name, "A1:"+corner, nil); err != nil {
		return fmt.Errorf("filter: %w", err)
	}
	landscape, a4, whole, one := "landscape", 9, 0, 1
	if err := f.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToWidth: &one, FitToHeight: &whole}); err != nil {
		return fmt.Errorf("page: %w", err)
	}
	fit := true
	if err := f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return fmt.Errorf("page: %w", err)
	}
	// In a header "&" begins a code; doubled it is itself. A header takes 255 characters.
	title := strings.ReplaceAll(shorten(t.Title, 100), "&", "&&")
	if err := f.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddHeader: "&L" + title, OddFooter: "&R&P / &N"}); err != nil {
		return fmt.Errorf("page: %w", err)
	}
	if err := f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: quoted(name) + "!$1:$1", Scope: name}); err != nil {
		return fmt.Errorf("page: %w", err)
	}
	return nil
}

// writeFacts makes the second sheet; without facts there is none.
func writeFacts(f *excelize.File, first string, t Table, l looks) error {
	if len(t.Facts) == 0 {
		return nil
	}
	name := sheetName(t.About, "2")
	if strings.EqualFold(name, first) {
		name = sheetName("2 "+t.About, "2")
	}
	if _, err := f.NewSheet(name); err != nil {
		return fmt.Errorf("sheet %q: %w", name, err)
	}
	s, err := f.NewStreamWriter(name)
	if err != nil {
		return fmt.Errorf("sheet %q: %w", name, err)
	}
	if err := s.SetColWidth(1, 1, 24); err != nil {
		return fmt.Errorf("column 1: %w", err)
	}
	if err := s.SetColWidth(2, 2, widest); err != nil {
		return fmt.Errorf("column 2: %w", err)
	}
	for n, fact := range t.Facts {
		row := []any{excelize.Cell{StyleID: l.heading, Value: Harmless(fact.Label)}, excelize.Cell{StyleID: l.text, Value: Harmless(fact.Text)}}
		if err := s.SetRow(fmt.Sprintf("A%d", n+1), row); err != nil {
			return fmt.Errorf("fact %d: %w", n+1, err)
		}
	}
	if err := s.Flush(); err != nil {
		return fmt.Errorf("sheet %q: %w", name, err)
	}
	return nil
}
