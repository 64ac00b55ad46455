// Package calendar is the programme's idea of time: civil dates, months,
// Danish working days, deadline rules, and how all of them are written on a
// screen.
//
// A deadline is a date in Copenhagen, never an instant, so a date here has no
// clock and no zone; it meets instants only through [DateOf], [Date.Start],
// [Date.End] and [ParseMoment].
//
// The package must not read the clock: "now" is a parameter everywhere. It must
// not do I/O, must not know about journeys or people, and must not repeat the
// text that it fails to read in an error, because text from a file or a form
// may hold a civil registration number. Deadline rules are the exception: they
// come from definitions, which hold no citizens.
package calendar
