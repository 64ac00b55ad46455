package calendar

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

var (
	errDate   = errors.New("not a date: write YYYY-MM-DD, such as 2019-09-10")
	errMonth  = errors.New("not a month: write YYYY-MM, such as 2019-09")
	errMoment = errors.New("not a time: write a date such as 2019-09-10, or RFC 3339 such as 2019-09-10T14:30:00+02:00")
)

// ParseDate reads YYYY-MM-DD and nothing else: no spaces, no short forms, no
// day that the month lacks. The error says what to write.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 {
		return Date{}, errDate
	}
	return NewDate(t.Date()), nil
}

// ParseWritten reads a date as [ParseDate] does, or as Danes write it: "9.3.2026", with zeros or without.
func ParseWritten(s string) (Date, error) {
	if d, err := ParseDate(s); err == nil {
		return d, nil
	}
	t, err := time.Parse("2.1.2006", s)
	if err != nil || t.Year() < 1 {
		return Date{}, errDate
	}
	return NewDate(t.Date()), nil
}

// String returns YYYY-MM-DD, or "" for "no date".
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.utc().Format(time.DateOnly)
}

// MarshalText writes as [Date.String] does; JSON uses it.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads as [ParseDate] does, and "" as "no date".
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// ParseMonth reads YYYY-MM and nothing else. The error says what to write.
func ParseMonth(s string) (Month, error) {
	t, err := time.Parse("2006-01", s)
	if err != nil || t.Year() < 1 {
		return Month{}, errMonth
	}
	return NewMonth(t.Year(), t.Month()), nil
}

// ParseMonthWritten reads a month as [ParseMonth] does, or as people write it: "9.2025", or its name and year in one of
// the product's languages, in letters of either case.
func ParseMonthWritten(s string) (Month, error) {
	if m, err := ParseMonth(s); err == nil {
		return m, nil
	}
	s = strings.ToLower(strings.TrimSpace(s))
	if t, err := time.Parse("1.2006", s); err == nil && t.Year() > 0 {
		return NewMonth(t.Year(), t.Month()), nil
	}
	name, year, _ := strings.Cut(s, " ")
	y, err := strconv.Atoi(strings.TrimSpace(year))
	if err != nil || y < 1 || y > 9999 {
		return Month{}, errMonth
	}
	for n, danish := range danishMonths {
		if m := time.Month(n + 1); name == danish || name == strings.ToLower(m.String()) {
			return NewMonth(y, m), nil
		}
	}
	return Month{}, errMonth
}

// String returns YYYY-MM, or "" for "no month".
func (m Month) String() string {
	if m.IsZero() {
		return ""
	}
	year, month := m.Civil()
	return fmt.Sprintf("%04d-%02d", year, month)
}

// MarshalText writes as [Month.String] does; JSON uses it.
func (m Month) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads as [ParseMonth] does, and "" as "no month".
func (m *Month) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*m = Month{}
		return nil
	}
	parsed, err := ParseMonth(string(text))
	if err != nil {
		return err
	}
	*m = parsed
	return nil
}
