package figures

import (
	"slices"

	"startklar/domain/monitoring"
)

// key is what a cell counts.
type key struct {
	measure monitoring.Measure
	origin  monitoring.Origin
}

// pair is n of N.
type pair struct{ num, den int }

// line is one line of an indicator: the whole, or one origin.
type line struct {
	indicator monitoring.IndicatorID
	origin    monitoring.Origin
	slot      int
}

// layout gives every measure that the programme knows a place, so that a delivered month is one short slice.
type layout struct {
	slots map[key]int
	// lines are the indicators' lines in the order in which they are listed.
	lines []line
}

func newLayout(p *monitoring.Programme) layout {
	l := layout{slots: map[key]int{}}
	for _, i := range p.Indicators {
		for _, origin := range originsOf(i) {
			slot := l.add(monitoring.Measure(i.ID), origin)
			l.lines = append(l.lines, line{i.ID, origin, slot})
		}
	}
	for _, g := range monitoring.AllGroups() {
		l.add(monitoring.Measure(g), monitoring.OriginAll)
	}
	for _, i := range p.Indicators {
		if i.Stacked {
			for _, f := range i.Any {
				l.add(monitoring.Part(i.ID, f), monitoring.OriginAll)
			}
		}
	}
	l.add(monitoring.MeasureMarkedRehab, monitoring.OriginAll)
	l.add(monitoring.MeasureUnmarked, monitoring.OriginAll)
	return l
}

func originsOf(i monitoring.Indicator) []monitoring.Origin {
	if i.ByOrigin {
		return monitoring.AllOrigins()
	}
	return []monitoring.Origin{monitoring.OriginAll}
}

func (l *layout) add(m monitoring.Measure, o monitoring.Origin) int {
	slot := len(l.slots)
	l.slots[key{m, o}] = slot
	return slot
}

// of lays the cells of one delivered month out. A measure without a cell is 0 of 0: nobody is in its group.
func (l *layout) of(cells []monitoring.Cell) []pair {
	row := make([]pair, len(l.slots))
	for _, c := range cells {
		if slot, known := l.slots[key{c.Measure, c.Origin}]; known {
			row[slot] = pair{c.Num, c.Den}
		}
	}
	return row
}

// Measures are the measures whose cells the figures of some indicators need; of all indicators if none is named.
// The whole, P, is always among them: every delivery has that cell, so it tells who delivered.
func Measures(p *monitoring.Programme, only ...monitoring.IndicatorID) []monitoring.Measure {
	measures := []monitoring.Measure{monitoring.Measure(monitoring.GroupP)}
	for _, i := range p.Indicators {
		if len(only) == 0 || slices.Contains(only, i.ID) {
			measures = append(measures, monitoring.Measure(i.ID))
		}
	}
	return measures
}
