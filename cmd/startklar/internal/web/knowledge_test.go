package web_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/knowledge"
	"startklar/domain/person"
	"startklar/workflow"
	"startklar/workflow/journal"
)

const (
	aStory    = knowledge.StoryID("0851.STORY")
	storyURL  = "/viden/historier/0851.STORY"
	secretUse = "Spørg om tirsdagen."
)

// tellStory collects a story in Aalborg with the consents that were given.
func (w *world) tellStory(covers ...knowledge.Readers) {
	w.t.Helper()
	w.do("medarbejder", knowledge.TellStory{
		ID: aStory, Title: "Fire timer i køkkenet", Text: "Det begyndte med to timer.", Use: secretUse,
		Teller: knowledge.JobBroker, About: []knowledge.Party{knowledge.Citizen, knowledge.Company},
	})
	if len(covers) == 0 {
		return
	}
	for _, p := range []knowledge.Party{knowledge.Citizen, knowledge.Company} {
		w.do("leder", knowledge.NoteConsent{ID: aStory, Party: p, Way: knowledge.Oral, On: calendar.DateOf(w.now), Covers: covers})
	}
}

func TestAStoryIsReadByItsMunicipalityUntilItIsPassedOn(t *testing.T) {
	w := newWorld(t)
	w.tellStory(knowledge.FrontStaff)
	text, consents := []string{"Det begyndte med to timer.", secretUse}, []string{"Samtykke", "Mundtligt", "Noteret af Leder i Aalborg"}
	w.check([]scenario{
		{"its leader reads it", "leder", storyURL, http.StatusOK, append(consents, text...), []string{"Gem, hvem der får den"}},
		{"its consultant may pass it on", "konsulent", storyURL, http.StatusOK, append(consents, text[0], "Gem, hvem der får den"), nil},
		{"STAR may pass it on", "star", storyURL, http.StatusOK, append(consents, text[0], "Gem, hvem der får den"), []string{"Notér et samtykke"}},
		{"a neighbour does not know of it", "nabo", storyURL, http.StatusNotFound, nil, text},
		{"an administrator does not read stories", "admin", storyURL, http.StatusForbidden, nil, text},
		{"it stands on nobody's reading page", "nabo", "/viden/historier", http.StatusOK, []string{"Her er ingen historier endnu"}, text},
		{"its own list says what it waits for", "leder", "/viden/historier/egne", http.StatusOK, []string{"Klar til at blive givet videre"}, nil},
		{"a neighbour's list is their own", "nabo", "/viden/historier/egne", http.StatusOK, []string{"Ingen har fortalt en historie endnu"}, text},
		{"there is no half page yet", "leder", storyURL + "/halvside", http.StatusConflict, []string{"ikke givet videre endnu"}, text},
	})
}

func TestAStoryIsPassedOnToThoseWhoHaveBeenAgreedTo(t *testing.T) {
	w := newWorld(t)
	w.tellStory(knowledge.FrontStaff)
	page := w.post("konsulent", storyURL+"/videre", url.Values{"base_revision": {"1"}, "to": {"front_staff", "companies"}})
	page.expect(t, http.StatusConflict, []string{
		"Der mangler samtykke fra borgeren til, at virksomheder får historien.", "Der mangler samtykke fra virksomheden til, at virksomheder får historien.",
	}, []string{"at frontmedarbejdere får"})
	if a := w.post("leder", storyURL+"/videre", form("base_revision", "1", "to", "front_staff")); a.status != http.StatusForbidden {
		t.Errorf("a leader passed it on: %d", a.status)
	}
	if a := w.post("konsulent", storyURL+"/videre", form("base_revision", "1", "to", "front_staff")); a.location() != storyURL {
		t.Fatalf("status %d", a.status)
	}
	text := []string{"Det begyndte med to timer.", secretUse, "Fortalt af en jobformidler i Aalborg"}
	hidden := []string{"Mundtligt", "Noteret", "Leder i Aalborg", "Træk historien tilbage", "Ret historien"}
	w.check([]scenario{
		{"a neighbour reads it now", "nabo", storyURL, http.StatusOK, text, hidden},
		{"on the page for front staff", "nabo", "/viden/historier", http.StatusOK, []string{"Fire timer i køkkenet"}, hidden},
		{"and not on the one for companies", "nabo", "/viden/historier?til=virksomheder", http.StatusOK, nil, []string{"Fire timer i køkkenet"}},
		{"on half a page", "nabo", storyURL + "/halvside", http.StatusOK, append(text, "Givet videre med samtykke til frontmedarbejdere", "sk-half--short"), hidden},
		{"on the first page", "nabo", "/viden", http.StatusOK, []string{"Fire timer i køkkenet"}, nil},
		{"the leader is told", "leder", "/beskeder", http.StatusOK, []string{"Jeres historie er givet videre"}, nil},
	})
	if a := w.get("nabo", storyURL+"/ret"); a.status != http.StatusNotFound {
		t.Errorf("a neighbour's form: %d", a.status)
	}
}

func TestAWithdrawnStoryIsGoneEverywhereAndErased(t *testing.T) {
	w := newWorld(t)
	w.tellStory(knowledge.AllReaders()...)
	w.do("star", knowledge.PassOnStory{ID: aStory, Revision: 1, To: knowledge.AllReaders()})
	if a := w.post("nabo", storyURL+"/traek-tilbage", form("cause", "consent")); a.status != http.StatusNotFound {
		t.Fatalf("a neighbour withdrew it: %d", a.status)
	}
	w.post("leder", storyURL+"/traek-tilbage", nil).expect(t, http.StatusUnprocessableEntity, []string{"Vælg, hvorfor historien trækkes tilbage."}, nil)
	w.post("leder", storyURL+"/traek-tilbage", form("cause", "consent"))
	gone := []string{"Fire timer", "Det begyndte", secretUse}
	w.check([]scenario{
		{"the trace for its leader", "leder", storyURL, http.StatusOK, []string{"fordi et samtykke er trukket tilbage", "Leder i Aalborg"}, gone},
		{"nothing for a neighbour", "nabo", storyURL, http.StatusNotFound, nil, gone},
		{"nothing for front staff", "nabo", "/viden/historier", http.StatusOK, nil, gone},
		{"no half page", "star", storyURL + "/halvside", http.StatusConflict, nil, gone},
		{"a trace in the list", "konsulent", "/viden/historier/egne", http.StatusOK, []string{"Historien er trukket tilbage"}, gone},
		{"the neighbour is told to take it down", "nabo", "/beskeder", http.StatusOK, []string{"En historie er trukket tilbage"}, gone},
	})
	err := w.app.Door.History(context.Background(), aStory.Stream(), time.Time{}, func(e domain.Event, r journal.Recorded) error {
		if r.Kind == "story_told" && (!e.Erased() || r.Data != nil) {
			t.Errorf("event %d still holds what was told", r.Number)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if report, err := w.app.Door.Verify(context.Background()); err != nil || report.Difference != "" || report.Erased != 1 {
		t.Errorf("the history is not intact: %+v %v", report, err)
	}
}

func TestAStoryIsToldOnAForm(t *testing.T) {
	w := newWorld(t)
	fields := form("client_key", "ABCDEFGHIJKLMNOP", "title", "En historie", "text", "Den skete.", "teller", "job_broker")
	page := w.post("leder", "/viden/historier", fields)
	page.expect(t, http.StatusUnprocessableEntity, []string{"Sæt kryds ved dem, historien handler om.", "Den skete."}, nil)
	fields.Set("about", "citizen")
	fields.Set("text", "Den handler om "+cpr())
	w.post("leder", "/viden/historier", fields).expect(t, http.StatusUnprocessableEntity, []string{"personnummer"}, nil)
	fields.Set("text", "Den skete.")
	first, again := w.post("leder", "/viden/historier", fields), w.post("leder", "/viden/historier", fields)
	if first.location() != "/viden/historier/0851.ABCDEFGHIJKLMNOP" || again.location() != first.location() {
		t.Errorf("%q, then %q", first.location(), again.location())
	}
	w.get("leder", "/viden/historier/egne").expect(t, http.StatusOK, []string{"En historie", "Mangler samtykke"}, nil)
	if a := w.post("nabo", "/viden/historier", form("client_key", "QRSTUVWXYZABCDEF", "municipality", "0851", "title", "T", "text", "T", "teller", "citizen", "about", "citizen")); !strings.HasPrefix(a.location(), "/viden/historier/0461.") {
		t.Errorf("a leader told a story elsewhere: %d %q", a.status, a.location())
	}
	if a := w.get("star", "/viden/historier/ny"); a.status != http.StatusForbidden {
		t.Errorf("STAR collects no stories: %d", a.status)
	}
}

// selected opens Aalborg's journey to its quarterly notes.
func (h *hall) selected() {
	h.t.Helper()
	h.does(officer, workflow.SelectJourney{Target: h.target(), Reason: "Ansøgningen"})
	h.does(adviser, workflow.OpenGate{Target: h.target(), Item: "knowledge_note", Reason: "Prøve"})
}

const noteURL = "/viden/notater/0851.flere-skal-med-2.1"

func TestQuarterlyNotesAreOwedAndRead(t *testing.T) {
	h := newHall(t)
	h.selected()
	star := h.as(officer)
	star.get(noteURL).says(t, http.StatusOK, []string{"Ingen elementer valgt endnu", "Vælg elementer"}, nil)
	star.post(noteURL+"/elementer", url.Values{"element-1": {"Makkerskab"}, "element-3": {"Borgerens CV"}})
	v := h.as(leader)
	v.get(noteURL).says(t, http.StatusOK, []string{"Makkerskab", "Borgerens CV", "1. kvartal 2026", "Skal skrives senest 31.3.2026", "Begynd notatet"}, []string{"Vælg elementer"})
	begun := v.post(noteURL+"/begynd", url.Values{"element": {"Makkerskab"}})
	again := v.post(noteURL+"/begynd", url.Values{"element": {"Makkerskab"}})
	v.post(noteURL+"/begynd", url.Values{"element": {"Borgerens CV"}}).says(t, http.StatusConflict, []string{"kan ikke begyndes et notat lige nu"}, nil)
	h.does(adviser, workflow.AddItem{Target: h.target(), Item: "knowledge_note", Reason: "Borgerens CV"})
	h.does(adviser, workflow.OpenGate{Target: h.target(), Item: "knowledge_note#2", Reason: "Prøve"})
	other := v.post(noteURL+"/begynd", url.Values{"element": {"Borgerens CV"}})
	if begun.location != h.path("/knowledge_note") || again.location != begun.location || other.location != h.path("/knowledge_note~2") {
		t.Fatalf("%q, %q, %q", begun.location, again.location, other.location)
	}
	h.writes(leader, "knowledge_note", "experience", "En første tekst.")
	h.writes(leader, "knowledge_note", "experience", "En hemmelig erfaring.")
	star.get(noteURL+"/knowledge_note").says(t, http.StatusOK, []string{"ikke delt med dig endnu"}, []string{"hemmelig", "første tekst"})
	h.as(adviser).get(noteURL+"/knowledge_note").says(t, http.StatusOK, []string{"En hemmelig erfaring.", "1 tidligere udgave", "En første tekst."}, nil)
	h.does(leader, workflow.DeclareSection{Target: h.target(), Item: "knowledge_note", Section: "note"})
	star.get(noteURL+"/knowledge_note").says(t, http.StatusOK, []string{"En hemmelig erfaring.", "Notat for 1. kvartal 2026"}, []string{"En første tekst."})
	star.get("/viden/notater").says(t, http.StatusOK, []string{"Aalborg", "Makkerskab", "Skrevet", "Læs notatet fra 12.3.2026"}, nil)
	h.as(neighbour).get(noteURL).says(t, http.StatusNotFound, nil, []string{"Makkerskab"})
	h.as(neighbour).get(noteURL+"/knowledge_note").says(t, http.StatusNotFound, nil, []string{"hemmelig"})
	v.get("/viden/notater").says(t, http.StatusForbidden, nil, []string{"Makkerskab"})
	v.get("/viden").says(t, http.StatusOK, []string{"Kvartalsnotater", noteURL}, nil)
}

func TestNotesAreForSelectedMunicipalitiesAlone(t *testing.T) {
	h := newHall(t)
	h.as(leader).get(noteURL).says(t, http.StatusOK, []string{"ikke udvalgt til vidensudvikling"}, []string{"Begynd notatet"})
	h.as(leader).get("/viden").says(t, http.StatusOK, nil, []string{"Kvartalsnotater"})
	h.as(officer).get("/viden/notater").says(t, http.StatusOK, []string{"Ingen kommuner er udvalgt"}, nil)
	h.as(officer).post(noteURL+"/elementer", url.Values{"element-1": {"CV"}}).says(t, http.StatusConflict, []string{"ikke udvalgt"}, nil)
	h.as(leader).post(noteURL+"/begynd", url.Values{"element": {"CV"}}).says(t, http.StatusConflict, nil, nil)
}

func TestASynthesisIsADraftUntilSTARPublishesIt(t *testing.T) {
	h := newHall(t)
	h.selected()
	h.writes(leader, "knowledge_note", "element", "Makkerskab")
	h.writes(leader, "knowledge_note", "experience", "Erfaring.")
	h.does(leader, workflow.DeclareSection{Target: h.target(), Item: "knowledge_note", Section: "note"})
	consultant, star := h.as(adviser), h.as(officer)
	consultant.get("/viden/samlet/ny").says(t, http.StatusOK, []string{"Aalborg, 1. kvartal 2026: Makkerskab"}, nil)
	fields := url.Values{
		"client_key": {"ABCDEFGHIJKLMNOP"}, "title": {"Fast rytme"}, "element-1": {"Makkerskab"}, "findings": {"Kladdens fund."},
		"sources": {"0851.flere-skal-med-2.1/knowledge_note"},
	}
	const path = "/viden/samlet/ABCDEFGHIJKLMNOP"
	if p := consultant.post("/viden/samlet", fields); p.location != path+"?vis=kladde" {
		t.Fatalf("%d %q", p.status, p.location)
	}
	draft := []string{"Fast rytme", "Kladdens fund."}
	consultant.get(path).says(t, http.StatusOK, append(draft, "Notat 1 fra Aalborg"), []string{"Udgiv til alle"})
	for _, who := range []person.Actor{leader, neighbour} {
		h.as(who).get(path).says(t, http.StatusNotFound, nil, draft)
		h.as(who).get("/viden/samlet").says(t, http.StatusOK, []string{"Her er intet endnu"}, draft)
	}
	consultant.post(path+"/udgiv", url.Values{"base_revision": {"1"}}).says(t, http.StatusForbidden, nil, nil)
	star.post(path+"/udgiv", url.Values{"base_revision": {"7"}}).says(t, http.StatusConflict, []string{"En anden har rettet kladden"}, nil)
	if p := star.post(path+"/udgiv", url.Values{"base_revision": {"1"}}); p.location != path {
		t.Fatalf("%d %q", p.status, p.location)
	}
	fields.Set("base_revision", "1")
	fields.Set("client_key", "ANOTHERKEYANOTHER")
	fields.Set("findings", "Ny kladde.")
	consultant.post(path, fields)
	h.as(neighbour).get(path).says(t, http.StatusOK, append(draft, "1 notater, 1 kommuner"), []string{"Ny kladde.", "Aalborg", "Ret kladden", "kladde"})
	h.as(neighbour).get(path+"?vis=kladde").says(t, http.StatusOK, draft, []string{"Ny kladde."})
	consultant.get(path+"?vis=kladde").says(t, http.StatusOK, []string{"Ny kladde."}, []string{"Kladdens fund."})
	star.post(path+"/traek-tilbage", url.Values{"reason": {"En fejl"}})
	h.as(neighbour).get(path).says(t, http.StatusNotFound, nil, draft)
	star.get(path).says(t, http.StatusOK, []string{"trukket tilbage", "En fejl"}, nil)
}

func TestPagesOfKnowledgeAreWellFormedInBothLanguages(t *testing.T) {
	w := newWorld(t)
	w.tellStory(knowledge.FrontStaff)
	w.do("star", knowledge.PassOnStory{ID: aStory, Revision: 1, To: []knowledge.Readers{knowledge.FrontStaff}})
	w.do("star", workflow.SelectJourney{Target: target(aalborgJourney), Reason: "x"})
	w.do("star", knowledge.FollowElements{Journey: aalborgJourney, Names: []string{"CV"}})
	source := []knowledge.Source{{Journey: aalborgJourney, Item: journey.InstanceID("knowledge_note")}}
	w.do("star", knowledge.WriteSynthesis{ID: "SYNTHESIS01", Content: knowledge.Content{Title: "T", Elements: []string{"CV"}, Findings: "F", Sources: source}})
	w.do("star", knowledge.PublishSynthesis{ID: "SYNTHESIS01", Revision: 1})
	for _, who := range []string{"leder", "medarbejder", "nabo", "konsulent", "star"} {
		for _, path := range []string{"", "/historier", "/historier/egne", "/historier/0851.STORY", "/historier/0851.STORY/halvside", "/samlet", "/samlet/SYNTHESIS01"} {
			a := w.get(who, "/viden"+path)
			a.expect(t, http.StatusOK, []string{"Hvem kan se dette?"}, nil)
			wellFormed(t, a)
		}
	}
	for who, paths := range map[string][]string{
		"leder":     {"/viden/historier/ny", storyURL + "/ret", "/viden/notater/" + string(aalborgJourney)},
		"star":      {"/viden/notater", "/viden/notater/" + string(aalborgJourney), "/viden/samlet/ny", "/viden/samlet/SYNTHESIS01/ret"},
		"konsulent": {"/viden/historier/ny", "/viden/notater", "/viden/samlet/ny"},
	} {
		for _, path := range paths {
			a := w.get(who, path)
			a.expect(t, http.StatusOK, []string{"Hvem kan se dette?"}, nil)
			wellFormed(t, a)
		}
	}
}
