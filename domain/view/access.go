package view

import (
	"strings"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// Access is one look at the counts of a municipality's own citizens: who, when, what. It holds no counts.
type Access struct {
	// Number counts all accesses in the order in which they were kept.
	Number            int64
	At                time.Time
	Actor, OnBehalfOf person.ID
	// Municipality is whose citizens were counted; empty for every municipality.
	Municipality municipality.Code
	// What was looked at: a page, a file or a command, by its short name.
	What string
	// From and To are the months that could be seen; zero for open ends.
	From, To calendar.Month
	// AsOf is the moment as of which they were seen, zero for the present.
	AsOf time.Time
}

// AsFile names a look by which counts leave as a file, after the page that has them.
func AsFile(what string) string { return what + fileMark }

// Page is the page that a look was at, and whether its counts left as a file.
func (a Access) Page() (what string, asFile bool) { return strings.CutSuffix(a.What, fileMark) }

const fileMark = "_file"

// LogQuery selects from a log of who did what, the newest first.
type LogQuery struct {
	// Municipality limits accesses to looks at one municipality's counts, those at every municipality's among them, and
	// events to what stands in a municipality's own streams; empty for all.
	Municipality municipality.Code
	// Person limits to what somebody did or had done for them, events also to those that they are the subject of; empty
	// for all.
	Person person.ID
	// From and To are the first and the last day; zero for no limit.
	From, To calendar.Date
	// Before limits to what comes before that number, which is how one pages on; 0 for the newest.
	Before int64
	// Limit is how many are wanted.
	Limit int
}

// DeliveredSoFar tells which deliveries figures can come from: they are the same as long as it is.
type DeliveredSoFar struct {
	// Count is how many deliveries have ever been received, Last when the last one was.
	Count int
	Last  time.Time
}
