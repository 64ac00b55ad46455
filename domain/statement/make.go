package statement

import (
	"slices"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/figures"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
)

// comparedWith is how many months earlier a change is measured from; trendMonths is how many a line shows.
const (
	comparedWith = 3
	trendMonths  = 12
)

// Place is a count's place among all that are published: what disclosure decides about.
type Place struct {
	Unit    monitoring.UnitID
	Month   calendar.Month
	Measure monitoring.Measure
	Origin  monitoring.Origin
	// Pooled tells that it covers the twelve months that end with Month.
	Pooled bool
}

// Source is what the statements of one month are made from.
type Source struct {
	// Book holds all months up to Month.
	Book      *figures.Book
	Programme *monitoring.Programme
	Month     calendar.Month
	AsOf      time.Time
	Signals   []signal.Signal
	// Received are the month's live deliveries.
	Received []monitoring.Received
	// Open tells whether outsiders may see a count.
	Open func(Place) bool
	// Journeys are the steps that each municipality's statement tells of.
	Journeys map[municipality.Code][]Step
}

// Of makes the statement of a municipality that takes part in the month.
func (s Source) Of(code municipality.Code) Content {
	unit := monitoring.UnitID(code)
	c := Content{
		Shape: Shape, Municipality: code, Month: s.Month, AsOf: s.AsOf, Provisional: s.Book.Provisional(s.Month),
		Coverage: s.coverage(), Receipt: s.receipt(code), Groups: s.groups(unit), Origins: s.origins(unit),
		Result: s.result(unit, false), Open: s.result(unit, true), Journey: s.Journeys[code],
	}
	c.MarkBy = statusDate(calendar.DateOf(s.AsOf))
	c.Due = s.Programme.Due(calendar.MonthOf(c.MarkBy))
	for _, i := range s.Programme.Indicators {
		if !i.ByOrigin && len(i.Targets) == 0 {
			c.Lines = append(c.Lines, s.line(unit, i.ID))
		}
	}
	for _, i := range s.Programme.Trended() {
		c.Trends = append(c.Trends, s.trend(unit, i.ID))
	}
	return c
}

// soon is how many days before a month ends there is still time to act in it.
const soon = 10

// statusDate is the last day of the first month that leaves time to act.
func statusDate(today calendar.Date) calendar.Date {
	last := calendar.MonthOf(today).Last()
	if today.DaysUntil(last) < soon {
		return calendar.MonthOf(today).Add(1).Last()
	}
	return last
}

func (s Source) coverage() (c Coverage) {
	for _, code := range s.Book.Municipalities(s.Month) {
		c.Participating++
		if s.Book.HasDelivered(code, s.Month) {
			c.Delivered++
		} else {
			c.Missing = append(c.Missing, code)
		}
	}
	return c
}

func (s Source) receipt(code municipality.Code) Receipt {
	for _, r := range s.Received {
		if r.Municipality == code && r.Month == s.Month {
			return Receipt{Number: r.Number, On: calendar.DateOf(r.At)}
		}
	}
	return Receipt{}
}

// count is a count of a unit; missing where the unit does not take part in the month.
func (s Source) count(p Place) Count {
	read := s.Book.Count
	if p.Pooled {
		read = s.Book.Pooled
	}
	found, ok := read(p.Unit, p.Month, p.Measure, p.Origin)
	if !ok {
		return Count{Status: monitoring.StatusMissing}
	}
	return Count{Num: found.Num, Den: found.Den, Status: found.Status, Closed: found.Status != monitoring.StatusMissing && !s.Open(p)}
}

// counted are the groups with what is counted beside them, in the order in which they are read.
func counted() (all []monitoring.Measure) {
	for _, g := range monitoring.AllGroups() {
		all = append(all, monitoring.Measure(g))
	}
	return append(all, monitoring.MeasureMarkedRehab, monitoring.MeasureUnmarked)
}

func (s Source) groups(unit monitoring.UnitID) (all []Group) {
	for _, m := range counted() {
		all = append(all, Group{m, s.count(Place{Unit: unit, Month: s.Month, Measure: m})})
	}
	return all
}

func (s Source) line(unit monitoring.UnitID, id monitoring.IndicatorID) Line {
	measure := monitoring.Measure(id)
	l := Line{
		Indicator: id,
		Own:       s.count(Place{Unit: unit, Month: s.Month, Measure: measure}),
		Before:    s.count(Place{Unit: unit, Month: s.Month.Add(-comparedWith), Measure: measure}),
		Pooled:    s.count(Place{Unit: unit, Month: s.Month, Measure: measure, Pooled: true}),
		Nation:    s.count(Place{Unit: monitoring.National, Month: s.Month, Measure: measure}),
	}
	at := slices.IndexFunc(s.Signals, func(g signal.Signal) bool {
		return monitoring.UnitID(g.Municipality) == unit && g.Indicator == id
	})
	if at < 0 {
		return l
	}
	g := s.Signals[at]
	l.Level, l.Tail = g.Level, g.Tail
	if g.Judged && g.Level == signal.None {
		_, high := signal.Limits(g.Den, g.National, g.Rho, signal.WatchTail)
		l.High = g.Num >= high
	}
	return l
}

func (s Source) origins(unit monitoring.UnitID) (all []OriginLine) {
	for _, i := range s.Programme.Indicators {
		if !i.ByOrigin {
			continue
		}
		for _, o := range monitoring.AllOrigins() {
			at := Place{Unit: unit, Month: s.Month, Measure: monitoring.Measure(i.ID), Origin: o}
			nation := at
			nation.Unit = monitoring.National
			all = append(all, OriginLine{o, s.count(at), s.count(nation)})
		}
	}
	return all
}

// result looks at all months so far, or at those alone that outsiders may see.
func (s Source) result(unit monitoring.UnitID, outside bool) Result {
	for _, i := range s.Programme.Indicators {
		if len(i.Targets) == 0 {
			continue
		}
		at := Place{Unit: unit, Month: s.Month, Measure: monitoring.Measure(i.ID)}
		r := Result{Indicator: i.ID, Now: s.count(at), Best: Count{Status: monitoring.StatusMissing}}
		for _, percent := range i.Targets {
			r.Targets = append(r.Targets, r.target(percent))
		}
		for _, at.Month = range s.Book.Delivered() {
			c := s.count(at)
			shown := !outside || !c.Closed
			if !at.Month.After(s.Month) && c.Known() && shown {
				r.see(at.Month, c)
			}
		}
		return r
	}
	return Result{}
}

// target is how far the month is from a target: the smallest n' with n'/N at least the percentage, minus n.
func (r Result) target(percent int) Target {
	t := Target{Percent: percent, Known: r.Now.Known()}
	if t.Known {
		t.Missing = max(0, (percent*r.Now.Den+99)/100-r.Now.Num)
	}
	return t
}

// see takes a month with a share into account; whole numbers are compared, for 3/20 is 15 % exactly.
func (r *Result) see(m calendar.Month, c Count) {
	if r.BestIn.IsZero() || c.Num*r.Best.Den > r.Best.Num*c.Den {
		r.Best, r.BestIn = c, m
	}
	for i, t := range r.Targets {
		if !t.Met && 100*c.Num >= t.Percent*c.Den {
			r.Targets[i].Met, r.Targets[i].In = true, m
		}
	}
}

func (s Source) trend(unit monitoring.UnitID, id monitoring.IndicatorID) Trend {
	t := Trend{Indicator: id}
	for back := trendMonths - 1; back >= 0; back-- {
		at := Place{Unit: unit, Month: s.Month.Add(-back), Measure: monitoring.Measure(id)}
		point := Point{Month: at.Month, Own: s.count(at)}
		at.Unit = monitoring.National
		point.Nation = s.count(at)
		t.Points = append(t.Points, point)
	}
	return t
}
