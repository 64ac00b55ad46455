package store

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"net/url"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"
	gormsqlite "gorm.io/driver/sqlite"
	"gorm.io/gorm"
)

// sqlite is a file on this machine.
type sqlite struct{ path string }

// driverName is mattn's driver with what a connection needs beside its parameters.
const driverName = "sqlite3-startklar"

// The write-ahead log is folded back into the file after 4,000 pages (16 MB), not after 1,000: a command
// writes some eight pages, most of them the same as the command before, and each is folded back once.
func init() {
	sql.Register(driverName, &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
		_, err := c.Exec("PRAGMA wal_autocheckpoint = 4000", nil)
		return err
	}})
}

// newSQLite makes the path absolute, so that a later connection finds the same file. A memory database is
// refused: the two pools would see one each.
func newSQLite(path string) (dialect, error) {
	if path == "" || path == ":memory:" {
		return nil, badURL(errors.New("sqlite: needs the path of a file"))
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, badURL(err)
	}
	return sqlite{path: path}, nil
}

func (sqlite) name() string    { return "sqlite" }
func (d sqlite) place() string { return "sqlite:" + d.path }

// connect opens the file; mattn applies the parameters to each connection that the pool makes. The
// driver's default for WAL, synchronous=NORMAL, would lose acknowledged writes at a power cut. It ignores
// a transaction's ReadOnly, hence a pool of its own for reading, whose transactions begin deferred.
// secure_delete overwrites what is deleted, so that an erased content is not left in free pages.
func (d sqlite) connect(a access) (*sql.DB, error) {
	if err := os.MkdirAll(filepath.Dir(d.path), 0o700); err != nil {
		return nil, err
	}
	q := url.Values{}
	q.Set("_journal_mode", "WAL")
	q.Set("_synchronous", "FULL")
	q.Set("_busy_timeout", "5000")
	q.Set("_foreign_keys", "on")
	q.Set("_secure_delete", "on")
	q.Set("_stmt_cache_size", "128")
	q.Set("_txlock", "immediate")
	if a.readOnly {
		q.Set("_txlock", "deferred")
		q.Set("_query_only", "on")
	}
	path := url.URL{Path: d.path}
	return sql.Open(driverName, "file:"+path.EscapedPath()+"?"+q.Encode())
}

func (sqlite) gorm(conns *sql.DB) gorm.Dialector {
	return gormsqlite.New(gormsqlite.Config{Conn: conns})
}

func (sqlite) migrator() (goose.Dialect, []goose.ProviderOption, error) {
	return goose.DialectSQLite3, nil, nil
}

func (sqlite) bind(statement string) string { return statement }

func (sqlite) snapshot() driver.TxOptions { return driver.TxOptions{} }

func (sqlite) sender(conn *sql.Conn) sender { return direct{conn} }

// exclude has nothing to do: the writer's transactions begin immediate.
func (sqlite) exclude(*tx) error { return nil }

// transient: the file is locked, by another process for longer than busy_timeout, or by one that is just
// opening it.
func (sqlite) transient(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && (e.Code == sqlite3.ErrBusy || e.Code == sqlite3.ErrLocked)
}

// answered: SQLite works in this process, there is no connection to lose.
func (sqlite) answered(error) bool { return true }

// scrub empties the write-ahead log, which still holds the pages as they were.
func (sqlite) scrub() string { return "PRAGMA wal_checkpoint(TRUNCATE)" }
