package calendar

import (
	"fmt"
	"time"
)

// The languages of the screens. Every formatting function takes one of them and
// writes Danish for any other.
const (
	LangDanish  = "da"
	LangEnglish = "en"
)

var danishMonths = [...]string{
	"januar", "februar", "marts", "april", "maj", "juni",
	"juli", "august", "september", "oktober", "november", "december",
}

var danishWeekdays = [...]string{
	"søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag",
}

// Format writes "10.9.2019" or "10 Sep 2019", and "" for "no date".
func Format(d Date, lang string) string {
	year, month, day := d.Civil()
	switch {
	case d.IsZero():
		return ""
	case lang == LangEnglish:
		return fmt.Sprintf("%d %.3s %d", day, month, year)
	default:
		return fmt.Sprintf("%d.%d.%d", day, month, year)
	}
}

// FormatLong writes "10. september 2019" or "10 September 2019", and "" for "no
// date".
func FormatLong(d Date, lang string) string {
	year, month, day := d.Civil()
	switch {
	case d.IsZero():
		return ""
	case lang == LangEnglish:
		return fmt.Sprintf("%d %s %d", day, month, year)
	default:
		return fmt.Sprintf("%d. %s %d", day, danishMonths[month-1], year)
	}
}

// FormatWithWeekday writes "tirsdag den 10. september 2019" or "Tuesday 10
// September 2019", and "" for "no date".
func FormatWithWeekday(d Date, lang string) string {
	switch {
	case d.IsZero():
		return ""
	case lang == LangEnglish:
		return d.Weekday().String() + " " + FormatLong(d, lang)
	default:
		return danishWeekdays[d.Weekday()] + " den " + FormatLong(d, lang)
	}
}

// FormatMonth writes "september 2019" or "September 2019", and "" for "no
// month".
func FormatMonth(m Month, lang string) string {
	year, month := m.Civil()
	switch {
	case m.IsZero():
		return ""
	case lang == LangEnglish:
		return fmt.Sprintf("%s %d", month, year)
	default:
		return fmt.Sprintf("%s %d", danishMonths[month-1], year)
	}
}

// FormatWeek writes the ISO week, "uge 37" or "week 37", and "" for "no date".
func FormatWeek(d Date, lang string) string {
	_, week := d.ISOWeek()
	switch {
	case d.IsZero():
		return ""
	case lang == LangEnglish:
		return fmt.Sprintf("week %d", week)
	default:
		return fmt.Sprintf("uge %d", week)
	}
}

// FormatClock writes the time of day in Copenhagen, "14.32" or "14:32", and ""
// for the zero time.
func FormatClock(t time.Time, lang string) string {
	switch {
	case t.IsZero():
		return ""
	case lang == LangEnglish:
		return t.In(Copenhagen()).Format("15:04")
	default:
		return t.In(Copenhagen()).Format("15.04")
	}
}
