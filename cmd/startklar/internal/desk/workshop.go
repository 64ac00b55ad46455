package desk

import (
	"context"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/workflow"
)

// JourneysDue lists the journeys in which time calls for something on a day or before, for the service itself.
func (d *Desk) JourneysDue(ctx context.Context, actor person.Actor, today calendar.Date) ([]journey.ID, error) {
	if err := policy.CheckRole(actor, policy.ManageJourney); err != nil {
		return nil, err
	}
	return d.reads.JourneysDue(ctx, today)
}

// mayReadWorkshopEvent tells whether the actor may read what an event of a workshop says.
func mayReadWorkshopEvent(actor person.Actor, s workflow.State, e domain.Event) bool {
	item, id := workflow.SplitSubject(e.Subject)
	w := s.RoomOf(item)
	if w == nil {
		return false
	}
	confirmed := s.MinutesState(w) == workflow.MinutesStand
	if a := s.Agreement(string(id)); a != nil {
		confirmed = s.Confirmed(a)
	}
	return s.MayReadWorkshop(actor, w, confirmed)
}
