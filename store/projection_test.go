package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// pieces is a state for testing projections: each piece gives a row.
type pieces []*piece

type piece struct {
	key  string
	text string
}

var piecesProjection = projection[pieces, *piece]{
	stream: "pieces",
	table:  newTable("pieces", []string{"id", "key"}, []string{"text"}),
	parts: func(s pieces, yield func(*piece)) {
		for _, p := range s {
			yield(p)
		}
	},
	key:    func(p *piece) []any { return []any{p.key} },
	values: func(p *piece) []any { return []any{p.text} },
}

func TestOnlyWhatDiffersIsStored(t *testing.T) {
	a, b, c := &piece{"a", "1"}, &piece{"b", "2"}, &piece{"c", "3"}
	for name, test := range map[string]struct {
		before, after pieces
		changed, gone string
	}{
		"nothing":                {pieces{a, b}, pieces{a, b}, "", ""},
		"the first":              {nil, pieces{a}, "a=1", ""},
		"one more":               {pieces{a}, pieces{a, b}, "b=2", ""},
		"another text":           {pieces{a, b}, pieces{a, {"b", "9"}}, "b=9", ""},
		"one less":               {pieces{a, b, c}, pieces{a, b}, "", "c"},
		"one in between":         {pieces{a, c}, pieces{a, b, c}, "b=2 c=3", ""},
		"another key":            {pieces{a}, pieces{b}, "b=2", "a"},
		"one less in the middle": {pieces{a, b, c}, pieces{a, c}, "c=3", "b"},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := piecesProjection.changes("x", test.before, test.after)
			if err != nil {
				t.Fatal(err)
			}
			var changed, gone []string
			for _, r := range d.changed {
				changed = append(changed, fmt.Sprintf("%s=%s", r.values[1], r.values[2]))
			}
			for _, r := range d.gone {
				gone = append(gone, fmt.Sprint(r.values[1]))
			}
			if got := strings.Join(changed, " "); got != test.changed {
				t.Errorf("changed %q, want %q", got, test.changed)
			}
			if got := strings.Join(gone, " "); got != test.gone {
				t.Errorf("gone %q, want %q", got, test.gone)
			}
		})
	}
}

func TestAProjectionWhoseSourceIsTheSameIsNotCut(t *testing.T) {
	p := piecesProjection
	p.same = func(a, b pieces) bool { return identical(a, b) }
	cuts := 0
	p.parts = func(s pieces, yield func(*piece)) { cuts++; each(s, yield) }
	all := pieces{{"a", "1"}, {"b", "2"}, {"c", "3"}}
	for name, test := range map[string]struct {
		after         pieces
		cuts, changed int
	}{
		"the same":        {all, 0, 0},
		"a copy":          {slices.Clone(all), 2, 0},
		"one less":        {all[:2], 2, 0},
		"another content": {pieces{{"a", "2"}, all[1], all[2]}, 2, 1},
	} {
		cuts = 0
		if d, err := p.changes("x", all, test.after); err != nil || cuts != test.cuts || len(d.changed) != test.changed {
			t.Errorf("%s: %d cuts, changes %+v, %v", name, cuts, d, err)
		}
	}
	if !identical(pieces{}, nil) {
		t.Error("nothing is not the same as nothing")
	}
}

func TestAProjectionThatContradictsItselfIsAnError(t *testing.T) {
	for name, err := range map[string]error{
		"two rows with one key": second(piecesProjection.rows("x", pieces{{"a", "1"}, {"a", "2"}})),
		"another subject":       second(piecesProjection.rows("x", "no pieces")),
		"too few values":        second(piecesProjection.table.row("x", nil)),
		"no column type":        second(plain(time.Now())),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestRowsOfDifferentKeysAreToldApart(t *testing.T) {
	table := newTable("t", []string{"a", "b"}, nil)
	var keys []string
	for _, values := range [][]any{{"x", "y"}, {"xy", ""}, {"", "xy"}, {"x:", "y"}, {"x", ":y"}} {
		keys = append(keys, table.stored(values).key)
	}
	slices.Sort(keys)
	if len(slices.Compact(keys)) != 5 {
		t.Errorf("keys %q", keys)
	}
}

func TestFinalColumnsAreWrittenOnce(t *testing.T) {
	for want, final := range map[string][]string{
		"DO UPDATE SET a = excluded.a, b = excluded.b": nil,
		"DO UPDATE SET a = excluded.a":                 {"b"},
		"DO NOTHING":                                   {"b", "a"},
	} {
		one := len(insertSizes) - 1
		text := newTable("t", []string{"id"}, []string{"a", "b"}, final...).upsert.texts[one]
		if full := "INSERT INTO t (id, a, b) VALUES (?, ?, ?) ON CONFLICT (id) " + want; text != full {
			t.Errorf("final %v: %q, want %q", final, text, full)
		}
	}
}

func TestEveryProjectedTableIsNamedOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range registry {
		if name := p.target().name; seen[name] {
			t.Errorf("table %s has two projections", name)
		} else {
			seen[name] = true
		}
	}
}
