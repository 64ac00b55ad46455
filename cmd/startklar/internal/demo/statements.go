package demo

import (
	"context"
	"fmt"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/person"
	"startklar/domain/statement"
	"startklar/workflow/journal"
)

// Statements is where monthly statements are frozen and released; package desk implements it.
type Statements interface {
	Do(ctx context.Context, actor person.Actor, key string, c domain.Command) (journal.Result, error)
	DeliveredMonths(ctx context.Context, actor person.Actor) ([]calendar.Month, calendar.Month, error)
	FreezeStatement(ctx context.Context, actor person.Actor, key string, m calendar.Month, asOf time.Time, reason string) (journal.Result, error)
}

// released is how many months have statements when the demo ends; the settled month after them waits for its release.
const released = 2

// remarks are what the national agency says beside some figures of a month.
var remarks = map[monitoring.UnitID]string{
	"0851":              "Flot fremgang med de lønnede timer. Ring gerne, hvis I vil dele, hvordan I begyndte.",
	monitoring.National: "Markeringerne er ved at være på plads de fleste steder. Lønnede timer følger sæsonen.",
}

// Publish freezes and releases the statements of the latest settled months, one person after the other, and leaves the
// newest of them frozen. It follows Fill, in the same store.
func Publish(ctx context.Context, desk Statements, clock *Clock) error {
	people := newCast(placesOn(calendar.DateOf(clock.until)))
	first, second := people.officers[0], people.officers[1]
	defer clock.set(clock.until)
	_, settled, err := desk.DeliveredMonths(ctx, first)
	if err != nil {
		return err
	}
	for back := released; back >= 0; back-- {
		m := settled.Add(-back)
		by, releases := first, second
		if back == 0 {
			by = second
		}
		clock.set(publishedAt(m, clock))
		if err := prepare(ctx, desk, by, m, clock.Now(), back == 1); err != nil {
			return err
		}
		if back == 0 {
			return nil
		}
		clock.set(clock.Now().Add(time.Hour))
		if _, err := desk.Do(ctx, releases, "", statement.Release{Month: m, Number: 1}); err != nil {
			return fmt.Errorf("release %s: %w", m, err)
		}
		if m == Corrected(calendar.DateOf(clock.until)) {
			if err := correct(ctx, desk, clock, m, second, first); err != nil {
				return err
			}
		}
	}
	return nil
}

// Frozen is the month whose statement waits for its release when the demo ends on a day; the two before it have been
// released. It is the one before the two latest that were delivered.
func Frozen(today calendar.Date) calendar.Month {
	latest := calendar.MonthOf(today).Add(-1)
	if today.Before(workingDay(latest.Add(1).First().AddDays(rounds[0].days))) {
		latest = latest.Add(-1)
	}
	return latest.Add(-2)
}

// Corrected is the month whose statement has a second edition when the demo ends on a day: the oldest one released.
func Corrected(today calendar.Date) calendar.Month { return Frozen(today).Add(-released) }

// why is what the municipalities read about the second edition, all of them: it names none.
const why = "Der manglede lønnede timer i nogle leverancer. De er nu leveret på ny."

// correct gives out a second edition a few days after the records of the month that came again.
func correct(ctx context.Context, desk Statements, clock *Clock, m calendar.Month, by, releases person.Actor) error {
	clock.set(moment(workingDay(m.Add(3).First().AddDays(correctedAfter)), 4))
	if _, err := desk.FreezeStatement(ctx, by, "", m, clock.Now(), why); err != nil {
		return fmt.Errorf("freeze %s again: %w", m, err)
	}
	clock.set(clock.Now().Add(time.Hour))
	if _, err := desk.Do(ctx, releases, "", statement.Release{Month: m, Number: 2}); err != nil {
		return fmt.Errorf("release %s again: %w", m, err)
	}
	return nil
}

// correctedAfter is how many days into the third month after it a month's correction is made: the last round of
// deliveries has come by then, and the next month has not been published.
const correctedAfter = 24

// publishedAt is a morning soon after the month has settled: two later ones have been delivered by then.
func publishedAt(m calendar.Month, clock *Clock) time.Time {
	at := moment(workingDay(m.Add(3).First().AddDays(17)), 4)
	if at.After(clock.until) {
		return clock.until.Add(-2 * time.Hour)
	}
	return at
}

func prepare(ctx context.Context, desk Statements, by person.Actor, m calendar.Month, asOf time.Time, remarked bool) error {
	for unit, text := range remarks {
		if !remarked {
			break
		}
		if _, err := desk.Do(ctx, by, "", statement.WriteComment{Month: m, Unit: unit, Text: text}); err != nil {
			return fmt.Errorf("comment %s: %w", m, err)
		}
	}
	if _, err := desk.FreezeStatement(ctx, by, "", m, asOf, ""); err != nil {
		return fmt.Errorf("freeze %s: %w", m, err)
	}
	return nil
}
