package store

import (
	"errors"
	"fmt"
	"syscall"
	"testing"

	"startklar/domain"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"
)

func TestADiskWithoutRoomIsToldAsSuch(t *testing.T) {
	for name, c := range map[string]struct {
		err error
		key string
	}{
		"SQLite, full":              {sqlite3.Error{Code: sqlite3.ErrFull}, "store_full"},
		"SQLite, no room":           {sqlite3.Error{Code: sqlite3.ErrIoErr, SystemErrno: syscall.ENOSPC}, "store_full"},
		"SQLite, too large a file":  {sqlite3.Error{Code: sqlite3.ErrIoErr, SystemErrno: syscall.EFBIG}, "store_full"},
		"SQLite, a broken disk":     {sqlite3.Error{Code: sqlite3.ErrIoErr, SystemErrno: syscall.EIO}, "store_failed"},
		"PostgreSQL, full":          {&pgconn.PgError{Code: "53100"}, "store_full"},
		"PostgreSQL, out of memory": {&pgconn.PgError{Code: "53200"}, "store_failed"},
		"neither":                   {errors.New("gone"), "store_failed"},
	} {
		err := domain.AsError(outcome(fmt.Errorf("import: %w", failed("commit", c.err))))
		if err.Code != domain.Unavailable || err.Key != c.key {
			t.Errorf("%s: %v, want %s", name, err, c.key)
		}
	}
}
