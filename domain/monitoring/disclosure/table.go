package disclosure

import (
	"cmp"
	"math/bits"
	"slices"
)

// unit is one municipality that delivered.
type unit struct {
	region int
	// row are the columns' values, values the quantities'.
	row, values []int
	hidden      columns
	// able are the moves that its numbers allow, as far as that has been asked; ready those of them that touch hidden
	// columns alone: nobody outside would see one of these made.
	able  []answer
	ready []bool
	// loose are the quantities that may be anything from 0 as far as anybody outside knows: see table.loosen.
	loose []bool
}

// answer is a yes or no that may not have been asked yet.
type answer byte

const (
	unasked answer = iota
	yes
	no
)

// region is one region, with its units that delivered.
type region struct {
	units  members
	hidden columns
}

// table is all counts of one month, or of one pooled month, with what is hidden of them so far.
type table struct {
	*layout
	threshold int
	units     []unit
	regions   []region
	nation    columns
	// blank tells that nothing is shown at all.
	blank bool
	// ready are the units that are ready for each move.
	ready []members
	// sets are the sums over units that somebody could know: regions, the nation, and these without a unit.
	sets []set
}

// set is a sum over units whose small quantities are not to be known.
type set struct {
	of members
	// without is the unit whose own people know the sum, -1 for everybody.
	without int
	// hidden points at the columns that are hidden of the region or nation that the set is, nil for a difference.
	hidden *columns
	values []int
}

// members is a set of units.
type members []uint64

func noMembers(units int) members { return make(members, (units+63)/64) }

func (s members) add(n int)      { s[n/64] |= 1 << (n % 64) }
func (s members) remove(n int)   { s[n/64] &^= 1 << (n % 64) }
func (s members) has(n int) bool { return s[n/64]&(1<<(n%64)) != 0 }

// all yields the members, rising.
func (s members) all() func(func(int) bool) {
	return func(yield func(int) bool) {
		for i, word := range s {
			for ; word != 0; word &= word - 1 {
				if !yield(64*i + bits.TrailingZeros64(word)) {
					return
				}
			}
		}
	}
}

// first is the least member of a set that has some.
func (s members) first() int {
	for i, word := range s {
		if word != 0 {
			return 64*i + bits.TrailingZeros64(word)
		}
	}
	return -1
}

func (s members) unite(o members) {
	for i := range s {
		s[i] |= o[i]
	}
}

func (s members) uniteCommon(a, b members) {
	for i := range s {
		s[i] |= a[i] & b[i]
	}
}

func (s members) count() (n int) {
	for _, word := range s {
		n += bits.OnesCount64(word)
	}
	return n
}

// sensitive tells of a number of citizens that nobody outside may learn.
func (t *table) sensitive(value int) bool { return value > 0 && value < t.threshold }

// newTable lays the rows of units out. regionOf numbers the regions from 0.
func newTable(l *layout, threshold int, rows [][]int, regionOf []int) *table {
	t := &table{layout: l, threshold: threshold, units: make([]unit, len(rows)), ready: make([]members, len(l.moves))}
	for m := range t.ready {
		t.ready[m] = noMembers(len(rows))
	}
	for n, row := range rows {
		for regionOf[n] >= len(t.regions) {
			t.regions = append(t.regions, region{units: noMembers(len(rows))})
		}
		t.regions[regionOf[n]].units.add(n)
		u := &t.units[n]
		*u = unit{region: regionOf[n], row: row, values: l.values(row), able: make([]answer, len(l.moves)), loose: make([]bool, len(l.quantities)), ready: make([]bool, len(l.moves))}
	}
	t.addSets()
	return t
}

// able tells whether a unit's numbers allow a move.
func (t *table) able(n, m int) bool {
	u := &t.units[n]
	if u.able[m] == unasked {
		u.able[m] = no
		if t.allows(u, m) {
			u.able[m] = yes
		}
	}
	return u.able[m] == yes
}

// allows tells whether a unit's numbers may change by a move as far as anybody outside knows: no count of citizens is
// below 0, and one that is hidden for being small stays small.
func (t *table) allows(u *unit, m int) bool {
	return t.possible(u, m) && !slices.ContainsFunc(t.effects[m], func(e effect) bool { return t.leavesSmall(u, e) })
}

// leavesSmall tells that a number that is hidden for being small would be small no longer.
func (t *table) leavesSmall(u *unit, e effect) bool {
	before := u.values[e.quantity]
	return !u.loose[e.quantity] && t.quantities[e.quantity].hides != 0 && t.sensitive(before) && !t.sensitive(before+e.by)
}

// possible tells whether a unit's numbers may change by a move at all: no count of citizens is below 0.
func (t *table) possible(u *unit, m int) bool {
	return !slices.ContainsFunc(t.effects[m], func(e effect) bool { return u.values[e.quantity]+e.by < 0 })
}

func (t *table) addSets() {
	all := noMembers(len(t.units))
	for r := range t.regions {
		all.unite(t.regions[r].units)
		t.addSet(t.regions[r].units, &t.regions[r].hidden)
	}
	t.addSet(all, &t.nation)
	for r := range t.regions {
		rest := slices.Clone(all)
		for i := range rest {
			rest[i] &^= t.regions[r].units[i]
		}
		t.sets = append(t.sets, set{of: rest, without: -1, values: t.sum(rest)})
	}
}

// addSet adds a region or the nation, and what is left of it for each of its units.
func (t *table) addSet(of members, hidden *columns) {
	whole := set{of: of, without: -1, hidden: hidden, values: t.sum(of)}
	t.sets = append(t.sets, whole)
	for n := range t.units {
		if !of.has(n) {
			continue
		}
		rest := set{of: slices.Clone(of), without: n, values: slices.Clone(whole.values)}
		rest.of.remove(n)
		for q, value := range t.units[n].values {
			rest.values[q] -= value
		}
		t.sets = append(t.sets, rest)
	}
}

func (t *table) sum(of members) []int {
	values := make([]int, len(t.quantities))
	for n := range t.units {
		if of.has(n) {
			for q, value := range t.units[n].values {
				values[q] += value
			}
		}
	}
	return values
}

// loosen lets the numbers of a unit that forbid a move become anything from 0, small though they are. No suppression
// helps against somebody who knows which numbers are small where a unit's own bounds tell (four parts, each at least 1,
// of a whole that is at most 4), and elsewhere it would cost the sums that everybody reads.
func (t *table) loosen(n, m int) {
	u := &t.units[n]
	for _, e := range t.effects[m] {
		if t.leavesSmall(u, e) {
			u.loose[e.quantity] = true
			for _, touching := range t.touching[e.quantity] {
				u.able[touching] = unasked
			}
		}
	}
	t.getReady(n)
}

// hide hides columns of a unit.
func (t *table) hide(n int, more columns) {
	u := &t.units[n]
	if more&^u.hidden == 0 {
		return
	}
	u.hidden |= more
	t.getReady(n)
}

func (t *table) getReady(n int) {
	u := &t.units[n]
	for m := range t.moves {
		if !u.ready[m] && t.moves[m].touches&^u.hidden == 0 && t.able(n, m) {
			u.ready[m] = true
			t.ready[m].add(n)
		}
	}
}

// few hides the regions with too few deliverers, the nation likewise, and further regions until what is left of the
// nation without those that are shown is not too few either.
func (t *table) few(least int) {
	if len(t.units) < least {
		t.nation = everything
	}
	byDeliverers := make([]int, len(t.regions))
	for r := range byDeliverers {
		byDeliverers[r] = r
	}
	slices.SortStableFunc(byDeliverers, func(a, b int) int {
		return cmp.Compare(t.regions[a].units.count(), t.regions[b].units.count())
	})
	hidden := 0
	for _, r := range byDeliverers {
		if n := t.regions[r].units.count(); n < least || hidden > 0 && hidden < least {
			t.regions[r].hidden = everything
			hidden += n
		}
	}
}
