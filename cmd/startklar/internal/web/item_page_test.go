package web_test

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"startklar/workflow"
)

// form is a form's values with a client key of its own, by name and value.
func form(pairs ...string) url.Values {
	values := url.Values{"client_key": {rand.Text()}}
	for n := 0; n+1 < len(pairs); n += 2 {
		values.Set(pairs[n], pairs[n+1])
	}
	return values
}

func TestAnItemPageSaysWhyItCannotStartAndWhoMayActOnIt(t *testing.T) {
	w := newWorld(t)
	w.check([]scenario{
		{
			"a gate in words, and the exception for those who may", "konsulent", journeyPath + "/startup_workshop", http.StatusOK,
			[]string{"Det venter på:", "Ledelsens godkendelse skal være gennemført (nu: Kan ikke startes endnu)", "Begynd alligevel som en undtagelse", "10 uger efter forløbets start (2.3.2026)", "Flyt fristen"},
			[]string{"Mødet er holdt", "Fravælg"},
		},
		{
			"the leader may neither open the gate nor move the deadline", "leder", journeyPath + "/startup_workshop", http.StatusOK,
			[]string{"Det venter på:"},
			[]string{"Begynd alligevel", "Flyt fristen", "Giv opgaven"},
		},
		{"a task for those who do it", "medarbejder", journeyPath + "/request", http.StatusOK, []string{"Markér som gennemført", "Vi er gået i gang", "3 dage over fristen"}, nil},
		{"and for those who do not", "konsulent", journeyPath + "/request", http.StatusOK, []string{"Opgaven løses af: Leder i kommunen eller medarbejder i kommunen."}, []string{"Markér som gennemført"}},
		{"a delivery before anything came", "leder", journeyPath + "/starter_pack", http.StatusOK, []string{"Ikke leveret endnu"}, []string{"Vi har modtaget det", "Lever version"}},
		{"a delivery for STAR", "star", journeyPath + "/starter_pack", http.StatusOK, []string{"Lever version 1"}, []string{"Teamet bruger det"}},
		{"a milestone", "leder", journeyPath + "/finished", http.StatusOK, []string{"Forløbet er gennemført"}, []string{"Markér som gennemført"}},
		{"an unknown item", "leder", journeyPath + "/nothing", http.StatusNotFound, []string{"Opgaven findes ikke"}, nil},
	})
}

func TestAnItemIsCarriedOnByForms(t *testing.T) {
	w := newWorld(t)
	item := journeyPath + "/request"
	for _, step := range []struct {
		who, path string
		form      url.Values
		status    int
		then      string
	}{
		{"leder", item + "/tildel", form("assignee", "medarbejder"), 303, "Projektleder i Aalborg"},
		{"leder", item + "/start", form(), 303, "Opgaven er i gang."},
		{"leder", item + "/pause", form("reason", ""), 422, ""},
		{"leder", item + "/pause", form("reason", "Ferie"), 303, "Sat på pause"},
		{"leder", item + "/genoptag", form(), 303, "Opgaven er genoptaget."},
		{"konsulent", item + "/gennemfoer", form(), 403, ""},
		{"leder", item + "/gennemfoer", form(), 303, "Opgaven er gennemført."},
		{"leder", item + "/gennemfoer", form(), 409, ""},
		{"medarbejder", item + "/genaabn", form("reason", "Ny leder"), 403, ""},
		{"leder", item + "/genaabn", form("reason", "Ny leder"), 303, "Opgaven er åbnet igen."},
	} {
		got := w.post(step.who, step.path, step.form)
		if got.status != step.status {
			t.Fatalf("%s as %s: status %d, want %d", step.path, step.who, got.status, step.status)
		}
		if step.then != "" {
			w.get(step.who, got.location()).expect(t, http.StatusOK, []string{step.then}, nil)
		}
	}
}

func TestARefusedFormKeepsWhatWasWritten(t *testing.T) {
	w := newWorld(t)
	long := strings.Repeat("x", workflow.MaxReason+1)
	w.post("leder", journeyPath+"/request/pause", form("reason", long)).expect(t, http.StatusUnprocessableEntity, []string{
		"Fejl:", "Teksten er for lang: 1.001 tegn", `href="#pause-reason"`, `id="pause-reason"`, long,
	}, nil)
	number := "010190-" + "1234"
	refused := w.post("leder", journeyPath+"/request/pause", form("reason", "Borger "+number))
	refused.expect(t, http.StatusUnprocessableEntity, []string{"personnummer", `id="pause-reason"`}, nil)
}

func TestADoubleClickCountsOnce(t *testing.T) {
	w := newWorld(t)
	once := form("reason", "Ferie")
	for range 2 {
		if got := w.post("leder", journeyPath+"/request/pause", once); got.status != http.StatusSeeOther {
			t.Fatalf("status %d", got.status)
		}
	}
	w.post("leder", journeyPath+"/request/pause", url.Values{"client_key": once["client_key"], "reason": {"Andet"}}).
		expect(t, http.StatusConflict, []string{"sendt før med et andet indhold"}, nil)
}

func TestADeadlineIsMovedAfterAPreview(t *testing.T) {
	w := newWorld(t)
	path := journeyPath + "/startup_workshop/frist"
	move := form("on", "2026-06-01", "reason", "Sommer")
	w.post("konsulent", path, move).expect(t, http.StatusOK, []string{"Se, hvad der flytter sig", "11.5.2026", "1.6.2026", `name="confirmed"`, "Intet er gemt endnu"}, nil)
	w.get("konsulent", journeyPath+"/startup_workshop").expect(t, http.StatusOK, []string{"11. maj 2026"}, []string{"1. juni 2026"})
	move.Set("confirmed", "1")
	if got := w.post("konsulent", path, move); got.status != http.StatusSeeOther {
		t.Fatalf("status %d", got.status)
	}
	w.get("leder", journeyPath+"/startup_workshop").expect(t, http.StatusOK, []string{"1. juni 2026", "Flyttet fra 11.5.2026", "Sommer"}, nil)
	w.post("leder", path, move).expect(t, http.StatusForbidden, nil, nil)
	w.post("konsulent", path, form("on", "i morgen", "reason", "x")).expect(t, http.StatusUnprocessableEntity, []string{"Skriv en dato", `id="frist-on"`}, nil)
}

func TestAMeetingIsBookedMovedAndHeld(t *testing.T) {
	w := newWorld(t)
	item := journeyPath + "/startup_workshop"
	w.post("konsulent", item+"/undtagelse", form("reason", "Ledelsen er klar"))
	booking := form("on", "2026-04-15", "start", "9.00", "end", "12:00", "place", "Rådhuset")
	w.post("konsulent", item+"/moede", booking).expect(t, http.StatusOK,
		[]string{"onsdag den 15. april 2026 (uge 16), kl. 9.00–12.00", "Gør klar til workshoppen", "8.4.2026"}, nil)
	booking.Set("confirmed", "1")
	if got := w.post("konsulent", item+"/moede", booking); got.status != http.StatusSeeOther {
		t.Fatalf("booking: status %d", got.status)
	}
	w.get("leder", item).expect(t, http.StatusOK, []string{"Rådhuset", "Åbnet som en begrundet undtagelse", "Ledelsen er klar"}, []string{"Flyt mødet"})
	w.get("leder", journeyPath).expect(t, http.StatusOK, []string{"Aftalt til 15.4.2026"}, nil)
	w.post("konsulent", item+"/moede", form("on", "2026-04-15", "start", "12:00", "end", "9:00")).
		expect(t, http.StatusUnprocessableEntity, []string{"Sluttidspunktet", `id="moede-end"`}, nil)
	w.post("konsulent", item+"/moede/aflys", form("reason", "Sygdom"))
	w.get("konsulent", item).expect(t, http.StatusOK, []string{"Aflyst", "Sygdom"}, nil)
	w.post("konsulent", item+"/moede/afhold", form("on", "2026-12-01")).expect(t, http.StatusUnprocessableEntity, []string{"fremtiden"}, nil)
	w.post("konsulent", item+"/moede/afhold", form("on", "2026-03-12", "note", "God dag"))
	w.get("leder", item).expect(t, http.StatusOK, []string{"Gennemført", "torsdag den 12. marts 2026", "God dag"}, nil)
}

func TestADocumentGoesFromDeliveredToInUse(t *testing.T) {
	w := newWorld(t)
	item := journeyPath + "/starter_pack"
	document := item + "/dokument/cv_paper"
	w.post("leder", document+"/lever", form("version", "1")).expect(t, http.StatusForbidden, nil, nil)
	for _, version := range []string{"nul", "2"} {
		w.post("star", document+"/lever", form("version", version)).expect(t, http.StatusUnprocessableEntity, []string{"findes ikke"}, nil)
	}
	if got := w.post("star", document+"/lever", form("version", "1")); got.location() != item+"#dokument-cv_paper" {
		t.Errorf("delivered: leads to %q", got.location())
	}
	w.get("leder", item).expect(t, http.StatusOK, []string{"Version 1, leveret 12.3.2026", "Vi har modtaget det", "Teamet bruger det", "ikke i brug endnu"}, []string{"Åbnet"})
	w.post("medarbejder", document+"/bekraeft", form("what", "in_use", "version", "1"))
	w.get("leder", item).expect(t, http.StatusOK, []string{"bruger version 1 (siden 12.3.2026)"}, []string{"Vi har modtaget det", "Teamet bruger det"})
	w.post("star", document+"/lever", form("version", "1")).expect(t, http.StatusConflict, []string{"Version 1 er allerede leveret"}, nil)
}

func TestARepeatedItemIsAdded(t *testing.T) {
	w := newWorld(t)
	item := journeyPath + "/regional_seminar"
	w.get("konsulent", item).expect(t, http.StatusOK, []string{"Opret en gang til"}, nil)
	if got := w.post("konsulent", item+"/tilfoej", form("reason", "")); got.status != http.StatusSeeOther {
		t.Fatalf("status %d", got.status)
	}
	w.get("konsulent", journeyPath).expect(t, http.StatusOK, []string{"Regionalt netværksseminar, nr. 2", "/regional_seminar~2"}, nil)
	w.get("konsulent", journeyPath+"/regional_seminar~2").expect(t, http.StatusOK, []string{"Regionalt netværksseminar, nr. 2"}, nil)
}
