// Package jobs wakes the service at set times. What it does to content it does by ordinary commands as the
// system actor; what it does to technical state, such as ended sessions, it does directly.
//
// Times are those of Copenhagen. Nothing may be scheduled from 02 to 03: one night a year that hour does not
// exist, and another night it comes twice.
package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"startklar/domain/calendar"

	"github.com/robfig/cron/v3"
)

// Job is something to be done at set times. Run must bear to be run once too often.
type Job struct {
	Name string
	// At is a cron expression of five fields: minute, hour, day of the month, month, day of the week.
	At  string
	Run func(context.Context) error
}

// Schedule is a set of jobs that have been checked.
type Schedule struct {
	jobs []Job
	cron *cron.Cron
	log  *slog.Logger
}

// New checks the jobs. It returns an error for an expression that does not parse, that names a time zone, or
// that falls between 02 and 03.
func New(log *slog.Logger, jobs ...Job) (*Schedule, error) {
	s := &Schedule{jobs: jobs, log: log, cron: cron.New(cron.WithLocation(calendar.Copenhagen()))}
	for _, j := range jobs {
		if err := check(j.At); err != nil {
			return nil, fmt.Errorf("job %s: %w", j.Name, err)
		}
	}
	return s, nil
}

// Run does every job once, for what was due while the service was down, and then each at its times, until
// the context ends; it returns when the job under way has finished.
func (s *Schedule) Run(ctx context.Context) {
	for _, j := range s.jobs {
		s.do(ctx, j)
		if _, err := s.cron.AddFunc(j.At, func() { s.do(ctx, j) }); err != nil {
			s.log.Error("job not scheduled", "job", j.Name, "error", err) // New has parsed it
		}
	}
	s.cron.Start()
	<-ctx.Done()
	<-s.cron.Stop().Done()
}

// do runs a job; one that fails or panics leaves word and is tried again at its next time.
func (s *Schedule) do(ctx context.Context, j Job) {
	defer func() {
		if p := recover(); p != nil {
			s.log.Error("job panicked", "job", j.Name, "panic", p)
		}
	}()
	if err := j.Run(ctx); err != nil && ctx.Err() == nil {
		s.log.Error("job failed", "job", j.Name, "error", err)
	}
}

const (
	forbiddenHour = 2
	// looked is how many times of an expression are looked at: two years of a daily job.
	looked = 731
)

// parser takes five plain fields: a time zone within the expression is refused.
var parser = cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow)

func check(at string) error {
	if len(at) > 0 && (at[0] == 'T' || at[0] == 'C') {
		return fmt.Errorf("%q names a time zone: times are those of Copenhagen", at)
	}
	schedule, err := parser.Parse(at)
	if err != nil {
		return fmt.Errorf("%q: %w", at, err)
	}
	next := time.Date(2026, 1, 1, 0, 0, 0, 0, calendar.Copenhagen())
	for range looked {
		if next = schedule.Next(next); next.IsZero() {
			break
		}
		if next.Hour() == forbiddenHour {
			return fmt.Errorf("%q falls between 02 and 03, an hour that is missing or double when the clock changes", at)
		}
	}
	return nil
}
