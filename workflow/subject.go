package workflow

import (
	"fmt"
	"time"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/workflow/journal"
)

// Definitions finds compiled definitions. It must find every version that a journey was ever started on.
type Definitions interface {
	// Definition returns the definition with this key, version and hash; NotFound if there is none.
	Definition(key string, version int, hash string) (*Definition, error)
}

// Journeys is the journal's subject for journeys: it pairs the pure rules of this package with the
// definitions that the journeys are pinned to.
type Journeys struct{ Definitions Definitions }

var _ journal.Subject = Journeys{}

// Kind implements journal.Subject.
func (Journeys) Kind() domain.StreamKind { return journey.StreamKind }

// Empty implements journal.Subject.
func (Journeys) Empty() any { return State{} }

// Authorize implements journal.Subject: the municipality decides how far an actor reaches, the table what
// they may. What an item allows its own roles is asked in Decide.
func (Journeys) Authorize(actor person.Actor, _ any, c journal.Command) error {
	switch c := c.(type) {
	case Command:
		return policy.Check(actor, c.action(), journey.ID(c.Stream().ID).Municipality())
	case journal.Erase:
		return policy.Check(actor, policy.EraseContent, journey.ID(c.Of.ID).Municipality())
	default:
		return unknownCommand(c)
	}
}

// Decide implements journal.Subject.
func (j Journeys) Decide(actor person.Actor, state any, c journal.Command, now time.Time) ([]domain.Event, error) {
	s, err := stateOf(state)
	if err != nil {
		return nil, err
	}
	command, ok := c.(Command)
	if !ok {
		return nil, unknownCommand(c)
	}
	if start, ok := c.(StartJourney); ok && !s.Started() {
		s.ID = start.Journey
		if s.Def, err = j.Definitions.Definition(start.Definition, start.Version, start.Hash); err != nil {
			return nil, err
		}
	}
	return Decide(s, actor, command, now)
}

// Evolve implements journal.Subject.
func (j Journeys) Evolve(state any, e domain.Event) (any, error) {
	s, err := stateOf(state)
	if err != nil {
		return nil, err
	}
	if started, ok := e.Body.(*JourneyStarted); ok {
		if s.Def, err = j.Definitions.Definition(started.Definition, started.Version, started.Hash); err != nil {
			return nil, fmt.Errorf("definition of journey: %w", err)
		}
	}
	return Evolve(s, e)
}

// Body implements journal.Subject.
func (Journeys) Body(kind string, version int) (domain.Body, error) {
	if body := newBody(kind); body != nil && version == 1 {
		return body, nil
	}
	return nil, fmt.Errorf("event kind %q version %d: a newer version of the service wrote it", kind, version)
}

// Erasable implements journal.Subject.
func (Journeys) Erasable(kind string) bool { return erasable[kind] || erasableWorkshop[kind] }

func stateOf(state any) (State, error) {
	s, ok := state.(State)
	if !ok {
		return State{}, domain.Fault("journey state", fmt.Errorf("got %T", state))
	}
	return s, nil
}

func unknownCommand(c journal.Command) error {
	return domain.Fault("command", fmt.Errorf("%T is not a journey's", c))
}
