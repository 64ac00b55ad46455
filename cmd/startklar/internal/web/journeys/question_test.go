package journeys_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
)

const questionA1 = "/readiness/svar/A.a.1"

func TestAnswerAndStandingAreSavedWithoutScripts(t *testing.T) {
	w := webtest.AtWork(t)
	v := w.As("leder")
	q := v.Get(webtest.Path + questionA1)
	q.Says(t, http.StatusOK, []string{
		"A. Samarbejde i kommunen, spørgsmål 1 af 10", "Hvorfor spørger vi?", "Et eksempel på et svar", "En fælles strategi", "Kilde: A.a.1", "Næste: A.a.2",
		"Lige nu kan kun jeres kommune læse teksten",
	}, []string{"Forrige"})
	if n := q.Doc.Find("h1").Length(); n != 1 {
		t.Errorf("%d h1", n)
	}
	form := q.Form(t, webtest.Path+questionA1)
	form.Set("f.A.a.1", "Vi har ét mål.\r\nDet står øverst.")
	form.Set("standing", "clear")
	form.Set("saa", "naeste")
	if p := v.Post(webtest.Path+questionA1, form); p.Status != http.StatusSeeOther || p.Location != webtest.Path+"/readiness/svar/A.a.2" {
		t.Errorf("%d to %s", p.Status, p.Location)
	}
	if got := w.Text("readiness", "A.a.1"); got != "Vi har ét mål.\nDet står øverst." {
		t.Errorf("stored %q", got)
	}
	if got := w.State().StandingOf("readiness", "A.a.1"); got != journey.Clear {
		t.Errorf("standing %s", got)
	}
	v.Get(webtest.Path+"/readiness/svar/A.a.2").Says(t, http.StatusOK, []string{"A.a.1 er gemt."}, nil)
	v.Get(webtest.Path+questionA1).Says(t, http.StatusOK, []string{"Skrevet af Leder i Aalborg, 12.3.2026 kl. 14.32", "Det står øverst."}, nil)
	number := w.State().Number
	v.Post(webtest.Path+questionA1, form) // a double click
	if w.State().Number != number {
		t.Error("a double click changed something")
	}
}

func TestAfterTheLastQuestionOfATrackComesItsCheck(t *testing.T) {
	w := webtest.AtWork(t)
	v := w.As("leder")
	path := webtest.Path + "/readiness/svar/A.b.3"
	form := v.Get(path).Form(t, path)
	form.Set("saa", "naeste")
	if p := v.Post(path, form); p.Location != webtest.Path+"/readiness/tjek?afsnit=A" {
		t.Errorf("leads to %s", p.Location)
	}
}

// Every refusal keeps what was written on the page, and changes nothing.
func TestARefusedAnswerStandsOnThePageAgain(t *testing.T) {
	for name, c := range map[string]struct {
		who    person.ID
		text   string
		before func(w *webtest.World, v *webtest.Visitor)
		status int
		want   []string
	}{
		"too long":        {"leder", "æ" + strings.Repeat("x", 4000), nil, http.StatusUnprocessableEntity, []string{"Teksten er for lang: 4.001 tegn"}},
		"personal number": {"leder", "Borgeren " + webtest.PersonalNumber() + " ringede.", nil, http.StatusUnprocessableEntity, []string{"Fjern det, der ligner et personnummer"}},
		"colleague quicker": {"leder", "Min tekst om mål.", func(w *webtest.World, _ *webtest.Visitor) {
			w.Write("medarbejder", "readiness", "A.a.1", "Kollegaens tekst.")
		}, http.StatusConflict, []string{"Kollegaens tekst.", "Projektleder i Aalborg gemte en anden tekst i dag kl. 14.32", "Behold min", "Brug kollegaens", "Flet de to"}},
		"declared meanwhile": {"leder", "Min tekst om mål.", func(w *webtest.World, _ *webtest.Visitor) {
			declare(w, "A")
		}, http.StatusConflict, []string{"er meldt klar i mellemtiden", "Din tekst, som ikke kunne gemmes", "Åbn spor A igen"}},
		"completed meanwhile": {"leder", "Min tekst om mål.", func(w *webtest.World, _ *webtest.Visitor) { settle(w, "", "") }, http.StatusConflict, []string{"Forberedelsestjekliste er ikke åben lige nu", "Din tekst, som ikke kunne gemmes"}},
		"paused meanwhile": {"leder", "Min tekst om mål.", func(w *webtest.World, _ *webtest.Visitor) {
			w.Do("leder", workflow.SuspendItem{Target: webtest.Target(), Item: "readiness", Reason: "Vi venter på byrådet."})
		}, http.StatusConflict, []string{"Vi venter på byrådet.", "Sat på pause", "Din tekst, som ikke kunne gemmes"}},
		"journey ended":  {"leder", "Min tekst om mål.", func(w *webtest.World, _ *webtest.Visitor) { terminate(w) }, http.StatusConflict, []string{"Forløbet er afsluttet", "Din tekst, som ikke kunne gemmes"}},
		"signed out":     {"leder", "Min tekst om mål.", func(_ *webtest.World, v *webtest.Visitor) { v.Post("/log-ud", nil) }, http.StatusUnauthorized, []string{"Din tekst er her endnu", "Log ind i en ny fane", "Send igen"}},
		"not their item": {"konsulent", "Min tekst om mål.", nil, http.StatusForbidden, []string{"Din tekst er her endnu", "ligger hos andre end dig"}},
		"other place":    {"nabo", "Min tekst om mål.", nil, http.StatusNotFound, []string{"Din tekst er her endnu"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := webtest.AtWork(t)
			v := w.As(c.who)
			form := w.As("leder").Get(webtest.Path+questionA1).Form(t, webtest.Path+questionA1)
			form.Set("f.A.a.1", c.text)
			if c.before != nil {
				c.before(w, v)
			}
			number := w.State().Number
			p := v.Post(webtest.Path+questionA1, form)
			p.Says(t, c.status, append(c.want, c.text), nil)
			if w.State().Number != number {
				t.Error("something changed")
			}
		})
	}
}

func declare(w *webtest.World, section journey.SectionID) {
	w.T.Helper()
	s := w.State()
	i := s.Item("readiness")
	w.Do("medarbejder", workflow.DeclareSection{Target: webtest.Target(), Item: "readiness", Section: section, Gaps: s.Gaps(i, i.Def.Section(section))})
}

func terminate(w *webtest.World) {
	w.T.Helper()
	w.Do("", workflow.TerminateJourney{Target: webtest.Target(), Reason: "Kommunen trækker sig."})
}

func TestAConflictIsSettledByTheWriter(t *testing.T) {
	for choice, want := range map[string]string{
		"mine": "Min tekst.", "theirs": "Kollegaens tekst.", "merge": "Begge dele.",
	} {
		t.Run(choice, func(t *testing.T) {
			w := webtest.AtWork(t)
			v := w.As("leder")
			form := v.Get(webtest.Path+questionA1).Form(t, webtest.Path+questionA1)
			form.Set("f.A.a.1", "Min tekst.")
			form.Set("standing", "clarifying")
			w.Write("medarbejder", "readiness", "A.a.1", "Kollegaens tekst.")
			again := v.Post(webtest.Path+questionA1, form).Form(t, webtest.Path+questionA1)
			if got := again.Get("standing"); got != "clarifying" {
				t.Errorf("the standing that was chosen is %q now", got)
			}
			again.Set("c.A.a.1.choice", choice)
			again.Set("f.A.a.1", "Begge dele.")
			if p := v.Post(webtest.Path+questionA1, again); p.Status != http.StatusSeeOther {
				t.Fatalf("status %d: %s", p.Status, p.Text)
			}
			if got := w.Text("readiness", "A.a.1"); got != want {
				t.Errorf("stored %q, want %q", got, want)
			}
		})
	}
}

func TestAConflictThatNobodySettledIsShownAgain(t *testing.T) {
	w := webtest.AtWork(t)
	v := w.As("leder")
	form := v.Get(webtest.Path+questionA1).Form(t, webtest.Path+questionA1)
	form.Set("f.A.a.1", "Min tekst.")
	w.Write("medarbejder", "readiness", "A.a.1", "Kollegaens tekst.")
	again := v.Post(webtest.Path+questionA1, form).Form(t, webtest.Path+questionA1)
	again.Del("c.A.a.1.choice")
	v.Post(webtest.Path+questionA1, again).Says(t, http.StatusConflict, []string{"Min tekst.", "Kollegaens tekst."}, nil)
	again.Set("c.A.a.1.choice", "mine")
	w.Write("medarbejder", "readiness", "A.a.1", "Kollegaens næste tekst.")
	v.Post(webtest.Path+questionA1, again).Says(t, http.StatusConflict, []string{"Min tekst.", "Kollegaens næste tekst."}, nil)
	if got := w.Text("readiness", "A.a.1"); got != "Kollegaens næste tekst." {
		t.Errorf("stored %q", got)
	}
}

func TestTheTextOfASessionThatRanOutIsSentAgain(t *testing.T) {
	w := webtest.AtWork(t)
	v := w.As("leder")
	form := v.Get(webtest.Path+questionA1).Form(t, webtest.Path+questionA1)
	form.Set("f.A.a.1", "Skrevet, mens sessionen løb ud.")
	v.Post("/log-ud", nil)
	rescue := v.Post(webtest.Path+questionA1, form)
	rescue.Says(t, http.StatusUnauthorized, []string{"Skrevet, mens sessionen løb ud."}, []string{"Jeres svar"})
	if href := rescue.Doc.Find("a[target=_blank]").AttrOr("href", ""); !strings.HasPrefix(href, "/log-ind?retur=") {
		t.Errorf("sign in at %q", href)
	}
	again := rescue.Form(t, webtest.Path+questionA1)
	v.Post("/log-ind", url.Values{"person": {"leder"}})
	if p := v.Post(webtest.Path+questionA1, again); p.Status != http.StatusSeeOther {
		t.Errorf("status %d", p.Status)
	}
	if got := w.Text("readiness", "A.a.1"); got != "Skrevet, mens sessionen løb ud." {
		t.Errorf("stored %q", got)
	}
}

func TestGoingBackAndSendingOtherWordsLosesNeither(t *testing.T) {
	w := webtest.AtWork(t)
	v := w.As("leder")
	form := v.Get(webtest.Path+questionA1).Form(t, webtest.Path+questionA1)
	form.Set("f.A.a.1", "Første.")
	v.Post(webtest.Path+questionA1, form)
	form.Set("f.A.a.1", "Anden.") // the page that the browser kept, with its old key
	v.Post(webtest.Path+questionA1, form).Says(t, http.StatusConflict, []string{"Første.", "Anden.", "Du (i et andet vindue)"}, nil)
}

func TestPromptsGetFieldsOfTheirOwnWithoutLosingWords(t *testing.T) {
	w := webtest.AtWork(t)
	v := w.As("leder")
	path := webtest.Path + "/readiness/svar/A.a.3"
	form := v.Get(path).Form(t, path)
	form.Set("f.A.a.3", "Skrevet lige før opdelingen.")
	form.Set("opdel", "1")
	if p := v.Post(path+"/opdel", form); p.Status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", p.Status, p.Text)
	}
	if got := w.Text("readiness", "A.a.3"); got != "Skrevet lige før opdelingen." {
		t.Errorf("stored %q", got)
	}
	split := v.Get(path)
	split.Says(t, http.StatusOK, []string{"Svar på A.a.3.1", "Svar på A.a.3.2", "Saml til ét felt igen"}, nil)
	form = split.Form(t, path)
	form.Set("f.A.a.3.1", "Vi har seks jobformidlere.")
	v.Post(path, form)
	if got := w.Text("readiness", "A.a.3.1"); got != "Vi har seks jobformidlere." {
		t.Errorf("stored %q", got)
	}
	answered := v.Get(path)
	if strings.Contains(answered.Text, "Saml til ét felt igen") {
		t.Error("a join that is refused is offered")
	}
	form = answered.Form(t, path)
	form.Set("opdel", "0")
	v.Post(path+"/opdel", form).Says(t, http.StatusConflict, []string{"Delspørgsmålene har svar", "Vi har seks jobformidlere."}, nil)
	if p := v.Get(webtest.Path + "/readiness/svar/A.a.3.1"); p.Location != path+"#f.A.a.3.1" {
		t.Errorf("a prompt leads to %q", p.Location)
	}
}

func TestAQuestionIsTakenGivenAndHandedBack(t *testing.T) {
	w := webtest.AtWork(t)
	v := w.As("leder")
	path := webtest.Path + questionA1
	for _, c := range []struct {
		set    url.Values
		status int
		owner  person.ID
	}{
		{url.Values{"tag": {"mig"}}, http.StatusSeeOther, "leder"},
		{url.Values{"tag": {"ingen"}}, http.StatusSeeOther, ""},
		{url.Values{"owner": {"medarbejder"}}, http.StatusSeeOther, "medarbejder"},
		{url.Values{"owner": {"nabo"}}, http.StatusUnprocessableEntity, "medarbejder"},
		{url.Values{"owner": {"hvem som helst"}}, http.StatusUnprocessableEntity, "medarbejder"},
	} {
		form := v.Get(path).Form(t, path)
		for name, value := range c.set {
			form[name] = value
		}
		p := v.Post(path+"/overtag", form)
		if p.Status != c.status {
			t.Errorf("%v: status %d, want %d", c.set, p.Status, c.status)
		}
		if p.Status != http.StatusSeeOther {
			p.Says(t, c.status, []string{"Vælg en kollega fra listen"}, nil)
		}
		if got := w.State().Answer("readiness", "A.a.1").Owner; got != c.owner {
			t.Errorf("%v: owner %q, want %q", c.set, got, c.owner)
		}
	}
	v.Get(path).Says(t, http.StatusOK, []string{"Projektleder i Aalborg", "Tag spørgsmålet"}, nil)
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
			w := webtest.AtWork(t)
			v := w.As("leder")
			form := v.Get(webtest.Path+questionA1).Form(t, webtest.Path+questionA1)
			form.Set(c.set, c.value)
			number := w.State().Number
			v.Post(webtest.Path+questionA1+c.path, form).Says(t, c.status, []string{c.want}, nil)
			if w.State().Number != number {
				t.Error("something changed")
			}
		})
	}
	w := webtest.AtWork(t)
	w.As("leder").Get(webtest.Path+"/readiness/svar/A.z").Says(t, http.StatusNotFound, []string{"Spørgsmålet findes ikke"}, nil)
	w.As("leder").Get(webtest.Path + "/plan/svar/strategy_cv")
}

func TestALockedQuestionSaysHowToOpenIt(t *testing.T) {
	w := webtest.AtWork(t)
	w.Write("leder", "readiness", "A.a.1", "Hemmeligt svar.")
	declare(w, "A")
	locked := w.As("leder").Get(webtest.Path + questionA1)
	locked.Says(t, http.StatusOK, []string{"A. Samarbejde i kommunen er meldt klar af Projektleder i Aalborg, 12.3.2026 kl. 14.32", "Åbn spor A igen", "Hemmeligt svar."}, []string{`name="f.A.a.1"`})
	w.As("konsulent").Get(webtest.Path+questionA1).Says(t, http.StatusOK, []string{"Du kan læse, men ikke skrive her", "Hemmeligt svar."}, []string{`name="f.A.a.1"`, "Åbn spor A igen"})
	w.As("star").Get(webtest.Path+questionA1).Says(t, http.StatusOK, []string{"Ikke delt endnu. Du kan læse svaret, når ledelsen"}, []string{"Hemmeligt svar."})
	path := webtest.Path + "/readiness/afsnit/A/aabn"
	p := w.As("leder").Post(path, locked.Form(t, path))
	if p.Status != http.StatusSeeOther || p.Location != webtest.Path+questionA1 {
		t.Errorf("%d to %s", p.Status, p.Location)
	}
	w.As("konsulent").Get(webtest.Path+questionA1).Says(t, http.StatusOK, []string{"Ikke delt endnu. Du kan læse svaret, når kommunen har delt"}, []string{"Hemmeligt svar."})
}

func TestAnUntouchedStandingDoesNotUndoAColleagues(t *testing.T) {
	w := webtest.AtWork(t)
	v := w.As("leder")
	form := v.Get(webtest.Path+questionA1).Form(t, webtest.Path+questionA1)
	form.Set("f.A.a.1", "Kun teksten er min.")
	w.Stand("A.a.1", journey.Clear)
	if p := v.Post(webtest.Path+questionA1, form); p.Status != http.StatusSeeOther {
		t.Fatalf("status %d", p.Status)
	}
	if got := w.State().StandingOf("readiness", "A.a.1"); got != journey.Clear {
		t.Errorf("standing %s", got)
	}
}

func TestWordsSurviveAStoreThatIsDown(t *testing.T) {
	w := webtest.AtWork(t)
	v := w.As("leder")
	form := v.Get(webtest.Path+questionA1).Form(t, webtest.Path+questionA1)
	form.Set("f.A.a.1", "Skrevet, mens lageret var nede.")
	w.Down.Store(true)
	rescue := v.Post(webtest.Path+questionA1, form)
	rescue.Says(t, http.StatusServiceUnavailable, []string{"Skrevet, mens lageret var nede.", "Det kunne ikke gemmes lige nu", "Send igen"}, []string{"Log ind i en ny fane"})
	w.Down.Store(false)
	if p := v.Post(webtest.Path+questionA1, rescue.Form(t, webtest.Path+questionA1)); p.Status != http.StatusSeeOther {
		t.Errorf("status %d", p.Status)
	}
	if got := w.Text("readiness", "A.a.1"); got != "Skrevet, mens lageret var nede." {
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
	w := webtest.AtWork(t)
	v := w.As("leder")
	send := func(v *webtest.Visitor, key, field, text string, base int) (int, answer) {
		t.Helper()
		body, _ := json.Marshal(map[string]any{"client_key": key, "field": field, "text": text, "base_revision": base})
		p := v.Send(http.MethodPost, webtest.Path+"/readiness/kladde", "application/json", string(body))
		var a answer
		if err := json.Unmarshal([]byte(p.Raw), &a); err != nil {
			t.Fatalf("%d %s: %v", p.Status, p.Raw, err)
		}
		return p.Status, a
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
	w.Write("medarbejder", "readiness", "A.a.1", "Kollegaens")
	if status, a := send(v, "k3", "A.a.1", "Mit", 1); status != 409 || *a.Revision != 2 || *a.Text != "Kollegaens" || a.By != "Projektleder i Aalborg" || a.AtLabel != "i dag kl. 14.32" || a.Message == "" {
		t.Errorf("conflict: %d %+v", status, a)
	}
	if status, a := send(v, "k4", "A.a.1", "Om "+webtest.PersonalNumber(), 2); status != 422 || a.Message == "" || a.Keep || a.Revision != nil {
		t.Errorf("personal number: %d %+v", status, a)
	}
	if status, a := send(v, "k5", "A.a.1", strings.Repeat("x", 4001), 2); status != 422 || !a.Keep {
		t.Errorf("too long: %d %+v", status, a)
	}
	if status, a := send(v, "k6", "A.a.2.1", "Til et delspørgsmål", 0); status != 409 || a.Revision != nil || !a.Keep || a.Message == "" {
		t.Errorf("not split: %d %+v", status, a)
	}
	if status, a := send(w.As("konsulent"), "k7", "A.a.1", "Konsulentens", 2); status != 403 || a.Message == "" {
		t.Errorf("not their item: %d %+v", status, a)
	}
	if status, a := send(w.As("nabo"), "k8", "A.a.1", "Naboens", 2); status != 404 || a.Text != nil {
		t.Errorf("another municipality: %d %+v", status, a)
	}
	declare(w, "A")
	if status, a := send(v, "k9", "A.a.1", "For sent", 2); status != 409 || a.Revision != nil || !a.Keep || !strings.Contains(a.Message, "meldt klar") {
		t.Errorf("declared: %d %+v", status, a)
	}
	v.Post("/log-ud", nil)
	if status, a := send(v, "k10", "A.a.1", "Uden session", 2); status != 401 || a.Message == "" {
		t.Errorf("signed out: %d %+v", status, a)
	}
	if got := w.Text("readiness", "A.a.1"); got != "Kollegaens" {
		t.Errorf("stored %q", got)
	}
}
