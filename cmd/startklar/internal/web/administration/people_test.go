package administration_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/workflow"
)

// office is a world with a second consultant.
func office(t *testing.T) *webtest.World {
	w := webtest.New(t)
	w.Do("", roster.RegisterPerson{ID: "konsulent2", Name: "Konsulent Syd", Role: person.ProcessConsultant})
	return w
}

func TestTheRegisterIsForThoseWhoKeepIt(t *testing.T) {
	w := office(t)
	w.Do("", roster.SetContact{ID: "konsulent", Contact: roster.Contact{Phone: "00 00 00 12", Email: "nord@example.dk"}})
	everybody := []string{"Konsulent Nord", "Leder i Odense", "00 00 00 12"}
	w.Check(webtest.Scenarios{
		{Name: "administrator", Who: "admin", Path: "/personer", Status: 200, Want: append(everybody, "Registrér en person"), Forbidden: []string{"/forloeb/"}},
		{Name: "star", Who: "star", Path: "/personer", Status: 200, Want: everybody, Forbidden: []string{"Registrér en person"}},
		{Name: "one role", Who: "admin", Path: "/personer?rolle=ProcessConsultant", Status: 200, Want: []string{"Konsulent Nord", "2 personer"}, Forbidden: []string{"Leder i Odense"}},
		{Name: "one municipality", Who: "admin", Path: "/personer?kommune=0461", Status: 200, Want: []string{"Leder i Odense"}, Forbidden: []string{"Konsulent Nord"}},
		{Name: "nobody", Who: "admin", Path: "/personer?q=findes+ikke", Status: 200, Want: []string{"Ingen personer passer"}},
		{Name: "consultant", Who: "konsulent", Path: "/personer", Status: http.StatusForbidden, Forbidden: everybody[1:]},
		{Name: "leader", Who: "leder", Path: "/personer/konsulent", Status: http.StatusForbidden, Forbidden: everybody[2:]},
		{Name: "star looks", Who: "star", Path: "/personer/konsulent", Status: 200, Want: []string{"nord@example.dk", "Overdrag kommuner"}, Forbidden: []string{"Personen er holdt op"}},
		{Name: "whom to call", Who: "leder", Path: webtest.Path, Status: 200, Want: []string{"Konsulent Nord", "tel:00000012", "nord@example.dk"}},
		{Name: "an administrator has no content", Who: "admin", Path: webtest.Path, Status: http.StatusForbidden, Forbidden: []string{"Næste skridt"}},
	})
	if got := w.Post("star", "/personer/konsulent/slut", nil).Status; got != http.StatusForbidden {
		t.Errorf("star ends a person: %d", got)
	}
}

func TestAnAdministratorRegistersChangesAndEndsPeople(t *testing.T) {
	w := office(t)
	values := url.Values{"id": {"ny"}, "name": {"Leder i Vejle"}, "role": {"MunicipalLeader"}, "municipalities": {"0630"}, "client_key": {"p1"}}
	bad := url.Values{"id": {"ny"}, "name": {"Leder i Vejle"}, "role": {"MunicipalLeader"}}
	w.Post("admin", "/personer", bad).Says(t, http.StatusUnprocessableEntity, []string{"Leder i Vejle", "Der er en ting, du skal rette"}, nil)
	w.Post("admin", "/personer", values).Says(t, http.StatusSeeOther, nil, nil)
	w.Get("admin", "/personer/ny").Says(t, 200, []string{"Leder i Vejle", "Vejle"}, nil)
	values.Set("client_key", "p2")
	w.Post("admin", "/personer", values).Says(t, http.StatusConflict, []string{"Det id er i brug"}, nil)
	w.Get("ny", "/").Says(t, 200, nil, nil)
	w.Post("admin", "/personer/konsulent/slut", nil).Says(t, http.StatusConflict, []string{"Overdrag den først"}, nil)
	w.Post("admin", "/personer/konsulent2/kommuner", url.Values{"municipalities": {"0461", "0851"}}).Says(t, http.StatusSeeOther, nil, nil)
	w.Get("konsulent", webtest.Path).Says(t, http.StatusNotFound, nil, nil)
	w.Get("konsulent2", webtest.Path).Says(t, 200, nil, nil)
	w.Post("admin", "/personer/ny/slut", nil).Says(t, http.StatusSeeOther, nil, nil)
	if got := w.Get("ny", "/beskeder"); got.Status != http.StatusSeeOther || !strings.HasPrefix(got.Location, "/log-ind") {
		t.Errorf("who has left: %d", got.Status)
	}
	w.Get("", "/log-ind").Says(t, 200, nil, []string{"Leder i Vejle"})
	w.Post("", "/log-ind", webtest.Form("person", "ny")).Says(t, http.StatusUnprocessableEntity, []string{"er her ikke længere"}, nil)
	w.Get("admin", "/personer?status=tidligere").Says(t, 200, []string{"Leder i Vejle", "Holdt op"}, []string{"Konsulent Nord"})
	w.Post("admin", "/personer/admin/slut", nil).Says(t, http.StatusForbidden, nil, nil)
}

func TestAHandoverTakesAndGivesAccessAndIsReadByItsReceiver(t *testing.T) {
	w := office(t)
	note := "Ring til lederen om workshoppen."
	values := url.Values{
		"fra": {"konsulent"}, "to": {"konsulent2"}, "municipalities": {"0851"}, "on": {"2026-03-12"}, "note": {note}, "client_key": {"h1"},
	}
	w.Post("konsulent", "/overdragelser", values).Says(t, http.StatusForbidden, nil, nil)
	empty := url.Values{"fra": {"konsulent"}, "to": {"konsulent2"}, "on": {"2026-03-12"}, "note": {note}}
	w.Post("star", "/overdragelser", empty).Says(t, http.StatusUnprocessableEntity, []string{"Vælg mindst en kommune", note}, nil)
	w.Get("admin", "/ny-overdragelse").Says(t, 200, []string{"Hvem afgiver kommuner?", "Konsulent Nord"}, []string{"Konsulent Syd"})
	w.Post("admin", "/overdragelser", values).Says(t, http.StatusSeeOther, nil, nil)
	w.Get("konsulent", webtest.Path).Says(t, http.StatusNotFound, nil, nil)
	w.Get("konsulent2", webtest.Path).Says(t, 200, nil, nil)
	w.Get("konsulent2", "/overdragelser/h1").Says(t, 200, []string{note, "Det er åbent i dag", "Aalborg", "Gennemført"}, nil)
	w.Get("konsulent", "/overdragelser/h1").Says(t, http.StatusNotFound, nil, []string{note})
	w.Get("leder", "/overdragelser/h1").Says(t, http.StatusNotFound, nil, []string{note})
	w.Get("admin", "/overdragelser/h1").Says(t, 200, []string{note}, []string{"Det er åbent i dag", "/forloeb/"})
	w.Get("konsulent2", "/beskeder").Says(t, 200, []string{"Du har overtaget 1 kommune"}, nil)
	w.Get("leder", "/beskeder").Says(t, 200, []string{"I har fået en ny proceskonsulent"}, nil)
	w.Get("nabo", "/beskeder").Says(t, 200, nil, []string{"I har fået en ny proceskonsulent"})
	w.Get("leder", webtest.Path).Says(t, 200, []string{"Konsulent Syd"}, []string{"Konsulent Nord"})
	values.Set("client_key", "h2")
	w.Post("star", "/overdragelser", values).Says(t, http.StatusConflict, []string{"har fået en anden proceskonsulent"}, nil)
}

func TestAPlannedHandoverWaitsForItsDayAndCanBeCancelled(t *testing.T) {
	w := office(t)
	w.Do("star", roster.PlanHandover{ID: "h1", From: "konsulent", To: "konsulent2", Municipalities: []municipality.Code{"0851"}, On: calendar.NewDate(2026, 4, 1), Note: "Senere"})
	w.Get("konsulent", webtest.Path).Says(t, 200, nil, nil)
	w.Get("konsulent2", webtest.Path).Says(t, http.StatusNotFound, nil, nil)
	w.Get("konsulent2", "/overdragelser/h1").Says(t, 200, []string{"Senere", "Fra den 1.4.2026"}, []string{"Det er åbent i dag", "Aflys"})
	w.Post("konsulent2", "/overdragelser/h1/aflys", nil).Says(t, http.StatusForbidden, nil, nil)
	w.Post("star", "/overdragelser/h1/aflys", nil).Says(t, http.StatusSeeOther, nil, nil)
	w.Get("konsulent2", "/overdragelser").Says(t, 200, []string{"Aflyst"}, nil)
	w.Get("konsulent2", "/beskeder").Says(t, 200, []string{"En overdragelse er aflyst"}, nil)
}

func TestADeputyActsForTheAbsentDuringTheAbsenceAlone(t *testing.T) {
	w := office(t)
	w.Do("leder", workflow.CompleteItem{Target: webtest.Target(), Item: "request"})
	w.Post("konsulent", "/mig/fravaer", url.Values{"from": {"2026-03-12"}, "to": {"2026-03-13"}, "deputy": {"leder"}}).
		Says(t, http.StatusUnprocessableEntity, []string{"Vælg en anden stedfortræder"}, nil)
	w.Post("konsulent", "/mig/fravaer", url.Values{"from": {"2026-03-12"}, "to": {"2026-03-13"}, "deputy": {"konsulent2"}}).Says(t, http.StatusSeeOther, nil, nil)
	w.Get("leder", webtest.Path).Says(t, 200, []string{"Konsulent Syd", "Stedfortræder for Konsulent Nord"}, nil)
	w.Get("konsulent2", "/beskeder").Says(t, 200, []string{"Du er stedfortræder for Konsulent Nord"}, nil)
	w.Get("konsulent2", webtest.Path).Says(t, http.StatusNotFound, nil, nil)
	w.Post("nabo", "/mig/paa-vegne-af/konsulent", nil).Says(t, http.StatusForbidden, nil, nil)
	w.Get("konsulent2", "/mig").Says(t, 200, []string{"Handl på vegne af Konsulent Nord"}, nil)
	w.Post("konsulent2", "/mig/paa-vegne-af/konsulent", nil).Says(t, http.StatusSeeOther, nil, nil)
	w.Get("konsulent2", webtest.Path).Says(t, 200, []string{"Du handler på vegne af Konsulent Nord"}, nil)
	// What is the absent person's own is not the deputy's.
	w.Post("konsulent2", "/mig/fravaer/slut", nil)
	if p, _ := w.App.Desk.Person(t.Context(), "konsulent"); p.Absence.Deputy != "konsulent2" {
		t.Error("the deputy ended the absence")
	}
	w.Post("konsulent2", webtest.Path+"/regional_seminar/moede", webtest.Form("on", "2026-05-04", "start", "09:30", "end", "12:30", "place", "Aalborg", "confirmed", "1", "client_key", "x")).Says(t, http.StatusSeeOther, nil, nil)
	w.Get("star", webtest.Path+"/historik").Says(t, 200, []string{"Konsulent Syd på vegne af Konsulent Nord"}, nil)
	w.Post("konsulent2", "/mig/egen", nil).Says(t, http.StatusSeeOther, nil, nil)
	w.Get("konsulent2", webtest.Path).Says(t, http.StatusNotFound, nil, nil)
	// The right ends by itself, in the middle of a session.
	w.MoveTo(time.Date(2026, 3, 13, 22, 40, 0, 0, time.UTC))
	w.CloseBrowsers()
	w.Post("konsulent2", "/mig/paa-vegne-af/konsulent", nil).Says(t, http.StatusSeeOther, nil, nil)
	w.Get("konsulent2", webtest.Path).Says(t, 200, nil, nil)
	w.Pass(30 * time.Minute)
	w.Get("konsulent2", webtest.Path).Says(t, http.StatusNotFound, []string{"Du handler ikke længere på vegne af Konsulent Nord"}, []string{"Du handler på vegne af"})
	w.Post("konsulent2", "/mig/paa-vegne-af/konsulent", nil).Says(t, http.StatusForbidden, nil, nil)
}

func TestTheLedgerTellsHeadsAndNoContent(t *testing.T) {
	w := office(t)
	secret := "Hemmeligt svar"
	w.Do("leder", workflow.CompleteItem{Target: webtest.Target(), Item: "request"})
	w.Do("leder", workflow.SaveAnswer{Target: webtest.Target(), Item: "readiness", Field: "A.a.1", Text: secret})
	w.Do("", roster.SetContact{ID: "konsulent", Contact: roster.Contact{Phone: "00 00 00 12"}})
	w.Check(webtest.Scenarios{
		{Name: "administrator", Who: "admin", Path: "/historik", Status: 200, Want: []string{"Gemte et svar", "Leder i Aalborg", "Telefon: 00 00 00 12"}, Forbidden: []string{secret, "/forloeb/"}},
		{Name: "star", Who: "star", Path: "/historik", Status: 200, Want: []string{"Gemte et svar", webtest.Path + "/historik"}, Forbidden: []string{secret}},
		{Name: "one municipality", Who: "star", Path: "/historik?kommune=0461", Status: 200, Want: []string{"Et forløb begyndte"}, Forbidden: []string{"Gemte et svar", "Telefon:"}},
		{Name: "one person", Who: "admin", Path: "/historik?person=leder", Status: 200, Want: []string{"Gemte et svar"}, Forbidden: []string{"Telefon:"}},
		{Name: "one kind", Who: "admin", Path: "/historik?slags=person", Status: 200, Want: []string{"Telefon:"}, Forbidden: []string{"Gemte et svar"}},
		{Name: "before", Who: "admin", Path: "/historik?til=2026-03-11", Status: 200, Want: []string{"Der er ikke sket noget, som passer"}},
		{Name: "file", Who: "admin", Path: "/historik?format=csv", Status: 200, Want: []string{"answer_saved"}, Forbidden: []string{secret}},
		{Name: "consultant", Who: "konsulent", Path: "/historik", Status: http.StatusForbidden},
		{Name: "leader", Who: "leder", Path: "/historik?format=csv", Status: http.StatusForbidden, Forbidden: []string{"answer_saved"}},
		{Name: "definitions", Who: "admin", Path: "/definitioner", Status: 200, Want: []string{"flere-skal-med-2", "ny-kollega"}},
		{Name: "definitions are not the leader's", Who: "leder", Path: "/definitioner", Status: http.StatusForbidden},
		{Name: "keeping is not the consultant's", Who: "konsulent", Path: "/drift", Status: http.StatusForbidden},
	})
	w.Get("admin", "/historik").Says(t, 200, nil, []string{"En frist blev beregnet"})
	older := w.Get("admin", "/historik?vis=alt")
	older.Says(t, 200, []string{"En frist blev beregnet"}, nil)
	if !strings.Contains(older.Body, "Vis ældre") {
		t.Fatal("the first page holds everything")
	}
}

func TestTheHistoryIsVerifiedInTheBackground(t *testing.T) {
	w := office(t)
	w.Get("admin", "/drift").Says(t, 200, []string{"ikke efterprøvet", "Historikken er uændret", "90 dage", "60 minutter"}, nil)
	w.Post("leder", "/drift/efterproev", nil).Says(t, http.StatusForbidden, nil, nil)
	w.Post("admin", "/drift/efterproev", nil).Says(t, http.StatusSeeOther, nil, nil)
	for range 100 {
		if a := w.Get("admin", "/drift"); strings.Contains(a.Body, "regnet efter") {
			a.Says(t, 200, []string{"Administrator", "historikker"}, []string{"Noget er ikke"})
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("the run never finished")
}

func TestAdministrationIsWellFormed(t *testing.T) {
	w := office(t)
	w.Do("star", roster.PlanHandover{ID: "h1", From: "konsulent", To: "konsulent2", Municipalities: []municipality.Code{"0851"}, On: calendar.NewDate(2026, 4, 1), Note: "Senere"})
	for _, path := range []string{
		"/personer", "/ny-person", "/personer/konsulent", "/overdragelser", "/ny-overdragelse", "/ny-overdragelse?fra=konsulent", "/overdragelser/h1",
		"/historik", "/definitioner", "/drift", "/mig",
	} {
		t.Run(path, func(t *testing.T) { webtest.WellFormed(t, w.Get("admin", path)) })
	}
	webtest.WellFormed(t, w.Get("konsulent", "/mig"))
	webtest.WellFormed(t, w.Post("admin", "/personer", nil))
	webtest.WellFormed(t, w.Post("admin", "/overdragelser", webtest.Form("fra", "konsulent")))
}

func TestATableOfAPageKeepsValuesInItsFile(t *testing.T) {
	w := office(t)
	w.Do("", roster.SetContact{ID: "konsulent", Contact: roster.Contact{Phone: "00 00 00 12", Email: "nord@example.dk"}})
	w.Do("", roster.RegisterPerson{ID: "formel", Name: "=1+1", Role: person.NationalOfficer})
	people := w.Get("admin", "/personer?format=xlsx&q=konsulent").Workbook(t, "personer-2026-03-12.xlsx")
	if want := []string{"Navn", "Rolle", "Kommune", "Kontakt", "E-mail", "Status"}; !slices.Equal(people[0], want) {
		t.Errorf("columns %q, want %q", people[0], want)
	}
	if len(people) != 3 || people[1][0] != "Konsulent Nord" || people[1][3] != "00 00 00 12" || people[1][4] != "nord@example.dk" {
		t.Errorf("rows %q", people)
	}
	if got := w.Get("admin", "/personer?format=xlsx&q=formel").Workbook(t, "personer-2026-03-12.xlsx"); got[1][0] != "'=1+1" {
		t.Errorf("the formula reads %q", got[1][0])
	}
	w.Get("admin", "/personer?format=csv&q=formel").Says(t, http.StatusOK, []string{"Navn;Rolle;Kommune;Kontakt;E-mail;Status", "'=1+1;"}, nil)
	w.Get("admin", "/personer?format=ods").Says(t, http.StatusNotFound, nil, []string{"Konsulent Nord"})
	definitions := w.Get("admin", "/definitioner?format=xlsx").Workbook(t, "definitioner-2026-03-12.xlsx")
	if len(definitions) < 2 || len(definitions[1][5]) != 64 {
		t.Errorf("the definitions do not carry their whole hash: %q", definitions)
	}
}
