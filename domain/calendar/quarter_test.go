package calendar_test

import (
	"testing"
	"time"

	"startklar/domain/calendar"
)

func TestQuartersFollowOneAnotherWithoutGaps(t *testing.T) {
	q := calendar.QuarterOf(calendar.NewDate(2025, time.November, 5))
	if q != (calendar.Quarter{Year: 2025, Number: 4}) || q.First() != calendar.NewDate(2025, time.October, 1) || q.Last() != calendar.NewDate(2025, time.December, 31) {
		t.Errorf("%+v from %s to %s", q, q.First(), q.Last())
	}
	for range 9 {
		next := q.Next()
		if !next.After(q) || q.After(next) || next.First() != q.Last().AddDays(1) || calendar.QuarterOf(next.Last()) != next {
			t.Errorf("after %+v comes %+v, from %s to %s", q, next, next.First(), next.Last())
		}
		q = next
	}
}

func TestNoQuarterStaysNone(t *testing.T) {
	var none calendar.Quarter
	if !none.IsZero() || calendar.QuarterOf(calendar.Date{}) != none || none.Next() != none || !none.First().IsZero() || calendar.FormatQuarter(none, "da") != "" {
		t.Errorf("%+v", none)
	}
}

func TestQuartersAreWrittenInTheLanguage(t *testing.T) {
	q := calendar.Quarter{Year: 2026, Number: 2}
	if da, en := calendar.FormatQuarter(q, "da"), calendar.FormatQuarter(q, "en"); da != "2. kvartal 2026" || en != "Q2 2026" {
		t.Errorf("%q, %q", da, en)
	}
}
