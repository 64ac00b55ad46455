package disclosure

import "math"

// solve writes the count of one class as a sum of columns, each a whole number of times: the y with Σ y·column = 1
// for that class and 0 for all others. It is false where there is none: then the columns do not tell.
func solve(classes []class, wanted int) ([]term, bool) {
	var all columns
	for _, c := range classes {
		all |= c.in
	}
	var names []int
	for column := range bitsOf(all) {
		names = append(names, column)
	}
	rows := make([][]float64, len(classes))
	for n, c := range classes {
		rows[n] = make([]float64, len(names)+1)
		for i, column := range names {
			if c.in&bit(column) != 0 {
				rows[n][i] = 1
			}
		}
	}
	rows[wanted][len(names)] = 1
	pivots := eliminate(rows, len(names))
	var of []term
	for n, row := range rows {
		value := row[len(names)]
		switch {
		case n >= len(pivots):
			if math.Abs(value) > tiny {
				return nil, false
			}
		case math.Abs(value-math.Round(value)) > tiny:
			return nil, false
		case math.Abs(value) > tiny:
			of = append(of, term{names[pivots[n]], int(math.Round(value))})
		}
	}
	return of, true
}

// tiny is what is left of 0 after a few steps with numbers of this size.
const tiny = 1e-6

// eliminate brings rows into reduced form and returns the column of each pivot.
func eliminate(rows [][]float64, width int) (pivots []int) {
	for column := 0; column < width && len(pivots) < len(rows); column++ {
		top := len(pivots)
		best := top
		for n := top; n < len(rows); n++ {
			if math.Abs(rows[n][column]) > math.Abs(rows[best][column]) {
				best = n
			}
		}
		if math.Abs(rows[best][column]) <= tiny {
			continue
		}
		rows[top], rows[best] = rows[best], rows[top]
		clear := rows[top][column]
		for i := range rows[top] {
			rows[top][i] /= clear
		}
		for n := range rows {
			if by := rows[n][column]; n != top && by != 0 {
				for i := range rows[n] {
					rows[n][i] -= by * rows[top][i]
				}
			}
		}
		pivots = append(pivots, column)
	}
	return pivots
}
