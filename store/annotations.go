package store

import (
	"context"

	"startklar/domain/monitoring/annotation"
	"startklar/domain/person"
)

var annotations = projection[annotation.Annotation, *annotation.Annotation]{
	stream: annotation.StreamKind,
	table: newTable("annotations", []string{"id"}, []string{
		"content", "revision", "noted_at", "written_by", "written_at", "withdrawn", "withdrawn_at",
	}),
	parts: func(a annotation.Annotation, yield func(*annotation.Annotation)) {
		if a.Exists() {
			yield(&a)
		}
	},
	values: func(a *annotation.Annotation) []any {
		return []any{
			encoded(a.Content), a.Revision, micros(a.NotedAt), a.WrittenBy, micros(a.WrittenAt), a.Withdrawn, micros(a.WithdrawnAt),
		}
	},
}

const selectAnnotations = "SELECT id, content, revision, noted_at, written_by, written_at, withdrawn, withdrawn_at " +
	"FROM annotations ORDER BY noted_at, id"

// Annotations lists every annotation in the order in which they were noted, those taken back too.
func (s *Store) Annotations(ctx context.Context) (all []annotation.Listed, err error) {
	err = s.read(ctx, func(t *tx) error {
		var id, content, by, withdrawn string
		var revision int
		var noted, at, gone int64
		return t.each("annotations", selectAnnotations, nil, []any{&id, &content, &revision, &noted, &by, &at, &withdrawn, &gone}, func() error {
			all = append(all, annotation.Listed{ID: annotation.ID(id), Annotation: annotation.Annotation{
				Revision: revision, NotedAt: moment(noted), WrittenBy: person.ID(by), WrittenAt: moment(at),
				Withdrawn: withdrawn, WithdrawnAt: moment(gone),
			}})
			return decoded(content, &all[len(all)-1].Content)
		})
	})
	return all, err
}
