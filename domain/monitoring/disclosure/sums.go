package disclosure

import (
	"math"
	"math/bits"
	"slices"
)

// setExposed tells whether a quantity of a sum could be told: by everybody, or by the one unit that knows the rest.
func (t *table) setExposed(s *set, q int) bool {
	if t.blank {
		return false
	}
	var hidden columns
	if s.hidden != nil {
		hidden = *s.hidden
	}
	if !t.guarded(s.values[q], q, hidden) || s.of.count() == 0 {
		return false
	}
	return !t.witnessed(s, q, &witnesses{})
}

// witnessed looks for the ways that are taken already in which a quantity of a sum would be another, and tells whether
// they are enough.
func (t *table) witnessed(s *set, q int, w *witnesses) bool {
	w.mayKnow = func(n int) bool { return s.mayKnow(n, t.quantities[q].column) }
	for _, m := range t.touching[q] {
		for n := range t.ready[m].all() {
			if t.seen(s, n, m, w) {
				return true
			}
		}
	}
	return false
}

// mayKnow tells whether a unit may find out a quantity of the sum. One that has a part in it may find out a difference:
// what that would tell of the others is a sum of its own. A number that is hidden stays hidden from everybody, but from
// a unit that is alone in its region.
func (s *set) mayKnow(n, column int) bool {
	return s.without >= 0 || s.of.has(n) && (column < 0 || s.of.count() == 1)
}

// witnesses are the ways that have been found, as far as it matters: which units all of them have in common. Such a
// unit would know that none of them happened.
type witnesses struct {
	some    bool
	common  []int
	mayKnow func(n int) bool
}

// add takes a way into account and tells whether enough are known: at least one without any unit that may not know.
func (w *witnesses) add(units ...int) bool {
	if !w.some {
		w.some, w.common = true, slices.DeleteFunc(units, w.mayKnow)
	} else {
		w.common = slices.DeleteFunc(w.common, func(n int) bool { return !slices.Contains(units, n) })
	}
	return len(w.common) == 0
}

// vain tells of a way that would leave those who know where they are.
func (w *witnesses) vain(n, other int) bool {
	return w.some && !slices.ContainsFunc(w.common, func(known int) bool { return known != n && known != other })
}

// seen looks for ways in which a move of one unit changes a sum, until there are enough. Who undoes it is on the other
// side of the sum, and in the same region unless the regions' own numbers hide the move.
func (t *table) seen(s *set, n, m int, w *witnesses) bool {
	if n == s.without {
		return false
	}
	inside := s.of.has(n)
	if inside && t.alone(n, m) && w.add(n) {
		return true
	}
	back, near := t.ready[reversed(m)], t.regions[t.units[n].region].units
	far := t.freeIn(t.units[n].region, m)
	for i := range back {
		others := back[i] &^ s.of[i]
		if !inside {
			others = back[i] & s.of[i]
		}
		if !far {
			others &= near[i]
		}
		for ; others != 0; others &= others - 1 {
			other := 64*i + bits.TrailingZeros64(others)
			if other == s.without || !near.has(other) && !t.freeIn(t.units[other].region, m) {
				continue
			}
			if w.add(n, other) {
				return true
			}
		}
	}
	return false
}

// obscureSet makes a quantity of a sum less certain in the cheapest way that is not taken yet.
func (t *table) obscureSet(s *set, q int) {
	best, w := noWay(), witnesses{}
	t.witnessed(s, q, &w)
	c := t.newCosts()
	for _, m := range t.touching[q] {
		t.price(c, s, m)
		for n, own := range c.own {
			if n != s.without && own <= best.cost && !math.IsInf(own, 1) {
				c.cheapest(t, s, n, m, &w, &best)
			}
		}
	}
	t.take(best)
}

// costs are what a move costs everybody: own to make it, back to undo it.
type costs struct {
	own, back []float64
	regions   []float64
	nation    float64
	// inside and outside are the least cost of undoing it in each region, of the units in a sum and of the others.
	inside, outside []float64
}

func (t *table) newCosts() *costs {
	units, regions := len(t.units), len(t.regions)
	return &costs{
		own: make([]float64, units), back: make([]float64, units),
		regions: make([]float64, regions), inside: make([]float64, regions), outside: make([]float64, regions),
	}
}

func (t *table) price(c *costs, s *set, m int) {
	c.nation = t.costNation(m)
	for r := range t.regions {
		c.regions[r], c.inside[r], c.outside[r] = t.costRegion(r, m), math.Inf(1), math.Inf(1)
	}
	for n := range t.units {
		c.own[n], c.back[n] = t.cost(n, m), t.cost(n, reversed(m))
		if n == s.without {
			continue
		}
		least := &c.outside[t.units[n].region]
		if s.of.has(n) {
			least = &c.inside[t.units[n].region]
		}
		*least = min(*least, c.back[n])
	}
}

// cheapest looks for a cheaper way in which one unit makes a move, and that is not in vain: of equal ones that with the
// first who undoes it.
func (c *costs) cheapest(t *table, s *set, n, m int, w *witnesses, best *way) {
	inside, region, least := s.of.has(n), t.units[n].region, c.inside
	if inside {
		least = c.outside
		if !w.vain(n, -1) {
			best.better(n, -1, m, dear(c.own[n]+c.regions[region]+c.nation))
		}
	}
	found := way{n, len(t.units), m, best.cost}
	for r := range t.regions {
		cost := c.own[n]
		if r != region {
			cost += c.regions[region] + c.regions[r]
		}
		if cost+least[r] >= best.cost {
			continue // nobody in the region is cheap enough
		}
		for other := range t.regions[r].units.all() {
			if other == s.without || s.of.has(other) == inside || w.vain(n, other) {
				continue
			}
			if all := dear(cost + c.back[other]); all < found.cost || all == found.cost && all < best.cost && other < found.other {
				found.other, found.cost = other, all
			}
		}
	}
	if found.cost < best.cost {
		*best = found
	}
}

// dear is what a way costs: one that costs nothing is taken already, and was not enough.
func dear(cost float64) float64 {
	if cost == 0 {
		return math.Inf(1)
	}
	return cost
}

// hideAll shows nothing of the table: there is no population but the true one that its visible numbers would fit.
func (t *table) hideAll() {
	t.blank = true
	for n := range t.units {
		t.hide(n, everything)
	}
	for r := range t.regions {
		t.regions[r].hidden = everything
	}
	t.nation = everything
}
