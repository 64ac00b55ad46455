package attack

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/disclosure"
	"startklar/domain/monitoring/figures"
	"startklar/domain/municipality"
	"startklar/domain/view"
)

// Seen tells a number of a unit, if it can be seen.
type Seen func(unit monitoring.UnitID, n Number) (value int, shown bool)

// Book sees what a viewer of a month may see.
func Book(b *disclosure.Book, m calendar.Month) Seen { return seenBy(b.Count, m) }

// Pooled sees what a viewer may see of the twelve months that end with a month, put together.
func Pooled(b *disclosure.Book, m calendar.Month) Seen { return seenBy(b.Pooled, m) }

func seenBy(read func(monitoring.UnitID, calendar.Month, monitoring.Measure, monitoring.Origin) (view.Figure, bool), m calendar.Month) Seen {
	return func(unit monitoring.UnitID, n Number) (int, bool) {
		f, found := read(unit, m, n.Measure, n.Origin)
		shown := f.Num
		if n.Den {
			shown = f.Den
		}
		value, open := shown.Value()
		return value, found && open
	}
}

// Sight is what can be seen of a month, and of the months that end with it put together; a nil Pooled sees nothing.
type Sight struct {
	Month        calendar.Month
	Seen, Pooled Seen
}

// Attack is what somebody can make of everything that they can see of some months. It is written from the definitions
// of the domain, without what package disclosure knows of them: unknown numbers of citizens of each kind, in each
// municipality and month, and what is published about their sums.
type Attack struct {
	*program
	// Targets are the numbers that are not to be told.
	Targets []Target
	lies    []error

	book   *figures.Book
	strict bool
	// sight is the month that is being put in; published are the numbers of the months that have been.
	sight     Sight
	published map[place]map[Number]int
	// of are the tableaux of the numbers that are open.
	of []*tableau
}

// place is a municipality's month.
type place struct {
	code  municipality.Code
	month calendar.Month
}

// Target is a number that is not to be told.
type Target struct {
	Name string
	// Unit is the municipality, region or nation that it is of, in a month; Value what it truly is.
	Unit  monitoring.UnitID
	Month calendar.Month
	Value int
	// Number is the published number that it would be; zero for what is left of one.
	Number Number
	x      int
}

func (t Target) String() string { return fmt.Sprintf("%s %s %s", t.Unit, t.Month, t.Name) }

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
	return Over(b, strict, Sight{Month: m, Seen: seen})
}

// Over is New over several months at once. Where pooled numbers are seen, every delivered month that they cover has to
// be among the sights.
func Over(b *figures.Book, strict bool, sights ...Sight) (*Attack, error) {
	a := &Attack{program: &program{}, book: b, strict: strict, published: map[place]map[Number]int{}}
	for _, s := range sights {
		a.sight = s
		a.month()
	}
	for _, s := range sights {
		if s.Pooled != nil {
			a.sight = s
			a.pooled(sights)
		}
	}
	a.wide, a.whole = make([]bool, len(a.at)), make([]bool, len(a.at))
	return a, errors.Join(a.lies...)
}

// month puts a month in: its municipalities, and what they add up to.
func (a *Attack) month() {
	m := a.sight.Month
	totals := map[monitoring.UnitID]map[Number]map[int]float64{}
	for _, code := range a.book.Municipalities(m) {
		if !a.book.HasDelivered(code, m) {
			continue
		}
		counted := a.municipality(monitoring.UnitID(code), truth(a.book, code, m))
		a.published[place{code, m}] = counted
		for k, x := range counted {
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
}

// pooledMonths is how many months a pooled number covers.
const pooledMonths = 12

// pooled puts in what can be seen of each unit's municipalities over the months that end with one.
func (a *Attack) pooled(sights []Sight) {
	for _, unit := range a.book.Units(a.sight.Month) {
		rows := map[Number]map[int]float64{}
		for _, code := range a.book.Members(unit, a.sight.Month) {
			for _, s := range sights {
				if back := s.Month.MonthsUntil(a.sight.Month); back < 0 || back >= pooledMonths {
					continue
				}
				for k, x := range a.published[place{code, s.Month}] {
					if rows[k] == nil {
						rows[k] = map[int]float64{}
					}
					rows[k][x] = 1
				}
			}
		}
		for k, row := range rows {
			if value, shown := a.sight.Pooled(unit, k); shown {
				a.sum(unit, k, row, value)
			}
		}
	}
}

// sum puts in that some numbers add up to a value.
func (a *Attack) sum(unit monitoring.UnitID, k Number, row map[int]float64, value int) {
	n := 0.0
	for x := range row {
		n += a.at[x]
	}
	if float64(value) != n {
		a.lies = append(a.lies, fmt.Errorf("%s %s pooled %v: %d is shown, %v is true", unit, a.sight.Month, k, value, n))
	}
	row[a.unknown(int(n), n, n)] = -1
	a.zero(row)
}

// municipality adds the unknowns of a municipality and returns those that are published.
func (a *Attack) municipality(unit monitoring.UnitID, kinds map[string]int) map[Number]int {
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
		a.publish(unit, k, x, a.strict)
	}
	active := a.unknown(kinds["G1"]-kinds["inactive"], 0, many)
	a.zero(row(active, actives))
	a.zero(map[int]float64{active: 1, counted[Number{Measure: "3"}]: -1})
	a.complements(unit, counted)
	return counted
}

// complements adds what is left of each N without n.
func (a *Attack) complements(unit monitoring.UnitID, counted map[Number]int) {
	add := func(name string, n, of int, group bool) {
		c := a.unknown(int(a.at[of]-a.at[n]), 0, many)
		a.zero(map[int]float64{n: 1, c: 1, of: -1})
		if small(a.at[c]) {
			a.Targets = append(a.Targets, Target{Name: name, Unit: unit, Month: a.sight.Month, Value: int(a.at[c]), x: c})
			if a.strict && !group && a.low[n] < a.high[n] {
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
	if value, shown := a.sight.Seen(unit, k); shown {
		if float64(value) != a.at[x] {
			a.lies = append(a.lies, fmt.Errorf("%s %v: %d is shown, %v is true", unit, k, value, a.at[x]))
		}
		a.low[x], a.high[x] = a.at[x], a.at[x]
		return
	}
	a.Targets = append(a.Targets, Target{Name: fmt.Sprint(k), Unit: unit, Month: a.sight.Month, Value: int(a.at[x]), Number: k, x: x})
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
	a.of = make([]*tableau, len(a.at))
	for _, t := range a.parts() {
		for _, x := range t.names {
			a.of[x] = t
		}
		for again := true; again; {
			goal := make([]float64, len(t.names))
			for at, x := range t.names {
				if !a.wide[x] {
					goal[at] = rng.Float64() - 0.5
				}
			}
			again = t.other(goal, a.wide)
		}
	}
	if told = a.ask(a.Targets, 1, a.wide, rng); len(told) <= fewTold {
		told = a.ask(told, 4, a.wide, rng)
	}
	return told
}

// ask looks for another value of each target that has none yet, and returns those of which none is found.
func (a *Attack) ask(targets []Target, tries int, found []bool, rng *rand.Rand) (left []Target) {
	for _, goal := range targets {
		if t := a.of[goal.x]; t != nil && !found[goal.x] {
			t.widen(goal.x, tries, found, rng)
		}
		if !found[goal.x] {
			left = append(left, goal)
		}
	}
	return left
}

// InParts are the targets that Told found another value for, but only with fractions of citizens elsewhere: no other
// solution in whole numbers has been found.
func (a *Attack) InParts(rng *rand.Rand) (left []Target) {
	for _, one := range a.Targets {
		if a.wide[one.x] {
			left = append(left, one)
		}
	}
	return a.ask(left, 8, a.whole, rng)
}

// fewTold is how many told numbers are looked at once more: rounding can end a search before it has found another
// value, but not many of them.
const fewTold = 10

// widen looks for another value of one number, up and down, until it is found; after the first try anew from the truth
// and on other ways.
func (t *tableau) widen(x, tries int, found []bool, rng *rand.Rand) {
	for n := range 2 * tries {
		if found[x] {
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
		t.other(goal, found)
	}
}

// other looks for another solution in the direction of a goal and marks the numbers that differ by one or more in it;
// it tells whether that is news for the ones asked for. A solution that has become none by rounding counts for nothing,
// and the next search begins at the truth again.
func (t *tableau) other(goal []float64, asked []bool) (some bool) {
	t.most(goal)
	if !t.holds() {
		t.reduce()
		return false
	}
	whole := !slices.ContainsFunc(t.value, func(v float64) bool { return math.Abs(v-math.Round(v)) > 1e-4 })
	for at, x := range t.names {
		if math.Abs(t.value[at]) <= 1-1e-4 {
			continue
		}
		was := asked[x]
		t.wide[x] = true
		t.whole[x] = t.whole[x] || whole
		some = some || asked[x] && !was
	}
	return some
}
