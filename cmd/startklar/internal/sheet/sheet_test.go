package sheet_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/sheet"
	"startklar/domain/calendar"

	"github.com/xuri/excelize/v2"
)

// written writes a table and reads it back as another program would.
func written(t *testing.T, table sheet.Table) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := sheet.Write(&b, table); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// cell reads a cell; raw gives the stored value without its format.
func cell(t *testing.T, f *excelize.File, name, at string, raw bool) string {
	t.Helper()
	text, err := f.GetCellValue(name, at, excelize.Options{RawCellValue: raw})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

var overview = sheet.Table{
	Title:   "Overblik",
	Columns: []sheet.Column{{Title: "Kommune"}, {Title: "Dage"}, {Title: "Frist"}, {Title: "Ændret"}, {Title: "Andel"}},
	Rows: [][]any{
		{"Ærø", 1234, calendar.NewDate(2026, 3, 12), time.Date(2026, 7, 1, 12, 30, 59, 0, time.UTC), 12.5},
		{"Aabenraa", nil, calendar.Date{}, time.Time{}, nil},
	},
	About: "Om filen",
	Facts: []sheet.Fact{{Label: "Hentet af", Text: "Medarbejder i STAR"}},
}

func TestValuesKeepTheirTypes(t *testing.T) {
	f := written(t, overview)
	for _, test := range []struct {
		at, shown, stored string
		kind              excelize.CellType
	}{
		{"A2", "Ærø", "Ærø", excelize.CellTypeInlineString},
		{"B2", "1,234", "1234", excelize.CellTypeUnset},
		{"C2", "2026-03-12", "46093", excelize.CellTypeUnset},
		{"D2", "2026-07-01 14:30", "46204.6041666667", excelize.CellTypeUnset},
		{"E2", "12.50", "12.5", excelize.CellTypeUnset},
		{"B3", "", "", excelize.CellTypeUnset},
		{"C3", "", "", excelize.CellTypeUnset},
		{"D3", "", "", excelize.CellTypeUnset},
	} {
		if got := cell(t, f, "Overblik", test.at, false); got != test.shown {
			t.Errorf("%s shows %q, want %q", test.at, got, test.shown)
		}
		if got := cell(t, f, "Overblik", test.at, true); got != test.stored {
			t.Errorf("%s holds %q, want %q", test.at, got, test.stored)
		}
		if kind, err := f.GetCellType("Overblik", test.at); err != nil || kind != test.kind {
			t.Errorf("%s has type %v, want %v (%v)", test.at, kind, test.kind, err)
		}
	}
}

func TestHeadingStaysInSightAndFilters(t *testing.T) {
	f := written(t, overview)
	panes, err := f.GetPanes("Overblik")
	if err != nil || !panes.Freeze || panes.YSplit != 1 || panes.XSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	names := f.GetDefinedName()
	var filter, titles bool
	for _, n := range names {
		filter = filter || strings.Contains(n.Name, "FilterDatabase") && n.RefersTo == "'Overblik'!$A$1:$E$3"
		titles = titles || strings.Contains(n.Name, "Print_Titles")
	}
	if !filter || !titles {
		t.Errorf("names %+v", names)
	}
}

func TestTheFileSaysWhoTookItOut(t *testing.T) {
	f := written(t, overview)
	if got := f.GetSheetList(); len(got) != 2 || got[1] != "Om filen" {
		t.Fatalf("sheets %q", got)
	}
	if a, b := cell(t, f, "Om filen", "A1", false), cell(t, f, "Om filen", "B1", false); a != "Hentet af" || b != "Medarbejder i STAR" {
		t.Errorf("facts %q %q", a, b)
	}
}

// Whoever writes a text must not make another person's spreadsheet calculate, neither here nor after the rows
// have been saved as CSV.
func TestNothingIsCalculated(t *testing.T) {
	canaries := []string{
		"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", `=HYPERLINK("http://example.test","her")`, "=cmd|' /C calc'!A0",
	}
	table := sheet.Table{Title: "=1+1", Columns: []sheet.Column{{Title: "=2+2"}}, About: "@x", Facts: []sheet.Fact{{Label: "=a", Text: "+b"}}}
	for _, c := range canaries {
		table.Rows = append(table.Rows, []any{c})
	}
	f := written(t, table)
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for y, row := range rows {
			for x, text := range row {
				at, _ := excelize.CoordinatesToCellName(x+1, y+1)
				if !strings.HasPrefix(text, "'") {
					t.Errorf("%s %s holds %q", name, at, text)
				}
				if formula, err := f.GetCellFormula(name, at); err != nil || formula != "" {
					t.Errorf("%s %s calculates %q (%v)", name, at, formula, err)
				}
			}
		}
		if len(rows) == 0 {
			t.Errorf("sheet %q is empty", name)
		}
	}
	if got := cell(t, f, "=1+1", "A5", false); got != "'@SUM(A1)" {
		t.Errorf("the fourth canary reads %q", got)
	}
}

func TestHarmlessLeavesOrdinaryTextsAlone(t *testing.T) {
	for _, text := range []string{"", "Aalborg", "1 - 2", "a=b", "æ", "'"} {
		if got := sheet.Harmless(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestAnyTitleNamesASheet(t *testing.T) {
	for title, want := range map[string]string{
		"":                      "1",
		"Møder [2026]: a/b":     "Møder 2026 a b",
		"'Aftaler'":             "Aftaler",
		strings.Repeat("æ", 40): strings.Repeat("æ", 31),
		"A & B":                 "A & B",
		"Om filen":              "Om filen",
	} {
		f := written(t, sheet.Table{Title: title, Columns: []sheet.Column{{Title: "x"}}, About: "Om filen", Facts: []sheet.Fact{{Label: "a", Text: "b"}}})
		if got := f.GetSheetList(); len(got) != 2 || got[0] != want {
			t.Errorf("%q gives the sheets %q, want %q first", title, got, want)
		}
	}
}

func TestAWrongRowIsRefused(t *testing.T) {
	for name, row := range map[string][]any{"short": {}, "long": {"a", "b"}, "unknown": {struct{}{}}} {
		if err := sheet.Write(&bytes.Buffer{}, sheet.Table{Title: "x", Columns: []sheet.Column{{Title: "y"}}, Rows: [][]any{row}}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
