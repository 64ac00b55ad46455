package site

import (
	"encoding/csv"
	"fmt"
	"io"
	"time"

	"startklar/cmd/startklar/internal/sheet"
)

// writeCSV writes a table as a file that a Danish spreadsheet opens: semicolons, a byte order mark, and no cell that
// the spreadsheet would take for a formula.
func writeCSV(w io.Writer, t sheet.Table) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.Comma = ';'
	line := make([]string, len(t.Columns))
	for n, column := range t.Columns {
		line[n] = sheet.Harmless(column.Title)
	}
	if err := out.Write(line); err != nil {
		return err
	}
	for _, row := range t.Rows {
		if len(row) != len(line) {
			return fmt.Errorf("csv: a row of %d values in a table of %d columns", len(row), len(line))
		}
		for n, value := range row {
			line[n] = csvCell(value)
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// csvCell is a value in the letters that programs read: dates and moments by the standard, nothing for none. A number
// may begin with a minus; a text that does would be calculated.
func csvCell(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return v.Format(time.RFC3339)
	case int, int64, float64:
		return fmt.Sprint(v)
	default:
		return sheet.Harmless(fmt.Sprint(v))
	}
}
