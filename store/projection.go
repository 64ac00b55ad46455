package store

import (
	"fmt"

	"startklar/domain"
)

// projector derives the rows of one table from the states of one kind of stream. Its only implementation
// is projection; the interface hides the types of state and part.
type projector interface {
	kind() domain.StreamKind
	target() *table
	// rows are all rows that a state gives.
	rows(id string, state any) ([]row, error)
	// changes are what brings the table from one state's rows to another's.
	changes(id string, before, after any) (difference, error)
}

// difference between the rows of two states. Of what is gone only the keys are known.
type difference struct {
	gone    []row
	changed []row
}

// projection says how a state S gives rows: it is cut into parts P, and each part gives one row.
//
// A part holds all that its row depends on, so that equal parts give equal rows: a pointer to an immutable
// piece of the state, or a small struct of such pointers and values. Parts that are equal before and after
// cost a comparison and nothing more; the row of one that differs is stored.
type projection[S any, P comparable] struct {
	stream domain.StreamKind
	table  *table
	// same tells that two states give the same parts without cutting them: what they are cut from is the same
	// piece of memory. Nil where the parts themselves must be compared.
	same func(before, after S) bool
	// parts calls yield for each part of the state. The empty state may have none.
	parts func(state S, yield func(P))
	// key are the part's key columns after the stream's id; nil where a stream has one row.
	key func(part P) []any
	// values are the part's other columns, in the table's order.
	values func(part P) []any
}

func (p projection[S, P]) kind() domain.StreamKind { return p.stream }
func (p projection[S, P]) target() *table          { return p.table }

func (p projection[S, P]) rows(id string, state any) ([]row, error) {
	s, err := p.state(state)
	if err != nil {
		return nil, err
	}
	parts := p.cut(s)
	out := make([]row, len(parts))
	seen := make(map[string]bool, len(parts))
	for i, part := range parts {
		if out[i], err = p.row(id, part); err != nil {
			return nil, err
		}
		if seen[out[i].key] {
			return nil, fmt.Errorf("projection %s of %s gives two rows with the key %s", p.table.name, id, out[i].label())
		}
		seen[out[i].key] = true
	}
	return out, nil
}

func (p projection[S, P]) changes(id string, before, after any) (difference, error) {
	a, err := p.state(before)
	if err != nil {
		return difference{}, err
	}
	b, err := p.state(after)
	if err != nil {
		return difference{}, err
	}
	if p.same != nil && p.same(a, b) {
		return difference{}, nil
	}
	old, now := p.unlike(p.cut(a), b)
	return p.compare(id, old, now)
}

// identical tells that two states share a slice. A state never changes what another may hold, so that the same
// memory is the same content.
func identical[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// unlike leaves out the parts that stand at the same place in both states and are equal.
func (p projection[S, P]) unlike(old []P, after S) (restOld, restNow []P) {
	n := 0
	p.parts(after, func(part P) {
		switch {
		case n >= len(old):
			restNow = append(restNow, part)
		case old[n] != part:
			restOld, restNow = append(restOld, old[n]), append(restNow, part)
		}
		n++
	})
	return append(restOld, old[min(n, len(old)):]...), restNow
}

// compare finds what to do about parts that differ: store those of now, delete the rows that no part of now
// has any more.
func (p projection[S, P]) compare(id string, old, now []P) (d difference, err error) {
	if len(old)+len(now) == 0 {
		return d, nil
	}
	kept := make(map[string]bool, len(now))
	for _, part := range now {
		r, err := p.row(id, part)
		if err != nil {
			return d, err
		}
		kept[r.key] = true
		d.changed = append(d.changed, r)
	}
	for _, part := range old {
		r, err := p.table.row(id, p.keyOf(part))
		if err != nil {
			return d, err
		}
		if !kept[r.key] {
			d.gone = append(d.gone, r)
		}
	}
	return d, nil
}

func (p projection[S, P]) state(state any) (S, error) {
	s, ok := state.(S)
	if !ok {
		return s, fmt.Errorf("projection %s: a state of type %T", p.table.name, state)
	}
	return s, nil
}

// usualParts is how many parts a state usually gives at most, so that collecting them takes memory once.
const usualParts = 32

// cut gives the parts of a state.
func (p projection[S, P]) cut(s S) (parts []P) {
	p.parts(s, func(part P) {
		if parts == nil && p.key != nil {
			parts = make([]P, 0, usualParts)
		}
		parts = append(parts, part)
	})
	return parts
}

func (p projection[S, P]) row(id string, part P) (row, error) {
	return p.table.row(id, append(p.keyOf(part), p.values(part)...))
}

func (p projection[S, P]) keyOf(part P) []any {
	if p.key == nil {
		return nil
	}
	return p.key(part)
}
