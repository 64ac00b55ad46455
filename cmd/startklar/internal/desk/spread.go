package desk

import (
	"context"
	"slices"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/annotation"
	"startklar/domain/monitoring/disclosure"
	"startklar/domain/monitoring/figures"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// Spread is figures as an actor may see them, with what can be said of how municipalities differ: the limits that the
// rules of signals draw, and the levels of those whose counts the actor sees. Limits tell of everybody together and
// are shown where the nation's figure is; no other municipality's place among them can be had from here.
//
// It works things out when they are asked for, and is one request's own.
type Spread struct {
	*disclosure.Book
	// Annotations are the dated events of the same moment, by their first month.
	Annotations []annotation.Listed

	programme   *monitoring.Programme
	book        *figures.Book
	backgrounds *signal.Backgrounds
	signals     map[spreadKey][]signal.Signal
}

type spreadKey struct {
	code  municipality.Code
	month calendar.Month
}

// Spread returns figures with their surroundings: see Figures, which decides who may ask and logs it.
func (d *Desk) Spread(ctx context.Context, actor person.Actor, q FigureQuery) (*Spread, error) {
	shown, err := d.Figures(ctx, actor, q)
	if err != nil {
		return nil, err
	}
	e, err := d.edition(ctx, q.AsOf)
	if err != nil {
		return nil, err
	}
	s := &Spread{
		Book: shown, programme: d.monitoring.Programme, book: e.book, signals: map[spreadKey][]signal.Signal{},
		backgrounds: signal.NewBackgrounds(e.book, d.monitoring.Programme),
	}
	s.Annotations, err = d.Annotations(ctx, actor, q.AsOf)
	return s, err
}

// Background is what a municipality's share of an indicator is looked at against; for the empty code, everybody's. It
// is false where there is none, and where the actor does not see the nation's figure.
func (s *Spread) Background(code municipality.Code, id monitoring.IndicatorID, m calendar.Month) (signal.Background, bool) {
	nation, known := s.Count(monitoring.National, m, monitoring.Measure(id), monitoring.OriginAll)
	if _, shown := nation.Share(); !known || !shown {
		return signal.Background{}, false
	}
	if code != "" && !s.shows(code, id, m) {
		return signal.Background{}, false
	}
	return s.backgrounds.Of(code, id, m)
}

// Signal is the signal of a municipality's indicator in a settled month. It is false where there is none, for a month
// that is provisional, and where the actor does not see the municipality's figure.
func (s *Spread) Signal(code municipality.Code, id monitoring.IndicatorID, m calendar.Month) (signal.Signal, bool) {
	if s.Provisional(m) || !s.shows(code, id, m) {
		return signal.Signal{}, false
	}
	at := spreadKey{code, m}
	list, known := s.signals[at]
	if !known {
		list = signal.One(s.book, s.programme, m, annotation.Suspensions(s.Annotations), code)
		s.signals[at] = list
	}
	n := slices.IndexFunc(list, func(one signal.Signal) bool { return one.Indicator == id })
	if n < 0 {
		return signal.Signal{}, false
	}
	return list[n], true
}

// shows tells whether the actor sees a municipality's share of an indicator.
func (s *Spread) shows(code municipality.Code, id monitoring.IndicatorID, m calendar.Month) bool {
	f, known := s.Count(monitoring.UnitID(code), m, monitoring.Measure(id), monitoring.OriginAll)
	_, shown := f.Share()
	return known && shown
}

// Programme is what is monitored: the indicators with their texts, and the dates.
func (d *Desk) Programme() *monitoring.Programme { return d.monitoring.Programme }
