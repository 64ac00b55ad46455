package site_test

import (
	"context"
	"encoding/csv"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/sheet"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/templates/catalogue"
	"startklar/templates/parts"
)

// counter is a site that needs nothing but a clock.
func counter() *site.Site {
	return site.New(site.Options{Clock: func() time.Time { return time.Date(2026, 3, 12, 13, 32, 0, 0, time.UTC) }})
}

// A table as CSV opens in a Danish spreadsheet, which calculates nothing of what people wrote, and numbers stay numbers.
func TestATableIsSentAsCSV(t *testing.T) {
	c, recorder := asked(http.MethodGet, "/overblik?format=csv")
	table := sheet.Table{
		Columns: []sheet.Column{{Title: "=Navn"}, {Title: "Tal"}, {Title: "Dag"}, {Title: "Hvornår"}},
		Rows: [][]any{
			{"=1+1", -3, calendar.NewDate(2026, 4, 1), time.Date(2026, 3, 12, 13, 32, 0, 0, time.UTC)},
			{"+45 00 00 00 12", -0.5, calendar.Date{}, time.Time{}},
			{"@SUM(A1)", nil, nil, nil},
			{"-2+3", int64(-7), nil, nil},
			{"\t=1+1", 12, nil, nil},
			{"a; \"b\"\nc", 0, nil, nil},
		},
	}
	if err := counter().SendTable(c, "overblik", table); err != nil {
		t.Fatal(err)
	}
	if got := recorder.Header().Get("Content-Disposition"); got != `attachment; filename="overblik-2026-03-12.csv"` {
		t.Errorf("the file is %s", got)
	}
	text, marked := strings.CutPrefix(recorder.Body.String(), "\ufeff")
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma = ';'
	rows, err := reader.ReadAll()
	if err != nil || !marked {
		t.Fatalf("marked %v, %v: %s", marked, err, text)
	}
	want := [][]string{
		{"'=Navn", "Tal", "Dag", "Hvornår"},
		{"'=1+1", "-3", "2026-04-01", "2026-03-12T13:32:00Z"},
		{"'+45 00 00 00 12", "-0.5", "", ""},
		{"'@SUM(A1)", "", "", ""},
		{"'-2+3", "-7", "", ""},
		{"'\t=1+1", "12", "", ""},
		{"a; \"b\"\nc", "0", "", ""},
	}
	if !slices.EqualFunc(rows, want, slices.Equal) {
		t.Errorf("\n got %q\nwant %q", rows, want)
	}
}

// A row that does not fit its table must not be filled up with what stood in the row before it.
func TestARowOfAnotherLengthIsNoFile(t *testing.T) {
	for _, format := range []string{"csv", "xlsx"} {
		c, recorder := asked(http.MethodGet, "/overblik?format="+format)
		table := sheet.Table{Title: "T", Columns: []sheet.Column{{Title: "A"}, {Title: "B"}}, Rows: [][]any{{"1", "2"}, {"3"}}}
		if err := counter().SendTable(c, "overblik", table); err == nil {
			t.Errorf("%s: sent %q", format, recorder.Body)
		}
	}
	c, _ := asked(http.MethodGet, "/overblik?format=ods")
	if err := counter().SendTable(c, "overblik", sheet.Table{}); domain.CodeOf(err) != domain.NotFound {
		t.Errorf("an unknown format: %v", err)
	}
}

func TestFilesHoldAllPagesOfAList(t *testing.T) {
	c, _ := asked(http.MethodGet, "/opslag?side=3&foer=12&region=Syddanmark")
	links := (&site.Words{Lang: catalogue.Danish, Ctx: context.Background()}).FileLinks("/opslag", c.QueryParams())
	if len(links) != 2 || links[0].Href != "/opslag?format=xlsx&region=Syddanmark" || links[1].Href != "/opslag?format=csv&region=Syddanmark" {
		t.Errorf("%+v", links)
	}
}

func TestAPagesTableKeepsItsValuesInAFile(t *testing.T) {
	w := &site.Words{Lang: catalogue.Danish}
	made := w.SheetOf(parts.Table{
		Caption: "Kommuner",
		Columns: []parts.Column{{Label: "Navn"}, {Label: "Vælg", Hidden: true}, {Label: "Frist", Notes: "Hvor sent"}},
		Rows: []parts.Row{
			{Cells: []parts.Cell{{Text: "Aalborg", Note: "Nord"}, {Text: "x"}, {Text: "i går", Note: "1 dag", File: calendar.NewDate(2026, 3, 11)}}},
			{Cells: []parts.Cell{{Note: "Uden navn"}, {}, {Text: "ingen"}}},
		},
	}, parts.Audience{Readers: []string{"STAR", "Konsulenten"}, Note: "Ingen andre"})
	titles := make([]string, len(made.Columns))
	for n, column := range made.Columns {
		titles[n] = column.Title
	}
	if made.Title != "Kommuner" || !slices.Equal(titles, []string{"Navn", "Frist", "Hvor sent"}) {
		t.Errorf("%s: %q", made.Title, titles)
	}
	for n, want := range [][]any{{"Aalborg · Nord", calendar.NewDate(2026, 3, 11), "1 dag"}, {"Uden navn", "ingen", ""}} {
		if !slices.Equal(made.Rows[n], want) {
			t.Errorf("row %d is %v, want %v", n, made.Rows[n], want)
		}
	}
	if len(made.Facts) != 1 || made.Facts[0].Text != "STAR; Konsulenten\nIngen andre" {
		t.Errorf("the file says %+v", made.Facts)
	}
}
