package store

import (
	"context"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
)

var consultancies = projection[roster.Consultancy, roster.Consultancy]{
	stream: roster.ConsultancyKind,
	table:  newTable("consultancies", []string{"municipality"}, []string{"consultant", "since", "handover"}),
	parts: func(c roster.Consultancy, yield func(roster.Consultancy)) {
		if c.Municipality != "" {
			yield(c)
		}
	},
	values: func(c roster.Consultancy) []any { return []any{c.Consultant, micros(c.Since), c.Handover} },
}

var handoversTable = newTable("handovers", []string{"id"}, []string{
	"giver", "receiver", "municipalities", "on_date", "note", "note_erased", "state", "planned_by", "planned_at", "ended_at",
})

var handovers = projection[roster.Handover, *roster.Handover]{
	stream: roster.HandoverKind,
	table:  handoversTable,
	parts: func(h roster.Handover, yield func(*roster.Handover)) {
		if h.Exists() {
			yield(&h)
		}
	},
	values: func(h *roster.Handover) []any {
		return []any{
			h.From, h.To, encoded(h.Municipalities), h.On.String(), h.Note, h.NoteErased, h.State, h.PlannedBy,
			micros(h.PlannedAt), micros(h.EndedAt),
		}
	},
}

const (
	selectHandovers = "SELECT h.id, h.giver, h.receiver, h.municipalities, h.on_date, h.note, h.note_erased, h.state, h.planned_by, " +
		"h.planned_at, h.ended_at FROM handovers h "
	selectHandover     = selectHandovers + "WHERE h.id = ?"
	selectAllHandovers = selectHandovers + "ORDER BY h.planned_at DESC, h.id"
	selectReceived     = selectHandovers + "WHERE h.receiver = ? ORDER BY h.planned_at DESC, h.id"
	selectDue          = selectHandovers + "WHERE h.state = ? AND h.on_date <= ? ORDER BY h.on_date, h.id"
)

// Handover returns a handover; NotFound if there is none.
func (s *Store) Handover(ctx context.Context, id roster.HandoverID) (roster.Handover, error) {
	found, err := s.handovers(ctx, selectHandover, string(id))
	if err == nil && len(found) == 0 {
		err = domain.Refuse(domain.NotFound, "handover_unknown", nil)
	}
	if err != nil {
		return roster.Handover{}, err
	}
	return found[0], nil
}

// Handovers lists handovers, the newest first: all of them, or those that somebody receives.
func (s *Store) Handovers(ctx context.Context, receiver person.ID) ([]roster.Handover, error) {
	if receiver == "" {
		return s.handovers(ctx, selectAllHandovers)
	}
	return s.handovers(ctx, selectReceived, string(receiver))
}

// DueHandovers lists the planned handovers whose day has come.
func (s *Store) DueHandovers(ctx context.Context, today calendar.Date) ([]roster.Handover, error) {
	return s.handovers(ctx, selectDue, string(roster.HandoverPlanned), today.String())
}

func (s *Store) handovers(ctx context.Context, query string, args ...any) (all []roster.Handover, err error) {
	err = s.read(ctx, func(t *tx) error {
		var id, giver, receiver, codes, on, note, state, by string
		var erased, planned, ended int64
		into := []any{&id, &giver, &receiver, &codes, &on, &note, &erased, &state, &by, &planned, &ended}
		return t.each("handovers", query, args, into, func() error {
			h := roster.Handover{
				ID: roster.HandoverID(id), From: person.ID(giver), To: person.ID(receiver), Note: note, NoteErased: erased != 0,
				State: roster.HandoverState(state), PlannedBy: person.ID(by), PlannedAt: moment(planned), EndedAt: moment(ended),
				Municipalities: []municipality.Code{},
			}
			if err := decoded(codes, &h.Municipalities); err != nil {
				return err
			}
			err := dates(date{on, &h.On})
			all = append(all, h)
			return err
		})
	})
	return all, err
}
