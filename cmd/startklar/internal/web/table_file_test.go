package web_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"startklar/cmd/startklar/internal/sheet"
	"startklar/domain/person"
	"startklar/domain/roster"
)

// workbook is the first sheet of a file that was sent, row by row.
func (a answer) workbook(t *testing.T, name string) [][]string {
	t.Helper()
	if a.status != http.StatusOK || a.header.Get("Content-Type") != sheet.MIME {
		t.Fatalf("status %d, type %q", a.status, a.header.Get("Content-Type"))
	}
	if got := a.header.Get("Content-Disposition"); got != `attachment; filename="`+name+`"` {
		t.Errorf("the file is %s", got)
	}
	f, err := excelize.OpenReader(strings.NewReader(a.raw))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetList()[0])
	if err != nil {
		t.Fatal(err)
	}
	about, err := f.GetRows(f.GetSheetList()[1])
	if err != nil || len(about) < 4 {
		t.Errorf("the file does not say where it comes from: %q, %v", about, err)
	}
	return rows
}

func TestTheOverviewAsAWorkbookHoldsWhatItsReaderSees(t *testing.T) {
	w := newWorld(t)
	all := w.get("star", "/overblik?format=xlsx").workbook(t, "overblik-2026-03-12.xlsx")
	if len(all) != 3 || all[0][0] != "Kommunekode" || all[1][1] != "Odense" || all[2][1] != "Aalborg" {
		t.Fatalf("rows %q", all)
	}
	if want := []string{"0851", "Aalborg", "Nordjylland", "Konsulent Nord", "I gang", "2026-03-02", "2026-03-09", "3"}; !slices.Equal(all[2][:8], want) {
		t.Errorf("Aalborg's row is %q, want %q", all[2][:8], want)
	}
	if own := w.get("konsulent", "/overblik?format=xlsx").workbook(t, "overblik-2026-03-12.xlsx"); len(own) != 2 || own[1][1] != "Aalborg" {
		t.Errorf("the consultant's rows are %q", own)
	}
	w.get("leder", "/overblik?format=xlsx").expect(t, http.StatusForbidden, nil, []string{"Odense"})
	w.get("star", "/overblik").expect(t, http.StatusOK, []string{`href="/overblik?format=xlsx"`, "Hent som Excel-fil"}, nil)
}

func TestATableOfAPageKeepsValuesInItsFile(t *testing.T) {
	w := office(t)
	w.do("", roster.SetContact{ID: "konsulent", Contact: roster.Contact{Phone: "00 00 00 12", Email: "nord@example.dk"}})
	w.do("", roster.RegisterPerson{ID: "formel", Name: "=1+1", Role: person.NationalOfficer})
	people := w.get("admin", "/personer?format=xlsx&q=konsulent").workbook(t, "personer-2026-03-12.xlsx")
	if want := []string{"Navn", "Rolle", "Kommune", "Kontakt", "E-mail", "Status"}; !slices.Equal(people[0], want) {
		t.Errorf("columns %q, want %q", people[0], want)
	}
	if len(people) != 3 || people[1][0] != "Konsulent Nord" || people[1][3] != "00 00 00 12" || people[1][4] != "nord@example.dk" {
		t.Errorf("rows %q", people)
	}
	if got := w.get("admin", "/personer?format=xlsx&q=formel").workbook(t, "personer-2026-03-12.xlsx"); got[1][0] != "'=1+1" {
		t.Errorf("the formula reads %q", got[1][0])
	}
	w.get("admin", "/personer?format=csv&q=formel").expect(t, http.StatusOK, []string{"Navn;Rolle;Kommune;Kontakt;E-mail;Status", "'=1+1;"}, nil)
	w.get("admin", "/personer?format=ods").expect(t, http.StatusNotFound, nil, []string{"Konsulent Nord"})
	definitions := w.get("admin", "/definitioner?format=xlsx").workbook(t, "definitioner-2026-03-12.xlsx")
	if len(definitions) < 2 || len(definitions[1][5]) != 64 {
		t.Errorf("the definitions do not carry their whole hash: %q", definitions)
	}
}
