package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
	"startklar/workflow/journal"
)

// DatesDesk is what the passing of time needs of the desk.
type DatesDesk interface {
	JourneysDue(ctx context.Context, actor person.Actor, today calendar.Date) ([]journey.ID, error)
	Journey(ctx context.Context, actor person.Actor, id journey.ID) (workflow.State, error)
	Do(ctx context.Context, actor person.Actor, key string, c domain.Command) (journal.Result, error)
}

// Dates does what time calls for in journeys: silence confirms minutes, and checks of agreements begin. What
// was due while the service was down is done at the next run. Each command bears what is due and its date as
// client key, so that it counts once however often the job runs and on however many machines.
func Dates(desk DatesDesk, clock func() time.Time) Job {
	return Job{Name: "dates of journeys", At: "5 6 * * *", Run: func(ctx context.Context) error {
		return passTime(ctx, desk, calendar.DateOf(clock()))
	}}
}

func passTime(ctx context.Context, desk DatesDesk, today calendar.Date) error {
	actor := person.SystemActor("dates")
	ids, err := desk.JourneysDue(ctx, actor, today)
	if err != nil {
		return err
	}
	var errs []error
	for _, id := range ids {
		s, err := desk.Journey(ctx, actor, id)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		for _, due := range s.DueOn(today) {
			// Somebody may act between reading and doing: what then no longer applies is looked at again tomorrow.
			if _, err := desk.Do(ctx, actor, due.Key, due.Command); err != nil && domain.CodeOf(err) != domain.Conflict {
				errs = append(errs, fmt.Errorf("%s: %w", due.Key, err))
			}
		}
	}
	return errors.Join(errs...)
}
