package calendar

import (
	"sync"
)

// Calendar knows which days are working days: Monday to Friday without the
// closing days. It remembers the years that it has computed and is safe for
// concurrent use.
type Calendar struct {
	closings []closing
	years    sync.Map // int → *yearTable
}

var danish = sync.OnceValue(func() *Calendar {
	return &Calendar{closings: danishClosings}
})

// Danish returns the calendar of Danish public administration: the holidays of
// the law, and 5 June, 24 December and 31 December, which are closed as well.
func Danish() *Calendar { return danish() }

// Holiday returns the Danish name of the holiday or closing day that d is. Two
// that coincide are named after the one by law.
func (c *Calendar) Holiday(d Date) (name string, ok bool) {
	if d.IsZero() {
		return "", false
	}
	name, ok = c.yearOf(d).names[d]
	return name, ok
}

// IsWorkingDay reports whether d is a working day; "no date" is none.
func (c *Calendar) IsWorkingDay(d Date) bool {
	if d.IsZero() {
		return false
	}
	year := c.yearOf(d)
	return year.through(d) > year.through(d.AddDays(-1))
}

// AddWorkingDays returns the n-th working day after d, or for a negative n the
// n-th one before d. The count never includes d itself: from a Saturday, one
// working day later is Monday and one earlier is Friday. With n = 0 it returns
// d, even where d is no working day. "No date" stays "no date", and the result
// stays within the years 1 to 9999.
func (c *Calendar) AddWorkingDays(d Date, n int) Date {
	if d.IsZero() || n == 0 {
		return d
	}
	n = min(max(n, -lastDay), lastDay)
	number, _, _ := d.Civil()
	year := c.year(number)
	if n < 0 {
		return c.nth(number, year.through(d.AddDays(-1))+1+n)
	}
	return c.nth(number, year.through(d)+n)
}

// nth returns the working day with the given rank, 1 being the first one of
// that year; other ranks lie in the years before and after.
func (c *Calendar) nth(year, rank int) Date {
	for rank < 1 && year > 1 {
		year--
		rank += c.year(year).total()
	}
	for rank > c.year(year).total() && year < 9999 {
		rank -= c.year(year).total()
		year++
	}
	table := c.year(year)
	return table.nth(min(max(rank, 1), table.total()))
}

// WorkingDaysBetween returns the n with which [Calendar.AddWorkingDays] counts
// from a to b: the working days after a up to and including b, or, when b is
// the earlier one, minus the working days from b to the day before a. It is 0
// when either is "no date".
func (c *Calendar) WorkingDaysBetween(a, b Date) int {
	switch {
	case a.IsZero() || b.IsZero():
		return 0
	case b.Before(a):
		return -c.count(b.AddDays(-1), a.AddDays(-1))
	default:
		return c.count(a, b)
	}
}

// count returns the working days after a, up to and including b.
func (c *Calendar) count(a, b Date) int {
	from, _, _ := a.Civil()
	to, _, _ := b.Civil()
	n := c.year(to).through(b) - c.year(from).through(a)
	for year := from; year < to; year++ {
		n += c.year(year).total()
	}
	return n
}

func (c *Calendar) yearOf(d Date) *yearTable {
	year, _, _ := d.Civil()
	return c.year(year)
}

func (c *Calendar) year(year int) *yearTable {
	if table, ok := c.years.Load(year); ok {
		return table.(*yearTable)
	}
	table, _ := c.years.LoadOrStore(year, newYearTable(year, c.closings))
	return table.(*yearTable)
}
