package domain

import (
	"errors"
	"fmt"
)

// Code says what kind of failure an Error is. Outer layers map it to an HTTP or exit status; nobody else
// interprets it.
type Code string

// The codes, from the caller's mistake to our own.
const (
	// Invalid is input that can never be accepted as it stands: too long, an unknown id, CPR-shaped text.
	Invalid Code = "invalid"
	// Unauthenticated means that nobody is signed in.
	Unauthenticated Code = "unauthenticated"
	// Permission means that the actor may know of the thing but not do this to it.
	Permission Code = "permission"
	// Private means that the actor may not even know whether the thing exists; it is shown as not found.
	Private Code = "private"
	// NotFound means that there is no such thing.
	NotFound Code = "not_found"
	// Conflict means that the thing is in a state in which this cannot be done; Detail carries the state.
	Conflict Code = "conflict"
	// Stale means that the actor worked on an older revision; Detail carries the current one.
	Stale Code = "stale"
	// KeyReused means that a client key came a second time with other content.
	KeyReused Code = "key_reused"
	// Unavailable means that the store cannot be used just now; trying again is right.
	Unavailable Code = "unavailable"
	// Internal is everything else: a fault of ours. Its cause is logged and never shown.
	Internal Code = "internal"
)

// AllCodes lists every code, for tables that must be complete.
func AllCodes() []Code {
	return []Code{Invalid, Unauthenticated, Permission, Private, NotFound, Conflict, Stale, KeyReused, Unavailable, Internal}
}

// Args are the named values that an error's text needs.
type Args map[string]any

// Error is a failure that a person may be told about. Key names its text in the language catalogue
// ("error." + Key); Args fill the gaps in it.
type Error struct {
	Code Code
	Key  string
	Args Args
	// Field is the id of the input that is at fault; empty when the whole is.
	Field string
	// Detail is the current state of the thing, for conflicts: *CurrentAnswer and the like.
	Detail any
	// Err is the cause; logged, never shown.
	Err error
}

// Error gives the text for logs. People see the catalogue's text instead.
func (e *Error) Error() string {
	text := fmt.Sprintf("%s: %s", e.Code, e.Key)
	if len(e.Args) > 0 {
		text += fmt.Sprintf(" %v", map[string]any(e.Args))
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Refuse makes an Error with a code, a key and its arguments.
func Refuse(code Code, key string, args Args) *Error {
	return &Error{Code: code, Key: key, Args: args}
}

// RefuseField is Refuse for one input.
func RefuseField(code Code, field, key string, args Args) *Error {
	return &Error{Code: code, Key: key, Args: args, Field: field}
}

// Fault wraps an unexpected error as Internal.
func Fault(doing string, err error) *Error {
	return &Error{Code: Internal, Key: "internal", Args: Args{"doing": doing}, Err: err}
}

// CodeOf returns the code of err, Internal for an error that carries none, and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}

// AsError returns err as an *Error; an error of unknown kind becomes an Internal one.
func AsError(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return Fault("unknown", err)
}
