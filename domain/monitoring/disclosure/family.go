package disclosure

import (
	"errors"
	"fmt"
	"math/bits"
	"slices"

	"startklar/domain/monitoring"
)

var errTwoSplits = errors.New("disclosure: two indicators of one group are split by origin: their origins would need a table in three dimensions")

// family are indicators of a group that share facts: what is known of one tells of the others.
type family struct {
	*builder
	of         monitoring.Group
	indicators []monitoring.Indicator
	facts      []monitoring.Fact
	// classes are the kinds of citizens that the family tells apart, known those whose number follows from the columns.
	classes, known []class
	// split is the indicator that counts each origin by itself, if any.
	split *monitoring.Indicator
}

// class is one kind of citizen: the columns in which they count, and whether the split indicator counts them.
type class struct {
	in     columns
	active bool
}

func (f *family) add() {
	f.collect()
	f.classify()
	f.nested()
	f.count()
	f.moveBetweenClasses()
	if f.split != nil {
		f.splitByOrigin()
	}
}

// collect adds the columns.
func (f *family) collect() {
	for _, i := range f.indicators {
		for _, fact := range i.Any {
			if !slices.Contains(f.facts, fact) {
				f.facts = append(f.facts, fact)
			}
		}
		if i.ByOrigin {
			if f.split != nil || f.origins[f.of] != nil {
				f.problems = append(f.problems, errTwoSplits)
			}
			f.split = &i
			continue
		}
		at := f.counted(key{measure: monitoring.Measure(i.ID)}, f.of)
		if slices.Equal(i.Any, []monitoring.Fact{monitoring.FactJobBroker}) {
			whole := f.group(f.of)
			f.needs[key{measure: monitoring.MeasureUnmarked}] = needs{bit(at) | bit(whole), bit(whole)}
		}
		if i.Stacked {
			for _, fact := range i.Any {
				f.counted(key{measure: monitoring.Part(i.ID, fact)}, f.of)
			}
		}
	}
}

// classify finds the kinds of citizens: each set of facts gives the columns in which somebody with them counts.
func (f *family) classify() {
	for set := 1; set < 1<<len(f.facts); set++ {
		has := func(fact monitoring.Fact) bool { return set&(1<<slices.Index(f.facts, fact)) != 0 }
		c := class{}
		for _, i := range f.indicators {
			counts := slices.ContainsFunc(i.Any, has)
			if i.ByOrigin {
				c.active = counts
				continue
			}
			c.in |= f.columnsOf(i, has)
		}
		if c.in != 0 && !slices.ContainsFunc(f.classes, func(o class) bool { return o.in == c.in && o.active == c.active }) {
			f.classes = append(f.classes, c)
		}
	}
}

func (f *family) columnsOf(i monitoring.Indicator, has func(monitoring.Fact) bool) (in columns) {
	first := slices.IndexFunc(i.Any, has)
	if first < 0 {
		return 0
	}
	in = bit(f.counted(key{measure: monitoring.Measure(i.ID)}, f.of))
	if i.Stacked {
		in |= bit(f.counted(key{measure: monitoring.Part(i.ID, i.Any[first])}, f.of))
	}
	return in
}

// nested adds the differences of two columns of which one holds the other.
func (f *family) nested() {
	all := columns(0)
	for _, c := range f.classes {
		all |= c.in
	}
	for outer := range bitsOf(all) {
		for inner := range bitsOf(all) {
			holds := outer != inner && !slices.ContainsFunc(f.classes, func(c class) bool {
				return c.in&bit(inner) != 0 && c.in&bit(outer) == 0
			})
			if holds {
				f.quantity(-1, 0, term{outer, 1}, term{inner, -1})
			}
		}
	}
}

// count finds how many citizens each class has: they are a quantity like any other. A class whose count does not
// follow from the columns is left out of the moves: nobody could tell whether it has anybody to move.
func (f *family) count() {
	for n, c := range f.classes {
		if of, follows := solve(f.classes, n); follows {
			f.quantity(-1, 0, of...)
			f.known = append(f.known, c)
		}
	}
	f.builder.classes[f.of] = append(f.builder.classes[f.of], f.known...)
}

// moveBetweenClasses adds the moves from one class to another, and to none where no origin goes with it.
func (f *family) moveBetweenClasses() {
	for n, one := range f.known {
		if !one.active {
			f.move(one.citizen()...)
		}
		for _, other := range f.known[n+1:] {
			if other.active == one.active {
				f.move(plus(one.citizen(), minus(other.citizen()))...)
			}
		}
	}
}

// citizen is what one more citizen of the class changes.
func (c class) citizen() (of []term) {
	for column := range bitsOf(c.in) {
		of = append(of, term{column, 1})
	}
	return of
}

// splitByOrigin adds the columns of each origin, and the moves between them.
func (f *family) splitByOrigin() {
	whole := f.group(f.of)
	var all []origin
	for _, o := range monitoring.AllOrigins() {
		k := key{monitoring.Measure(f.split.ID), o}
		den := f.column(fmt.Sprint("N ", k), cell{key: k, den: true})
		num := f.column(fmt.Sprint("n ", k), cell{key: k})
		f.needs[k] = needs{bit(num), bit(den)}
		f.quantity(-1, bit(num), term{den, 1}, term{num, -1})
		f.quantity(-1, 0, term{whole, 1}, term{den, -1})
		f.restOfWhole(num)
		all = append(all, origin{num, den})
	}
	f.origins[f.of] = all
	for n, one := range all {
		for m, other := range all {
			f.moveBetweenOrigins(one, other)
			if n < m {
				f.move(term{one.den, 1}, term{other.den, -1})
				f.move(term{one.num, 1}, term{other.num, -1})
				f.move(term{one.den, 1}, term{other.den, -1}, term{one.num, 1}, term{other.num, -1})
			}
		}
	}
}

// moveBetweenOrigins adds the moves of those whom the split indicator counts to those whom it does not, of the same
// origin or another.
func (f *family) moveBetweenOrigins(one, other origin) {
	for _, c := range f.known {
		if c.active {
			f.move(plus(c.citizen(), []term{{one.num, 1}, {one.den, 1}, {other.den, -1}})...)
		}
	}
}

// restOfWhole adds those whom the split indicator counts and who are of other origins.
func (f *family) restOfWhole(num int) {
	for _, i := range f.indicators {
		if !i.ByOrigin && sameFacts(i, *f.split) {
			f.quantity(-1, 0, term{f.counted(key{measure: monitoring.Measure(i.ID)}, f.of), 1}, term{num, -1})
		}
	}
}

func sameFacts(a, b monitoring.Indicator) bool {
	return len(a.Any) == len(b.Any) && !slices.ContainsFunc(a.Any, func(f monitoring.Fact) bool { return !slices.Contains(b.Any, f) })
}

// bitsOf yields the columns of a set.
func bitsOf(set columns) func(func(int) bool) {
	return func(yield func(int) bool) {
		for ; set != 0; set &= set - 1 {
			if !yield(bits.TrailingZeros64(uint64(set))) {
				return
			}
		}
	}
}
