package disclosure

import (
	"math"
	"math/bits"
)

// suppress hides what has to be hidden: first what is small, then as little more as makes every hidden number
// uncertain.
func (t *table) suppress() {
	t.primary()
	for again := true; again; {
		again = false
		for n := range t.units {
			for q := range t.quantities {
				for t.exposed(n, q) {
					t.obscure(n, q)
					again = true
				}
			}
		}
		for s := range t.sets {
			for q := range t.quantities {
				for t.setExposed(&t.sets[s], q) {
					t.obscureSet(&t.sets[s], q)
					again = true
				}
			}
		}
	}
}

// primary hides small counts and the counts whose complement is small.
func (t *table) primary() {
	for q, quantity := range t.quantities {
		if quantity.hides == 0 {
			continue
		}
		for n := range t.units {
			if t.sensitive(t.units[n].values[q]) {
				t.hide(n, quantity.hides)
			}
		}
		for s := range t.sets {
			if hidden := t.sets[s].hidden; hidden != nil && t.sensitive(t.sets[s].values[q]) {
				*hidden |= quantity.hides
			}
		}
	}
}

// guarded tells whether a quantity has to be uncertain: it is small, or a number that is hidden.
func (t *table) guarded(value, q int, hidden columns) bool {
	at := t.quantities[q].column
	return t.sensitive(value) || at >= 0 && hidden&bit(at) != 0
}

// partners is how many others have to make a unit's number uncertain: each of them knows its own numbers, so that
// with one alone that one would know.
const partners = 2

// exposed tells whether a unit's quantity could be told by somebody outside it.
func (t *table) exposed(n, q int) bool {
	u := &t.units[n]
	if t.blank || !t.guarded(u.values[q], q, u.hidden) {
		return false
	}
	found := noMembers(len(t.units))
	for _, m := range t.touching[q] {
		if !u.ready[m] {
			continue
		}
		if t.alone(n, m) {
			return false
		}
		t.findPartners(found, n, m)
	}
	found.remove(n)
	return found.count() < partners
}

// findPartners adds the units that can undo a move of another one, so that no sum that is shown changes.
func (t *table) findPartners(found members, n, m int) {
	back := t.ready[reversed(m)]
	found.uniteCommon(back, t.regions[t.units[n].region].units)
	if !t.freeIn(t.units[n].region, m) {
		return
	}
	for r := range t.regions {
		if r == t.units[n].region || !t.freeIn(r, m) {
			continue
		}
		found.uniteCommon(back, t.regions[r].units)
	}
}

// freeIn tells whether a region's own numbers hide a move.
func (t *table) freeIn(r, m int) bool { return t.moves[m].touches&^t.regions[r].hidden == 0 }

// alone tells whether a unit can make a move that nobody has to undo.
func (t *table) alone(n, m int) bool {
	return t.moves[m].touches&^t.nation == 0 && t.freeIn(t.units[n].region, m)
}

// The costs of hiding one number: as few as possible, of the smallest units, and a region's or the nation's only
// where nothing else helps. Each column has its weight besides.
const (
	costNumber = 1_000_000
	costRegion = 50 * costNumber
	costNation = 10 * costRegion
	// costLoose is less than that of any sum: a sum is read by everybody.
	costLoose = costRegion / 2
)

// cost is what it costs to have a unit ready for a move; infinite if its numbers do not allow it.
func (t *table) cost(n, m int) float64 {
	u := &t.units[n]
	total := 0.0
	if !t.able(n, m) {
		if !t.possible(u, m) {
			return math.Inf(1)
		}
		total = costLoose
	}
	for more := t.moves[m].touches &^ u.hidden; more != 0; more &= more - 1 {
		column := bits.TrailingZeros64(uint64(more))
		total += costNumber*t.weights[column] + float64(u.row[column])
	}
	return total
}

func (t *table) costRegion(r, m int) (total float64) {
	for column := range bitsOf(t.moves[m].touches &^ t.regions[r].hidden) {
		total += costRegion * t.weights[column]
	}
	return total
}

func (t *table) costNation(m int) (total float64) {
	for column := range bitsOf(t.moves[m].touches &^ t.nation) {
		total += costNation * t.weights[column]
	}
	return total
}

// way is one way to make a quantity uncertain: a unit makes a move and another undoes it; nobody, if other is -1.
type way struct {
	unit, other, move int
	cost              float64
}

func noWay() way { return way{cost: math.Inf(1)} }

func (w *way) better(unit, other, move int, cost float64) {
	if cost < w.cost {
		*w = way{unit, other, move, cost}
	}
}

// obscure makes a unit's quantity less certain, by one partner more, in the cheapest way.
func (t *table) obscure(n, q int) {
	found := noMembers(len(t.units))
	for _, m := range t.touching[q] {
		if t.units[n].ready[m] {
			t.findPartners(found, n, m)
		}
	}
	best := noWay()
	// Partners in the region first: they are nearly always cheaper, and the nation is long.
	t.cheapestPartner(n, q, found, t.regions[t.units[n].region].units, &best)
	for r := range t.regions {
		if r != t.units[n].region {
			t.cheapestPartner(n, q, found, t.regions[r].units, &best)
		}
	}
	for _, m := range t.touching[q] {
		best.better(n, -1, m, t.cost(n, m)+t.costAlone(n, m))
	}
	t.take(best)
}

// cheapestPartner looks for a cheaper way with a partner among some units of one region that is none yet.
func (t *table) cheapestPartner(n, q int, not, among members, best *way) {
	one := among.first()
	for _, m := range t.touching[q] {
		cost := t.cost(n, m)
		if cost < best.cost {
			cost += t.costBetween(n, one, m)
		}
		if cost >= best.cost {
			continue
		}
		for other := one; other < len(t.units); other++ {
			if other != n && among.has(other) && !not.has(other) {
				best.better(n, other, m, cost+t.cost(other, reversed(m)))
			}
		}
	}
}

// costBetween is what the sums cost that must not show that two units change.
func (t *table) costBetween(n, other, m int) float64 {
	one, two := t.units[n].region, t.units[other].region
	if one == two {
		return 0
	}
	return t.costRegion(one, m) + t.costRegion(two, m)
}

func (t *table) costAlone(n, m int) float64 {
	return t.costRegion(t.units[n].region, m) + t.costNation(m)
}

// allow hides what a unit's move touches, and loosens what forbids it.
func (t *table) allow(n, m int) {
	if !t.able(n, m) {
		t.loosen(n, m)
	}
	t.hide(n, t.moves[m].touches)
}

// take hides what a way needs. Where there is none at all, nothing is shown of the whole table.
func (t *table) take(w way) {
	if math.IsInf(w.cost, 1) {
		t.hideAll()
		return
	}
	touches := t.moves[w.move].touches
	t.allow(w.unit, w.move)
	if w.other >= 0 {
		t.allow(w.other, reversed(w.move))
	}
	if w.other < 0 || t.units[w.unit].region != t.units[w.other].region {
		t.regions[t.units[w.unit].region].hidden |= touches
	}
	switch {
	case w.other < 0:
		t.nation |= touches
	case t.units[w.unit].region != t.units[w.other].region:
		t.regions[t.units[w.other].region].hidden |= touches
	}
}
