package journal

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"startklar/domain"
)

// Report is what Verify found.
type Report struct {
	Streams, Events, Erased int
	// Difference names the first thing that is not as it was written; empty if everything is.
	Difference string
}

// errDifference ends a walk at the first difference.
var errDifference = errors.New("difference")

// Verify recomputes every chain, head and projection, and the ledger, and names the first difference. An
// erased content is counted, not a difference. The error is the store's.
func (d *Door) Verify(ctx context.Context) (Report, error) {
	var v verifier
	err := d.store.Read(ctx, func(tx Reader) error {
		v = verifier{door: d, tx: tx, ends: map[domain.Stream]live{}, announced: map[domain.Stream]map[int64]bool{}, files: map[domain.FileHash]Recorded{}}
		return v.all()
	})
	if errors.Is(err, errDifference) {
		err = nil
	}
	return v.report, err
}

type verifier struct {
	door   *Door
	tx     Reader
	ledger Ledger
	ends   map[domain.Stream]live
	// order holds the streams as they appear in the ledger.
	order []domain.Stream
	// announced holds the events whose erasure their stream tells; erased those whose content is gone.
	announced map[domain.Stream]map[int64]bool
	erased    []Recorded
	// files are those that events name, each with the first that does.
	files  map[domain.FileHash]Recorded
	report Report
}

func (v *verifier) differ(format string, args ...any) error {
	v.report.Difference = fmt.Sprintf(format, args...)
	return errDifference
}

func (v *verifier) all() error {
	if err := v.tx.All(v.event); err != nil {
		return err
	}
	for _, step := range []func() error{v.ledgerEnd, v.erasures, v.heads, v.filesStand, v.projections, v.strays} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// event checks one event against the ones before it, in the ledger and in its stream.
func (v *verifier) event(r Recorded) error {
	end := v.ends[r.Stream]
	switch {
	case r.Position != v.ledger.Position+1:
		return v.differ("ledger: position %d follows %d: something has been removed or moved", r.Position, v.ledger.Position)
	case r.Number != end.head.Number+1:
		return v.differ("%s: number %d follows %d", r.Stream, r.Number, end.head.Number)
	case !bytes.Equal(r.Previous, end.head.Hash):
		return v.differ("%s number %d: does not follow the event before it", r.Stream, r.Number)
	case !bytes.Equal(r.Hash, link(r)):
		return v.differ("%s number %d: the header is not as it was written", r.Stream, r.Number)
	case !r.intact():
		return v.differ("%s number %d: the content is not as it was written", r.Stream, r.Number)
	case r.At < end.head.At:
		return v.differ("%s number %d: its time is before that of the event before it", r.Stream, r.Number)
	}
	v.ledger = v.ledger.advance(r)
	v.report.Events++
	return v.fold(r, end)
}

// fold evolves the stream's state with the event.
func (v *verifier) fold(r Recorded, end live) error {
	s := v.door.subjects[r.Stream.Kind]
	if s == nil {
		return v.differ("%s: a kind of stream that this version does not know", r.Stream)
	}
	if end.state == nil {
		end.state = s.Empty()
		v.order = append(v.order, r.Stream)
	}
	e, err := Decode(s, r)
	if err != nil {
		return v.differ("%s number %d: %v", r.Stream, r.Number, err)
	}
	v.noteErasure(r, e)
	v.noteFiles(r, e.Body)
	if end.state, err = evolve(s, end.state, e); err != nil {
		return v.differ("%s number %d: %v", r.Stream, r.Number, err)
	}
	end.head = Head{Number: r.Number, Hash: r.Hash, At: r.At}
	v.ends[r.Stream] = end
	return nil
}

func (v *verifier) noteErasure(r Recorded, e domain.Event) {
	if r.Erased() {
		v.report.Erased++
		v.erased = append(v.erased, r)
	}
	if body, ok := e.Body.(*PayloadErased); ok {
		numbers := v.announced[r.Stream]
		if numbers == nil {
			numbers = map[int64]bool{}
			v.announced[r.Stream] = numbers
		}
		for _, n := range body.Numbers {
			numbers[n] = true
		}
	}
}

func (v *verifier) ledgerEnd() error {
	end, err := v.tx.Ledger()
	if err != nil {
		return err
	}
	if end.Position != v.ledger.Position || !bytes.Equal(end.Hash, v.ledger.Hash) {
		return v.differ("ledger: ends at position %d, the events at %d: the newest have been removed or changed", end.Position, v.ledger.Position)
	}
	return nil
}

// erasures finds contents that are gone without a word, and those that came back.
func (v *verifier) erasures() error {
	for _, r := range v.erased {
		if !v.announced[r.Stream][r.Number] {
			return v.differ("%s number %d: the content is gone, and no event says who erased it and why", r.Stream, r.Number)
		}
		delete(v.announced[r.Stream], r.Number)
	}
	for _, stream := range v.order {
		for n := range v.announced[stream] {
			return v.differ("%s number %d: the content was erased, and stands there again", stream, n)
		}
	}
	return nil
}

func (v *verifier) heads() error {
	seen := 0
	err := v.tx.Heads(func(s domain.Stream, h Head) error {
		seen++
		end := v.ends[s]
		if h.Number != end.head.Number || !bytes.Equal(h.Hash, end.head.Hash) || h.At != end.head.At {
			return v.differ("%s: its head says number %d, its events end at %d", s, h.Number, end.head.Number)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if seen != len(v.ends) {
		return v.differ("heads: %d streams have one, %d have events", seen, len(v.ends))
	}
	v.report.Streams = seen
	return nil
}

func (v *verifier) projections() error {
	for _, stream := range v.order {
		difference, err := v.tx.CheckProjections(stream, v.ends[stream].state)
		if err != nil {
			return err
		}
		if difference != "" {
			return v.differ("%s: %s", stream, difference)
		}
	}
	return nil
}

func (v *verifier) strays() error {
	stray, err := v.tx.StrayProjection()
	if err != nil {
		return err
	}
	if stray != "" {
		return v.differ("%s", stray)
	}
	return nil
}
