package desk

import (
	"context"
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
)

// Rested is what changed under an item that is to be looked at again: by which event something it rested on was
// reopened, and the answers that became others since.
type Rested struct {
	// Reopened is who opened it; empty where that cannot be found.
	Reopened person.ID
	At       time.Time
	Changes  []ChangedAnswer
}

// ChangedAnswer is an answer before and after. A text that the reader may not see is withheld.
type ChangedAnswer struct {
	Item          journey.InstanceID
	Field         journey.FieldID
	Before, After workflow.Answer
}

// Rested tells what changed under each stale item of a journey since it became stale, as far as the actor may read
// it; the history is read once for all. The state is as the actor sees it.
func (d *Desk) Rested(ctx context.Context, actor person.Actor, s workflow.State) (map[journey.InstanceID]Rested, error) {
	if !slices.ContainsFunc(s.Items, func(i *workflow.Item) bool { return i.Stale != nil }) {
		return nil, nil
	}
	entries, err := d.History(ctx, actor, s.ID, time.Time{})
	if err != nil {
		return nil, err
	}
	return RestedIn(s, entries), nil
}

// RestedIn is [Desk.Rested] for those who have the history already, as far as the actor may read it.
func RestedIn(s workflow.State, entries []HistoryEntry) map[journey.InstanceID]Rested {
	all := map[journey.InstanceID]Rested{}
	for _, i := range s.Items {
		if i.Stale == nil {
			continue
		}
		r := readRested(entries, *i.Stale)
		for n := range r.Changes {
			c := &r.Changes[n]
			if now := s.Answer(c.Item, c.Field); now != nil {
				c.After = *now
			}
		}
		all[i.ID] = r
	}
	return all
}

// readRested goes through the history: what stood there when the cause was reopened, and what was written after.
func readRested(entries []HistoryEntry, stale workflow.Stale) (r Rested) {
	before := map[journey.FieldID]workflow.Answer{}
	changed := map[journey.FieldID]bool{}
	open := false
	for _, e := range entries {
		subject, field := workflow.SplitSubject(e.Subject)
		if subject != stale.Because {
			continue
		}
		switch e.Kind {
		case (&workflow.ItemReopened{}).EventKind():
			if !e.At.After(stale.Since) {
				open, r.Reopened, r.At = true, person.ID(e.Actor), e.At
				changed, r.Changes = map[journey.FieldID]bool{}, nil
			}
		case (&workflow.AnswerSaved{}).EventKind():
			if open && !changed[field] {
				changed[field] = true
				was := before[field]
				was.Item, was.Field = subject, field
				r.Changes = append(r.Changes, ChangedAnswer{Item: subject, Field: field, Before: was})
			}
			before[field] = answerOf(e.Event, e.Withheld)
		}
	}
	return r
}

// answerOf is an answer as one event left it.
func answerOf(e domain.Event, withheld bool) workflow.Answer {
	a := workflow.Answer{By: person.ID(e.Actor), At: e.At, Withheld: withheld, Erased: e.Body == nil && !withheld, Revision: 1}
	if b, ok := e.Body.(*workflow.AnswerSaved); ok {
		a.Text, a.Revision = b.Text, b.Revision
	}
	return a
}
