package web_test

import (
	"net/http"
	"strings"
	"testing"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/workflow"

	"github.com/PuerkitoBio/goquery"
)

// nextOf is the heading of the page's one next step; empty where there is none.
func nextOf(p page) string { return strings.TrimSpace(p.doc.Find("#naeste-skridt").Text()) }

func TestTheNextStepIsTheViewersOwn(t *testing.T) {
	h := newHall(t)
	h.does(leader, workflow.AssignItem{Target: h.target(), Item: "readiness", Assignee: member.ID})
	lead := h.as(leader)

	at := func(name, want string) {
		t.Helper()
		if got := nextOf(lead.get(h.path(""))); !strings.Contains(got, want) {
			t.Errorf("%s: the next step is %q, want %q", name, got, want)
		}
	}
	at("nobody has begun", "Styregruppe") // due first, and nobody's
	h.does(leader, workflow.TakeQuestion{Target: h.target(), Item: "readiness", Question: "C.2", Owner: leader.ID})
	at("a question is the leader's, the checklist a colleague's", "C.2")
	h.writes(leader, "readiness", "B.2", "Et brev til alle.")
	at("where the leader stopped", "B.2")
	h.as(leader).get(h.path("")).says(t, http.StatusOK, []string{"Du slap her", "/readiness/svar/B.2", "I er ved Forberedelse. 1 af 28 er på plads."}, nil)
}

func TestWhatNobodyHasDeliveredWaitsForSTAR(t *testing.T) {
	h := newHall(t)
	p := h.as(leader).get(h.path(""))
	if strings.Contains(nextOf(p), "tartpakke") {
		t.Errorf("the next step is %q", nextOf(p))
	}
	waiting := p.doc.Find("#andre0-h").Closest("section").Text()
	if !strings.Contains(waiting, "tartpakke") || !strings.Contains(waiting, "STAR") {
		t.Errorf("waiting for others: %q", waiting)
	}
	if got := nextOf(h.as(officer).get(h.path(""))); !strings.Contains(got, "tartpakke") {
		t.Errorf("STAR's next step is %q", got)
	}
}

func TestNothingVoluntaryStandsBeforeWhatIsRequired(t *testing.T) {
	h := newHall(t)
	adv := h.as(adviser)
	p := adv.get(h.path(""))
	if got := nextOf(p); got != "" {
		t.Errorf("the consultant's next step is %q", got)
	}
	p.says(t, http.StatusOK, []string{"Intet venter på dig her", "Forløbet venter på »", "Aalborg er ved Forberedelse."}, []string{"I kan også allerede"})
	h.does(adviser, workflow.OpenGate{Target: h.target(), Item: "startup_workshop", Reason: "Ledelsen er klar"})
	if got := nextOf(adv.get(h.path(""))); !strings.Contains(got, "workshop") {
		t.Errorf("with the workshop to book, the consultant's next step is %q", got)
	}
	h.does(adviser, workflow.BookMeeting{Target: h.target(), Item: "startup_workshop", On: calendar.NewDate(2026, 4, 15), Start: "09:00", End: "12:00"})
	if got := nextOf(adv.get(h.path(""))); got != "" {
		t.Errorf("with the workshop booked, the consultant's next step is %q", got)
	}
}

func TestWaysOutOfAnItemStandApartWithAWarning(t *testing.T) {
	h := newHall(t)
	p := h.as(officer).get(h.path("/starter_pack"))
	away := p.doc.Find("details").FilterFunction(func(_ int, s *goquery.Selection) bool {
		return strings.TrimSpace(s.ChildrenFiltered("summary").Text()) == "Sæt ud af kraft"
	})
	if _, open := away.Attr("open"); away.Length() != 1 || open || !strings.Contains(away.Text(), "Det kan ikke fortrydes") {
		t.Errorf("%d ways out, open %v: %q", away.Length(), open, away.Text())
	}
}

func TestAFinishedItemSaysWhoDidItAndNotWhoHasIt(t *testing.T) {
	h := newHall(t)
	h.as(leader).get(h.path("/request")).says(t, http.StatusOK, []string{"Leder i Aalborg, 12.3.2026 kl. 14.32"}, []string{"Hvem har opgaven"})
}

func TestADraftThatIsNoNumberSaysSoAtItsField(t *testing.T) {
	h := newHall(t)
	var number journey.FieldID
	for _, section := range h.state().Item(plan).Def.Sections {
		for _, f := range section.Fields() {
			if f.Type == workflow.Number || f.Type == workflow.Integer {
				number = f.ID
			}
		}
	}
	if number == "" {
		t.Fatal("the plan asks for no number")
	}
	h.writes(leader, plan, number, "omkring tolv")
	h.as(leader).get(h.path("/plan")).says(t, http.StatusOK, []string{"Gemt som kladde. Skriv et"}, nil)
	h.writes(leader, plan, number, "12")
	h.as(leader).get(h.path("/plan")).says(t, http.StatusOK, nil, []string{"Gemt som kladde."})
}
