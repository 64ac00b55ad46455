package intake

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
)

// Counter counts the deliveries of one municipality, month after month. It holds what its citizens carry from
// one month to the next, and no records.
type Counter struct {
	programme *monitoring.Programme
	tally     *tally
	// roster holds every citizen seen so far, ordered as deliveries are; spare is the roster before, whose room
	// is used again.
	roster, spare []citizen
	month         calendar.Month
	// people is P of the month before, -1 before the first.
	people int
}

// citizen is what is known of one from earlier months.
type citizen struct {
	id string
	// here tells that the month before has a record of the citizen, without an exit.
	here bool
	// latched tells of the rehabilitation latch, steppedUp of a step-up marking ever.
	latched, steppedUp bool
	// unmarked counts the records in a row that leave out the rehabilitation marking of a latched citizen who
	// receives a benefit of the target group; as many as matter.
	unmarked uint8
}

// Counted is what one month gives.
type Counted struct {
	Month  calendar.Month
	Cells  []monitoring.Cell
	Doubts Doubts
}

// Doubts are what is possible and yet questionable in a delivery beside the ones before it; counts of citizens.
type Doubts struct {
	// Shrunk is by how many citizens the cohort shrank since the delivery before, where that is a third of it or
	// more.
	Shrunk int
	// Vanished are in the delivery before, have no exit there, and are not in this one.
	Vanished int
	// Unmarked are in the rehabilitation group by a marking that their last three records or more leave out, while
	// they receive a benefit of the target group: is group 2 right?
	Unmarked int
}

// Count is how many kinds of doubt there are.
func (d Doubts) Count() (n int) {
	for _, citizens := range []int{d.Shrunk, d.Vanished, d.Unmarked} {
		if citizens > 0 {
			n++
		}
	}
	return n
}

// unmarkedFor is for how many records a marking has to be absent to be asked about.
const unmarkedFor = 3

// NewCounter makes a counter for a municipality of which nothing is known yet.
func NewCounter(p *monitoring.Programme) *Counter {
	return &Counter{programme: p, tally: newTally(rulesOf(p)), people: -1}
}

// Count counts the deliveries of one municipality, in any order. Two of one month are an error.
func Count(p *monitoring.Programme, deliveries []monitoring.Delivery) ([]Counted, error) {
	ordered := slices.Clone(deliveries)
	slices.SortStableFunc(ordered, func(a, b monitoring.Delivery) int { return a.Month.Compare(b.Month) })
	c := NewCounter(p)
	all := make([]Counted, len(ordered))
	for n, d := range ordered {
		var err error
		if all[n], err = c.Next(d); err != nil {
			return nil, err
		}
	}
	return all, nil
}

var errMonths = errors.New("intake: deliveries are counted in the order of their months")

// Next counts the next delivery. It is an error if its month is not after the last one, or if its records are not
// ordered by citizen, each once.
func (c *Counter) Next(d monitoring.Delivery) (Counted, error) {
	if !c.month.IsZero() && !d.Month.After(c.month) {
		return Counted{}, errMonths
	}
	c.month = d.Month
	out := Counted{Month: d.Month}
	if err := c.merge(d.Records, &out.Doubts); err != nil {
		return out, fmt.Errorf("intake: %s %s: %w", d.Municipality, d.Month, err)
	}
	people := c.tally.counts[0][0][1] // the first rule is P of P
	if lost := c.people - people; lost > 0 && 3*lost >= c.people {
		out.Doubts.Shrunk = lost
	}
	c.people = people
	out.Cells = c.tally.cells()
	return out, nil
}

var errOrder = errors.New("its records are not ordered by citizen, each once")

// merge walks the roster and the records side by side, for both have the same order: nothing need be looked up.
func (c *Counter) merge(records []monitoring.Record, doubts *Doubts) error {
	next := slices.Grow(c.spare[:0], len(c.roster)+len(records)/8)
	known := c.roster
	for n := range records {
		r := &records[n]
		if n > 0 && records[n-1].Citizen >= r.Citizen {
			return errOrder
		}
		order := -1
		for len(known) > 0 {
			if order = cmp.Compare(known[0].id, r.Citizen); order >= 0 {
				break
			}
			next = append(next, known[0].absent(doubts))
			known = known[1:]
		}
		who := citizen{id: r.Citizen}
		if order == 0 {
			who, known = known[0], known[1:]
		}
		c.see(&who, r, doubts)
		next = append(next, who)
	}
	for _, who := range known {
		next = append(next, who.absent(doubts))
	}
	c.roster, c.spare = next, c.roster
	return nil
}

// absent is a citizen after a month without a record.
func (who citizen) absent(doubts *Doubts) citizen {
	if who.here {
		doubts.Vanished++
	}
	who.here = false
	return who
}

// see takes in a citizen's record. A record with an exit is not counted, yet sets and ends what is carried on.
func (c *Counter) see(who *citizen, r *monitoring.Record, doubts *Doubts) {
	target := c.programme.InTarget(r.Benefit)
	who.carry(r.Marks, target)
	who.here = r.Exit == monitoring.ExitNone
	if !who.here {
		return
	}
	if who.unmarked == unmarkedFor {
		doubts.Unmarked++
	}
	c.tally.add(who.traits(r, target), originNumber(r.Origin))
}

// carry brings the latches up to date. Being visited again ends the rehabilitation latch, in the month of a
// marking too.
func (who *citizen) carry(m monitoring.Marks, target bool) {
	who.steppedUp = who.steppedUp || m.Has(monitoring.MarkStepUp)
	switch {
	case m.Has(monitoring.MarkRevisited):
		who.latched = false
	case m.Has(monitoring.MarkRehab):
		who.latched = true
	}
	if who.latched && target && !m.Has(monitoring.MarkRehab) {
		who.unmarked = min(who.unmarked+1, unmarkedFor)
	} else {
		who.unmarked = 0
	}
}

// markTraits are the marks that are facts by themselves.
var markTraits = []struct {
	mark monitoring.Marks
	has  traits
}{
	{monitoring.MarkJobBroker, factTraits[monitoring.FactJobBroker]},
	{monitoring.MarkRehab, markedRehab},
	{monitoring.MarkSelfSupporting, factTraits[monitoring.FactSelfSupporting]},
	{monitoring.MarkPaidHours, factTraits[monitoring.FactPaidHours]},
	{monitoring.MarkEducation, factTraits[monitoring.FactEducation]},
	{monitoring.MarkWageSubsidy, factTraits[monitoring.FactWageSubsidy]},
	{monitoring.MarkWorkPlacement, factTraits[monitoring.FactWorkPlacement]},
}

var (
	rehabGroup   = factTraits[monitoring.FactRehabGroup]
	leftBenefits = factTraits[monitoring.FactLeftBenefits]
	everStepUp   = factTraits[monitoring.FactEverStepUp]
)

// traits are what is true of a citizen who is counted.
func (who *citizen) traits(r *monitoring.Record, target bool) traits {
	has := inP
	for _, pair := range markTraits {
		if r.Marks&pair.mark != 0 {
			has |= pair.has
		}
	}
	switch {
	case who.latched:
		has |= inG2 | rehabGroup
	case r.Exempt != "":
		has |= inE
	default:
		has |= inG1
	}
	if who.steppedUp {
		has |= everStepUp
	}
	if !target {
		has |= leftBenefits
	}
	return has
}
