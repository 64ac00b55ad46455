package disclosure_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/disclosure"
	"startklar/domain/monitoring/disclosure/attack"
	"startklar/domain/monitoring/figures"
	"startklar/domain/monitoring/monitoringtest"
	"startklar/domain/municipality"
	"startklar/domain/view"
)

// varied is a world in which not everybody delivers every month: some are late with the latest ones, some miss one in
// between, one joins later and one leaves. It goes beyond the first of January 2027, when two regions become one.
func varied(rng *rand.Rand, municipalities, months int) *world {
	w := &world{}
	all := municipality.All()
	for n := range municipalities {
		code := all[n*len(all)/municipalities].Code
		w.place(code)
		first, last := 0, months
		part := &w.stored.Participations[len(w.stored.Participations)-1]
		switch n {
		case 3:
			first = months / 3
			part.From = january.Add(first)
		case 5:
			last = months - 2
			part.Until = january.Add(last - 1)
		}
		if rng.IntN(8) == 0 {
			last = min(last, months-1)
		}
		size := 5 + rng.IntN(20)*rng.IntN(40)
		for m := first; m < last; m++ {
			if rng.IntN(25) > 0 {
				w.deliver(code, january.Add(m), count(population(rng, size+rng.IntN(4))))
			}
		}
	}
	return w
}

// numberOf is n of a measure, or N.
type numberOf struct {
	countKey
	den bool
}

func (n numberOf) of(f view.Figure) (int, bool) {
	if n.den {
		return f.Den.Value()
	}
	return f.Num.Value()
}

// numbers are all that can be asked for.
func numbers(p *monitoring.Programme) (all []numberOf) {
	for _, k := range measures(p) {
		all = append(all, numberOf{k, false}, numberOf{k, true})
	}
	return all
}

// reader adds up sums over municipalities from single months that outsiders are shown, by adding and subtracting alone.
type reader struct {
	book    *figures.Book
	outside *disclosure.Book
	months  map[calendar.Month]page
}

// page is a month as outsiders see it: the numbers that are shown, and the regions with those that delivered.
type page struct {
	shown     map[monitoring.UnitID]map[numberOf]int
	regions   map[monitoring.UnitID][]municipality.Code
	delivered []municipality.Code
}

func newReader(b *figures.Book, outside *disclosure.Book, all []numberOf) reader {
	r := reader{b, outside, map[calendar.Month]page{}}
	for _, m := range outside.Delivered() {
		p := page{map[monitoring.UnitID]map[numberOf]int{}, map[monitoring.UnitID][]municipality.Code{}, r.delivered(b.Municipalities(m), m)}
		for _, unit := range outside.Units(m) {
			p.shown[unit] = map[numberOf]int{}
			for _, n := range all {
				f, _ := outside.Count(unit, m, n.measure, n.origin)
				if value, open := n.of(f); open {
					p.shown[unit][n] = value
				}
			}
			if _, single := municipality.Get(municipality.Code(unit)); !single && unit != monitoring.National {
				p.regions[unit] = r.delivered(b.Members(unit, m), m)
			}
		}
		r.months[m] = p
	}
	return r
}

// delivered are those of some municipalities that delivered a month: everybody may know who did.
func (r reader) delivered(of []municipality.Code, m calendar.Month) (some []municipality.Code) {
	for _, code := range of {
		if r.outside.HasDelivered(code, m) {
			some = append(some, code)
		}
	}
	return some
}

// sum is what some municipalities have together in a month; false where it does not follow from what is shown.
func (p page) sum(of []municipality.Code, n numberOf) (int, bool) {
	if value, follows := p.inParts(of, n); follows {
		return value, true
	}
	nation, open := p.shown[monitoring.National][n]
	if !open {
		return 0, false
	}
	rest, follows := p.inParts(without(p.delivered, of), n)
	return nation - rest, follows
}

func without(all, some []municipality.Code) []municipality.Code {
	return slices.DeleteFunc(slices.Clone(all), func(code municipality.Code) bool { return slices.Contains(some, code) })
}

// inParts adds regions of which all are wanted, and the others one by one.
func (p page) inParts(of []municipality.Code, n numberOf) (total int, follows bool) {
	left := of
	for unit, members := range p.regions {
		value, open := p.shown[unit][n]
		if open && len(without(members, of)) == 0 {
			total, left = total+value, without(left, members)
		}
	}
	for _, code := range left {
		value, open := p.shown[monitoring.UnitID(code)][n]
		if !open {
			return 0, false
		}
		total += value
	}
	return total, true
}

// pooled is a sum over the months that end with one; false where it does not follow from single months.
func (r reader) pooled(unit monitoring.UnitID, m calendar.Month, n numberOf) (total int, follows bool) {
	members := r.book.Members(unit, m)
	for _, earlier := range r.outside.Delivered() {
		if back := earlier.MonthsUntil(m); back < 0 || back >= 12 {
			continue
		}
		some := r.delivered(members, earlier)
		if len(some) == 0 {
			continue
		}
		value, follows := r.months[earlier].sum(some, n)
		if !follows {
			return 0, false
		}
		total += value
	}
	return total, true
}

// TestAPooledNumberThatIsShownFollowsFromSingleMonths adds every pooled number that outsiders are shown up again from
// the single months that they are shown: it tells them nothing that they do not know.
func TestAPooledNumberThatIsShownFollowsFromSingleMonths(t *testing.T) {
	t.Parallel()
	const months = 14
	w := varied(rand.New(rand.NewPCG(8, 98)), 98, months)
	b := w.book(t)
	e := rule(t).Edition(b)
	if err := e.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	every := numbers(monitoringtest.Programme(t))
	r := newReader(b, e.For(disclosure.Outsiders()), every)
	shown, unshown := 0, 0
	for _, m := range []calendar.Month{january.Add(1), january.Add(5), january.Add(months - 3), january.Add(months - 2), january.Add(months - 1)} {
		for _, unit := range r.outside.Units(m) {
			for _, n := range every {
				f, _ := r.outside.Pooled(unit, m, n.measure, n.origin)
				value, open := n.of(f)
				sum, follows := r.pooled(unit, m, n)
				switch {
				case open && !follows:
					t.Fatalf("%s %s %v: pooled %d is shown, and does not follow from the months that are", unit, m, n, value)
				case open && sum != value:
					t.Fatalf("%s %s %v: pooled %d is shown, the months that are shown make %d", unit, m, n, value, sum)
				case open:
					shown++
				case follows:
					unshown++
				}
			}
		}
	}
	if shown < 1000 {
		t.Errorf("only %d pooled numbers: the test looks at nothing", shown)
	}
	stated(t, "%d of 98 municipalities", shown)
	t.Logf("%d pooled numbers are shown, all of which follow from single months; %d others would follow too", shown, unshown)
}

// TestPooledNumbersTellNothingMore attacks three months at once, with what outsiders are shown of each month and of
// the months together; with all pooled numbers, hidden ones too, the same attack tells counts.
func TestPooledNumbersTellNothingMore(t *testing.T) {
	t.Parallel()
	const months = 3
	rng := rand.New(rand.NewPCG(9, 98))
	municipalities := 40
	if inShort() {
		municipalities = 16
	}
	w := varied(rng, municipalities, months)
	b := w.book(t)
	e := rule(t).Edition(b)
	everything := e.For(disclosure.Viewer{Everything: true})
	for _, own := range [][]municipality.Code{nil, {w.codes[rng.IntN(len(w.codes))]}} {
		told := func(pooled func(*disclosure.Book, calendar.Month) attack.Seen, from *disclosure.Book) (all []attack.Target, n int) {
			var sights []attack.Sight
			for m := january; m != january.Add(months); m = m.Add(1) {
				sights = append(sights, attack.Sight{Month: m, Seen: attack.Book(e.For(by(own...)), m), Pooled: pooled(from, m)})
			}
			a, err := attack.Over(b, false, sights...)
			if err != nil {
				t.Fatal(err)
			}
			return others(a.Told(rng), own), len(a.Targets)
		}
		all, n := told(attack.Pooled, e.For(by(own...)))
		for _, one := range all {
			t.Errorf("%s can be told with pooled numbers, seen by %v", one, own)
		}
		hidden, _ := told(attack.Pooled, everything)
		if len(hidden) == 0 {
			t.Error("pooled numbers that are hidden tell nothing: the attack does not use them")
		}
		t.Logf("seen by %v: %d numbers are hidden or small in three months, none is told; with all pooled numbers %d would be", own, n, len(hidden))
	}
}
