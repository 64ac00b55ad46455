package store

import (
	"context"
	"sync"
	"testing"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/view"

	"github.com/google/go-cmp/cmp"
)

func TestLooksAtCountsAreKeptListedAndForgotten(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		s, ctx := openCounters(t, url), context.Background()
		at := time.Date(2026, 6, 1, 8, 30, 0, 0, time.UTC)
		first := view.Access{Number: 1, At: at, Actor: "leder", Municipality: "0851", What: "figures", From: calendar.NewMonth(2025, 7), To: calendar.NewMonth(2026, 6)}
		second := view.Access{Number: 2, At: at.AddDate(0, 1, 0), Actor: "star", OnBehalfOf: "chef", What: "indicator", AsOf: at}
		for _, a := range []view.Access{first, second} {
			if err := s.KeepAccesses(ctx, []view.Access{a}); err != nil {
				t.Fatal(err)
			}
		}
		list := func(name string, q view.LogQuery, want ...view.Access) {
			t.Helper()
			q.Limit = 9
			got, err := s.Accesses(ctx, q)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
		list("all", view.LogQuery{}, second, first)
		list("of a municipality, and of all", view.LogQuery{Municipality: "0851"}, second, first)
		list("of another municipality", view.LogQuery{Municipality: "0101"}, second)
		list("by a person", view.LogQuery{Person: "leder"}, first)
		list("for a person", view.LogQuery{Person: "chef"}, second)
		list("older", view.LogQuery{Before: 2}, first)
		list("from a day", view.LogQuery{From: calendar.NewDate(2026, 6, 2)}, second)
		list("until a day", view.LogQuery{To: calendar.NewDate(2026, 6, 1)}, first)
		if err := s.ForgetAccesses(ctx, at.Add(time.Second)); err != nil {
			t.Fatal(err)
		}
		list("after the old ones are forgotten", view.LogQuery{}, second)
	})
}

func TestManyLooksAtOnceAreAllKept(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		s := openCounters(t, url)
		const looks = 60
		var all sync.WaitGroup
		for range looks {
			all.Go(func() {
				err := s.KeepAccesses(context.Background(), []view.Access{{At: time.Unix(1, 0), Actor: "a", What: "figures"}, {At: time.Unix(1, 0), Actor: "a"}})
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		got, err := s.Accesses(context.Background(), view.LogQuery{Limit: 3 * looks})
		if err != nil || len(got) != 2*looks {
			t.Errorf("%d are kept, %v, want %d", len(got), err, 2*looks)
		}
	})
}

func TestALookThatCannotBeKeptIsToldSo(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		s := openCounters(t, url)
		s.Close()
		if err := s.KeepAccesses(context.Background(), []view.Access{{Actor: "a"}}); err == nil {
			t.Error("a closed store keeps a look")
		}
	})
}
