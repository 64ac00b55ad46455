package statement

import (
	"slices"

	"startklar/domain/monitoring"
)

// Columns are the counts that the nation's table holds of each unit: the size of the groups that shares are of, and
// the indicators that are one share.
func Columns(p *monitoring.Programme) []monitoring.Measure {
	columns := []monitoring.Measure{monitoring.Measure(monitoring.GroupG1), monitoring.Measure(monitoring.GroupG2)}
	for _, i := range p.Indicators {
		if !i.ByOrigin {
			columns = append(columns, monitoring.Measure(i.ID))
		}
	}
	return columns
}

// Nation makes the national edition.
func (s Source) Nation() Nation {
	n := Nation{
		Shape: Shape, Month: s.Month, AsOf: s.AsOf, Provisional: s.Book.Provisional(s.Month), Coverage: s.coverage(),
		Groups: s.groups(monitoring.National), Origins: s.origins(monitoring.National), Met: s.met(),
	}
	for _, i := range s.Programme.Indicators {
		if !i.ByOrigin {
			n.Lines = append(n.Lines, s.line(monitoring.National, i.ID))
		}
	}
	for _, i := range s.Programme.Trended() {
		n.Trends = append(n.Trends, s.trend(monitoring.National, i.ID))
	}
	for _, unit := range s.Book.Units(s.Month) {
		if unit != monitoring.National {
			n.Units = append(n.Units, s.unit(unit))
		}
	}
	return n
}

func (s Source) unit(unit monitoring.UnitID) Unit {
	u := Unit{Unit: unit}
	if c, ok := s.Book.Count(unit, s.Month, monitoring.Measure(monitoring.GroupP), monitoring.OriginAll); ok {
		u.Delivered, u.Participating = c.Delivered, c.Participating
	}
	for _, m := range Columns(s.Programme) {
		u.Counts = append(u.Counts, s.count(Place{Unit: unit, Month: s.Month, Measure: m}))
	}
	return u
}

// met counts the municipalities that have met each target by a month that outsiders may see: how many more there are
// would tell of the months that are hidden.
func (s Source) met() (all []Reached) {
	for _, code := range s.Book.Municipalities(s.Month) {
		for n, t := range s.result(monitoring.UnitID(code), true).Targets {
			if n == len(all) {
				all = append(all, Reached{Percent: t.Percent})
			}
			if t.Met {
				all[n].Count++
			}
		}
	}
	return all
}

// Count returns what the national edition says of an indicator in its month, of the nation or of a unit in its table;
// false where it does not say it as one count.
func (n Nation) Count(p *monitoring.Programme, unit monitoring.UnitID, id monitoring.IndicatorID) (Count, bool) {
	if unit == monitoring.National {
		for _, l := range n.Lines {
			if l.Indicator == id {
				return l.Own, true
			}
		}
		return Count{}, false
	}
	column := slices.Index(Columns(p), monitoring.Measure(id))
	for _, u := range n.Units {
		if u.Unit == unit && column >= 0 && column < len(u.Counts) {
			return u.Counts[column], true
		}
	}
	return Count{}, false
}
