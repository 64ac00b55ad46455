package followup

import (
	"slices"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/signal"
)

// Subject is what a proposal or a case is about, stable from month to month: the name that overlapping indicators
// share, an indicator's id, or one of the two below.
type Subject string

// The subjects of no indicator.
const (
	// MissingMonth is a month that was not delivered in time.
	MissingMonth = Subject(signal.Missing)
	// OverdueStep is a step of the journey that is long overdue.
	OverdueStep = Subject(signal.OverdueStep)
)

// SubjectOf is the subject that an indicator belongs to.
func SubjectOf(i monitoring.Indicator) Subject {
	if i.Together != "" {
		return Subject(i.Together)
	}
	return Subject(i.ID)
}

// Subjects are those of a programme, in the order of its indicators and then those of none.
func Subjects(p *monitoring.Programme) (all []Subject) {
	for _, i := range p.Indicators {
		if s := SubjectOf(i); i.Worry != monitoring.WorryNone && !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return append(all, MissingMonth, OverdueStep)
}

// Indicators are those of a programme that a subject is about; none for the two subjects of no indicator.
func (s Subject) Indicators(p *monitoring.Programme) (all []monitoring.Indicator) {
	for _, i := range p.Indicators {
		if SubjectOf(i) == s && i.Worry != monitoring.WorryNone {
			all = append(all, i)
		}
	}
	return all
}

// Standing is how a subject stands in a month.
type Standing string

// The standings.
const (
	// Proposing means that a proposal is due.
	Proposing Standing = "proposing"
	// Watched means that there is a signal, yet none that proposes.
	Watched Standing = "watched"
	// Clear means that it was judged and gave no signal.
	Clear Standing = "clear"
	// Unjudged means that nothing can be said: not delivered, too few citizens, too early, or suspended.
	Unjudged Standing = "unjudged"
)

// AllStandings lists the standings.
func AllStandings() []Standing { return []Standing{Proposing, Watched, Clear, Unjudged} }

// Figure is one indicator as it was when something rested on it.
type Figure struct {
	Indicator monitoring.IndicatorID `json:"indicator"`
	Num       int                    `json:"n"`
	Den       int                    `json:"N"`
	// National is the others' share, Expected what it makes of Den, Tail the probability; only where Judged.
	National float64       `json:"national,omitempty"`
	Expected float64       `json:"expected,omitempty"`
	Tail     float64       `json:"tail,omitempty"`
	Judged   bool          `json:"judged,omitempty"`
	Level    signal.Level  `json:"level"`
	Reason   signal.Reason `json:"reason,omitempty"`
}

// Frozen are a municipality's figures of one month as one moment knew them.
type Frozen struct {
	Month   calendar.Month `json:"month"`
	Figures []Figure       `json:"figures,omitempty"`
}

// FiguresOf are the figures of signals, those of no indicator left out.
func FiguresOf(signals []signal.Signal) (all []Figure) {
	for _, s := range signals {
		if s.Indicator != "" {
			all = append(all, Figure{s.Indicator, s.Num, s.Den, s.National, s.Expected, s.Tail, s.Judged, s.Level, s.Reason})
		}
	}
	return all
}

// Seen is how one subject stands in one month, and on what grounds.
type Seen struct {
	Subject  Subject        `json:"subject"`
	Month    calendar.Month `json:"month"`
	Standing Standing       `json:"standing"`
	// Reasons and Figures are those of a proposal.
	Reasons []signal.Reason `json:"reasons,omitempty"`
	Figures []Figure        `json:"figures,omitempty"`
}

// See sums up a municipality's signals of a month by the subjects that indicators belong to. The two others are seen
// by [SeeMissing] and [SeeOverdue]: they are due before a month is settled.
func See(p *monitoring.Programme, m calendar.Month, signals []signal.Signal) (all []Seen) {
	for _, subject := range Subjects(p) {
		var own []signal.Signal
		for _, s := range signals {
			if i, found := p.Indicator(s.Indicator); found && SubjectOf(i) == subject {
				own = append(own, s)
			}
		}
		if subject != MissingMonth && subject != OverdueStep {
			all = append(all, sum(subject, m, own))
		}
	}
	return all
}

// SeeOverdue says in the month of a day whether the most overdue step of the journey is long overdue.
func SeeOverdue(m calendar.Month, days int) Seen {
	seen := Seen{Subject: OverdueStep, Month: m, Standing: Clear}
	if days >= signal.OverdueDays {
		seen.Standing, seen.Reasons = Proposing, []signal.Reason{signal.OverdueStep}
	}
	return seen
}

// SeeMissing says whether a month that is due was delivered.
func SeeMissing(m calendar.Month, late bool) Seen {
	seen := Seen{Subject: MissingMonth, Month: m, Standing: Clear}
	if late {
		seen.Standing, seen.Reasons = Proposing, []signal.Reason{signal.Missing}
	}
	return seen
}

// sum is the worst of what is known. One indicator that is judged speaks for those of which nothing can be said because
// they are too few or it is too early; one that is unknown leaves all of them unjudged.
func sum(subject Subject, m calendar.Month, signals []signal.Signal) Seen {
	seen := Seen{Subject: subject, Month: m, Standing: Unjudged}
	has := func(l signal.Level) bool {
		return slices.ContainsFunc(signals, func(s signal.Signal) bool { return s.Level == l })
	}
	switch {
	case has(signal.Propose):
		seen.Standing = Proposing
		for _, s := range signals {
			if s.Level == signal.Propose && !slices.Contains(seen.Reasons, s.Reason) {
				seen.Reasons = append(seen.Reasons, s.Reason)
			}
		}
		seen.Figures = FiguresOf(signals)
	case has(signal.Unknown):
	case has(signal.Watch):
		seen.Standing = Watched
	case has(signal.None):
		seen.Standing = Clear
	}
	return seen
}
