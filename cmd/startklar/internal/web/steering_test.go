package web_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/link"
	"startklar/workflow"
)

const sheetSecret = `Vi samler alle småjob ét sted <script>alert("s")</script>`

// steered is a hall in which something has been decided, and in which two administrations sit in the group.
func steered(t *testing.T) *hall {
	h := newHall(t)
	h.writes(member, "readiness", "A.a.4", sheetSecret)
	h.stands("A.a.4", journey.Clear)
	h.stands("A.a.5", journey.ForWorkshop)
	h.writes(member, "plan", "capacity_brokers", "7")
	h.writes(member, "steering_group", "members", `[{"administration":"Social","role":"Socialchef"},{"administration":"Sundhed","role":"Sundhedschef"},{"administration":"social","role":"Teamleder"}]`)
	return h
}

func (h *hall) steering(rest string) string { return h.path("/styregruppe" + rest) }

// makesLink presses the first button that makes a link, and returns the address that is shown once.
func (v *visitor) makesLink() string {
	v.h.t.Helper()
	p := v.get(v.h.steering(""))
	form := p.doc.Find("form[action='" + v.h.steering("/link") + "']").First()
	values := url.Values{}
	for _, name := range []string{"token", "invitation", "administration", "until", "client_key"} {
		values.Set(name, form.Find("input[name="+name+"]").AttrOr("value", ""))
	}
	made := v.post(v.h.steering("/link"), values)
	made.says(v.h.t, http.StatusOK, []string{"Her er linket til", "Det vises kun denne ene gang", "Virker til og med 2.4.2026"}, nil)
	address := made.doc.Find("input.sk-linkonce").AttrOr("value", "")
	if again := v.post(v.h.steering("/link"), values); again.doc.Find("input.sk-linkonce").AttrOr("value", "") != address {
		v.h.t.Error("a double click made another link")
	}
	u, err := url.Parse(address)
	if err != nil || u.Path == "" {
		v.h.t.Fatalf("the link is %q (%v)", address, err)
	}
	return u.Path
}

func TestTheLeaderSeesWhoIsMissingAndMakesALink(t *testing.T) {
	h := steered(t)
	v := h.as(leader)
	p := v.get(h.steering(""))
	p.says(t, http.StatusOK, []string{
		"0 af 2 forvaltninger er enige. 2 mangler", "Social", "Sundhed", "Har intet link", "Vi samler alle småjob", "Hvem kan se dette?",
		"Hvor mange jobformidlere", "Tages op på workshoppen", "At de 23 åbne spørgsmål",
	}, []string{"style="})
	noMarkup(t, p)
	path := v.makesLink()
	again := v.get(h.steering(""))
	again.says(t, http.StatusOK, []string{"Mangler at svare", "Virker til og med"}, []string{strings.TrimPrefix(path, "/styregruppe/")})
}

// Ids that hold a row of digits are refused as if they were personal numbers: one token in some hundreds gave one.
func TestNoLinkIsRefusedForWhatChanceMadeOfIt(t *testing.T) {
	h := steered(t)
	v := h.as(leader)
	made := map[string]bool{}
	for n := range 30 {
		token := base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%032d", n))
		name := fmt.Sprintf("Forvaltning %c%c", 'A'+n/26, 'A'+n%26)
		p := v.post(h.steering("/link"), url.Values{"token": {token}, "administration": {name}, "until": {"2026-03-30"}})
		p.says(t, http.StatusOK, []string{"Her er linket til " + name}, nil)
	}
	for _, i := range h.state().Invitations {
		if strings.ContainsAny(i.ID, "0123456789") || made[i.ID] {
			t.Errorf("the id %q", i.ID)
		}
		made[i.ID] = true
	}
	if len(made) != 30 {
		t.Errorf("%d invitations", len(made))
	}
}

func TestAMemberOpensWithAPressAndAgrees(t *testing.T) {
	h := steered(t)
	path := h.as(leader).makesLink()
	guest := h.stranger()
	first := guest.get(path)
	first.says(t, http.StatusOK, []string{"Åbn arket", "beder Social om"}, []string{"Vi samler alle småjob", "Log ud", "Hvor mange jobformidlere"})
	sheet := guest.post(path, nil)
	sheet.says(t, http.StatusOK, []string{"Vi samler alle småjob", "Det beder vi jer om", "Svar for Social", "Hvem kan se dette?"}, []string{"Sundhed", "Log ud", "/forloeb/"})
	noMarkup(t, sheet)
	form := sheet.form(t, path+"/svar")
	form.Set("stance", "remark")
	form.Set("title", "Socialchef")
	bad := guest.post(path+"/svar", form)
	bad.says(t, http.StatusUnprocessableEntity, []string{"Skriv bemærkningen", "Socialchef"}, nil)
	form.Set("note", `Husk timerne <script>alert("n")</script>`)
	if p := guest.post(path+"/svar", form); p.status != http.StatusSeeOther || p.location != path+"?tak=1" {
		t.Fatalf("%d %s", p.status, p.location)
	}
	guest.get(path+"?tak=1").says(t, http.StatusOK, []string{"Tak. Jeres svar er gemt"}, []string{"Vi samler alle småjob"})
	p := h.as(leader).get(h.steering(""))
	p.says(t, http.StatusOK, []string{"Vi er enige med denne bemærkning", "Socialchef", "Husk timerne", "1 af 2 forvaltninger er enige. 1 mangler"}, []string{"Teksten er ændret siden."})
	noMarkup(t, p)
	h.as(leader).get("/beskeder").says(t, http.StatusOK, []string{"Social er enig med en bemærkning"}, nil)
}

func TestWhatChangesAfterAnAnswerIsSaid(t *testing.T) {
	h := steered(t)
	path := h.as(leader).makesLink()
	guest := h.stranger()
	form := guest.post(path, nil).form(t, path+"/svar")
	form.Set("stance", "agreed")
	form.Set("title", "Socialchef")
	stale := form
	v := h.as(leader)
	text := v.get(h.steering("")).doc.Find("form[action='" + h.steering("/ark") + "']").First()
	written := url.Values{"part": {"asks"}, "tekst-asks": {"At sige ja"}, "base_revision": {text.Find("input[name=base_revision]").AttrOr("value", "")}}
	if p := v.post(h.steering("/ark"), written); p.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", p.status, p.text)
	}
	changed := guest.post(path+"/svar", stale)
	changed.says(t, http.StatusConflict, []string{"Arket er ændret, mens I læste", "At sige ja", "Socialchef"}, nil)
	form = changed.form(t, path+"/svar")
	form.Set("stance", "agreed")
	if p := guest.post(path+"/svar", form); p.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", p.status, p.text)
	}
	h.clock.Add(int64(time.Hour / time.Microsecond))
	h.stands("A.a.5", journey.Clear)
	h.writes(leader, "readiness", "A.a.4", "Vi deler småjobbene ud på to teams")
	changes := []string{
		"Før", "Vi samler alle småjob", "Nu", "Vi deler småjobbene ud", "Status er ændret fra Tages op på workshoppen til Afklaret.",
	}
	p := v.get(h.steering(""))
	p.says(t, http.StatusOK, append([]string{"Arket er ændret, siden der blev svaret", "Teksten er ændret siden.", "Se, hvad der er ændret, siden Social svarede"}, changes...), nil)
	noMarkup(t, p)
	if list := p.doc.Find(".sk-changes").Text(); strings.Contains(list, "De tre faste punkter") || strings.Contains(list, "At sige ja") {
		t.Errorf("what stands as it stood is listed as changed: %s", list)
	}
	p = guest.post(path, nil)
	p.says(t, http.StatusOK, append([]string{"I har svaret", "Arket er ændret siden", "siden I svarede"}, changes...), nil)
	noMarkup(t, p)
	h.as(adviser).get(h.steering("")).says(t, http.StatusOK, []string{"Teksten er ændret siden."}, []string{"Se, hvad der er ændret", "Vi deler småjobbene ud"})
}

func TestWordsOfTheLeadersOwnAreComparedToo(t *testing.T) {
	h := steered(t)
	path := h.as(leader).makesLink()
	guest := h.stranger()
	form := guest.post(path, nil).form(t, path+"/svar")
	form.Set("stance", "agreed")
	form.Set("title", "Socialchef")
	guest.post(path+"/svar", form)
	h.as(leader).get(h.steering("")).says(t, http.StatusOK, []string{"Vi er enige"}, []string{"Se, hvad der er ændret"})
	h.clock.Add(int64(time.Hour / time.Microsecond))
	h.does(leader, workflow.WriteSheet{Target: h.target(), Part: "asks", Text: "At sige ja til timerne"})
	h.does(leader, workflow.WriteSheet{Target: h.target(), Part: "A", Text: "Vi samler det i ét team"})
	list := h.as(leader).get(h.steering("")).doc.Find(".sk-changes").Text()
	for _, text := range []string{"De tre faste punkter", "At sige ja til timerne", "Begyndelsen af hvert afklaret svar", "Vi samler det i ét team"} {
		if !strings.Contains(list, text) {
			t.Errorf("%q is not among the changes: %s", text, list)
		}
	}
	if strings.Contains(list, "Vi samler alle småjob") {
		t.Error("an answer that the leader's words stand in for is listed by itself")
	}
}

func TestADeadLinkTellsNothing(t *testing.T) {
	h := steered(t)
	v := h.as(leader)
	path := v.makesLink()
	var bodies []string
	dead := func(path string) {
		t.Helper()
		for _, p := range []page{h.stranger().get(path), h.stranger().post(path, nil), h.stranger().post(path+"/svar", url.Values{"stance": {"agreed"}})} {
			p.says(t, http.StatusNotFound, []string{"Linket virker ikke", "Spørg den leder"}, []string{"Social", "Aalborg", "Vi samler"})
			bodies = append(bodies, p.doc.Find("main").Text())
		}
	}
	dead("/styregruppe/" + strings.Repeat("A", 43))
	h.clock.Add(22 * 24 * int64(time.Hour/time.Microsecond))
	dead(path)
	h.clock.Add(-22 * 24 * int64(time.Hour/time.Microsecond))
	form := v.get(h.steering("")).form(t, h.steering("/traek"))
	if p := v.post(h.steering("/traek"), form); p.status != http.StatusSeeOther {
		t.Fatalf("status %d", p.status)
	}
	dead(path)
	for _, body := range bodies {
		if body != bodies[0] {
			t.Error("the pages of dead links differ")
		}
	}
}

func TestTheSheetShowsEachRoleItsPart(t *testing.T) {
	h := steered(t)
	h.does(leader, workflow.InviteAdministration{Target: h.target(), Invitation: "i1", Administration: "Social", Hash: link.Hash("x"), Until: calendar.NewDate(2026, 3, 30)})
	h.does(leader, workflow.WriteSheet{Target: h.target(), Part: "asks", Text: "Hemmelig bøn"})
	state := h.state()
	sheet, _ := state.DecisionSheet()
	guest := leader
	guest.ID, guest.Role, guest.Link = "link:i1", "SteeringMember", "i1"
	h.does(guest, workflow.AnswerSheet{Target: h.target(), Invitation: "i1", Stance: workflow.Disagreed, Title: "Socialdirektør", Note: "Vi mangler timer", Digest: sheet.Digest})
	secrets := []string{"Vi samler alle småjob", "Hemmelig bøn", "Vi mangler timer", "Socialdirektør"}
	h.as(leader).get(h.steering("")).says(t, http.StatusOK, append([]string{"Lav et nyt link", "Gem teksten"}, secrets...), nil)
	h.as(member).get(h.steering("")).says(t, http.StatusOK, secrets, []string{"Lav et nyt link", "Gem teksten"})
	for _, who := range []struct{ page page }{{h.as(adviser).get(h.steering(""))}, {h.as(officer).get(h.steering(""))}, {h.as(adviser).get(h.steering("?format=md"))}, {h.as(officer).get(h.steering("?format=md"))}} {
		who.page.says(t, http.StatusOK, []string{"Ikke delt endnu"}, append([]string{"Lav et link", "Lav et nyt link"}, secrets...))
	}
	h.as(adviser).get(h.steering("")).says(t, http.StatusOK, []string{"Vi er ikke enige"}, []string{"Teksten er ændret siden."})
	h.as(officer).get(h.path("/historik")).says(t, http.StatusOK, []string{"Svarede på beslutningsarket"}, secrets)
	h.as(neighbour).get(h.steering("")).says(t, http.StatusNotFound, nil, secrets)
	h.as(member).post(h.steering("/link"), url.Values{"token": {strings.Repeat("A", 43)}, "administration": {"Ny"}, "until": {"2026-03-30"}}).says(t, http.StatusForbidden, nil, secrets)
}
