package journal

import (
	"context"
	"time"

	"startklar/domain"
)

// load returns the live state of a stream within a transaction: the one this transaction made, or the one
// in memory brought up to the head that stands in the store, which another process may have moved.
func (r *run) load(stream domain.Stream) (live, error) {
	if s, ok := r.states[stream]; ok {
		return s, nil
	}
	cached, ok := r.door.cache.Get(stream)
	if ok && cached.epoch != r.door.epoch {
		head, err := r.tx.Head(stream)
		if err != nil {
			return live{}, err
		}
		ok = head.Number == cached.head.Number && string(head.Hash) == string(cached.head.Hash)
	}
	if !ok {
		var err error
		if cached, err = replay(r.tx, r.door.subjects[stream.Kind], stream); err != nil {
			return live{}, err
		}
	}
	r.states[stream] = cached
	return cached, nil
}

// replay folds a stream's events into its state.
func replay(tx Reader, s Subject, stream domain.Stream) (live, error) {
	end := live{state: s.Empty()}
	err := tx.Events(stream, 0, func(r Recorded) error {
		e, err := Decode(s, r)
		if err != nil {
			return err
		}
		end.head = Head{Number: r.Number, Hash: r.Hash, At: r.At}
		end.state, err = evolve(s, end.state, e)
		return err
	})
	return end, err
}

// evolve leaves the journal's own events out of the subject's sight: what they did has been done to the
// events they name.
func evolve(s Subject, state any, e domain.Event) (any, error) {
	if e.Kind == erasedKind {
		return state, nil
	}
	return s.Evolve(state, e)
}

// State returns the state of a stream as its history gives it, and the number of its last event; a stream
// without events gives the subject's empty state and 0. With a non-zero asOf only events up to and
// including that moment count.
func (d *Door) State(ctx context.Context, stream domain.Stream, asOf time.Time) (any, int64, error) {
	s := d.subjects[stream.Kind]
	if s == nil {
		return nil, 0, domain.Refuse(domain.NotFound, "stream_kind", domain.Args{"kind": stream.Kind})
	}
	state, number := s.Empty(), int64(0)
	err := d.History(ctx, stream, asOf, func(e domain.Event, r Recorded) (err error) {
		number = r.Number
		state, err = evolve(s, state, e)
		return err
	})
	return state, number, err
}

// History calls yield for the events of a stream in order, decoded and as stored, up to and including asOf
// unless that is zero.
func (d *Door) History(ctx context.Context, stream domain.Stream, asOf time.Time, yield func(domain.Event, Recorded) error) error {
	s := d.subjects[stream.Kind]
	if s == nil {
		return domain.Refuse(domain.NotFound, "stream_kind", domain.Args{"kind": stream.Kind})
	}
	return d.store.Read(ctx, func(tx Reader) error {
		return tx.Events(stream, 0, func(r Recorded) error {
			if !asOf.IsZero() && r.At > asOf.UnixMicro() {
				return nil
			}
			e, err := Decode(s, r)
			if err != nil {
				return err
			}
			return yield(e, r)
		})
	})
}
