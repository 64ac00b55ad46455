package desk_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/desk"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/disclosure"
	"startklar/domain/person"
	"startklar/domain/statement"
	"startklar/domain/view"
	"startklar/store"
	"startklar/store/storetest"
	"startklar/workflow"
	"startklar/workflow/journal"

	"github.com/google/go-cmp/cmp"
)

// The month that can be frozen in withFigures, and three people of the agency.
var (
	january = calendar.NewMonth(2025, time.January)
	other   = person.Actor{ID: "star-2", Role: person.NationalOfficer}
	third   = person.Actor{ID: "star-3", Role: person.NationalOfficer}
)

// atOnce lets attempts run side by side, and returns how many succeeded and how often each refusal came.
func atOnce(attempts ...func() error) (done int, refused map[string]int) {
	var all sync.WaitGroup
	errs, begin := make([]error, len(attempts)), make(chan struct{})
	for n, try := range attempts {
		all.Go(func() {
			<-begin
			errs[n] = try()
		})
	}
	close(begin)
	all.Wait()
	refused = map[string]int{}
	for _, err := range errs {
		if err == nil {
			done++
		} else {
			refused[domain.AsError(err).Key]++
		}
	}
	return done, refused
}

// TestAMonthIsFrozenAndReleasedOnceHoweverManyTry lets two programs at one store freeze and release side by side.
func TestAMonthIsFrozenAndReleasedOnceHoweverManyTry(t *testing.T) {
	for name, url := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			at := url(t)
			programs := []*app.App{withFiguresIn(t, at), beside(t, at)}
			freezing := func(a *app.App, who person.Actor, key string) func() error {
				return func() error {
					_, err := a.Desk.FreezeStatement(context.Background(), who, key, january, looked, "")
					return err
				}
			}
			releasing := func(a *app.App, who person.Actor, key string) func() error {
				return func() error {
					_, err := a.Desk.Do(context.Background(), who, key, statement.Release{Month: january, Number: 1})
					return err
				}
			}
			var freezes []func() error
			for n := range 6 {
				freezes = append(freezes, freezing(programs[n%2], officer, fmt.Sprint("own key ", n)))
			}
			if done, refused := atOnce(freezes...); done != 1 || refused["statement_frozen"] != 5 {
				t.Fatalf("%d froze, refused were %v", done, refused)
			}
			var releases []func() error
			for n := range 4 {
				releases = append(releases, releasing(programs[n%2], officer, fmt.Sprint("freezer ", n)), releasing(programs[n%2], other, "a double click"), releasing(programs[n%2], third, fmt.Sprint("third ", n)))
			}
			done, refused := atOnce(releases...)
			if late, own := refused["statement_not_frozen"], refused["statement_second"]; done+late+own != 12 || done != 4 && done != 1 || own+late < 8 {
				t.Errorf("%d released, refused were %v", done, refused)
			}
			month, err := programs[0].Desk.StatementMonth(t.Context(), officer, january)
			if err != nil || len(month.Released) != 1 || month.Pending != nil || month.Released[0].ReleasedBy == officer.ID {
				t.Errorf("%+v, %v", month.State, err)
			}
			if events := eventsOf(t, programs[0], january); !cmp.Equal(events, []string{"statement_frozen", "statement_released"}) {
				t.Errorf("the history has %q", events)
			}
		})
	}
}

// eventsOf are the kinds of what has happened to a month's statements.
func eventsOf(t *testing.T, a *app.App, m calendar.Month) (kinds []string) {
	t.Helper()
	err := a.Door.History(t.Context(), statement.StreamOf(m), time.Time{}, func(e domain.Event, _ journal.Recorded) error {
		kinds = append(kinds, e.Kind)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return kinds
}

// TestTheSameFormAgainFreezesOnce sends one form of freezing and of releasing several times.
func TestTheSameFormAgainFreezesOnce(t *testing.T) {
	a := withFigures(t)
	for _, step := range []func() (journal.Result, error){
		func() (journal.Result, error) {
			return a.Desk.FreezeStatement(t.Context(), officer, "one", january, looked, "")
		},
		func() (journal.Result, error) {
			return a.Desk.Do(t.Context(), other, "two", statement.Release{Month: january, Number: 1})
		},
	} {
		first, err := step()
		again, repeated := step()
		if err != nil || repeated != nil || first.Number != again.Number {
			t.Errorf("%+v %v, then %+v %v", first, err, again, repeated)
		}
	}
	if events := eventsOf(t, a, january); len(events) != 2 {
		t.Errorf("the history has %q", events)
	}
}

// TestAReleasedEditionStaysWhateverIsTried reads an edition, tries everything there is against it, and reads it again.
func TestAReleasedEditionStaysWhateverIsTried(t *testing.T) {
	a := withFigures(t)
	read := func() (all []any) {
		t.Helper()
		for _, leaves := range []bool{false, true} {
			own, err := a.Desk.Statement(t.Context(), officer, desk.Which{Month: january, Number: 1}, "0851", leaves)
			if err != nil {
				t.Fatal(err)
			}
			nation, err := a.Desk.NationalStatement(t.Context(), officer, desk.Which{Month: january, Number: 1}, leaves)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, own.Content, *own.Edition, nation.Content, own.Comment)
		}
		return all
	}
	do(t, a, officer, statement.WriteComment{Month: january, Unit: "0851", Text: "Som den var"})
	if _, err := a.Desk.FreezeStatement(t.Context(), officer, "", january, looked, ""); err != nil {
		t.Fatal(err)
	}
	do(t, a, other, statement.Release{Month: january, Number: 1})
	before := read()
	for name, try := range map[string]struct {
		by person.Actor
		c  domain.Command
	}{
		"release again":       {third, statement.Release{Month: january, Number: 1}},
		"discard":             {other, statement.Discard{Month: january, Number: 1, Reason: "En fejl"}},
		"freeze over":         {officer, statement.Freeze{Month: january, Number: 1, AsOf: looked, Files: []statement.UnitFile{{Unit: monitoring.National, File: domain.HashOf(nil)}}}},
		"correct for nothing": {officer, statement.Freeze{Month: january, Number: 2, AsOf: looked, Files: []statement.UnitFile{{Unit: monitoring.National, File: domain.HashOf(nil)}}}},
		"erase the contents":  {keeper, journal.Erase{Of: statement.StreamOf(january), Numbers: []int64{2}, Reason: "En fejl"}},
		"erase the release":   {keeper, journal.Erase{Of: statement.StreamOf(january), Numbers: []int64{3}, Reason: "En fejl"}},
	} {
		if _, err := a.Desk.Do(t.Context(), try.by, "", try.c); err == nil {
			t.Errorf("%s was carried out", name)
		}
	}
	if _, err := a.Desk.FreezeStatement(t.Context(), other, "", january, looked, " "); domain.AsError(err).Key != "statement_reason" {
		t.Errorf("a correction without a reason: %v", err)
	}
	takeIn(t, a, "0851", january, 90)
	do(t, a, other, statement.WriteComment{Month: january, Unit: "0851", Text: "Noget andet", Base: 1})
	if _, err := a.Desk.FreezeStatement(t.Context(), officer, "", january, looked, "Aalborg har leveret igen"); err != nil {
		t.Fatal(err)
	}
	do(t, a, third, statement.Release{Month: january, Number: 2})
	if diff := cmp.Diff(before, read()); diff != "" {
		t.Errorf("the first edition has changed (-before +after):\n%s", diff)
	}
}

// TestNoCountsAreShownThatCannotBeLogged lets the log fail, and asks for counts in every way there is.
func TestNoCountsAreShownThatCannotBeLogged(t *testing.T) {
	a := withFigures(t)
	if _, err := a.Desk.FreezeStatement(t.Context(), officer, "", january, looked, ""); err != nil {
		t.Fatal(err)
	}
	do(t, a, other, statement.Release{Month: january, Number: 1})
	rule, err := disclosure.NewRule(a.Monitoring, disclosure.DefaultThreshold)
	if err != nil {
		t.Fatal(err)
	}
	d := desk.New(a.Door, silent{a.Store, a.Library}, desk.Monitoring{Programme: a.Monitoring, Rule: rule, Clock: func() time.Time { return looked }})
	ctx := t.Context()
	for name, look := range map[string]func() (any, error){
		"figures": func() (any, error) {
			b, err := d.Figures(ctx, leader, desk.FigureQuery{What: "own_figures"})
			return b == nil, err
		},
		"spread": func() (any, error) {
			s, err := d.Spread(ctx, officer, desk.FigureQuery{What: "indicator"})
			return s == nil, err
		},
		"counts": func() (any, error) {
			b, err := d.Counts(ctx, officer, desk.FigureQuery{What: "counts"})
			return b == nil, err
		},
		"whom to ask": func() (any, error) {
			s, err := d.WhomToAsk(ctx, officer, "whom", january)
			return s == nil, err
		},
		"statement": func() (any, error) {
			s, err := d.Statement(ctx, leader, desk.Which{Month: january}, "0851", false)
			return s.Content.Lines == nil, err
		},
		"preview": func() (any, error) {
			s, err := d.NationalStatement(ctx, officer, desk.Which{Month: january, Preview: true}, false)
			return s.Content.Lines == nil, err
		},
		"deliveries": func() (any, error) {
			r, err := d.Received(ctx, officer, a.Monitoring.Key, "deliveries", monitoring.ReceivedQuery{Municipalities: leader.Municipalities})
			return r.Deliveries == nil, err
		},
	} {
		if nothing, err := look(); domain.AsError(err).Key != "log_failed" || nothing != true {
			t.Errorf("%s: %v, and nothing is shown: %v", name, err, nothing)
		}
	}
}

// silent is a store whose log of looks cannot be written.
type silent struct {
	*store.Store
	library *workflow.Library
}

func (s silent) Journey(ctx context.Context, id journey.ID) (workflow.State, error) {
	return s.Store.Journey(ctx, s.library, id)
}

func (silent) KeepAccesses(context.Context, []view.Access) error {
	return domain.Refuse(domain.Unavailable, "log_failed", nil)
}
