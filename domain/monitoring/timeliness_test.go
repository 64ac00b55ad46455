package monitoring_test

import (
	"testing"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
)

func TestTimeliness(t *testing.T) {
	p := &monitoring.Programme{RemindDay: 10, DueDay: 15}
	month := calendar.NewMonth(2026, time.January)
	day := func(m time.Month, d int) calendar.Date { return calendar.NewDate(2026, m, d) }
	for _, c := range []struct {
		name        string
		came, today calendar.Date
		want        monitoring.Timeliness
	}{
		{"the day before it is listed", calendar.Date{}, day(2, 9), monitoring.Awaited},
		{"the day on which it is listed", calendar.Date{}, day(2, 10), monitoring.CalledFor},
		{"the last day", calendar.Date{}, day(2, 15), monitoring.CalledFor},
		{"after the last day", calendar.Date{}, day(2, 16), monitoring.Overdue},
		{"on the month's last day", day(1, 31), day(3, 1), monitoring.OnTime},
		{"on the last day", day(2, 15), day(3, 1), monitoring.OnTime},
		{"a day late", day(2, 16), day(3, 1), monitoring.Late},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := p.Timeliness(month, c.came, c.today)
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			if got.Missing() != (c.want == monitoring.CalledFor || c.want == monitoring.Overdue) {
				t.Errorf("%s: missing %t", got, got.Missing())
			}
		})
	}
}
