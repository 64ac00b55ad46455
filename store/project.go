package store

import (
	"database/sql"
	"fmt"

	"startklar/domain"
)

// byKind sorts projections by the kind of stream that they are of.
func byKind(all []projector) map[domain.StreamKind][]projector {
	kinds := map[domain.StreamKind][]projector{}
	for _, p := range all {
		kinds[p.kind()] = append(kinds[p.kind()], p)
	}
	return kinds
}

// Project implements journal.Tx.
func (t *tx) Project(stream domain.Stream, before, after any) error {
	for _, p := range t.store.projectorsOf[stream.Kind] {
		var err error
		if before == nil {
			err = t.projectAnew(p, stream.ID, after)
		} else {
			err = t.projectChanges(p, stream.ID, before, after)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// ClearProjections implements journal.Tx.
func (t *tx) ClearProjections() error {
	for _, p := range t.store.projectors {
		if err := t.exec("empty "+p.target().name, "DELETE FROM "+p.target().name); err != nil {
			return err
		}
	}
	return t.noteProjections()
}

// projectAnew replaces a stream's rows.
func (t *tx) projectAnew(p projector, id string, after any) error {
	rows, err := p.rows(id, after)
	if err != nil {
		return err
	}
	if err := t.exec("clear "+p.target().name, p.target().clear, id); err != nil {
		return err
	}
	return t.upsert(p.target(), rows)
}

// projectChanges stores what differs. What is gone goes first: a new row may take its place in an index.
func (t *tx) projectChanges(p projector, id string, before, after any) error {
	d, err := p.changes(id, before, after)
	if err != nil || len(d.gone)+len(d.changed) == 0 {
		return err
	}
	for _, r := range d.gone {
		if err := t.exec("delete "+p.target().name, p.target().delete, r.values[:r.keys]...); err != nil {
			return err
		}
	}
	return t.upsert(p.target(), d.changed)
}

func (t *tx) upsert(target *table, rows []row) error {
	values := make([][]any, len(rows))
	for i, r := range rows {
		values[i] = r.values
	}
	return t.insert(target.upsert, values)
}

// CheckProjections implements journal.Reader.
func (t *tx) CheckProjections(stream domain.Stream, state any) (string, error) {
	for _, p := range t.store.projectorsOf[stream.Kind] {
		want, err := p.rows(stream.ID, state)
		if err != nil {
			return "", err
		}
		got, err := t.stored(p.target(), stream.ID)
		if err != nil {
			return "", err
		}
		if text := p.target().differ(want, got); text != "" {
			return text, nil
		}
	}
	return "", nil
}

// stored reads a stream's rows of a table.
func (t *tx) stored(target *table, id string) ([]row, error) {
	values, into := make([]any, len(target.columns)), make([]any, len(target.columns))
	for i := range values {
		into[i] = &values[i]
	}
	var rows []row
	err := t.each("read "+target.name, target.read, []any{id}, into, func() error {
		rows = append(rows, target.stored(append([]any(nil), values...)))
		return nil
	})
	return rows, err
}

// differ names the first difference between the rows that the history gives and those that are stored. It
// tells keys and columns, never values.
func (t *table) differ(want, got []row) string {
	stored := make(map[string]row, len(got))
	for _, r := range got {
		stored[r.key] = r
	}
	for _, w := range want {
		g, ok := stored[w.key]
		if !ok {
			return fmt.Sprintf("table %s lacks the row %s", t.name, w.label())
		}
		for i := range w.values {
			if !same(w.values[i], g.values[i]) {
				return fmt.Sprintf("table %s row %s: column %s is not what the history gives", t.name, w.label(), t.columns[i])
			}
		}
		delete(stored, w.key)
	}
	for _, g := range got {
		if _, left := stored[g.key]; left {
			return fmt.Sprintf("table %s has the row %s, which the history does not give", t.name, g.label())
		}
	}
	return ""
}

// StrayProjection implements journal.Reader.
func (t *tx) StrayProjection() (string, error) {
	for _, p := range t.store.projectors {
		var id sql.NullString
		if _, err := t.one("strays", p.target().stray, []any{string(p.kind())}, []any{&id}); err != nil {
			return "", err
		}
		if id.Valid {
			return fmt.Sprintf("table %s has rows of %s/%s, which has no history", p.target().name, p.kind(), id.String), nil
		}
	}
	return "", nil
}
