package journeys_test

import (
	"net/http"
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/workflow"

	"github.com/PuerkitoBio/goquery"
)

// nextOf is the heading of the page's one next step; empty where there is none.
func nextOf(p webtest.Page) string { return strings.TrimSpace(p.Doc.Find("#naeste-skridt").Text()) }

func TestTheNextStepIsTheViewersOwn(t *testing.T) {
	w := webtest.AtWork(t)
	w.Do("leder", workflow.AssignItem{Target: webtest.Target(), Item: "readiness", Assignee: "medarbejder"})
	lead := w.As("leder")

	at := func(name, want string) {
		t.Helper()
		if got := nextOf(lead.Get(webtest.Path)); !strings.Contains(got, want) {
			t.Errorf("%s: the next step is %q, want %q", name, got, want)
		}
	}
	at("nobody has begun", "Styregruppe") // due first, and nobody's
	w.Do("leder", workflow.TakeQuestion{Target: webtest.Target(), Item: "readiness", Question: "C.2", Owner: "leder"})
	at("a question is the leader's, the checklist a colleague's", "C.2")
	w.Write("leder", "readiness", "B.2", "Et brev til alle.")
	at("where the leader stopped", "B.2")
	w.As("leder").Get(webtest.Path).Says(t, http.StatusOK, []string{"Du slap her", "/readiness/svar/B.2", "I er ved Forberedelse. 1 af 28 er på plads."}, nil)
}

func TestWhatNobodyHasDeliveredWaitsForSTAR(t *testing.T) {
	w := webtest.AtWork(t)
	p := w.As("leder").Get(webtest.Path)
	if strings.Contains(nextOf(p), "tartpakke") {
		t.Errorf("the next step is %q", nextOf(p))
	}
	waiting := p.Doc.Find("#andre0-h").Closest("section").Text()
	if !strings.Contains(waiting, "tartpakke") || !strings.Contains(waiting, "STAR") {
		t.Errorf("waiting for others: %q", waiting)
	}
	if got := nextOf(w.As("star").Get(webtest.Path)); !strings.Contains(got, "tartpakke") {
		t.Errorf("STAR's next step is %q", got)
	}
}

func TestNothingVoluntaryStandsBeforeWhatIsRequired(t *testing.T) {
	w := webtest.AtWork(t)
	adv := w.As("konsulent")
	p := adv.Get(webtest.Path)
	if got := nextOf(p); got != "" {
		t.Errorf("the consultant's next step is %q", got)
	}
	p.Says(t, http.StatusOK, []string{"Intet venter på dig her", "Forløbet venter på »", "Aalborg er ved Forberedelse."}, []string{"I kan også allerede"})
	w.Do("konsulent", workflow.OpenGate{Target: webtest.Target(), Item: "startup_workshop", Reason: "Ledelsen er klar"})
	if got := nextOf(adv.Get(webtest.Path)); !strings.Contains(got, "workshop") {
		t.Errorf("with the workshop to book, the consultant's next step is %q", got)
	}
	w.Do("konsulent", workflow.BookMeeting{Target: webtest.Target(), Item: "startup_workshop", On: calendar.NewDate(2026, 4, 15), Start: "09:00", End: "12:00"})
	if got := nextOf(adv.Get(webtest.Path)); got != "" {
		t.Errorf("with the workshop booked, the consultant's next step is %q", got)
	}
}

func TestWaysOutOfAnItemStandApartWithAWarning(t *testing.T) {
	w := webtest.AtWork(t)
	p := w.As("star").Get(webtest.Path + "/starter_pack")
	away := p.Doc.Find("details").FilterFunction(func(_ int, s *goquery.Selection) bool {
		return strings.TrimSpace(s.ChildrenFiltered("summary").Text()) == "Sæt ud af kraft"
	})
	if _, open := away.Attr("open"); away.Length() != 1 || open || !strings.Contains(away.Text(), "Det kan ikke fortrydes") {
		t.Errorf("%d ways out, open %v: %q", away.Length(), open, away.Text())
	}
}

func TestAFinishedItemSaysWhoDidItAndNotWhoHasIt(t *testing.T) {
	w := webtest.AtWork(t)
	w.As("leder").Get(webtest.Path+"/request").Says(t, http.StatusOK, []string{"Leder i Aalborg, 12.3.2026 kl. 14.32"}, []string{"Hvem har opgaven"})
}

func TestADraftThatIsNoNumberSaysSoAtItsField(t *testing.T) {
	w := webtest.AtWork(t)
	var number journey.FieldID
	for _, section := range w.State().Item(plan).Def.Sections {
		for _, f := range section.Fields() {
			if f.Type == workflow.Number || f.Type == workflow.Integer {
				number = f.ID
			}
		}
	}
	if number == "" {
		t.Fatal("the plan asks for no number")
	}
	w.Write("leder", plan, number, "omkring tolv")
	w.As("leder").Get(webtest.Path+"/plan").Says(t, http.StatusOK, []string{"Gemt som kladde. Skriv et"}, nil)
	w.Write("leder", plan, number, "12")
	w.As("leder").Get(webtest.Path+"/plan").Says(t, http.StatusOK, nil, []string{"Gemt som kladde."})
}
