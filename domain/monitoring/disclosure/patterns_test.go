package disclosure_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/disclosure"
	"startklar/domain/view"

	"github.com/google/go-cmp/cmp"
)

// seen is what an edition shows outsiders of some months.
func seen(e *disclosure.Edition, months ...calendar.Month) (all []view.Figure) {
	b := e.For(disclosure.Outsiders())
	for _, m := range months {
		for _, unit := range b.Units(m) {
			for _, g := range monitoring.AllGroups() {
				f, _ := b.Count(unit, m, monitoring.Measure(g), monitoring.OriginAll)
				all = append(all, f)
			}
			for _, o := range monitoring.AllOrigins() {
				f, _ := b.Count(unit, m, "4", o)
				all = append(all, f)
			}
		}
	}
	return all
}

var sameFigures = cmp.Comparer(func(a, b view.Figure) bool { return a == b })

func TestOnlyMonthsWhoseNumbersChangedAreWorkedOutAgain(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 20))
	w := national(rng, 20, 3)
	r, worked := disclosure.Counting(rule(t))
	february := january.Add(1)
	prepared := func() *disclosure.Edition {
		e := r.Edition(w.book(t))
		if err := e.Prepare(t.Context()); err != nil {
			t.Fatal(err)
		}
		return e
	}
	first := prepared()
	if n := worked(); n != 3 {
		t.Fatalf("%d months are worked out at first, want 3", n)
	}
	prepared()
	if n := worked(); n != 0 {
		t.Errorf("%d months are worked out of a book that says the same", n)
	}
	at := slices.IndexFunc(w.stored.Cells, func(c monitoring.MonthCells) bool { return c.Month == february })
	code := w.stored.Cells[at].Municipality
	w.stored.Cells = slices.Delete(w.stored.Cells, at, at+1)
	w.deliver(code, february, count(population(rng, 31)))
	second := prepared()
	if n := worked(); n != 1 {
		t.Errorf("%d months are worked out after a delivery of one", n)
	}
	if diff := cmp.Diff(seen(first, january, january.Add(2)), seen(second, january, january.Add(2)), sameFigures); diff != "" {
		t.Errorf("another month is shown differently:\n%s", diff)
	}
	afresh := disclosure.Afresh(r).Edition(w.book(t))
	if diff := cmp.Diff(seen(afresh, january, february, january.Add(2)), seen(second, january, february, january.Add(2)), sameFigures); diff != "" {
		t.Errorf("what is remembered differs from what is worked out afresh:\n%s", diff)
	}
	w.stored.Participations = slices.DeleteFunc(w.stored.Participations, func(p monitoring.Participation) bool { return p.Municipality == code })
	worked()
	prepared()
	if n := worked(); n != 3 {
		t.Errorf("%d months are worked out when a municipality takes part no more, want 3", n)
	}
}

func TestAskersOfOneMonthShareItsWork(t *testing.T) {
	w := national(rand.New(rand.NewPCG(4, 20)), 20, 2)
	r, worked := disclosure.Counting(rule(t))
	one, other := r.Edition(w.book(t)), r.Edition(w.book(t))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { seen(one, january) })
		all.Go(func() { seen(other, january) })
	}
	all.Wait()
	if n := worked(); n != 1 {
		t.Errorf("the month was worked out %d times, and no other one", n)
	}
}

func TestPreparingEndsWithItsContext(t *testing.T) {
	r, worked := disclosure.Counting(rule(t))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := r.Edition(national(rand.New(rand.NewPCG(5, 20)), 20, 2).book(t)).Prepare(ctx)
	if !errors.Is(err, context.Canceled) || worked() != 0 {
		t.Errorf("%v", err)
	}
}
