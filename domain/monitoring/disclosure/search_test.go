package disclosure_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"startklar/domain/monitoring"
)

// change is what other populations than the true ones would change: of each sum that is shown, and, last, of a secret.
type change [41]int16

// secretAt is where the change of the secret stands.
const secretAt = len(change{}) - 1

// sums are the sums over municipalities that are shown: of kinds, over some of them.
func (h *hamlet) sums() (all []secret) {
	add := func(unit monitoring.UnitID, of func(town) bool) {
		for in := range h.shown(unit) {
			all = append(all, secret{unit: unit, in: in, of: of})
		}
	}
	seen := map[string]bool{}
	for _, one := range h.towns {
		if !seen[one.region] {
			seen[one.region] = true
			add(monitoring.RegionUnit(one.region), func(o town) bool { return o.region == one.region })
		}
	}
	add(monitoring.National, func(town) bool { return true })
	return all
}

// search tries all populations of all municipalities, one municipality after the other.
type search struct {
	// ways are the changes that each municipality could make, the smallest first; low and high how far those from one
	// on could go together.
	ways      [][]change
	has       []map[change]bool
	low, high [][len(change{})]int
	// ends are the changes from which no way leads back to what is shown, by municipality.
	ends  []map[change]bool
	tried int
}

// tooMany is where a search gives up.
const tooMany = 200_000

// other looks for populations that give the same shown numbers and another value of a secret. Whose numbers are known,
// own, stays as it is. Decided is false where there were too many to try.
func (h *hamlet) other(s secret, sums []secret, own int) (found, decided bool) {
	if h.swaps(s, sums, own) {
		return true, true
	}
	order := make([]int, len(h.towns))
	for n := range order {
		order[n] = n
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rank(h, s, a), rank(h, s, b)) })
	find := search{low: make([][len(change{})]int, len(order)+1), high: make([][len(change{})]int, len(order)+1)}
	for _, n := range order {
		ways, has := h.changes(h.towns[n], s, sums, n == own)
		find.ways, find.has = append(find.ways, ways), append(find.has, has)
		find.ends = append(find.ends, map[change]bool{})
	}
	for n := len(order) - 1; n >= 0; n-- {
		for i := range len(change{}) {
			low, high := 0, 0
			for _, w := range find.ways[n] {
				low, high = min(low, int(w[i])), max(high, int(w[i]))
			}
			find.low[n][i], find.high[n][i] = find.low[n+1][i]+low, find.high[n+1][i]+high
		}
	}
	found = find.from(0, change{})
	return found, found || find.tried < tooMany
}

// swaps tells whether some citizens of one municipality who are otherwise are enough, with the reverse in another one
// where a sum would show it.
func (h *hamlet) swaps(s secret, sums []secret, own int) bool {
	for n, one := range h.towns {
		if n == own || !s.of(one) {
			continue
		}
		for _, d := range one.diffs {
			if d.count(s.in) == 0 {
				continue
			}
			if h.unseen(d, sums, one, town{}) {
				return true
			}
			for m, other := range h.towns {
				if m != own && !s.of(other) && other.has[d.back()] && h.unseen(d, sums, one, other) {
					return true
				}
			}
		}
	}
	return false
}

// unseen tells whether no sum that is shown has one of two municipalities alone, and kinds whose number changes.
func (h *hamlet) unseen(d census, sums []secret, one, other town) bool {
	return !slices.ContainsFunc(sums, func(sum secret) bool {
		return sum.of(one) != (other.code != "" && sum.of(other)) && d.count(sum.in) != 0
	})
}

func (c census) back() census {
	for kind := range c {
		c[kind] = -c[kind]
	}
	return c
}

// rank puts the municipalities that a secret is about first, and those of their region next.
func rank(h *hamlet, s secret, n int) int {
	if s.of(h.towns[n]) {
		return 0
	}
	for _, one := range h.towns {
		if s.of(one) && one.region == h.towns[n].region {
			return 1
		}
	}
	return 2
}

// changes are all that a municipality could change: what changes the secret first, and of that the smallest.
func (h *hamlet) changes(one town, s secret, sums []secret, known bool) (all []change, has map[change]bool) {
	has = map[change]bool{}
	if known {
		return []change{{}}, has
	}
	for _, d := range one.diffs {
		var by change
		for i, sum := range append(slices.Clone(sums), s) {
			at := i
			if i == len(sums) {
				at = len(by) - 1
			}
			if sum.of(one) {
				by[at] = int16(d.count(sum.in))
			}
		}
		if !has[by] {
			has[by] = true
			all = append(all, by)
		}
	}
	slices.SortStableFunc(all, func(a, b change) int { return cmp.Compare(a.size(), b.size()) })
	return all, has
}

// size orders changes.
func (c change) size() (n int) {
	if c[secretAt] == 0 {
		n = 1000
	}
	for _, by := range c {
		n += int(max(by, -by))
	}
	return n
}

// from tells whether the municipalities from one on can bring every shown sum back, with another value of the secret.
func (s *search) from(n int, by change) bool {
	back, another := change{}, by[secretAt] != 0
	for i, much := range by[:secretAt] {
		back[i] = -much
	}
	if another && s.undone(n, back) {
		return true
	}
	if n == len(s.ways) || s.ends[n][by] || s.tried >= tooMany {
		return false
	}
	for i, much := range back[:secretAt] {
		if int(much) < s.low[n][i] || int(much) > s.high[n][i] {
			return false
		}
	}
	for _, way := range s.ways[n] {
		s.tried++
		next := by
		for i, more := range way {
			next[i] += more
		}
		if s.from(n+1, next) {
			return true
		}
	}
	s.ends[n][by] = true
	return false
}

// undone tells whether nothing is left to bring back, or one municipality from one on can do it that has no part in
// the secret.
func (s *search) undone(n int, back change) bool {
	if back == (change{}) {
		return true
	}
	for _, has := range s.has[n:] {
		if has[back] {
			return true
		}
	}
	return false
}

// TestEveryHiddenNumberHasTwoValuesInWholeCitizens tries all populations of small worlds that fit what is shown,
// as outsiders see it and as each municipality does that knows its own: none of the hidden numbers of others is left
// with one value.
func TestEveryHiddenNumberHasTwoValuesInWholeCitizens(t *testing.T) {
	t.Parallel()
	asked, shown, byBounds, ofTowns, worlds := 0, 0, 0, 0, 6
	if inShort() {
		worlds = 2
	}
	for n := range worlds {
		for _, l := range []little{marked, active} {
			h := l.hamlet(t, rand.New(rand.NewPCG(uint64(n), 6)), false)
			sums := h.sums()
			for _, one := range h.towns {
				shown += len(h.shown(monitoring.UnitID(one.code)))
			}
			tied, hidden := h.bounded()
			byBounds, ofTowns = byBounds+tied, ofTowns+hidden
			for own := -1; own < len(h.towns); own++ {
				for _, s := range h.everySecret() {
					if own >= 0 && s.of(h.towns[own]) && s.unit == monitoring.UnitID(h.towns[own].code) {
						continue
					}
					asked++
					if found, decided := h.other(s, sums, own); !found {
						t.Errorf("world %d, %d municipalities, seen by %d: %s %b has one value (decided: %v)", n, len(h.towns), own, s.unit, s.in, decided)
					}
				}
			}
		}
	}
	if shown < 30*worlds {
		t.Errorf("only %d numbers are shown: there is nothing to search in", shown)
	}
	if !inShort() {
		stated(t, "all %d questions", asked)
		stated(t, "would tell %d of %d hidden or small numbers", byBounds, ofTowns)
	}
	t.Logf("%d hidden or small numbers, as outsiders and as each municipality could ask for them in %d small worlds, have another value in whole citizens; %d numbers of single municipalities are shown", asked, 2*worlds, shown)
}

// TestTheSearchFindsWhatPrimarySuppressionAloneLeavesOpen is the same search before half of the rule.
func TestTheSearchFindsWhatPrimarySuppressionAloneLeavesOpen(t *testing.T) {
	t.Parallel()
	told, undecided, worlds := 0, 0, 4
	if inShort() {
		worlds = 2
	}
	for n := range worlds {
		for _, l := range []little{marked, active} {
			h := l.hamlet(t, rand.New(rand.NewPCG(uint64(n), 6)), true)
			sums := h.sums()
			for _, s := range h.everySecret() {
				if !s.small {
					continue
				}
				switch found, decided := h.other(s, sums, -1); {
				case !decided:
					undecided++
				case !found:
					told++
				}
			}
		}
	}
	if told == 0 {
		t.Error("the search tells nothing of tables with primary suppression alone")
	}
	t.Logf("%d small counts have one value; %d are undecided", told, undecided)
}
