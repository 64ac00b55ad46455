package demo

import (
	"sync/atomic"
	"time"

	"startklar/domain/calendar"
)

// span is how long before its end the demo's first day lies, in months: longer than the longest journey.
const span = 27

// Clock is the demo's time. The door must be opened with its Now, and Fill moves it.
type Clock struct {
	until time.Time
	now   atomic.Int64
}

// NewClock returns a clock that stands at the demo's first morning and will end at until.
func NewClock(until time.Time) *Clock {
	c := &Clock{until: until.UTC().Truncate(time.Second)}
	c.set(c.first())
	return c
}

// Now is the moment that the demo has come to.
func (c *Clock) Now() time.Time { return time.Unix(c.now.Load(), 0).UTC() }

func (c *Clock) set(t time.Time) { c.now.Store(t.Unix()) }

// first is the moment before anything happens.
func (c *Clock) first() time.Time {
	return moment(workingDay(calendar.DateOf(c.until).AddMonths(-span)), 0)
}

// A day has slots of a quarter of an hour, less a little, so that people do not always write on the hour.
// The last one begins before four.
const (
	slotMinutes = 13
	lastSlot    = 35
	// afternoon is the first slot after a morning's meeting.
	afternoon = 21
)

// moment is the instant of a slot. The day shifts it by some minutes, alike for everybody: what several
// municipalities do in one slot happens at one moment.
func moment(day calendar.Date, slot int) time.Time {
	n := day.DaysUntil(calendar.NewDate(2100, time.January, 1))
	minute := 5 + slot*slotMinutes + (n*5+slot*3)%4
	second := (n*13 + slot*17) % 60
	year, month, date := day.Civil()
	return time.Date(year, month, date, 8, minute, second, 0, calendar.Copenhagen()).UTC()
}

// workingDay is the day itself, or the next one on which people work.
func workingDay(d calendar.Date) calendar.Date {
	if calendar.Danish().IsWorkingDay(d) {
		return d
	}
	return calendar.Danish().AddWorkingDays(d, 1)
}

// workedDay is the day itself, or the last one before it on which people worked.
func workedDay(d calendar.Date) calendar.Date {
	if calendar.Danish().IsWorkingDay(d) {
		return d
	}
	return calendar.Danish().AddWorkingDays(d, -1)
}
