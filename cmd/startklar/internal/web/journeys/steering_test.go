package journeys_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/link"
	"startklar/workflow"
)

const sheetSecret = `Vi samler alle småjob ét sted <script>alert("s")</script>`

// steered is a world in which something has been decided, and in which two administrations sit in the group.
func steered(t *testing.T) *webtest.World {
	w := webtest.AtWork(t)
	w.Write("medarbejder", "readiness", "A.a.4", sheetSecret)
	w.Stand("A.a.4", journey.Clear)
	w.Stand("A.a.5", journey.ForWorkshop)
	w.Write("medarbejder", "plan", "capacity_brokers", "7")
	w.Write("medarbejder", "steering_group", "members", `[{"administration":"Social","role":"Socialchef"},{"administration":"Sundhed","role":"Sundhedschef"},{"administration":"social","role":"Teamleder"}]`)
	return w
}

// steering is where the decision sheet stands.
const steering = webtest.Path + "/styregruppe"

// makeLink presses the first button that makes a link, and returns the address that is shown once.
func makeLink(w *webtest.World, v *webtest.Visitor) string {
	w.T.Helper()
	p := v.Get(steering)
	form := p.Doc.Find("form[action='" + steering + "/link" + "']").First()
	values := url.Values{}
	for _, name := range []string{"token", "invitation", "administration", "until", "client_key"} {
		values.Set(name, form.Find("input[name="+name+"]").AttrOr("value", ""))
	}
	made := v.Post(steering+"/link", values)
	made.Says(w.T, http.StatusOK, []string{"Her er linket til", "Det vises kun denne ene gang", "Virker til og med 2.4.2026"}, nil)
	address := made.Doc.Find("input.sk-linkonce").AttrOr("value", "")
	if again := v.Post(steering+"/link", values); again.Doc.Find("input.sk-linkonce").AttrOr("value", "") != address {
		w.T.Error("a double click made another link")
	}
	u, err := url.Parse(address)
	if err != nil || u.Path == "" {
		w.T.Fatalf("the link is %q (%v)", address, err)
	}
	return u.Path
}

func TestTheLeaderSeesWhoIsMissingAndMakesALink(t *testing.T) {
	w := steered(t)
	v := w.As("leder")
	p := v.Get(steering)
	p.Says(t, http.StatusOK, []string{
		"0 af 2 forvaltninger er enige. 2 mangler", "Social", "Sundhed", "Har intet link", "Vi samler alle småjob", "Hvem kan se dette?",
		"Hvor mange jobformidlere", "Tages op på workshoppen", "At de 23 åbne spørgsmål",
	}, []string{"style="})
	noMarkup(t, p)
	path := makeLink(w, v)
	again := v.Get(steering)
	again.Says(t, http.StatusOK, []string{"Mangler at svare", "Virker til og med"}, []string{strings.TrimPrefix(path, "/styregruppe/")})
}

// Ids that hold a row of digits are refused as if they were personal numbers: one token in some hundreds gave one.
func TestNoLinkIsRefusedForWhatChanceMadeOfIt(t *testing.T) {
	w := steered(t)
	v := w.As("leder")
	made := map[string]bool{}
	for n := range 30 {
		token := base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%032d", n))
		name := fmt.Sprintf("Forvaltning %c%c", 'A'+n/26, 'A'+n%26)
		p := v.Post(steering+"/link", url.Values{"token": {token}, "administration": {name}, "until": {"2026-03-30"}})
		p.Says(t, http.StatusOK, []string{"Her er linket til " + name}, nil)
	}
	for _, i := range w.State().Invitations {
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
	w := steered(t)
	path := makeLink(w, w.As("leder"))
	guest := w.Stranger()
	first := guest.Get(path)
	first.Says(t, http.StatusOK, []string{"Åbn arket", "beder Social om"}, []string{"Vi samler alle småjob", "Log ud", "Hvor mange jobformidlere"})
	sheet := guest.Post(path, nil)
	sheet.Says(t, http.StatusOK, []string{"Vi samler alle småjob", "Det beder vi jer om", "Svar for Social", "Hvem kan se dette?"}, []string{"Sundhed", "Log ud", "/forloeb/"})
	noMarkup(t, sheet)
	form := sheet.Form(t, path+"/svar")
	form.Set("stance", "remark")
	form.Set("title", "Socialchef")
	bad := guest.Post(path+"/svar", form)
	bad.Says(t, http.StatusUnprocessableEntity, []string{"Skriv bemærkningen", "Socialchef"}, nil)
	form.Set("note", `Husk timerne <script>alert("n")</script>`)
	if p := guest.Post(path+"/svar", form); p.Status != http.StatusSeeOther || p.Location != path+"?tak=1" {
		t.Fatalf("%d %s", p.Status, p.Location)
	}
	guest.Get(path+"?tak=1").Says(t, http.StatusOK, []string{"Tak. Jeres svar er gemt"}, []string{"Vi samler alle småjob"})
	p := w.As("leder").Get(steering)
	p.Says(t, http.StatusOK, []string{"Vi er enige med denne bemærkning", "Socialchef", "Husk timerne", "1 af 2 forvaltninger er enige. 1 mangler"}, []string{"Teksten er ændret siden."})
	noMarkup(t, p)
	w.As("leder").Get("/beskeder").Says(t, http.StatusOK, []string{"Social er enig med en bemærkning"}, nil)
}

func TestWhatChangesAfterAnAnswerIsSaid(t *testing.T) {
	w := steered(t)
	path := makeLink(w, w.As("leder"))
	guest := w.Stranger()
	form := guest.Post(path, nil).Form(t, path+"/svar")
	form.Set("stance", "agreed")
	form.Set("title", "Socialchef")
	stale := form
	v := w.As("leder")
	text := v.Get(steering).Doc.Find("form[action='" + steering + "/ark" + "']").First()
	written := url.Values{"part": {"asks"}, "tekst-asks": {"At sige ja"}, "base_revision": {text.Find("input[name=base_revision]").AttrOr("value", "")}}
	if p := v.Post(steering+"/ark", written); p.Status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", p.Status, p.Text)
	}
	changed := guest.Post(path+"/svar", stale)
	changed.Says(t, http.StatusConflict, []string{"Arket er ændret, mens I læste", "At sige ja", "Socialchef"}, nil)
	form = changed.Form(t, path+"/svar")
	form.Set("stance", "agreed")
	if p := guest.Post(path+"/svar", form); p.Status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", p.Status, p.Text)
	}
	w.Pass(time.Hour)
	w.Stand("A.a.5", journey.Clear)
	w.Write("leder", "readiness", "A.a.4", "Vi deler småjobbene ud på to teams")
	changes := []string{
		"Før", "Vi samler alle småjob", "Nu", "Vi deler småjobbene ud", "Status er ændret fra Tages op på workshoppen til Afklaret.",
	}
	p := v.Get(steering)
	p.Says(t, http.StatusOK, append([]string{"Arket er ændret, siden der blev svaret", "Teksten er ændret siden.", "Se, hvad der er ændret, siden Social svarede"}, changes...), nil)
	noMarkup(t, p)
	if list := p.Doc.Find(".sk-changes").Text(); strings.Contains(list, "De tre faste punkter") || strings.Contains(list, "At sige ja") {
		t.Errorf("what stands as it stood is listed as changed: %s", list)
	}
	p = guest.Post(path, nil)
	p.Says(t, http.StatusOK, append([]string{"I har svaret", "Arket er ændret siden", "siden I svarede"}, changes...), nil)
	noMarkup(t, p)
	w.As("konsulent").Get(steering).Says(t, http.StatusOK, []string{"Teksten er ændret siden."}, []string{"Se, hvad der er ændret", "Vi deler småjobbene ud"})
}

func TestWordsOfTheLeadersOwnAreComparedToo(t *testing.T) {
	w := steered(t)
	path := makeLink(w, w.As("leder"))
	guest := w.Stranger()
	form := guest.Post(path, nil).Form(t, path+"/svar")
	form.Set("stance", "agreed")
	form.Set("title", "Socialchef")
	guest.Post(path+"/svar", form)
	w.As("leder").Get(steering).Says(t, http.StatusOK, []string{"Vi er enige"}, []string{"Se, hvad der er ændret"})
	w.Pass(time.Hour)
	w.Do("leder", workflow.WriteSheet{Target: webtest.Target(), Part: "asks", Text: "At sige ja til timerne"})
	w.Do("leder", workflow.WriteSheet{Target: webtest.Target(), Part: "A", Text: "Vi samler det i ét team"})
	list := w.As("leder").Get(steering).Doc.Find(".sk-changes").Text()
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
	w := steered(t)
	v := w.As("leder")
	path := makeLink(w, v)
	var bodies []string
	dead := func(path string) {
		t.Helper()
		for _, p := range []webtest.Page{w.Stranger().Get(path), w.Stranger().Post(path, nil), w.Stranger().Post(path+"/svar", url.Values{"stance": {"agreed"}})} {
			p.Says(t, http.StatusNotFound, []string{"Linket virker ikke", "Spørg den leder"}, []string{"Social", "Aalborg", "Vi samler"})
			bodies = append(bodies, p.Doc.Find("main").Text())
		}
	}
	dead("/styregruppe/" + strings.Repeat("A", 43))
	w.Pass(22 * 24 * time.Hour)
	dead(path)
	w.Pass(-22 * 24 * time.Hour)
	form := v.Get(steering).Form(t, steering+"/traek")
	if p := v.Post(steering+"/traek", form); p.Status != http.StatusSeeOther {
		t.Fatalf("status %d", p.Status)
	}
	dead(path)
	for _, body := range bodies {
		if body != bodies[0] {
			t.Error("the pages of dead links differ")
		}
	}
}

func TestTheSheetShowsEachRoleItsPart(t *testing.T) {
	w := steered(t)
	w.Do("leder", workflow.InviteAdministration{Target: webtest.Target(), Invitation: "i1", Administration: "Social", Hash: link.Hash("x"), Until: calendar.NewDate(2026, 3, 30)})
	w.Do("leder", workflow.WriteSheet{Target: webtest.Target(), Part: "asks", Text: "Hemmelig bøn"})
	state := w.State()
	sheet, _ := state.DecisionSheet()
	guest := w.Actor("leder")
	guest.ID, guest.Role, guest.Link = "link:i1", "SteeringMember", "i1"
	answer := workflow.AnswerSheet{Target: webtest.Target(), Invitation: "i1", Stance: workflow.Disagreed, Title: "Socialdirektør", Note: "Vi mangler timer", Digest: sheet.Digest}
	if _, err := w.App.Desk.Do(t.Context(), guest, "", answer); err != nil {
		t.Fatal(err)
	}
	secrets := []string{"Vi samler alle småjob", "Hemmelig bøn", "Vi mangler timer", "Socialdirektør"}
	w.As("leder").Get(steering).Says(t, http.StatusOK, append([]string{"Lav et nyt link", "Gem teksten"}, secrets...), nil)
	w.As("medarbejder").Get(steering).Says(t, http.StatusOK, secrets, []string{"Lav et nyt link", "Gem teksten"})
	for _, who := range []struct{ page webtest.Page }{{w.As("konsulent").Get(steering)}, {w.As("star").Get(steering)}, {w.As("konsulent").Get(steering + "?format=md")}, {w.As("star").Get(steering + "?format=md")}} {
		who.page.Says(t, http.StatusOK, []string{"Ikke delt endnu"}, append([]string{"Lav et link", "Lav et nyt link"}, secrets...))
	}
	w.As("konsulent").Get(steering).Says(t, http.StatusOK, []string{"Vi er ikke enige"}, []string{"Teksten er ændret siden."})
	w.As("star").Get(webtest.Path+"/historik").Says(t, http.StatusOK, []string{"Svarede på beslutningsarket"}, secrets)
	w.As("nabo").Get(steering).Says(t, http.StatusNotFound, nil, secrets)
	w.As("medarbejder").Post(steering+"/link", url.Values{"token": {strings.Repeat("A", 43)}, "administration": {"Ny"}, "until": {"2026-03-30"}}).Says(t, http.StatusForbidden, nil, secrets)
}
