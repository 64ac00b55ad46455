package store

import (
	"context"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/domain/view"
)

type personPart struct {
	name    string
	role    person.Role
	contact roster.Contact
	ended   int64
	absence roster.Absence
}

var people = projection[roster.Person, personPart]{
	stream: roster.Kind,
	table: newTable("people", []string{"id"}, []string{
		"name", "name_key", "role", "phone", "email", "ended_at", "away_from", "away_to", "deputy",
	}),
	parts: func(p roster.Person, yield func(personPart)) {
		if p.ID != "" {
			yield(personPart{p.Name, p.Role, p.Contact, micros(p.EndedAt), p.Absence})
		}
	},
	values: func(p personPart) []any {
		return []any{
			p.name, municipality.SortKey(p.name), p.role, p.contact.Phone, p.contact.Email, p.ended,
			p.absence.From.String(), p.absence.To.String(), p.absence.Deputy,
		}
	},
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
	selectPeople = "SELECT p.id, p.name, p.role, p.phone, p.email, p.ended_at, p.away_from, p.away_to, p.deputy, a.municipality " +
		"FROM people p LEFT JOIN assignments a ON a.person = p.id "
	selectPerson     = selectPeople + "WHERE p.id = ? ORDER BY a.ordinal"
	selectEverybody  = selectPeople + "ORDER BY p.role, p.name_key, p.id, a.ordinal"
	selectConsultant = selectPeople + "WHERE p.role = ? AND p.ended_at = 0 AND p.id IN " +
		"(SELECT person FROM assignments WHERE municipality = ?) ORDER BY p.id, a.ordinal"
	selectAway = selectPeople + "WHERE p.deputy = ? AND p.away_from <= ? AND p.away_to >= ? AND p.ended_at = 0 " +
		"ORDER BY p.name_key, p.id, a.ordinal"
)

// Person returns a person; NotFound if there is none. Who has left is there still.
func (s *Store) Person(ctx context.Context, id person.ID) (roster.Person, error) {
	return onlyPerson(s.people(ctx, selectPerson, string(id)))
}

// ConsultantOf returns a municipality's consultant; NotFound if it has none.
func (s *Store) ConsultantOf(ctx context.Context, code municipality.Code) (roster.Person, error) {
	return onlyPerson(s.people(ctx, selectConsultant, string(person.ProcessConsultant), string(code)))
}

func onlyPerson(rows []view.PersonRow, err error) (roster.Person, error) {
	if err == nil && len(rows) == 0 {
		err = domain.Refuse(domain.NotFound, "person_unknown", nil)
	}
	if err != nil {
		return roster.Person{}, err
	}
	return rows[0], nil
}

// People lists everybody by role, then by name in Danish order; those who have left are among them.
func (s *Store) People(ctx context.Context) ([]view.PersonRow, error) {
	return s.people(ctx, selectEverybody)
}

// AwayFor lists those who are away on a day and have somebody as their deputy, by name.
func (s *Store) AwayFor(ctx context.Context, deputy person.ID, on calendar.Date) ([]view.PersonRow, error) {
	return s.people(ctx, selectAway, string(deputy), on.String(), on.String())
}

func (s *Store) people(ctx context.Context, query string, args ...any) (all []view.PersonRow, err error) {
	err = s.read(ctx, func(t *tx) error {
		var id, name, role, phone, email, from, to, deputy string
		var ended int64
		var code *string
		into := []any{&id, &name, &role, &phone, &email, &ended, &from, &to, &deputy, &code}
		return t.each("people", query, args, into, func() error {
			if len(all) == 0 || string(all[len(all)-1].ID) != id {
				all = append(all, view.PersonRow{
					ID: person.ID(id), Name: name, Role: person.Role(role), Contact: roster.Contact{Phone: phone, Email: email},
					EndedAt: moment(ended), Absence: roster.Absence{Deputy: person.ID(deputy)},
				})
				absence := &all[len(all)-1].Absence
				if err := dates(date{from, &absence.From}, date{to, &absence.To}); err != nil {
					return err
				}
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
