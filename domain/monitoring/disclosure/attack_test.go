package disclosure_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"startklar/domain/monitoring"
	"startklar/domain/monitoring/disclosure"
	"startklar/domain/monitoring/disclosure/attack"
	"startklar/domain/monitoring/figures"
	"startklar/domain/monitoring/monitoringtest"
	"startklar/domain/municipality"
	"startklar/domain/view"
)

// attackOn attacks January as a viewer sees it.
func attackOn(t *testing.T, b *figures.Book, seen *disclosure.Book, strict bool) *attack.Attack {
	t.Helper()
	a, err := attack.New(b, attack.Book(seen, january), january, strict)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// inShort tells to attack less: the detector of races makes it ten times as long, and there is no concurrency in it.
func inShort() bool { return testing.Short() || raceDetector }

// by is everything that a municipality's role can see, and whatever leaves any house: its own counts, and all units
// as outsiders see them.
func by(codes ...municipality.Code) disclosure.Viewer {
	v := disclosure.Outsiders()
	v.Counts = codes
	return v
}

func TestNobodyCanTellAHiddenCount(t *testing.T) {
	t.Parallel()
	worlds := 2
	if inShort() {
		worlds = 1
	}
	for n := range worlds {
		rng := rand.New(rand.NewPCG(uint64(n), 98))
		w := national(rng, 98, 1)
		b := w.book(t)
		e := rule(t).Edition(b)
		eyes := [][]municipality.Code{nil, {w.codes[rng.IntN(98)]}, {smallest(b, w)}}
		if inShort() {
			eyes = eyes[1:2]
		}
		for _, own := range eyes {
			t.Run(fmt.Sprintf("world %d seen by %v", n, own), func(t *testing.T) {
				plain := attackOn(t, b, e.For(by(own...)), false)
				for _, one := range others(plain.Told(rng), own) {
					t.Errorf("%s can be told", one)
				}
				for _, one := range others(plain.InParts(rng), own) {
					t.Errorf("%s could be another number only with fractions of citizens", one)
				}
				a := attackOn(t, b, e.For(by(own...)), true)
				told := others(a.Told(rng), own)
				for _, one := range told {
					if p, _ := b.Count(one.Unit, january, "P", ""); p.Num > tiny && one.Number.Origin == monitoring.OriginAll {
						t.Errorf("%s can be told by who knows which counts are small; it has %d citizens", one, p.Num)
					}
				}
				t.Logf("%d numbers are hidden or small; %d could be told by who knew which are small, all of single origins or of municipalities of at most %d citizens", len(a.Targets), len(told), tiny)
			})
		}
	}
}

// tiny is the number of citizens up to which bounds alone may tell, whatever is hidden: see the package.
const tiny = 30

// others leaves out what is one's own.
func others(told []attack.Target, own []municipality.Code) (left []attack.Target) {
	for _, one := range told {
		if len(own) == 0 || one.Unit != monitoring.UnitID(own[0]) {
			left = append(left, one)
		}
	}
	return left
}

func smallest(b *figures.Book, w *world) municipality.Code {
	found, least := w.codes[0], math.MaxInt
	for _, code := range w.codes {
		if c, _ := b.Count(monitoring.UnitID(code), january, "P", ""); c.Num < least {
			found, least = code, c.Num
		}
	}
	return found
}

func TestTheAttackFindsWhatPrimarySuppressionAloneLeavesOpen(t *testing.T) {
	rng := rand.New(rand.NewPCG(0, 98))
	b := national(rng, 98, 1).book(t)
	told := attackOn(t, b, rule(t).PrimaryOnly().Edition(b).For(by()), false).Told(rng)
	found := 0
	for _, one := range told {
		if small(one.Value) {
			found++
		}
	}
	if found == 0 {
		t.Error("the attack tells nothing of a table with primary suppression alone")
	}
	t.Logf("%d small counts can be told", found)
}

// TestWithFewDeliverersTheNationIsStillRead is how a programme begins: some regions have one deliverer, others none.
func TestWithFewDeliverersTheNationIsStillRead(t *testing.T) {
	t.Parallel()
	all, shown := 0, 0
	for n, municipalities := range []int{5, 6, 8, 11, 15, 20} {
		rng := rand.New(rand.NewPCG(uint64(n), 7))
		w := national(rng, municipalities, 1)
		b := w.book(t)
		e := rule(t).Edition(b)
		for _, own := range [][]municipality.Code{nil, {w.codes[rng.IntN(municipalities)]}, {smallest(b, w)}} {
			for _, one := range others(attackOn(t, b, e.For(by(own...)), false).Told(rng), own) {
				if c, _ := b.Count(one.Unit, january, "P", ""); c.Delivered > 1 || monitoring.RegionUnit(municipality.RegionOn(own[0], january.Last())) != one.Unit {
					t.Errorf("%d deliver: %s can be told by %v, who are not all of it", municipalities, one, own)
				}
			}
		}
		for _, i := range monitoringtest.Programme(t).Indicators {
			if f, _ := e.For(by()).Count(monitoring.National, january, monitoring.Measure(i.ID), ""); !i.ByOrigin {
				all++
				if f.Withheld() == view.WithheldNot {
					shown++
				}
			}
		}
	}
	if t.Logf("%d of %d indicators of the nation are shown", shown, all); 10*shown < 9*all {
		t.Error("that is fewer than nine in ten")
	}
}
