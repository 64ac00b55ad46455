package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/workflow"
)

const journeyPath = "/forloeb/" + string(aalborgJourney)

func TestEverybodySeesTheJourneyFromTheirSide(t *testing.T) {
	w := newWorld(t)
	w.check([]scenario{
		{
			"the leader has one next step", "leder", journeyPath, http.StatusOK,
			[]string{"Jeres forløb", "Næste skridt", "Bekræft, at I er i gang", "Ugens 40 minutter", "Konsulent Nord", "Frist 9.3.2026", "3 dage over fristen", `aria-current="step"`},
			[]string{"Luk trinnet"},
		},
		{
			"the consultant waits for the municipality", "konsulent", journeyPath, http.StatusOK,
			[]string{"Forløbet i Aalborg", "Venter på andre", "Bekræft, at I er i gang"},
			[]string{"Ugens 40 minutter"},
		},
		{"STAR sees it too", "star", journeyPath, http.StatusOK, []string{"Forløbet i Aalborg"}, nil},
		{"a neighbour does not know of it", "nabo", journeyPath, http.StatusNotFound, nil, []string{"Aalborg"}},
		{"an administrator has no case content", "admin", journeyPath, http.StatusForbidden, nil, []string{"Næste skridt"}},
		{"there is no such journey", "leder", "/forloeb/0851.flere-skal-med-2.9", http.StatusNotFound, nil, nil},
	})
}

func TestTheWeekFitsFortyMinutesAndResumes(t *testing.T) {
	w := newWorld(t)
	w.do("leder", workflow.CompleteItem{Target: target(aalborgJourney), Item: "request"})
	w.do("leder", workflow.SaveAnswer{Target: target(aalborgJourney), Item: "readiness", Field: "B.2", Text: "Et brev til alle."})
	page := w.get("leder", journeyPath)
	page.expect(t, http.StatusOK, []string{"Du slap her 12.3.2026 kl. 14.32", "/readiness/svar/B.2", "I alt ca."}, nil)
	_, week, _ := strings.Cut(page.body, "Ugens 40 minutter")
	if _, first, _ := strings.Cut(week, "/readiness/svar/"); !strings.HasPrefix(first, "B.2") {
		t.Error("the week does not begin where the person stopped")
	}
}

func TestWhatRestsOnAReopenedItemIsSeenToInWords(t *testing.T) {
	w := newWorld(t)
	w.do("leder", workflow.CompleteItem{Target: target(aalborgJourney), Item: "request"})
	w.do("konsulent", workflow.OpenGate{Target: target(aalborgJourney), Item: "startup_workshop", Reason: "Ledelsen er klar"})
	w.do("konsulent", workflow.BookMeeting{
		Target: target(aalborgJourney), Item: "startup_workshop", On: calendar.NewDate(2026, 4, 15), Start: "09:00", End: "12:00",
	})
	w.do("leder", workflow.CompleteItem{Target: target(aalborgJourney), Item: "workshop_preparation"})
	w.do("leder", workflow.ReopenItem{Target: target(aalborgJourney), Item: "request", Reason: "Ny ledelse"})
	w.get("leder", journeyPath).expect(t, http.StatusOK, []string{
		"Åbnet igen 12.3.2026", "Ændret, siden det blev gjort færdigt", "»Bekræft, at I er i gang« blev åbnet igen 12.3.2026",
		"Begrundelse: Ny ledelse", "Kan bekræfte: Leder i kommunen eller medarbejder i kommunen", "Se, om det stadig holder",
	}, nil)
	w.get("star", "/overblik").expect(t, http.StatusOK, []string{"skal ses efter"}, nil)
	confirm := journeyPath + "/workshop_preparation/bekraeft"
	if got := w.post("konsulent", confirm, form("note", "")); got.status != http.StatusForbidden {
		t.Errorf("the consultant confirms: status %d", got.status)
	}
	w.post("leder", confirm, form("note", "Uændret"))
	w.get("leder", journeyPath).expect(t, http.StatusOK, []string{"Det er bekræftet."}, []string{"Ændret, siden det blev gjort færdigt"})
}

func TestAnEndedJourneySaysWhatItCameTo(t *testing.T) {
	w := newWorld(t)
	w.do("star", workflow.TerminateJourney{Target: target(aalborgJourney), Reason: "Kommunen trådte ud"})
	w.get("leder", journeyPath).expect(t, http.StatusOK,
		[]string{"Forløbet er afbrudt", "Fra 2.3.2026 til 12.3.2026", "Ikke brugt", "Afbrudt"}, []string{"Næste skridt<", "Ugens 40 minutter"})
}

func TestAStageIsClosedWithAReason(t *testing.T) {
	w := newWorld(t)
	stage := closable(t, w)
	path := journeyPath + "/trin/" + string(stage) + "/luk"
	w.post("star", path, url.Values{"reason": {""}, "client_key": {"k1"}}).expect(t, http.StatusUnprocessableEntity,
		[]string{"Skriv en begrundelse.", "luk-" + string(stage) + "-reason"}, nil)
	if got := w.post("star", path, url.Values{"reason": {"Slut"}, "client_key": {"k2"}}); got.status != http.StatusSeeOther {
		t.Fatalf("status %d", got.status)
	}
	w.get("star", journeyPath).expect(t, http.StatusOK, []string{"Trinnet er lukket.", "Lukket af Medarbejder i STAR"}, nil)
	w.post("leder", path, url.Values{"reason": {"Slut"}, "client_key": {"k3"}}).expect(t, http.StatusForbidden, nil, nil)
}

// closable brings the journey to where a stage that people close is under way.
func closable(t *testing.T, w *world) journey.StageID {
	t.Helper()
	w.do("leder", workflow.CompleteItem{Target: target(aalborgJourney), Item: "request"})
	w.do("konsulent", workflow.OpenGate{Target: target(aalborgJourney), Item: "registration", Reason: "Begynder før planen"})
	w.do("", workflow.CompleteItem{Target: target(aalborgJourney), Item: "registration"})
	return "monitoring"
}

func TestHomeLeadsEverybodyToTheirWork(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ who, path, to string }{
		{"leder", "/", journeyPath},
		{"konsulent", "/", "/min-dag"},
		{"star", "/", "/overblik"},
		{"star", "/kommune/0851", journeyPath},
		{"", "/", "/log-ind?retur=%2F"},
		{"", journeyPath, "/log-ind?retur=" + url.QueryEscape(journeyPath)},
	} {
		if got := w.get(c.who, c.path); got.status != http.StatusSeeOther || got.location() != c.to {
			t.Errorf("%s as %q: %d to %q, want %q", c.path, c.who, got.status, got.location(), c.to)
		}
	}
	w.check([]scenario{
		{"an administrator reads what the role holds", "admin", "/", http.StatusOK, []string{"Din rolle", "Oprette personer"}, []string{"Aalborg"}},
		{"a municipality without a journey", "star", "/kommune/0101", http.StatusOK, []string{"Forløbet er ikke begyndt endnu"}, nil},
		{"a code that does not exist", "star", "/kommune/9999", http.StatusNotFound, nil, nil},
		{"another's municipality", "nabo", "/kommune/0851", http.StatusNotFound, nil, nil},
	})
}
