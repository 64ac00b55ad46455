package disclosure_test

import (
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"startklar/domain/monitoring"
	"startklar/domain/monitoring/disclosure"
	"startklar/domain/monitoring/monitoringtest"
	"startklar/domain/municipality"
	"startklar/domain/view"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// The tests of this file measure what the package says that it does not prevent.

// stated fails where the package's documentation does not say what has been measured.
func stated(t *testing.T, format string, measured ...any) {
	t.Helper()
	text, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	said := strings.Join(strings.Fields(strings.ReplaceAll(string(text), "//", "")), " ")
	if want := message.NewPrinter(language.English).Sprintf(format, measured...); !strings.Contains(said, want) {
		t.Errorf("doc.go does not say %q", want)
	}
}

func TestWhatTwoMonthsStillTell(t *testing.T) {
	w := national(rand.New(rand.NewPCG(7, 7)), 98, 2)
	outside := rule(t).Edition(w.book(t)).For(disclosure.Outsiders())
	pairs, few := 0, 0
	for _, unit := range outside.Units(january) {
		for _, k := range measures(monitoringtest.Programme(t)) {
			a, _ := outside.Count(unit, january, k.measure, k.origin)
			b, _ := outside.Count(unit, january.Add(1), k.measure, k.origin)
			n, open := a.Num.Value()
			m, also := b.Num.Value()
			if open && also {
				pairs++
				if small(n-m) || small(m-n) {
					few++
				}
			}
		}
	}
	t.Logf("between two months: of %d pairs of numbers that are shown, %d differ by 1 to 4", pairs, few)
	stated(t, "%d of %d numbers that are shown in both differ by 1 to 4", few, pairs)
}

// replaced is a world in which one municipality's January is another one; none for nil.
func (w *world) replaced(code municipality.Code, by counts) *world {
	o := &world{codes: w.codes}
	o.stored.Participations = w.stored.Participations
	o.stored.Cells = slices.DeleteFunc(slices.Clone(w.stored.Cells), func(c monitoring.MonthCells) bool {
		return c.Municipality == code && c.Month == january
	})
	if by != nil {
		o.deliver(code, january, by)
	}
	return o
}

// editions are two books of January of which the second knows more.
type editions struct {
	t             *testing.T
	before, after *disclosure.Book
}

func (e editions) num(b *disclosure.Book, unit monitoring.UnitID, k countKey) (int, bool) {
	f, _ := b.Count(unit, january, k.measure, k.origin)
	return f.Num.Value()
}

// by is how much the sums that a municipality is part of grew, where one of them is shown in both editions.
func (e editions) by(code municipality.Code, k countKey) (int, bool) {
	for _, unit := range []monitoring.UnitID{monitoring.RegionUnit(municipality.RegionOn(code, january.Last())), monitoring.National} {
		n, before := e.num(e.before, unit, k)
		if m, after := e.num(e.after, unit, k); before && after {
			return m - n, true
		}
	}
	return 0, false
}

func TestWhatALateDeliveryStillTells(t *testing.T) {
	t.Parallel()
	w := national(rand.New(rand.NewPCG(7, 7)), 98, 1)
	r := rule(t)
	after := r.Edition(w.book(t)).For(disclosure.Outsiders())
	late, hidden, told := 0, 0, 0
	for n := 2; n < len(w.codes); n += 12 {
		code := w.codes[n]
		late++
		e := editions{t, r.Edition(w.replaced(code, nil).book(t)).For(disclosure.Outsiders()), after}
		for _, k := range measures(monitoringtest.Programme(t)) {
			own, _ := after.Count(monitoring.UnitID(code), january, k.measure, k.origin)
			if own.Num.Why() == view.WithheldNot {
				continue
			}
			hidden++
			if _, follows := e.by(code, k); follows {
				told++
			}
		}
	}
	t.Logf("between two editions that differ by one delivery, for %d municipalities: of their %d hidden numbers, %d follow from the nation's or the region's", late, hidden, told)
	if told != hidden {
		t.Errorf("%d are told: the package's documentation says all", told)
	}
	stated(t, "all %d hidden numbers of %d such deliveries follow", hidden, late)
}

// TestWhatACorrectionStillTells corrects five citizens of one municipality at a time: a second edition of the month, as
// a release makes it, beside the first one, which everybody may keep.
func TestWhatACorrectionStillTells(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(7, 8))
	w := national(rng, 98, 1)
	r := rule(t)
	corrected, hidden, told, both, changes := 0, 0, 0, 0, 0
	for n := 2; n < len(w.codes); n += 12 {
		code := w.codes[n]
		corrected++
		citizens := population(rng, 40+rng.IntN(200))
		first := w.replaced(code, count(citizens))
		again := slices.Clone(citizens)
		copy(again, population(rng, 5))
		second := w.replaced(code, count(again))
		e := editions{t, r.Edition(first.book(t)).For(disclosure.Outsiders()), r.Edition(second.book(t)).For(disclosure.Outsiders())}
		for _, k := range measures(monitoringtest.Programme(t)) {
			_, before := e.num(e.before, monitoring.UnitID(code), k)
			_, after := e.num(e.after, monitoring.UnitID(code), k)
			_, follows := e.by(code, k)
			switch {
			case before && after:
			case before || after:
				hidden++
				if follows {
					told++
				}
			default:
				both++
				if follows {
					changes++
				}
			}
		}
	}
	t.Logf("between two editions that differ by five citizens of one municipality, for %d municipalities: of %d numbers that one edition hides and the other shows, %d follow from the nation's or the region's; of %d that both hide, the change of %d is told",
		corrected, hidden, told, both, changes)
	if told != hidden || changes != both {
		t.Errorf("%d and %d are told: the package's documentation says all", told, changes)
	}
	stated(t, "all %d numbers that one of them hides and the other shows follow, for %d municipalities one at a time; of all %d that both hide", hidden, corrected, both)
}
