package disclosure_test

import (
	"math/rand/v2"
	"testing"

	"startklar/domain/monitoring"
	"startklar/domain/monitoring/disclosure"
	"startklar/domain/monitoring/monitoringtest"
	"startklar/domain/municipality"
	"startklar/domain/view"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestWhateverWasDeliveredNoSmallCountIsShown(t *testing.T) {
	t.Parallel()
	r, p := rule(t), monitoringtest.Programme(t)
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 5))
		w := &world{}
		all := municipality.All()
		for range rapid.IntRange(1, 24).Draw(t, "municipalities") {
			at := rng.IntN(len(all))
			code := all[at].Code
			all = append(all[:at:at], all[at+1:]...)
			w.place(code)
			for m := range rapid.IntRange(0, 2).Draw(t, "months") {
				w.deliver(code, january.Add(m), count(population(rng, rng.IntN(60))))
			}
		}
		b := figuresOf(p, w)
		outside := r.Edition(b).For(disclosure.Outsiders())
		for m := january; m != january.Add(2); m = m.Add(1) {
			for _, unit := range outside.Units(m) {
				for _, k := range measures(p) {
					f, _ := outside.Count(unit, m, k.measure, k.origin)
					c, _ := b.Count(unit, m, k.measure, k.origin)
					n, open := f.Num.Value()
					of, whole := f.Den.Value()
					if open && (small(n) || n != c.Num) || whole && (small(of) || of != c.Den) || open && whole && small(of-n) {
						t.Fatalf("%s %s %v: %d of %d is shown, %d of %d is true", unit, m, k, n, of, c.Num, c.Den)
					}
					if unit == monitoring.National && c.Delivered < 5 && (open || whole) {
						t.Fatalf("the nation is shown with %d deliverers", c.Delivered)
					}
					pooled, _ := outside.Pooled(unit, m, k.measure, k.origin)
					if _, open := pooled.Num.Value(); open && small(c.Num) && c.Delivered == 1 && unit != monitoring.National {
						t.Fatalf("%s %s %v: pooled is shown over a month that is not", unit, m, k)
					}
				}
			}
		}
	})
}

func TestTheSameTableGivesTheSamePattern(t *testing.T) {
	w := national(rand.New(rand.NewPCG(4, 4)), 40, 1)
	seen := func() (all []view.Figure) {
		outside := rule(t).Edition(w.book(t)).For(disclosure.Outsiders())
		for _, unit := range outside.Units(january) {
			for _, k := range measures(monitoringtest.Programme(t)) {
				f, _ := outside.Count(unit, january, k.measure, k.origin)
				all = append(all, f)
			}
		}
		return all
	}
	if diff := cmp.Diff(seen(), seen(), cmp.AllowUnexported(view.Number{})); diff != "" {
		t.Error(diff)
	}
}

func TestAThresholdBelowTheLeastIsRefused(t *testing.T) {
	if _, err := disclosure.NewRule(monitoringtest.Programme(t), disclosure.LeastThreshold-1); err == nil {
		t.Error("a threshold of 2 is taken")
	}
	if _, err := disclosure.NewRule(monitoringtest.Programme(t), disclosure.LeastThreshold); err != nil {
		t.Error(err)
	}
}
