package store

import (
	"errors"
	"slices"
	"syscall"

	"startklar/domain"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"
)

// failure is an error of the database. Inside a transaction it must not look like a domain.Error: the
// door would take it for a refusal and go on.
type failure struct {
	doing string
	err   error
}

func (f *failure) Error() string { return f.doing + ": " + f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// failed makes a failure, nil of nil.
func failed(doing string, err error) error {
	if err == nil {
		return nil
	}
	return &failure{doing: doing, err: err}
}

// outcome is what the caller of a transaction hears: a failure of the database becomes Unavailable,
// anything else is the caller's own.
func outcome(err error) error {
	var f *failure
	if !errors.As(err, &f) {
		return err
	}
	if full(err) {
		return &domain.Error{Code: domain.Unavailable, Key: "store_full", Err: err}
	}
	return &domain.Error{Code: domain.Unavailable, Key: "store_failed", Err: err}
}

// full tells whether a disk had no room left: trying again helps only once somebody has made some.
func full(err error) bool {
	var lite sqlite3.Error
	if errors.As(err, &lite) {
		return lite.Code == sqlite3.ErrFull ||
			slices.Contains([]syscall.Errno{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG}, lite.SystemErrno)
	}
	var post *pgconn.PgError
	return errors.As(err, &post) && post.Code == diskFull
}

// diskFull is PostgreSQL's code for it.
const diskFull = "53100"

// busy says that other writers kept the database for all the time that we were ready to wait.
func busy(err error) error {
	return &domain.Error{Code: domain.Unavailable, Key: "store_busy", Err: err}
}

// unusable says that a store could not be opened.
func unusable(d dialect, err error) error {
	var e *domain.Error
	if errors.As(err, &e) && e.Key != "store_failed" {
		return e
	}
	return &domain.Error{Code: domain.Unavailable, Key: "store_unusable", Args: domain.Args{"store": d.place()}, Err: err}
}
