package store

import (
	"context"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/statement"
	"startklar/workflow/journal"

	"github.com/google/go-cmp/cmp"
)

// TestStatementsAreReadAsTheHistoryGivesThem compares what is read from the tables with the state of the stream: what
// waits, what was released, and with which comments.
func TestStatementsAreReadAsTheHistoryGivesThem(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		now := time.Date(2026, 4, 14, 9, 0, 0, 0, time.UTC)
		s := openCounters(t, url)
		door, err := journal.Open(s, journal.Options{Clock: func() time.Time { now = now.Add(time.Minute); return now }}, statement.Subject{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(door.Close)
		january, ctx := calendar.NewMonth(2026, 1), context.Background()
		give := func(by person.ID, c domain.Command) {
			t.Helper()
			if _, err := door.Do(ctx, journal.Request{Actor: person.Actor{ID: by, Role: person.NationalOfficer}, Command: c}); err != nil {
				t.Fatal(err)
			}
		}
		freeze := func(number int, reason, content string) statement.Freeze {
			data := []byte(content)
			return statement.Freeze{
				Month: january, AsOf: now, Number: number, Reason: reason, Changed: []municipality.Code{"0851"},
				Files: []statement.UnitFile{{Unit: "0851", File: domain.HashOf(data), Data: data}},
			}
		}
		give("one", statement.WriteComment{Month: january, Unit: "0851", Text: "Godt gået"})
		give("one", freeze(1, "", "uno"))
		give("two", statement.Release{Month: january, Number: 1})
		give("two", statement.WriteComment{Month: january, Unit: monitoring.National, Text: "Alle"})
		give("one", freeze(2, "Ny leverance", "due"))

		got, err := s.Statement(ctx, january)
		if err != nil {
			t.Fatal(err)
		}
		want, _, err := door.State(ctx, statement.StreamOf(january), time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, any(got)); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
		rows, err := s.Statements(ctx)
		if err != nil || len(rows) != 2 || rows[0].Edition.Number != 2 || rows[0].Edition.Released() || !rows[1].Edition.Released() || rows[1].Edition.Files != nil {
			t.Errorf("listed %+v, %v", rows, err)
		}
		if data, err := s.File(ctx, got.Pending.File("0851")); err != nil || string(data) != "due" {
			t.Errorf("content %q, %v", data, err)
		}
		if none, err := s.Statement(ctx, january.Add(1)); err != nil || none.Phase() != statement.PhaseOpen {
			t.Errorf("another month: %+v, %v", none, err)
		}
		if report, err := door.Verify(ctx); err != nil || report.Difference != "" {
			t.Errorf("verify: %q, %v", report.Difference, err)
		}
	})
}
