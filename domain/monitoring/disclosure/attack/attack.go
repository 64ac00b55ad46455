package attack

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/disclosure"
	"startklar/domain/monitoring/figures"
	"startklar/domain/municipality"
)

// Seen tells a number of a unit, if it can be seen.
type Seen func(unit monitoring.UnitID, n Number) (value int, shown bool)

// Book sees what a viewer of a month may see.
func Book(b *disclosure.Book, m calendar.Month) Seen {
	return func(unit monitoring.UnitID, n Number) (int, bool) {
		f, found := b.Count(unit, m, n.Measure, n.Origin)
		shown := f.Num
		if n.Den {
			shown = f.Den
		}
		value, open := shown.Value()
		return value, found && open
	}
}

// Attack is what somebody can make of everything that they can see of one month. It is written from the definitions of
// the domain, without what package disclosure knows of them: unknown numbers of citizens of each kind, in each
// municipality, and what is published about their sums.
type Attack struct {
	*program
	seen Seen
	// Targets are the numbers that are not to be told.
	Targets []Target
	lies    []error
}

// Target is a number that is not to be told.
type Target struct {
	Name string
	// Unit is the municipality, region or nation that it is of; Value what it truly is.
	Unit  monitoring.UnitID
	Value int
	// Number is the published number that it would be; zero for what is left of one.
	Number Number
	x      int
}

func (t Target) String() string { return fmt.Sprintf("%s %s", t.Unit, t.Name) }

// Number is a number that is published: n of a measure, or N if Den. The N of a measure that is not split by origin is
// the n of its group: see [Whole].
type Number struct {
	Measure monitoring.Measure
	Origin  monitoring.Origin
	Den     bool
}

// Whole is the number that a measure's N is; false for the one that has none.
func Whole(what monitoring.Measure, o monitoring.Origin) (Number, bool) {
	if o != monitoring.OriginAll {
		return Number{what, o, true}, true
	}
	group, found := denominators[what]
	return Number{Measure: group}, found
}

// kinds are the numbers of a municipality that add up to everything that is published about it; the classes of the
// activity are self-supporting, hours with and without education, education, subsidy, placement.
var sums = map[Number][]string{
	{Measure: "P"}:                 {"E", "left", "stayed", "G1"},
	{Measure: "G2"}:                {"left", "stayed"},
	{Measure: "E"}:                 {"E"},
	{Measure: "G1"}:                {"G1"},
	{Measure: "marked_rehab"}:      {"marked"},
	{Measure: "1"}:                 {"broker"},
	{Measure: "unmarked"}:          {"no broker"},
	{Measure: "3"}:                 {"self", "hours+education", "hours", "education", "subsidy", "placement"},
	{Measure: "3:self_supporting"}: {"self"},
	{Measure: "3:paid_hours"}:      {"hours+education", "hours"},
	{Measure: "3:education"}:       {"education"},
	{Measure: "3:wage_subsidy"}:    {"subsidy"},
	{Measure: "3:work_placement"}:  {"placement"},
	{Measure: "5"}:                 {"self", "hours+education", "education"},
	{Measure: "6"}:                 {"self", "hours+education", "hours"},
	{Measure: "R"}:                 {"self", "hours+education", "hours", "education"},
	{Measure: "7"}:                 {"left"},
	{Measure: "8"}:                 {"step-up"},
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

// New collects what can be seen of a month. strict tells that the attacker knows which of a municipality's hidden
// counts were small. It is an error if what is seen is not what the book has.
func New(b *figures.Book, seen Seen, m calendar.Month, strict bool) (*Attack, error) {
	a := &Attack{program: &program{}, seen: seen}
	totals := map[monitoring.UnitID]map[Number]map[int]float64{}
	for _, code := range b.Municipalities(m) {
		if !b.HasDelivered(code, m) {
			continue
		}
		unit := monitoring.UnitID(code)
		for k, x := range a.municipality(unit, truth(b, code, m), strict) {
			for _, of := range []monitoring.UnitID{monitoring.RegionUnit(municipality.RegionOn(code, m.Last())), monitoring.National} {
				if totals[of] == nil {
					totals[of] = map[Number]map[int]float64{}
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
			a.total(unit, k, row)
		}
	}
	return a, errors.Join(a.lies...)
}

// municipality adds the unknowns of a municipality and returns those that are published.
func (a *Attack) municipality(unit monitoring.UnitID, kinds map[string]int, strict bool) map[Number]int {
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
	counted := map[Number]int{}
	for _, o := range monitoring.AllOrigins() {
		active, inactive := "active "+string(o), "inactive "+string(o)
		actives, everybody = append(actives, active), append(everybody, active, inactive)
		k := Number{Measure: "4", Origin: o}
		counted[k] = of[active]
		den := a.unknown(kinds[active]+kinds[inactive], 0, many)
		a.zero(row(den, []string{active, inactive}))
		counted[Number{"4", o, true}] = den
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
		a.publish(unit, k, x, strict)
	}
	active := a.unknown(kinds["G1"]-kinds["inactive"], 0, many)
	a.zero(row(active, actives))
	a.zero(map[int]float64{active: 1, counted[Number{Measure: "3"}]: -1})
	a.complements(unit, counted, strict)
	return counted
}

// complements adds what is left of each N without n.
func (a *Attack) complements(unit monitoring.UnitID, counted map[Number]int, strict bool) {
	add := func(name string, n, of int, group bool) {
		c := a.unknown(int(a.at[of]-a.at[n]), 0, many)
		a.zero(map[int]float64{n: 1, c: 1, of: -1})
		if small(a.at[c]) {
			a.Targets = append(a.Targets, Target{Name: name, Unit: unit, Value: int(a.at[c]), x: c})
			if strict && !group && a.low[n] < a.high[n] {
				a.low[c], a.high[c] = 1, disclosure.DefaultThreshold-1
			}
		}
	}
	for what, of := range denominators {
		n, whole := counted[Number{Measure: what}], counted[Number{Measure: of}]
		add("without "+string(what), n, whole, of == "P" && what != "marked_rehab")
	}
	for _, o := range monitoring.AllOrigins() {
		n, of := Number{Measure: "4", Origin: o}, Number{"4", o, true}
		add("without 4 "+string(o), counted[n], counted[of], false)
		add("other origins than "+string(o), counted[of], counted[Number{Measure: "G1"}], true)
	}
}

// publish puts a number that can be seen in; one that cannot be is a target.
func (a *Attack) publish(unit monitoring.UnitID, k Number, x int, strict bool) {
	if value, shown := a.seen(unit, k); shown {
		if float64(value) != a.at[x] {
			a.lies = append(a.lies, fmt.Errorf("%s %v: %d is shown, %v is true", unit, k, value, a.at[x]))
		}
		a.low[x], a.high[x] = a.at[x], a.at[x]
		return
	}
	a.Targets = append(a.Targets, Target{Name: fmt.Sprint(k), Unit: unit, Value: int(a.at[x]), Number: k, x: x})
	if strict && small(a.at[x]) && k.Measure != "unmarked" {
		a.low[x], a.high[x] = 1, disclosure.DefaultThreshold-1
	}
}

// small are the counts that are not to be told of others.
func small(n float64) bool { return n > 0 && n < disclosure.DefaultThreshold }

// total adds a region's or the nation's sum.
func (a *Attack) total(unit monitoring.UnitID, k Number, row map[int]float64) {
	n := 0.0
	for x := range row {
		n += a.at[x]
	}
	x := a.unknown(int(n), 0, 98*many)
	row[x] = -1
	a.zero(row)
	a.publish(unit, k, x, false)
}

// Told are the targets that have but one possible value.
func (a *Attack) Told(rng *rand.Rand) (told []Target) {
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
	ask := func(targets []Target, tries int) (told []Target) {
		for _, goal := range targets {
			if t := of[goal.x]; t != nil && !wide[goal.x] {
				t.widen(goal.x, tries, wide, rng)
			}
			if !wide[goal.x] {
				told = append(told, goal)
			}
		}
		return told
	}
	if told = ask(a.Targets, 1); len(told) <= fewTold {
		told = ask(told, 4)
	}
	return told
}

// fewTold is how many told numbers are looked at once more: rounding can end a search before it has found another
// value, but not many of them.
const fewTold = 10

// widen looks for another value of one number, up and down; after the first try anew from the truth and on other ways.
func (t *tableau) widen(x, tries int, wide []bool, rng *rand.Rand) {
	for n := range 2 * tries {
		if wide[x] {
			return
		}
		goal := make([]float64, len(t.names))
		if n >= 2 {
			t.reduce()
			for at := range goal {
				goal[at] = (rng.Float64() - 0.5) / 1000
			}
		}
		goal[t.column[x]] = 1 - 2*float64(n%2)
		t.other(goal, wide)
	}
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
