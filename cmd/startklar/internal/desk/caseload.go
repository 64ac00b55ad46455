package desk

import (
	"context"
	"slices"

	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/view"
)

// CaseReads are the read models of those who carry many municipalities.
type CaseReads interface {
	// Caseload returns journeys with what they wait for.
	Caseload(ctx context.Context, q view.OverviewQuery) ([]view.Case, error)
	// News lists the journeys in which something has happened since a day began, by name.
	News(ctx context.Context, since calendar.Date) ([]view.NewsRow, error)
	// WorkNotes lists the notes about a municipality, the newest first.
	WorkNotes(ctx context.Context, code municipality.Code) ([]view.WorkNote, error)
	SavedViews(ctx context.Context, id person.ID) (view.SavedViews, error)
}

// Caseload returns the journeys that the actor carries: consultants those of their municipalities, the national
// agency all. It holds states, dates and counts, never a text of the municipality's.
func (d *Desk) Caseload(ctx context.Context, actor person.Actor, q view.OverviewQuery) ([]view.Case, error) {
	if err := policy.CheckRole(actor, policy.ReadCaseload); err != nil {
		return nil, err
	}
	if actor.Role == person.ProcessConsultant {
		q.Municipalities = within(q.Municipalities, actor)
	}
	return d.reads.Caseload(ctx, q)
}

// News lists the journeys of the overview in which something has happened since a day began.
func (d *Desk) News(ctx context.Context, actor person.Actor, since calendar.Date) ([]view.NewsRow, error) {
	if err := policy.CheckRole(actor, policy.ReadOverview); err != nil {
		return nil, err
	}
	news, err := d.reads.News(ctx, since)
	return slices.DeleteFunc(news, func(r view.NewsRow) bool {
		return policy.Check(actor, policy.ReadOverview, r.Municipality) != nil
	}), err
}

// WorkNotes lists the notes about a municipality for those who may keep them: the consultants who carry it, and
// the national agency. The municipality itself may not; it does not see that there are any.
func (d *Desk) WorkNotes(ctx context.Context, actor person.Actor, code municipality.Code) ([]view.WorkNote, error) {
	if err := policy.Check(actor, policy.KeepNotes, code); err != nil {
		return nil, err
	}
	return d.reads.WorkNotes(ctx, code)
}

// SavedViews lists the actor's own views.
func (d *Desk) SavedViews(ctx context.Context, actor person.Actor) (view.SavedViews, error) {
	if err := policy.CheckRole(actor, policy.ReadCaseload); err != nil {
		return view.SavedViews{}, err
	}
	return d.reads.SavedViews(ctx, actor.ID)
}
