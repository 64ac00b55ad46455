package figures

import (
	"slices"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
)

// Query selects figures. Nil units and indicators are all.
type Query struct {
	From, To   calendar.Month
	Units      []monitoring.UnitID
	Indicators []monitoring.IndicatorID
	// Pooled asks for the twelve months that end with each month: the book must have been read that far back.
	Pooled bool
}

// Figures are the figures of all units in all months of a range, ordered by unit, month, indicator and origin, in
// the order in which each of them is listed.
func (b *Book) Figures(q Query) []monitoring.Figure {
	months := 1
	if q.Pooled {
		months = pooledMonths
	}
	lines := b.linesOf(q.Indicators)
	units := q.Units
	if units == nil {
		units = b.unitsOf(q.From, q.To)
	}
	span := max(0, q.From.MonthsUntil(q.To)+1)
	list := make([]monitoring.Figure, 0, len(units)*len(lines)*span)
	for _, unit := range units {
		for i := range span {
			m := q.From.Add(i)
			if s := b.sum(unit, m, months); s.participating > 0 {
				list = appendFigures(list, unit, m, lines, s)
			}
		}
	}
	return list
}

// Figure is one figure; false when the unit does not take part in the month, or the programme has not the indicator.
func (b *Book) Figure(unit monitoring.UnitID, m calendar.Month, id monitoring.IndicatorID, o monitoring.Origin) (monitoring.Figure, bool) {
	c, found := b.Count(unit, m, monitoring.Measure(id), o)
	return c.figure(unit, m, id, o), found
}

func (b *Book) linesOf(ids []monitoring.IndicatorID) []line {
	if ids == nil {
		return b.layout.lines
	}
	return slices.DeleteFunc(slices.Clone(b.layout.lines), func(l line) bool { return !slices.Contains(ids, l.indicator) })
}

func appendFigures(list []monitoring.Figure, unit monitoring.UnitID, m calendar.Month, lines []line, s sums) []monitoring.Figure {
	for _, l := range lines {
		list = append(list, s.count(s.of[l.slot]).figure(unit, m, l.indicator, l.origin))
	}
	return list
}

func (c Count) figure(unit monitoring.UnitID, m calendar.Month, id monitoring.IndicatorID, o monitoring.Origin) monitoring.Figure {
	return monitoring.Figure{
		Unit: unit, Month: m, Indicator: id, Origin: o, Num: c.Num, Den: c.Den, Status: c.Status,
		Provisional: c.Provisional, Delivered: c.Delivered, Participating: c.Participating,
	}
}
