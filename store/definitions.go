package store

import (
	"context"
	"slices"

	"startklar/domain"
	"startklar/workflow"
	"startklar/workflow/journal"
)

var _ workflow.Editions = (*Store)(nil)

var editions = projection[workflow.Published, workflow.Edition]{
	stream: workflow.DefinitionKind,
	table:  newTable("definitions", []string{"key", "version"}, []string{"hash", "text"}),
	parts: func(p workflow.Published, yield func(workflow.Edition)) {
		all := make([]workflow.Edition, 0, len(p.Editions))
		for _, e := range p.Editions {
			all = append(all, e)
		}
		slices.SortFunc(all, func(a, b workflow.Edition) int { return a.Version - b.Version })
		for _, e := range all {
			yield(e)
		}
	},
	key:    func(e workflow.Edition) []any { return []any{e.Version} },
	values: func(e workflow.Edition) []any { return []any{e.Hash, e.Text} },
}

const (
	selectNewest = "SELECT key, version, hash, text FROM definitions WHERE key = ? ORDER BY version DESC LIMIT 1"
	// Without their texts, which are long.
	selectEditions = "SELECT key, version, hash FROM definitions ORDER BY key, version"
)

// Edition implements workflow.Editions. It reads the history and not the projection: without its definition no
// journey can be rebuilt.
func (s *Store) Edition(key string, version int) (e workflow.Edition, err error) {
	err = outcome(s.transaction(context.Background(), s.shelf, s.dialect.snapshot(), func(t *tx) error {
		return t.Events(domain.Stream{Kind: workflow.DefinitionKind, ID: key}, 0, func(r journal.Recorded) error {
			event, err := journal.Decode(workflow.Publications{}, r)
			if b, ok := event.Body.(*workflow.DefinitionPublished); ok && b.Version == version {
				e = workflow.Edition{Key: b.Key, Version: b.Version, Hash: b.Hash, Text: b.Text}
			}
			return err
		})
	}))
	if err == nil && e.Key == "" {
		err = unknownDefinition(key)
	}
	return e, err
}

// NewestEdition returns a definition's highest published version; NotFound if there is none.
func (s *Store) NewestEdition(ctx context.Context, key string) (e workflow.Edition, err error) {
	err = s.read(ctx, func(t *tx) error {
		found, err := t.one("edition", selectNewest, []any{key}, []any{&e.Key, &e.Version, &e.Hash, &e.Text})
		if err == nil && !found {
			return unknownDefinition(key)
		}
		return err
	})
	return e, err
}

func unknownDefinition(key string) error {
	return domain.Refuse(domain.NotFound, "definition_unknown", domain.Args{"definition": key})
}

// Editions lists every published version without its text, by key and version.
func (s *Store) Editions(ctx context.Context) (all []workflow.Edition, err error) {
	err = s.read(ctx, func(t *tx) error {
		var e workflow.Edition
		return t.each("editions", selectEditions, nil, []any{&e.Key, &e.Version, &e.Hash}, func() error {
			all = append(all, e)
			return nil
		})
	})
	return all, err
}
