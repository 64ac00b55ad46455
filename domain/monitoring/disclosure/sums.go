package disclosure

import "math"

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
	w := witnesses{}
	for _, m := range t.touching[q] {
		for n := range t.units {
			if t.ready[m].has(n) && t.seen(s, n, m, &w) {
				return false
			}
		}
	}
	return true
}

// witnesses are the ways that have been found, as far as it matters: which units all of them have in common. Such a
// unit would know that none of them happened.
type witnesses struct {
	some   bool
	common []int
}

// add takes a way into account and tells whether enough are known: at least one without any given unit.
func (w *witnesses) add(units ...int) bool {
	if !w.some {
		w.some, w.common = true, units
		return false
	}
	var left []int
	for _, a := range w.common {
		for _, b := range units {
			if a == b {
				left = append(left, a)
			}
		}
	}
	w.common = left
	return len(left) == 0
}

// seen looks for ways in which a move of one unit changes a sum, until there are enough.
func (t *table) seen(s *set, n, m int, w *witnesses) bool {
	if n == s.without {
		return false
	}
	if s.of.has(n) && t.alone(n, m) && s.enough(w, n) {
		return true
	}
	if !t.freeIn(t.units[n].region, m) {
		return t.seenInRegion(s, n, m, w)
	}
	for other := range t.units {
		if other == s.without || s.of.has(n) == s.of.has(other) || !t.ready[reversed(m)].has(other) {
			continue
		}
		near := t.units[n].region == t.units[other].region
		if (near || t.freeIn(t.units[other].region, m)) && s.enough(w, n, other) {
			return true
		}
	}
	return false
}

// seenInRegion is for a set that parts a region: what is left of it for one unit.
func (t *table) seenInRegion(s *set, n, m int, w *witnesses) bool {
	for other := range t.units {
		near := t.units[n].region == t.units[other].region
		if near && other != s.without && s.of.has(n) != s.of.has(other) && t.ready[reversed(m)].has(other) && s.enough(w, n, other) {
			return true
		}
	}
	return false
}

// enough adds a way. One is enough for a sum that only one unit knows, who has no part in it.
func (s *set) enough(w *witnesses, units ...int) bool { return w.add(units...) || s.without >= 0 }

// obscureSet makes a quantity of a sum less certain in the cheapest way that is not taken yet.
func (t *table) obscureSet(s *set, q int) {
	best := noWay()
	for _, m := range t.touching[q] {
		for n := range t.units {
			own := t.cost(n, m)
			if n == s.without || own > best.cost {
				continue
			}
			t.cheapest(s, n, m, own, &best)
		}
	}
	if math.IsInf(best.cost, 1) && t.loosenAll() {
		return
	}
	t.take(best)
}

func (t *table) cheapest(s *set, n, m int, own float64, best *way) {
	dear := func(cost float64) float64 {
		if cost == 0 {
			return math.Inf(1) // taken already, and not enough
		}
		return cost
	}
	if s.of.has(n) {
		best.better(n, -1, m, dear(own+t.costAlone(n, m)))
	}
	for other := range t.units {
		if other == s.without || s.of.has(n) == s.of.has(other) {
			continue
		}
		if cost := own + t.cost(other, reversed(m)); cost < best.cost {
			best.better(n, other, m, dear(cost+t.costBetween(n, other, m)))
		}
	}
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

// loosenAll loosens every unit, and tells whether that changed anything.
func (t *table) loosenAll() (changed bool) {
	for n := range t.units {
		if !t.units[n].loose {
			t.loosen(n)
			changed = true
		}
	}
	return changed
}
