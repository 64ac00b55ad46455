package signal_test

import (
	"slices"
	"testing"

	"startklar/domain/monitoring"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
)

func TestABackgroundIsThatOfTheOthers(t *testing.T) {
	own := municipality.All()[0].Code
	b := signal.NewBackgrounds(newWorld(t).has(now, "1", 10, 100).book(), programme(t))
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
	all := slices.DeleteFunc(signal.Of(book, programme(t), now, signal.Circumstances{}), func(s signal.Signal) bool {
		return s.Municipality != own || s.Indicator == ""
	})
	if one := signal.One(book, programme(t), now, nil, own); len(one) != 2 || !slices.Equal(one, all) {
		t.Errorf("alone %+v\namong all %+v", one, all)
	}
	paused := signal.One(book, programme(t), now, []signal.Suspension{{From: now, Indicators: []monitoring.IndicatorID{"1"}}}, own)
	if paused[0].Level != signal.Unknown || paused[1].Level == signal.Unknown {
		t.Errorf("paused: %+v", paused)
	}
}
