package disclosure_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"startklar/domain/monitoring"
	"startklar/domain/monitoring/disclosure"
	"startklar/domain/monitoring/monitoringtest"
	"startklar/domain/municipality"
)

// little is a programme with so few indicators that all populations of a few small municipalities can be tried. Each
// citizen is of one kind; a measure counts some kinds out of some.
type little struct {
	kinds    int
	measures map[monitoring.Measure][2]kinds
	keep     func(*monitoring.Indicator) bool
}

// kinds is a set of kinds, one bit each.
type kinds uint

func of(all ...int) (set kinds) {
	for _, one := range all {
		set |= 1 << one
	}
	return set
}

// The kinds of the first little programme are those of the intervention group with a job broker and without, of the
// rehabilitation group who left their benefits and who stayed, and the exempt.
var marked = little{
	kinds: 5,
	measures: map[monitoring.Measure][2]kinds{
		"P": {of(0, 1, 2, 3, 4), of(0, 1, 2, 3, 4)}, "G1": {of(0, 1), of(0, 1, 2, 3, 4)}, "G2": {of(2, 3), of(0, 1, 2, 3, 4)}, "E": {of(4), of(0, 1, 2, 3, 4)},
		"1": {of(0), of(0, 1)}, "unmarked": {of(1), of(0, 1)}, "2": {of(2, 3), of(0, 1, 2, 3, 4)}, "7": {of(2), of(2, 3)},
	},
	keep: func(i *monitoring.Indicator) bool {
		return slices.Contains([]monitoring.IndicatorID{"1", "2", "7"}, i.ID)
	},
}

// The kinds of the second are those of the intervention group who support themselves, have paid hours, are in work
// placement, and none of these; the rehabilitation group, and the exempt.
var active = little{
	kinds: 6,
	measures: map[monitoring.Measure][2]kinds{
		"P": {of(0, 1, 2, 3, 4, 5), of(0, 1, 2, 3, 4, 5)}, "G1": {of(0, 1, 2, 3), of(0, 1, 2, 3, 4, 5)}, "G2": {of(4), of(0, 1, 2, 3, 4, 5)}, "E": {of(5), of(0, 1, 2, 3, 4, 5)},
		"3": {of(0, 1, 2), of(0, 1, 2, 3)}, "3:self_supporting": {of(0), of(0, 1, 2, 3)}, "3:paid_hours": {of(1), of(0, 1, 2, 3)}, "3:work_placement": {of(2), of(0, 1, 2, 3)},
		"6": {of(0, 1), of(0, 1, 2, 3)},
	},
	keep: func(i *monitoring.Indicator) bool {
		if i.ID == "3" {
			i.Any = []monitoring.Fact{monitoring.FactSelfSupporting, monitoring.FactPaidHours, monitoring.FactWorkPlacement}
		}
		return slices.Contains([]monitoring.IndicatorID{"3", "6"}, i.ID)
	},
}

func (l little) programme(t testing.TB) *monitoring.Programme {
	p := *monitoringtest.Programme(t)
	var kept []monitoring.Indicator
	for _, i := range p.Indicators {
		if l.keep(&i) {
			kept = append(kept, i)
		}
	}
	p.Indicators = kept
	return &p
}

// census is how many citizens of each kind there are.
type census [6]int

func (c census) count(in kinds) (n int) {
	for kind, people := range c {
		if in&(1<<kind) != 0 {
			n += people
		}
	}
	return n
}

// town is a municipality of a small world.
type town struct {
	code   municipality.Code
	region string
	truth  census
	// diffs are by what the populations differ from the true one that what is shown of it alone allows, the smallest first.
	diffs []census
	has   map[census]bool
}

// hamlet is a world of few and small municipalities in one region or two.
type hamlet struct {
	little
	*disclosure.Book
	towns []town
}

func (l little) hamlet(t testing.TB, rng *rand.Rand, primary bool) *hamlet {
	p := l.programme(t)
	r, err := disclosure.NewRule(p, disclosure.DefaultThreshold)
	if err != nil {
		t.Fatal(err)
	}
	if primary {
		r = r.PrimaryOnly()
	}
	h, w := &hamlet{little: l}, &world{}
	regions := municipality.Regions(january.Last())[:1+rng.IntN(2)]
	each := 6 / len(regions) * (1 + rng.IntN(2)) // 6 or 12
	for _, region := range regions {
		left := each
		for _, m := range municipality.All() {
			if left == 0 || municipality.RegionOn(m.Code, january.Last()) != region {
				continue
			}
			left--
			one := town{code: m.Code, region: region}
			for range 5 + rng.IntN(10) {
				kind := min(rng.IntN(l.kinds), rng.IntN(l.kinds+2))
				one.truth[kind]++
			}
			h.towns = append(h.towns, one)
			w.place(m.Code)
			w.deliver(m.Code, january, l.counts(one.truth))
		}
	}
	h.Book = r.Edition(figuresOf(p, w)).For(disclosure.Outsiders())
	for n := range h.towns {
		h.towns[n].differ(h.possible(h.towns[n]))
	}
	return h
}

func (l little) counts(c census) counts {
	all := counts{}
	for what, pair := range l.measures {
		all[countKey{measure: what}] = [2]int{c.count(pair[0]), c.count(pair[1])}
	}
	all[countKey{measure: monitoring.MeasureMarkedRehab}] = [2]int{0, c.count(l.measures["P"][0])}
	return all
}

// shown are the sets of kinds whose number is shown of a unit.
func (h *hamlet) shown(unit monitoring.UnitID) map[kinds]int {
	open := map[kinds]int{}
	for what, pair := range h.measures {
		f, _ := h.Count(unit, january, what, "")
		if n, is := f.Num.Value(); is {
			open[pair[0]] = n
		}
		if n, is := f.Den.Value(); is {
			open[pair[1]] = n
		}
	}
	return open
}

// most is how many citizens a municipality of unknown size may have.
const most = 20

// possible are all populations that what is shown of a municipality allows.
func (h *hamlet) possible(of town) (all []census) {
	open := h.shown(monitoring.UnitID(of.code))
	people := most
	if n, is := open[h.measures["P"][0]]; is {
		people = n
	}
	var try func(c census, kind, left int)
	try = func(c census, kind, left int) {
		if kind == h.kinds {
			for set, n := range open {
				if c.count(set) != n {
					return
				}
			}
			all = append(all, c)
			return
		}
		for n := range left + 1 {
			c[kind] = n
			try(c, kind+1, left-n)
		}
	}
	try(census{}, 0, people)
	return all
}

// differ keeps by what populations differ from the true one.
func (o *town) differ(from []census) {
	o.has = map[census]bool{}
	for _, c := range from {
		for kind := range c {
			c[kind] -= o.truth[kind]
		}
		o.diffs, o.has[c] = append(o.diffs, c), true
	}
	size := func(c census) (n int) {
		for _, by := range c {
			n += max(by, -by)
		}
		return n
	}
	slices.SortStableFunc(o.diffs, func(a, b census) int { return cmp.Compare(size(a), size(b)) })
}

// secret is a number that is not to be told: of some kinds in some municipalities.
type secret struct {
	unit  monitoring.UnitID
	in    kinds
	of    func(town) bool
	small bool
}

// secrets are the numbers of a unit that are hidden, and the small complements.
func (h *hamlet) secrets(unit monitoring.UnitID, of func(town) bool) (all []secret) {
	open := h.shown(unit)
	add := func(in kinds, hidden bool) {
		n := 0
		for _, one := range h.towns {
			if of(one) {
				n += one.truth.count(in)
			}
		}
		if hidden || small(n) {
			all = append(all, secret{unit, in, of, small(n)})
		}
	}
	for _, pair := range h.measures {
		_, is := open[pair[0]]
		add(pair[0], !is)
		add(pair[1]&^pair[0], false)
	}
	return all
}

func (h *hamlet) everySecret() (all []secret) {
	regions := map[string]bool{}
	for _, one := range h.towns {
		all = append(all, h.secrets(monitoring.UnitID(one.code), func(o town) bool { return o.code == one.code })...)
		if !regions[one.region] {
			regions[one.region] = true
			all = append(all, h.secrets(monitoring.RegionUnit(one.region), func(o town) bool { return o.region == one.region })...)
		}
	}
	return append(all, h.secrets(monitoring.National, func(town) bool { return true })...)
}

// bounded counts the secrets of single municipalities, and those of them that whoever knew which of the hidden counts
// are small could tell from that alone, with nothing from anybody else.
func (h *hamlet) bounded() (told, all int) {
	for _, one := range h.towns {
		open := h.shown(monitoring.UnitID(one.code))
		var could []census
		for _, c := range h.possible(one) {
			if h.keepsSmall(open, one.truth, c) {
				could = append(could, c)
			}
		}
		for _, s := range h.secrets(monitoring.UnitID(one.code), func(o town) bool { return o.code == one.code }) {
			all++
			if !slices.ContainsFunc(could, func(c census) bool { return c.count(s.in) != one.truth.count(s.in) }) {
				told++
			}
		}
	}
	return told, all
}

// keepsSmall tells whether the counts that are hidden for being small, or for a small complement, are small in another
// population too.
func (h *hamlet) keepsSmall(open map[kinds]int, truth, other census) bool {
	for _, pair := range h.measures {
		if _, is := open[pair[0]]; is {
			continue
		}
		for _, in := range []kinds{pair[0], pair[1] &^ pair[0]} {
			if small(truth.count(in)) && !small(other.count(in)) {
				return false
			}
		}
	}
	return true
}
