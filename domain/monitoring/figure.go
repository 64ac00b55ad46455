package monitoring

import (
	"strings"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/municipality"
)

// Measure names what a cell counts: an indicator's id; a group ("P", "G1", "G2", "E": n of P); "3A" and the like
// for the exclusive parts of a stacked indicator (see [Part]); or one of the marks counted beside.
type Measure string

// Measures beside indicators, groups and parts, n of P each.
const (
	// MeasureMarkedRehab are those marked for rehabilitation in the month itself, shown beside the latched G2.
	MeasureMarkedRehab Measure = "marked_rehab"
	// MeasureUnmarked are those of G1 without a job broker marking (n of G1).
	MeasureUnmarked Measure = "unmarked"
)

// Part names the exclusive part that a fact of a stacked indicator has, such as "3:paid_hours".
func Part(id IndicatorID, f Fact) Measure { return Measure(string(id) + partMark + string(f)) }

// IsPart tells whether the measure is an exclusive part of a stacked indicator.
func (m Measure) IsPart() bool { return strings.Contains(string(m), partMark) }

// partMark stands between an indicator and a fact.
const partMark = ":"

// Cell is a count pair: n of N citizens of one municipality in one month. 0 ≤ n ≤ N.
type Cell struct {
	Measure Measure `json:"m"`
	Origin  Origin  `json:"o,omitempty"`
	Num     int     `json:"n"`
	Den     int     `json:"N"`
}

// MonthCells are the cells of a municipality's month as one moment knew them.
type MonthCells struct {
	Pair
	Cells []Cell
}

// Participation is from and until which month a municipality takes part, inclusive; a zero Until is open. A
// municipality may have several, one after the other.
type Participation struct {
	Municipality municipality.Code
	From, Until  calendar.Month
	// Enrolled is the day the journey began: its month is project month 1.
	Enrolled calendar.Date
}

// In tells whether the participation covers a month.
func (p Participation) In(m calendar.Month) bool {
	return !m.Before(p.From) && (p.Until.IsZero() || !m.After(p.Until))
}

// UnitID names whom a figure is of: a municipality's code, "national", or "region:" and the region's name.
type UnitID string

// National is the nation: all municipalities that take part.
const National UnitID = "national"

// RegionUnit is a region.
func RegionUnit(name string) UnitID { return UnitID("region:" + name) }

// Status says whether a figure has a share.
type Status string

// The statuses.
const (
	StatusOK Status = "ok"
	// StatusMissing means not delivered: n, N and share are unknown.
	StatusMissing Status = "missing"
	// StatusNoDenominator means delivered, with nobody to take a share of: n = 0, N = 0, no share.
	StatusNoDenominator Status = "no_denominator"
)

// AllStatuses lists the statuses.
func AllStatuses() []Status { return []Status{StatusOK, StatusMissing, StatusNoDenominator} }

// Figure is one indicator of one unit in one month (or pooled over the twelve months that end with it).
type Figure struct {
	Unit      UnitID
	Month     calendar.Month
	Indicator IndicatorID
	Origin    Origin
	// Num and Den are n and N, 0 unless Status says otherwise.
	Num, Den int
	Status   Status
	// Provisional means among the latest months with any live delivery, not settled yet.
	Provisional bool
	// Delivered of Participating municipalities; for regions and the nation.
	Delivered, Participating int
}

// Share is n/N; false where there is none.
func (f Figure) Share() (float64, bool) {
	if f.Status != StatusOK {
		return 0, false
	}
	return float64(f.Num) / float64(f.Den), true
}

// Received is one delivery as it is listed: what came when, and whether it is the live one of its pair.
type Received struct {
	Pair
	// Number counts a pair's deliveries from 1.
	Number int
	// At is the time of receipt; Until that of the delivery that superseded it, zero for a live one.
	At, Until time.Time
	// By is who delivered it.
	By string
	// Rows are the records that count once; Warnings how many were questionable.
	Rows, Warnings int
	// Marked tells which of the three registration markings it contains.
	JobBroker, Rehab, StepUp bool
}
