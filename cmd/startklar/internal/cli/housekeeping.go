package cli

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/config"
	"startklar/cmd/startklar/internal/jobs"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/person"
	"startklar/domain/roster"
)

// housekeeping is what the service does by itself at set times.
func housekeeping(a *app.App, settings config.Config, clock func() time.Time, log *slog.Logger) (*jobs.Schedule, error) {
	return jobs.New(log,
		jobs.Job{Name: "remove ended sessions", At: "15 4 * * *", Run: a.Store.Sessions().DeleteExpired},
		jobs.Dates(a.Desk, clock),
		jobs.Registrations(a.Desk, a.Library),
		jobs.Signals(a.Desk, a.Monitoring, clock),
		jobs.Job{Name: "carry out handovers", At: "1 0 * * *", Run: func(ctx context.Context) error { return carryOutHandovers(ctx, a, clock) }},
		jobs.Job{Name: "forget client keys", At: "35 4 * * *", Run: func(ctx context.Context) error {
			return a.Store.ForgetKeys(ctx, clock().Add(-settings.Retention.ClientKeys))
		}},
		jobs.Job{Name: "forget accesses", At: "45 4 * * *", Run: func(ctx context.Context) error {
			return a.Store.ForgetAccesses(ctx, clock().Add(-settings.Retention.Accesses))
		}},
	)
}

// carryOutHandovers carries out the handovers whose day has come. One that cannot be carried out any more, for the
// municipalities or the people have changed, is cancelled: its receiver is told.
func carryOutHandovers(ctx context.Context, a *app.App, clock func() time.Time) error {
	due, err := a.Store.DueHandovers(ctx, calendar.DateOf(clock()))
	if err != nil {
		return err
	}
	var all []error
	for _, h := range due {
		_, err := a.Desk.Do(ctx, person.SystemActor("jobs"), "", roster.CarryOutHandover{ID: h.ID})
		if code := domain.CodeOf(err); code == domain.Conflict || code == domain.Invalid {
			_, err = a.Desk.Do(ctx, person.SystemActor("jobs"), "", roster.CancelHandover{ID: h.ID})
		}
		all = append(all, err)
	}
	return errors.Join(all...)
}
