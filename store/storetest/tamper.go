package storetest

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"
)

// testTamper changes stored rows past the store; verify must name each change.
func testTamper(t *testing.T, b Backend) {
	f := newFixture(t, b)
	db := DB(t, f.url)
	f.do(t, Name{ID: "a", Name: "one"})
	f.do(t, Add{ID: "a", By: 1, Notes: []string{"x", "y"}})
	f.do(t, Add{ID: "b", By: 1, Notes: []string{"z"}})
	f.do(t, Add{ID: "a", By: 1, Notes: []string{"w"}})
	f.intact(t)

	for _, column := range []string{
		"events.position", "events.stream_kind", "events.stream_id", "events.number", "events.at", "events.actor",
		"events.on_behalf_of", "events.kind", "events.kind_version", "events.subject", "events.digest",
		"events.previous", "events.hash", "payloads.salt", "payloads.data", "payloads.position",
		"heads.stream_kind", "heads.stream_id", "heads.number", "heads.hash", "heads.at",
		"ledger.position", "ledger.hash",
		"counters.counter", "counters.name", "counters.name_key", "counters.total", "counter_notes.number", "counter_notes.text",
	} {
		t.Run("one byte of "+column, func(t *testing.T) {
			table, column, _ := strings.Cut(column, ".")
			f.changeEach(t, db, table, column)
		})
	}
	t.Run("a content without an erasure", func(t *testing.T) {
		f.named(t, db, "DELETE FROM payloads WHERE position = 2", "number 2: the content is gone")
	})
	t.Run("the tail of a stream", func(t *testing.T) {
		f.named(t, db, "DELETE FROM payloads WHERE position = 5; DELETE FROM events WHERE position = 5; "+
			"UPDATE heads SET number = 3, hash = (SELECT hash FROM events WHERE position = 3), at = (SELECT at FROM events WHERE position = 3) WHERE stream_id = 'a'; "+
			"DELETE FROM counter_notes WHERE number = 4; UPDATE counters SET total = 2 WHERE counter = 'a'", "ledger")
	})
	t.Run("a whole stream", func(t *testing.T) {
		f.named(t, db, "DELETE FROM payloads WHERE position = 4; DELETE FROM events WHERE position = 4; "+
			"DELETE FROM heads WHERE stream_id = 'b'; DELETE FROM counters WHERE counter = 'b'; DELETE FROM counter_notes WHERE counter = 'b'", "ledger")
	})
	t.Run("a projected row of no stream", func(t *testing.T) {
		f.named(t, db, "INSERT INTO counter_notes (counter, number, text) VALUES ('nobody', 1, '')", "counter/nobody")
	})
}

// named runs statements, checks that verify names what they did, and takes everything back.
func (f *fixture) named(t *testing.T, db *sql.DB, statements, want string) {
	t.Helper()
	keep := f.keep(t, db)
	for statement := range strings.SplitSeq(statements, "; ") {
		mustExec(t, db, statement)
	}
	if got := f.verify(t).Difference; !strings.Contains(got, want) {
		t.Errorf("verify says %q, not %q", got, want)
	}
	keep()
	f.intact(t)
}

// tables are all that verify looks at.
var tables = []string{"payloads", "events", "heads", "ledger", "counters", "counter_notes"}

// keep copies every table, and returns what puts the copies back.
func (f *fixture) keep(t *testing.T, db *sql.DB) func() {
	for _, table := range tables {
		mustExec(t, db, "CREATE TABLE kept_"+table+" AS SELECT * FROM "+table)
	}
	return func() {
		for _, table := range tables {
			mustExec(t, db, "DELETE FROM "+table)
			mustExec(t, db, "INSERT INTO "+table+" SELECT * FROM kept_"+table)
			mustExec(t, db, "DROP TABLE kept_"+table)
		}
	}
}

// changeEach changes one byte of a column in each row in turn.
func (f *fixture) changeEach(t *testing.T, db *sql.DB, table, column string) {
	for _, row := range rowsOf(t, db, table) {
		value := read(t, db, table, column, row)
		changed, possible := changeByte(value)
		if !possible {
			continue
		}
		mustExec(t, db, "UPDATE "+table+" SET "+column+" = ? WHERE "+row.where, append([]any{changed}, row.key...)...)
		if f.verify(t).Difference == "" {
			t.Errorf("verify does not see %s.%s changed from %v to %v", table, column, value, changed)
		}
		mustExec(t, db, "UPDATE "+table+" SET "+column+" = ? WHERE "+row.where, append([]any{value}, row.keyWith(column, changed)...)...)
		f.intact(t)
	}
}

// changeByte changes the last byte of a text, the third of a number; an empty text gets one.
func changeByte(value any) (any, bool) {
	switch v := value.(type) {
	case int64:
		return v ^ 0x10000, true
	case string:
		if v == "" {
			return "x", true
		}
		return v[:len(v)-1] + string(v[len(v)-1]^0x10), true
	case []byte:
		if len(v) == 0 {
			return []byte{1}, true
		}
		changed := append([]byte(nil), v...)
		changed[len(v)-1] ^= 1
		return changed, true
	}
	return nil, false
}

// place names one row of a table by its primary key.
type place struct {
	where   string
	columns []string
	key     []any
}

// keyWith is the row's key after a column has changed, which may be one of the key's.
func (p place) keyWith(column string, value any) []any {
	out := append([]any(nil), p.key...)
	for i, c := range p.columns {
		if c == column {
			out[i] = value
		}
	}
	return out
}

// keys are the primary keys of the tables.
var keys = map[string][]string{
	"events": {"position"}, "payloads": {"position"}, "heads": {"stream_kind", "stream_id"}, "ledger": {"one"},
	"counters": {"counter"}, "counter_notes": {"counter", "number"},
}

func rowsOf(t *testing.T, db *sql.DB, table string) (out []place) {
	t.Helper()
	columns := keys[table]
	rows, err := db.Query("SELECT " + strings.Join(columns, ", ") + " FROM " + table + " ORDER BY 1 DESC")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		p := place{columns: columns, where: strings.Join(columns, " = ? AND ") + " = ?", key: make([]any, len(columns))}
		into := make([]any, len(columns))
		for i := range into {
			into[i] = &p.key[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func read(t *testing.T, db *sql.DB, table, column string, p place) (value any) {
	t.Helper()
	query := fmt.Sprintf("SELECT %s FROM %s WHERE %s", column, table, p.where)
	if err := db.QueryRow(bind(db, query), p.key...).Scan(&value); err != nil {
		t.Fatal(err)
	}
	return value
}
