package store

import (
	"database/sql"
	"database/sql/driver"
	"strings"

	"startklar/domain"

	"github.com/pressly/goose/v3"
	"gorm.io/gorm"
)

// dialect is what differs between the databases. Statements are written once, with ? for an argument.
type dialect interface {
	// name is that of the dialect's folder of migrations.
	name() string
	// place names the database for people, without a password.
	place() string
	// connect makes a pool; nothing need be connected yet.
	connect(access) (*sql.DB, error)
	gorm(*sql.DB) gorm.Dialector
	// migrator returns the dialect's goose dialect and options.
	migrator() (goose.Dialect, []goose.ProviderOption, error)
	// bind writes a statement as the database wants it.
	bind(statement string) string
	// snapshot are the options of a reading transaction.
	snapshot() driver.TxOptions
	// sender makes what carries out a transaction's statements.
	sender(*sql.Conn) sender
	// exclude keeps every other writer out until the transaction ends.
	exclude(*tx) error
	// transient tells whether a transaction that failed so may succeed when it is run again.
	transient(error) bool
	// answered tells whether an error is the database's own word, so that a commit that failed with it has not
	// happened.
	answered(error) bool
	// scrub is the statement, if any, that removes what was erased from the files.
	scrub() string
}

// access says what a pool is for.
type access struct {
	connections int
	readOnly    bool
}

func dialectOf(url string) (dialect, error) {
	if path, ok := strings.CutPrefix(url, "sqlite:"); ok {
		return newSQLite(path)
	}
	if strings.HasPrefix(url, "postgres://") || strings.HasPrefix(url, "postgresql://") {
		return newPostgres(url)
	}
	return nil, badURL(nil)
}

// badURL refuses a URL without repeating it: it may hold a password.
func badURL(err error) error {
	return &domain.Error{Code: domain.Unavailable, Key: "store_url", Err: err}
}
