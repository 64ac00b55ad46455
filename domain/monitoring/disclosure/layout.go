package disclosure

import (
	"errors"
	"fmt"
	"slices"

	"startklar/domain/monitoring"
)

// columns is a set of columns of the table, one bit each.
type columns uint64

const (
	maxColumns = 64
	everything = ^columns(0)
)

// key is what is counted: a measure and, where it is split by origin, the origin.
type key struct {
	measure monitoring.Measure
	origin  monitoring.Origin
}

// cell is where one number of the table comes from: n or N of a measure.
type cell struct {
	key
	den bool
}

// The weights: an indicator is worth several of its parts and origins, and a group, without which no share of it can
// be shown, several indicators.
const (
	weightPart      = 1
	weightIndicator = 6
	weightGroup     = 36
)

func (c cell) weight() float64 {
	switch {
	case slices.Contains(monitoring.AllGroups(), monitoring.Group(c.measure)):
		return weightGroup
	case c.origin != monitoring.OriginAll || c.measure.IsPart():
		return weightPart
	default:
		return weightIndicator
	}
}

// needs are the columns that must be shown for a measure's n, and for its N, to be known.
type needs struct{ num, den columns }

// layout is what a programme's counts have to do with each other: the columns of the table, the quantities that can
// be had from them by adding and subtracting, and the moves that change them.
type layout struct {
	cells      []cell
	at         map[string]int
	needs      map[key]needs
	quantities []quantity
	moves      []move
	// weights tell how much is lost with each column.
	weights []float64
	// effects are the changes of the quantities by each move, all others being none.
	effects [][]effect
	// touching are the moves that change a quantity.
	touching [][]int
}

// quantity is a number of citizens that follows from the columns: a count, the complement of one, or a difference.
// Whoever knows the columns that it uses knows it.
type quantity struct {
	// of are what each column counts for; the zero ones are left out.
	of []term
	// column is the column that the quantity is, -1 for a difference.
	column int
	// direct tells that a small value hides the columns in hides at once; a small value of another quantity has only
	// to be made uncertain.
	hides columns
}

type term struct{ column, times int }

// effect is by how much a move changes a quantity.
type effect struct{ quantity, by int }

// move is the smallest change of a table that another population would make: citizens who were otherwise than they
// are. It comes with its reverse: an even number and the next one.
type move struct {
	of      []term
	touches columns
}

// newLayout works out the layout of a programme. It returns an error for a programme that counts in a way that it
// does not know.
func newLayout(p *monitoring.Programme) (*layout, error) {
	b := &builder{layout: &layout{at: map[string]int{}, needs: map[key]needs{}}, seen: map[string]bool{}}
	b.groups()
	for _, g := range monitoring.AllGroups() {
		b.indicatorsOf(g, p.Indicators)
	}
	b.people()
	if len(b.cells) > maxColumns {
		b.problems = append(b.problems, fmt.Errorf("disclosure: %d counts are more than %d", len(b.cells), maxColumns))
	}
	for _, c := range b.cells {
		b.weights = append(b.weights, c.weight())
	}
	b.connect()
	return b.layout, errors.Join(b.problems...)
}

// connect finds out what each move does to each quantity.
func (l *layout) connect() {
	l.effects, l.touching = make([][]effect, len(l.moves)), make([][]int, len(l.quantities))
	for m, move := range l.moves {
		var change [maxColumns]int
		for _, t := range move.of {
			change[t.column] += t.times
		}
		for q, quantity := range l.quantities {
			by := 0
			for _, t := range quantity.of {
				by += t.times * change[t.column]
			}
			if by != 0 {
				l.effects[m] = append(l.effects[m], effect{q, by})
				l.touching[q] = append(l.touching[q], m)
			}
		}
	}
}

// values are the quantities of a row of columns.
func (l *layout) values(row []int) []int {
	values := make([]int, len(l.quantities))
	for q, quantity := range l.quantities {
		for _, t := range quantity.of {
			values[q] += t.times * row[t.column]
		}
	}
	return values
}

func bit(column int) columns { return 1 << column }

// builder puts a layout together.
type builder struct {
	*layout
	seen     map[string]bool
	problems []error
	// classes are the kinds of citizens of a group that can be told apart, and origins its columns by origin.
	classes map[monitoring.Group][]class
	origins map[monitoring.Group][]origin
}

// origin are the columns of one origin.
type origin struct{ num, den int }

// column adds a column; the same name gives the same one.
func (b *builder) column(name string, c cell) int {
	if at, known := b.at[name]; known {
		return at
	}
	at := len(b.cells)
	b.at[name] = at
	b.cells = append(b.cells, c)
	b.quantity(at, bit(at), term{at, 1})
	return at
}

// quantity adds a quantity once. column is -1 for a difference, hides what a small value hides at once.
func (b *builder) quantity(column int, hides columns, of ...term) {
	slices.SortFunc(of, func(x, y term) int { return x.column - y.column })
	name := fmt.Sprint(of)
	if b.seen[name] {
		return
	}
	b.seen[name] = true
	b.quantities = append(b.quantities, quantity{of: of, column: column, hides: hides})
}

// move adds a change and its reverse.
func (b *builder) move(of ...term) {
	var m, back move
	for _, t := range of {
		at := slices.IndexFunc(m.of, func(o term) bool { return o.column == t.column })
		if at < 0 {
			m.of = append(m.of, t)
			continue
		}
		m.of[at].times += t.times
	}
	m.of = slices.DeleteFunc(m.of, func(t term) bool { return t.times == 0 })
	if len(m.of) == 0 {
		return
	}
	for _, t := range m.of {
		m.touches |= bit(t.column)
		back.of = append(back.of, term{t.column, -t.times})
	}
	back.touches = m.touches
	b.moves = append(b.moves, m, back)
}

// reversed is what undoes a move.
func reversed(m int) int { return m ^ 1 }

// plus joins changes; minus is the reverse of one.
func plus(all ...[]term) []term { return slices.Concat(all...) }

func minus(of []term) []term {
	back := make([]term, len(of))
	for i, t := range of {
		back[i] = term{t.column, -t.times}
	}
	return back
}
