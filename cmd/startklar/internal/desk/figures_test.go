package desk_test

import (
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/annotation"
	"startklar/domain/monitoring/figures"
	"startklar/domain/monitoring/intake"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// delivered lets both municipalities deliver the month in which they began: a hundred citizens each.
func delivered(t *testing.T) (*app.App, calendar.Month) {
	t.Helper()
	a, m := open(t), calendar.MonthOf(calendar.DateOf(time.Now()))
	for _, code := range []municipality.Code{"0461", "0851"} {
		data := []byte("records of " + code)
		do(t, a, officer, intake.TakeIn{
			Municipality: code,
			Months:       []intake.Brought{{Month: m, File: domain.HashOf(data), Data: data, About: intake.About{Rows: 1}}},
			Counted: []intake.MonthCells{{Month: m, Cells: []monitoring.Cell{
				{Measure: "P", Num: 100, Den: 100}, {Measure: "1", Num: 20, Den: 100}, {Measure: "2", Num: 20, Den: 100},
			}}},
		})
	}
	return a, m
}

func TestCountsAsTheyAreAreForTheAgency(t *testing.T) {
	a, m := delivered(t)
	for _, actor := range []person.Actor{leader, stranger, consultant, unassigned, keeper, {}} {
		if b, err := a.Desk.Book(t.Context(), actor, a.Monitoring, figures.Range{}); err == nil || b != nil {
			t.Errorf("%s %s reads all counts: %v", actor.Role, actor.ID, err)
		}
		if s, err := a.Desk.Signals(t.Context(), actor, a.Monitoring, m, m.First()); err == nil || s != nil {
			t.Errorf("%s %s reads all signals: %v", actor.Role, actor.ID, err)
		}
	}
	b, err := a.Desk.Book(t.Context(), officer, a.Monitoring, figures.Range{From: m, To: m})
	if err != nil {
		t.Fatal(err)
	}
	if f, found := b.Figure(monitoring.National, m, "1", ""); !found || f.Num != 40 || f.Den != 200 || f.Delivered != 2 {
		t.Errorf("the nation: %+v, %v", f, found)
	}
}

func TestADatedEventThatStandsSuspendsSignals(t *testing.T) {
	a, m := delivered(t)
	levels := func() (list []signal.Level) {
		signals, err := a.Desk.Signals(t.Context(), officer, a.Monitoring, m, m.First())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range signals {
			if s.Municipality == "0851" && s.Indicator == "2" {
				list = append(list, s.Level)
			}
		}
		return list
	}
	if got := levels(); len(got) != 1 || got[0] != signal.None {
		t.Errorf("before: %v", got)
	}
	do(t, a, officer, annotation.Write{ID: "lov", Content: annotation.Content{Title: "Ny lov", Cause: annotation.Law, From: m, Suspends: true}})
	if got := levels(); len(got) != 1 || got[0] != signal.Unknown {
		t.Errorf("suspended: %v", got)
	}
	do(t, a, officer, annotation.Withdraw{ID: "lov", Reason: "Trådte ikke i kraft"})
	if got := levels(); len(got) != 1 || got[0] != signal.None {
		t.Errorf("taken back: %v", got)
	}
}
