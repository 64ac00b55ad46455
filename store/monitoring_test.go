package store

import (
	"context"
	"testing"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/store/storetest"
	"startklar/workflow"
	"startklar/workflow/journal"

	"github.com/google/go-cmp/cmp"
)

func TestMonitoringIsReadAsItWasKnown(t *testing.T) {
	for name, url := range dialects {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.RunMonitoring(t, storetest.Backend{
				URL:  func(t *testing.T) string { return url(t) },
				Open: func(t *testing.T, url string) journal.Store { return openCounters(t, url) },
			})
		})
	}
}

func TestParticipationRunsFromTheMonthOfTheStartToTheMonthOfTheEnd(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		r := newRound(t, url, "0851", "0101")
		r.now = time.Date(2026, 5, 31, 22, 30, 0, 0, time.UTC) // June in Copenhagen
		r.do(workflow.TerminateJourney{Target: r.journey("0101"), Reason: "Trak sig"})
		got, err := r.store.Participations(context.Background(), "net")
		if err != nil {
			t.Fatal(err)
		}
		march, june, day := calendar.NewMonth(2026, 3), calendar.NewMonth(2026, 6), calendar.NewDate(2026, 3, 2)
		want := []monitoring.Participation{
			{Municipality: "0101", From: march, Until: june, Enrolled: day},
			{Municipality: "0851", From: march, Enrolled: day},
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
		if none, err := r.store.Participations(context.Background(), "another"); err != nil || len(none) != 0 {
			t.Errorf("%v, %v", none, err)
		}
	})
}
