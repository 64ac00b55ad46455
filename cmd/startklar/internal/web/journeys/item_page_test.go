package journeys_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/person"
	"startklar/workflow"
)

func TestAnItemPageSaysWhyItCannotStartAndWhoMayActOnIt(t *testing.T) {
	w := webtest.New(t)
	w.Check(webtest.Scenarios{
		{
			"a gate in words, and the exception for those who may", "konsulent", webtest.Path + "/startup_workshop", http.StatusOK,
			[]string{"Det venter på:", "Ledelsens godkendelse skal være gennemført (nu: Kan ikke startes endnu)", "Begynd alligevel som en undtagelse", "10 uger efter forløbets start (2.3.2026)", "Flyt fristen"},
			[]string{"Mødet er holdt", "Fravælg"},
		},
		{
			"the leader may neither open the gate nor move the deadline", "leder", webtest.Path + "/startup_workshop", http.StatusOK,
			[]string{"Det venter på:"},
			[]string{"Begynd alligevel", "Flyt fristen", "Giv opgaven"},
		},
		{"a task for those who do it", "medarbejder", webtest.Path + "/request", http.StatusOK, []string{"Markér som gennemført", "Vi er gået i gang", "3 dage over fristen"}, nil},
		{"and for those who do not", "konsulent", webtest.Path + "/request", http.StatusOK, []string{"Opgaven løses af: Leder i kommunen eller medarbejder i kommunen."}, []string{"Markér som gennemført"}},
		{"a delivery before anything came", "leder", webtest.Path + "/starter_pack", http.StatusOK, []string{"Ikke leveret endnu"}, []string{"Vi har modtaget det", "Lever version"}},
		{"a delivery for STAR", "star", webtest.Path + "/starter_pack", http.StatusOK, []string{"Lever version 1"}, []string{"Teamet bruger det"}},
		{"a milestone", "leder", webtest.Path + "/finished", http.StatusOK, []string{"Forløbet er gennemført"}, []string{"Markér som gennemført"}},
		{"an unknown item", "leder", webtest.Path + "/nothing", http.StatusNotFound, []string{"Opgaven findes ikke"}, nil},
	})
}

func TestAnItemIsCarriedOnByForms(t *testing.T) {
	w := webtest.New(t)
	item := webtest.Path + "/request"
	for _, step := range []struct {
		who    person.ID
		path   string
		form   url.Values
		status int
		then   string
	}{
		{"leder", item + "/tildel", webtest.Form("assignee", "medarbejder"), 303, "Projektleder i Aalborg"},
		{"leder", item + "/start", webtest.Form(), 303, "Opgaven er i gang."},
		{"leder", item + "/pause", webtest.Form("reason", ""), 422, ""},
		{"leder", item + "/pause", webtest.Form("reason", "Ferie"), 303, "Sat på pause"},
		{"leder", item + "/genoptag", webtest.Form(), 303, "Opgaven er genoptaget."},
		{"konsulent", item + "/gennemfoer", webtest.Form(), 403, ""},
		{"leder", item + "/gennemfoer", webtest.Form(), 303, "Opgaven er gennemført."},
		{"leder", item + "/gennemfoer", webtest.Form(), 409, ""},
		{"medarbejder", item + "/genaabn", webtest.Form("reason", "Ny leder"), 403, ""},
		{"leder", item + "/genaabn", webtest.Form("reason", "Ny leder"), 303, "Opgaven er åbnet igen."},
	} {
		got := w.Post(step.who, step.path, step.form)
		if got.Status != step.status {
			t.Fatalf("%s as %s: status %d, want %d", step.path, step.who, got.Status, step.status)
		}
		if step.then != "" {
			w.Get(step.who, got.Location).Says(t, http.StatusOK, []string{step.then}, nil)
		}
	}
}

func TestARefusedFormKeepsWhatWasWritten(t *testing.T) {
	w := webtest.New(t)
	long := strings.Repeat("x", workflow.MaxReason+1)
	w.Post("leder", webtest.Path+"/request/pause", webtest.Form("reason", long)).Says(t, http.StatusUnprocessableEntity, []string{
		"Fejl:", "Teksten er for lang: 1.001 tegn", `href="#pause-reason"`, `id="pause-reason"`, long,
	}, nil)
	number := "010190-" + "1234"
	refused := w.Post("leder", webtest.Path+"/request/pause", webtest.Form("reason", "Borger "+number))
	refused.Says(t, http.StatusUnprocessableEntity, []string{"personnummer", `id="pause-reason"`}, nil)
}

func TestADoubleClickCountsOnce(t *testing.T) {
	w := webtest.New(t)
	once := webtest.Form("reason", "Ferie")
	for range 2 {
		if got := w.Post("leder", webtest.Path+"/request/pause", once); got.Status != http.StatusSeeOther {
			t.Fatalf("status %d", got.Status)
		}
	}
	w.Post("leder", webtest.Path+"/request/pause", url.Values{"client_key": once["client_key"], "reason": {"Andet"}}).
		Says(t, http.StatusConflict, []string{"sendt før med et andet indhold"}, nil)
}

func TestADeadlineIsMovedAfterAPreview(t *testing.T) {
	w := webtest.New(t)
	path := webtest.Path + "/startup_workshop/frist"
	move := webtest.Form("on", "2026-06-01", "reason", "Sommer")
	w.Post("konsulent", path, move).Says(t, http.StatusOK, []string{"Se, hvad der flytter sig", "11.5.2026", "1.6.2026", `name="confirmed"`, "Intet er gemt endnu"}, nil)
	w.Get("konsulent", webtest.Path+"/startup_workshop").Says(t, http.StatusOK, []string{"11. maj 2026"}, []string{"1. juni 2026"})
	move.Set("confirmed", "1")
	if got := w.Post("konsulent", path, move); got.Status != http.StatusSeeOther {
		t.Fatalf("status %d", got.Status)
	}
	w.Get("leder", webtest.Path+"/startup_workshop").Says(t, http.StatusOK, []string{"1. juni 2026", "Flyttet fra 11.5.2026", "Sommer"}, nil)
	w.Post("leder", path, move).Says(t, http.StatusForbidden, nil, nil)
	w.Post("konsulent", path, webtest.Form("on", "i morgen", "reason", "x")).Says(t, http.StatusUnprocessableEntity, []string{"Skriv en dato", `id="frist-on"`}, nil)
}

func TestAMeetingIsBookedMovedAndHeld(t *testing.T) {
	w := webtest.New(t)
	item := webtest.Path + "/startup_workshop"
	w.Post("konsulent", item+"/undtagelse", webtest.Form("reason", "Ledelsen er klar"))
	booking := webtest.Form("on", "2026-04-15", "start", "9.00", "end", "12:00", "place", "Rådhuset")
	w.Post("konsulent", item+"/moede", booking).Says(t, http.StatusOK,
		[]string{"onsdag den 15. april 2026 (uge 16), kl. 9.00–12.00", "Gør klar til workshoppen", "8.4.2026"}, nil)
	booking.Set("confirmed", "1")
	if got := w.Post("konsulent", item+"/moede", booking); got.Status != http.StatusSeeOther {
		t.Fatalf("booking: status %d", got.Status)
	}
	w.Get("leder", item).Says(t, http.StatusOK, []string{"Rådhuset", "Åbnet som en begrundet undtagelse", "Ledelsen er klar"}, []string{"Flyt mødet"})
	w.Get("leder", webtest.Path).Says(t, http.StatusOK, []string{"Aftalt til 15.4.2026"}, nil)
	w.Post("konsulent", item+"/moede", webtest.Form("on", "2026-04-15", "start", "12:00", "end", "9:00")).
		Says(t, http.StatusUnprocessableEntity, []string{"Sluttidspunktet", `id="moede-end"`}, nil)
	w.Post("konsulent", item+"/moede/aflys", webtest.Form("reason", "Sygdom"))
	w.Get("konsulent", item).Says(t, http.StatusOK, []string{"Aflyst", "Sygdom"}, nil)
	w.Post("konsulent", item+"/moede/afhold", webtest.Form("on", "2026-12-01")).Says(t, http.StatusUnprocessableEntity, []string{"fremtiden"}, nil)
	w.Post("konsulent", item+"/moede/afhold", webtest.Form("on", "2026-03-12", "note", "God dag"))
	w.Get("leder", item).Says(t, http.StatusOK, []string{"Gennemført", "torsdag den 12. marts 2026", "God dag"}, nil)
}

func TestADocumentGoesFromDeliveredToInUse(t *testing.T) {
	w := webtest.New(t)
	item := webtest.Path + "/starter_pack"
	document := item + "/dokument/cv_paper"
	w.Post("leder", document+"/lever", webtest.Form("version", "1")).Says(t, http.StatusForbidden, nil, nil)
	for _, version := range []string{"nul", "2"} {
		w.Post("star", document+"/lever", webtest.Form("version", version)).Says(t, http.StatusUnprocessableEntity, []string{"findes ikke"}, nil)
	}
	if got := w.Post("star", document+"/lever", webtest.Form("version", "1")); got.Location != item+"#dokument-cv_paper" {
		t.Errorf("delivered: leads to %q", got.Location)
	}
	w.Get("leder", item).Says(t, http.StatusOK, []string{"Version 1, leveret 12.3.2026", "Vi har modtaget det", "Teamet bruger det", "ikke i brug endnu"}, []string{"Åbnet"})
	w.Post("medarbejder", document+"/bekraeft", webtest.Form("what", "in_use", "version", "1"))
	w.Get("leder", item).Says(t, http.StatusOK, []string{"bruger version 1 (siden 12.3.2026)"}, []string{"Vi har modtaget det", "Teamet bruger det"})
	w.Post("star", document+"/lever", webtest.Form("version", "1")).Says(t, http.StatusConflict, []string{"Version 1 er allerede leveret"}, nil)
}

func TestARepeatedItemIsAdded(t *testing.T) {
	w := webtest.New(t)
	item := webtest.Path + "/regional_seminar"
	w.Get("konsulent", item).Says(t, http.StatusOK, []string{"Opret en gang til"}, nil)
	if got := w.Post("konsulent", item+"/tilfoej", webtest.Form("reason", "")); got.Status != http.StatusSeeOther {
		t.Fatalf("status %d", got.Status)
	}
	w.Get("konsulent", webtest.Path).Says(t, http.StatusOK, []string{"Regionalt netværksseminar, nr. 2", "/regional_seminar~2"}, nil)
	w.Get("konsulent", webtest.Path+"/regional_seminar~2").Says(t, http.StatusOK, []string{"Regionalt netværksseminar, nr. 2"}, nil)
}
