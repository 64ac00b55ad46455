package desk

import (
	"context"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/annotation"
	"startklar/domain/monitoring/disclosure"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// Spread is figures as an actor may see them, with what can be said of how municipalities differ: the limits that the
// rules of signals draw, and the levels of those whose counts the actor sees. Limits tell of everybody together and
// are shown where the nation's figure is; no other municipality's place among them can be had from here.
//
// What it works out of the figures is kept with them.
type Spread struct {
	*disclosure.Book
	// Annotations are the dated events of the same moment, by their first month.
	Annotations []annotation.Listed

	backgrounds *signal.Backgrounds
	suspended   []signal.Suspension
}

// Spread returns figures with their surroundings: see Figures, which decides who may ask and logs it.
func (d *Desk) Spread(ctx context.Context, actor person.Actor, q FigureQuery) (*Spread, error) {
	e, shown, err := d.figures(ctx, actor, q)
	if err != nil {
		return nil, err
	}
	events, err := d.Annotations(ctx, actor, q.AsOf)
	if err != nil {
		return nil, err
	}
	return &Spread{Book: shown, Annotations: events, backgrounds: e.backgrounds, suspended: annotation.Suspensions(events)}, nil
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
	return s.backgrounds.Signal(code, id, m, s.suspended)
}

// shows tells whether the actor sees a municipality's share of an indicator.
func (s *Spread) shows(code municipality.Code, id monitoring.IndicatorID, m calendar.Month) bool {
	f, known := s.Count(monitoring.UnitID(code), m, monitoring.Measure(id), monitoring.OriginAll)
	_, shown := f.Share()
	return known && shown
}

// Programme is what is monitored: the indicators with their texts, and the dates.
func (d *Desk) Programme() *monitoring.Programme { return d.monitoring.Programme }
