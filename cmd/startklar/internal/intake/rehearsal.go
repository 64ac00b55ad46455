package intake

import (
	"context"
	"sync"
	"time"

	"startklar/domain"
	deliveries "startklar/domain/monitoring/intake"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/workflow/journal"
)

// rehearsal is a desk that carries deliveries out in memory alone: the rules say what they would, and a second file
// finds what the first one would have changed.
type rehearsal struct {
	Desk
	clock func() time.Time
	// several tells that there is a file after the first, for which records have to be kept.
	several bool

	mu     sync.Mutex
	states map[municipality.Code]deliveries.State
	files  map[domain.FileHash][]byte
}

func newRehearsal(d Desk, clock func() time.Time, several bool) *rehearsal {
	return &rehearsal{
		Desk: d, clock: clock, several: several,
		states: map[municipality.Code]deliveries.State{}, files: map[domain.FileHash][]byte{},
	}
}

// Deliveries implements Desk.
func (r *rehearsal) Deliveries(ctx context.Context, actor person.Actor, code municipality.Code) (deliveries.State, error) {
	r.mu.Lock()
	state, known := r.states[code]
	r.mu.Unlock()
	if known {
		return state, nil
	}
	return r.Desk.Deliveries(ctx, actor, code)
}

// Records implements Desk.
func (r *rehearsal) Records(ctx context.Context, actor person.Actor, code municipality.Code, file domain.FileHash) ([]byte, error) {
	r.mu.Lock()
	data, known := r.files[file]
	r.mu.Unlock()
	if known {
		return data, nil
	}
	return r.Desk.Records(ctx, actor, code, file)
}

// Do implements Desk.
func (r *rehearsal) Do(ctx context.Context, actor person.Actor, _ string, c domain.Command) (journal.Result, error) {
	take, ok := c.(deliveries.TakeIn)
	if !ok {
		return journal.Result{}, domain.Refuse(domain.Internal, "internal", nil)
	}
	state, err := r.Deliveries(ctx, actor, take.Municipality)
	if err != nil {
		return journal.Result{}, err
	}
	var rules deliveries.Subject
	if err := rules.Authorize(actor, state, take); err != nil {
		return journal.Result{}, err
	}
	events, err := rules.Decide(actor, state, take, r.clock())
	if err != nil {
		return journal.Result{}, err
	}
	var next any = state
	for n, e := range events {
		e.Number, e.At, e.Actor, e.Kind = state.Number+int64(n)+1, r.clock().UTC(), string(actor.ID), e.Body.EventKind()
		if next, err = rules.Evolve(next, e); err != nil {
			return journal.Result{}, err
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.several {
		return journal.Result{Stream: take.Stream(), Events: len(events)}, nil
	}
	r.states[take.Municipality] = next.(deliveries.State)
	for _, file := range take.Attachments() {
		r.files[file.Hash] = file.Data
	}
	return journal.Result{Stream: take.Stream(), Events: len(events)}, nil
}
