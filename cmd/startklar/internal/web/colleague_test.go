package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"startklar/domain/journey"
	"startklar/domain/link"
	"startklar/domain/person"
	"startklar/workflow"
)

const askA1 = questionA1 + "/bed"

// invite asks an e-mail address for help with A.a.1 in the browser, and returns the path of the link.
func (h *hall) invite(action string, more url.Values) string {
	h.t.Helper()
	v := h.as(leader)
	form := v.get(h.path(action)).form(h.t, h.path(action))
	form.Set("email", "kollega@example.dk")
	form.Set("note", "Du kender aftalen bedst")
	for name, values := range more {
		form[name] = values
	}
	p := v.post(h.path(action), form)
	p.says(h.t, http.StatusOK, []string{"Send linket til din kollega", "vises kun denne ene gang"}, nil)
	address, err := url.Parse(p.doc.Find("input#link").AttrOr("value", ""))
	if err != nil || !strings.HasPrefix(address.Path, "/bidrag/") {
		h.t.Fatalf("the link is %q", address)
	}
	return address.Path
}

// opened opens a link as its guest.
func (h *hall) opened(path string) *visitor {
	h.t.Helper()
	guest := h.stranger()
	if p := guest.post(path, guest.get(path).form(h.t, path)); p.status != http.StatusSeeOther || p.location != path {
		h.t.Fatalf("opening leads to %d %s", p.status, p.location)
	}
	return guest
}

func (h *hall) request() *workflow.Request { return h.state().Requests[0] }

func TestAGuestAnswersByLinkAndALeaderAccepts(t *testing.T) {
	h := newHall(t)
	h.writes(leader, "readiness", "A.a.1", "Vores hemmelige kladde")
	path := h.invite(askA1, nil)
	if r := h.request(); r.Link != link.Hash(strings.TrimPrefix(path, "/bidrag/")) || strings.Contains(path, r.Link) {
		t.Errorf("the link is kept as %q", r.Link)
	}
	guest := h.stranger()
	letter := guest.get(path)
	letter.says(t, http.StatusOK, []string{"Leder i Aalborg beder om din hjælp", "Åbn"}, []string{"A.a.1", "Du kender aftalen bedst", "hemmelige"})
	if !h.request().OpenedAt.IsZero() {
		t.Fatal("reading the page counts as opening it")
	}
	guest = h.opened(path)
	if h.request().OpenedAt.IsZero() {
		t.Fatal("the click does not count")
	}
	sheet := guest.get(path)
	sheet.says(t, http.StatusOK, []string{"A.a.1", "Du kender aftalen bedst", "Hvorfor spørger vi?", "Et eksempel på et svar", "Kom gerne omkring"},
		[]string{"A.a.2", "hemmelige", "/forloeb/", "Projektplan", "Beskeder", "medarbejder@"})
	action := path + "/svar/A.a.1"
	form := sheet.form(t, action)
	form.Set("text", "Vi mødes hver mandag")
	form.Set("gem", "kladde")
	if p := guest.post(action, form); p.status != http.StatusSeeOther {
		t.Fatalf("saving: %d", p.status)
	}
	h.as(leader).get(h.path("/kolleger")).says(t, http.StatusOK, []string{"kollega@example.dk", "Åbnet 12.3.2026"}, []string{"Vi mødes hver mandag"})
	sheet = guest.get(path)
	sheet.says(t, http.StatusOK, []string{"Vi mødes hver mandag", "Gemt 14.32"}, nil)
	form = sheet.form(t, action)
	form.Set("gem", "send")
	if p := guest.post(action, form); p.status != http.StatusSeeOther || !strings.HasPrefix(p.location, path+"?udfoert=thanks") {
		t.Fatalf("sending: %d %s", p.status, p.location)
	}
	guest.get(path+"?udfoert=thanks").says(t, http.StatusOK, []string{"Tak! Dit svar er sendt til Leder i Aalborg", "Sendt 12.3.2026"}, nil)

	boss := h.as(leader)
	boss.get(h.path(questionA1)).says(t, http.StatusOK, []string{"Et forslag fra kollega@example.dk venter på jer"}, nil)
	proposal := h.path("/forslag/" + string(h.state().Proposals[0].ID))
	p := boss.get(proposal)
	p.says(t, http.StatusOK, []string{"Vi mødes hver mandag", "Vores hemmelige kladde", "Tilføj under vores svar", "Erstat vores svar"}, nil)
	accept := p.form(t, proposal)
	accept.Set("som", "tilfoej")
	if p := boss.post(proposal, accept); p.status != http.StatusSeeOther {
		t.Fatalf("accepting: %d %s", p.status, p.text)
	}
	boss.get(h.path(questionA1)).says(t, http.StatusOK, []string{"Vores hemmelige kladde", "Vi mødes hver mandag", "efter forslag fra kollega@example.dk"}, []string{"venter på jer"})
	guest.get(path).says(t, http.StatusOK, []string{"føjet til svaret"}, []string{"hemmelige"})
}

func TestTheMessagesOfARequest(t *testing.T) {
	h := newHall(t)
	v := h.as(leader)
	form := v.get(h.path(askA1)).form(t, h.path(askA1))
	form.Set("person", string(member.ID))
	if p := v.post(h.path(askA1), form); p.status != http.StatusSeeOther || p.location != h.path(questionA1) {
		t.Fatalf("asking a colleague: %d %s %s", p.status, p.location, p.text)
	}
	h.as(member).get("/beskeder").says(t, http.StatusOK, []string{"Leder i Aalborg beder om din hjælp"}, nil)
	h.as(member).get(h.path(questionA1)).says(t, http.StatusOK, []string{"Leder i Aalborg har bedt dig om hjælp"}, nil)
	h.as(member).get(h.path("/readiness?vis=mine")).says(t, http.StatusOK, []string{"A.a.1"}, []string{"A.a.2"})
	h.as(adviser).get("/beskeder").says(t, http.StatusOK, nil, []string{"beder om din hjælp"})
	h.does(adviser, workflow.ProposeAnswer{Target: h.target(), Item: "readiness", Field: "A.a.1", ID: "p1", Text: "Forslag fra mødet"})
	h.as(leader).get("/beskeder").says(t, http.StatusOK, []string{"Proceskonsulent i Nord har skrevet et forslag"}, nil)
	h.does(leader, workflow.DeclineProposal{Target: h.target(), Proposal: "p1", Word: "Ikke helt"})
	h.as(adviser).get("/beskeder").says(t, http.StatusOK, []string{"Dit forslag er ikke brugt"}, nil)
}

func TestALinkThatIsDeadSaysWhomToAskAndNothingElse(t *testing.T) {
	secret := []string{"A.a.1", "Du kender aftalen bedst", "kollega@example.dk", "<textarea"}
	t.Run("unknown", func(t *testing.T) {
		h := newHall(t)
		h.stranger().get("/bidrag/nowhere").says(t, http.StatusNotFound, []string{"Linket virker ikke"}, secret)
	})
	t.Run("past its deadline", func(t *testing.T) {
		h := newHall(t)
		path := h.invite(askA1, nil)
		guest := h.opened(path)
		form := guest.get(path).form(t, path+"/svar/A.a.1")
		h.clock.Store(time.Date(2026, 4, 12, 13, 0, 0, 0, time.UTC).UnixMicro())
		guest.get(path).says(t, http.StatusGone, []string{"Fristen er passeret", "bed Leder i Aalborg om et nyt link"}, secret)
		form.Set("text", "skrevet for sent")
		form.Set("gem", "send")
		guest.post(path+"/svar/A.a.1", form).says(t, http.StatusConflict, []string{"Fristen var", "skrevet for sent"}, nil)
	})
	t.Run("withdrawn, and made anew", func(t *testing.T) {
		h := newHall(t)
		path := h.invite(askA1, nil)
		h.does(leader, workflow.WithdrawRequest{Target: h.target(), Request: h.request().ID})
		h.stranger().get(path).says(t, http.StatusGone, []string{"Linket er trukket tilbage"}, secret)
		action := h.path("/kolleger/" + string(h.request().ID) + "/nyt-link")
		boss := h.as(leader)
		p := boss.post(action, boss.get(h.path("/kolleger")).form(t, action))
		p.says(t, http.StatusOK, []string{"Send linket til din kollega"}, nil)
		h.stranger().get(path).says(t, http.StatusNotFound, []string{"Linket virker ikke"}, secret)
		fresh, _ := url.Parse(p.doc.Find("input#link").AttrOr("value", ""))
		h.opened(fresh.Path).get(fresh.Path).says(t, http.StatusOK, []string{"A.a.1"}, nil)
	})
}

func TestAGuestOfATrackSeesThatTrackAlone(t *testing.T) {
	h := newHall(t)
	path := h.invite("/readiness/afsnit/B/bed", nil)
	guest := h.opened(path)
	guest.get(path).says(t, http.StatusOK, []string{"B.1", "B.6"}, []string{"A.a.1", "C.1"})
	for _, elsewhere := range []string{h.path(""), h.path("/readiness"), h.path(questionA1), h.path("/kolleger"), "/overblik", "/beskeder"} {
		if p := guest.get(elsewhere); p.status != http.StatusSeeOther || !strings.HasPrefix(p.location, "/log-ind") {
			t.Errorf("%s answers %d %s", elsewhere, p.status, p.location)
		}
	}
	guest.post(path+"/svar/A.a.1", url.Values{"text": {"x"}, "gem": {"send"}}).says(t, http.StatusNotFound, []string{"findes ikke"}, []string{"kladde"})
	if n := len(h.state().Proposals); n != 0 {
		t.Errorf("%d proposals", n)
	}
}

func TestAGuestsTextSavesItself(t *testing.T) {
	h := newHall(t)
	path := h.invite(askA1, nil)
	guest := h.opened(path)
	save := func(key, text string, base int) (int, map[string]any) {
		body, _ := json.Marshal(map[string]any{"client_key": key, "field": "A.a.1", "text": text, "base_revision": base})
		p := guest.send(http.MethodPost, path+"/kladde", "application/json", string(body))
		answer := map[string]any{}
		if err := json.Unmarshal([]byte(p.body), &answer); err != nil {
			t.Fatalf("%s: %v", p.body, err)
		}
		return p.status, answer
	}
	for n, text := range []string{"Vi", "Vi mødes", "Vi mødes"} {
		if status, answer := save(string(rune('a'+n)), text, min(n, 1)+n/2); status != http.StatusOK || answer["revision"] != float64(min(n+1, 2)) {
			t.Errorf("saving %q: %d %v", text, status, answer)
		}
	}
	if status, answer := save("d", "fra et andet vindue", 1); status != http.StatusConflict || answer["text"] != "Vi mødes" || answer["by"] != "Du (i et andet vindue)" {
		t.Errorf("another window: %d %v", status, answer)
	}
	h.does(leader, workflow.WithdrawRequest{Target: h.target(), Request: h.request().ID})
	if status, answer := save("e", "for sent", 2); status != http.StatusConflict || answer["keep"] != true || answer["text"] != nil {
		t.Errorf("a withdrawn link: %d %v", status, answer)
	}
}

func TestWhatWasWrongWithARequestIsSaidAtItsField(t *testing.T) {
	h := newHall(t)
	v := h.as(leader)
	action := h.path(askA1)
	for name, c := range map[string]struct {
		change url.Values
		want   string
	}{
		"nobody":       {url.Values{}, "Vælg en kollega, eller skriv en e-mailadresse"},
		"two":          {url.Values{"person": {string(member.ID)}, "email": {"a@example.dk"}}, "ikke begge dele"},
		"no address":   {url.Values{"email": {"a at example"}}, "Skriv en e-mailadresse"},
		"no date":      {url.Values{"email": {"a@example.dk"}, "due": {"snart"}}, "Skriv en dato"},
		"yesterday":    {url.Values{"email": {"a@example.dk"}, "due": {"2026-03-11"}}, "Datoen er passeret"},
		"a stranger":   {url.Values{"person": {string(neighbour.ID)}}, "Vælg"},
		"a consultant": {url.Values{"person": {string(adviser.ID)}}, "Vælg"},
	} {
		t.Run(name, func(t *testing.T) {
			form := v.get(action).form(t, action)
			form.Set("note", "Ordene bliver stående")
			for key, values := range c.change {
				form[key] = values
			}
			v.post(action, form).says(t, http.StatusUnprocessableEntity, []string{c.want, "Ordene bliver stående"}, []string{"/bidrag/"})
		})
	}
	if n := len(h.state().Requests); n != 0 {
		t.Errorf("%d requests were made", n)
	}
}

func TestCommentsAndEvidenceStandWithTheQuestion(t *testing.T) {
	h := newHall(t)
	v := h.as(leader)
	q := h.path(questionA1)
	form := v.get(q).form(t, q)
	form.Set("f.A.a.1", "Svaret følger med")
	form.Set("comment", "Husk Borgerservice")
	form.Set("private", "1")
	if p := v.post(q+"/kommentar", form); p.status != http.StatusSeeOther {
		t.Fatalf("commenting: %d %s", p.status, p.text)
	}
	form = v.get(q).form(t, q)
	form.Set("label", "Referat")
	form.Set("address", "http://example.dk")
	v.post(q+"/bilag", form).says(t, http.StatusUnprocessableEntity, []string{"skal begynde med https", "Referat"}, nil)
	form.Set("address", "https://example.dk/referat")
	form.Set("comment", "Glemt i feltet")
	if p := v.post(q, form); p.status != http.StatusSeeOther {
		t.Fatalf("saving: %d %s", p.status, p.text)
	}
	p := v.get(q)
	p.says(t, http.StatusOK, []string{"Svaret følger med", "Husk Borgerservice", "Kun for kommunen", "Referat", `href="https://example.dk/referat"`, "Glemt i feltet", "Træk tilbage"}, nil)
	number := h.state().Comments[0].Number
	h.as(member).get(q).says(t, http.StatusOK, []string{"Husk Borgerservice"}, []string{"Træk tilbage"})
	withdraw := p.doc.Find(`[formaction$="/tilbage"]`).First().AttrOr("formaction", "")
	if p := v.post(withdraw, p.form(t, q)); p.status != http.StatusSeeOther {
		t.Fatalf("withdrawing: %d %s", p.status, p.text)
	}
	if c := h.state().Comments[0]; c.Number != number || c.WithdrawnAt.IsZero() || c.Text != "" {
		t.Errorf("the comment is %+v", c)
	}
	v.get(h.path("/historik")).says(t, http.StatusOK, []string{"Skrev en kommentar", "Trak sin kommentar tilbage"}, nil)
	h.as(member).get(h.path("/historik")).says(t, http.StatusOK, nil, []string{"Husk Borgerservice"})
}

// TestWhoSeesWhatColleaguesSay is the table of roles, what each sees and what none but the municipality may.
func TestWhoSeesWhatColleaguesSay(t *testing.T) {
	h := newHall(t)
	say := func(who person.Actor, text string, private bool) {
		h.does(who, workflow.WriteComment{Target: h.target(), Item: "readiness", Field: "A.a.1", Comment: text, Private: private})
	}
	say(leader, "PRIVAT-ORD", true)
	say(member, "AABENT-ORD", false)
	h.does(leader, workflow.AttachEvidence{Target: h.target(), Item: "readiness", Field: "A.a.1", Label: "BILAG-ORD", Journal: "24/17"})
	h.invite(askA1, url.Values{"note": {"NOTE-ORD"}})
	h.does(member, workflow.ProposeAnswer{Target: h.target(), Item: "readiness", Field: "A.a.1", ID: "p1", Text: "FORSLAG-ORD"})
	h.writes(leader, "readiness", "A.a.1", "SVAR-ORD")
	pages := []string{questionA1, "/readiness", "", "/historik", "/historik?format=csv", "/readiness/tjek", "/kolleger", "/forslag/p1", "/forberedelsesark"}
	sees := func(when string, who person.Actor, want, forbidden []string) {
		t.Helper()
		v := h.as(who)
		all := ""
		for _, path := range pages {
			all += v.get(h.path(path)).body
		}
		for _, word := range want {
			if !strings.Contains(all, word) {
				t.Errorf("%s: %s does not see %s", when, who.ID, word)
			}
		}
		for _, word := range forbidden {
			if strings.Contains(all, word) {
				t.Errorf("%s: %s sees %s", when, who.ID, word)
			}
		}
	}
	everything := []string{"PRIVAT-ORD", "AABENT-ORD", "BILAG-ORD", "NOTE-ORD", "FORSLAG-ORD", "SVAR-ORD", "kollega@example.dk"}
	inside := []string{"PRIVAT-ORD", "NOTE-ORD", "FORSLAG-ORD", "kollega@example.dk"}
	sees("at first", leader, everything, nil)
	sees("at first", member, everything, nil)
	sees("at first", adviser, nil, everything)
	sees("at first", officer, nil, everything)
	sees("at first", neighbour, nil, everything)
	for _, path := range pages {
		if p := h.as(neighbour).get(h.path(path)); p.status != http.StatusNotFound {
			t.Errorf("%s answers another municipality with %d", path, p.status)
		}
	}

	v := h.as(leader)
	action := h.path("/readiness/afsnit/A/del")
	if p := v.post(action, v.get(h.path("/readiness")).form(t, action)); p.status != http.StatusSeeOther {
		t.Fatalf("sharing: %d %s", p.status, p.text)
	}
	sees("shared", adviser, []string{"AABENT-ORD", "BILAG-ORD", "SVAR-ORD"}, inside)
	sees("shared", officer, nil, everything)
	v.get(h.path(questionA1)).says(t, http.StatusOK, []string{"har delt sporet med proceskonsulenten"}, nil)

	if p := v.post(action, v.get(h.path("/readiness")).form(t, action)); p.status != http.StatusSeeOther {
		t.Fatalf("taking back: %d %s", p.status, p.text)
	}
	sees("taken back", adviser, nil, everything)

	h.settleAll()
	h.does(leader, workflow.SignOff{Target: h.target(), Item: "signoff", Digest: h.state().Freeze(h.state().Item("signoff")).Digest, Declared: true})
	say(member, "BAGEFTER-ORD", false)
	sees("signed", officer, []string{"AABENT-ORD", "BILAG-ORD", "SVAR-ORD"}, append(inside, "BAGEFTER-ORD"))
	sees("signed", adviser, []string{"AABENT-ORD", "BAGEFTER-ORD"}, inside)
}

func TestTheChecklistTellsWhatIsWithColleaguesAndLate(t *testing.T) {
	h := newHall(t)
	h.stands("A.a.2", journey.Clear)
	h.invite(askA1, nil)
	v := h.as(leader)
	q := h.path(questionA1)
	form := v.get(q).form(t, q)
	form.Set("due", "2026-03-16")
	if p := v.post(q+"/frist", form); p.status != http.StatusSeeOther {
		t.Fatalf("setting a deadline: %d %s", p.status, p.text)
	}
	v.get(h.path("/readiness")).says(t, http.StatusOK, []string{"1 af 10 afklaret, 1 hos en kollega", "kollega@example.dk er bedt om hjælp senest", "Frist 16.3.2026", "Hjælp fra kolleger (1 venter)"}, nil)
	h.clock.Store(time.Date(2026, 3, 18, 13, 0, 0, 0, time.UTC).UnixMicro())
	v = h.as(leader)
	v.get(h.path("/readiness")).says(t, http.StatusOK, []string{"Frist 16.3.2026, 2 dage"}, nil)
	h.as(officer).get(h.path("/readiness")).says(t, http.StatusOK, []string{"1 af 10 afklaret", "Frist 16.3.2026"}, []string{"kollega@example.dk", "Hjælp fra kolleger ("})
}

func TestAStaleItemSaysWhatChangedAndWhatToDo(t *testing.T) {
	h := newHall(t)
	h.writes(leader, "readiness", "A.a.1", "FOER-ORD")
	h.settleAll()
	signed := h.state().Item("signoff")
	h.does(leader, workflow.SignOff{Target: h.target(), Item: "signoff", Digest: h.state().Freeze(signed).Digest, Declared: true})
	h.does(leader, workflow.ReopenItem{Target: h.target(), Item: "readiness", Sections: []journey.SectionID{"A"}, Reason: "Ny struktur"})
	h.writes(member, "readiness", "A.a.1", "EFTER-ORD")
	p := h.as(leader).get(h.path("/signoff"))
	p.says(t, http.StatusOK, []string{
		"Hvad er ændret", "Leder i Aalborg åbnede", "Begrundelse: Ny struktur", "A.a.1", "Skrevet om af Projektleder i Aalborg", "FOER-ORD", "EFTER-ORD",
	}, nil)
	h.as(leader).get(h.path("")).says(t, http.StatusOK, []string{"A.a.1 er skrevet om af Projektleder i Aalborg"}, nil)
	h.as(officer).get(h.path("/signoff")).says(t, http.StatusOK, []string{"FOER-ORD"}, []string{"EFTER-ORD"})
}
