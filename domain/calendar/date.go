package calendar

import (
	"cmp"
	"time"
)

// Date is a day in the civil calendar, from 0001-01-01 to 9999-12-31. Dates are
// comparable with == and serve as map keys. The zero value means "no date".
//
// Arithmetic stops at the first and at the last day of that range, and "no
// date" stays "no date".
type Date struct {
	n int32 // days, 1 is 0001-01-01; 0 is no date
}

const (
	unixEpochDay = 719_163   // 1970-01-01
	lastDay      = 3_652_059 // 9999-12-31
	secondsInDay = 24 * 60 * 60
)

// NewDate returns the day. Values outside their range carry over as in
// [time.Date]: 31 February is 3 March, or 2 March in a leap year.
func NewDate(year int, month time.Month, day int) Date {
	midnight := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return dayNumber(midnight.Unix()/secondsInDay + unixEpochDay)
}

func dayNumber(n int64) Date {
	return Date{int32(min(max(n, 1), lastDay))}
}

// IsZero reports whether d is "no date".
func (d Date) IsZero() bool { return d.n == 0 }

// Civil returns year, month and day of the month; all are 0 for "no date".
func (d Date) Civil() (year int, month time.Month, day int) {
	if d.IsZero() {
		return 0, 0, 0
	}
	return d.utc().Date()
}

func (d Date) utc() time.Time {
	return time.Unix((int64(d.n)-unixEpochDay)*secondsInDay, 0).UTC()
}

// AddDays returns the day n days later; n may be negative.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	n = min(max(n, -lastDay), lastDay)
	return dayNumber(int64(d.n) + int64(n))
}

// AddWeeks returns the same weekday n weeks later; n may be negative.
func (d Date) AddWeeks(n int) Date {
	n = min(max(n, -lastDay), lastDay)
	return d.AddDays(7 * n)
}

// AddMonths returns the same day of the month n months later; n may be
// negative. A day that the month lacks becomes the month's last one, so one
// month after 31 January is 28 or 29 February.
func (d Date) AddMonths(n int) Date {
	if d.IsZero() {
		return d
	}
	_, _, day := d.Civil()
	month := MonthOf(d).Add(n)
	return dayNumber(min(int64(month.First().n)+int64(day)-1, int64(month.Last().n)))
}

// DaysUntil returns the number of days from d to other, negative when other is
// the earlier one, and 0 when either is "no date".
func (d Date) DaysUntil(other Date) int {
	if d.IsZero() || other.IsZero() {
		return 0
	}
	return int(other.n - d.n)
}

// Compare is -1, 0 or +1 as d comes before, equals or comes after other. "No
// date" comes before every date.
func (d Date) Compare(other Date) int { return cmp.Compare(d.n, other.n) }

// Before reports whether d comes before other.
func (d Date) Before(other Date) bool { return d.n < other.n }

// After reports whether d comes after other.
func (d Date) After(other Date) bool { return d.n > other.n }

// Equal is ==, under the name that comparing tools look for.
func (d Date) Equal(other Date) bool { return d == other }

// Weekday returns the day of the week. Ask only for a real date: "no date" has
// none and answers Sunday.
func (d Date) Weekday() time.Weekday { return time.Weekday(d.n % 7) }

// ISOWeek returns the week by ISO 8601 (Monday first) and the year that it
// belongs to, which near New Year may differ from the date's; 0, 0 for "no
// date".
func (d Date) ISOWeek() (year, week int) {
	if d.IsZero() {
		return 0, 0
	}
	return d.utc().ISOWeek()
}
