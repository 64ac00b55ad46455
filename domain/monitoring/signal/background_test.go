package signal_test

import (
	"slices"
	"testing"

	"startklar/domain/monitoring"
	"startklar/domain/monitoring/monitoringtest"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
)

func TestABackgroundIsThatOfTheOthers(t *testing.T) {
	own := municipality.All()[0].Code
	b := signal.NewBackgrounds(newWorld(t).has(now, "1", 10, 100).book(), monitoringtest.Programme(t))
	others, ok := b.Of(own, "1", now)
	if !ok || others.Share != .5 || others.Rho != 0 {
		t.Errorf("the others: %+v %t", others, ok)
	}
	everybody, ok := b.Of("", "1", now)
	if want := float64(10+9*500) / float64(100+9*1000); !ok || everybody.Share != want {
		t.Errorf("everybody: %+v %t, want %g", everybody, ok, want)
	}
	if _, ok := b.Of(own, "1", now.Add(-1)); ok {
		t.Error("a background of a month that nobody delivered")
	}
	low, high := others.Range(100, signal.WatchTail)
	if under, over := signal.Limits(100, .5, 0, signal.WatchTail); low != under+1 || high != over-1 {
		t.Errorf("from %d to %d", low, high)
	}
}

func TestOneMunicipalityIsJudgedAsAmongAll(t *testing.T) {
	own := municipality.All()[0].Code
	book := newWorld(t).has(now, "1", 10, 100).has(now, "6", 50, 100).book()
	all := slices.DeleteFunc(signal.Of(book, monitoringtest.Programme(t), now, signal.Circumstances{}), func(s signal.Signal) bool {
		return s.Municipality != own || s.Indicator == ""
	})
	backgrounds := signal.NewBackgrounds(book, monitoringtest.Programme(t))
	for _, want := range all {
		if one, found := backgrounds.Signal(own, want.Indicator, now, nil); !found || one != want {
			t.Errorf("alone %+v\namong all %+v", one, want)
		}
	}
	if len(all) != 2 {
		t.Errorf("%d are judged among all", len(all))
	}
	suspended := []signal.Suspension{{From: now, Indicators: []monitoring.IndicatorID{"1"}}}
	paused, _ := backgrounds.Signal(own, "1", now, suspended)
	if other, _ := backgrounds.Signal(own, "6", now, suspended); paused.Level != signal.Unknown || other.Level == signal.Unknown {
		t.Errorf("paused: %+v, not %+v", paused, other)
	}
	if again, _ := backgrounds.Signal(own, "1", now, nil); again != all[0] {
		t.Errorf("a suspension is remembered: %+v", again)
	}
	if s, found := backgrounds.Signal(own, "17", now, nil); found {
		t.Errorf("a signal of an indicator that there is not: %+v", s)
	}
}
