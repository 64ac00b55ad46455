package signal_test

import (
	"math"
	"testing"

	"startklar/domain/monitoring"
	"startklar/domain/monitoring/monitoringtest"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
)

func TestWhoHasMuchCanBeAsked(t *testing.T) {
	for _, c := range []struct {
		name      string
		indicator monitoring.IndicatorID
		n, of     int
		tail      float64 // 0 for not listed
	}{
		{"rarely many", "6", 15, 20, 21700.0 / (1 << 20)}, // P(X ≥ 15) = P(X ≤ 5)
		{"many, yet not rarely", "6", 14, 20, 0},
		{"few", "6", 2, 20, 0},
		{"too few citizens to be much", "6", 5, 5, 0},
		{"no good direction", "2", 20, 20, 0},
	} {
		w := newWorld(t).has(now, c.indicator, c.n, c.of)
		var own []signal.Signal
		for _, s := range signal.Above(w.book(), monitoringtest.Programme(t), now, signal.Circumstances{}) {
			if s.Municipality == municipality.All()[0].Code {
				own = append(own, s)
			}
		}
		switch {
		case c.tail == 0 && len(own) > 0:
			t.Errorf("%s: %+v", c.name, own)
		case c.tail > 0 && (len(own) != 1 || math.Abs(own[0].Tail-c.tail) > 1e-12 || own[0].Level != "" || own[0].Num != c.n):
			t.Errorf("%s: %+v", c.name, own)
		}
	}
	w := newWorld(t).has(now, "6", 15, 20)
	if list := signal.Above(w.book(), monitoringtest.Programme(t), now, signal.Circumstances{Suspended: []signal.Suspension{{From: now}}}); len(list) != 0 {
		t.Errorf("suspended: %+v", list)
	}
}
