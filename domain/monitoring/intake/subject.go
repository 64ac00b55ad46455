package intake

import (
	"fmt"
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// Subject brings the rules of a municipality's deliveries to the journal.
type Subject struct{}

// Kind returns the kind of stream.
func (Subject) Kind() domain.StreamKind { return Kind }

// Empty is a municipality that has delivered nothing.
func (Subject) Empty() any { return State{} }

// Authorize lets those act who deliver records; contents are erased by those who erase elsewhere too.
func (Subject) Authorize(actor person.Actor, _ any, c domain.Command) error {
	if take, ok := c.(TakeIn); ok {
		return policy.Check(actor, policy.DeliverRecords, take.Municipality)
	}
	return policy.CheckRole(actor, policy.EraseContent)
}

// Erasable says no: a figure that has been given out is not unsaid, and no event holds anything about a citizen.
func (Subject) Erasable(string) bool { return false }

// Body returns the body of an event.
func (Subject) Body(kind string, version int) (domain.Body, error) {
	if kind == (&DeliveryTaken{}).EventKind() && version == 1 {
		return &DeliveryTaken{}, nil
	}
	return nil, fmt.Errorf("delivery event %q version %d", kind, version)
}

// Decide takes in the deliveries that differ from the live ones of their months. It returns Stale, with the
// stream's number, if something has been taken in since the cells were counted.
func (Subject) Decide(_ person.Actor, state any, c domain.Command, _ time.Time) ([]domain.Event, error) {
	s, ok := state.(State)
	take, known := c.(TakeIn)
	if !ok || !known {
		return nil, domain.Fault("deliveries", fmt.Errorf("%T on %T", c, state))
	}
	if _, exists := municipality.Get(take.Municipality); !exists {
		return nil, domain.RefuseField(domain.NotFound, "municipality", "municipality_unknown", nil)
	}
	if take.DecidedOn != s.Number {
		return nil, &domain.Error{Code: domain.Stale, Key: "deliveries_moved", Detail: s.Number}
	}
	if err := take.check(s); err != nil {
		return nil, domain.Fault("deliveries", err)
	}
	return s.take(take), nil
}

// check refuses a command that nobody who counted could have made.
func (c TakeIn) check(s State) error {
	var want []calendar.Month
	for n, m := range c.Months {
		if n > 0 && !m.Month.After(c.Months[n-1].Month) {
			return fmt.Errorf("the months are not in order")
		}
		want = append(want, m.Month)
	}
	for _, d := range s.Live() {
		want = append(want, d.Month)
	}
	slices.SortFunc(want, calendar.Month.Compare)
	want = slices.Compact(want)
	if len(c.Counted) != len(want) {
		return fmt.Errorf("%d months are counted, %d delivered", len(c.Counted), len(want))
	}
	for n, m := range c.Counted {
		if m.Month != want[n] {
			return fmt.Errorf("%s is counted where %s was expected", m.Month, want[n])
		}
		if err := checkCells(m); err != nil {
			return err
		}
	}
	return nil
}

func checkCells(m MonthCells) error {
	seen := make(map[cellKey]bool, len(m.Cells))
	for _, c := range m.Cells {
		if c.Num < 0 || c.Num > c.Den {
			return fmt.Errorf("%s %s %s counts %d of %d", m.Month, c.Measure, c.Origin, c.Num, c.Den)
		}
		if seen[keyOf(c)] {
			return fmt.Errorf("%s %s %s stands twice", m.Month, c.Measure, c.Origin)
		}
		seen[keyOf(c)] = true
	}
	return nil
}

type cellKey struct {
	measure monitoring.Measure
	origin  monitoring.Origin
}

func keyOf(c monitoring.Cell) cellKey { return cellKey{c.Measure, c.Origin} }

// take makes one event for each delivery that is new. The first of them carries what changed in months that are
// not among them, so that nothing holds a cell of another moment.
func (s State) take(c TakeIn) []domain.Event {
	var events []domain.Event
	at := map[calendar.Month]*DeliveryTaken{}
	for _, m := range c.Months {
		number, live := s.last(m.Month)
		if live != nil && live.File == m.File {
			continue
		}
		body := &DeliveryTaken{Month: m.Month, Number: number + 1, File: m.File, About: m.About}
		at[m.Month] = body
		events = append(events, domain.Event{Subject: m.Month.String(), Body: body})
	}
	if len(events) == 0 {
		return nil
	}
	first := events[0].Body.(*DeliveryTaken)
	for _, m := range c.Counted {
		changed := s.changed(m)
		if len(changed.Cells) == 0 {
			continue
		}
		body := first
		if own, ok := at[m.Month]; ok {
			body = own
		}
		body.Changed = append(body.Changed, changed)
	}
	return events
}

// last is the number of a month's last delivery and the delivery itself; 0 and nil if there is none.
func (s State) last(m calendar.Month) (int, *Taken) {
	for _, d := range slices.Backward(s.Deliveries) {
		if d.Month == m {
			return d.Number, d
		}
	}
	return 0, nil
}

// changed leaves out the cells that hold already.
func (s State) changed(m MonthCells) MonthCells {
	holds := make(map[cellKey]monitoring.Cell, len(m.Cells))
	for _, c := range s.Cells(m.Month) {
		holds[keyOf(c)] = c
	}
	out := MonthCells{Month: m.Month}
	for _, c := range m.Cells {
		if before, known := holds[keyOf(c)]; !known || before != c {
			out.Cells = append(out.Cells, c)
		}
	}
	return out
}

// Evolve returns the state after an event.
func (Subject) Evolve(state any, e domain.Event) (any, error) {
	s, ok := state.(State)
	if !ok {
		return nil, fmt.Errorf("delivery event %q on %T", e.Kind, state)
	}
	taken, ok := e.Body.(*DeliveryTaken)
	if !ok {
		return nil, fmt.Errorf("delivery event %q", e.Kind)
	}
	s.Number = e.Number
	s.Deliveries = s.received(taken, e)
	s.Spans = s.counted(taken.Changed, e.At)
	return s, nil
}

// received supersedes the month's live delivery, if there is one.
func (s State) received(d *DeliveryTaken, e domain.Event) []*Taken {
	all := slices.Clone(s.Deliveries)
	for n, earlier := range all {
		if earlier.Month == d.Month && earlier.Until.IsZero() {
			ended := *earlier
			ended.Until = e.At
			all[n] = &ended
		}
	}
	return append(all, &Taken{
		Month: d.Month, Number: d.Number, File: d.File, About: d.About, By: person.ID(e.Actor), At: e.At,
	})
}

// counted ends the cells that changed and begins those that hold now. A cell that began at this very moment held
// at none before it, and gives its place away.
func (s State) counted(changed []MonthCells, at time.Time) []*Span {
	all := slices.Clone(s.Spans)
	places := placesOf(all, changed)
	for _, m := range changed {
		for _, c := range m.Cells {
			now := &Span{Month: m.Month, Cell: c, From: at}
			place, held := places[spanKey{m.Month, keyOf(c)}]
			switch {
			case !held:
				all = append(all, now)
			case all[place].From.Equal(at):
				all[place] = now
			default:
				ended := *all[place]
				ended.Until = at
				all[place] = &ended
				all = append(all, now)
			}
		}
	}
	return all
}

type spanKey struct {
	month calendar.Month
	cellKey
}

// placesOf finds where the cells stand that hold, of the months that change.
func placesOf(spans []*Span, changed []MonthCells) map[spanKey]int {
	places := map[spanKey]int{}
	for _, m := range changed {
		for n, span := range spans {
			if span.Month == m.Month && span.Until.IsZero() {
				places[spanKey{span.Month, keyOf(span.Cell)}] = n
			}
		}
	}
	return places
}
