package calendar_test

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"startklar/domain/calendar"
)

func in(s string) calendar.Month {
	var m calendar.Month
	if err := m.UnmarshalText([]byte(s)); err != nil {
		panic(s + ": " + err.Error())
	}
	return m
}

func TestMonthArithmetic(t *testing.T) {
	tests := []struct {
		name      string
		got, want calendar.Month
	}{
		{"forward over New Year", in("2019-11").Add(3), in("2020-02")},
		{"backward over New Year", in("2019-02").Add(-2), in("2018-12")},
		{"stops at the last month", in("2019-02").Add(1 << 62), in("9999-12")},
		{"stops at the first month", in("2019-02").Add(-1 << 62), in("0001-01")},
		{"no month stays no month", in("").Add(1), in("")},
		{"of a date", calendar.MonthOf(on("2019-09-30")), in("2019-09")},
		{"of no date", calendar.MonthOf(on("")), in("")},
		{"month 13 carries over", calendar.NewMonth(2019, 13), in("2020-01")},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, test.got, test.want)
		}
	}
}

func TestMonthHasItsFirstAndLastDay(t *testing.T) {
	tests := []struct{ month, first, last string }{
		{"2019-09", "2019-09-01", "2019-09-30"},
		{"2019-02", "2019-02-01", "2019-02-28"},
		{"2020-02", "2020-02-01", "2020-02-29"},
		{"2019-12", "2019-12-01", "2019-12-31"},
		{"", "", ""},
	}
	for _, test := range tests {
		m := in(test.month)
		if m.First() != on(test.first) || m.Last() != on(test.last) {
			t.Errorf("%q: %s to %s, want %s to %s", test.month, m.First(), m.Last(), test.first, test.last)
		}
	}
}

func TestMonthsUntilUndoesAdd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := calendar.MonthOf(anyDate().Draw(t, "a")), calendar.MonthOf(anyDate().Draw(t, "b"))
		if got := a.Add(a.MonthsUntil(b)); got != b {
			t.Fatalf("%s + months until %s = %s", a, b, got)
		}
		if a.Before(b) != (a.Compare(b) < 0) || a.After(b) != (a.Compare(b) > 0) || a.Equal(b) != (a == b) {
			t.Fatalf("%s and %s: the comparisons disagree", a, b)
		}
		if a.Last().AddDays(1) != a.Add(1).First() {
			t.Fatalf("%s is not followed by %s", a, a.Add(1))
		}
	})
}

func TestNoMonth(t *testing.T) {
	var none calendar.Month
	if !none.IsZero() || none.String() != "" || none.MonthsUntil(in("2019-09")) != 0 {
		t.Errorf("the zero month is %q", none)
	}
	if year, month := none.Civil(); year != 0 || month != 0 {
		t.Errorf("Civil of no month: %d %d", year, month)
	}
	if year, month := in("2019-12").Civil(); year != 2019 || month != time.December {
		t.Errorf("Civil: %d %s", year, month)
	}
}

func TestParseMonthRefusesEverythingElse(t *testing.T) {
	for _, text := range []string{"", "2019", "2019-9", "2019-13", "0000-01", "2019-09-10", "09-2019", "2019-09 "} {
		if m, err := calendar.ParseMonth(text); err == nil {
			t.Errorf("%q was read as %s", text, m)
		}
	}
}

func TestMonthInJSON(t *testing.T) {
	checkJSON(t, in("2019-09"), `"2019-09"`)
	checkJSON(t, calendar.Month{}, `""`)
	var m calendar.Month
	if err := json.Unmarshal([]byte(`"2019-09"`), &m); err != nil || m != in("2019-09") {
		t.Errorf("month: %s, %v", m, err)
	}
	if err := json.Unmarshal([]byte(`"september"`), &m); err == nil || m != in("2019-09") {
		t.Errorf("a refused month left %s, %v", m, err)
	}
}
