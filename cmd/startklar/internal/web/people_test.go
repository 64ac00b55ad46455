package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/workflow"
)

// office is a world with a second consultant.
func office(t *testing.T) *world {
	w := newWorld(t)
	w.do("", roster.RegisterPerson{ID: "konsulent2", Name: "Konsulent Syd", Role: person.ProcessConsultant})
	return w
}

func TestTheRegisterIsForThoseWhoKeepIt(t *testing.T) {
	w := office(t)
	w.do("", roster.SetContact{ID: "konsulent", Contact: roster.Contact{Phone: "00 00 00 12", Email: "nord@example.dk"}})
	everybody := []string{"Konsulent Nord", "Leder i Odense", "00 00 00 12"}
	w.check([]scenario{
		{name: "administrator", who: "admin", path: "/personer", status: 200, want: append(everybody, "Registrér en person"), forbidden: []string{"/forloeb/"}},
		{name: "star", who: "star", path: "/personer", status: 200, want: everybody, forbidden: []string{"Registrér en person"}},
		{name: "one role", who: "admin", path: "/personer?rolle=ProcessConsultant", status: 200, want: []string{"Konsulent Nord", "2 personer"}, forbidden: []string{"Leder i Odense"}},
		{name: "one municipality", who: "admin", path: "/personer?kommune=0461", status: 200, want: []string{"Leder i Odense"}, forbidden: []string{"Konsulent Nord"}},
		{name: "nobody", who: "admin", path: "/personer?q=findes+ikke", status: 200, want: []string{"Ingen personer passer"}},
		{name: "consultant", who: "konsulent", path: "/personer", status: http.StatusForbidden, forbidden: everybody[1:]},
		{name: "leader", who: "leder", path: "/personer/konsulent", status: http.StatusForbidden, forbidden: everybody[2:]},
		{name: "star looks", who: "star", path: "/personer/konsulent", status: 200, want: []string{"nord@example.dk", "Overdrag kommuner"}, forbidden: []string{"Personen er holdt op"}},
		{name: "whom to call", who: "leder", path: journeyPath, status: 200, want: []string{"Konsulent Nord", "tel:00000012", "nord@example.dk"}},
		{name: "an administrator has no content", who: "admin", path: journeyPath, status: http.StatusForbidden, forbidden: []string{"Næste skridt"}},
	})
	if got := w.post("star", "/personer/konsulent/slut", nil).status; got != http.StatusForbidden {
		t.Errorf("star ends a person: %d", got)
	}
}

func TestAnAdministratorRegistersChangesAndEndsPeople(t *testing.T) {
	w := office(t)
	values := url.Values{"id": {"ny"}, "name": {"Leder i Vejle"}, "role": {"MunicipalLeader"}, "municipalities": {"0630"}, "client_key": {"p1"}}
	bad := url.Values{"id": {"ny"}, "name": {"Leder i Vejle"}, "role": {"MunicipalLeader"}}
	w.post("admin", "/personer", bad).expect(t, http.StatusUnprocessableEntity, []string{"Leder i Vejle", "Der er en ting, du skal rette"}, nil)
	w.post("admin", "/personer", values).expect(t, http.StatusSeeOther, nil, nil)
	w.get("admin", "/personer/ny").expect(t, 200, []string{"Leder i Vejle", "Vejle"}, nil)
	values.Set("client_key", "p2")
	w.post("admin", "/personer", values).expect(t, http.StatusConflict, []string{"Det id er i brug"}, nil)
	w.get("ny", "/").expect(t, 200, nil, nil)
	w.post("admin", "/personer/konsulent/slut", nil).expect(t, http.StatusConflict, []string{"Overdrag den først"}, nil)
	w.post("admin", "/personer/konsulent2/kommuner", url.Values{"municipalities": {"0461", "0851"}}).expect(t, http.StatusSeeOther, nil, nil)
	w.get("konsulent", journeyPath).expect(t, http.StatusNotFound, nil, nil)
	w.get("konsulent2", journeyPath).expect(t, 200, nil, nil)
	w.post("admin", "/personer/ny/slut", nil).expect(t, http.StatusSeeOther, nil, nil)
	if got := w.get("ny", "/beskeder"); got.status != http.StatusSeeOther || !strings.HasPrefix(got.location(), "/log-ind") {
		t.Errorf("who has left: %d", got.status)
	}
	w.get("", "/log-ind").expect(t, 200, nil, []string{"Leder i Vejle"})
	w.post("", "/log-ind", form("person", "ny")).expect(t, http.StatusUnprocessableEntity, []string{"er her ikke længere"}, nil)
	w.get("admin", "/personer?status=tidligere").expect(t, 200, []string{"Leder i Vejle", "Holdt op"}, []string{"Konsulent Nord"})
	w.post("admin", "/personer/admin/slut", nil).expect(t, http.StatusForbidden, nil, nil)
}

func TestAHandoverTakesAndGivesAccessAndIsReadByItsReceiver(t *testing.T) {
	w := office(t)
	note := "Ring til lederen om workshoppen."
	values := url.Values{
		"fra": {"konsulent"}, "to": {"konsulent2"}, "municipalities": {"0851"}, "on": {"2026-03-12"}, "note": {note}, "client_key": {"h1"},
	}
	w.post("konsulent", "/overdragelser", values).expect(t, http.StatusForbidden, nil, nil)
	empty := url.Values{"fra": {"konsulent"}, "to": {"konsulent2"}, "on": {"2026-03-12"}, "note": {note}}
	w.post("star", "/overdragelser", empty).expect(t, http.StatusUnprocessableEntity, []string{"Vælg mindst en kommune", note}, nil)
	w.get("admin", "/ny-overdragelse").expect(t, 200, []string{"Hvem afgiver kommuner?", "Konsulent Nord"}, []string{"Konsulent Syd"})
	w.post("admin", "/overdragelser", values).expect(t, http.StatusSeeOther, nil, nil)
	w.get("konsulent", journeyPath).expect(t, http.StatusNotFound, nil, nil)
	w.get("konsulent2", journeyPath).expect(t, 200, nil, nil)
	w.get("konsulent2", "/overdragelser/h1").expect(t, 200, []string{note, "Det er åbent i dag", "Aalborg", "Gennemført"}, nil)
	w.get("konsulent", "/overdragelser/h1").expect(t, http.StatusNotFound, nil, []string{note})
	w.get("leder", "/overdragelser/h1").expect(t, http.StatusNotFound, nil, []string{note})
	w.get("admin", "/overdragelser/h1").expect(t, 200, []string{note}, []string{"Det er åbent i dag", "/forloeb/"})
	w.get("konsulent2", "/beskeder").expect(t, 200, []string{"Du har overtaget 1 kommune"}, nil)
	w.get("leder", "/beskeder").expect(t, 200, []string{"I har fået en ny proceskonsulent"}, nil)
	w.get("nabo", "/beskeder").expect(t, 200, nil, []string{"I har fået en ny proceskonsulent"})
	w.get("leder", journeyPath).expect(t, 200, []string{"Konsulent Syd"}, []string{"Konsulent Nord"})
	values.Set("client_key", "h2")
	w.post("star", "/overdragelser", values).expect(t, http.StatusConflict, []string{"har fået en anden proceskonsulent"}, nil)
}

func TestAPlannedHandoverWaitsForItsDayAndCanBeCancelled(t *testing.T) {
	w := office(t)
	w.do("star", roster.PlanHandover{ID: "h1", From: "konsulent", To: "konsulent2", Municipalities: []municipality.Code{"0851"}, On: calendar.NewDate(2026, 4, 1), Note: "Senere"})
	w.get("konsulent", journeyPath).expect(t, 200, nil, nil)
	w.get("konsulent2", journeyPath).expect(t, http.StatusNotFound, nil, nil)
	w.get("konsulent2", "/overdragelser/h1").expect(t, 200, []string{"Senere", "Fra den 1.4.2026"}, []string{"Det er åbent i dag", "Aflys"})
	w.post("konsulent2", "/overdragelser/h1/aflys", nil).expect(t, http.StatusForbidden, nil, nil)
	w.post("star", "/overdragelser/h1/aflys", nil).expect(t, http.StatusSeeOther, nil, nil)
	w.get("konsulent2", "/overdragelser").expect(t, 200, []string{"Aflyst"}, nil)
	w.get("konsulent2", "/beskeder").expect(t, 200, []string{"En overdragelse er aflyst"}, nil)
}

func TestADeputyActsForTheAbsentDuringTheAbsenceAlone(t *testing.T) {
	w := office(t)
	w.do("leder", workflow.CompleteItem{Target: target(aalborgJourney), Item: "request"})
	w.post("konsulent", "/mig/fravaer", url.Values{"from": {"2026-03-12"}, "to": {"2026-03-13"}, "deputy": {"leder"}}).
		expect(t, http.StatusUnprocessableEntity, []string{"Vælg en anden stedfortræder"}, nil)
	w.post("konsulent", "/mig/fravaer", url.Values{"from": {"2026-03-12"}, "to": {"2026-03-13"}, "deputy": {"konsulent2"}}).expect(t, http.StatusSeeOther, nil, nil)
	w.get("leder", journeyPath).expect(t, 200, []string{"Konsulent Syd", "Stedfortræder for Konsulent Nord"}, nil)
	w.get("konsulent2", "/beskeder").expect(t, 200, []string{"Du er stedfortræder for Konsulent Nord"}, nil)
	w.get("konsulent2", journeyPath).expect(t, http.StatusNotFound, nil, nil)
	w.post("nabo", "/mig/paa-vegne-af/konsulent", nil).expect(t, http.StatusForbidden, nil, nil)
	w.get("konsulent2", "/mig").expect(t, 200, []string{"Handl på vegne af Konsulent Nord"}, nil)
	w.post("konsulent2", "/mig/paa-vegne-af/konsulent", nil).expect(t, http.StatusSeeOther, nil, nil)
	w.get("konsulent2", journeyPath).expect(t, 200, []string{"Du handler på vegne af Konsulent Nord"}, nil)
	// What is the absent person's own is not the deputy's.
	w.post("konsulent2", "/mig/fravaer/slut", nil)
	if p, _ := w.app.Desk.Person(t.Context(), "konsulent"); p.Absence.Deputy != "konsulent2" {
		t.Error("the deputy ended the absence")
	}
	w.post("konsulent2", journeyPath+"/regional_seminar/moede", form("on", "2026-05-04", "start", "09:30", "end", "12:30", "place", "Aalborg", "confirmed", "1", "client_key", "x")).expect(t, http.StatusSeeOther, nil, nil)
	w.get("star", journeyPath+"/historik").expect(t, 200, []string{"Konsulent Syd på vegne af Konsulent Nord"}, nil)
	w.post("konsulent2", "/mig/egen", nil).expect(t, http.StatusSeeOther, nil, nil)
	w.get("konsulent2", journeyPath).expect(t, http.StatusNotFound, nil, nil)
	// The right ends by itself, in the middle of a session.
	w.now = time.Date(2026, 3, 13, 22, 40, 0, 0, time.UTC)
	w.cookies = map[string][]*http.Cookie{}
	w.post("konsulent2", "/mig/paa-vegne-af/konsulent", nil).expect(t, http.StatusSeeOther, nil, nil)
	w.get("konsulent2", journeyPath).expect(t, 200, nil, nil)
	w.now = w.now.Add(30 * time.Minute)
	w.get("konsulent2", journeyPath).expect(t, http.StatusNotFound, []string{"Du handler ikke længere på vegne af Konsulent Nord"}, []string{"Du handler på vegne af"})
	w.post("konsulent2", "/mig/paa-vegne-af/konsulent", nil).expect(t, http.StatusForbidden, nil, nil)
}

func TestTheLedgerTellsHeadsAndNoContent(t *testing.T) {
	w := office(t)
	secret := "Hemmeligt svar"
	w.do("leder", workflow.CompleteItem{Target: target(aalborgJourney), Item: "request"})
	w.do("leder", workflow.SaveAnswer{Target: target(aalborgJourney), Item: "readiness", Field: "A.a.1", Text: secret})
	w.do("", roster.SetContact{ID: "konsulent", Contact: roster.Contact{Phone: "00 00 00 12"}})
	w.check([]scenario{
		{name: "administrator", who: "admin", path: "/historik", status: 200, want: []string{"Gemte et svar", "Leder i Aalborg", "Telefon: 00 00 00 12"}, forbidden: []string{secret, "/forloeb/"}},
		{name: "star", who: "star", path: "/historik", status: 200, want: []string{"Gemte et svar", journeyPath + "/historik"}, forbidden: []string{secret}},
		{name: "one municipality", who: "star", path: "/historik?kommune=0461", status: 200, want: []string{"Et forløb begyndte"}, forbidden: []string{"Gemte et svar", "Telefon:"}},
		{name: "one person", who: "admin", path: "/historik?person=leder", status: 200, want: []string{"Gemte et svar"}, forbidden: []string{"Telefon:"}},
		{name: "one kind", who: "admin", path: "/historik?slags=person", status: 200, want: []string{"Telefon:"}, forbidden: []string{"Gemte et svar"}},
		{name: "before", who: "admin", path: "/historik?til=2026-03-11", status: 200, want: []string{"Der er ikke sket noget, som passer"}},
		{name: "file", who: "admin", path: "/historik?format=csv", status: 200, want: []string{"answer_saved"}, forbidden: []string{secret}},
		{name: "consultant", who: "konsulent", path: "/historik", status: http.StatusForbidden},
		{name: "leader", who: "leder", path: "/historik?format=csv", status: http.StatusForbidden, forbidden: []string{"answer_saved"}},
		{name: "definitions", who: "admin", path: "/definitioner", status: 200, want: []string{"flere-skal-med-2", "ny-kollega"}},
		{name: "definitions are not the leader's", who: "leder", path: "/definitioner", status: http.StatusForbidden},
		{name: "keeping is not the consultant's", who: "konsulent", path: "/drift", status: http.StatusForbidden},
	})
	w.get("admin", "/historik").expect(t, 200, nil, []string{"En frist blev beregnet"})
	older := w.get("admin", "/historik?vis=alt")
	older.expect(t, 200, []string{"En frist blev beregnet"}, nil)
	if !strings.Contains(older.body, "Vis ældre") {
		t.Fatal("the first page holds everything")
	}
}

func TestTheHistoryIsVerifiedInTheBackground(t *testing.T) {
	w := office(t)
	w.get("admin", "/drift").expect(t, 200, []string{"ikke efterprøvet", "Historikken er uændret", "90 dage", "60 minutter"}, nil)
	w.post("leder", "/drift/efterproev", nil).expect(t, http.StatusForbidden, nil, nil)
	w.post("admin", "/drift/efterproev", nil).expect(t, http.StatusSeeOther, nil, nil)
	for range 100 {
		if a := w.get("admin", "/drift"); strings.Contains(a.body, "regnet efter") {
			a.expect(t, 200, []string{"Administrator", "historikker"}, []string{"Noget er ikke"})
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("the run never finished")
}

func TestAdministrationIsWellFormed(t *testing.T) {
	w := office(t)
	w.do("star", roster.PlanHandover{ID: "h1", From: "konsulent", To: "konsulent2", Municipalities: []municipality.Code{"0851"}, On: calendar.NewDate(2026, 4, 1), Note: "Senere"})
	for _, path := range []string{
		"/personer", "/ny-person", "/personer/konsulent", "/overdragelser", "/ny-overdragelse", "/ny-overdragelse?fra=konsulent", "/overdragelser/h1",
		"/historik", "/definitioner", "/drift", "/mig",
	} {
		t.Run(path, func(t *testing.T) { wellFormed(t, w.get("admin", path)) })
	}
	wellFormed(t, w.get("konsulent", "/mig"))
	wellFormed(t, w.post("admin", "/personer", nil))
	wellFormed(t, w.post("admin", "/overdragelser", form("fra", "konsulent")))
}
