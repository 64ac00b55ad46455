package demo_test

import (
	"context"
	"os"
	"slices"
	"sync"
	"testing"

	"startklar/cmd/startklar/internal/demo"
	"startklar/domain"
	"startklar/domain/caseload"
	"startklar/domain/journey"
	"startklar/domain/knowledge"
	"startklar/domain/meeting"
	"startklar/domain/message"
	"startklar/domain/monitoring/annotation"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/domain/starterpack"
	"startklar/workflow"
	"startklar/workflow/journal"
	"startklar/workflow/reactions"
)

const definitionFile = "../../../../templates/journeys/flere-skal-med-2.yaml"

func definition(t testing.TB) *workflow.Definition {
	t.Helper()
	text, err := os.ReadFile(definitionFile)
	if err != nil {
		t.Fatal(err)
	}
	def, err := workflow.Parse(definitionFile, text)
	if err != nil {
		t.Fatal(err)
	}
	return def
}

// memory is a door without a store: it runs the subjects' rules and keeps every event.
type memory struct {
	clock    *demo.Clock
	subjects map[domain.StreamKind]journal.Subject

	mu      sync.Mutex
	streams map[domain.Stream]*stream
}

type stream struct {
	state  any
	events []domain.Event
}

type library struct{ def *workflow.Definition }

func (l library) Definition(string, int, string) (*workflow.Definition, error) { return l.def, nil }

func newMemory(def *workflow.Definition, clock *demo.Clock) *memory {
	m := &memory{clock: clock, subjects: map[domain.StreamKind]journal.Subject{}, streams: map[domain.Stream]*stream{}}
	for _, s := range []journal.Subject{
		workflow.Journeys{Definitions: library{def}},
		roster.Subject{},
		roster.Consultancies{},
		roster.Handovers{},
		meeting.Subject{},
		knowledge.Stories{},
		knowledge.Syntheses{},
		knowledge.Following{},
		annotation.Subject{},
		starterpack.Subject{},
		caseload.NotesSubject{},
		caseload.ViewsSubject{},
		message.Subject{},
	} {
		m.subjects[s.Kind()] = s
	}
	m.introduce(def)
	return m
}

// introduce puts the papers of the definition into the pack, as opening a store does.
func (m *memory) introduce(def *workflow.Definition) {
	for _, item := range def.Items {
		for _, doc := range item.Documents {
			command := starterpack.Introduce{
				ID: starterpack.NewID(def.Key, string(doc.ID)), About: starterpack.About{Title: doc.Title},
				Content: starterpack.Content{Text: domain.Text{DA: "Papir"}, Example: true},
			}
			if _, err := m.Do(context.Background(), journal.Request{Actor: person.SystemActor("test"), Command: command}); err != nil {
				panic(err)
			}
		}
	}
}

// Do implements demo.Doer.
func (m *memory) Do(ctx context.Context, r journal.Request) (journal.Result, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return journal.Result{}, &domain.Error{Code: domain.Unavailable, Key: "interrupted", Err: err}
	}
	return m.carryOut(r)
}

// carryOut runs the rules, and what follows from it as far as there are rules for that.
func (m *memory) carryOut(r journal.Request) (journal.Result, error) {
	id, now := r.Command.Stream(), m.clock.Now()
	subject := m.subjects[id.Kind]
	s := m.streams[id]
	if s == nil {
		s = &stream{state: subject.Empty()}
		m.streams[id] = s
	}
	if err := subject.Authorize(r.Actor, s.state, r.Command); err != nil {
		return journal.Result{}, err
	}
	events, err := subject.Decide(r.Actor, s.state, r.Command, now)
	if err != nil {
		return journal.Result{}, err
	}
	before := s.state
	for n := range events {
		e := &events[n]
		e.Number, e.At, e.Actor, e.Kind = int64(len(s.events)+1), now, string(r.Actor.ID), e.Body.EventKind()
		if s.state, err = subject.Evolve(s.state, *e); err != nil {
			return journal.Result{}, err
		}
		s.events = append(s.events, *e)
	}
	result := journal.Result{Stream: id, Number: int64(len(s.events)), Events: len(events), At: now}
	return result, m.react(journal.Happened{Actor: r.Actor, Stream: id, Before: before, After: s.state, Events: events})
}

func (m *memory) react(h journal.Happened) error {
	if len(h.Events) == 0 {
		return nil
	}
	for _, reaction := range reactions.All() {
		for _, c := range reaction(h) {
			// The diaries are the store's to show.
			if !slices.Contains([]domain.StreamKind{journey.StreamKind, roster.Kind, roster.ConsultancyKind, roster.HandoverKind, message.Kind}, c.Stream().Kind) {
				continue
			}
			actor := h.Actor
			actor.Role, actor.Municipalities = person.System, nil
			if _, err := m.carryOut(journal.Request{Actor: actor, Command: c}); err != nil {
				return err
			}
		}
	}
	return nil
}
