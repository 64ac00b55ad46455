package store

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// table describes a projected table and holds its statements.
type table struct {
	name string
	// columns begin with the key, and the key with the stream's id.
	columns []string
	// keys is how many columns the key has.
	keys int

	upsert insertion
	delete string
	clear  string
	read   string
	// inOrder is read in the order of a column "ordinal", for tables that have one.
	inOrder string
	stray   string
}

// newTable describes a table by its key columns, of which the first holds the stream's id, and the others. Those
// that are final keep their first value as long as the row stands: they are not stored again, and an index on them
// is left alone, which would cost a page of every commit.
func newTable(name string, key, others []string, final ...string) *table {
	t := &table{name: name, keys: len(key)}
	t.columns = append(append(t.columns, key...), others...)
	t.upsert = newInsertion(name, t.columns, onConflict(key, without(others, final)))
	t.clear = "DELETE FROM " + name + " WHERE " + key[0] + " = ?"
	t.delete = "DELETE FROM " + name + " WHERE " + strings.Join(key, " = ? AND ") + " = ?"
	rows := "SELECT " + strings.Join(t.columns, ", ") + " FROM " + name + " WHERE " + key[0] + " = ? ORDER BY "
	t.read = rows + strings.Join(key, ", ")
	t.inOrder = rows + "ordinal"
	t.stray = "SELECT MIN(" + key[0] + ") FROM " + name + " t WHERE NOT EXISTS " +
		"(SELECT 1 FROM heads h WHERE h.stream_kind = ? AND h.stream_id = t." + key[0] + ")"
	return t
}

// onConflict sets columns where a row is there already.
func onConflict(key, columns []string) string {
	clause := " ON CONFLICT (" + strings.Join(key, ", ") + ") DO "
	if len(columns) == 0 {
		return clause + "NOTHING"
	}
	set := make([]string, len(columns))
	for i, c := range columns {
		set[i] = c + " = excluded." + c
	}
	return clause + "UPDATE SET " + strings.Join(set, ", ")
}

func without(columns, final []string) []string {
	return slices.DeleteFunc(slices.Clone(columns), func(c string) bool { return slices.Contains(final, c) })
}

// row is one row of a table.
type row struct {
	// key tells rows of one table apart.
	key    string
	keys   int
	values []any
}

// row makes the row of a stream from the values that follow its id: all of them, or those of the key.
func (t *table) row(id string, values []any) (row, error) {
	if n := len(values) + 1; n != len(t.columns) && n != t.keys {
		return row{}, fmt.Errorf("table %s has %d columns, its row %d values", t.name, len(t.columns), n)
	}
	all := make([]any, 0, len(values)+1)
	all = append(all, id)
	for i, v := range values {
		p, err := plain(v)
		if err != nil {
			return row{}, fmt.Errorf("table %s column %s: %w", t.name, t.columns[i+1], err)
		}
		all = append(all, p)
	}
	return t.stored(all), nil
}

// stored makes a row of values as the database gives them.
func (t *table) stored(values []any) row {
	var key strings.Builder
	for _, v := range values[:t.keys] {
		text := textOf(v)
		key.WriteString(strconv.Itoa(len(text)) + ":" + text)
	}
	return row{key: key.String(), keys: t.keys, values: values}
}

// label names the row to people. Only its key is told: the rest may be what a person wrote.
func (r row) label() string {
	texts := make([]string, r.keys)
	for i, v := range r.values[:r.keys] {
		texts[i] = textOf(v)
	}
	return strings.Join(texts, " ")
}

// plain turns a value into what both databases give back: a text, an integer, a number, bytes or nil.
func plain(v any) (any, error) {
	switch v := v.(type) {
	case nil, string, int64, float64, []byte:
		return v, nil
	case int:
		return int64(v), nil
	case bool:
		if v {
			return int64(1), nil
		}
		return int64(0), nil
	}
	r := reflect.ValueOf(v)
	switch {
	case r.Kind() == reflect.String:
		return r.String(), nil
	case r.CanInt():
		return r.Int(), nil
	}
	return nil, fmt.Errorf("a value of type %T has no column type", v)
}

func textOf(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	}
	return fmt.Sprint(v)
}

// same compares two plain values.
func same(a, b any) bool {
	x, ok := a.([]byte)
	if !ok {
		return a == b
	}
	y, ok := b.([]byte)
	return ok && bytes.Equal(x, y)
}
