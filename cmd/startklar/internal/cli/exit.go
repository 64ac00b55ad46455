package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"startklar/domain"
)

// The exit statuses.
const (
	exitDone      = 0
	exitDifferent = 1
	exitRefused   = 2
	exitUnusable  = 3
)

// errDifferent tells that verify found a difference, which it has printed.
var errDifferent = errors.New("something is not as it was written")

// refusal is input that is not accepted, told to the person who wrote it.
type refusal struct{ err error }

func (r refusal) Error() string { return r.err.Error() }
func (r refusal) Unwrap() error { return r.err }

// refuse makes a refusal.
func refuse(format string, args ...any) error { return refusal{fmt.Errorf(format, args...)} }

// usage refuses a command line that cannot be read.
func usage(err error) error { return refuse("%w\nstartklar --help tells what there is", err) }

// report prints an error, if any, and returns the exit status.
func report(stderr io.Writer, err error) int {
	status := statusOf(err)
	if err != nil && status != exitDifferent {
		fmt.Fprintf(stderr, "startklar: %s\n", explain(err))
	}
	return status
}

// statusOf maps errors to exit statuses. What nobody refused is the store's fault or ours, and both mean that
// the command could not do its work on this store.
func statusOf(err error) int {
	var r refusal
	var e *domain.Error
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errDifferent):
		return exitDifferent
	case errors.As(err, &r):
		return exitRefused
	case !errors.As(err, &e), e.Code == domain.Unavailable, e.Code == domain.Internal:
		return exitUnusable
	default:
		return exitRefused
	}
}

// explain is what the person at the terminal reads: a refusal of the domain in the catalogue's words. It is
// also the log of a command, so a cause is told.
func explain(err error) string {
	text := err.Error()
	var e *domain.Error
	if !errors.As(err, &e) {
		return text
	}
	in := words(e)
	if e.Err != nil {
		in = strings.TrimSuffix(in, ".") + ": " + explain(innermost(e.Err))
	}
	return strings.Replace(text, e.Error(), in, 1)
}

// innermost is the cause behind refusals that were wrapped in one another: one of them is said in words, and
// the rest would say it again.
func innermost(err error) error {
	var e *domain.Error
	if errors.As(err, &e) && e.Err != nil {
		return innermost(e.Err)
	}
	return err
}
