package store

import (
	"errors"

	"startklar/domain"
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
	return &domain.Error{Code: domain.Unavailable, Key: "store_failed", Err: err}
}

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
