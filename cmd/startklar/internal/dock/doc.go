// Package dock is where a file of records lies between being sent and being taken in. A file is received, checked by a
// dry run, and then waits until somebody lets it be taken in or throws it away:
//
//	Put ─▶ checking ─▶ checked ─TakeIn─▶ taking in ─▶ done
//	          │           └──Discard, or an hour ─▶ gone
//	          └─ a personal number in it: the file is gone, its report stays
//
// There is one file at a time. The work goes on when the sender closes the page, and ends with the service.
//
// A file lies outside everything that is served, in a temporary file that has no name from the moment it exists:
// nobody can open it, and it is gone with the process at the latest. What came of a file is written into the history
// with its report; the file never is.
package dock
