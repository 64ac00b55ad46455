package journeys_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/journey"
	"startklar/workflow"
)

func TestTheChecklistIsATaskListWithFilters(t *testing.T) {
	w := webtest.AtWork(t)
	w.Write("leder", "readiness", "A.a.1", "Hemmeligt svar.")
	w.Stand("A.a.1", journey.Clear)
	w.Stand("A.a.2", journey.ForWorkshop)
	w.Do("leder", workflow.TakeQuestion{Target: webtest.Target(), Item: "readiness", Question: "A.a.3", Owner: "medarbejder"})
	w.Do("leder", workflow.TakeQuestion{Target: webtest.Target(), Item: "readiness", Question: "B.1", Owner: "leder"})
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
			p := w.As("leder").Get(webtest.Path + "/readiness" + c.query)
			p.Says(t, http.StatusOK, c.want, append(c.forbidden, "Hemmeligt svar."))
			if got := p.Doc.Find(".sk-task").Length(); got != c.rows {
				t.Errorf("%d rows, want %d", got, c.rows)
			}
		})
	}
	w.As("medarbejder").Get(webtest.Path+"/readiness?vis=mine").Says(t, http.StatusOK, []string{"Hos dig"}, nil)
	w.As("konsulent").Get(webtest.Path+"/readiness?vis=mine").Says(t, http.StatusOK, []string{"Du har ingen spørgsmål endnu", "Vis alle spørgsmål"}, nil)
	w.As("star").Get(webtest.Path+"/readiness").Says(t, http.StatusOK, []string{"Ikke delt endnu", "1 af 10 afklaret"}, []string{"Hemmeligt svar.", "Tjek og meld klar", "Næste skridt"})
}

func TestTheChecklistSaysWhereToGoOn(t *testing.T) {
	w := webtest.AtWork(t)
	next := func() string {
		p := w.As("leder").Get(webtest.Path + "/readiness")
		return p.Doc.Find(".sk-next a.button").AttrOr("href", "") + " " + strings.Join(strings.Fields(p.Doc.Find(".sk-next").Text()), " ")
	}
	step := func(href, why string) {
		t.Helper()
		if got := next(); !strings.HasPrefix(got, webtest.Path+href+" ") || !strings.Contains(got, why) {
			t.Errorf("leads to %q, want %s: %s", got, href, why)
		}
	}
	step("/readiness/svar/A.a.1", "Ingen har taget det endnu.")
	w.Do("leder", workflow.TakeQuestion{Target: webtest.Target(), Item: "readiness", Question: "B.2", Owner: "leder"})
	step("/readiness/svar/B.2", "Det er dit")
	w.Write("leder", "readiness", "C.3", "Et udkast.")
	step("/readiness/svar/C.3", "Her slap du sidst.")
	for _, f := range w.State().Item("readiness").Def.Sections {
		for _, q := range f.Fields() {
			w.Stand(q.ID, journey.Clear)
		}
	}
	step("/readiness/tjek?afsnit=A", "meld sporet klar")
	for _, section := range []journey.SectionID{"A", "B", "C"} {
		declare(w, section)
	}
	step("/signoff", "ledelsens godkendelse")
}

func TestTheCheckShowsWhatIsOpenFirst(t *testing.T) {
	w := webtest.AtWork(t)
	w.Write("leder", "readiness", "A.a.1", "Afklaret svar.")
	w.Stand("A.a.1", journey.Clear)
	w.Write("leder", "readiness", "A.a.4", "Et åbent udkast.")
	p := w.As("leder").Get(webtest.Path + "/readiness/tjek?afsnit=A")
	p.Says(t, http.StatusOK, []string{"9 står åbne", "1 afklaret", "Ikke besvaret", "Ret", "Vi ved, at disse 9 spørgsmål står åbne"}, []string{"B. Samarbejde"})
	if strings.Index(p.Text, "Et åbent udkast.") > strings.Index(p.Text, "Afklaret svar.") {
		t.Error("what is settled comes before what is open")
	}
	w.As("leder").Get(webtest.Path+"/readiness/tjek").Says(t, http.StatusOK, []string{"A. Samarbejde", "B. Samarbejde", "C. Samarbejde"}, nil)
	w.As("konsulent").Get(webtest.Path+"/readiness/tjek?afsnit=A").Says(t, http.StatusOK, []string{"Ikke delt endnu"}, []string{"Et åbent udkast.", "Meld spor A klar", "Afklaret svar."})
	w.As("leder").Get(webtest.Path+"/readiness/tjek?afsnit=Z").Says(t, http.StatusNotFound, []string{"Afsnittet findes ikke"}, nil)
	w.As("leder").Get(webtest.Path+"/request/tjek").Says(t, http.StatusNotFound, nil, nil)
}

func TestAStandingIsDeclaredFromTheCheck(t *testing.T) {
	w := webtest.AtWork(t)
	p := w.As("leder").Post(webtest.Path+"/readiness/svar/A.a.4/standing", url.Values{"client_key": {"k"}, "standing": {"for_workshop"}, "saa": {"tjek"}})
	if p.Status != http.StatusSeeOther || p.Location != webtest.Path+"/readiness/tjek?afsnit=A" {
		t.Errorf("%d to %s", p.Status, p.Location)
	}
	if got := w.State().StandingOf("readiness", "A.a.4"); got != journey.ForWorkshop {
		t.Errorf("standing %s", got)
	}
}

func TestATrackIsDeclaredWithExactlyTheGapsThatWereNamed(t *testing.T) {
	w := webtest.AtWork(t)
	for _, f := range w.State().Item("readiness").Def.Section("A").Fields() {
		w.Stand(f.ID, journey.Clear)
	}
	w.Stand("A.a.2", journey.Clarifying)
	v := w.As("leder")
	path := webtest.Path + "/readiness/afsnit/A/klar"
	form := v.Get(webtest.Path+"/readiness/tjek?afsnit=A").Form(t, path)
	form.Set("note", "Vi tager det på mødet.")
	number := w.State().Number

	p := v.Post(path, form) // the box is not ticked
	p.Says(t, http.StatusConflict, []string{"Sæt kryds ved, at I ved, at 1 spørgsmål står åbent.", "Vi tager det på mødet.", "Fejl:"}, nil)
	if p.Doc.Find("[href='#kendt-A']").Length() != 1 || p.Doc.Find("#kendt-A").Length() != 1 {
		t.Error("the summary does not lead to the box")
	}
	if w.State().Number != number {
		t.Error("something changed")
	}

	form.Set("kendt", "1")
	w.Stand("A.a.3", journey.NotBegun) // meanwhile another question opened
	again := v.Post(path, form)
	again.Says(t, http.StatusConflict, []string{"Vi ved, at disse 2 spørgsmål står åbne", "A.a.3"}, nil)

	form = again.Form(t, path)
	form.Set("kendt", "1")
	form.Set("note", "Om "+webtest.PersonalNumber())
	v.Post(path, form).Says(t, http.StatusUnprocessableEntity, []string{"Fjern det, der ligner et personnummer", webtest.PersonalNumber()}, nil)

	form.Set("note", "Vi tager det på mødet.")
	if p := v.Post(path, form); p.Status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", p.Status, p.Text)
	}
	run := w.State().Item("readiness").Section("A")
	if !run.Declared() || !slices.Equal(run.Gaps, []journey.FieldID{"A.a.2", "A.a.3"}) || run.Note != "Vi tager det på mødet." {
		t.Errorf("declared %+v", run)
	}
	v.Get(webtest.Path+"/readiness/tjek?afsnit=A").Says(t, http.StatusOK, []string{
		"Meldt klar af Leder i Aalborg", "Disse spørgsmål stod åbne, da I meldte klar:", "Vi tager det på mødet.", "Åbn spor A igen", "Tjek B. Samarbejde med virksomheder",
	}, []string{"Meld spor A klar"})
	w.As("konsulent").Post(webtest.Path+"/readiness/afsnit/A/aabn", url.Values{"client_key": {"k"}}).Says(t, http.StatusForbidden, []string{"ligger hos andre end dig"}, nil)
	if !w.State().Item("readiness").Section("A").Declared() {
		t.Error("a consultant opened it")
	}
}

func TestOpeningAndDeclaringInTheWrongStateIsRefused(t *testing.T) {
	w := webtest.AtWork(t)
	settle(w, "", "")
	v := w.As("leder")
	number := w.State().Number
	for _, path := range []string{"/readiness/afsnit/A/aabn", "/readiness/afsnit/A/klar"} {
		v.Post(webtest.Path+path, url.Values{"client_key": {"k" + path}}).Says(t, http.StatusConflict, []string{"Forberedelsestjekliste er ikke åben lige nu"}, nil)
	}
	v.Post(webtest.Path+"/readiness/afsnit/Z/klar", url.Values{"client_key": {"z"}}).Says(t, http.StatusNotFound, []string{"Afsnittet findes ikke"}, nil)
	w.As("konsulent").Post(webtest.Path+"/plan/afsnit/strategies/klar", url.Values{"client_key": {"c"}}).Says(t, http.StatusForbidden, nil, nil)
	if w.State().Number != number {
		t.Error("something changed")
	}
}
