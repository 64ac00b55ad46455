package store

import (
	"slices"
	"strings"
)

// insertSizes are how many rows one statement takes. A few sizes, so that each stays prepared.
var insertSizes = [...]int{64, 16, 4, 1}

// insertion writes rows into one table, several by one statement.
type insertion struct {
	doing string
	texts [len(insertSizes)]string
}

// newInsertion prepares the texts; conflict is what follows the values, if anything.
func newInsertion(table string, columns []string, conflict string) insertion {
	row := "(?" + strings.Repeat(", ?", len(columns)-1) + ")"
	in := insertion{doing: "insert " + table}
	for i, size := range insertSizes {
		in.texts[i] = "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES " +
			row + strings.Repeat(", "+row, size-1) + conflict
	}
	return in
}

// insert writes rows in order.
func (t *tx) insert(in insertion, rows [][]any) error {
	for i, size := range insertSizes {
		for len(rows) >= size {
			if err := t.exec(in.doing, in.texts[i], slices.Concat(rows[:size]...)...); err != nil {
				return err
			}
			rows = rows[size:]
		}
	}
	return nil
}
