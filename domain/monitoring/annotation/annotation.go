package annotation

import (
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/signal"
	"startklar/domain/person"
)

// StreamKind is the kind of stream that holds an annotation's history.
const StreamKind domain.StreamKind = "annotation"

// ID identifies an annotation.
type ID string

// Stream is the history of the annotation.
func (id ID) Stream() domain.Stream { return domain.Stream{Kind: StreamKind, ID: string(id)} }

// Cause is what kind of thing happened.
type Cause string

// The causes.
const (
	Law      Cause = "law"
	Practice Cause = "practice"
	Data     Cause = "data"
	Other    Cause = "other"
)

// AllCauses lists the causes.
func AllCauses() []Cause { return []Cause{Law, Practice, Data, Other} }

// Content is what an annotation says.
type Content struct {
	// Title fits beside a letter below a picture; Text tells what changed and how the figures are to be read.
	Title string `json:"title"`
	Text  string `json:"text,omitempty"`
	Cause Cause  `json:"cause"`
	// From and Until are the first and the last month; a zero Until is open.
	From  calendar.Month `json:"from"`
	Until calendar.Month `json:"until"`
	// Indicators are those that it is about; none are all.
	Indicators []monitoring.IndicatorID `json:"indicators,omitempty"`
	// Suspends tells that no signals are given for its months and indicators.
	Suspends bool `json:"suspends,omitempty"`
}

func (c Content) equal(o Content) bool {
	return slices.Equal(c.Indicators, o.Indicators) && c.Title == o.Title && c.Text == o.Text && c.Cause == o.Cause &&
		c.From == o.From && c.Until == o.Until && c.Suspends == o.Suspends
}

// About tells whether the annotation is about an indicator.
func (c Content) About(id monitoring.IndicatorID) bool {
	return len(c.Indicators) == 0 || slices.Contains(c.Indicators, id)
}

// Touches tells whether any of its months lies within a period, both ends included.
func (c Content) Touches(from, until calendar.Month) bool {
	return !c.From.After(until) && (c.Until.IsZero() || !c.Until.Before(from))
}

// Annotation is the state of its stream.
type Annotation struct {
	Content
	// Revision counts how often it was written.
	Revision int
	// NotedAt is when it was written first, WrittenAt and WrittenBy when and by whom last.
	NotedAt, WrittenAt time.Time
	WrittenBy          person.ID
	// Withdrawn is why it was taken back, WithdrawnAt when; empty and zero while it stands.
	Withdrawn   string
	WithdrawnAt time.Time
}

// Exists tells whether the annotation has been written.
func (a Annotation) Exists() bool { return a.Revision > 0 }

// StoodAt tells whether the annotation stood at a moment; the zero moment is now. What it says is always the latest.
func (a Annotation) StoodAt(at time.Time) bool {
	if at.IsZero() {
		return a.WithdrawnAt.IsZero()
	}
	return !a.NotedAt.After(at) && (a.WithdrawnAt.IsZero() || a.WithdrawnAt.After(at))
}

// Listed is an annotation with its id.
type Listed struct {
	ID ID
	Annotation
}

// Suspensions are the stretches of time in which signals are not given, as the rules of signals take them.
func Suspensions(all []Listed) (list []signal.Suspension) {
	for _, a := range all {
		if a.Suspends && a.StoodAt(time.Time{}) {
			list = append(list, signal.Suspension{Indicators: a.Indicators, From: a.From, Until: a.Until})
		}
	}
	return list
}
