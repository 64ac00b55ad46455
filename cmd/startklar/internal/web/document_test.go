package web_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
)

// secrets are what the municipality has written and not shared; the canary does harm where it is markup.
const (
	checklistSecret = `Vi tør ikke sige det højt <script>alert("c")</script>`
	planSecret      = `Strategien er intern <script>alert("p")</script>`
	milestoneSecret = `Alle har et CV <script>alert("m")</script>`
)

// planned is a hall in which the checklist and the plan have been begun.
func planned(t *testing.T) *hall {
	h := newHall(t)
	h.writes(member, "readiness", "A.a.1", checklistSecret)
	h.stands("A.a.1", journey.ForWorkshop)
	h.writes(member, "plan", "strategy_cv", planSecret)
	h.writes(member, "plan", "milestones", `[{"milestone":`+quoted(milestoneSecret)+`,"by":"2026-04-30","owner":"Teamleder"},{"milestone":"Passeret","by":"2026-03-02"}]`)
	h.writes(member, "plan", "capacity_brokers", "7")
	return h
}

// plan is where the plan is read; read is the same for it, and a path of the journey for anything else.
func (h *hall) plan(rest string) string { return "/projektplan/" + string(h.journey) + rest }

func (h *hall) read(path string) string {
	if rest, ok := strings.CutPrefix(path, "plan"); ok {
		return h.plan(rest)
	}
	return h.path(path)
}

// noMarkup fails where a text that somebody typed came out as markup.
func noMarkup(t *testing.T, p page) {
	t.Helper()
	if strings.Contains(p.body, "<script>alert") {
		t.Error("what somebody typed came out as markup")
	}
}

func quoted(text string) string { return `"` + strings.ReplaceAll(text, `"`, `\"`) + `"` }

func TestThePlanIsReadAsADrawingAndATable(t *testing.T) {
	h := planned(t)
	p := h.as(leader).get(h.plan(""))
	p.says(t, http.StatusOK, []string{
		"Tidslinje", "Datoerne som tabel", "Alle har et CV", "30.4.2026", "Om 49 dage", "Passeret for 10 dage siden",
		"Milepæl", "Frist i forløbet", "I dag, 12.3.2026", "Ret planen", "Strategien er intern", "Hvem kan se dette?",
	}, []string{"style="})
	noMarkup(t, p)
	drawing := p.doc.Find("svg.sk-timeline__drawing")
	if drawing.Length() != 1 || drawing.Find("title").Text() == "" || drawing.Find("line.sk-timeline__today").Length() != 1 {
		t.Error("the drawing lacks its title or the line of today")
	}
	marks, rows := drawing.Find("path.sk-mark").Length(), p.doc.Find("table").First().Find("tbody tr").Length()
	if marks < 4 || rows < marks {
		t.Errorf("%d marks are drawn, the table has %d rows", marks, rows)
	}
}

func TestTheMenuLeadsToOnesOwnPlan(t *testing.T) {
	h := newHall(t)
	if p := h.as(leader).get("/projektplan"); p.status != http.StatusSeeOther || p.location != h.plan("") {
		t.Errorf("%d %s", p.status, p.location)
	}
	if current := h.as(leader).get(h.plan("")).doc.Find("nav a[aria-current]").Text(); !strings.Contains(current, "Projektplan") || strings.Contains(current, "forløb") {
		t.Errorf("the menu marks %q", current)
	}
	h.as(officer).get("/projektplan").says(t, http.StatusNotFound, nil, nil)
}

func TestAPlanWithNothingInItSaysSo(t *testing.T) {
	h := newHall(t)
	h.as(leader).get(h.plan("")).says(t, http.StatusOK, []string{"Ikke besvaret", "Tidslinje", "Frist i forløbet"}, []string{"Aftaler fra workshoppen"})
}

func TestADeadlineThatHasPassedIsToldInWords(t *testing.T) {
	h := planned(t)
	h.clock.Add(30 * 24 * 3600 * 1e6)
	h.as(leader).get(h.plan("")).says(t, http.StatusOK, []string{"Styregruppe", "12 dage over"}, nil)
}

func TestAgreementsOfTheWorkshopStandInThePlan(t *testing.T) {
	h := planned(t)
	h.does(adviser, workflow.OpenGate{Target: h.target(), Item: "workshop_agreements", Reason: "Vi begynder"})
	h.does(adviser, workflow.StartItem{Target: h.target(), Item: "workshop_agreements"})
	h.writes(adviser, "workshop_agreements", "actions", `[{"action":"Ring til ti virksomheder","owner":"Virksomhedsservice","by":"2026-04-01"}]`)
	h.as(leader).get(h.plan("")).says(t, http.StatusOK, []string{"Aftaler fra workshoppen", "Ring til ti virksomheder", "Om 20 dage"}, nil)
}

func TestTheSheetGivesEachReaderWhatTheyMayRead(t *testing.T) {
	h := planned(t)
	own := []string{"Vi tør ikke sige det højt", "Strategien er intern", "Alle har et CV"}
	for _, c := range []struct {
		who             person.Actor
		want, forbidden []string
	}{
		{leader, own, nil},
		{member, own, nil},
		{adviser, []string{"Tages op på workshoppen", "Sådan står det"}, own},
		{officer, []string{"Tages op på workshoppen", "Sådan står det"}, own},
	} {
		for _, path := range []string{"/forberedelsesark", "plan", "/forberedelsesark?format=md", "plan?format=md"} {
			t.Run(string(c.who.ID)+path, func(t *testing.T) {
				want := c.want
				if strings.HasPrefix(path, "plan") {
					want = nil
				}
				if c.who.Role.Municipal() && strings.HasPrefix(path, "plan") {
					want = own[1:]
				}
				p := h.as(c.who).get(h.read(path))
				p.says(t, http.StatusOK, want, c.forbidden)
				noMarkup(t, p)
			})
		}
		word := unzipped(t, h.as(c.who).get(h.path("/forberedelsesark?format=docx")))
		for _, secret := range own {
			if strings.Contains(word, secret) != c.who.Role.Municipal() {
				t.Errorf("%s: the Word file holds %q: %v", c.who.ID, secret, !c.who.Role.Municipal())
			}
		}
	}
	for _, path := range []string{"/forberedelsesark", "plan", "/forberedelsesark?format=docx"} {
		h.as(neighbour).get(h.read(path)).says(t, http.StatusNotFound, nil, own)
	}
}

// unzipped is the text of a Word file.
func unzipped(t *testing.T, p page) string {
	t.Helper()
	if p.status != http.StatusOK {
		t.Fatalf("status %d", p.status)
	}
	z, err := zip.NewReader(strings.NewReader(p.body), int64(len(p.body)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil || bytes.Contains(text, []byte("<script")) {
		t.Fatalf("the Word file has markup that somebody typed (%v)", err)
	}
	return string(text)
}

func TestWithoutAPrinterThePageSaysWhatToDo(t *testing.T) {
	h := planned(t)
	v := h.as(leader)
	v.get(h.path("/forberedelsesark")).says(t, http.StatusOK, []string{"Chromium", "Gem som PDF"}, []string{"Hent som PDF"})
	v.get(h.path("/forberedelsesark?format=pdf")).says(t, http.StatusServiceUnavailable, []string{"Udskriv siden i stedet"}, nil)
	v.get(h.path("/forberedelsesark?format=exe")).says(t, http.StatusNotFound, nil, nil)
}

// press is a printer that keeps what it was given.
type press struct{ html string }

func (p *press) PDF(_ context.Context, html string) ([]byte, error) {
	p.html = html
	return []byte("%PDF-"), nil
}

func TestThePrinterGetsThePageAndNothingOfTheRequest(t *testing.T) {
	h := planned(t)
	printer := &press{}
	h.prints(printer)
	p := h.as(leader).get(h.path("/forberedelsesark?format=pdf&url=file:///etc/passwd"))
	if p.status != http.StatusOK || p.body != "%PDF-" {
		t.Fatalf("status %d", p.status)
	}
	for _, want := range []string{`<html lang="da">`, "Strategien er intern &lt;script&gt;", "<svg"} {
		if !strings.Contains(printer.html, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, forbidden := range []string{"passwd", "<script", "http://", "<link", "<img"} {
		if strings.Contains(printer.html, forbidden) {
			t.Errorf("the page holds %q", forbidden)
		}
	}
}
