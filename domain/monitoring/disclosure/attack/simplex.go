package attack

import "math"

// program is a set of unknown whole numbers: each within bounds, sums of some of them 0. at is one solution, the
// truth; the attack asks which others there are.
type program struct {
	low, high, at []float64
	rows          []map[int]float64
	// wide are the numbers of which another value has been found, whole those of which one has been found in a
	// solution in whole numbers.
	wide, whole []bool
}

func (p *program) unknown(at int, low, high float64) int {
	p.at, p.low, p.high = append(p.at, float64(at)), append(p.low, low), append(p.high, high)
	return len(p.at) - 1
}

// zero adds the row Σ row = 0.
func (p *program) zero(row map[int]float64) { p.rows = append(p.rows, row) }

const slack = 1e-7

// narrow tightens bounds by what each row leaves for each of its numbers, as somebody with a pencil would, until
// nothing changes any more.
func (p *program) narrow() {
	for again := true; again; {
		again = false
		for _, row := range p.rows {
			for x := range row {
				again = p.narrowOne(row, x) || again
			}
		}
	}
}

func (p *program) narrowOne(row map[int]float64, x int) (changed bool) {
	least, most := 0.0, 0.0 // of the other terms
	for y, times := range row {
		if y == x {
			continue
		}
		least += math.Min(times*p.low[y], times*p.high[y])
		most += math.Max(times*p.low[y], times*p.high[y])
	}
	a, b := -least/row[x], -most/row[x]
	low, high := math.Ceil(math.Min(a, b)-slack), math.Floor(math.Max(a, b)+slack)
	if low > p.low[x] {
		p.low[x], changed = low, true
	}
	if high < p.high[x] {
		p.high[x], changed = high, true
	}
	return changed
}

// parts are the unknowns that are open still, each with those that it has to do with.
func (p *program) parts() (parts []*tableau) {
	root := make([]int, len(p.at))
	for x := range root {
		root[x] = x
	}
	var find func(int) int
	find = func(x int) int {
		if root[x] != x {
			root[x] = find(root[x])
		}
		return root[x]
	}
	open := func(x int) bool { return p.low[x] < p.high[x] }
	for _, row := range p.rows {
		first := -1
		for x := range row {
			if !open(x) {
				continue
			}
			if first < 0 {
				first = x
			}
			root[find(x)] = find(first)
		}
	}
	byRoot := map[int]*tableau{}
	for x := range root {
		if open(x) {
			t := byRoot[find(x)]
			if t == nil {
				t = &tableau{program: p, column: map[int]int{}}
				byRoot[find(x)] = t
				parts = append(parts, t)
			}
			t.column[x] = len(t.names)
			t.names = append(t.names, x)
		}
	}
	for _, row := range p.rows {
		for x := range row {
			if open(x) {
				t := byRoot[find(x)]
				t.sums = append(t.sums, row)
				break
			}
		}
	}
	for _, t := range parts {
		t.reduce()
	}
	return parts
}

// tableau is one part in reduced form: each basic number by the free ones, all as differences from the truth.
type tableau struct {
	*program
	names  []int
	column map[int]int
	// sums are the program's rows that the part is in.
	sums []map[int]float64
	// basic_n = −Σ rows[n][i]·free_i.
	rows        [][]float64
	basic, free []int
	value       []float64
	// filled are the places of a row that are not 0, for swap.
	filled []int
}

// line is a row of the program with a place for each number of the part.
func (t *tableau) line(row map[int]float64) []float64 {
	line := make([]float64, len(t.names))
	for x, times := range row {
		if at, in := t.column[x]; in {
			line[at] = times
		}
	}
	return line
}

// reduce solves the rows for as many numbers as there are independent rows, and begins at the truth.
func (t *tableau) reduce() {
	t.value, t.rows, t.basic, t.free = make([]float64, len(t.names)), nil, nil, nil
	isBasic := make([]bool, len(t.names))
	var kept [][]float64
	for _, row := range t.sums {
		line := t.line(row)
		for n, done := range kept {
			subtract(line, done, line[t.basic[n]])
		}
		at := largest(line)
		if at < 0 {
			continue
		}
		by := line[at]
		for i := range line {
			line[i] /= by
		}
		for _, done := range kept {
			subtract(done, line, done[at])
		}
		kept, t.basic, isBasic[at] = append(kept, line), append(t.basic, at), true
	}
	for at := range isBasic {
		if !isBasic[at] {
			t.free = append(t.free, at)
		}
	}
	for _, line := range kept {
		short := make([]float64, len(t.free))
		for i, at := range t.free {
			short[i] = line[at]
		}
		t.rows = append(t.rows, short)
	}
}

func largest(line []float64) (at int) {
	at, best := -1, slack
	for i, v := range line {
		if math.Abs(v) > best {
			at, best = i, math.Abs(v)
		}
	}
	return at
}

func subtract(line, other []float64, by float64) {
	if by == 0 {
		return
	}
	for i, v := range other {
		if v != 0 {
			if line[i] -= by * v; math.Abs(line[i]) < slack {
				line[i] = 0
			}
		}
	}
}

// swap makes a free number the basic one of a row, whose basic one becomes free.
func (t *tableau) swap(n, i int, cost []float64) {
	line := t.rows[n]
	by := line[i]
	line[i] = 1
	t.filled = t.filled[:0]
	for k, v := range line {
		if v != 0 {
			line[k] = v / by
			t.filled = append(t.filled, k)
		}
	}
	change := func(other []float64) {
		times := other[i]
		if times == 0 {
			return
		}
		other[i] = 0
		for _, k := range t.filled {
			if other[k] -= times * line[k]; math.Abs(other[k]) < slack {
				other[k] = 0
			}
		}
	}
	for m, other := range t.rows {
		if m != n {
			change(other)
		}
	}
	change(cost)
	t.basic[n], t.free[i] = t.free[i], t.basic[n]
}

func (t *tableau) lowOf(at int) float64  { return t.low[t.names[at]] - t.at[t.names[at]] }
func (t *tableau) highOf(at int) float64 { return t.high[t.names[at]] - t.at[t.names[at]] }

// most moves to a solution in which Σ goal·number is as large as it gets: the simplex method with bounds, which may
// begin anywhere. Where it goes in circles it ends early; the solution is one all the same.
func (t *tableau) most(goal []float64) {
	cost := make([]float64, len(t.free)) // the goal is −Σ cost·free
	for i, at := range t.free {
		cost[i] = -goal[at]
	}
	for n, line := range t.rows {
		subtract(cost, line, -goal[t.basic[n]])
	}
	for step := range 4*len(t.names) + 100 {
		i, up := t.entering(cost, step > 2*len(t.names))
		if i < 0 {
			return
		}
		t.shift(i, up, cost)
	}
}

// entering finds a free number whose change raises the goal, the first one or the one that raises it most.
func (t *tableau) entering(cost []float64, first bool) (found int, up float64) {
	found, best := -1, 1e-6
	for i, c := range cost {
		at := t.free[i]
		if math.Abs(c) <= best {
			continue
		}
		if c < 0 && t.value[at] < t.highOf(at)-slack || c > 0 && t.value[at] > t.lowOf(at)+slack {
			found, best, up = i, math.Abs(c), -math.Copysign(1, c)
			if first {
				return found, up
			}
		}
	}
	return found, up
}

// shift changes a free number as far as it and the basic ones can go.
func (t *tableau) shift(i int, up float64, cost []float64) {
	at := t.free[i]
	far := t.highOf(at) - t.value[at]
	if up < 0 {
		far = t.value[at] - t.lowOf(at)
	}
	leaving := -1
	for n, line := range t.rows {
		rate := -up * line[i]
		if math.Abs(rate) < 1e-6 {
			continue
		}
		b := t.basic[n]
		room := (t.highOf(b) - t.value[b]) / rate
		if rate < 0 {
			room = (t.lowOf(b) - t.value[b]) / rate
		}
		if room < far-slack || leaving >= 0 && room <= far && math.Abs(line[i]) > math.Abs(t.rows[leaving][i]) {
			far, leaving = math.Max(room, 0), n
		}
	}
	for n, line := range t.rows {
		t.value[t.basic[n]] -= up * line[i] * far
	}
	t.value[at] += up * far
	if leaving >= 0 {
		t.swap(leaving, i, cost)
	}
}

// holds tells whether the solution that the tableau stands at is one.
func (t *tableau) holds() bool {
	for at, v := range t.value {
		if v < t.lowOf(at)-1e-4 || v > t.highOf(at)+1e-4 {
			return false
		}
	}
	for _, row := range t.sums {
		sum := 0.0
		for x, times := range row {
			if at, own := t.column[x]; own {
				sum += times * t.value[at]
			}
		}
		if math.Abs(sum) > 1e-4 {
			return false
		}
	}
	return true
}
