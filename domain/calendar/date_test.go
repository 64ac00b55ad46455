package calendar_test

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"startklar/domain/calendar"
)

// on reads a date that the test knows to be right; "" is "no date".
func on(s string) calendar.Date {
	var d calendar.Date
	if err := d.UnmarshalText([]byte(s)); err != nil {
		panic(s + ": " + err.Error())
	}
	return d
}

// anyDate draws a date within the years in which the programme could be used.
func anyDate() *rapid.Generator[calendar.Date] {
	return rapid.Custom(func(t *rapid.T) calendar.Date {
		return on("1990-01-01").AddDays(rapid.IntRange(0, 80*365).Draw(t, "day"))
	})
}

func TestDateArithmetic(t *testing.T) {
	tests := []struct {
		name      string
		got, want calendar.Date
	}{
		{"days forward over a leap day", on("2020-02-28").AddDays(2), on("2020-03-01")},
		{"days backward over New Year", on("2020-01-01").AddDays(-1), on("2019-12-31")},
		{"weeks", on("2019-09-10").AddWeeks(4), on("2019-10-08")},
		{"weeks backward", on("2019-09-10").AddWeeks(-1), on("2019-09-03")},
		{"months", on("2019-09-10").AddMonths(2), on("2019-11-10")},
		{"months over New Year", on("2019-12-31").AddMonths(1), on("2020-01-31")},
		{"months clamp to a short month", on("2019-01-31").AddMonths(1), on("2019-02-28")},
		{"months clamp to a leap February", on("2020-01-31").AddMonths(1), on("2020-02-29")},
		{"months backward clamp", on("2019-07-31").AddMonths(-1), on("2019-06-30")},
		{"days stop at the last date", on("9999-12-30").AddDays(5), on("9999-12-31")},
		{"days stop at the first date", on("0001-01-02").AddDays(-1 << 62), on("0001-01-01")},
		{"weeks do not overflow", on("2019-01-01").AddWeeks(1 << 62), on("9999-12-31")},
		{"months stop at the last month", on("2019-01-31").AddMonths(1 << 62), on("9999-12-31")},
		{"no date plus days", on("").AddDays(1), on("")},
		{"no date plus weeks", on("").AddWeeks(1), on("")},
		{"no date plus months", on("").AddMonths(1), on("")},
		{"a day too many carries over", calendar.NewDate(2019, time.February, 31), on("2019-03-03")},
		{"a date before the first is the first", calendar.NewDate(-4, time.May, 1), on("0001-01-01")},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, test.got, test.want)
		}
	}
}

func TestDateAgreesWithTheStandardLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.Custom(func(t *rapid.T) calendar.Date {
			return on("0001-01-01").AddDays(rapid.IntRange(0, 3_652_058).Draw(t, "day"))
		}).Draw(t, "date")
		year, month, day := d.Civil()
		std := time.Date(year, month, day, 12, 0, 0, 0, time.UTC)
		if d.String() != std.Format(time.DateOnly) || d.Weekday() != std.Weekday() {
			t.Fatalf("%s %s: want %s", d, d.Weekday(), std.Format("2006-01-02 Monday"))
		}
		if back, err := calendar.ParseDate(d.String()); err != nil || back != d {
			t.Fatalf("%s reads back as %s, %v", d, back, err)
		}
	})
}

func TestDaysUntilUndoesAddDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyDate().Draw(t, "a"), anyDate().Draw(t, "b")
		if got := a.AddDays(a.DaysUntil(b)); got != b {
			t.Fatalf("%s + days until %s = %s", a, b, got)
		}
		if a.Before(b) != (a.DaysUntil(b) > 0) || a.After(b) != (a.Compare(b) > 0) || a.Equal(b) != (a.Compare(b) == 0) {
			t.Fatalf("%s and %s: the comparisons disagree", a, b)
		}
	})
}

func TestNoDate(t *testing.T) {
	var none calendar.Date
	if !none.IsZero() || none.String() != "" {
		t.Errorf("the zero date is %q, IsZero %v", none, none.IsZero())
	}
	if year, month, day := none.Civil(); year != 0 || month != 0 || day != 0 {
		t.Errorf("Civil of no date: %d %d %d", year, month, day)
	}
	if year, week := none.ISOWeek(); year != 0 || week != 0 {
		t.Errorf("ISOWeek of no date: %d %d", year, week)
	}
	if none.DaysUntil(on("2019-09-10")) != 0 || on("2019-09-10").DaysUntil(none) != 0 {
		t.Error("no date has a distance")
	}
	if !none.Before(on("0001-01-01")) {
		t.Error("no date does not sort first")
	}
}

func TestISOWeek(t *testing.T) {
	tests := []struct {
		date       string
		year, week int
	}{
		{"2019-09-10", 2019, 37},
		{"2019-09-09", 2019, 37}, // Monday begins it
		{"2019-09-15", 2019, 37}, // Sunday ends it
		{"2019-12-30", 2020, 1},
		{"2021-01-03", 2020, 53},
	}
	for _, test := range tests {
		if year, week := on(test.date).ISOWeek(); year != test.year || week != test.week {
			t.Errorf("%s: week %d of %d, want %d of %d", test.date, week, year, test.week, test.year)
		}
	}
}

func TestParseDateRefusesEverythingElse(t *testing.T) {
	for _, text := range []string{
		"", " ", "2019-9-10", "2019-09-1", "19-09-10", "10.9.2019", "2019-02-29", "2019-13-01", "2019-00-10",
		"0000-01-01", "2019-09-10 ", " 2019-09-10", "2019-09-10T00:00:00Z", "+2019-09-10", "２019-09-10", "2019/09/10",
	} {
		if d, err := calendar.ParseDate(text); err == nil {
			t.Errorf("%q was read as %s", text, d)
		}
	}
}

func TestDateInJSON(t *testing.T) {
	type record struct {
		Due calendar.Date         `json:"due"`
		By  map[calendar.Date]int `json:"by"`
	}
	in := record{on("2019-09-10"), map[calendar.Date]int{on("2019-09-11"): 1}}
	checkJSON(t, in.Due, `"2019-09-10"`)
	checkJSON(t, calendar.Date{}, `""`)
	checkJSON(t, in, `{"due":"2019-09-10","by":{"2019-09-11":1}}`)

	var out record
	if err := json.Unmarshal([]byte(`{"due":""}`), &out); err != nil || !out.Due.IsZero() {
		t.Errorf("empty date: %s, %v", out.Due, err)
	}
	if err := json.Unmarshal([]byte(`{"due":"2019-09-10"}`), &out); err != nil || out.Due != in.Due {
		t.Errorf("date: %s, %v", out.Due, err)
	}
	if err := json.Unmarshal([]byte(`{"due":"10.9.2019"}`), &out); err == nil || out.Due != in.Due {
		t.Errorf("a refused date left %s, %v", out.Due, err)
	}
}

func checkJSON(t *testing.T, v any, want string) {
	t.Helper()
	if got, err := json.Marshal(v); err != nil || string(got) != want {
		t.Errorf("JSON: %s, %v; want %s", got, err, want)
	}
}

func TestADateIsReadAsDanesWriteIt(t *testing.T) {
	want := calendar.NewDate(2026, time.March, 9)
	for _, text := range []string{"9.3.2026", "09.03.2026", "2026-03-09"} {
		if got, err := calendar.ParseWritten(text); err != nil || got != want {
			t.Errorf("%q is %s, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "3/9/2026", "31.2.2026", "9.3.26", "9.3", "9.3.0000"} {
		if got, err := calendar.ParseWritten(text); err == nil {
			t.Errorf("%q is %s", text, got)
		}
	}
}

func TestAMonthIsReadAsPeopleWriteIt(t *testing.T) {
	september := calendar.NewMonth(2025, time.September)
	for text, want := range map[string]calendar.Month{
		"2025-09": september, "9.2025": september, "09.2025": september, "september 2025": september, " September  2025 ": september,
		"oktober 2025": september.Add(1), "October 2025": september.Add(1), "maj 2025": september.Add(-4),
	} {
		if got, err := calendar.ParseMonthWritten(text); err != nil || got != want {
			t.Errorf("%q is %s, %v; want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", "september", "2025", "13.2025", "0.2025", "sept 2025", "september 25 2025", "september -1", "9/2025"} {
		if got, err := calendar.ParseMonthWritten(text); err == nil {
			t.Errorf("%q is %s", text, got)
		}
	}
	for _, lang := range []string{"da", "en"} {
		for m := september; m != september.Add(12); m = m.Add(1) {
			if got, err := calendar.ParseMonthWritten(calendar.FormatMonth(m, lang)); err != nil || got != m {
				t.Errorf("%s: %s is read as %s, %v", lang, calendar.FormatMonth(m, lang), got, err)
			}
		}
	}
}
