package sheet

import (
	"fmt"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"startklar/domain/calendar"

	"github.com/xuri/excelize/v2"
)

// looks are the styles of a workbook.
type looks struct{ heading, text, number, decimal, date, moment int }

// Dates are written in an order that no reader takes for another: the workbook is opened by spreadsheets in
// both languages.
const (
	dateFormat   = "yyyy-mm-dd"
	momentFormat = "yyyy-mm-dd hh:mm"
)

func newLooks(f *excelize.File) (l looks, err error) {
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	date, moment := dateFormat, momentFormat
	for _, s := range []struct {
		into  *int
		style excelize.Style
	}{
		{&l.heading, excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: top, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E3EFF1"}}}},
		{&l.text, excelize.Style{Alignment: top}},
		{&l.number, excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}, NumFmt: 3}},  // #,##0
		{&l.decimal, excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}, NumFmt: 4}}, // #,##0.00
		{&l.date, excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}, CustomNumFmt: &date}},
		{&l.moment, excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}, CustomNumFmt: &moment}},
	} {
		if *s.into, err = f.NewStyle(&s.style); err != nil {
			return l, fmt.Errorf("style: %w", err)
		}
	}
	return l, nil
}

func (t Table) heading(l looks) []any {
	cells := make([]any, len(t.Columns))
	for n, c := range t.Columns {
		cells[n] = excelize.Cell{StyleID: l.heading, Value: Harmless(c.Title)}
	}
	return cells
}

// fill puts a row's values into cells, which has room for one in each column.
func (t Table) fill(cells, row []any, l looks) error {
	if len(row) != len(t.Columns) {
		return fmt.Errorf("%d values for %d columns", len(row), len(t.Columns))
	}
	for n, value := range row {
		cell, err := l.cell(value)
		if err != nil {
			return fmt.Errorf("column %q: %w", t.Columns[n].Title, err)
		}
		cells[n] = cell
	}
	return nil
}

// cell gives a value the look of its type.
func (l looks) cell(value any) (any, error) {
	switch value := value.(type) {
	case nil:
		return nil, nil
	case string:
		if value == "" {
			return nil, nil
		}
		return excelize.Cell{StyleID: l.text, Value: Harmless(value)}, nil
	case int, int64:
		return excelize.Cell{StyleID: l.number, Value: value}, nil
	case float64:
		if math.IsNaN(value) || math.IsInf(value, 0) {
			return nil, fmt.Errorf("%v is no number", value)
		}
		return excelize.Cell{StyleID: l.decimal, Value: value}, nil
	case calendar.Date:
		if value.IsZero() {
			return nil, nil
		}
		year, month, day := value.Civil()
		return excelize.Cell{StyleID: l.date, Value: time.Date(year, month, day, 0, 0, 0, 0, time.UTC)}, nil
	case time.Time:
		if value.IsZero() {
			return nil, nil
		}
		return excelize.Cell{StyleID: l.moment, Value: clockTime(value)}, nil
	}
	return nil, fmt.Errorf("a value of type %T is no cell", value)
}

// clockTime is what a clock in Copenhagen shows at t, to the minute. A cell knows no zone.
func clockTime(t time.Time) time.Time {
	t = t.In(calendar.Copenhagen())
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), 0, 0, time.UTC)
}

// calculates begins a cell that a spreadsheet may take for a formula, here or once it is saved as CSV.
const calculates = "=+-@\t\r\n"

// Harmless puts a quote before a text that a spreadsheet would calculate.
func Harmless(text string) string {
	if text != "" && strings.ContainsRune(calculates, rune(text[0])) {
		return "'" + text
	}
	return text
}

// The narrowest and the widest that a column gets by what stands in it, in characters.
const (
	narrowest = 9
	widest    = 60
)

func (t Table) widths() []float64 {
	widths := make([]float64, len(t.Columns))
	for n, c := range t.Columns {
		if widths[n] = c.Width; c.Width > 0 {
			continue
		}
		longest := utf8.RuneCountInString(c.Title) + 3 // the filter's arrow
		for _, row := range t.Rows {
			if n < len(row) {
				longest = max(longest, length(row[n]))
			}
		}
		widths[n] = float64(min(max(longest, narrowest), widest)) + 1
	}
	return widths
}

// length is how much room a value takes; of a text, its longest line.
func length(value any) int {
	switch value := value.(type) {
	case string:
		longest := 0
		for line := range strings.Lines(value) {
			longest = max(longest, utf8.RuneCountInString(line))
		}
		return longest
	case calendar.Date:
		return len(dateFormat)
	case time.Time:
		return len(momentFormat)
	}
	return narrowest
}

// sheetName makes a text fit to name a sheet: 31 characters, without those that references are made of.
func sheetName(title, otherwise string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) || r < ' ' {
			return ' '
		}
		return r
	}, title)
	if name = strings.TrimSpace(shorten(strings.Join(strings.Fields(name), " "), excelize.MaxSheetNameLength)); name == "" {
		return otherwise
	}
	return name
}

func shorten(text string, most int) string {
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most])
	}
	return text
}

// quoted is a sheet's name as references write it; sheetName has taken quotes out.
func quoted(name string) string { return "'" + name + "'" }
