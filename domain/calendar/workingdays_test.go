package calendar_test

import (
	"encoding/csv"
	"os"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"startklar/domain/calendar"
)

// holidayTable reads the programme's own list: every name of each closed date,
// complete from 2019 to 2035.
func holidayTable(t *testing.T) map[calendar.Date][]string {
	t.Helper()
	file, err := os.Open("testdata/holidays.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.Comma = ';'
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	table := map[calendar.Date][]string{}
	for _, row := range rows[1:] {
		table[on(row[0])] = append(table[on(row[0])], row[1])
	}
	return table
}

func TestEveryDayAgreesWithTheHolidayTable(t *testing.T) {
	table, cal := holidayTable(t), calendar.Danish()
	for d := on("2019-01-01"); !d.After(on("2035-12-31")); d = d.AddDays(1) {
		names := table[d]
		name, closed := cal.Holiday(d)
		if closed != (len(names) > 0) || closed && name != names[0] {
			t.Errorf("%s: %q, %v; the table says %q", d, name, closed, names)
		}
		weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
		if cal.IsWorkingDay(d) == (closed || weekend) {
			t.Errorf("%s %s: working day %v", d, d.Weekday(), cal.IsWorkingDay(d))
		}
	}
}

func TestStoreBededagEndsWith2023(t *testing.T) {
	cal := calendar.Danish()
	if name, _ := cal.Holiday(on("2023-05-05")); name != "Store bededag" {
		t.Errorf("2023-05-05 is %q", name)
	}
	if name, ok := cal.Holiday(on("2024-04-26")); ok || !cal.IsWorkingDay(on("2024-04-26")) {
		t.Errorf("2024-04-26 is closed as %q", name)
	}
}

func TestAddWorkingDays(t *testing.T) {
	tests := []struct {
		name string
		from string
		n    int
		want string
	}{
		{"within a week", "2019-09-10", 2, "2019-09-12"},
		{"over a weekend", "2019-09-13", 1, "2019-09-16"},
		{"backward over a weekend", "2019-09-16", -1, "2019-09-13"},
		{"over Easter", "2019-04-17", 1, "2019-04-23"},
		{"backward over Easter", "2019-04-23", -1, "2019-04-17"},
		{"over Christmas and New Year", "2019-12-23", 3, "2020-01-02"},
		{"backward over New Year", "2020-01-02", -1, "2019-12-30"},
		{"over 5 June", "2019-06-04", 1, "2019-06-06"},
		{"over Store bededag", "2023-05-04", 1, "2023-05-08"},
		{"from a Saturday forward", "2019-09-14", 1, "2019-09-16"},
		{"from a Saturday backward", "2019-09-14", -1, "2019-09-13"},
		{"nothing from a Saturday", "2019-09-14", 0, "2019-09-14"},
		{"nothing from no date", "", 5, ""},
		{"further than time goes", "2019-09-10", 1 << 62, "9999-12-30"},
	}
	for _, test := range tests {
		if got := calendar.Danish().AddWorkingDays(on(test.from), test.n); got != on(test.want) {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestWorkingDaysBetween(t *testing.T) {
	tests := []struct {
		name, a, b string
		want       int
	}{
		{"the same day", "2019-09-10", "2019-09-10", 0},
		{"a week", "2019-09-10", "2019-09-17", 5},
		{"a week backward", "2019-09-17", "2019-09-10", -5},
		{"over Easter", "2019-04-17", "2019-04-23", 1},
		{"within a weekend", "2019-09-14", "2019-09-15", 0},
		{"to the weekend and back", "2019-09-14", "2019-09-13", -1},
		{"a year", "2018-12-31", "2019-12-31", 249},
		{"no date", "", "2019-09-10", 0},
		{"until no date", "2019-09-10", "", 0},
	}
	for _, test := range tests {
		if got := calendar.Danish().WorkingDaysBetween(on(test.a), on(test.b)); got != test.want {
			t.Errorf("%s: %d, want %d", test.name, got, test.want)
		}
	}
}

// countedSlowly walks day by day: the meaning, without any table.
func countedSlowly(cal *calendar.Calendar, d calendar.Date, n int) calendar.Date {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		d = d.AddDays(step)
		if cal.IsWorkingDay(d) {
			n--
		}
	}
	return d
}

func TestAddWorkingDaysCountsDayByDay(t *testing.T) {
	cal := calendar.Danish()
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDate().Draw(t, "date"), rapid.IntRange(-400, 400).Draw(t, "n")
		if got, want := cal.AddWorkingDays(d, n), countedSlowly(cal, d, n); got != want {
			t.Fatalf("%s %+d: %s, want %s", d, n, got, want)
		}
	})
}

func TestWorkingDayArithmeticIsConsistent(t *testing.T) {
	cal := calendar.Danish()
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDate().Draw(t, "date"), rapid.IntRange(-2000, 2000).Draw(t, "n")
		moved := cal.AddWorkingDays(d, n)
		if n != 0 && !cal.IsWorkingDay(moved) {
			t.Fatalf("%s %+d gives %s, no working day", d, n, moved)
		}
		if got := cal.WorkingDaysBetween(d, moved); got != n {
			t.Fatalf("%s to %s: %d working days, want %d", d, moved, got, n)
		}
		if back := cal.AddWorkingDays(moved, -n); cal.IsWorkingDay(d) && back != d {
			t.Fatalf("%s %+d and back gives %s", d, n, back)
		}
	})
}

func TestWorkingDayArithmeticIsMonotonic(t *testing.T) {
	cal := calendar.Danish()
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDate().Draw(t, "date"), rapid.IntRange(-500, 500).Draw(t, "n")
		if !cal.AddWorkingDays(d, n).Before(cal.AddWorkingDays(d, n+1)) {
			t.Fatalf("%s: %+d is not before %+d", d, n, n+1)
		}
		later := d.AddDays(rapid.IntRange(0, 30).Draw(t, "later"))
		if cal.AddWorkingDays(later, n).Before(cal.AddWorkingDays(d, n)) {
			t.Fatalf("%+d from %s is before %+d from %s", n, later, n, d)
		}
	})
}

func TestNoDateIsNeitherHolidayNorWorkingDay(t *testing.T) {
	cal := calendar.Danish()
	if name, ok := cal.Holiday(on("")); ok || name != "" || cal.IsWorkingDay(on("")) {
		t.Errorf("no date: %q, %v", name, ok)
	}
}

func TestCalendarServesManyAtOnce(t *testing.T) {
	cal := calendar.Danish()
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for year := range 60 {
				d := calendar.NewDate(2100+year, time.December, 25)
				if name, _ := cal.Holiday(d); name != "Juledag" || cal.IsWorkingDay(d) {
					t.Errorf("%s is %q", d, name)
				}
			}
		})
	}
	group.Wait()
}

func BenchmarkAddWorkingDays(b *testing.B) {
	cal, d := calendar.Danish(), on("2019-09-10")
	for b.Loop() {
		cal.AddWorkingDays(d, 250)
	}
}
