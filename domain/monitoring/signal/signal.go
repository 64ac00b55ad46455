package signal

import (
	"slices"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
)

// The limits of the rules.
const (
	// WatchTail and ProposeTail are the tails below which chance is a poor explanation.
	WatchTail   = 0.025
	ProposeTail = 0.001
	// FewestMissing is how many citizens must be missing from the expected count before anybody is called.
	FewestMissing = 5
	// Coverage is the percentage of the participating municipalities that must have delivered.
	Coverage = 80
	// OverdueDays is how late a step of the journey is when it proposes a talk.
	OverdueDays = 14
)

// earlier are the months, before the one asked for, in which a level must have been at least watch to be repeated.
var earlier = []int{3, 6}

// Level says how worrying a figure is.
type Level string

// The levels.
const (
	None    Level = "none"
	Watch   Level = "watch"
	Propose Level = "propose"
	TooFew  Level = "too_few"
	Early   Level = "early"
	Unknown Level = "unknown"
)

// AllLevels lists the levels in the order in which they are decided: the first that holds.
func AllLevels() []Level { return []Level{Unknown, Early, TooFew, Propose, Watch, None} }

// worth tells whether a level is one that a repetition counts.
func (l Level) worth() bool { return l == Watch || l == Propose }

// Reason says why a level is watch or propose.
type Reason string

// The reasons.
const (
	NoReason Reason = ""
	ByTail   Reason = "tail"
	Repeated Reason = "repeated"
	// Missing is a month not delivered by its day, OverdueStep a step of the journey that is long overdue.
	Missing     Reason = "missing"
	OverdueStep Reason = "overdue_step"
)

// Signal is the level of one indicator of one municipality in one month. With the reasons Missing and OverdueStep
// it is of no indicator and has no figures.
type Signal struct {
	Municipality municipality.Code
	Month        calendar.Month
	Indicator    monitoring.IndicatorID
	Num, Den     int
	// National is the share of the others, Rho the correlation, Tail the probability, Expected National·N. Judged
	// tells whether there are any: not where the level is unknown.
	National, Rho, Tail, Expected float64
	Judged                        bool
	Level                         Level
	Reason                        Reason
}

// Suspension keeps signals from being given in some months, from the first to the last: a law or a practice
// changed what the figures count. No indicators are all of them; a zero month is an open end.
type Suspension struct {
	Indicators  []monitoring.IndicatorID
	From, Until calendar.Month
}

func (s Suspension) covers(id monitoring.IndicatorID, m calendar.Month) bool {
	return (len(s.Indicators) == 0 || slices.Contains(s.Indicators, id)) && !m.Before(s.From) && (s.Until.IsZero() || !m.After(s.Until))
}

// Circumstances are what the rules need beside the figures.
type Circumstances struct {
	// Today decides whether a month is late.
	Today calendar.Date
	// DaysOverdue is how late the most overdue step of a municipality's journey is.
	DaysOverdue map[municipality.Code]int
	Suspended   []Suspension
}
