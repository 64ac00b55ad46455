package web_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
)

const questionA1 = "/readiness/svar/A.a.1"

// cpr builds a text of the forbidden shape; it must not stand in a file.
func cpr() string { return fmt.Sprintf("%02d%02d%02d-%04d", 1, 2, 60, 1234) }

func TestAnswerAndStandingAreSavedWithoutScripts(t *testing.T) {
	h := newHall(t)
	v := h.as(leader)
	q := v.get(h.path(questionA1))
	q.says(t, http.StatusOK, []string{
		"A. Samarbejde i kommunen, spørgsmål 1 af 10", "Hvorfor spørger vi?", "Et eksempel på et svar", "En fælles strategi", "Kilde: A.a.1", "Næste: A.a.2",
		"Lige nu kan kun jeres kommune læse teksten",
	}, []string{"Forrige"})
	if n := q.doc.Find("h1").Length(); n != 1 {
		t.Errorf("%d h1", n)
	}
	form := q.form(t, h.path(questionA1))
	form.Set("f.A.a.1", "Vi har ét mål.\r\nDet står øverst.")
	form.Set("standing", "clear")
	form.Set("saa", "naeste")
	if p := v.post(h.path(questionA1), form); p.status != http.StatusSeeOther || p.location != h.path("/readiness/svar/A.a.2") {
		t.Errorf("%d to %s", p.status, p.location)
	}
	if got := h.text("readiness", "A.a.1"); got != "Vi har ét mål.\nDet står øverst." {
		t.Errorf("stored %q", got)
	}
	if got := h.state().StandingOf("readiness", "A.a.1"); got != journey.Clear {
		t.Errorf("standing %s", got)
	}
	v.get(h.path("/readiness/svar/A.a.2")).says(t, http.StatusOK, []string{"A.a.1 er gemt."}, nil)
	v.get(h.path(questionA1)).says(t, http.StatusOK, []string{"Skrevet af Leder i Aalborg, 12.3.2026 kl. 14.32", "Det står øverst."}, nil)
	number := h.state().Number
	v.post(h.path(questionA1), form) // a double click
	if h.state().Number != number {
		t.Error("a double click changed something")
	}
}

func TestAfterTheLastQuestionOfATrackComesItsCheck(t *testing.T) {
	h := newHall(t)
	v := h.as(leader)
	path := h.path("/readiness/svar/A.b.3")
	form := v.get(path).form(t, path)
	form.Set("saa", "naeste")
	if p := v.post(path, form); p.location != h.path("/readiness/tjek?afsnit=A") {
		t.Errorf("leads to %s", p.location)
	}
}

// Every refusal keeps what was written on the page, and changes nothing.
func TestARefusedAnswerStandsOnThePageAgain(t *testing.T) {
	for name, c := range map[string]struct {
		who    person.Actor
		text   string
		before func(h *hall, v *visitor)
		status int
		want   []string
	}{
		"too long":          {leader, "æ" + strings.Repeat("x", 4000), nil, http.StatusUnprocessableEntity, []string{"Teksten er for lang: 4.001 tegn"}},
		"personal number":   {leader, "Borgeren " + cpr() + " ringede.", nil, http.StatusUnprocessableEntity, []string{"Fjern det, der ligner et personnummer"}},
		"colleague quicker": {leader, "Min tekst om mål.", func(h *hall, _ *visitor) { h.writes(member, "readiness", "A.a.1", "Kollegaens tekst.") }, http.StatusConflict, []string{"Kollegaens tekst.", "Projektleder i Aalborg gemte en anden tekst i dag kl. 14.32", "Behold min", "Brug kollegaens", "Flet de to"}},
		"declared meanwhile": {leader, "Min tekst om mål.", func(h *hall, _ *visitor) {
			h.declare("A")
		}, http.StatusConflict, []string{"er meldt klar i mellemtiden", "Din tekst, som ikke kunne gemmes", "Åbn spor A igen"}},
		"completed meanwhile": {leader, "Min tekst om mål.", func(h *hall, _ *visitor) { h.settleAll() }, http.StatusConflict, []string{"Forberedelsestjekliste er ikke åben lige nu", "Din tekst, som ikke kunne gemmes"}},
		"paused meanwhile": {leader, "Min tekst om mål.", func(h *hall, _ *visitor) {
			h.does(leader, workflow.SuspendItem{Target: h.target(), Item: "readiness", Reason: "Vi venter på byrådet."})
		}, http.StatusConflict, []string{"Vi venter på byrådet.", "Sat på pause", "Din tekst, som ikke kunne gemmes"}},
		"journey ended":  {leader, "Min tekst om mål.", func(h *hall, _ *visitor) { h.terminate() }, http.StatusConflict, []string{"Forløbet er afsluttet", "Din tekst, som ikke kunne gemmes"}},
		"signed out":     {leader, "Min tekst om mål.", func(_ *hall, v *visitor) { v.signOut() }, http.StatusUnauthorized, []string{"Din tekst er her endnu", "Log ind i en ny fane", "Send igen"}},
		"not their item": {adviser, "Min tekst om mål.", nil, http.StatusForbidden, []string{"Din tekst er her endnu", "ligger hos andre end dig"}},
		"other place":    {neighbour, "Min tekst om mål.", nil, http.StatusNotFound, []string{"Din tekst er her endnu"}},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHall(t)
			v := h.as(c.who)
			form := h.as(leader).get(h.path(questionA1)).form(t, h.path(questionA1))
			form.Set("f.A.a.1", c.text)
			if c.before != nil {
				c.before(h, v)
			}
			number := h.state().Number
			p := v.post(h.path(questionA1), form)
			p.says(t, c.status, append(c.want, c.text), nil)
			if h.state().Number != number {
				t.Error("something changed")
			}
		})
	}
}

func (h *hall) declare(section journey.SectionID) {
	h.t.Helper()
	s := h.state()
	i := s.Item("readiness")
	h.does(member, workflow.DeclareSection{Target: h.target(), Item: "readiness", Section: section, Gaps: s.Gaps(i, i.Def.Section(section))})
}

func (h *hall) terminate() {
	h.t.Helper()
	h.does(person.SystemActor("test"), workflow.TerminateJourney{Target: h.target(), Reason: "Kommunen trækker sig."})
}

func TestAConflictIsSettledByTheWriter(t *testing.T) {
	for choice, want := range map[string]string{
		"mine": "Min tekst.", "theirs": "Kollegaens tekst.", "merge": "Begge dele.",
	} {
		t.Run(choice, func(t *testing.T) {
			h := newHall(t)
			v := h.as(leader)
			form := v.get(h.path(questionA1)).form(t, h.path(questionA1))
			form.Set("f.A.a.1", "Min tekst.")
			form.Set("standing", "clarifying")
			h.writes(member, "readiness", "A.a.1", "Kollegaens tekst.")
			again := v.post(h.path(questionA1), form).form(t, h.path(questionA1))
			if got := again.Get("standing"); got != "clarifying" {
				t.Errorf("the standing that was chosen is %q now", got)
			}
			again.Set("c.A.a.1.choice", choice)
			again.Set("f.A.a.1", "Begge dele.")
			if p := v.post(h.path(questionA1), again); p.status != http.StatusSeeOther {
				t.Fatalf("status %d: %s", p.status, p.text)
			}
			if got := h.text("readiness", "A.a.1"); got != want {
				t.Errorf("stored %q, want %q", got, want)
			}
		})
	}
}

func TestAConflictThatNobodySettledIsShownAgain(t *testing.T) {
	h := newHall(t)
	v := h.as(leader)
	form := v.get(h.path(questionA1)).form(t, h.path(questionA1))
	form.Set("f.A.a.1", "Min tekst.")
	h.writes(member, "readiness", "A.a.1", "Kollegaens tekst.")
	again := v.post(h.path(questionA1), form).form(t, h.path(questionA1))
	again.Del("c.A.a.1.choice")
	v.post(h.path(questionA1), again).says(t, http.StatusConflict, []string{"Min tekst.", "Kollegaens tekst."}, nil)
	again.Set("c.A.a.1.choice", "mine")
	h.writes(member, "readiness", "A.a.1", "Kollegaens næste tekst.")
	v.post(h.path(questionA1), again).says(t, http.StatusConflict, []string{"Min tekst.", "Kollegaens næste tekst."}, nil)
	if got := h.text("readiness", "A.a.1"); got != "Kollegaens næste tekst." {
		t.Errorf("stored %q", got)
	}
}

func TestTheTextOfASessionThatRanOutIsSentAgain(t *testing.T) {
	h := newHall(t)
	v := h.as(leader)
	form := v.get(h.path(questionA1)).form(t, h.path(questionA1))
	form.Set("f.A.a.1", "Skrevet, mens sessionen løb ud.")
	v.signOut()
	rescue := v.post(h.path(questionA1), form)
	rescue.says(t, http.StatusUnauthorized, []string{"Skrevet, mens sessionen løb ud."}, []string{"Jeres svar"})
	if href := rescue.doc.Find("a[target=_blank]").AttrOr("href", ""); !strings.HasPrefix(href, "/log-ind?retur=") {
		t.Errorf("sign in at %q", href)
	}
	again := rescue.form(t, h.path(questionA1))
	v.post("/log-ind", url.Values{"person": {"leder"}})
	if p := v.post(h.path(questionA1), again); p.status != http.StatusSeeOther {
		t.Errorf("status %d", p.status)
	}
	if got := h.text("readiness", "A.a.1"); got != "Skrevet, mens sessionen løb ud." {
		t.Errorf("stored %q", got)
	}
}

func TestGoingBackAndSendingOtherWordsLosesNeither(t *testing.T) {
	h := newHall(t)
	v := h.as(leader)
	form := v.get(h.path(questionA1)).form(t, h.path(questionA1))
	form.Set("f.A.a.1", "Første.")
	v.post(h.path(questionA1), form)
	form.Set("f.A.a.1", "Anden.") // the page that the browser kept, with its old key
	v.post(h.path(questionA1), form).says(t, http.StatusConflict, []string{"Første.", "Anden.", "Du (i et andet vindue)"}, nil)
}

func TestPromptsGetFieldsOfTheirOwnWithoutLosingWords(t *testing.T) {
	h := newHall(t)
	v := h.as(leader)
	path := h.path("/readiness/svar/A.a.3")
	form := v.get(path).form(t, path)
	form.Set("f.A.a.3", "Skrevet lige før opdelingen.")
	form.Set("opdel", "1")
	if p := v.post(path+"/opdel", form); p.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", p.status, p.text)
	}
	if got := h.text("readiness", "A.a.3"); got != "Skrevet lige før opdelingen." {
		t.Errorf("stored %q", got)
	}
	split := v.get(path)
	split.says(t, http.StatusOK, []string{"Svar på A.a.3.1", "Svar på A.a.3.2", "Saml til ét felt igen"}, nil)
	form = split.form(t, path)
	form.Set("f.A.a.3.1", "Vi har seks jobformidlere.")
	v.post(path, form)
	if got := h.text("readiness", "A.a.3.1"); got != "Vi har seks jobformidlere." {
		t.Errorf("stored %q", got)
	}
	answered := v.get(path)
	if strings.Contains(answered.text, "Saml til ét felt igen") {
		t.Error("a join that is refused is offered")
	}
	form = answered.form(t, path)
	form.Set("opdel", "0")
	v.post(path+"/opdel", form).says(t, http.StatusConflict, []string{"Delspørgsmålene har svar", "Vi har seks jobformidlere."}, nil)
	if p := v.get(h.path("/readiness/svar/A.a.3.1")); p.location != path+"#f.A.a.3.1" {
		t.Errorf("a prompt leads to %q", p.location)
	}
}

func TestAQuestionIsTakenGivenAndHandedBack(t *testing.T) {
	h := newHall(t)
	v := h.as(leader)
	path := h.path(questionA1)
	for _, c := range []struct {
		set    url.Values
		status int
		owner  person.ID
	}{
		{url.Values{"tag": {"mig"}}, http.StatusSeeOther, "leder"},
		{url.Values{"tag": {"ingen"}}, http.StatusSeeOther, ""},
		{url.Values{"owner": {"projektleder"}}, http.StatusSeeOther, "projektleder"},
		{url.Values{"owner": {"nabo"}}, http.StatusUnprocessableEntity, "projektleder"},
		{url.Values{"owner": {"hvem som helst"}}, http.StatusUnprocessableEntity, "projektleder"},
	} {
		form := v.get(path).form(t, path)
		for name, value := range c.set {
			form[name] = value
		}
		p := v.post(path+"/overtag", form)
		if p.status != c.status {
			t.Errorf("%v: status %d, want %d", c.set, p.status, c.status)
		}
		if p.status != http.StatusSeeOther {
			p.says(t, c.status, []string{"Vælg en kollega fra listen"}, nil)
		}
		if got := h.state().Answer("readiness", "A.a.1").Owner; got != c.owner {
			t.Errorf("%v: owner %q, want %q", c.set, got, c.owner)
		}
	}
	v.get(path).says(t, http.StatusOK, []string{"Projektleder i Aalborg", "Tag spørgsmålet"}, nil)
}

func TestRefusalsOfTheQuestionsOtherForms(t *testing.T) {
	for name, c := range map[string]struct {
		path, set, value string
		status           int
		want             string
	}{
		"unknown standing": {"/standing", "standing", "done", http.StatusUnprocessableEntity, "Vælg en status fra listen"},
		"no prompts":       {"/opdel", "opdel", "1", http.StatusUnprocessableEntity, "Spørgsmålet har ingen delspørgsmål"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHall(t)
			v := h.as(leader)
			form := v.get(h.path(questionA1)).form(t, h.path(questionA1))
			form.Set(c.set, c.value)
			number := h.state().Number
			v.post(h.path(questionA1)+c.path, form).says(t, c.status, []string{c.want}, nil)
			if h.state().Number != number {
				t.Error("something changed")
			}
		})
	}
	h := newHall(t)
	h.as(leader).get(h.path("/readiness/svar/A.z")).says(t, http.StatusNotFound, []string{"Spørgsmålet findes ikke"}, nil)
	h.as(leader).get(h.path("/plan/svar/strategy_cv"))
}

func TestALockedQuestionSaysHowToOpenIt(t *testing.T) {
	h := newHall(t)
	h.writes(leader, "readiness", "A.a.1", "Hemmeligt svar.")
	h.declare("A")
	locked := h.as(leader).get(h.path(questionA1))
	locked.says(t, http.StatusOK, []string{"A. Samarbejde i kommunen er meldt klar af Projektleder i Aalborg, 12.3.2026 kl. 14.32", "Åbn spor A igen", "Hemmeligt svar."}, []string{`name="f.A.a.1"`})
	h.as(adviser).get(h.path(questionA1)).says(t, http.StatusOK, []string{"Du kan læse, men ikke skrive her", "Hemmeligt svar."}, []string{`name="f.A.a.1"`, "Åbn spor A igen"})
	h.as(officer).get(h.path(questionA1)).says(t, http.StatusOK, []string{"Ikke delt endnu. Du kan læse svaret, når ledelsen"}, []string{"Hemmeligt svar."})
	path := h.path("/readiness/afsnit/A/aabn")
	p := h.as(leader).post(path, locked.form(t, path))
	if p.status != http.StatusSeeOther || p.location != h.path(questionA1) {
		t.Errorf("%d to %s", p.status, p.location)
	}
	h.as(adviser).get(h.path(questionA1)).says(t, http.StatusOK, []string{"Ikke delt endnu. Du kan læse svaret, når kommunen har delt"}, []string{"Hemmeligt svar."})
}

func TestAnUntouchedStandingDoesNotUndoAColleagues(t *testing.T) {
	h := newHall(t)
	v := h.as(leader)
	form := v.get(h.path(questionA1)).form(t, h.path(questionA1))
	form.Set("f.A.a.1", "Kun teksten er min.")
	h.stands("A.a.1", journey.Clear)
	if p := v.post(h.path(questionA1), form); p.status != http.StatusSeeOther {
		t.Fatalf("status %d", p.status)
	}
	if got := h.state().StandingOf("readiness", "A.a.1"); got != journey.Clear {
		t.Errorf("standing %s", got)
	}
}

func TestWordsSurviveAStoreThatIsDown(t *testing.T) {
	h := newHall(t)
	v := h.as(leader)
	form := v.get(h.path(questionA1)).form(t, h.path(questionA1))
	form.Set("f.A.a.1", "Skrevet, mens lageret var nede.")
	h.down.Store(true)
	rescue := v.post(h.path(questionA1), form)
	rescue.says(t, http.StatusServiceUnavailable, []string{"Skrevet, mens lageret var nede.", "Det kunne ikke gemmes lige nu", "Send igen"}, []string{"Log ind i en ny fane"})
	h.down.Store(false)
	if p := v.post(h.path(questionA1), rescue.form(t, h.path(questionA1))); p.status != http.StatusSeeOther {
		t.Errorf("status %d", p.status)
	}
	if got := h.text("readiness", "A.a.1"); got != "Skrevet, mens lageret var nede." {
		t.Errorf("stored %q", got)
	}
}

// A draft's answers are the contract that autosave.js rests on.
func TestADraftIsAnsweredAsTheScriptExpects(t *testing.T) {
	type answer struct {
		Revision   *int    `json:"revision"`
		SavedLabel string  `json:"saved_label"`
		Text       *string `json:"text"`
		By         string  `json:"by"`
		AtLabel    string  `json:"at_label"`
		Message    string  `json:"message"`
		Keep       bool    `json:"keep"`
	}
	h := newHall(t)
	v := h.as(leader)
	send := func(v *visitor, key, field, text string, base int) (int, answer) {
		t.Helper()
		body, _ := json.Marshal(map[string]any{"client_key": key, "field": field, "text": text, "base_revision": base})
		p := v.send(http.MethodPost, h.path("/readiness/kladde"), "application/json", string(body))
		var a answer
		if err := json.Unmarshal([]byte(p.body), &a); err != nil {
			t.Fatalf("%d %s: %v", p.status, p.body, err)
		}
		return p.status, a
	}
	if status, a := send(v, "k1", "A.a.1", "Udkast", 0); status != 200 || a.Revision == nil || *a.Revision != 1 || a.SavedLabel != "Gemt 14.32" {
		t.Errorf("saved: %d %+v", status, a)
	}
	if status, a := send(v, "k1", "A.a.1", "Udkast", 0); status != 200 || *a.Revision != 1 {
		t.Errorf("repeated: %d %+v", status, a)
	}
	if status, a := send(v, "k2", "A.a.1", "Udkast", 0); status != 200 || *a.Revision != 1 {
		t.Errorf("the same text from another window: %d %+v", status, a)
	}
	h.writes(member, "readiness", "A.a.1", "Kollegaens")
	if status, a := send(v, "k3", "A.a.1", "Mit", 1); status != 409 || *a.Revision != 2 || *a.Text != "Kollegaens" || a.By != member.Name || a.AtLabel != "i dag kl. 14.32" || a.Message == "" {
		t.Errorf("conflict: %d %+v", status, a)
	}
	if status, a := send(v, "k4", "A.a.1", "Om "+cpr(), 2); status != 422 || a.Message == "" || a.Keep || a.Revision != nil {
		t.Errorf("personal number: %d %+v", status, a)
	}
	if status, a := send(v, "k5", "A.a.1", strings.Repeat("x", 4001), 2); status != 422 || !a.Keep {
		t.Errorf("too long: %d %+v", status, a)
	}
	if status, a := send(v, "k6", "A.a.2.1", "Til et delspørgsmål", 0); status != 409 || a.Revision != nil || !a.Keep || a.Message == "" {
		t.Errorf("not split: %d %+v", status, a)
	}
	if status, a := send(h.as(adviser), "k7", "A.a.1", "Konsulentens", 2); status != 403 || a.Message == "" {
		t.Errorf("not their item: %d %+v", status, a)
	}
	if status, a := send(h.as(neighbour), "k8", "A.a.1", "Naboens", 2); status != 404 || a.Text != nil {
		t.Errorf("another municipality: %d %+v", status, a)
	}
	h.declare("A")
	if status, a := send(v, "k9", "A.a.1", "For sent", 2); status != 409 || a.Revision != nil || !a.Keep || !strings.Contains(a.Message, "meldt klar") {
		t.Errorf("declared: %d %+v", status, a)
	}
	v.signOut()
	if status, a := send(v, "k10", "A.a.1", "Uden session", 2); status != 401 || a.Message == "" {
		t.Errorf("signed out: %d %+v", status, a)
	}
	if got := h.text("readiness", "A.a.1"); got != "Kollegaens" {
		t.Errorf("stored %q", got)
	}
}
