package calendar_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"startklar/domain/calendar"
)

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestDateOfAnInstantIsTheDateInCopenhagen(t *testing.T) {
	tests := []struct{ instant, want string }{
		{"2019-09-10T12:00:00Z", "2019-09-10"},
		{"2019-09-10T21:59:59Z", "2019-09-10"},
		{"2019-09-10T22:00:00Z", "2019-09-11"},
		{"2019-12-31T23:00:00Z", "2020-01-01"},
		{"2019-09-10T02:00:00+10:00", "2019-09-09"},
	}
	for _, test := range tests {
		if got := calendar.DateOf(at(test.instant)); got != on(test.want) {
			t.Errorf("%s: %s, want %s", test.instant, got, test.want)
		}
	}
	if got := calendar.DateOf(time.Time{}); !got.IsZero() {
		t.Errorf("the zero time: %s, want no date", got)
	}
}

func TestDayBeginsAndEndsInCopenhagen(t *testing.T) {
	tests := []struct {
		name, date, start, end string
	}{
		{"winter", "2019-01-10", "2019-01-09T23:00:00Z", "2019-01-10T22:59:59.999999999Z"},
		{"summer", "2019-07-10", "2019-07-09T22:00:00Z", "2019-07-10T21:59:59.999999999Z"},
		{"summer time begins", "2019-03-31", "2019-03-30T23:00:00Z", "2019-03-31T21:59:59.999999999Z"},
		{"summer time ends", "2019-10-27", "2019-10-26T22:00:00Z", "2019-10-27T22:59:59.999999999Z"},
	}
	for _, test := range tests {
		d := on(test.date)
		if !d.Start().Equal(at(test.start)) || !d.End().Equal(at(test.end)) {
			t.Errorf("%s: %s to %s", test.name, d.Start().UTC(), d.End().UTC())
		}
	}
	if !on("").Start().IsZero() || !on("").End().IsZero() {
		t.Error("no date has instants")
	}
}

func TestDaysFollowEachOtherWithoutGap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "date")
		if !d.End().Add(1).Equal(d.AddDays(1).Start()) {
			t.Fatalf("%s ends at %s, the next begins at %s", d, d.End(), d.AddDays(1).Start())
		}
		if calendar.DateOf(d.Start()) != d || calendar.DateOf(d.End()) != d {
			t.Fatalf("%s does not contain its own ends", d)
		}
	})
}

func TestParseMoment(t *testing.T) {
	tests := []struct{ text, want string }{
		{"2019-09-10", "2019-09-10T21:59:59.999999999Z"},
		{"2019-09-10T14:30:00+02:00", "2019-09-10T12:30:00Z"},
		{"2019-09-10T14:30:00.5Z", "2019-09-10T14:30:00.5Z"},
	}
	for _, test := range tests {
		if got, err := calendar.ParseMoment(test.text); err != nil || !got.Equal(at(test.want)) {
			t.Errorf("%s: %s, %v; want %s", test.text, got, err, test.want)
		}
	}
}

func TestParseMomentRefusesEverythingElse(t *testing.T) {
	for _, text := range []string{
		"", "now", "2019-09", "2019-9-1", "2019-09-10T14:30", "2019-09-10 14:30:00Z", "2019-09-10T14:30:00",
		"2019-09-10T4:30:00Z", "2019-09-10T14:30:00,5Z", "2019-02-30T14:30:00Z",
	} {
		if got, err := calendar.ParseMoment(text); err == nil {
			t.Errorf("%q was read as %s", text, got)
		}
	}
}

func TestErrorsNeverRepeatWhatTheyCouldNotRead(t *testing.T) {
	const secret = "secret-7291"
	_, errDate := calendar.ParseDate(secret)
	_, errMonth := calendar.ParseMonth(secret)
	_, errMoment := calendar.ParseMoment(secret)
	for _, err := range []error{errDate, errMonth, errMoment} {
		if strings.Contains(err.Error(), "7291") || !strings.Contains(err.Error(), "2019-09") {
			t.Errorf("error %q: want advice without the input", err)
		}
	}
}
