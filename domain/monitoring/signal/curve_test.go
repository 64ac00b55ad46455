package signal_test

import (
	"testing"

	"startklar/domain/monitoring/signal"

	"pgregory.net/rapid"
)

// at is the curve's share at a size, between its points; false before its first.
func at(curve []signal.Edge, size int) (float64, bool) {
	for n, e := range curve {
		switch {
		case e.Size == size:
			return e.Share, true
		case e.Size > size && n == 0:
			return 0, false
		case e.Size > size:
			before := curve[n-1]
			return before.Share + (e.Share-before.Share)*float64(size-before.Size)/float64(e.Size-before.Size), true
		}
	}
	if len(curve) == 0 {
		return 0, false
	}
	return curve[len(curve)-1].Share, true
}

// TestEveryShareLiesOnItsSideOfTheCurve compares the drawn limit with the rule, count by count, where counts are few.
func TestEveryShareLiesOnItsSideOfTheCurve(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		p := rapid.Float64Range(.02, .6).Draw(r, "p")
		rho := rapid.Float64Range(0, .05).Draw(r, "rho")
		below := rapid.SampledFrom([]float64{signal.WatchTail, signal.ProposeTail}).Draw(r, "below")
		low, high := signal.Curve(150, p, rho, below)
		last := 0
		if len(low) > 0 {
			last = low[len(low)-1].Size
		}
		size := rapid.IntRange(1, 150).Draw(r, "size")
		limit, some := at(low, size)
		under, over := signal.Limits(size, p, rho, below)
		if some != (under >= 0) {
			t.Fatalf("%d of %d are outside, and the curve says %t", under, size, some)
		}
		const hair = 1e-9
		if some && float64(under)/float64(size) > limit+hair {
			t.Fatalf("%d of %d is outside and lies above %g", under, size, limit)
		}
		if some && size <= last && float64(under+1)/float64(size) <= limit-hair {
			t.Fatalf("%d of %d is inside and lies below %g", under+1, size, limit)
		}
		limit, some = at(high, size)
		if some && over <= size && float64(over)/float64(size) < limit-hair {
			t.Fatalf("%d of %d is outside and lies below %g", over, size, limit)
		}
		if some && float64(over-1)/float64(size) >= limit+hair {
			t.Fatalf("%d of %d is inside and lies above %g", over-1, size, limit)
		}
	})
}

func TestACurveNarrowsAroundTheShare(t *testing.T) {
	low, high := signal.Curve(5000, .2, .002, signal.WatchTail)
	if len(low) == 0 || len(high) == 0 || low[0].Share != 0 {
		t.Fatalf("%v, %v", low, high)
	}
	first, last := high[0].Share-.2, high[len(high)-1].Share-.2
	if last <= 0 || first < 3*last || low[len(low)-1].Share < .12 || low[len(low)-1].Size != 5000 {
		t.Errorf("from %v and %v to %v and %v", low[0], high[0], low[len(low)-1], high[len(high)-1])
	}
	if low, high = signal.Curve(0, .2, 0, .025); low != nil || high != nil {
		t.Error("limits for nobody")
	}
}
