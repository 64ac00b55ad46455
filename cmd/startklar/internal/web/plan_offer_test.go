package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/programme"
	"startklar/workflow"
)

const cvAnswer = `CV'et laves i de første to uger <script>alert("o")</script>`

func TestAnAnswerOfTheChecklistIsOfferedAsAStart(t *testing.T) {
	h := newHall(t)
	h.writes(member, "readiness", "C.5", cvAnswer)
	v := h.as(leader)
	p := v.get(h.path("/plan"))
	p.says(t, http.StatusOK, []string{"Fra jeres tjekliste, C.5", "CV'et laves i de første to uger", "Brug som udgangspunkt"}, nil)
	noMarkup(t, p)
	sent := p.form(t, h.path("/plan/svar"))
	sent.Set("f.strategy_paid_hours", "Mit eget, som også gemmes")
	sent.Set("udgangspunkt", "strategy_cv/C.5")
	if p := v.post(h.path("/plan/udgangspunkt"), sent); p.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", p.status, p.text)
	}
	if got := h.text("plan", "strategy_cv"); got != cvAnswer {
		t.Errorf("the field holds %q", got)
	}
	if got := h.text("plan", "strategy_paid_hours"); got != "Mit eget, som også gemmes" {
		t.Errorf("what else stood on the page was lost: %q", got)
	}
	after := v.get(h.path("/plan"))
	after.says(t, http.StatusOK, []string{"står nu i feltet", "Fra jeres tjekliste, C.5"}, []string{"Brug som udgangspunkt"})
}

func TestAnOfferNeverWritesOverAText(t *testing.T) {
	h := newHall(t)
	h.writes(member, "readiness", "C.5", cvAnswer)
	v := h.as(leader)
	sent := v.get(h.path("/plan")).form(t, h.path("/plan/svar"))
	sent.Set("udgangspunkt", "strategy_cv/C.5")
	h.writes(member, "plan", "strategy_cv", "En kollega var hurtigere")
	if p := v.post(h.path("/plan/udgangspunkt"), sent); p.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", p.status, p.text)
	}
	if got := h.text("plan", "strategy_cv"); got != "En kollega var hurtigere" {
		t.Errorf("the field holds %q", got)
	}
	v.get(h.path("/plan")).says(t, http.StatusOK, []string{"Der står allerede tekst i feltet"}, nil)
	sent.Set("udgangspunkt", "goals/C.5")
	v.post(h.path("/plan/udgangspunkt"), sent).says(t, http.StatusNotFound, nil, nil)
}

func TestWhoMayNotWriteThePlanIsOfferedNothing(t *testing.T) {
	h := newHall(t)
	h.writes(member, "readiness", "C.5", cvAnswer)
	for _, who := range []*visitor{h.as(adviser), h.as(officer)} {
		who.get(h.path("/plan")).says(t, http.StatusOK, nil, []string{"Fra jeres tjekliste", "CV'et laves", "Brug som udgangspunkt"})
		who.post(h.path("/plan/udgangspunkt"), url.Values{"udgangspunkt": {"strategy_cv/C.5"}})
	}
	if got := h.text("plan", "strategy_cv"); got != "" {
		t.Errorf("somebody wrote %q", got)
	}
}

func TestEveryOfferNamesFieldsAndQuestionsThatExist(t *testing.T) {
	h := newHall(t)
	plan, checklist := h.state().Item("plan").Def, h.state().Item("readiness").Def
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

// halfway is a hall in which the leadership has signed with two questions for the workshop, and the midway review
// has been opened.
func halfway(t *testing.T) *hall {
	h := newHall(t)
	h.writes(member, "readiness", "A.a.3", "Vi ved det ikke endnu")
	def := h.state().Item("readiness").Def
	for _, section := range def.Sections {
		for _, f := range section.Fields() {
			standing := journey.Clear
			if f.ID == "A.a.3" || f.ID == "B.2" {
				standing = journey.ForWorkshop
			}
			h.stands(f.ID, standing)
		}
		h.does(leader, workflow.DeclareSection{Target: h.target(), Item: "readiness", Section: section.ID})
	}
	state := h.state()
	h.does(leader, workflow.SignOff{Target: h.target(), Item: "signoff", Digest: state.Freeze(state.Item("signoff")).Digest, Declared: true})
	h.does(leader, workflow.ReopenItem{Target: h.target(), Item: "readiness", Sections: []journey.SectionID{"A"}, Reason: "Nyt efter workshoppen"})
	h.writes(member, "readiness", "A.a.3", "Fem kontakter mødes hver uge")
	h.stands("A.a.3", journey.Clear)
	h.does(adviser, workflow.OpenGate{Target: h.target(), Item: "midway_review", Reason: "Vi begynder"})
	return h
}

func TestMidwayAsksAgainWithWhatHasChanged(t *testing.T) {
	h := halfway(t)
	v := h.as(leader)
	v.get(h.path("/midway_review")).says(t, http.StatusOK, []string{
		"2 spørgsmål var ikke afklaret", "A.a.3", "B.2", "Vi ved det ikke endnu", "Fem kontakter mødes hver uge", "Er blevet afklaret",
		"Intet er ændret", "Sæt de 2 spørgsmål ind i skemaet",
	}, []string{"A.a.1 Hvordan"})
	h.writes(leader, "midway_review", "open_questions", `[{"question":"B.2: vores egen række"}]`)
	form := v.get(h.path("/midway_review")).form(t, h.path("/midway_review/stil-igen"))
	for range 2 {
		if p := v.post(h.path("/midway_review/stil-igen"), form); p.status != http.StatusSeeOther {
			t.Fatalf("status %d: %s", p.status, p.text)
		}
	}
	rows, err := workflow.ParseRows(h.text("midway_review", "open_questions"))
	if err != nil || len(rows) != 2 || rows[0]["question"] != "B.2: vores egen række" || !strings.HasPrefix(rows[1]["question"], "A.a.3 ") || rows[1]["now"] != "clear" {
		t.Errorf("the table holds %v (%v)", rows, err)
	}
	v.get(h.path("/midway_review")).says(t, http.StatusOK, []string{"Alle spørgsmålene står allerede"}, nil)
}

func TestMidwayShowsOthersNoTextsThatAreNotTheirs(t *testing.T) {
	h := halfway(t)
	h.as(officer).get(h.path("/midway_review")).says(t, http.StatusOK, []string{"A.a.3", "Vi ved det ikke endnu"}, []string{"Fem kontakter mødes", "Sæt de"})
	h.as(adviser).post(h.path("/midway_review/stil-igen"), nil).says(t, http.StatusForbidden, nil, nil)
	h.as(neighbour).get(h.path("/midway_review")).says(t, http.StatusNotFound, nil, []string{"A.a.3"})
}

func TestOpenDecisionsAreAReadyAgendaItem(t *testing.T) {
	h := newHall(t)
	h.stands("A.a.3", journey.ForWorkshop)
	h.does(leader, workflow.TakeQuestion{Target: h.target(), Item: "readiness", Question: "B.2", Owner: member.ID})
	h.does(leader, workflow.SetQuestionDue{Target: h.target(), Item: "readiness", Question: "B.2", On: calendar.NewDate(2026, 4, 9)})
	h.does(leader, workflow.WriteSheet{Target: h.target(), Part: "asks", Text: `At sige ja <script>alert("d")</script>`})
	p := h.as(leader).get(h.path("/dagsordenspunkt"))
	p.says(t, http.StatusOK, []string{"Kopiér teksten", "Hent som Word", "Hvem kan se dette?"}, nil)
	noMarkup(t, p)
	text := p.doc.Find("textarea#punkt").Text()
	for _, want := range []string{
		"Flere skal med 2: åbne beslutninger", "Sagsfremstilling", "0 af 24 spørgsmål er afklaret", "Indstilling", "de 24 åbne punkter",
		"B.2 Hvordan fortæller I virksomhederne, at samarbejdet nu handler om lønnede timer? · Status: Ikke begyndt · Ansvarlig: Projektleder i Aalborg · Frist: 9.4.2026",
		"Frist: På opstartsworkshoppen", "At sige ja",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q:\n%s", want, text)
		}
	}
	for _, who := range []*visitor{h.as(adviser), h.as(officer)} {
		for _, format := range []string{"", "?format=md"} {
			who.get(h.path("/dagsordenspunkt"+format)).says(t, http.StatusOK, []string{"Sagsfremstilling"}, []string{"At sige ja"})
		}
	}
	h.as(neighbour).get(h.path("/dagsordenspunkt")).says(t, http.StatusNotFound, nil, []string{"Sagsfremstilling"})
	if word := unzipped(t, h.as(leader).get(h.path("/dagsordenspunkt?format=docx"))); !strings.Contains(word, "Indstilling") {
		t.Error("the Word file lacks the recommendation")
	}
}
