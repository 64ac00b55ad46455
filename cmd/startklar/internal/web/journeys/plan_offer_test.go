package journeys_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/programme"
	"startklar/workflow"
)

const cvAnswer = `CV'et laves i de første to uger <script>alert("o")</script>`

func TestAnAnswerOfTheChecklistIsOfferedAsAStart(t *testing.T) {
	w := webtest.AtWork(t)
	w.Write("medarbejder", "readiness", "C.5", cvAnswer)
	v := w.As("leder")
	p := v.Get(webtest.Path + "/plan")
	p.Says(t, http.StatusOK, []string{"Fra jeres tjekliste, C.5", "CV'et laves i de første to uger", "Brug som udgangspunkt"}, nil)
	noMarkup(t, p)
	sent := p.Form(t, webtest.Path+"/plan/svar")
	sent.Set("f.strategy_paid_hours", "Mit eget, som også gemmes")
	sent.Set("udgangspunkt", "strategy_cv/C.5")
	if p := v.Post(webtest.Path+"/plan/udgangspunkt", sent); p.Status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", p.Status, p.Text)
	}
	if got := w.Text("plan", "strategy_cv"); got != cvAnswer {
		t.Errorf("the field holds %q", got)
	}
	if got := w.Text("plan", "strategy_paid_hours"); got != "Mit eget, som også gemmes" {
		t.Errorf("what else stood on the page was lost: %q", got)
	}
	after := v.Get(webtest.Path + "/plan")
	after.Says(t, http.StatusOK, []string{"står nu i feltet", "Fra jeres tjekliste, C.5"}, []string{"Brug som udgangspunkt"})
}

func TestAnOfferNeverWritesOverAText(t *testing.T) {
	w := webtest.AtWork(t)
	w.Write("medarbejder", "readiness", "C.5", cvAnswer)
	v := w.As("leder")
	sent := v.Get(webtest.Path+"/plan").Form(t, webtest.Path+"/plan/svar")
	sent.Set("udgangspunkt", "strategy_cv/C.5")
	w.Write("medarbejder", "plan", "strategy_cv", "En kollega var hurtigere")
	if p := v.Post(webtest.Path+"/plan/udgangspunkt", sent); p.Status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", p.Status, p.Text)
	}
	if got := w.Text("plan", "strategy_cv"); got != "En kollega var hurtigere" {
		t.Errorf("the field holds %q", got)
	}
	v.Get(webtest.Path+"/plan").Says(t, http.StatusOK, []string{"Der står allerede tekst i feltet"}, nil)
	sent.Set("udgangspunkt", "goals/C.5")
	v.Post(webtest.Path+"/plan/udgangspunkt", sent).Says(t, http.StatusNotFound, nil, nil)
}

func TestWhoMayNotWriteThePlanIsOfferedNothing(t *testing.T) {
	w := webtest.AtWork(t)
	w.Write("medarbejder", "readiness", "C.5", cvAnswer)
	for _, who := range []*webtest.Visitor{w.As("konsulent"), w.As("star")} {
		who.Get(webtest.Path+"/plan").Says(t, http.StatusOK, nil, []string{"Fra jeres tjekliste", "CV'et laves", "Brug som udgangspunkt"})
		who.Post(webtest.Path+"/plan/udgangspunkt", url.Values{"udgangspunkt": {"strategy_cv/C.5"}})
	}
	if got := w.Text("plan", "strategy_cv"); got != "" {
		t.Errorf("somebody wrote %q", got)
	}
}

func TestEveryOfferNamesFieldsAndQuestionsThatExist(t *testing.T) {
	w := webtest.AtWork(t)
	plan, checklist := w.State().Item("plan").Def, w.State().Item("readiness").Def
	for _, field := range programme.OfferedFields() {
		if f := plan.Field(field); f == nil || f.Type != workflow.LongText {
			t.Errorf("%s is no text of the plan", field)
		}
		for _, question := range programme.Offers(field) {
			if checklist.Field(question) == nil {
				t.Errorf("%s is offered %s, which is no question", field, question)
			}
		}
	}
}

// halfway is a world in which the leadership has signed with two questions for the workshop, and the midway review
// has been opened.
func halfway(t *testing.T) *webtest.World {
	w := webtest.AtWork(t)
	w.Write("medarbejder", "readiness", "A.a.3", "Vi ved det ikke endnu")
	def := w.State().Item("readiness").Def
	for _, section := range def.Sections {
		for _, f := range section.Fields() {
			standing := journey.Clear
			if f.ID == "A.a.3" || f.ID == "B.2" {
				standing = journey.ForWorkshop
			}
			w.Stand(f.ID, standing)
		}
		w.Do("leder", workflow.DeclareSection{Target: webtest.Target(), Item: "readiness", Section: section.ID})
	}
	state := w.State()
	w.Do("leder", workflow.SignOff{Target: webtest.Target(), Item: "signoff", Digest: state.Freeze(state.Item("signoff")).Digest, Declared: true})
	w.Do("leder", workflow.ReopenItem{Target: webtest.Target(), Item: "readiness", Sections: []journey.SectionID{"A"}, Reason: "Nyt efter workshoppen"})
	w.Write("medarbejder", "readiness", "A.a.3", "Fem kontakter mødes hver uge")
	w.Stand("A.a.3", journey.Clear)
	w.Do("konsulent", workflow.OpenGate{Target: webtest.Target(), Item: "midway_review", Reason: "Vi begynder"})
	return w
}

func TestMidwayAsksAgainWithWhatHasChanged(t *testing.T) {
	w := halfway(t)
	v := w.As("leder")
	v.Get(webtest.Path+"/midway_review").Says(t, http.StatusOK, []string{
		"2 spørgsmål var ikke afklaret", "A.a.3", "B.2", "Vi ved det ikke endnu", "Fem kontakter mødes hver uge", "Er blevet afklaret",
		"Intet er ændret", "Sæt de 2 spørgsmål ind i skemaet",
	}, []string{"A.a.1 Hvordan"})
	w.Write("leder", "midway_review", "open_questions", `[{"question":"B.2: vores egen række"}]`)
	form := v.Get(webtest.Path+"/midway_review").Form(t, webtest.Path+"/midway_review/stil-igen")
	for range 2 {
		if p := v.Post(webtest.Path+"/midway_review/stil-igen", form); p.Status != http.StatusSeeOther {
			t.Fatalf("status %d: %s", p.Status, p.Text)
		}
	}
	rows, err := workflow.ParseRows(w.Text("midway_review", "open_questions"))
	if err != nil || len(rows) != 2 || rows[0]["question"] != "B.2: vores egen række" || !strings.HasPrefix(rows[1]["question"], "A.a.3 ") || rows[1]["now"] != "clear" {
		t.Errorf("the table holds %v (%v)", rows, err)
	}
	v.Get(webtest.Path+"/midway_review").Says(t, http.StatusOK, []string{"Alle spørgsmålene står allerede"}, nil)
}

func TestMidwayShowsOthersNoTextsThatAreNotTheirs(t *testing.T) {
	w := halfway(t)
	w.As("star").Get(webtest.Path+"/midway_review").Says(t, http.StatusOK, []string{"A.a.3", "Vi ved det ikke endnu"}, []string{"Fem kontakter mødes", "Sæt de"})
	w.As("konsulent").Post(webtest.Path+"/midway_review/stil-igen", nil).Says(t, http.StatusForbidden, nil, nil)
	w.As("nabo").Get(webtest.Path+"/midway_review").Says(t, http.StatusNotFound, nil, []string{"A.a.3"})
}

func TestOpenDecisionsAreAReadyAgendaItem(t *testing.T) {
	w := webtest.AtWork(t)
	w.Stand("A.a.3", journey.ForWorkshop)
	w.Do("leder", workflow.TakeQuestion{Target: webtest.Target(), Item: "readiness", Question: "B.2", Owner: "medarbejder"})
	w.Do("leder", workflow.SetQuestionDue{Target: webtest.Target(), Item: "readiness", Question: "B.2", On: calendar.NewDate(2026, 4, 9)})
	w.Do("leder", workflow.WriteSheet{Target: webtest.Target(), Part: "asks", Text: `At sige ja <script>alert("d")</script>`})
	p := w.As("leder").Get(webtest.Path + "/dagsordenspunkt")
	p.Says(t, http.StatusOK, []string{"Kopiér teksten", "Hent som Word", "Hvem kan se dette?"}, nil)
	noMarkup(t, p)
	text := p.Doc.Find("textarea#punkt").Text()
	for _, want := range []string{
		"Flere skal med 2: åbne beslutninger", "Sagsfremstilling", "0 af 24 spørgsmål er afklaret", "Indstilling", "de 24 åbne punkter",
		"B.2 Hvordan fortæller I virksomhederne, at samarbejdet nu handler om lønnede timer? · Status: Ikke begyndt · Ansvarlig: Projektleder i Aalborg · Frist: 9.4.2026",
		"Frist: På opstartsworkshoppen", "At sige ja",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q:\n%s", want, text)
		}
	}
	for _, who := range []*webtest.Visitor{w.As("konsulent"), w.As("star")} {
		for _, format := range []string{"", "?format=md"} {
			who.Get(webtest.Path+"/dagsordenspunkt"+format).Says(t, http.StatusOK, []string{"Sagsfremstilling"}, []string{"At sige ja"})
		}
	}
	w.As("nabo").Get(webtest.Path+"/dagsordenspunkt").Says(t, http.StatusNotFound, nil, []string{"Sagsfremstilling"})
	if word := unzipped(t, w.As("leder").Get(webtest.Path+"/dagsordenspunkt?format=docx")); !strings.Contains(word, "Indstilling") {
		t.Error("the Word file lacks the recommendation")
	}
}
