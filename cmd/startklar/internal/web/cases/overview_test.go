package cases_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/workflow"
)

func TestTheOverviewIsForConsultantsAndSTAR(t *testing.T) {
	w := webtest.New(t)
	w.Check(webtest.Scenarios{
		{
			"STAR sees every municipality", "star", "/overblik", http.StatusOK,
			[]string{"2 forløb", "Aalborg", "Odense", "3 dage over fristen", "Konsulent Nord", "Ingen konsulent", "Forberedelse", "Åben 0/28", `scope="row"`},
			nil,
		},
		{"consultants theirs", "konsulent", "/overblik", http.StatusOK, []string{"1 forløb", "Aalborg"}, []string{"Odense", "Proceskonsulent</label>"}},
		{"a leader none", "leder", "/overblik", http.StatusForbidden, nil, []string{"Odense"}},
		{"by region", "star", "/overblik?region=Nordjylland", http.StatusOK, []string{"1 forløb", "Aalborg", "Ryd filtre"}, []string{">Odense<"}},
		{"by consultant", "star", "/overblik?konsulent=konsulent", http.StatusOK, []string{"1 forløb"}, []string{">Odense<"}},
		{"late", "star", "/overblik?sent=1", http.StatusOK, []string{"2 forløb"}, nil},
		{"stale", "star", "/overblik?efter=1", http.StatusOK, []string{"0 forløb", "Ingen forløb passer"}, nil},
		{"a stage in a state", "star", "/overblik?trin=workshop:Active", http.StatusOK, []string{"0 forløb"}, nil},
		{"grouped", "star", "/overblik?gruppe=region", http.StatusOK, []string{`colspan="10"`, "Nordjylland</span>", "Syddanmark</span>", "1 forløb · 1 over fristen · Forberedelse 1"}, nil},
		{"nonsense is left out", "star", "/overblik?sort=drop&trin=x&tilstand=y&side=-4&gruppe=z&forloeb=q", http.StatusOK, []string{"2 forløb"}, nil},
		{"a page past the end", "star", "/overblik?side=7", http.StatusOK, nil, nil},
	})
}

func TestTheOverviewSortsByItsHeadings(t *testing.T) {
	w := webtest.New(t)
	w.Do("nabo", workflow.CompleteItem{Target: workflow.Target{Journey: webtest.Odense}, Item: "request"})
	for _, c := range []struct{ query, first string }{
		{"sort=name", "Odense"}, // Aa sorts with Å, last
		{"sort=name&retning=ned", "Aalborg"},
		{"sort=code", "Odense"},
		{"sort=progress&retning=ned", "Odense"},
		{"sort=due", "Aalborg"},
	} {
		_, body, _ := strings.Cut(w.Get("star", "/overblik?"+c.query).Body, "<tbody")
		a, o := strings.Index(body, ">Aalborg<"), strings.Index(body, ">Odense<")
		if (a < o) != (c.first == "Aalborg") {
			t.Errorf("%s: %s is not first", c.query, c.first)
		}
	}
}

func TestTheOverviewAsAWorkbookHoldsWhatItsReaderSees(t *testing.T) {
	w := webtest.New(t)
	all := w.Get("star", "/overblik?format=xlsx").Workbook(t, "overblik-2026-03-12.xlsx")
	if len(all) != 3 || all[0][0] != "Kommunekode" || all[1][1] != "Odense" || all[2][1] != "Aalborg" {
		t.Fatalf("rows %q", all)
	}
	if want := []string{"0851", "Aalborg", "Nordjylland", "Konsulent Nord", "I gang", "2026-03-02", "2026-03-09", "3"}; !slices.Equal(all[2][:8], want) {
		t.Errorf("Aalborg's row is %q, want %q", all[2][:8], want)
	}
	if own := w.Get("konsulent", "/overblik?format=xlsx").Workbook(t, "overblik-2026-03-12.xlsx"); len(own) != 2 || own[1][1] != "Aalborg" {
		t.Errorf("the consultant's rows are %q", own)
	}
	w.Get("leder", "/overblik?format=xlsx").Says(t, http.StatusForbidden, nil, []string{"Odense"})
	w.Get("star", "/overblik").Says(t, http.StatusOK, []string{`href="/overblik?format=xlsx"`, "Hent som Excel-fil"}, nil)
}
