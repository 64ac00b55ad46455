package monitoring

import (
	"startklar/domain/calendar"
)

// Timeliness says whether a month of a municipality came, and when.
type Timeliness string

// What can be said, from the month's end on.
const (
	// Awaited is not there, and nobody is reminded of it yet.
	Awaited Timeliness = "awaited"
	// CalledFor is not there, and from the programme's day on it is listed as missing.
	CalledFor Timeliness = "called_for"
	// Overdue is not there after the last day on which it would have been in time.
	Overdue Timeliness = "overdue"
	// OnTime and Late came; what counts is the first delivery, for a correction is no delay.
	OnTime Timeliness = "on_time"
	Late   Timeliness = "late"
)

// AllTimeliness lists what can be said.
func AllTimeliness() []Timeliness { return []Timeliness{Awaited, CalledFor, Overdue, OnTime, Late} }

// Missing tells whether a delivery is called for.
func (t Timeliness) Missing() bool { return t == CalledFor || t == Overdue }

// Timeliness tells of a month whose first delivery came on a day, zero if it has not come, what is said of it today.
func (p *Programme) Timeliness(m calendar.Month, came, today calendar.Date) Timeliness {
	switch {
	case !came.IsZero() && came.After(p.Due(m)):
		return Late
	case !came.IsZero():
		return OnTime
	case today.After(p.Due(m)):
		return Overdue
	case !today.Before(p.Remind(m)):
		return CalledFor
	default:
		return Awaited
	}
}
