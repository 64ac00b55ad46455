package store

import (
	"startklar/domain/journey"
	"startklar/workflow"
)

var workshopsTable = newTable("journey_workshops", []string{"journey", "item"}, []string{
	"ordinal", "agenda", "revision", "prepared_by", "prepared_at", "decisions", "parked", "minutes", "objections", "checks",
	"next_due",
})

// workshopPart holds the day on which time calls for something beside the room: it rests on the agreements too.
type workshopPart struct {
	ordinal int
	room    *workflow.Workshop
	nextDue string
}

var workshops = projection[workflow.State, workshopPart]{
	stream: journey.StreamKind,
	table:  workshopsTable,
	parts: func(s workflow.State, yield func(workshopPart)) {
		for n, w := range s.Workshops {
			yield(workshopPart{ordinal: n, room: w, nextDue: s.NextDue(w).String()})
		}
	},
	key: func(p workshopPart) []any { return []any{p.room.Item} },
	values: func(p workshopPart) []any {
		w := p.room
		return []any{
			p.ordinal, encoded(w.Agenda), w.Revision, w.PreparedBy, micros(w.PreparedAt), encoded(w.Decisions), encoded(w.Parked),
			encoded(w.Minutes), encoded(w.Objections), encoded(w.Checks), p.nextDue,
		}
	},
}

var agreementsTable = newTable("journey_agreements", []string{"journey", "id"}, []string{
	"ordinal", "item", "point_item", "point_question", "made_by", "made_at", "texts", "withdrawn", "reason", "answers",
	"due_on", "done",
})

type agreementPart struct {
	ordinal   int
	agreement *workflow.Agreement
}

// due_on and done are for lists across journeys: they follow from texts and answers.
var agreements = projection[workflow.State, agreementPart]{
	stream: journey.StreamKind,
	table:  agreementsTable,
	same:   func(a, b workflow.State) bool { return identical(a.Agreements, b.Agreements) },
	parts: func(s workflow.State, yield func(agreementPart)) {
		for n, a := range s.Agreements {
			yield(agreementPart{ordinal: n, agreement: a})
		}
	},
	key: func(p agreementPart) []any { return []any{p.agreement.ID} },
	values: func(p agreementPart) []any {
		a := p.agreement
		return []any{
			p.ordinal, a.Item, a.Point.Item, a.Point.Question, a.By, micros(a.At), encoded(a.Texts), a.Withdrawn, a.Reason,
			encoded(a.Answers), a.DueOn().String(), a.Done(),
		}
	},
}
