package web_test

import (
	"net/http"
	"slices"
	"testing"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/person"
	"startklar/domain/roster"
)

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

func TestATableOfAPageKeepsValuesInItsFile(t *testing.T) {
	w := office(t)
	w.Do("", roster.SetContact{ID: "konsulent", Contact: roster.Contact{Phone: "00 00 00 12", Email: "nord@example.dk"}})
	w.Do("", roster.RegisterPerson{ID: "formel", Name: "=1+1", Role: person.NationalOfficer})
	people := w.Get("admin", "/personer?format=xlsx&q=konsulent").Workbook(t, "personer-2026-03-12.xlsx")
	if want := []string{"Navn", "Rolle", "Kommune", "Kontakt", "E-mail", "Status"}; !slices.Equal(people[0], want) {
		t.Errorf("columns %q, want %q", people[0], want)
	}
	if len(people) != 3 || people[1][0] != "Konsulent Nord" || people[1][3] != "00 00 00 12" || people[1][4] != "nord@example.dk" {
		t.Errorf("rows %q", people)
	}
	if got := w.Get("admin", "/personer?format=xlsx&q=formel").Workbook(t, "personer-2026-03-12.xlsx"); got[1][0] != "'=1+1" {
		t.Errorf("the formula reads %q", got[1][0])
	}
	w.Get("admin", "/personer?format=csv&q=formel").Says(t, http.StatusOK, []string{"Navn;Rolle;Kommune;Kontakt;E-mail;Status", "'=1+1;"}, nil)
	w.Get("admin", "/personer?format=ods").Says(t, http.StatusNotFound, nil, []string{"Konsulent Nord"})
	definitions := w.Get("admin", "/definitioner?format=xlsx").Workbook(t, "definitioner-2026-03-12.xlsx")
	if len(definitions) < 2 || len(definitions[1][5]) != 64 {
		t.Errorf("the definitions do not carry their whole hash: %q", definitions)
	}
}
