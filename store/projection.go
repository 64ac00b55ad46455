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
	parts, err := p.cut(state)
	if err != nil {
		return nil, err
	}
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
	old, err := p.cut(before)
	if err != nil {
		return difference{}, err
	}
	now, err := p.cut(after)
	if err != nil {
		return difference{}, err
	}
	old, now = unlike(old, now)
	return p.compare(id, old, now)
}

// unlike leaves out the parts that stand at the same place in both and are equal.
func unlike[P comparable](a, b []P) (restA, restB []P) {
	for i := range max(len(a), len(b)) {
		if i < len(a) && i < len(b) && a[i] == b[i] {
			continue
		}
		if i < len(a) {
			restA = append(restA, a[i])
		}
		if i < len(b) {
			restB = append(restB, b[i])
		}
	}
	return restA, restB
}

// compare finds what to do about parts that differ: store those of now, delete the rows that no part of now
// has any more.
func (p projection[S, P]) compare(id string, old, now []P) (d difference, err error) {
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

// cut gives the parts of a state.
func (p projection[S, P]) cut(state any) ([]P, error) {
	s, ok := state.(S)
	if !ok {
		return nil, fmt.Errorf("projection %s: a state of type %T", p.table.name, state)
	}
	var parts []P
	p.parts(s, func(part P) { parts = append(parts, part) })
	return parts, nil
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
