package calendar

import (
	"fmt"
	"time"
)

// Quarter is three months of a year. Quarters are comparable with ==; the zero value means "no quarter".
type Quarter struct {
	Year, Number int // Number counts from 1 to 4
}

// QuarterOf returns the quarter that a day lies in.
func QuarterOf(d Date) Quarter {
	if d.IsZero() {
		return Quarter{}
	}
	year, month, _ := d.Civil()
	return Quarter{year, (int(month)-1)/3 + 1}
}

// IsZero reports whether q is "no quarter".
func (q Quarter) IsZero() bool { return q.Number == 0 }

// First and Last return the quarter's first and last day.
func (q Quarter) First() Date {
	if q.IsZero() {
		return Date{}
	}
	return NewDate(q.Year, time.Month(3*q.Number-2), 1)
}

// Last returns the quarter's last day.
func (q Quarter) Last() Date { return q.Next().First().AddDays(-1) }

// Next returns the quarter after.
func (q Quarter) Next() Quarter {
	switch q.Number {
	case 0:
		return q
	case 4:
		return Quarter{q.Year + 1, 1}
	default:
		return Quarter{q.Year, q.Number + 1}
	}
}

// After tells whether q comes after another.
func (q Quarter) After(other Quarter) bool { return q.First().After(other.First()) }

// FormatQuarter writes "2. kvartal 2026", in English "Q2 2026".
func FormatQuarter(q Quarter, lang string) string {
	if q.IsZero() {
		return ""
	}
	if lang == LangEnglish {
		return fmt.Sprintf("Q%d %d", q.Number, q.Year)
	}
	return fmt.Sprintf("%d. kvartal %d", q.Number, q.Year)
}
