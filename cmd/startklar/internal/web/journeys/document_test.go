package journeys_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/web/webtest"
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

// planned is a world in which the checklist and the plan have been begun.
func planned(t *testing.T) *webtest.World {
	w := webtest.AtWork(t)
	w.Write("medarbejder", "readiness", "A.a.1", checklistSecret)
	w.Stand("A.a.1", journey.ForWorkshop)
	w.Write("medarbejder", "plan", "strategy_cv", planSecret)
	w.Write("medarbejder", "plan", "milestones", `[{"milestone":`+quoted(milestoneSecret)+`,"by":"2026-04-30","owner":"Teamleder"},{"milestone":"Passeret","by":"2026-03-02"}]`)
	w.Write("medarbejder", "plan", "capacity_brokers", "7")
	return w
}

// planPath is where the plan is read.
const planPath = "/projektplan/" + string(webtest.Aalborg)

// readPath is where the plan or anything else of the journey is read.
func readPath(path string) string {
	if rest, ok := strings.CutPrefix(path, "plan"); ok {
		return planPath + rest
	}
	return webtest.Path + path
}

// noMarkup fails where a text that somebody typed came out as markup.
func noMarkup(t *testing.T, p webtest.Page) {
	t.Helper()
	if strings.Contains(p.Raw, "<script>alert") {
		t.Error("what somebody typed came out as markup")
	}
}

func quoted(text string) string { return `"` + strings.ReplaceAll(text, `"`, `\"`) + `"` }

func TestThePlanIsReadAsADrawingAndATable(t *testing.T) {
	w := planned(t)
	p := w.As("leder").Get(planPath)
	p.Says(t, http.StatusOK, []string{
		"Tidslinje", "Datoerne som tabel", "Alle har et CV", "30.4.2026", "Om 49 dage", "Passeret for 10 dage siden",
		"Milepæl", "Frist i forløbet", "I dag, 12.3.2026", "Ret planen", "Strategien er intern", "Hvem kan se dette?",
	}, []string{"style="})
	noMarkup(t, p)
	drawing := p.Doc.Find("svg.sk-timeline__drawing")
	if drawing.Length() != 1 || drawing.Find("title").Text() == "" || drawing.Find("line.sk-timeline__today").Length() != 1 {
		t.Error("the drawing lacks its title or the line of today")
	}
	marks, rows := drawing.Find("path.sk-mark").Length(), p.Doc.Find("table").First().Find("tbody tr").Length()
	if marks < 4 || rows < marks {
		t.Errorf("%d marks are drawn, the table has %d rows", marks, rows)
	}
}

func TestTheMenuLeadsToOnesOwnPlan(t *testing.T) {
	w := webtest.AtWork(t)
	if p := w.As("leder").Get("/projektplan"); p.Status != http.StatusSeeOther || p.Location != planPath {
		t.Errorf("%d %s", p.Status, p.Location)
	}
	if current := w.As("leder").Get(planPath).Doc.Find("nav a[aria-current]").Text(); !strings.Contains(current, "Projektplan") || strings.Contains(current, "forløb") {
		t.Errorf("the menu marks %q", current)
	}
	w.As("star").Get("/projektplan").Says(t, http.StatusNotFound, nil, nil)
}

func TestAPlanWithNothingInItSaysSo(t *testing.T) {
	w := webtest.AtWork(t)
	w.As("leder").Get(planPath).Says(t, http.StatusOK, []string{"Ikke besvaret", "Tidslinje", "Frist i forløbet"}, []string{"Aftaler fra workshoppen"})
}

func TestADeadlineThatHasPassedIsToldInWords(t *testing.T) {
	w := planned(t)
	w.Pass(30 * 24 * time.Hour)
	w.As("leder").Get(planPath).Says(t, http.StatusOK, []string{"Styregruppe", "12 dage over"}, nil)
}

func TestAgreementsOfTheWorkshopStandInThePlan(t *testing.T) {
	w := planned(t)
	w.Do("konsulent", workflow.OpenGate{Target: webtest.Target(), Item: "workshop_agreements", Reason: "Vi begynder"})
	w.Do("konsulent", workflow.StartItem{Target: webtest.Target(), Item: "workshop_agreements"})
	w.Write("konsulent", "workshop_agreements", "actions", `[{"action":"Ring til ti virksomheder","owner":"Virksomhedsservice","by":"2026-04-01"}]`)
	w.As("leder").Get(planPath).Says(t, http.StatusOK, []string{"Aftaler fra workshoppen", "Ring til ti virksomheder", "Om 20 dage"}, nil)
}

func TestTheSheetGivesEachReaderWhatTheyMayRead(t *testing.T) {
	w := planned(t)
	own := []string{"Vi tør ikke sige det højt", "Strategien er intern", "Alle har et CV"}
	for _, c := range []struct {
		who             person.ID
		want, forbidden []string
	}{
		{"leder", own, nil},
		{"medarbejder", own, nil},
		{"konsulent", []string{"Tages op på workshoppen", "Sådan står det"}, own},
		{"star", []string{"Tages op på workshoppen", "Sådan står det"}, own},
	} {
		for _, path := range []string{"/forberedelsesark", "plan", "/forberedelsesark?format=md", "plan?format=md"} {
			t.Run(string(c.who)+path, func(t *testing.T) {
				want := c.want
				if strings.HasPrefix(path, "plan") {
					want = nil
				}
				if w.Actor(c.who).Role.Municipal() && strings.HasPrefix(path, "plan") {
					want = own[1:]
				}
				p := w.As(c.who).Get(readPath(path))
				p.Says(t, http.StatusOK, want, c.forbidden)
				noMarkup(t, p)
			})
		}
		word := unzipped(t, w.As(c.who).Get(webtest.Path+"/forberedelsesark?format=docx"))
		for _, secret := range own {
			if strings.Contains(word, secret) != w.Actor(c.who).Role.Municipal() {
				t.Errorf("%s: the Word file holds %q: %v", c.who, secret, !w.Actor(c.who).Role.Municipal())
			}
		}
	}
	for _, path := range []string{"/forberedelsesark", "plan", "/forberedelsesark?format=docx"} {
		w.As("nabo").Get(readPath(path)).Says(t, http.StatusNotFound, nil, own)
	}
}

// unzipped is the text of a Word file.
func unzipped(t *testing.T, p webtest.Page) string {
	t.Helper()
	if p.Status != http.StatusOK {
		t.Fatalf("status %d", p.Status)
	}
	z, err := zip.NewReader(strings.NewReader(p.Raw), int64(len(p.Raw)))
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
	w := planned(t)
	v := w.As("leder")
	v.Get(webtest.Path+"/forberedelsesark").Says(t, http.StatusOK, []string{"Chromium", "Gem som PDF"}, []string{"Hent som PDF"})
	v.Get(webtest.Path+"/forberedelsesark?format=pdf").Says(t, http.StatusServiceUnavailable, []string{"Udskriv siden i stedet"}, nil)
	v.Get(webtest.Path+"/forberedelsesark?format=exe").Says(t, http.StatusNotFound, nil, nil)
}

// press is a printer that keeps what it was given.
type press struct{ html string }

func (p *press) PDF(_ context.Context, html string) ([]byte, error) {
	p.html = html
	return []byte("%PDF-"), nil
}

func TestThePrinterGetsThePageAndNothingOfTheRequest(t *testing.T) {
	w := planned(t)
	printer := &press{}
	w.Options.Printer = printer
	w.Open()
	p := w.As("leder").Get(webtest.Path + "/forberedelsesark?format=pdf&url=file:///etc/passwd")
	if p.Status != http.StatusOK || p.Raw != "%PDF-" {
		t.Fatalf("status %d", p.Status)
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
