package intake

import (
	"fmt"
	"slices"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
)

// Moments are the times at which deliveries were received, each once, in order: what was known changed at no other.
func (s State) Moments() []time.Time {
	var all []time.Time
	for _, d := range s.Deliveries {
		if len(all) == 0 || d.At.After(all[len(all)-1]) {
			all = append(all, d.At)
		}
	}
	return all
}

// LiveAt are the deliveries that were live at a moment, in the order of their months.
func (s State) LiveAt(at time.Time) []*Taken {
	var live []*Taken
	for _, d := range s.Deliveries {
		if held(d.At, d.Until, at) {
			live = append(live, d)
		}
	}
	slices.SortFunc(live, func(a, b *Taken) int { return a.Month.Compare(b.Month) })
	return live
}

// held tells whether what held from one moment until another held at a third.
func held(from, until, at time.Time) bool {
	return !from.After(at) && (until.IsZero() || until.After(at))
}

// Differ compares what was known at a moment with a new count of the deliveries that were live then, and names the
// first difference; empty if there is none. A measure that nobody counted then is none: programmes change.
func (s State) Differ(at time.Time, counted []Counted) string {
	known := map[spanKey]monitoring.Cell{}
	for _, span := range s.Spans {
		if held(span.From, span.Until, at) {
			known[spanKey{span.Month, keyOf(span.Cell)}] = span.Cell
		}
	}
	for _, m := range counted {
		if text := differ(known, m.Month, m.Cells); text != "" {
			return text
		}
	}
	return ""
}

func differ(known map[spanKey]monitoring.Cell, month calendar.Month, cells []monitoring.Cell) string {
	for _, c := range cells {
		before, ok := known[spanKey{month, keyOf(c)}]
		if !ok || before == c {
			continue
		}
		name := string(c.Measure)
		if c.Origin != monitoring.OriginAll {
			name += " " + string(c.Origin)
		}
		return fmt.Sprintf("%s %s: %d of %d is known, the records give %d of %d", month, name, before.Num, before.Den, c.Num, c.Den)
	}
	return ""
}
