package disclosure_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/disclosure"
	"startklar/domain/monitoring/figures"
	"startklar/domain/municipality"
)

// attack is what somebody can make of everything that they can see of one month. It is written from the definitions of
// the domain, without what package disclosure knows of them: unknown numbers of citizens of each kind, in each
// municipality, and what is published about their sums.
type attack struct {
	*program
	seen *disclosure.Book
	// targets are the numbers that are not to be told.
	targets []target
}

type target struct {
	name string
	// x is the unknown; unit the municipality, region or nation that it is of.
	x    int
	unit monitoring.UnitID
}

// published is a number that is published: n of a measure, or N if den.
type published struct {
	countKey
	den bool
}

// kinds are the numbers of a municipality that add up to everything that is published about it; the classes of the
// activity are self-supporting, hours with and without education, education, subsidy, placement.
var sums = map[published][]string{
	{countKey{measure: "P"}, false}:                 {"E", "left", "stayed", "G1"},
	{countKey{measure: "G2"}, false}:                {"left", "stayed"},
	{countKey{measure: "E"}, false}:                 {"E"},
	{countKey{measure: "G1"}, false}:                {"G1"},
	{countKey{measure: "marked_rehab"}, false}:      {"marked"},
	{countKey{measure: "1"}, false}:                 {"broker"},
	{countKey{measure: "unmarked"}, false}:          {"no broker"},
	{countKey{measure: "3"}, false}:                 {"self", "hours+education", "hours", "education", "subsidy", "placement"},
	{countKey{measure: "3:self_supporting"}, false}: {"self"},
	{countKey{measure: "3:paid_hours"}, false}:      {"hours+education", "hours"},
	{countKey{measure: "3:education"}, false}:       {"education"},
	{countKey{measure: "3:wage_subsidy"}, false}:    {"subsidy"},
	{countKey{measure: "3:work_placement"}, false}:  {"placement"},
	{countKey{measure: "5"}, false}:                 {"self", "hours+education", "education"},
	{countKey{measure: "6"}, false}:                 {"self", "hours+education", "hours"},
	{countKey{measure: "R"}, false}:                 {"self", "hours+education", "hours", "education"},
	{countKey{measure: "7"}, false}:                 {"left"},
	{countKey{measure: "8"}, false}:                 {"step-up"},
}

// splits are the kinds that G1 falls into, each way by itself, and P.
var splits = map[string][][]string{
	"G1": {{"broker", "no broker"}, {"step-up", "no step-up"}, {"self", "hours+education", "hours", "education", "subsidy", "placement", "inactive"}},
	"P":  {{"marked", "not marked"}},
}

// denominators are the N of each measure; the complement in it is not to be told either.
var denominators = map[monitoring.Measure]monitoring.Measure{
	"G1": "P", "G2": "P", "E": "P", "marked_rehab": "P", "1": "G1", "3": "G1", "3:self_supporting": "G1", "3:paid_hours": "G1", "3:education": "G1",
	"3:wage_subsidy": "G1", "3:work_placement": "G1", "5": "G1", "6": "G1", "R": "G1", "7": "G2", "8": "G1",
}

// truth counts the kinds from what was delivered.
func truth(b *figures.Book, code municipality.Code, m calendar.Month) map[string]int {
	n := func(what monitoring.Measure, o monitoring.Origin) figures.Count {
		c, _ := b.Count(monitoring.UnitID(code), m, what, o)
		return c
	}
	num := func(what monitoring.Measure) int { return n(what, "").Num }
	only := num("R") - num("5")
	kinds := map[string]int{
		"E": num("E"), "left": num("7"), "stayed": num("G2") - num("7"), "G1": num("G1"), "P": num("P"),
		"marked": num("marked_rehab"), "not marked": num("P") - num("marked_rehab"),
		"broker": num("1"), "no broker": num("G1") - num("1"), "step-up": num("8"), "no step-up": num("G1") - num("8"),
		"self": num("3:self_supporting"), "hours": only, "hours+education": num("3:paid_hours") - only, "education": num("3:education"),
		"subsidy": num("3:wage_subsidy"), "placement": num("3:work_placement"), "inactive": num("G1") - num("3"),
	}
	for _, o := range monitoring.AllOrigins() {
		c := n("4", o)
		kinds["active "+string(o)], kinds["inactive "+string(o)] = c.Num, c.Den-c.Num
	}
	return kinds
}

// many is by how much a number may differ from the truth, for the attack; it is more than any municipality has.
const many = 1000

// newAttack collects what a viewer can see of a month. strict tells that the attacker knows which of a municipality's
// hidden counts were small.
func newAttack(b *figures.Book, seen *disclosure.Book, m calendar.Month, strict bool) *attack {
	a := &attack{program: &program{}, seen: seen}
	totals := map[monitoring.UnitID]map[published]map[int]float64{}
	for _, code := range b.Municipalities(m) {
		if !b.HasDelivered(code, m) {
			continue
		}
		unit := monitoring.UnitID(code)
		for k, x := range a.municipality(unit, truth(b, code, m), m, strict) {
			for _, of := range []monitoring.UnitID{monitoring.RegionUnit(municipality.RegionOn(code, m.Last())), monitoring.National} {
				if totals[of] == nil {
					totals[of] = map[published]map[int]float64{}
				}
				if totals[of][k] == nil {
					totals[of][k] = map[int]float64{}
				}
				totals[of][k][x] = 1
			}
		}
	}
	for unit, of := range totals {
		for k, row := range of {
			a.total(unit, k, row, m)
		}
	}
	return a
}

// municipality adds the unknowns of a municipality and returns those that are published.
func (a *attack) municipality(unit monitoring.UnitID, kinds map[string]int, m calendar.Month, strict bool) map[published]int {
	of := map[string]int{}
	for kind, n := range kinds {
		of[kind] = a.unknown(n, 0, many)
	}
	row := func(whole int, parts []string) map[int]float64 {
		r := map[int]float64{whole: -1}
		for _, part := range parts {
			r[of[part]]++
		}
		return r
	}
	for whole, ways := range splits {
		for _, parts := range ways {
			a.zero(row(of[whole], parts))
		}
	}
	var actives, everybody []string
	counted := map[published]int{}
	for _, o := range monitoring.AllOrigins() {
		active, inactive := "active "+string(o), "inactive "+string(o)
		actives, everybody = append(actives, active), append(everybody, active, inactive)
		k := countKey{"4", o}
		counted[published{k, false}] = of[active]
		den := a.unknown(kinds[active]+kinds[inactive], 0, many)
		a.zero(row(den, []string{active, inactive}))
		counted[published{k, true}] = den
	}
	a.zero(row(of["G1"], everybody))
	for k, parts := range sums {
		n := 0
		for _, part := range parts {
			n += kinds[part]
		}
		x := a.unknown(n, 0, many)
		a.zero(row(x, parts))
		counted[k] = x
	}
	for k, x := range counted {
		a.publish(unit, k, x, m, strict)
	}
	active := a.unknown(kinds["G1"]-kinds["inactive"], 0, many)
	a.zero(row(active, actives))
	a.zero(map[int]float64{active: 1, counted[published{countKey{measure: "3"}, false}]: -1})
	a.complements(unit, counted, strict)
	return counted
}

// complements adds what is left of each N without n.
func (a *attack) complements(unit monitoring.UnitID, counted map[published]int, strict bool) {
	add := func(name string, n, of int, group bool) {
		c := a.unknown(int(a.at[of]-a.at[n]), 0, many)
		a.zero(map[int]float64{n: 1, c: 1, of: -1})
		if small(int(a.at[c])) {
			a.targets = append(a.targets, target{name, c, unit})
			if strict && !group && a.low[n] < a.high[n] {
				a.low[c], a.high[c] = 1, disclosure.DefaultThreshold-1
			}
		}
	}
	for what, of := range denominators {
		n, whole := counted[published{countKey{measure: what}, false}], counted[published{countKey{measure: of}, false}]
		add("without "+string(what), n, whole, of == "P" && what != "marked_rehab")
	}
	for _, o := range monitoring.AllOrigins() {
		k := countKey{"4", o}
		add("without 4 "+string(o), counted[published{k, false}], counted[published{k, true}], false)
		add("other origins than "+string(o), counted[published{k, true}], counted[published{countKey{measure: "G1"}, false}], true)
	}
}

// publish puts a number that can be seen in; one that cannot be is a target.
func (a *attack) publish(unit monitoring.UnitID, k published, x int, m calendar.Month, strict bool) {
	f, found := a.seen.Count(unit, m, k.measure, k.origin)
	shown := f.Num
	if k.den {
		shown = f.Den
	}
	if value, open := shown.Value(); found && open {
		if float64(value) != a.at[x] {
			panic(fmt.Sprintf("%s %v: %d is shown, %v is true", unit, k, value, a.at[x]))
		}
		a.low[x], a.high[x] = a.at[x], a.at[x]
		return
	}
	a.targets = append(a.targets, target{fmt.Sprint(k), x, unit})
	if strict && small(int(a.at[x])) && k.measure != "unmarked" {
		a.low[x], a.high[x] = 1, disclosure.DefaultThreshold-1
	}
}

// total adds a region's or the nation's sum.
func (a *attack) total(unit monitoring.UnitID, k published, row map[int]float64, m calendar.Month) {
	n := 0.0
	for x := range row {
		n += a.at[x]
	}
	x := a.unknown(int(n), 0, 98*many)
	row[x] = -1
	a.zero(row)
	a.publish(unit, k, x, m, false)
}

// told are the targets that have but one possible value.
func (a *attack) told(rng *rand.Rand) (told []target) {
	a.narrow()
	of, wide := make([]*tableau, len(a.at)), make([]bool, len(a.at))
	for _, t := range a.parts() {
		for _, x := range t.names {
			of[x] = t
		}
		for again := true; again; {
			goal := make([]float64, len(t.names))
			for at, x := range t.names {
				if !wide[x] {
					goal[at] = rng.Float64() - 0.5
				}
			}
			again = t.other(goal, wide)
		}
	}
	for _, goal := range a.targets {
		t := of[goal.x]
		for _, sign := range []float64{1, -1} {
			if t != nil && !wide[goal.x] {
				one := make([]float64, len(t.names))
				one[t.column[goal.x]] = sign
				t.other(one, wide)
			}
		}
		if !wide[goal.x] {
			told = append(told, goal)
		}
	}
	return told
}

// other looks for another solution in the direction of a goal and marks the numbers that differ by one or more in it.
// A solution that has become none by rounding counts for nothing, and the next search begins at the truth again.
func (t *tableau) other(goal []float64, wide []bool) (some bool) {
	t.most(goal)
	if !t.holds() {
		t.reduce()
		return false
	}
	for at, x := range t.names {
		if !wide[x] && math.Abs(t.value[at]) > 1-1e-4 {
			wide[x], some = true, true
		}
	}
	return some
}

// by is everything that a municipality's role can see, and whatever leaves any house: its own counts, and all units
// as outsiders see them.
func by(codes ...municipality.Code) disclosure.Viewer {
	v := disclosure.Outsiders()
	v.Counts = codes
	return v
}

func TestNobodyCanTellAHiddenCount(t *testing.T) {
	worlds := 2
	if testing.Short() {
		worlds = 1
	}
	for n := range worlds {
		rng := rand.New(rand.NewPCG(uint64(n), 98))
		w := national(rng, 98, 1)
		b := w.book(t)
		e := rule(t).Edition(b)
		for _, own := range [][]municipality.Code{nil, {w.codes[rng.IntN(98)]}, {smallest(b, w)}} {
			t.Run(fmt.Sprintf("world %d seen by %v", n, own), func(t *testing.T) {
				for _, one := range others(newAttack(b, e.For(by(own...)), january, false).told(rng), own) {
					t.Errorf("%s %s can be told", one.unit, one.name)
				}
				a := newAttack(b, e.For(by(own...)), january, true)
				told := others(a.told(rng), own)
				for _, one := range told {
					if p, _ := b.Count(one.unit, january, "P", ""); p.Num > tiny {
						t.Errorf("%s %s can be told by who knows which counts are small; it has %d citizens", one.unit, one.name, p.Num)
					}
				}
				t.Logf("%d numbers are hidden or small; %d could be told by who knew which are small, all of municipalities of at most %d citizens", len(a.targets), len(told), tiny)
			})
		}
	}
}

// tiny is the number of citizens up to which bounds alone may tell, whatever is hidden: see the package.
const tiny = 30

// others leaves out what is one's own.
func others(told []target, own []municipality.Code) (left []target) {
	for _, one := range told {
		if len(own) == 0 || one.unit != monitoring.UnitID(own[0]) {
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
	a := newAttack(b, disclosure.PrimaryOnly(rule(t)).Edition(b).For(by()), january, false)
	told := a.told(rng)
	found := 0
	for _, one := range told {
		if small(int(a.at[one.x])) {
			found++
		}
	}
	if found == 0 {
		t.Error("the attack tells nothing of a table with primary suppression alone")
	}
	t.Logf("%d small counts can be told", found)
}
