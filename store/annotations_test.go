package store

import (
	"context"
	"testing"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/annotation"
	"startklar/domain/person"
	"startklar/workflow/journal"

	"github.com/google/go-cmp/cmp"
)

func TestAnnotationsAreReadAsTheyWereWritten(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		ctx, now := context.Background(), time.Date(2026, 4, 9, 12, 0, 0, 0, time.UTC)
		s, err := Open(ctx, url, Options{ReadConnections: 2})
		if err != nil {
			t.Fatal(err)
		}
		door, err := journal.Open(s, journal.Options{Clock: func() time.Time { return now }}, annotation.Subject{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { door.Close(); s.Close() })
		content := annotation.Content{
			Title: "Ny lov", Text: "Ydelserne skifter navn.", Cause: annotation.Law, From: calendar.NewMonth(2026, 3), Suspends: true,
			Indicators: []monitoring.IndicatorID{"7"},
		}
		officer := person.Actor{ID: "star", Role: person.NationalOfficer}
		for _, c := range []journal.Command{
			annotation.Write{ID: "B", Content: content}, annotation.Write{ID: "A", Content: content}, annotation.Withdraw{ID: "A", Reason: "Fejl"},
		} {
			now = now.Add(time.Hour)
			if _, err := door.Do(ctx, journal.Request{Actor: officer, Command: c}); err != nil {
				t.Fatal(err)
			}
		}
		want := []annotation.Listed{
			{ID: "B", Annotation: annotation.Annotation{Content: content, Revision: 1, NotedAt: now.Add(-2 * time.Hour), WrittenAt: now.Add(-2 * time.Hour), WrittenBy: "star"}},
			{ID: "A", Annotation: annotation.Annotation{
				Content: content, Revision: 1, NotedAt: now.Add(-time.Hour), WrittenAt: now.Add(-time.Hour), WrittenBy: "star", Withdrawn: "Fejl", WithdrawnAt: now,
			}},
		}
		got, err := s.Annotations(ctx)
		if d := cmp.Diff(want, got); err != nil || d != "" {
			t.Errorf("%v (-want +got):\n%s", err, d)
		}
	})
}
