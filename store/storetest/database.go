package storetest

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/stdlib"
	_ "github.com/mattn/go-sqlite3" // the driver that DB opens files with
)

// server is where tests find PostgreSQL.
const server = "postgres://postgres@127.0.0.1:5432/"

// SQLite gives the URL of a file that goes away with the test.
func SQLite(t testing.TB) string {
	return "sqlite:" + filepath.Join(t.TempDir(), "store.db")
}

// Postgres gives the URL of a database that goes away with the test. Without a server the test is skipped,
// or fails where CI=true.
func Postgres(t testing.TB) string {
	t.Helper()
	admin, err := sql.Open("pgx", server+"postgres?sslmode=disable")
	if err == nil {
		err = admin.Ping()
	}
	if err != nil && os.Getenv("CI") == "true" {
		t.Fatalf("PostgreSQL is missing: %v", err)
	}
	if err != nil {
		t.Skipf("skipped: PostgreSQL is missing at 127.0.0.1:5432: %v", err)
	}
	name := fmt.Sprintf("startklar_test_%d_%08x", os.Getpid(), rand.Uint32())
	if _, err := admin.Exec("CREATE DATABASE " + name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := admin.Exec("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Errorf("drop the test's database: %v", err)
		}
		_ = admin.Close()
	})
	return server + name + "?sslmode=disable"
}

// DB opens a store's database past the store, with foreign keys off, and closes it with the test. It has
// one connection.
func DB(t testing.TB, url string) *sql.DB {
	t.Helper()
	path, isFile := strings.CutPrefix(url, "sqlite:")
	driver, dsn := "pgx", url
	if isFile {
		driver, dsn = "sqlite3", "file:"+path+"?_busy_timeout=5000&_foreign_keys=off"
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1)
	if !isFile {
		mustExec(t, db, "SET session_replication_role = replica")
	}
	return db
}

// mustExec runs a statement; ? stands for an argument on either database.
func mustExec(t testing.TB, db *sql.DB, statement string, args ...any) {
	t.Helper()
	if _, err := db.Exec(bind(db, statement), args...); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// bind numbers the arguments for PostgreSQL.
func bind(db *sql.DB, statement string) string {
	if _, ok := db.Driver().(*stdlib.Driver); !ok {
		return statement
	}
	for n := 1; strings.Contains(statement, "?"); n++ {
		statement = strings.Replace(statement, "?", fmt.Sprintf("$%d", n), 1)
	}
	return statement
}
