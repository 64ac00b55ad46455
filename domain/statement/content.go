package statement

import (
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
)

// Shape is the version of the contents' encoding.
const Shape = 1

// StatusHidden stands where a count is not for the reader: n, N and share are withheld.
const StatusHidden monitoring.Status = "hidden"

// Count is n of N, or why there is none.
type Count struct {
	Num    int               `json:"n"`
	Den    int               `json:"N"`
	Status monitoring.Status `json:"status"`
	// Closed keeps the count from outsiders: see package disclosure.
	Closed bool `json:"closed,omitempty"`
}

// Known tells whether the count has a share.
func (c Count) Known() bool { return c.Status == monitoring.StatusOK }

// Share is n/N; 0 where there is none.
func (c Count) Share() float64 {
	if !c.Known() {
		return 0
	}
	return float64(c.Num) / float64(c.Den)
}

// outside is the count as an outsider gets it.
func (c Count) outside() Count {
	if c.Closed {
		return Count{Status: StatusHidden}
	}
	return c
}

// Coverage is how many of those who take part have delivered the month.
type Coverage struct {
	Delivered     int `json:"delivered"`
	Participating int `json:"participating"`
	// Missing are the others, by code.
	Missing []municipality.Code `json:"missing,omitempty"`
}

// Group is the size of a group, or a count beside: what is counted, n of N.
type Group struct {
	Measure monitoring.Measure `json:"measure"`
	Count   Count              `json:"count"`
}

// Line is one indicator.
type Line struct {
	Indicator monitoring.IndicatorID `json:"indicator"`
	// Own is the month, Before the one three months earlier, Pooled the twelve that end with the month. Nation is
	// the whole nation's month.
	Own    Count `json:"own"`
	Before Count `json:"before"`
	Pooled Count `json:"pooled"`
	Nation Count `json:"nation"`
	// Level is how worrying it is, empty for an indicator that is not judged. High tells that chance hardly explains
	// how many there are, compared with the others.
	Level signal.Level `json:"level,omitempty"`
	High  bool         `json:"high,omitempty"`
	// Tail orders what deserves attention.
	Tail float64 `json:"tail,omitempty"`
}

// OriginLine is one origin of the indicator that is counted by origin.
type OriginLine struct {
	Origin monitoring.Origin `json:"origin"`
	Own    Count             `json:"own"`
	Nation Count             `json:"nation"`
}

// Trend is an indicator over the twelve months that end with the statement's.
type Trend struct {
	Indicator monitoring.IndicatorID `json:"indicator"`
	Points    []Point                `json:"points"`
}

// Point is a month of a trend. Own is that of the nation in the nation's statement.
type Point struct {
	Month  calendar.Month `json:"month"`
	Own    Count          `json:"own"`
	Nation Count          `json:"nation"`
}

// Result is where the municipality stands with the result requirement: status of a contract, not performance.
type Result struct {
	Indicator monitoring.IndicatorID `json:"indicator"`
	Now       Count                  `json:"now"`
	Best      Count                  `json:"best"`
	BestIn    calendar.Month         `json:"best_in"`
	Targets   []Target               `json:"targets"`
}

// Target is one target of the requirement.
type Target struct {
	Percent int            `json:"percent"`
	Met     bool           `json:"met,omitempty"`
	In      calendar.Month `json:"in"`
	// Missing is how many citizens more the month would have to count, where that is Known.
	Missing int  `json:"missing"`
	Known   bool `json:"known,omitempty"`
}

// StepState is where a step of the journey stands.
type StepState string

// The states of a step that a statement tells of.
const (
	StepDone StepState = "done"
	StepNext StepState = "next"
	StepLate StepState = "late"
)

// Step is one step of the journey.
type Step struct {
	State StepState   `json:"state"`
	Title domain.Text `json:"title"`
	// On is the deadline; zero for none. Days is how late it is.
	On   calendar.Date `json:"on"`
	Days int           `json:"days,omitempty"`
}

// Receipt is the live delivery of the month.
type Receipt struct {
	// Number counts the month's deliveries from 1; 0 is none.
	Number int           `json:"number,omitempty"`
	On     calendar.Date `json:"on"`
}

// Content is a municipality's statement of a month, or the nation's seen from it.
type Content struct {
	Shape        int               `json:"shape"`
	Municipality municipality.Code `json:"municipality"`
	Month        calendar.Month    `json:"month"`
	// AsOf is the moment as of which the figures are taken.
	AsOf        time.Time    `json:"as_of"`
	Provisional bool         `json:"provisional,omitempty"`
	Coverage    Coverage     `json:"coverage"`
	Receipt     Receipt      `json:"receipt"`
	Groups      []Group      `json:"groups"`
	Lines       []Line       `json:"lines"`
	Origins     []OriginLine `json:"origins"`
	// Result is where the municipality stands, Open the same by the months alone that outsiders may see.
	Result  Result  `json:"result"`
	Open    Result  `json:"result_open"`
	Trends  []Trend `json:"trends"`
	Journey []Step  `json:"journey,omitempty"`
	// Due is the last day on which the next month is delivered in time, and MarkBy the status date that it shows.
	Due    calendar.Date `json:"due"`
	MarkBy calendar.Date `json:"mark_by"`
	// Changed is what is not as it was in the edition before; empty in the first.
	Changed []Changed `json:"changed,omitempty"`
}

// Line returns an indicator's line; false where the statement has none.
func (c Content) Line(id monitoring.IndicatorID) (Line, bool) {
	for _, l := range c.Lines {
		if l.Indicator == id {
			return l, true
		}
	}
	return Line{}, false
}

// Count returns what the statement says of an indicator in its month; false where it does not say it as one count.
func (c Content) Count(id monitoring.IndicatorID) (Count, bool) {
	if id == c.Result.Indicator {
		return c.Result.Now, true
	}
	l, found := c.Line(id)
	return l.Own, found
}

// Group returns the size of a group; false where the statement does not tell it.
func (c Content) Group(m monitoring.Measure) (Count, bool) {
	for _, g := range c.Groups {
		if g.Measure == m {
			return g.Count, true
		}
	}
	return Count{}, false
}

// Nation is the national edition of a month.
type Nation struct {
	Shape       int            `json:"shape"`
	Month       calendar.Month `json:"month"`
	AsOf        time.Time      `json:"as_of"`
	Provisional bool           `json:"provisional,omitempty"`
	Coverage    Coverage       `json:"coverage"`
	Groups      []Group        `json:"groups"`
	Lines       []Line         `json:"lines"`
	Origins     []OriginLine   `json:"origins"`
	Trends      []Trend        `json:"trends"`
	// Met is how many municipalities have met each target of the result requirement, by the months that are open.
	Met []Reached `json:"met"`
	// Units are the regions in Danish order and the municipalities by code.
	Units   []Unit    `json:"units"`
	Changed []Changed `json:"changed,omitempty"`
}

// Reached is how many municipalities have met a target in any open month so far.
type Reached struct {
	Percent int `json:"percent"`
	Count   int `json:"count"`
}

// Unit is a region or a municipality in the nation's table.
type Unit struct {
	Unit          monitoring.UnitID `json:"unit"`
	Delivered     int               `json:"delivered"`
	Participating int               `json:"participating"`
	// Counts stand in the order of Columns.
	Counts []Count `json:"counts"`
}
