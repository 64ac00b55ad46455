package store

import (
	"context"

	"startklar/domain"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/domain/view"
)

type personPart struct {
	name string
	role person.Role
}

var people = projection[roster.Person, personPart]{
	stream: roster.Kind,
	table:  newTable("people", []string{"id"}, []string{"name", "name_key", "role"}),
	parts: func(p roster.Person, yield func(personPart)) {
		if p.ID != "" {
			yield(personPart{p.Name, p.Role})
		}
	},
	values: func(p personPart) []any { return []any{p.name, municipality.SortKey(p.name), p.role} },
}

type assignmentPart struct {
	ordinal      int
	municipality municipality.Code
}

var assignments = projection[roster.Person, assignmentPart]{
	stream: roster.Kind,
	table:  newTable("assignments", []string{"person", "ordinal"}, []string{"municipality"}),
	parts: func(p roster.Person, yield func(assignmentPart)) {
		for n, code := range p.Municipalities {
			yield(assignmentPart{n, code})
		}
	},
	key:    func(p assignmentPart) []any { return []any{p.ordinal} },
	values: func(p assignmentPart) []any { return []any{p.municipality} },
}

const (
	// One row for each of a person's municipalities, or one without.
	selectPeople    = "SELECT p.id, p.name, p.role, a.municipality FROM people p LEFT JOIN assignments a ON a.person = p.id "
	selectPerson    = selectPeople + "WHERE p.id = ? ORDER BY a.ordinal"
	selectEverybody = selectPeople + "ORDER BY p.role, p.name_key, p.id, a.ordinal"
)

// Person returns a person; NotFound if there is none.
func (s *Store) Person(ctx context.Context, id person.ID) (roster.Person, error) {
	rows, err := s.people(ctx, selectPerson, string(id))
	if err != nil {
		return roster.Person{}, err
	}
	if len(rows) == 0 {
		return roster.Person{}, domain.Refuse(domain.NotFound, "person_unknown", nil)
	}
	return roster.Person(rows[0]), nil
}

// People lists everybody by role, then by name in Danish order.
func (s *Store) People(ctx context.Context) ([]view.PersonRow, error) {
	return s.people(ctx, selectEverybody)
}

func (s *Store) people(ctx context.Context, query string, args ...any) (all []view.PersonRow, err error) {
	err = s.read(ctx, func(t *tx) error {
		var id, name, role string
		var code *string
		return t.each("people", query, args, []any{&id, &name, &role, &code}, func() error {
			if len(all) == 0 || string(all[len(all)-1].ID) != id {
				all = append(all, view.PersonRow{ID: person.ID(id), Name: name, Role: person.Role(role)})
			}
			if code != nil {
				last := &all[len(all)-1]
				last.Municipalities = append(last.Municipalities, municipality.Code(*code))
			}
			return nil
		})
	})
	return all, err
}
