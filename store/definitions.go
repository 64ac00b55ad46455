package store

import (
	"context"
	"slices"

	"startklar/domain"
	"startklar/workflow"
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
	selectEdition = "SELECT key, version, hash, text FROM definitions WHERE key = ? AND version = ?"
	selectNewest  = "SELECT key, version, hash, text FROM definitions WHERE key = ? ORDER BY version DESC LIMIT 1"
	// Without their texts, which are long.
	selectEditions = "SELECT key, version, hash FROM definitions ORDER BY key, version"
)

// Edition implements workflow.Editions.
func (s *Store) Edition(key string, version int) (workflow.Edition, error) {
	return s.edition(context.Background(), selectEdition, key, version)
}

// NewestEdition returns a definition's highest published version; NotFound if there is none.
func (s *Store) NewestEdition(ctx context.Context, key string) (workflow.Edition, error) {
	return s.edition(ctx, selectNewest, key)
}

func (s *Store) edition(ctx context.Context, query string, args ...any) (e workflow.Edition, err error) {
	err = s.read(ctx, func(t *tx) error {
		found, err := t.one("edition", query, args, []any{&e.Key, &e.Version, &e.Hash, &e.Text})
		if err == nil && !found {
			return domain.Refuse(domain.NotFound, "definition_unknown", domain.Args{"definition": args[0]})
		}
		return err
	})
	return e, err
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
