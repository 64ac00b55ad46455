package intake

import (
	"startklar/domain/monitoring"
)

// traits are the facts of a citizen in a month, the group among them, one bit each.
type traits uint32

// The traits beside the facts, which take the lowest bits in the order of [monitoring.AllFacts].
const (
	inP traits = 1 << (iota + 16)
	inG1
	inG2
	inE
	markedRehab
)

var (
	groupTraits = map[monitoring.Group]traits{
		monitoring.GroupP: inP, monitoring.GroupG1: inG1, monitoring.GroupG2: inG2, monitoring.GroupE: inE,
	}
	factTraits = func() map[monitoring.Fact]traits {
		bits := map[monitoring.Fact]traits{}
		for n, f := range monitoring.AllFacts() {
			bits[f] = 1 << n
		}
		return bits
	}()
)

// rule counts one measure: of those with the traits of, those with one of any and none of not.
type rule struct {
	measure      monitoring.Measure
	of, any, not traits
	byOrigin     bool
}

// rulesOf are a programme's measures: the groups, the marks beside, and its indicators with their parts.
func rulesOf(p *monitoring.Programme) []rule {
	var rules []rule
	for _, g := range monitoring.AllGroups() {
		rules = append(rules, rule{measure: monitoring.Measure(g), of: inP, any: groupTraits[g]})
	}
	rules = append(rules,
		rule{measure: monitoring.MeasureMarkedRehab, of: inP, any: markedRehab},
		rule{measure: monitoring.MeasureUnmarked, of: inG1, any: inG1, not: factTraits[monitoring.FactJobBroker]},
	)
	for _, i := range p.Indicators {
		rules = append(rules, indicatorRules(i)...)
	}
	return rules
}

// indicatorRules count an indicator, and the exclusive parts of a stacked one: a citizen belongs to the first
// fact that is true, so that the parts add up to the whole.
func indicatorRules(i monitoring.Indicator) []rule {
	of := groupTraits[i.Of]
	var counted traits
	var parts []rule
	for _, f := range i.Any {
		if i.Stacked {
			parts = append(parts, rule{measure: monitoring.Part(i.ID, f), of: of, any: factTraits[f], not: counted})
		}
		counted |= factTraits[f]
	}
	whole := rule{measure: monitoring.Measure(i.ID), of: of, any: counted, byOrigin: i.ByOrigin}
	return append([]rule{whole}, parts...)
}

// origins is how many origins there are; an origin's number is its place in [monitoring.AllOrigins].
const origins = 6

// originNumber puts an origin that nobody knows among the unknown ones.
func originNumber(o monitoring.Origin) int {
	switch o {
	case monitoring.OriginDanish:
		return 0
	case monitoring.OriginImmigrantWestern:
		return 1
	case monitoring.OriginImmigrantNonWestern:
		return 2
	case monitoring.OriginDescendantWestern:
		return 3
	case monitoring.OriginDescendantNonWestern:
		return 4
	default:
		return 5
	}
}

// tally counts the measures of one month.
type tally struct {
	rules []rule
	// counts are n and N of each rule and origin; a rule that does not split by origin uses the first.
	counts [][origins][2]int
}

func newTally(rules []rule) *tally {
	return &tally{rules: rules, counts: make([][origins][2]int, len(rules))}
}

// add counts one citizen.
func (t *tally) add(has traits, origin int) {
	for n := range t.rules {
		r := &t.rules[n]
		if has&r.of == 0 {
			continue
		}
		at := 0
		if r.byOrigin {
			at = origin
		}
		pair := &t.counts[n][at]
		pair[1]++
		if has&r.any != 0 && has&r.not == 0 {
			pair[0]++
		}
	}
}

// cells gives what was counted, in the order of the rules, and begins anew. A measure by origin always has all of
// them: nobody of an origin is a count, too.
func (t *tally) cells() []monitoring.Cell {
	cells := make([]monitoring.Cell, 0, len(t.rules)+origins)
	for n, r := range t.rules {
		pairs := &t.counts[n]
		if !r.byOrigin {
			cells = append(cells, monitoring.Cell{Measure: r.measure, Num: pairs[0][0], Den: pairs[0][1]})
			continue
		}
		for at, o := range monitoring.AllOrigins() {
			cells = append(cells, monitoring.Cell{Measure: r.measure, Origin: o, Num: pairs[at][0], Den: pairs[at][1]})
		}
	}
	clear(t.counts)
	return cells
}
