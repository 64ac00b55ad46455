package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"unicode"

	"startklar/domain/calendar"
)

// writeJSON writes a value for programs, readable for people.
func writeJSON(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(value)
}

// table writes lines whose cells end with a tab in columns.
type table struct {
	text   bytes.Buffer
	layout *tabwriter.Writer
}

func newTable() *table {
	t := &table{}
	t.layout = tabwriter.NewWriter(&t.text, 0, 0, 2, ' ', 0)
	return t
}

func (t *table) line(format string, cells ...any) { fmt.Fprintf(t.layout, format+"\n", cells...) }

// write writes the table, without the blanks that empty cells leave at the end of a line.
func (t *table) write(w io.Writer) error {
	if err := t.layout.Flush(); err != nil {
		return err
	}
	for line := range strings.Lines(t.text.String()) {
		if _, err := fmt.Fprintln(w, strings.TrimRight(line, " \n")); err != nil {
			return err
		}
	}
	return nil
}

// dateOrNull makes JSON's null of "no date".
func dateOrNull(d calendar.Date) *calendar.Date {
	if d.IsZero() {
		return nil
	}
	return &d
}

// printable takes away what would steer the terminal: texts are what anybody wrote.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return unicode.ReplacementChar
		}
		return r
	}, text)
}

// orDash stands in where a table has nothing to show.
func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}
