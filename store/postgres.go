package store

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	gormpostgres "gorm.io/driver/postgres"
	"gorm.io/gorm"
)

// postgres is a database on a server, which several processes may share.
type postgres struct {
	url   string
	shown string
}

func newPostgres(address string) (dialect, error) {
	u, err := url.Parse(address)
	if err != nil {
		// The error would repeat the address, password and all.
		return nil, badURL(errors.New("postgres: not a URL"))
	}
	return postgres{url: address, shown: u.Redacted()}, nil
}

func (postgres) name() string    { return "postgres" }
func (d postgres) place() string { return d.shown }

// connect sets what each session of the pool runs with. A commit is on disk before it is acknowledged,
// whatever the server's default says. Waiting for another writer ends after as long as on SQLite, and a
// replica that froze in the middle of a transaction loses its locks.
func (d postgres) connect(a access) (*sql.DB, error) {
	config, err := pgx.ParseConfig(d.url)
	if err != nil {
		return nil, err
	}
	config.RuntimeParams["application_name"] = "startklar"
	config.RuntimeParams["synchronous_commit"] = "on"
	config.RuntimeParams["lock_timeout"] = "5s"
	config.RuntimeParams["idle_in_transaction_session_timeout"] = "60s"
	if a.readOnly {
		config.RuntimeParams["default_transaction_read_only"] = "on"
	}
	return stdlib.OpenDB(*config), nil
}

func (postgres) gorm(conns *sql.DB) gorm.Dialector {
	return gormpostgres.New(gormpostgres.Config{Conn: conns})
}

// migrator takes goose's advisory lock: replicas that start together wait for the first.
func (postgres) migrator() (goose.Dialect, []goose.ProviderOption, error) {
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300))
	if err != nil {
		return "", nil, err
	}
	return goose.DialectPostgres, []goose.ProviderOption{goose.WithSessionLocker(locker)}, nil
}

// bind numbers the arguments. None of our statements has a question mark within a text.
func (postgres) bind(statement string) string {
	var out strings.Builder
	for i, part := range strings.Split(statement, "?") {
		if i > 0 {
			out.WriteString("$" + strconv.Itoa(i))
		}
		out.WriteString(part)
	}
	return out.String()
}

func (postgres) snapshot() driver.TxOptions {
	return driver.TxOptions{Isolation: driver.IsolationLevel(sql.LevelRepeatableRead), ReadOnly: true}
}

func (postgres) sender(session *sql.Conn) sender {
	return &pipeline{session: session, batch: &pgx.Batch{}}
}

// exclude locks the ledger's row: replicas write one after the other, and what each then reads is the
// newest.
func (postgres) exclude(t *tx) error {
	ledger, err := t.readLedger(selectLedger + " FOR UPDATE")
	t.ledger = &ledger
	return err
}

// transient: the server chose this transaction to give way, another writer held its locks for too long,
// or another replica took the stream's number.
func (postgres) transient(err error) bool {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return false
	}
	const serialization, deadlock, lockTimeout, unique = "40001", "40P01", "55P03", "23505"
	return slices.Contains([]string{serialization, deadlock, lockTimeout}, e.Code) ||
		e.Code == unique && e.ConstraintName == "events_stream"
}

// answered: anything but the server's own error is a connection that was lost with the answer.
func (postgres) answered(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e)
}

// scrub has no statement: vacuuming and the server's log are its administrator's.
func (postgres) scrub() string { return "" }
