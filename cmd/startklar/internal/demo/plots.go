package demo

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/workflow"
)

// plot is one way in which a journey has gone, for a number of municipalities.
type plot struct {
	name  string
	count int
	// first and last are how many days ago the first and the last of them began.
	first, last int
	// at places municipalities in the plot; the others come as they stand in the register.
	at []municipality.Code
	// tell writes the journey of the n-th of them, from 0, that began so many days ago.
	tell func(t *tale, n, days int)
}

// plots give every municipality its place in the programme. Their counts add up to the 98.
var plots = []plot{
	{name: "just enrolled", count: 6, first: 1, last: 5, tell: justEnrolled},
	{name: "first answers", count: 5, first: 9, last: 16, tell: firstAnswers},
	{name: "well under way", count: 4, first: 31, last: 34, at: []municipality.Code{"0851", "0461", "0740", "0370"}, tell: wellUnderWay},
	{name: "under way", count: 10, first: 20, last: 41, tell: underWay},
	{name: "silent", count: 6, first: 55, last: 95, tell: silent},
	{name: "lagging", count: 3, first: 70, last: 110, tell: lagging},
	{name: "tracks with gaps", count: 7, first: 38, last: 48, tell: tracksWithGaps},
	{name: "to be signed", count: 5, first: 44, last: 49, tell: toBeSigned},
	{name: "signed, plan under way", count: 5, first: 49, last: 58, at: []municipality.Code{"0825"}, tell: signedPlanUnderWay},
	{name: "ready for the workshop", count: 5, first: 58, last: 68, at: []municipality.Code{"0741"}, tell: readyForWorkshop},
	{name: "workshop booked", count: 7, first: 62, last: 78, tell: workshopBooked},
	{name: "workshop by exception", count: 3, first: 70, last: 84, tell: workshopByException},
	{name: "workshop held", count: 8, first: 70, last: 106, tell: workshopHeld},
	{name: "in the network", count: 8, first: 150, last: 310, at: []municipality.Code{"0563"}, tell: inTheNetwork},
	{name: "selected", count: 3, first: 210, last: 340, tell: selected},
	{name: "midway", count: 3, first: 395, last: 480, tell: atMidway},
	{name: "reopened", count: 4, first: 84, last: 160, tell: reopened},
	{name: "suspended", count: 3, first: 50, last: 90, tell: suspended},
	{name: "closing", count: 1, first: 716, last: 716, tell: closing},
	{name: "finished", count: 1, first: 790, last: 790, at: []municipality.Code{"0730"}, tell: finished},
	{name: "terminated", count: 1, first: 130, last: 130, at: []municipality.Code{"0492"}, tell: terminated},
}

// part is a municipality's part in a plot.
type part struct {
	plot *plot
	n    int
}

// days is how long ago the journey began: evenly between the plot's first and last.
func (p part) days() int {
	return p.plot.first + (p.plot.last-p.plot.first)*p.n/max(p.plot.count-1, 1)
}

// stride deals the parts out so that neighbours in the register get different ones.
const stride = 37

// deal gives every place its part.
func deal(places []place) (map[municipality.Code]part, error) {
	dealt := map[municipality.Code]part{}
	var parts []part
	for i := range plots {
		for n := range plots[i].count {
			if n < len(plots[i].at) {
				dealt[plots[i].at[n]] = part{&plots[i], n}
			} else {
				parts = append(parts, part{&plots[i], n})
			}
		}
	}
	free := slices.DeleteFunc(slices.Clone(places), func(p place) bool { return dealt[p.Code].plot != nil })
	if len(free) != len(parts) || len(parts)%stride == 0 {
		return nil, fmt.Errorf("demo: %d parts for %d municipalities", len(parts), len(free))
	}
	for i, p := range free {
		dealt[p.Code] = parts[i*stride%len(parts)]
	}
	return dealt, nil
}

// write writes the script of every municipality.
func write(def *workflow.Definition, w *words, people *cast, clock *Clock) ([]script, []workflow.State, error) {
	places := w.places(clock)
	dealt, err := deal(places)
	if err != nil {
		return nil, nil, err
	}
	scripts, states, errs := make([]script, len(places)), make([]workflow.State, len(places)), make([]error, len(places))
	var all sync.WaitGroup
	for n, p := range places {
		all.Go(func() {
			t := newTale(def, w, people, clock, p)
			dealt[p.Code].tell(t)
			scripts[n], states[n], errs[n] = t.steps, t.state, t.err
		})
	}
	all.Wait()
	return scripts, states, errors.Join(errs...)
}

func (p part) tell(t *tale) {
	if t.enrol(p.days()); !t.state.Started() {
		return
	}
	p.plot.tell(t, p.n, p.days())
	t.rest()
}

// Place is the municipality that plays the n-th part, from 0, of a plot in a demo that ends on a day; empty
// where there is no such part.
func Place(today calendar.Date, plot string, n int) municipality.Code {
	dealt, err := deal(placesOn(today))
	if err != nil {
		return ""
	}
	for code, p := range dealt {
		if p.plot.name == plot && p.n == n {
			return code
		}
	}
	return ""
}
