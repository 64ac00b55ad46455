package calendar

import (
	"cmp"
	"time"
)

// Month is a calendar month, from 0001-01 to 9999-12. Months are comparable
// with == and serve as map keys. The zero value means "no month". Arithmetic
// behaves at the ends as that of [Date].
type Month struct {
	n int32 // 12 * year + month - 1; 0 is no month
}

const (
	firstMonth = 12 * 1
	lastMonth  = 12*9999 + 11
)

// NewMonth returns the month; a month outside 1 to 12 carries over to the year.
func NewMonth(year int, month time.Month) Month {
	return monthNumber(12*int64(year) + int64(month) - 1)
}

func monthNumber(n int64) Month {
	return Month{int32(min(max(n, firstMonth), lastMonth))}
}

// MonthOf returns the month that d lies in, "no month" for "no date".
func MonthOf(d Date) Month {
	if d.IsZero() {
		return Month{}
	}
	year, month, _ := d.Civil()
	return NewMonth(year, month)
}

// IsZero reports whether m is "no month".
func (m Month) IsZero() bool { return m.n == 0 }

// Civil returns year and month; both are 0 for "no month".
func (m Month) Civil() (year int, month time.Month) {
	if m.IsZero() {
		return 0, 0
	}
	return int(m.n / 12), time.Month(m.n%12 + 1)
}

// Add returns the month n months later; n may be negative.
func (m Month) Add(n int) Month {
	if m.IsZero() {
		return m
	}
	n = min(max(n, -lastMonth), lastMonth)
	return monthNumber(int64(m.n) + int64(n))
}

// MonthsUntil returns the number of months from m to other, negative when other
// is the earlier one, and 0 when either is "no month".
func (m Month) MonthsUntil(other Month) int {
	if m.IsZero() || other.IsZero() {
		return 0
	}
	return int(other.n - m.n)
}

// First returns the month's first day, "no date" for "no month".
func (m Month) First() Date {
	if m.IsZero() {
		return Date{}
	}
	year, month := m.Civil()
	return NewDate(year, month, 1)
}

// Last returns the month's last day, its status date; "no date" for "no month".
func (m Month) Last() Date {
	if m.IsZero() {
		return Date{}
	}
	year, month := m.Civil()
	return NewDate(year, month+1, 0)
}

// Compare is -1, 0 or +1 as m comes before, equals or comes after other. "No
// month" comes before every month.
func (m Month) Compare(other Month) int { return cmp.Compare(m.n, other.n) }

// Before reports whether m comes before other.
func (m Month) Before(other Month) bool { return m.n < other.n }

// After reports whether m comes after other.
func (m Month) After(other Month) bool { return m.n > other.n }

// Equal is ==, under the name that comparing tools look for.
func (m Month) Equal(other Month) bool { return m == other }
