package journeys_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/journey"
	"startklar/domain/link"
	"startklar/domain/person"
	"startklar/workflow"
)

const askA1 = questionA1 + "/bed"

// invite asks an e-mail address for help with A.a.1 in the browser, and returns the path of the link.
func invite(w *webtest.World, action string, more url.Values) string {
	w.T.Helper()
	v := w.As("leder")
	form := v.Get(webtest.Path+action).Form(w.T, webtest.Path+action)
	form.Set("email", "kollega@example.dk")
	form.Set("note", "Du kender aftalen bedst")
	for name, values := range more {
		form[name] = values
	}
	p := v.Post(webtest.Path+action, form)
	p.Says(w.T, http.StatusOK, []string{"Send linket til din kollega", "vises kun denne ene gang"}, nil)
	address, err := url.Parse(p.Doc.Find("input#link").AttrOr("value", ""))
	if err != nil || !strings.HasPrefix(address.Path, "/bidrag/") {
		w.T.Fatalf("the link is %q", address)
	}
	return address.Path
}

// openLink opens a link as its guest.
func openLink(w *webtest.World, path string) *webtest.Visitor {
	w.T.Helper()
	guest := w.Stranger()
	if p := guest.Post(path, guest.Get(path).Form(w.T, path)); p.Status != http.StatusSeeOther || p.Location != path {
		w.T.Fatalf("opening leads to %d %s", p.Status, p.Location)
	}
	return guest
}

func firstRequest(w *webtest.World) *workflow.Request { return w.State().Requests[0] }

func TestAGuestAnswersByLinkAndALeaderAccepts(t *testing.T) {
	w := webtest.AtWork(t)
	w.Write("leder", "readiness", "A.a.1", "Vores hemmelige kladde")
	path := invite(w, askA1, nil)
	if r := firstRequest(w); r.Link != link.Hash(strings.TrimPrefix(path, "/bidrag/")) || strings.Contains(path, r.Link) {
		t.Errorf("the link is kept as %q", r.Link)
	}
	guest := w.Stranger()
	letter := guest.Get(path)
	letter.Says(t, http.StatusOK, []string{"Leder i Aalborg beder om din hjælp", "Åbn"}, []string{"A.a.1", "Du kender aftalen bedst", "hemmelige"})
	if !firstRequest(w).OpenedAt.IsZero() {
		t.Fatal("reading the page counts as opening it")
	}
	guest = openLink(w, path)
	if firstRequest(w).OpenedAt.IsZero() {
		t.Fatal("the click does not count")
	}
	sheet := guest.Get(path)
	sheet.Says(t, http.StatusOK, []string{"A.a.1", "Du kender aftalen bedst", "Hvorfor spørger vi?", "Et eksempel på et svar", "Kom gerne omkring"},
		[]string{"A.a.2", "hemmelige", "/forloeb/", "Projektplan", "Beskeder", "medarbejder@"})
	action := path + "/svar/A.a.1"
	form := sheet.Form(t, action)
	form.Set("text", "Vi mødes hver mandag")
	form.Set("gem", "kladde")
	if p := guest.Post(action, form); p.Status != http.StatusSeeOther {
		t.Fatalf("saving: %d", p.Status)
	}
	w.As("leder").Get(webtest.Path+"/kolleger").Says(t, http.StatusOK, []string{"kollega@example.dk", "Åbnet 12.3.2026"}, []string{"Vi mødes hver mandag"})
	sheet = guest.Get(path)
	sheet.Says(t, http.StatusOK, []string{"Vi mødes hver mandag", "Gemt 14.32"}, nil)
	form = sheet.Form(t, action)
	form.Set("gem", "send")
	if p := guest.Post(action, form); p.Status != http.StatusSeeOther || !strings.HasPrefix(p.Location, path+"?udfoert=thanks") {
		t.Fatalf("sending: %d %s", p.Status, p.Location)
	}
	guest.Get(path+"?udfoert=thanks").Says(t, http.StatusOK, []string{"Tak! Dit svar er sendt til Leder i Aalborg", "Sendt 12.3.2026"}, nil)

	boss := w.As("leder")
	boss.Get(webtest.Path+questionA1).Says(t, http.StatusOK, []string{"Et forslag fra kollega@example.dk venter på jer"}, nil)
	proposal := webtest.Path + "/forslag/" + string(w.State().Proposals[0].ID)
	p := boss.Get(proposal)
	p.Says(t, http.StatusOK, []string{"Vi mødes hver mandag", "Vores hemmelige kladde", "Tilføj under vores svar", "Erstat vores svar"}, nil)
	accept := p.Form(t, proposal)
	accept.Set("som", "tilfoej")
	if p := boss.Post(proposal, accept); p.Status != http.StatusSeeOther {
		t.Fatalf("accepting: %d %s", p.Status, p.Text)
	}
	boss.Get(webtest.Path+questionA1).Says(t, http.StatusOK, []string{"Vores hemmelige kladde", "Vi mødes hver mandag", "efter forslag fra kollega@example.dk"}, []string{"venter på jer"})
	guest.Get(path).Says(t, http.StatusOK, []string{"føjet til svaret"}, []string{"hemmelige"})
}

func TestTheMessagesOfARequest(t *testing.T) {
	w := webtest.AtWork(t)
	v := w.As("leder")
	form := v.Get(webtest.Path+askA1).Form(t, webtest.Path+askA1)
	form.Set("person", "medarbejder")
	if p := v.Post(webtest.Path+askA1, form); p.Status != http.StatusSeeOther || p.Location != webtest.Path+questionA1 {
		t.Fatalf("asking a colleague: %d %s %s", p.Status, p.Location, p.Text)
	}
	w.As("medarbejder").Get("/beskeder").Says(t, http.StatusOK, []string{"Leder i Aalborg beder om din hjælp"}, nil)
	w.As("medarbejder").Get(webtest.Path+questionA1).Says(t, http.StatusOK, []string{"Leder i Aalborg har bedt dig om hjælp"}, nil)
	w.As("medarbejder").Get(webtest.Path+"/readiness?vis=mine").Says(t, http.StatusOK, []string{"A.a.1"}, []string{"A.a.2"})
	w.As("konsulent").Get("/beskeder").Says(t, http.StatusOK, nil, []string{"beder om din hjælp"})
	w.Do("konsulent", workflow.ProposeAnswer{Target: webtest.Target(), Item: "readiness", Field: "A.a.1", ID: "p1", Text: "Forslag fra mødet"})
	w.As("leder").Get("/beskeder").Says(t, http.StatusOK, []string{"Konsulent Nord har skrevet et forslag"}, nil)
	w.Do("leder", workflow.DeclineProposal{Target: webtest.Target(), Proposal: "p1", Word: "Ikke helt"})
	w.As("konsulent").Get("/beskeder").Says(t, http.StatusOK, []string{"Dit forslag er ikke brugt"}, nil)
}

func TestALinkThatIsDeadSaysWhomToAskAndNothingElse(t *testing.T) {
	secret := []string{"A.a.1", "Du kender aftalen bedst", "kollega@example.dk", "<textarea"}
	t.Run("unknown", func(t *testing.T) {
		w := webtest.AtWork(t)
		w.Stranger().Get("/bidrag/nowhere").Says(t, http.StatusNotFound, []string{"Linket virker ikke"}, secret)
	})
	t.Run("past its deadline", func(t *testing.T) {
		w := webtest.AtWork(t)
		path := invite(w, askA1, nil)
		guest := openLink(w, path)
		form := guest.Get(path).Form(t, path+"/svar/A.a.1")
		w.MoveTo(time.Date(2026, 4, 12, 13, 0, 0, 0, time.UTC))
		guest.Get(path).Says(t, http.StatusGone, []string{"Fristen er passeret", "bed Leder i Aalborg om et nyt link"}, secret)
		form.Set("text", "skrevet for sent")
		form.Set("gem", "send")
		guest.Post(path+"/svar/A.a.1", form).Says(t, http.StatusConflict, []string{"Fristen var", "skrevet for sent"}, nil)
	})
	t.Run("withdrawn, and made anew", func(t *testing.T) {
		w := webtest.AtWork(t)
		path := invite(w, askA1, nil)
		w.Do("leder", workflow.WithdrawRequest{Target: webtest.Target(), Request: firstRequest(w).ID})
		w.Stranger().Get(path).Says(t, http.StatusGone, []string{"Linket er trukket tilbage"}, secret)
		action := webtest.Path + "/kolleger/" + string(firstRequest(w).ID) + "/nyt-link"
		boss := w.As("leder")
		p := boss.Post(action, boss.Get(webtest.Path+"/kolleger").Form(t, action))
		p.Says(t, http.StatusOK, []string{"Send linket til din kollega"}, nil)
		w.Stranger().Get(path).Says(t, http.StatusNotFound, []string{"Linket virker ikke"}, secret)
		fresh, _ := url.Parse(p.Doc.Find("input#link").AttrOr("value", ""))
		openLink(w, fresh.Path).Get(fresh.Path).Says(t, http.StatusOK, []string{"A.a.1"}, nil)
	})
}

func TestAGuestOfATrackSeesThatTrackAlone(t *testing.T) {
	w := webtest.AtWork(t)
	path := invite(w, "/readiness/afsnit/B/bed", nil)
	guest := openLink(w, path)
	guest.Get(path).Says(t, http.StatusOK, []string{"B.1", "B.6"}, []string{"A.a.1", "C.1"})
	for _, elsewhere := range []string{webtest.Path, webtest.Path + "/readiness", webtest.Path + questionA1, webtest.Path + "/kolleger", "/overblik", "/beskeder"} {
		if p := guest.Get(elsewhere); p.Status != http.StatusSeeOther || !strings.HasPrefix(p.Location, "/log-ind") {
			t.Errorf("%s answers %d %s", elsewhere, p.Status, p.Location)
		}
	}
	guest.Post(path+"/svar/A.a.1", url.Values{"text": {"x"}, "gem": {"send"}}).Says(t, http.StatusNotFound, []string{"findes ikke"}, []string{"kladde"})
	if n := len(w.State().Proposals); n != 0 {
		t.Errorf("%d proposals", n)
	}
}

func TestAGuestsTextSavesItself(t *testing.T) {
	w := webtest.AtWork(t)
	path := invite(w, askA1, nil)
	guest := openLink(w, path)
	save := func(key, text string, base int) (int, map[string]any) {
		body, _ := json.Marshal(map[string]any{"client_key": key, "field": "A.a.1", "text": text, "base_revision": base})
		p := guest.Send(http.MethodPost, path+"/kladde", "application/json", string(body))
		answer := map[string]any{}
		if err := json.Unmarshal([]byte(p.Raw), &answer); err != nil {
			t.Fatalf("%s: %v", p.Raw, err)
		}
		return p.Status, answer
	}
	for n, text := range []string{"Vi", "Vi mødes", "Vi mødes"} {
		if status, answer := save(string(rune('a'+n)), text, min(n, 1)+n/2); status != http.StatusOK || answer["revision"] != float64(min(n+1, 2)) {
			t.Errorf("saving %q: %d %v", text, status, answer)
		}
	}
	if status, answer := save("d", "fra et andet vindue", 1); status != http.StatusConflict || answer["text"] != "Vi mødes" || answer["by"] != "Du (i et andet vindue)" {
		t.Errorf("another window: %d %v", status, answer)
	}
	w.Do("leder", workflow.WithdrawRequest{Target: webtest.Target(), Request: firstRequest(w).ID})
	if status, answer := save("e", "for sent", 2); status != http.StatusConflict || answer["keep"] != true || answer["text"] != nil {
		t.Errorf("a withdrawn link: %d %v", status, answer)
	}
}

func TestWhatWasWrongWithARequestIsSaidAtItsField(t *testing.T) {
	w := webtest.AtWork(t)
	v := w.As("leder")
	action := webtest.Path + askA1
	for name, c := range map[string]struct {
		change url.Values
		want   string
	}{
		"nobody":       {url.Values{}, "Vælg en kollega, eller skriv en e-mailadresse"},
		"two":          {url.Values{"person": {"medarbejder"}, "email": {"a@example.dk"}}, "ikke begge dele"},
		"no address":   {url.Values{"email": {"a at example"}}, "Skriv en e-mailadresse"},
		"no date":      {url.Values{"email": {"a@example.dk"}, "due": {"snart"}}, "Skriv en dato"},
		"yesterday":    {url.Values{"email": {"a@example.dk"}, "due": {"2026-03-11"}}, "Datoen er passeret"},
		"a stranger":   {url.Values{"person": {"nabo"}}, "Vælg"},
		"a consultant": {url.Values{"person": {"konsulent"}}, "Vælg"},
	} {
		t.Run(name, func(t *testing.T) {
			form := v.Get(action).Form(t, action)
			form.Set("note", "Ordene bliver stående")
			for key, values := range c.change {
				form[key] = values
			}
			v.Post(action, form).Says(t, http.StatusUnprocessableEntity, []string{c.want, "Ordene bliver stående"}, []string{"/bidrag/"})
		})
	}
	if n := len(w.State().Requests); n != 0 {
		t.Errorf("%d requests were made", n)
	}
}

func TestCommentsAndEvidenceStandWithTheQuestion(t *testing.T) {
	w := webtest.AtWork(t)
	v := w.As("leder")
	q := webtest.Path + questionA1
	form := v.Get(q).Form(t, q)
	form.Set("f.A.a.1", "Svaret følger med")
	form.Set("comment", "Husk Borgerservice")
	form.Set("private", "1")
	if p := v.Post(q+"/kommentar", form); p.Status != http.StatusSeeOther {
		t.Fatalf("commenting: %d %s", p.Status, p.Text)
	}
	form = v.Get(q).Form(t, q)
	form.Set("label", "Referat")
	form.Set("address", "http://example.dk")
	v.Post(q+"/bilag", form).Says(t, http.StatusUnprocessableEntity, []string{"skal begynde med https", "Referat"}, nil)
	form.Set("address", "https://example.dk/referat")
	form.Set("comment", "Glemt i feltet")
	if p := v.Post(q, form); p.Status != http.StatusSeeOther {
		t.Fatalf("saving: %d %s", p.Status, p.Text)
	}
	p := v.Get(q)
	p.Says(t, http.StatusOK, []string{"Svaret følger med", "Husk Borgerservice", "Kun for kommunen", "Referat", `href="https://example.dk/referat"`, "Glemt i feltet", "Træk tilbage"}, nil)
	number := w.State().Comments[0].Number
	w.As("medarbejder").Get(q).Says(t, http.StatusOK, []string{"Husk Borgerservice"}, []string{"Træk tilbage"})
	withdraw := p.Doc.Find(`[formaction$="/tilbage"]`).First().AttrOr("formaction", "")
	if p := v.Post(withdraw, p.Form(t, q)); p.Status != http.StatusSeeOther {
		t.Fatalf("withdrawing: %d %s", p.Status, p.Text)
	}
	if c := w.State().Comments[0]; c.Number != number || c.WithdrawnAt.IsZero() || c.Text != "" {
		t.Errorf("the comment is %+v", c)
	}
	v.Get(webtest.Path+"/historik").Says(t, http.StatusOK, []string{"Skrev en kommentar", "Trak sin kommentar tilbage"}, nil)
	w.As("medarbejder").Get(webtest.Path+"/historik").Says(t, http.StatusOK, nil, []string{"Husk Borgerservice"})
}

// TestWhoSeesWhatColleaguesSay is the table of roles, what each sees and what none but the municipality may.
func TestWhoSeesWhatColleaguesSay(t *testing.T) {
	w := webtest.AtWork(t)
	say := func(who person.ID, text string, private bool) {
		w.Do(who, workflow.WriteComment{Target: webtest.Target(), Item: "readiness", Field: "A.a.1", Comment: text, Private: private})
	}
	say("leder", "PRIVAT-ORD", true)
	say("medarbejder", "AABENT-ORD", false)
	w.Do("leder", workflow.AttachEvidence{Target: webtest.Target(), Item: "readiness", Field: "A.a.1", Label: "BILAG-ORD", Journal: "24/17"})
	invite(w, askA1, url.Values{"note": {"NOTE-ORD"}})
	w.Do("medarbejder", workflow.ProposeAnswer{Target: webtest.Target(), Item: "readiness", Field: "A.a.1", ID: "p1", Text: "FORSLAG-ORD"})
	w.Write("leder", "readiness", "A.a.1", "SVAR-ORD")
	pages := []string{questionA1, "/readiness", "", "/historik", "/historik?format=csv", "/readiness/tjek", "/kolleger", "/forslag/p1", "/forberedelsesark"}
	sees := func(when string, who person.ID, want, forbidden []string) {
		t.Helper()
		v := w.As(who)
		all := ""
		for _, path := range pages {
			all += v.Get(webtest.Path + path).Raw
		}
		for _, word := range want {
			if !strings.Contains(all, word) {
				t.Errorf("%s: %s does not see %s", when, who, word)
			}
		}
		for _, word := range forbidden {
			if strings.Contains(all, word) {
				t.Errorf("%s: %s sees %s", when, who, word)
			}
		}
	}
	everything := []string{"PRIVAT-ORD", "AABENT-ORD", "BILAG-ORD", "NOTE-ORD", "FORSLAG-ORD", "SVAR-ORD", "kollega@example.dk"}
	inside := []string{"PRIVAT-ORD", "NOTE-ORD", "FORSLAG-ORD", "kollega@example.dk"}
	sees("at first", "leder", everything, nil)
	sees("at first", "medarbejder", everything, nil)
	sees("at first", "konsulent", nil, everything)
	sees("at first", "star", nil, everything)
	sees("at first", "nabo", nil, everything)
	for _, path := range pages {
		if p := w.As("nabo").Get(webtest.Path + path); p.Status != http.StatusNotFound {
			t.Errorf("%s answers another municipality with %d", path, p.Status)
		}
	}

	v := w.As("leder")
	action := webtest.Path + "/readiness/afsnit/A/del"
	if p := v.Post(action, v.Get(webtest.Path+"/readiness").Form(t, action)); p.Status != http.StatusSeeOther {
		t.Fatalf("sharing: %d %s", p.Status, p.Text)
	}
	sees("shared", "konsulent", []string{"AABENT-ORD", "BILAG-ORD", "SVAR-ORD"}, inside)
	sees("shared", "star", nil, everything)
	v.Get(webtest.Path+questionA1).Says(t, http.StatusOK, []string{"har delt sporet med proceskonsulenten"}, nil)

	if p := v.Post(action, v.Get(webtest.Path+"/readiness").Form(t, action)); p.Status != http.StatusSeeOther {
		t.Fatalf("taking back: %d %s", p.Status, p.Text)
	}
	sees("taken back", "konsulent", nil, everything)

	settle(w, "", "")
	w.Do("leder", workflow.SignOff{Target: webtest.Target(), Item: "signoff", Digest: w.State().Freeze(w.State().Item("signoff")).Digest, Declared: true})
	say("medarbejder", "BAGEFTER-ORD", false)
	sees("signed", "star", []string{"AABENT-ORD", "BILAG-ORD", "SVAR-ORD"}, append(inside, "BAGEFTER-ORD"))
	sees("signed", "konsulent", []string{"AABENT-ORD", "BAGEFTER-ORD"}, inside)
}

func TestTheChecklistTellsWhatIsWithColleaguesAndLate(t *testing.T) {
	w := webtest.AtWork(t)
	w.Stand("A.a.2", journey.Clear)
	invite(w, askA1, nil)
	v := w.As("leder")
	q := webtest.Path + questionA1
	form := v.Get(q).Form(t, q)
	form.Set("due", "2026-03-16")
	if p := v.Post(q+"/frist", form); p.Status != http.StatusSeeOther {
		t.Fatalf("setting a deadline: %d %s", p.Status, p.Text)
	}
	v.Get(webtest.Path+"/readiness").Says(t, http.StatusOK, []string{"1 af 10 afklaret, 1 hos en kollega", "kollega@example.dk er bedt om hjælp senest", "Frist 16.3.2026", "Hjælp fra kolleger (1 venter)"}, nil)
	w.MoveTo(time.Date(2026, 3, 18, 13, 0, 0, 0, time.UTC))
	v = w.As("leder")
	v.Get(webtest.Path+"/readiness").Says(t, http.StatusOK, []string{"Frist 16.3.2026, 2 dage"}, nil)
	w.As("star").Get(webtest.Path+"/readiness").Says(t, http.StatusOK, []string{"1 af 10 afklaret", "Frist 16.3.2026"}, []string{"kollega@example.dk", "Hjælp fra kolleger ("})
}

func TestAStaleItemSaysWhatChangedAndWhatToDo(t *testing.T) {
	w := webtest.AtWork(t)
	w.Write("leder", "readiness", "A.a.1", "FOER-ORD")
	settle(w, "", "")
	signed := w.State().Item("signoff")
	w.Do("leder", workflow.SignOff{Target: webtest.Target(), Item: "signoff", Digest: w.State().Freeze(signed).Digest, Declared: true})
	w.Do("leder", workflow.ReopenItem{Target: webtest.Target(), Item: "readiness", Sections: []journey.SectionID{"A"}, Reason: "Ny struktur"})
	w.Write("medarbejder", "readiness", "A.a.1", "EFTER-ORD")
	p := w.As("leder").Get(webtest.Path + "/signoff")
	p.Says(t, http.StatusOK, []string{
		"Hvad er ændret", "Leder i Aalborg åbnede", "Begrundelse: Ny struktur", "A.a.1", "Skrevet om af Projektleder i Aalborg", "FOER-ORD", "EFTER-ORD",
	}, nil)
	w.As("leder").Get(webtest.Path).Says(t, http.StatusOK, []string{"A.a.1 er skrevet om af Projektleder i Aalborg"}, nil)
	w.As("star").Get(webtest.Path+"/signoff").Says(t, http.StatusOK, []string{"FOER-ORD"}, []string{"EFTER-ORD"})
}
