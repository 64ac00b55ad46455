package jobs

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/followup"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/figures"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/workflow/journal"
)

// SignalsDesk is what judging the signals needs of the desk.
type SignalsDesk interface {
	Book(ctx context.Context, actor person.Actor, p *monitoring.Programme, r figures.Range) (*figures.Book, error)
	Signals(ctx context.Context, actor person.Actor, p *monitoring.Programme, m calendar.Month, today calendar.Date) ([]signal.Signal, error)
	DaysOverdue(ctx context.Context, actor person.Actor, programme string, today calendar.Date) (map[municipality.Code]int, error)
	SupportOf(ctx context.Context, actor person.Actor, code municipality.Code) (followup.State, error)
	Do(ctx context.Context, actor person.Actor, key string, c domain.Command) (journal.Result, error)
}

// Signals judges the newest settled month, what is late, and which steps are long overdue, every night and whenever
// deliveries have been taken in; proposals of support follow from it. What a dated event suspends proposes nothing. Months that became settled while the service was
// down are judged in their order first.
//
// A run may come once too often, and two at the same time: the stream of a municipality knows by programme, subject and
// month what has been judged, and to judge the same again changes nothing.
func Signals(desk SignalsDesk, p *monitoring.Programme, clock func() time.Time) Job {
	return Job{Name: "signals", At: "25 5 * * *", Run: func(ctx context.Context) error {
		j := judging{desk: desk, programme: p, actor: person.SystemActor("signals"), today: calendar.DateOf(clock())}
		return j.run(ctx)
	}}
}

type judging struct {
	desk      SignalsDesk
	programme *monitoring.Programme
	actor     person.Actor
	today     calendar.Date
	book      *figures.Book
}

func (j judging) run(ctx context.Context) (err error) {
	if j.book, err = j.desk.Book(ctx, j.actor, j.programme, figures.Range{Measures: []monitoring.Measure{}}); err != nil {
		return err
	}
	found := map[municipality.Code][]followup.Seen{}
	months, err := j.months(ctx)
	if err != nil {
		return err
	}
	for _, m := range months {
		if err := j.judge(ctx, m, found); err != nil {
			return err
		}
	}
	if err := j.beside(ctx, found); err != nil {
		return err
	}
	return j.tell(ctx, found)
}

// catchUp is how many months are judged at most that were missed.
const catchUp = 12

// months are the newest settled one and those before it that became settled since a month was judged last. Where nothing
// has been judged yet, history is not gone through: its proposals would be about what has passed.
func (j judging) months(ctx context.Context) (all []calendar.Month, err error) {
	settled := j.book.Settled()
	if settled.IsZero() {
		return nil, nil
	}
	var last calendar.Month
	for _, code := range j.book.Municipalities(settled) {
		s, err := j.desk.SupportOf(ctx, j.actor, code)
		if err != nil {
			return nil, err
		}
		for _, i := range j.programme.Indicators {
			if m := s.Track(followup.SubjectOf(i)).Last(); m.After(last) {
				last = m
			}
		}
	}
	missed := 0
	if !last.IsZero() {
		missed = min(max(last.MonthsUntil(settled)-1, 0), catchUp)
	}
	for n := range missed {
		all = append(all, settled.Add(n-missed))
	}
	return append(all, settled), nil
}

// judge adds how each municipality's subjects stand in a month.
func (j judging) judge(ctx context.Context, m calendar.Month, found map[municipality.Code][]followup.Seen) error {
	signals, err := j.desk.Signals(ctx, j.actor, j.programme, m, j.today)
	if err != nil {
		return err
	}
	own := map[municipality.Code][]signal.Signal{}
	for _, s := range signals {
		own[s.Municipality] = append(own[s.Municipality], s)
	}
	for _, code := range j.book.Municipalities(m) {
		found[code] = append(found[code], followup.See(j.programme, m, own[code])...)
	}
	return nil
}

// beside adds the months that are late and the steps that are overdue.
func (j judging) beside(ctx context.Context, found map[municipality.Code][]followup.Seen) error {
	overdue, err := j.desk.DaysOverdue(ctx, j.actor, j.programme.Key, j.today)
	if err != nil {
		return err
	}
	for code, days := range overdue {
		found[code] = append(found[code], followup.SeeOverdue(calendar.MonthOf(j.today), days))
	}
	due := j.due()
	if due.IsZero() {
		return nil
	}
	for _, code := range j.book.Municipalities(due) {
		found[code] = append(found[code], followup.SeeMissing(due, j.late(code, due)))
	}
	return nil
}

// due is the newest month whose day of delivery has passed; zero before anybody has delivered it or an earlier one, for
// until then there is no monitoring that one could be late for.
func (j judging) due() calendar.Month {
	m := calendar.MonthOf(j.today).Add(-1)
	for !j.today.After(j.programme.Due(m)) {
		m = m.Add(-1)
	}
	if delivered := j.book.Delivered(); len(delivered) == 0 || m.Before(delivered[0]) {
		return calendar.Month{}
	}
	return m
}

// late tells whether a month that a municipality should have delivered is missing: the newest that is due, or one of
// those before it that are not settled yet.
func (j judging) late(code municipality.Code, due calendar.Month) bool {
	for n := range j.programme.Provisional + 1 {
		m := due.Add(-n)
		if j.book.ProjectMonth(code, m) > 0 && !m.Before(j.book.Delivered()[0]) && !j.book.HasDelivered(code, m) {
			return true
		}
	}
	return false
}

// atOnce is how many municipalities are told at the same time, so that they share commits.
const atOnce = 16

// tell hands each municipality's stream what has been found. What cannot be told is tried again the next time.
func (j judging) tell(ctx context.Context, found map[municipality.Code][]followup.Seen) error {
	var (
		all  sync.WaitGroup
		lock sync.Mutex
		errs []error
	)
	slots := make(chan struct{}, atOnce)
	for code, seen := range found {
		all.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			if err := j.tellOne(ctx, code, seen); err != nil {
				lock.Lock()
				defer lock.Unlock()
				errs = append(errs, fmt.Errorf("signals of %s: %w", code, err))
			}
		})
	}
	all.Wait()
	return errors.Join(errs...)
}

func (j judging) tellOne(ctx context.Context, code municipality.Code, seen []followup.Seen) error {
	s, err := j.desk.SupportOf(ctx, j.actor, code)
	if err != nil || s.Knows(seen) {
		return err
	}
	_, err = j.desk.Do(ctx, j.actor, "", followup.Judge{Municipality: code, Programme: j.programme.Key, Seen: seen})
	return err
}
