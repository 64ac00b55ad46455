package journeys_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/workflow"
)

func TestEverybodySeesTheJourneyFromTheirSide(t *testing.T) {
	w := webtest.New(t)
	w.Check(webtest.Scenarios{
		{
			"the leader has one next step", "leder", webtest.Path, http.StatusOK,
			[]string{"Jeres forløb", "Næste skridt", "Bekræft, at I er i gang", "Ugens 40 minutter", "Konsulent Nord", "Frist 9.3.2026", "3 dage over fristen", `aria-current="step"`},
			[]string{"Luk trinnet"},
		},
		{
			"the consultant waits for the municipality", "konsulent", webtest.Path, http.StatusOK,
			[]string{"Forløbet i Aalborg", "Venter på andre", "Bekræft, at I er i gang"},
			[]string{"Ugens 40 minutter"},
		},
		{"STAR sees it too", "star", webtest.Path, http.StatusOK, []string{"Forløbet i Aalborg"}, nil},
		{"a neighbour does not know of it", "nabo", webtest.Path, http.StatusNotFound, nil, []string{"Aalborg"}},
		{"an administrator has no case content", "admin", webtest.Path, http.StatusForbidden, nil, []string{"Næste skridt"}},
		{"there is no such journey", "leder", "/forloeb/0851.flere-skal-med-2.9", http.StatusNotFound, nil, nil},
	})
}

func TestTheWeekFitsFortyMinutesAndResumes(t *testing.T) {
	w := webtest.New(t)
	w.Do("leder", workflow.CompleteItem{Target: webtest.Target(), Item: "request"})
	w.Do("leder", workflow.SaveAnswer{Target: webtest.Target(), Item: "readiness", Field: "B.2", Text: "Et brev til alle."})
	page := w.Get("leder", webtest.Path)
	page.Says(t, http.StatusOK, []string{"Du slap her 12.3.2026 kl. 14.32", "/readiness/svar/B.2", "I alt ca."}, nil)
	_, week, _ := strings.Cut(page.Body, "Ugens 40 minutter")
	if _, first, _ := strings.Cut(week, "/readiness/svar/"); !strings.HasPrefix(first, "B.2") {
		t.Error("the week does not begin where the person stopped")
	}
}

func TestWhatRestsOnAReopenedItemIsSeenToInWords(t *testing.T) {
	w := webtest.New(t)
	w.Do("leder", workflow.CompleteItem{Target: webtest.Target(), Item: "request"})
	w.Do("konsulent", workflow.OpenGate{Target: webtest.Target(), Item: "startup_workshop", Reason: "Ledelsen er klar"})
	w.Do("konsulent", workflow.BookMeeting{
		Target: webtest.Target(), Item: "startup_workshop", On: calendar.NewDate(2026, 4, 15), Start: "09:00", End: "12:00",
	})
	w.Do("leder", workflow.CompleteItem{Target: webtest.Target(), Item: "workshop_preparation"})
	w.Do("leder", workflow.ReopenItem{Target: webtest.Target(), Item: "request", Reason: "Ny ledelse"})
	w.Get("leder", webtest.Path).Says(t, http.StatusOK, []string{
		"Åbnet igen 12.3.2026", "Ændret, siden det blev gjort færdigt", "»Bekræft, at I er i gang« blev åbnet igen 12.3.2026",
		"Begrundelse: Ny ledelse", "Kan bekræfte: Leder i kommunen eller medarbejder i kommunen", "Se, om det stadig holder",
	}, nil)
	w.Get("star", "/overblik").Says(t, http.StatusOK, []string{"skal ses efter"}, nil)
	confirm := webtest.Path + "/workshop_preparation/bekraeft"
	if got := w.Post("konsulent", confirm, webtest.Form("note", "")); got.Status != http.StatusForbidden {
		t.Errorf("the consultant confirms: status %d", got.Status)
	}
	w.Post("leder", confirm, webtest.Form("note", "Uændret"))
	w.Get("leder", webtest.Path).Says(t, http.StatusOK, []string{"Det er bekræftet."}, []string{"Ændret, siden det blev gjort færdigt"})
}

func TestAnEndedJourneySaysWhatItCameTo(t *testing.T) {
	w := webtest.New(t)
	w.Do("star", workflow.TerminateJourney{Target: webtest.Target(), Reason: "Kommunen trådte ud"})
	w.Get("leder", webtest.Path).Says(t, http.StatusOK,
		[]string{"Forløbet er afbrudt", "Fra 2.3.2026 til 12.3.2026", "Ikke brugt", "Afbrudt"}, []string{"Næste skridt<", "Ugens 40 minutter"})
}

func TestAStageIsClosedWithAReason(t *testing.T) {
	w := webtest.New(t)
	stage := closable(t, w)
	path := webtest.Path + "/trin/" + string(stage) + "/luk"
	w.Post("star", path, url.Values{"reason": {""}, "client_key": {"k1"}}).Says(t, http.StatusUnprocessableEntity,
		[]string{"Skriv en begrundelse.", "luk-" + string(stage) + "-reason"}, nil)
	if got := w.Post("star", path, url.Values{"reason": {"Slut"}, "client_key": {"k2"}}); got.Status != http.StatusSeeOther {
		t.Fatalf("status %d", got.Status)
	}
	w.Get("star", webtest.Path).Says(t, http.StatusOK, []string{"Trinnet er lukket.", "Lukket af Medarbejder i STAR"}, nil)
	w.Post("leder", path, url.Values{"reason": {"Slut"}, "client_key": {"k3"}}).Says(t, http.StatusForbidden, nil, nil)
}

// closable brings the journey to where a stage that people close is under way.
func closable(t *testing.T, w *webtest.World) journey.StageID {
	t.Helper()
	w.Do("leder", workflow.CompleteItem{Target: webtest.Target(), Item: "request"})
	w.Do("konsulent", workflow.OpenGate{Target: webtest.Target(), Item: "registration", Reason: "Begynder før planen"})
	w.Do("", workflow.CompleteItem{Target: webtest.Target(), Item: "registration"})
	return "monitoring"
}
