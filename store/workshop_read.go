package store

import (
	"context"
	"errors"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
)

func (l *loading) workshops(t *tx, id journey.ID) error {
	var journeyID, item, agenda, preparedBy, decisions, parked, minutes, objections, checks, nextDue string
	var ordinal, revision int
	var preparedAt int64
	into := []any{
		&journeyID, &item, &ordinal, &agenda, &revision, &preparedBy, &preparedAt, &decisions, &parked, &minutes, &objections,
		&checks, &nextDue,
	}
	return t.each("workshops", workshopsTable.inOrder, []any{string(id)}, into, func() error {
		w := &workflow.Workshop{
			Item: journey.InstanceID(item), Revision: revision, PreparedBy: person.ID(preparedBy), PreparedAt: moment(preparedAt),
		}
		l.state.Workshops = append(l.state.Workshops, w)
		return errors.Join(
			decoded(agenda, &w.Agenda), decoded(decisions, &w.Decisions), decoded(parked, &w.Parked),
			decoded(minutes, &w.Minutes), decoded(objections, &w.Objections), decoded(checks, &w.Checks),
		)
	})
}

func (l *loading) agreements(t *tx, id journey.ID) error {
	var journeyID, agreement, item, pointItem, question, by, texts, reason, answers, dueOn string
	var ordinal int
	var at, withdrawn, done int64
	into := []any{
		&journeyID, &agreement, &ordinal, &item, &pointItem, &question, &by, &at, &texts, &withdrawn, &reason, &answers,
		&dueOn, &done,
	}
	return t.each("agreements", agreementsTable.inOrder, []any{string(id)}, into, func() error {
		a := &workflow.Agreement{
			ID: agreement, Item: journey.InstanceID(item), By: person.ID(by), At: moment(at), Withdrawn: withdrawn != 0, Reason: reason,
			Point: workflow.Point{Item: journey.InstanceID(pointItem), Question: journey.FieldID(question)},
		}
		l.state.Agreements = append(l.state.Agreements, a)
		return errors.Join(decoded(texts, &a.Texts), decoded(answers, &a.Answers))
	})
}

const selectDueWorkshops = "SELECT DISTINCT journey FROM journey_workshops WHERE next_due <> '' AND next_due <= ? ORDER BY journey"

// JourneysDue lists the journeys in which time calls for something on a day or before: see workflow.State.DueOn.
func (s *Store) JourneysDue(ctx context.Context, today calendar.Date) ([]journey.ID, error) {
	return s.journeyIDs(ctx, selectDueWorkshops, today.String())
}
