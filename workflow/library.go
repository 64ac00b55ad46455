package workflow

import (
	"fmt"
	"maps"
	"sync"
	"time"

	"startklar/domain"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/workflow/journal"
)

// DefinitionKind is the kind of stream that holds the published versions of one definition.
const DefinitionKind domain.StreamKind = "definition"

// Edition is a published version of a definition.
type Edition struct {
	Key     string
	Version int
	Hash    string
	Text    string
}

// Published is the state of a definition's stream: its editions by version.
type Published struct{ Editions map[int]Edition }

// DefinitionPublished stores a version for good.
type DefinitionPublished struct {
	Key     string `json:"key"`
	Version int    `json:"version"`
	Hash    string `json:"hash"`
	Text    string `json:"text"`
}

// EventKind implements domain.Body.
func (*DefinitionPublished) EventKind() string { return "definition_published" }

// PublishDefinition makes a version available to journeys. The same version with the same text changes
// nothing; with another text it is refused: a version never changes under the journeys that run on it.
type PublishDefinition struct {
	Key     string `json:"key"`
	Version int    `json:"version"`
	Hash    string `json:"hash"`
	Text    string `json:"text"`
}

// Publish makes the command for a compiled definition.
func Publish(d *Definition) PublishDefinition {
	return PublishDefinition{Key: d.Key, Version: d.Version, Hash: d.Hash, Text: string(d.Source)}
}

// Stream implements journal.Command.
func (c PublishDefinition) Stream() domain.Stream {
	return domain.Stream{Kind: DefinitionKind, ID: c.Key}
}

// CommandName implements journal.Command.
func (PublishDefinition) CommandName() string { return "publish_definition" }

// Publications is the journal's subject for definitions.
type Publications struct{}

var _ journal.Subject = Publications{}

// Kind implements journal.Subject.
func (Publications) Kind() domain.StreamKind { return DefinitionKind }

// Empty implements journal.Subject.
func (Publications) Empty() any { return Published{} }

// Authorize implements journal.Subject.
func (Publications) Authorize(actor person.Actor, _ any, _ journal.Command) error {
	return policy.CheckRole(actor, policy.ManageDefinitions)
}

// Decide implements journal.Subject.
func (Publications) Decide(_ person.Actor, state any, c journal.Command, _ time.Time) ([]domain.Event, error) {
	published, ok := state.(Published)
	publish, isPublish := c.(PublishDefinition)
	if !ok || !isPublish {
		return nil, domain.Fault("publish", fmt.Errorf("got %T and %T", state, c))
	}
	args := domain.Args{"definition": publish.Key, "version": publish.Version}
	def, err := Parse(publish.Key+".yaml", []byte(publish.Text))
	if err == nil && (def.Key != publish.Key || def.Version != publish.Version || def.Hash != publish.Hash) {
		err = fmt.Errorf("the text is that of %s version %d, hash %s", def.Key, def.Version, def.Hash)
	}
	if err != nil {
		return nil, &domain.Error{Code: domain.Invalid, Key: "definition_invalid", Args: args, Err: err}
	}
	if old, known := published.Editions[publish.Version]; known {
		if old.Hash == publish.Hash {
			return nil, nil
		}
		return nil, domain.Refuse(domain.Conflict, "definition_changed", args)
	}
	return []domain.Event{{Body: &DefinitionPublished{Key: publish.Key, Version: publish.Version, Hash: publish.Hash, Text: publish.Text}}}, nil
}

// Evolve implements journal.Subject.
func (Publications) Evolve(state any, e domain.Event) (any, error) {
	published, _ := state.(Published)
	b, ok := e.Body.(*DefinitionPublished)
	if !ok {
		return nil, fmt.Errorf("definition event %q", e.Kind)
	}
	editions := maps.Clone(published.Editions)
	if editions == nil {
		editions = map[int]Edition{}
	}
	editions[b.Version] = Edition{Key: b.Key, Version: b.Version, Hash: b.Hash, Text: b.Text}
	return Published{Editions: editions}, nil
}

// Body implements journal.Subject.
func (Publications) Body(kind string, version int) (domain.Body, error) {
	if body := (&DefinitionPublished{}); kind == body.EventKind() && version == 1 {
		return body, nil
	}
	return nil, fmt.Errorf("event kind %q version %d: a newer version of the service wrote it", kind, version)
}

// Erasable implements journal.Subject.
func (Publications) Erasable(string) bool { return false }

// Editions finds the stored text of a version.
type Editions interface {
	// Edition returns a published version; NotFound if there is none.
	Edition(key string, version int) (Edition, error)
}

// Library compiles published definitions once and keeps them. It is safe for concurrent use.
type Library struct {
	editions Editions
	mu       sync.RWMutex
	compiled map[string]*Definition
}

// NewLibrary makes a library over the stored editions.
func NewLibrary(editions Editions) *Library {
	return &Library{editions: editions, compiled: map[string]*Definition{}}
}

// Add puts a compiled definition in, so that it need not be read from the store.
func (l *Library) Add(d *Definition) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.compiled[d.Hash] = d
}

// Definition implements Definitions.
func (l *Library) Definition(key string, version int, hash string) (*Definition, error) {
	l.mu.RLock()
	d := l.compiled[hash]
	l.mu.RUnlock()
	if d != nil && d.Key == key && d.Version == version {
		return d, nil
	}
	return l.compile(key, version, hash)
}

func (l *Library) compile(key string, version int, hash string) (*Definition, error) {
	edition, err := l.editions.Edition(key, version)
	if err != nil {
		return nil, err
	}
	if edition.Hash != hash {
		return nil, domain.Refuse(domain.Conflict, "definition_changed", domain.Args{"definition": key, "version": version})
	}
	d, err := parsePublished(key+".yaml", []byte(edition.Text))
	if err != nil {
		return nil, domain.Fault("compile definition "+key, err)
	}
	l.Add(d)
	return d, nil
}
