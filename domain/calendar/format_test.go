package calendar_test

import (
	"math"
	"sync"
	"testing"
	"time"

	"startklar/domain/calendar"
)

func TestDatesOnScreens(t *testing.T) {
	type writer func(calendar.Date, string) string
	tests := []struct {
		name            string
		write           writer
		date            string
		danish, english string
	}{
		{"short", calendar.Format, "2019-09-10", "10.9.2019", "10 Sep 2019"},
		{"short, one digit", calendar.Format, "2019-01-02", "2.1.2019", "2 Jan 2019"},
		{"long", calendar.FormatLong, "2019-09-10", "10. september 2019", "10 September 2019"},
		{"long, last month", calendar.FormatLong, "2019-12-31", "31. december 2019", "31 December 2019"},
		{"weekday", calendar.FormatWithWeekday, "2019-09-10", "tirsdag den 10. september 2019", "Tuesday 10 September 2019"},
		{"Sunday", calendar.FormatWithWeekday, "2019-09-15", "søndag den 15. september 2019", "Sunday 15 September 2019"},
		{"week", calendar.FormatWeek, "2019-09-10", "uge 37", "week 37"},
		{"week at New Year", calendar.FormatWeek, "2019-12-30", "uge 1", "week 1"},
		{"short, no date", calendar.Format, "", "", ""},
		{"long, no date", calendar.FormatLong, "", "", ""},
		{"weekday, no date", calendar.FormatWithWeekday, "", "", ""},
		{"week, no date", calendar.FormatWeek, "", "", ""},
	}
	for _, test := range tests {
		checkText(t, test.name, test.write(on(test.date), calendar.LangDanish), test.danish)
		checkText(t, test.name, test.write(on(test.date), calendar.LangEnglish), test.english)
		checkText(t, test.name+", unknown language", test.write(on(test.date), "xx"), test.danish)
	}
}

func checkText(t *testing.T, name, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %q, want %q", name, got, want)
	}
}

func TestMonthsOnScreens(t *testing.T) {
	checkText(t, "Danish", calendar.FormatMonth(in("2019-05"), "da"), "maj 2019")
	checkText(t, "English", calendar.FormatMonth(in("2019-05"), "en"), "May 2019")
	checkText(t, "none", calendar.FormatMonth(in(""), "da"), "")
}

func TestClockShowsTheTimeInCopenhagen(t *testing.T) {
	tests := []struct {
		name            string
		instant         time.Time
		danish, english string
	}{
		{"summer", at("2019-09-10T12:32:59Z"), "14.32", "14:32"},
		{"winter", at("2019-12-10T12:05:00Z"), "13.05", "13:05"},
		{"morning", at("2019-12-10T06:00:00Z"), "07.00", "07:00"},
		{"none", time.Time{}, "", ""},
	}
	for _, test := range tests {
		checkText(t, test.name, calendar.FormatClock(test.instant, "da"), test.danish)
		checkText(t, test.name, calendar.FormatClock(test.instant, "en"), test.english)
	}
}

func TestNumbersOnScreens(t *testing.T) {
	tests := []struct {
		value           float64
		decimals        int
		danish, english string
	}{
		{1234.5, 1, "1.234,5", "1,234.5"},
		{1234567, 0, "1.234.567", "1,234,567"},
		{12, 2, "12,00", "12.00"},
		{999.96, 1, "1.000,0", "1,000.0"},
		{2.25, 1, "2,3", "2.3"}, // halves go away from zero
		{-2.25, 1, "-2,3", "-2.3"},
		{2.249, 1, "2,2", "2.2"},
		{1.005, 2, "1,01", "1.01"}, // stored as 1.00499…
		{1e15, 1, "1.000.000.000.000.000,0", "1,000,000,000,000,000.0"},
		{-1234.5, 1, "-1.234,5", "-1,234.5"},
		{-0.04, 1, "0,0", "0.0"},
		{0, 0, "0", "0"},
		{math.NaN(), 1, "–", "–"},
		{math.Inf(1), 1, "–", "–"},
		{999.4, 0, "999", "999"},
		{999.5, 0, "1.000", "1,000"},
		{-0.4, 0, "0", "0"},
	}
	for _, test := range tests {
		checkText(t, "number", calendar.FormatNumber(test.value, test.decimals, "da"), test.danish)
		checkText(t, "number", calendar.FormatNumber(test.value, test.decimals, "en"), test.english)
	}
}

func TestPercentagesOnScreens(t *testing.T) {
	tests := []struct {
		share           float64
		decimals        int
		danish, english string
	}{
		{0.235, 1, "23,5\u00a0%", "23.5%"},
		{0.235, 0, "24\u00a0%", "24%"},
		{0.245, 0, "25\u00a0%", "25%"},
		{0.285, 0, "29\u00a0%", "29%"},
		{0.995, 0, "100\u00a0%", "100%"},
		{0.005, 0, "1\u00a0%", "1%"},
		{0.0049, 0, "0\u00a0%", "0%"},
		{1.0 / 16, 1, "6,3\u00a0%", "6.3%"},
		{1.0 / 3, 1, "33,3\u00a0%", "33.3%"},
		{1, 1, "100,0\u00a0%", "100.0%"},
		{0, 1, "0,0\u00a0%", "0.0%"},
		{-0.0001, 1, "0,0\u00a0%", "0.0%"},
		{math.NaN(), 1, "–", "–"},
	}
	for _, test := range tests {
		checkText(t, "percent", calendar.FormatPercent(test.share, test.decimals, "da"), test.danish)
		checkText(t, "percent", calendar.FormatPercent(test.share, test.decimals, "en"), test.english)
	}
}

func TestNumbersAreWrittenForManyAtOnce(t *testing.T) {
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for range 200 {
				checkText(t, "number", calendar.FormatNumber(float64(i)+1000.5, 1, "da"), "1.00"+string(rune('0'+i))+",5")
				checkText(t, "percent", calendar.FormatPercent(0.5, i, "en"), "50."[:min(3, 2+i)]+"0000000"[:i]+"%")
			}
		})
	}
	group.Wait()
}
