package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"startklar/domain/journey"
	"startklar/workflow"
)

func TestTheChecklistIsATaskListWithFilters(t *testing.T) {
	h := newHall(t)
	h.writes(leader, "readiness", "A.a.1", "Hemmeligt svar.")
	h.stands("A.a.1", journey.Clear)
	h.stands("A.a.2", journey.ForWorkshop)
	h.does(leader, workflow.TakeQuestion{Target: h.target(), Item: "readiness", Question: "A.a.3", Owner: "projektleder"})
	h.does(leader, workflow.TakeQuestion{Target: h.target(), Item: "readiness", Question: "B.1", Owner: "leder"})
	for name, c := range map[string]struct {
		query           string
		rows            int
		want, forbidden []string
	}{
		"all":      {"", 24, []string{"1 af 10 afklaret, 1 hos en kollega", "Alle (24)", "Mine (1)", "Åbne (22)", "Til workshoppen (1)", "A.a Internt i jobcentret", "Hos Projektleder i Aalborg", "Hos dig", "Tjek og meld klar", "Tages op på workshoppen", "ca. 8 minutter"}, nil},
		"mine":     {"?vis=mine", 1, []string{"Hos dig", "B. Samarbejde med virksomheder"}, []string{"C. Samarbejde med borgere"}},
		"open":     {"?vis=aabne", 22, nil, nil},
		"workshop": {"?vis=workshop", 1, []string{"A.a.2"}, []string{"Hos dig"}},
		"unknown":  {"?vis=alt", 24, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			p := h.as(leader).get(h.path("/readiness" + c.query))
			p.says(t, http.StatusOK, c.want, append(c.forbidden, "Hemmeligt svar."))
			if got := p.doc.Find(".sk-task").Length(); got != c.rows {
				t.Errorf("%d rows, want %d", got, c.rows)
			}
		})
	}
	h.as(member).get(h.path("/readiness?vis=mine")).says(t, http.StatusOK, []string{"Hos dig"}, nil)
	h.as(adviser).get(h.path("/readiness?vis=mine")).says(t, http.StatusOK, []string{"Du har ingen spørgsmål endnu", "Vis alle spørgsmål"}, nil)
	h.as(officer).get(h.path("/readiness")).says(t, http.StatusOK, []string{"Ikke delt endnu", "1 af 10 afklaret"}, []string{"Hemmeligt svar.", "Tjek og meld klar", "Næste skridt"})
}

func TestTheChecklistSaysWhereToGoOn(t *testing.T) {
	h := newHall(t)
	next := func() string {
		p := h.as(leader).get(h.path("/readiness"))
		return p.doc.Find(".sk-next a.button").AttrOr("href", "") + " " + strings.Join(strings.Fields(p.doc.Find(".sk-next").Text()), " ")
	}
	step := func(href, why string) {
		t.Helper()
		if got := next(); !strings.HasPrefix(got, h.path(href)+" ") || !strings.Contains(got, why) {
			t.Errorf("leads to %q, want %s: %s", got, href, why)
		}
	}
	step("/readiness/svar/A.a.1", "Ingen har taget det endnu.")
	h.does(leader, workflow.TakeQuestion{Target: h.target(), Item: "readiness", Question: "B.2", Owner: "leder"})
	step("/readiness/svar/B.2", "Det er dit")
	h.writes(leader, "readiness", "C.3", "Et udkast.")
	step("/readiness/svar/C.3", "Her slap du sidst.")
	for _, f := range h.state().Item("readiness").Def.Sections {
		for _, q := range f.Fields() {
			h.stands(q.ID, journey.Clear)
		}
	}
	step("/readiness/tjek?afsnit=A", "meld sporet klar")
	for _, section := range []journey.SectionID{"A", "B", "C"} {
		h.declare(section)
	}
	step("/signoff", "ledelsens godkendelse")
}

func TestTheCheckShowsWhatIsOpenFirst(t *testing.T) {
	h := newHall(t)
	h.writes(leader, "readiness", "A.a.1", "Afklaret svar.")
	h.stands("A.a.1", journey.Clear)
	h.writes(leader, "readiness", "A.a.4", "Et åbent udkast.")
	p := h.as(leader).get(h.path("/readiness/tjek?afsnit=A"))
	p.says(t, http.StatusOK, []string{"9 står åbne", "1 afklaret", "Ikke besvaret", "Ret", "Vi ved, at disse 9 spørgsmål står åbne"}, []string{"B. Samarbejde"})
	if strings.Index(p.text, "Et åbent udkast.") > strings.Index(p.text, "Afklaret svar.") {
		t.Error("what is settled comes before what is open")
	}
	h.as(leader).get(h.path("/readiness/tjek")).says(t, http.StatusOK, []string{"A. Samarbejde", "B. Samarbejde", "C. Samarbejde"}, nil)
	h.as(adviser).get(h.path("/readiness/tjek?afsnit=A")).says(t, http.StatusOK, []string{"Ikke delt endnu"}, []string{"Et åbent udkast.", "Meld spor A klar", "Afklaret svar."})
	h.as(leader).get(h.path("/readiness/tjek?afsnit=Z")).says(t, http.StatusNotFound, []string{"Afsnittet findes ikke"}, nil)
	h.as(leader).get(h.path("/request/tjek")).says(t, http.StatusNotFound, nil, nil)
}

func TestAStandingIsDeclaredFromTheCheck(t *testing.T) {
	h := newHall(t)
	p := h.as(leader).post(h.path("/readiness/svar/A.a.4/standing"), url.Values{"client_key": {"k"}, "standing": {"for_workshop"}, "saa": {"tjek"}})
	if p.status != http.StatusSeeOther || p.location != h.path("/readiness/tjek?afsnit=A") {
		t.Errorf("%d to %s", p.status, p.location)
	}
	if got := h.state().StandingOf("readiness", "A.a.4"); got != journey.ForWorkshop {
		t.Errorf("standing %s", got)
	}
}

func TestATrackIsDeclaredWithExactlyTheGapsThatWereNamed(t *testing.T) {
	h := newHall(t)
	for _, f := range h.state().Item("readiness").Def.Section("A").Fields() {
		h.stands(f.ID, journey.Clear)
	}
	h.stands("A.a.2", journey.Clarifying)
	v := h.as(leader)
	path := h.path("/readiness/afsnit/A/klar")
	form := v.get(h.path("/readiness/tjek?afsnit=A")).form(t, path)
	form.Set("note", "Vi tager det på mødet.")
	number := h.state().Number

	p := v.post(path, form) // the box is not ticked
	p.says(t, http.StatusConflict, []string{"Sæt kryds ved, at I ved, at 1 spørgsmål står åbent.", "Vi tager det på mødet.", "Fejl:"}, nil)
	if p.doc.Find("[href='#kendt-A']").Length() != 1 || p.doc.Find("#kendt-A").Length() != 1 {
		t.Error("the summary does not lead to the box")
	}
	if h.state().Number != number {
		t.Error("something changed")
	}

	form.Set("kendt", "1")
	h.stands("A.a.3", journey.NotBegun) // meanwhile another question opened
	again := v.post(path, form)
	again.says(t, http.StatusConflict, []string{"Vi ved, at disse 2 spørgsmål står åbne", "A.a.3"}, nil)

	form = again.form(t, path)
	form.Set("kendt", "1")
	form.Set("note", "Om "+cpr())
	v.post(path, form).says(t, http.StatusUnprocessableEntity, []string{"Fjern det, der ligner et personnummer", cpr()}, nil)

	form.Set("note", "Vi tager det på mødet.")
	if p := v.post(path, form); p.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", p.status, p.text)
	}
	run := h.state().Item("readiness").Section("A")
	if !run.Declared() || !slices.Equal(run.Gaps, []journey.FieldID{"A.a.2", "A.a.3"}) || run.Note != "Vi tager det på mødet." {
		t.Errorf("declared %+v", run)
	}
	v.get(h.path("/readiness/tjek?afsnit=A")).says(t, http.StatusOK, []string{
		"Meldt klar af Leder i Aalborg", "Disse spørgsmål stod åbne, da I meldte klar:", "Vi tager det på mødet.", "Åbn spor A igen", "Tjek B. Samarbejde med virksomheder",
	}, []string{"Meld spor A klar"})
	h.as(adviser).post(h.path("/readiness/afsnit/A/aabn"), url.Values{"client_key": {"k"}}).says(t, http.StatusForbidden, []string{"ligger hos andre end dig"}, nil)
	if !h.state().Item("readiness").Section("A").Declared() {
		t.Error("a consultant opened it")
	}
}

func TestOpeningAndDeclaringInTheWrongStateIsRefused(t *testing.T) {
	h := newHall(t)
	h.settleAll()
	v := h.as(leader)
	number := h.state().Number
	for _, path := range []string{"/readiness/afsnit/A/aabn", "/readiness/afsnit/A/klar"} {
		v.post(h.path(path), url.Values{"client_key": {"k" + path}}).says(t, http.StatusConflict, []string{"Forberedelsestjekliste er ikke åben lige nu"}, nil)
	}
	v.post(h.path("/readiness/afsnit/Z/klar"), url.Values{"client_key": {"z"}}).says(t, http.StatusNotFound, []string{"Afsnittet findes ikke"}, nil)
	h.as(adviser).post(h.path("/plan/afsnit/strategies/klar"), url.Values{"client_key": {"c"}}).says(t, http.StatusForbidden, nil, nil)
	if h.state().Number != number {
		t.Error("something changed")
	}
}
