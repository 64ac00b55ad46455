package demo_test

import (
	"testing"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/demo"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
)

// delivered looks at what the demo's municipalities have delivered, and when.
func delivered(t *testing.T, a *app.App) {
	all, err := a.Store.Received(t.Context(), monitoring.ReceivedQuery{All: true})
	if err != nil {
		t.Fatal(err)
	}
	taking, err := a.Store.Participations(t.Context(), definitionKey)
	if err != nil {
		t.Fatal(err)
	}
	today := calendar.DateOf(end)
	last := calendar.MonthOf(today).Add(-1)
	months := map[municipality.Code]int{}
	late, again, warned := 0, 0, 0
	for _, r := range all {
		if !takesPart(taking, r.Pair) || calendar.DateOf(r.At).Before(r.Month.Last()) || calendar.DateOf(r.At).After(today) {
			t.Errorf("%s %s was received %s", r.Municipality, r.Month, r.At)
		}
		if r.Number == 1 {
			months[r.Municipality]++
		} else {
			again++
		}
		if r.Number == 1 && calendar.DateOf(r.At).After(a.Monitoring.Due(r.Month)) {
			late++
		}
		if r.Warnings > 0 {
			warned++
		}
	}
	t.Logf("%d deliveries: %d late, %d again, %d with warnings", len(all), late, again, warned)
	if late < 20 || again < 40 || warned < 100 {
		t.Errorf("%d late, %d delivered again, %d with warnings", late, again, warned)
	}
	whole := 0
	for _, n := range months {
		if n >= 18 {
			whole++
		}
	}
	if whole < 80 || months["0851"] != 18 {
		t.Errorf("%d municipalities have delivered 18 months, Aalborg %d", whole, months["0851"])
	}
	hasStories(t, all, last)
}

func takesPart(taking []monitoring.Participation, p monitoring.Pair) bool {
	for _, t := range taking {
		if t.Municipality == p.Municipality && t.In(p.Month) {
			return true
		}
	}
	return false
}

// hasStories looks for those who miss a month, whose cohort shrank and who correct what lies far back.
func hasStories(t *testing.T, all []monitoring.Received, last calendar.Month) {
	t.Helper()
	today := calendar.DateOf(end)
	rows := map[monitoring.Pair][]int{}
	for _, r := range all {
		rows[r.Pair] = append(rows[r.Pair], r.Rows)
	}
	of := func(plot string, n, ago int) []int {
		return rows[monitoring.Pair{Municipality: demo.Place(today, plot, n), Month: last.Add(1 - ago)}]
	}
	if len(of("lagging", 0, 5)) != 0 || len(of("lagging", 0, 4)) == 0 {
		t.Error("nobody misses a month")
	}
	if len(of("lagging", 1, 1)) != 0 || len(of("silent", 1, 2)) != 0 {
		t.Error("nobody is overdue")
	}
	if before, after := of("workshop held", 2, 4)[0], of("workshop held", 2, 3)[0]; 3*(before-after) < before {
		t.Errorf("the cohort went from %d to %d", before, after)
	}
	if len(of("midway", 1, 9)) < 2 {
		t.Error("nobody corrects what lies far back")
	}
	restated := monitoring.Pair{Municipality: demo.Place(today, "well under way", 0), Month: demo.Corrected(today)}
	if len(rows[restated]) < 2 {
		t.Error("nobody delivers the month of the corrected statement again")
	}
}
