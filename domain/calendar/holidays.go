package calendar

import (
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"
	"github.com/rickar/cal/v2/dk"
)

// The library computes each holiday at midnight in this zone. A server set to a
// zone where summer time begins at midnight would otherwise get the day before.
func init() { cal.DefaultLoc = time.UTC }

// closing is a day on which nobody can be asked to work. The rule carries the
// years in which it holds: when law or custom ends a closing day, set its
// EndYear and leave the row, so that old deadlines still compute as they did.
type closing struct {
	name string
	rule *cal.Holiday
}

// danishClosings lists the holidays of the law, then the days that are closed
// by custom and agreement. Where two fall on one date the earlier row names it.
// Store bededag ends with 2023 in the library's rule.
var danishClosings = []closing{
	{"Nytårsdag", dk.Nytaarsdag},
	{"Skærtorsdag", dk.Skaertorsdag},
	{"Langfredag", dk.Langfredag},
	{"Påskedag", aa.Easter},
	{"2. påskedag", dk.AndenPaaskedag},
	{"Store bededag", dk.StoreBededag},
	{"Kristi himmelfartsdag", dk.KristiHimmelfartsdag},
	{"Pinsedag", aa.Pentecost},
	{"2. pinsedag", dk.AndenPinsedag},
	{"Juledag", dk.Juledag},
	{"2. juledag", dk.AndenJuledag},
	{"Grundlovsdag", dk.Grundlovsdag},
	{"Juleaftensdag", fixedDay(time.December, 24)},
	{"Nytårsaftensdag", fixedDay(time.December, 31)},
}

func fixedDay(month time.Month, day int) *cal.Holiday {
	return &cal.Holiday{Month: month, Day: day, Func: cal.CalcDayOfMonth}
}

// on returns the day on which the closing falls in a year, "no date" when the
// year lies outside its validity.
func (c closing) on(year int) Date {
	actual, _ := c.rule.Calc(year)
	if actual.IsZero() {
		return Date{}
	}
	return NewDate(actual.Date())
}
