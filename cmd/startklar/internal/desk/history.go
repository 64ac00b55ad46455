package desk

import (
	"context"
	"time"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/workflow"
	"startklar/workflow/journal"
)

// HistoryEntry is one event of a journey as the actor may see it.
type HistoryEntry struct {
	domain.Event
	Hash []byte
	// Withheld tells that the event's content is not for this actor; Body is nil then.
	Withheld bool
}

// History lists a journey's events in order, up to and including a moment unless that is zero. What an actor
// may not read of the answers, they do not read of their history either.
func (d *Desk) History(ctx context.Context, actor person.Actor, id journey.ID, asOf time.Time) ([]HistoryEntry, error) {
	if err := policy.Check(actor, policy.ReadHistory, id.Municipality()); err != nil {
		return nil, err
	}
	s, err := d.reads.Journey(ctx, id)
	if err != nil {
		return nil, err
	}
	var entries []HistoryEntry
	err = d.door.History(ctx, id.Stream(), asOf, func(e domain.Event, r journal.Recorded) error {
		entries = append(entries, withhold(actor, s, HistoryEntry{Event: e, Hash: r.Hash}))
		return nil
	})
	return entries, err
}

// withhold hides the texts of answers: the municipality reads every revision, others only those that they
// may read of the answer as it stands.
func withhold(actor person.Actor, s workflow.State, e HistoryEntry) HistoryEntry {
	saved, ok := e.Body.(*workflow.AnswerSaved)
	if !ok {
		return e
	}
	item, field := workflow.SplitSubject(e.Subject)
	revision := &workflow.Answer{Item: item, Field: field, Revision: saved.Revision}
	if mayRead(actor, s, revision, s.RevisionDisclosure(revision)) {
		return e
	}
	e.Body, e.Withheld = nil, true
	return e
}
