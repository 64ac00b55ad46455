package workflow_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/person"
	"startklar/workflow"
)

// publish carries commands to one definition's stream.
func publish(t *testing.T, commands ...workflow.PublishDefinition) (workflow.Published, int, error) {
	t.Helper()
	s := workflow.Publications{}
	state, count := s.Empty(), 0
	for _, c := range commands {
		events, err := s.Decide(admin, state, c, time.Now())
		if err != nil {
			return state.(workflow.Published), count, err
		}
		for _, e := range events {
			if state, err = s.Evolve(state, e); err != nil {
				t.Fatal(err)
			}
			count++
		}
	}
	return state.(workflow.Published), count, nil
}

// version is the small definition in a version, with a comment that changes its text.
func version(t *testing.T, number, comment string) *workflow.Definition {
	t.Helper()
	text := strings.Replace("definition: trial\nversion: 1\ntitle: Trial\n"+chain, "version: 1", "version: "+number, 1) + "# " + comment + "\n"
	def, err := workflow.Parse("trial.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return def
}

func TestAVersionIsPublishedOnceAndNeverChangesUnderItsJourneys(t *testing.T) {
	one, two := workflow.Publish(version(t, "1", "a")), workflow.Publish(version(t, "2", "a"))
	published, events, err := publish(t, one, one, two)
	if err != nil || events != 2 || len(published.Editions) != 2 || published.Editions[2].Hash != two.Hash || published.Editions[1].Text != one.Text {
		t.Errorf("%d events, %v, %+v", events, err, published)
	}
	_, _, err = publish(t, one, workflow.Publish(version(t, "1", "b")))
	if domain.CodeOf(err) != domain.Conflict || domain.AsError(err).Key != "definition_changed" {
		t.Errorf("the same version with another text: %v", err)
	}
}

func TestOnlyWhatTheTextSaysIsPublished(t *testing.T) {
	good := workflow.Publish(version(t, "1", "a"))
	for name, change := range map[string]func(*workflow.PublishDefinition){
		"a text that does not compile": func(c *workflow.PublishDefinition) { c.Text = "stages: 3" },
		"another key":                  func(c *workflow.PublishDefinition) { c.Key = "other" },
		"another version":              func(c *workflow.PublishDefinition) { c.Version = 2 },
		"another hash":                 func(c *workflow.PublishDefinition) { c.Hash = "0000" },
	} {
		c := good
		change(&c)
		if _, events, err := publish(t, c); events != 0 || domain.AsError(err).Key != "definition_invalid" {
			t.Errorf("%s: %d events, %v", name, events, err)
		}
	}
}

func TestOnlyWhoManagesDefinitionsPublishesThem(t *testing.T) {
	for _, role := range person.AllRoles() {
		err := workflow.Publications{}.Authorize(person.Actor{ID: "a", Role: role}, nil, workflow.PublishDefinition{})
		if allowed := err == nil; allowed != (role == person.Administrator || role == person.System) {
			t.Errorf("%s: %v", role, err)
		}
	}
}

// editions finds stored texts and counts how often it was asked.
type editions struct {
	published workflow.Published
	mu        sync.Mutex
	asked     int
}

func (e *editions) Edition(key string, number int) (workflow.Edition, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.asked++
	edition, ok := e.published.Editions[number]
	if !ok {
		return edition, domain.Refuse(domain.NotFound, "definition_unknown", domain.Args{"definition": key})
	}
	return edition, nil
}

func TestALibraryCompilesAStoredDefinitionOnce(t *testing.T) {
	def := version(t, "1", "a")
	published, _, err := publish(t, workflow.Publish(def))
	if err != nil {
		t.Fatal(err)
	}
	stored := &editions{published: published}
	library := workflow.NewLibrary(stored)
	var wait sync.WaitGroup
	first, err := library.Definition(def.Key, 1, def.Hash)
	if err != nil {
		t.Fatal(err)
	}
	for range 8 {
		wait.Go(func() {
			if again, err := library.Definition(def.Key, 1, def.Hash); again != first || err != nil {
				t.Errorf("another compilation, %v", err)
			}
		})
	}
	wait.Wait()
	if stored.asked != 1 {
		t.Errorf("the store was asked %d times", stored.asked)
	}
	if _, err := library.Definition(def.Key, 1, "0000"); domain.AsError(err).Key != "definition_changed" {
		t.Errorf("another hash: %v", err)
	}
	if _, err := library.Definition(def.Key, 2, def.Hash); domain.CodeOf(err) != domain.NotFound {
		t.Errorf("another version: %v", err)
	}
}

func TestAPublishedDefinitionIsReadBackAndNothingElse(t *testing.T) {
	s := workflow.Publications{}
	if body, err := s.Body("definition_published", 1); err != nil || body.EventKind() != "definition_published" {
		t.Errorf("%v, %v", body, err)
	}
	if _, err := s.Body("definition_published", 2); err == nil {
		t.Error("a newer version was read")
	}
	if _, err := s.Evolve(s.Empty(), domain.Event{Kind: "else"}); err == nil {
		t.Error("an unknown event was folded")
	}
	if s.Erasable("definition_published") || s.Kind() != (workflow.PublishDefinition{}).Stream().Kind {
		t.Error("kind or erasure")
	}
	if _, err := s.Decide(admin, "no state", workflow.PublishDefinition{}, time.Now()); domain.CodeOf(err) != domain.Internal {
		t.Errorf("got %v", err)
	}
}

func TestAJourneyKeepsTheVersionThatItBeganOn(t *testing.T) {
	one, two := version(t, "1", "a"), version(t, "2", "b")
	tr := beginOn(t, one)
	tr.subject.Definitions = shelf{two, one}
	tr.complete(leader, "a")
	state := tr.subject.Empty()
	for _, e := range tr.history {
		var err error
		if state, err = tr.subject.Evolve(state, e); err != nil {
			t.Fatal(err)
		}
	}
	if def := state.(workflow.State).Def; def != one {
		t.Errorf("the journey is on version %d", def.Version)
	}
}
