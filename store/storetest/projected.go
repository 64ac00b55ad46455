package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"testing"

	"startklar/domain/municipality"
)

func testProjection(t *testing.T, b Backend) {
	f := newFixture(t, b)
	db := DB(t, f.url)
	f.do(t, Name{ID: "a", Name: "første"})
	f.do(t, Add{ID: "a", By: 2, Notes: []string{"x", "y", "z"}})
	f.do(t, Add{ID: "b", By: 5, Notes: []string{"w"}})

	t.Run("rows follow the state", func(t *testing.T) {
		got := counterRows(t, db)
		want := []string{"a første 6", "b  5", "a 2 x", "a 3 y", "a 4 z", "b 1 w"}
		if !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
	t.Run("a rebuild writes the same rows", func(t *testing.T) {
		want := counterRows(t, db)
		mustExec(t, db, "UPDATE counters SET total = 77 WHERE counter = 'a'")
		mustExec(t, db, "DELETE FROM counter_notes WHERE number = 3")
		mustExec(t, db, "INSERT INTO counter_notes (counter, number, text) VALUES ('b', 9, 'made up')")
		streams, err := f.door.Rebuild(context.Background())
		if err != nil || streams != 2 {
			t.Fatalf("%d streams, %v", streams, err)
		}
		if got := counterRows(t, db); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		f.intact(t)
	})
}

// counterRows reads both projected tables past the store.
func counterRows(t *testing.T, db *sql.DB) []string {
	t.Helper()
	return slices.Concat(
		texts(t, db, "SELECT counter, name, total FROM counters ORDER BY counter", 3),
		texts(t, db, "SELECT counter, number, text FROM counter_notes ORDER BY counter, number", 3),
	)
}

// texts reads rows as one text each.
func texts(t testing.TB, db *sql.DB, query string, columns int) (out []string) {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		values, into := make([]string, columns), make([]any, columns)
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		line := values[0]
		for _, v := range values[1:] {
			line += " " + v
		}
		out = append(out, line)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// testDanishOrder orders by the stored key, as every list that people see does.
func testDanishOrder(t *testing.T, b Backend) {
	f := newFixture(t, b)
	names := []string{"Aabenraa", "Ærø", "Odense", "Århus", "Åben", "Zoo", "Aalborg", "Ødis", "odense", "Albertslund", "Vesthimmerland", "Viborg", "Ærtholm"}
	for i, name := range names {
		f.do(t, Name{ID: fmt.Sprintf("%02d", i), Name: name})
	}
	want := slices.Clone(names)
	slices.SortFunc(want, municipality.Compare)
	got := texts(t, DB(t, f.url), "SELECT name FROM counters ORDER BY name_key", 1)
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
