package store

import (
	"context"

	"startklar/domain/caseload"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
)

var workNotes = projection[caseload.Notes, *caseload.Note]{
	stream: caseload.NotesKind,
	table: newTable("work_notes", []string{"municipality", "note"}, []string{
		"text", "written_by", "written_at", "changed_at", "erased",
	}),
	parts: func(n caseload.Notes, yield func(*caseload.Note)) {
		for _, note := range n.Notes {
			yield(note)
		}
	},
	key: func(n *caseload.Note) []any { return []any{n.Number} },
	values: func(n *caseload.Note) []any {
		return []any{n.Text, n.By, micros(n.WrittenAt), micros(n.ChangedAt), n.Erased}
	},
}

type viewPart struct {
	ordinal     int
	ref         caseload.ViewRef
	name, query string
	standard    bool
}

var savedViews = projection[caseload.Views, viewPart]{
	stream: caseload.ViewsKind,
	table:  newTable("saved_views", []string{"person", "view"}, []string{"ordinal", "name", "query", "standard"}),
	parts: func(v caseload.Views, yield func(viewPart)) {
		own := false
		for n, saved := range v.Views {
			own = own || saved.Ref == v.Standard
			yield(viewPart{n, saved.Ref, saved.Name, saved.Query, saved.Ref == v.Standard})
		}
		if v.Standard != "" && !own {
			yield(viewPart{ordinal: len(v.Views), ref: v.Standard, standard: true})
		}
	},
	key:    func(p viewPart) []any { return []any{p.ref} },
	values: func(p viewPart) []any { return []any{p.ordinal, p.name, p.query, p.standard} },
}

const (
	selectNotes = "SELECT note, text, written_by, written_at, changed_at, erased FROM work_notes WHERE municipality = ? ORDER BY note DESC"
	selectViews = "SELECT view, name, query, standard FROM saved_views WHERE person = ? ORDER BY ordinal"
)

// WorkNotes lists the work notes about a municipality, the newest first.
func (s *Store) WorkNotes(ctx context.Context, code municipality.Code) (notes []view.WorkNote, err error) {
	err = s.read(ctx, func(t *tx) error {
		var text, by string
		var number, written, changed, erased int64
		return t.each("work notes", selectNotes, []any{string(code)}, []any{&number, &text, &by, &written, &changed, &erased}, func() error {
			notes = append(notes, view.WorkNote{
				Number: int(number), Text: text, By: person.ID(by), WrittenAt: moment(written), ChangedAt: moment(changed), Erased: erased != 0,
			})
			return nil
		})
	})
	return notes, err
}

// SavedViews lists a person's views in the order in which they were saved, and which one the person begins with.
func (s *Store) SavedViews(ctx context.Context, id person.ID) (views view.SavedViews, err error) {
	err = s.read(ctx, func(t *tx) error {
		var ref, name, query string
		var standard int64
		return t.each("saved views", selectViews, []any{string(id)}, []any{&ref, &name, &query, &standard}, func() error {
			if standard != 0 {
				views.Standard = caseload.ViewRef(ref)
			}
			if name != "" {
				views.Views = append(views.Views, view.SavedView{Ref: caseload.ViewRef(ref), Name: name, Query: query})
			}
			return nil
		})
	})
	return views, err
}
