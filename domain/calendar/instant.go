package calendar

import (
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // small machines and containers often lack the zone files
)

var loadCopenhagen = sync.OnceValue(func() *time.Location {
	location, err := time.LoadLocation("Europe/Copenhagen")
	if err != nil {
		panic("calendar: " + err.Error()) // cannot happen: the zones are embedded
	}
	return location
})

// Copenhagen returns the zone in which every date of the programme is meant.
func Copenhagen() *time.Location { return loadCopenhagen() }

// DateOf returns the date that a calendar in Copenhagen shows at t, and "no
// date" for the zero time.
func DateOf(t time.Time) Date {
	if t.IsZero() {
		return Date{}
	}
	return NewDate(t.In(Copenhagen()).Date())
}

// Start returns the first instant of the day in Copenhagen, the zero time for
// "no date".
func (d Date) Start() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	year, month, day := d.Civil()
	return time.Date(year, month, day, 0, 0, 0, 0, Copenhagen())
}

// End returns the last nanosecond of the day in Copenhagen, the zero time for
// "no date". Between Start and End lie 23 hours on the day when summer time
// begins and 25 on the day when it ends.
func (d Date) End() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	year, month, day := d.Civil()
	return time.Date(year, month, day+1, 0, 0, 0, -1, Copenhagen())
}

// ParseMoment reads a point in time as commands take it: strict RFC 3339, or a
// date, which means the end of that day in Copenhagen. Both are inclusive. The
// error says what to write.
func ParseMoment(s string) (time.Time, error) {
	if d, err := ParseDate(s); err == nil {
		return d.End(), nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil || !hasStrictClock(s) {
		return time.Time{}, errMoment
	}
	return t, nil
}

// hasStrictClock refuses two forms that [time.Parse] lets through although RFC
// 3339 has no such thing: an hour of one digit and a decimal comma.
func hasStrictClock(s string) bool {
	const minute = len("2006-01-02T15:")
	return len(s) > minute && s[minute-1] == ':' && !strings.Contains(s, ",")
}
