package calendar

import (
	"slices"
	"time"
)

// yearTable answers for one year. It is never changed once it is built.
type yearTable struct {
	first Date
	upTo  []int16 // upTo[i]: working days among the first i days of the year
	names map[Date]string
}

func newYearTable(year int, closings []closing) *yearTable {
	t := &yearTable{
		first: NewDate(year, time.January, 1),
		upTo:  make([]int16, 1, 367),
		names: make(map[Date]string, len(closings)),
	}
	for _, closing := range slices.Backward(closings) { // the earlier row wins
		t.names[closing.on(year)] = closing.name
	}
	delete(t.names, Date{})
	t.countDays(NewDate(year, time.December, 31))
	return t
}

func (t *yearTable) countDays(last Date) {
	days := t.first.DaysUntil(last) + 1
	for i := range days {
		day := Date{t.first.n + int32(i)}
		count := t.upTo[i]
		if _, closed := t.names[day]; !closed && !isWeekend(day) {
			count++
		}
		t.upTo = append(t.upTo, count)
	}
}

func isWeekend(d Date) bool {
	return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
}

// through returns the year's working days up to and including d, which may be
// the last day of the year before.
func (t *yearTable) through(d Date) int {
	return int(t.upTo[max(0, d.n-t.first.n+1)])
}

func (t *yearTable) total() int { return int(t.upTo[len(t.upTo)-1]) }

func (t *yearTable) nth(rank int) Date {
	days, _ := slices.BinarySearch(t.upTo, int16(rank))
	return Date{t.first.n + int32(days) - 1}
}
