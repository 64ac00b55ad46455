package bench

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"

	_ "github.com/mattn/go-sqlite3" // the floor uses the same driver as the store
)

// floor is the least that a durable completion can be: plain database/sql on the store's driver, one UPDATE
// and one event INSERT in one transaction, one connection, one client, synchronous=FULL.
type floor struct {
	db             *sql.DB
	update, insert *sql.Stmt
	n              int
}

func newFloor(b *testing.B) *floor {
	b.Helper()
	dsn := "file:" + filepath.Join(b.TempDir(), "floor.db") + "?_journal_mode=WAL&_synchronous=FULL&_txlock=immediate&_busy_timeout=5000&_foreign_keys=on"
	db, err := sql.Open("sqlite3", dsn)
	must(b, err)
	db.SetMaxOpenConns(1)
	b.Cleanup(func() { db.Close() })
	for _, statement := range []string{
		"CREATE TABLE items (id INTEGER PRIMARY KEY, state TEXT NOT NULL, ended_at INTEGER NOT NULL)",
		"CREATE TABLE events (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, data TEXT NOT NULL)",
	} {
		_, err := db.Exec(statement)
		must(b, err)
	}
	for i := range 1000 {
		_, err := db.Exec("INSERT INTO items VALUES (?, 'Enabled', 0)", i)
		must(b, err)
	}
	f := &floor{db: db}
	f.update, err = db.Prepare("UPDATE items SET state = ?, ended_at = ? WHERE id = ?")
	must(b, err)
	f.insert, err = db.Prepare("INSERT INTO events (at, kind, data) VALUES (?, ?, ?)")
	must(b, err)
	return f
}

func (f *floor) complete(b *testing.B) {
	ctx := context.Background()
	f.n++
	tx, err := f.db.BeginTx(ctx, nil)
	must(b, err)
	_, err = tx.StmtContext(ctx, f.update).Exec("Completed", f.n, f.n%1000) //nolint:sqlclosecheck // the transaction's end closes it
	must(b, err)
	_, err = tx.StmtContext(ctx, f.insert).Exec(f.n, "item_changed", `{"state":"Completed"}`) //nolint:sqlclosecheck // the transaction's end closes it
	must(b, err)
	must(b, tx.Commit())
}

func must(b testing.TB, err error) {
	if err != nil {
		b.Helper()
		b.Fatal(err)
	}
}
