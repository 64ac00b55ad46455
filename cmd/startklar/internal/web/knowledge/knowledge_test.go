package knowledge_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/web/webtest"
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
func tellStory(w *webtest.World, covers ...knowledge.Readers) {
	w.T.Helper()
	w.Do("medarbejder", knowledge.TellStory{
		ID: aStory, Title: "Fire timer i køkkenet", Text: "Det begyndte med to timer.", Use: secretUse,
		Teller: knowledge.JobBroker, About: []knowledge.Party{knowledge.Citizen, knowledge.Company},
	})
	if len(covers) == 0 {
		return
	}
	for _, p := range []knowledge.Party{knowledge.Citizen, knowledge.Company} {
		w.Do("leder", knowledge.NoteConsent{ID: aStory, Party: p, Way: knowledge.Oral, On: calendar.DateOf(w.Now()), Covers: covers})
	}
}

func TestAStoryIsReadByItsMunicipalityUntilItIsPassedOn(t *testing.T) {
	w := webtest.New(t)
	tellStory(w, knowledge.FrontStaff)
	text, consents := []string{"Det begyndte med to timer.", secretUse}, []string{"Samtykke", "Mundtligt", "Noteret af Leder i Aalborg"}
	w.Check(webtest.Scenarios{
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
	w := webtest.New(t)
	tellStory(w, knowledge.FrontStaff)
	page := w.Post("konsulent", storyURL+"/videre", url.Values{"base_revision": {"1"}, "to": {"front_staff", "companies"}})
	page.Says(t, http.StatusConflict, []string{
		"Der mangler samtykke fra borgeren til, at virksomheder får historien.", "Der mangler samtykke fra virksomheden til, at virksomheder får historien.",
	}, []string{"at frontmedarbejdere får"})
	if a := w.Post("leder", storyURL+"/videre", webtest.Form("base_revision", "1", "to", "front_staff")); a.Status != http.StatusForbidden {
		t.Errorf("a leader passed it on: %d", a.Status)
	}
	if a := w.Post("konsulent", storyURL+"/videre", webtest.Form("base_revision", "1", "to", "front_staff")); a.Location != storyURL {
		t.Fatalf("status %d", a.Status)
	}
	text := []string{"Det begyndte med to timer.", secretUse, "Fortalt af en jobformidler i Aalborg"}
	hidden := []string{"Mundtligt", "Noteret", "Leder i Aalborg", "Træk historien tilbage", "Ret historien"}
	w.Check(webtest.Scenarios{
		{"a neighbour reads it now", "nabo", storyURL, http.StatusOK, text, hidden},
		{"on the page for front staff", "nabo", "/viden/historier", http.StatusOK, []string{"Fire timer i køkkenet"}, hidden},
		{"and not on the one for companies", "nabo", "/viden/historier?til=virksomheder", http.StatusOK, nil, []string{"Fire timer i køkkenet"}},
		{"on half a page", "nabo", storyURL + "/halvside", http.StatusOK, append(text, "Givet videre med samtykke til frontmedarbejdere", "sk-half--short"), hidden},
		{"on the first page", "nabo", "/viden", http.StatusOK, []string{"Fire timer i køkkenet"}, nil},
		{"the leader is told", "leder", "/beskeder", http.StatusOK, []string{"Jeres historie er givet videre"}, nil},
	})
	if a := w.Get("nabo", storyURL+"/ret"); a.Status != http.StatusNotFound {
		t.Errorf("a neighbour's form: %d", a.Status)
	}
}

func TestAWithdrawnStoryIsGoneEverywhereAndErased(t *testing.T) {
	w := webtest.New(t)
	tellStory(w, knowledge.AllReaders()...)
	w.Do("star", knowledge.PassOnStory{ID: aStory, Revision: 1, To: knowledge.AllReaders()})
	if a := w.Post("nabo", storyURL+"/traek-tilbage", webtest.Form("cause", "consent")); a.Status != http.StatusNotFound {
		t.Fatalf("a neighbour withdrew it: %d", a.Status)
	}
	w.Post("leder", storyURL+"/traek-tilbage", nil).Says(t, http.StatusUnprocessableEntity, []string{"Vælg, hvorfor historien trækkes tilbage."}, nil)
	w.Post("leder", storyURL+"/traek-tilbage", webtest.Form("cause", "consent"))
	gone := []string{"Fire timer", "Det begyndte", secretUse}
	w.Check(webtest.Scenarios{
		{"the trace for its leader", "leder", storyURL, http.StatusOK, []string{"fordi et samtykke er trukket tilbage", "Leder i Aalborg"}, gone},
		{"nothing for a neighbour", "nabo", storyURL, http.StatusNotFound, nil, gone},
		{"nothing for front staff", "nabo", "/viden/historier", http.StatusOK, nil, gone},
		{"no half page", "star", storyURL + "/halvside", http.StatusConflict, nil, gone},
		{"a trace in the list", "konsulent", "/viden/historier/egne", http.StatusOK, []string{"Historien er trukket tilbage"}, gone},
		{"the neighbour is told to take it down", "nabo", "/beskeder", http.StatusOK, []string{"En historie er trukket tilbage"}, gone},
	})
	err := w.App.Door.History(context.Background(), aStory.Stream(), time.Time{}, func(e domain.Event, r journal.Recorded) error {
		if r.Kind == "story_told" && (!e.Erased() || r.Data != nil) {
			t.Errorf("event %d still holds what was told", r.Number)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if report, err := w.App.Door.Verify(context.Background()); err != nil || report.Difference != "" || report.Erased != 1 {
		t.Errorf("the history is not intact: %+v %v", report, err)
	}
}

func TestAStoryIsToldOnAForm(t *testing.T) {
	w := webtest.New(t)
	fields := webtest.Form("client_key", "ABCDEFGHIJKLMNOP", "title", "En historie", "text", "Den skete.", "teller", "job_broker")
	page := w.Post("leder", "/viden/historier", fields)
	page.Says(t, http.StatusUnprocessableEntity, []string{"Sæt kryds ved dem, historien handler om.", "Den skete."}, nil)
	fields.Set("about", "citizen")
	fields.Set("text", "Den handler om "+webtest.PersonalNumber())
	w.Post("leder", "/viden/historier", fields).Says(t, http.StatusUnprocessableEntity, []string{"personnummer"}, nil)
	fields.Set("text", "Den skete.")
	first, again := w.Post("leder", "/viden/historier", fields), w.Post("leder", "/viden/historier", fields)
	if first.Location != "/viden/historier/0851.ABCDEFGHIJKLMNOP" || again.Location != first.Location {
		t.Errorf("%q, then %q", first.Location, again.Location)
	}
	w.Get("leder", "/viden/historier/egne").Says(t, http.StatusOK, []string{"En historie", "Mangler samtykke"}, nil)
	if a := w.Post("nabo", "/viden/historier", webtest.Form("client_key", "QRSTUVWXYZABCDEF", "municipality", "0851", "title", "T", "text", "T", "teller", "citizen", "about", "citizen")); !strings.HasPrefix(a.Location, "/viden/historier/0461.") {
		t.Errorf("a leader told a story elsewhere: %d %q", a.Status, a.Location)
	}
	if a := w.Get("star", "/viden/historier/ny"); a.Status != http.StatusForbidden {
		t.Errorf("STAR collects no stories: %d", a.Status)
	}
}

// selectJourney opens Aalborg's journey to its quarterly notes.
func selectJourney(w *webtest.World) {
	w.T.Helper()
	w.Do("star", workflow.SelectJourney{Target: webtest.Target(), Reason: "Ansøgningen"})
	w.Do("konsulent", workflow.OpenGate{Target: webtest.Target(), Item: "knowledge_note", Reason: "Prøve"})
}

const noteURL = "/viden/notater/0851.flere-skal-med-2.1"

func TestQuarterlyNotesAreOwedAndRead(t *testing.T) {
	w := webtest.AtWork(t)
	selectJourney(w)
	star := w.As("star")
	star.Get(noteURL).Says(t, http.StatusOK, []string{"Ingen elementer valgt endnu", "Vælg elementer"}, nil)
	star.Post(noteURL+"/elementer", url.Values{"element-1": {"Makkerskab"}, "element-3": {"Borgerens CV"}})
	v := w.As("leder")
	v.Get(noteURL).Says(t, http.StatusOK, []string{"Makkerskab", "Borgerens CV", "1. kvartal 2026", "Skal skrives senest 31.3.2026", "Begynd notatet"}, []string{"Vælg elementer"})
	begun := v.Post(noteURL+"/begynd", url.Values{"element": {"Makkerskab"}})
	again := v.Post(noteURL+"/begynd", url.Values{"element": {"Makkerskab"}})
	v.Post(noteURL+"/begynd", url.Values{"element": {"Borgerens CV"}}).Says(t, http.StatusConflict, []string{"kan ikke begyndes et notat lige nu"}, nil)
	w.Do("konsulent", workflow.AddItem{Target: webtest.Target(), Item: "knowledge_note", Reason: "Borgerens CV"})
	w.Do("konsulent", workflow.OpenGate{Target: webtest.Target(), Item: "knowledge_note#2", Reason: "Prøve"})
	other := v.Post(noteURL+"/begynd", url.Values{"element": {"Borgerens CV"}})
	if begun.Location != webtest.Path+"/knowledge_note" || again.Location != begun.Location || other.Location != webtest.Path+"/knowledge_note~2" {
		t.Fatalf("%q, %q, %q", begun.Location, again.Location, other.Location)
	}
	w.Write("leder", "knowledge_note", "experience", "En første tekst.")
	w.Write("leder", "knowledge_note", "experience", "En hemmelig erfaring.")
	star.Get(noteURL+"/knowledge_note").Says(t, http.StatusOK, []string{"ikke delt med dig endnu"}, []string{"hemmelig", "første tekst"})
	w.As("konsulent").Get(noteURL+"/knowledge_note").Says(t, http.StatusOK, []string{"En hemmelig erfaring.", "1 tidligere udgave", "En første tekst."}, nil)
	w.Do("leder", workflow.DeclareSection{Target: webtest.Target(), Item: "knowledge_note", Section: "note"})
	star.Get(noteURL+"/knowledge_note").Says(t, http.StatusOK, []string{"En hemmelig erfaring.", "Notat for 1. kvartal 2026"}, []string{"En første tekst."})
	star.Get("/viden/notater").Says(t, http.StatusOK, []string{"Aalborg", "Makkerskab", "Skrevet", "Læs notatet fra 12.3.2026"}, nil)
	w.As("nabo").Get(noteURL).Says(t, http.StatusNotFound, nil, []string{"Makkerskab"})
	w.As("nabo").Get(noteURL+"/knowledge_note").Says(t, http.StatusNotFound, nil, []string{"hemmelig"})
	v.Get("/viden/notater").Says(t, http.StatusForbidden, nil, []string{"Makkerskab"})
	v.Get("/viden").Says(t, http.StatusOK, []string{"Kvartalsnotater", noteURL}, nil)
}

func TestNotesAreForSelectedMunicipalitiesAlone(t *testing.T) {
	w := webtest.AtWork(t)
	w.As("leder").Get(noteURL).Says(t, http.StatusOK, []string{"ikke udvalgt til vidensudvikling"}, []string{"Begynd notatet"})
	w.As("leder").Get("/viden").Says(t, http.StatusOK, nil, []string{"Kvartalsnotater"})
	w.As("star").Get("/viden/notater").Says(t, http.StatusOK, []string{"Ingen kommuner er udvalgt"}, nil)
	w.As("star").Post(noteURL+"/elementer", url.Values{"element-1": {"CV"}}).Says(t, http.StatusConflict, []string{"ikke udvalgt"}, nil)
	w.As("leder").Post(noteURL+"/begynd", url.Values{"element": {"CV"}}).Says(t, http.StatusConflict, nil, nil)
}

func TestASynthesisIsADraftUntilSTARPublishesIt(t *testing.T) {
	w := webtest.AtWork(t)
	selectJourney(w)
	w.Write("leder", "knowledge_note", "element", "Makkerskab")
	w.Write("leder", "knowledge_note", "experience", "Erfaring.")
	w.Do("leder", workflow.DeclareSection{Target: webtest.Target(), Item: "knowledge_note", Section: "note"})
	consultant, star := w.As("konsulent"), w.As("star")
	consultant.Get("/viden/samlet/ny").Says(t, http.StatusOK, []string{"Aalborg, 1. kvartal 2026: Makkerskab"}, nil)
	fields := url.Values{
		"client_key": {"ABCDEFGHIJKLMNOP"}, "title": {"Fast rytme"}, "element-1": {"Makkerskab"}, "findings": {"Kladdens fund."},
		"sources": {"0851.flere-skal-med-2.1/knowledge_note"},
	}
	const path = "/viden/samlet/ABCDEFGHIJKLMNOP"
	if p := consultant.Post("/viden/samlet", fields); p.Location != path+"?vis=kladde" {
		t.Fatalf("%d %q", p.Status, p.Location)
	}
	draft := []string{"Fast rytme", "Kladdens fund."}
	consultant.Get(path).Says(t, http.StatusOK, append(draft, "Notat 1 fra Aalborg"), []string{"Udgiv til alle"})
	for _, who := range []person.ID{"leder", "nabo"} {
		w.As(who).Get(path).Says(t, http.StatusNotFound, nil, draft)
		w.As(who).Get("/viden/samlet").Says(t, http.StatusOK, []string{"Her er intet endnu"}, draft)
	}
	consultant.Post(path+"/udgiv", url.Values{"base_revision": {"1"}}).Says(t, http.StatusForbidden, nil, nil)
	star.Post(path+"/udgiv", url.Values{"base_revision": {"7"}}).Says(t, http.StatusConflict, []string{"En anden har rettet kladden"}, nil)
	if p := star.Post(path+"/udgiv", url.Values{"base_revision": {"1"}}); p.Location != path {
		t.Fatalf("%d %q", p.Status, p.Location)
	}
	fields.Set("base_revision", "1")
	fields.Set("client_key", "ANOTHERKEYANOTHER")
	fields.Set("findings", "Ny kladde.")
	consultant.Post(path, fields)
	w.As("nabo").Get(path).Says(t, http.StatusOK, append(draft, "1 notater, 1 kommuner"), []string{"Ny kladde.", "Aalborg", "Ret kladden", "kladde"})
	w.As("nabo").Get(path+"?vis=kladde").Says(t, http.StatusOK, draft, []string{"Ny kladde."})
	consultant.Get(path+"?vis=kladde").Says(t, http.StatusOK, []string{"Ny kladde."}, []string{"Kladdens fund."})
	star.Post(path+"/traek-tilbage", url.Values{"reason": {"En fejl"}})
	w.As("nabo").Get(path).Says(t, http.StatusNotFound, nil, draft)
	star.Get(path).Says(t, http.StatusOK, []string{"trukket tilbage", "En fejl"}, nil)
}

func TestPagesOfKnowledgeAreWellFormedInBothLanguages(t *testing.T) {
	w := webtest.New(t)
	tellStory(w, knowledge.FrontStaff)
	w.Do("star", knowledge.PassOnStory{ID: aStory, Revision: 1, To: []knowledge.Readers{knowledge.FrontStaff}})
	w.Do("star", workflow.SelectJourney{Target: webtest.Target(), Reason: "x"})
	w.Do("star", knowledge.FollowElements{Journey: webtest.Aalborg, Names: []string{"CV"}})
	source := []knowledge.Source{{Journey: webtest.Aalborg, Item: journey.InstanceID("knowledge_note")}}
	w.Do("star", knowledge.WriteSynthesis{ID: "SYNTHESIS01", Content: knowledge.Content{Title: "T", Elements: []string{"CV"}, Findings: "F", Sources: source}})
	w.Do("star", knowledge.PublishSynthesis{ID: "SYNTHESIS01", Revision: 1})
	for _, who := range []person.ID{"leder", "medarbejder", "nabo", "konsulent", "star"} {
		for _, path := range []string{"", "/historier", "/historier/egne", "/historier/0851.STORY", "/historier/0851.STORY/halvside", "/samlet", "/samlet/SYNTHESIS01"} {
			a := w.Get(who, "/viden"+path)
			a.Says(t, http.StatusOK, []string{"Hvem kan se dette?"}, nil)
			webtest.WellFormed(t, a)
		}
	}
	for who, paths := range map[person.ID][]string{
		"leder":     {"/viden/historier/ny", storyURL + "/ret", "/viden/notater/" + string(webtest.Aalborg)},
		"star":      {"/viden/notater", "/viden/notater/" + string(webtest.Aalborg), "/viden/samlet/ny", "/viden/samlet/SYNTHESIS01/ret"},
		"konsulent": {"/viden/historier/ny", "/viden/notater", "/viden/samlet/ny"},
	} {
		for _, path := range paths {
			a := w.Get(who, path)
			a.Says(t, http.StatusOK, []string{"Hvem kan se dette?"}, nil)
			webtest.WellFormed(t, a)
		}
	}
}
