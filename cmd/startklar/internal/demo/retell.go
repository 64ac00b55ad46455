package demo

import (
	"fmt"
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/meeting"
	"startklar/domain/person"
	"startklar/workflow"
	"startklar/workflow/journal"
	"startklar/workflow/reactions"
)

// retelling writes a tale once more with its workshop and seminars as meetings of their own, which the journey follows. The
// tales are written side by side and know nothing of a consultant's other dates; this comes after them, one
// tale after the other.
type retelling struct {
	*tale
	g   *gatherings
	old script
	// books counts the bookings to come, held tells that the last of them was held.
	books int
	held  bool
	talk  *talk
	// meets tells that the workshop is a meeting; met are the seminars that are, and led what they do, in order.
	meets bool
	met   []journey.InstanceID
	led   []consequence
}

// workshops make meetings of the dates that consultants have booked in journeys. A day that is past on which
// the consultant was somewhere else stays a note in the journey.
func (g *gatherings) workshops(def *workflow.Definition, tales []script) {
	for n := range tales {
		id := g.states[n].ID
		r := &retelling{g: g, old: tales[n], met: g.met[id], led: g.led[id], tale: &tale{
			def: def, journeys: workflow.Journeys{Definitions: oneDefinition{def}}, id: id, until: g.last,
		}}
		if r.meets = r.takesPlace(); !r.meets && len(r.met) == 0 || g.err != nil {
			continue
		}
		r.run()
		if r.err != nil {
			g.err = r.err
		}
		if g.err != nil {
			return
		}
		tales[n], g.states[n] = r.steps, r.state
		if r.talk != nil {
			g.past = append(g.past, r.talk.steps)
		}
	}
}

// takesPlace counts the bookings, and tells whether there is one that can be a meeting.
func (r *retelling) takesPlace() bool {
	var last workflow.BookMeeting
	var host person.ID
	for _, s := range r.old {
		switch c := s.request.Command.(type) {
		case workflow.BookMeeting:
			if c.Item == first(workshop) {
				r.books, last, host = r.books+1, c, s.request.Actor.ID
			}
		case workflow.HoldMeeting:
			r.held = r.held || c.Item == first(workshop)
		}
	}
	return r.books > 0 && (!r.held || r.g.diaries[host].Clash(workshopOf(r.id), slotOf(last)) == nil)
}

func slotOf(c workflow.BookMeeting) meeting.Slot {
	return meeting.Slot{On: c.On, Start: c.Start, End: c.End}
}

func (r *retelling) run() {
	for _, s := range r.old {
		r.catchUp(s.at)
		by := s.request.Actor
		switch c := s.request.Command.(type) {
		case workflow.BookMeeting:
			if slices.Contains(r.met, c.Item) {
				continue
			}
			if r.meets && c.Item == first(workshop) {
				r.book(s.at, by, c)
				continue
			}
		case workflow.HoldMeeting:
			if slices.Contains(r.met, c.Item) {
				continue
			}
			if r.meets && c.Item == first(workshop) {
				r.hold(s.at, by, c)
				continue
			}
		}
		r.repeat(s)
	}
	r.catchUp(r.g.last)
}

// catchUp lets happen what seminars did to the journey up to a moment.
func (r *retelling) catchUp(at time.Time) {
	for len(r.led) > 0 && !r.led[0].at.After(at) {
		r.apply(r.led[0])
		r.led = r.led[1:]
	}
}

// apply lets the journey follow a meeting. The meeting's own script says so; here only the state goes on.
func (r *retelling) apply(f consequence) {
	if r.err != nil {
		return
	}
	if _, err := r.decide(f.by, f.command, f.at); err != nil {
		r.err = fmt.Errorf("demo: %s: %s: %w", r.id, f.command.CommandName(), err)
	}
}

// repeat lets a step of the old tale happen as it did.
func (r *retelling) repeat(s step) {
	if r.err != nil {
		return
	}
	events, err := r.decide(s.request.Actor, s.request.Command.(workflow.Command), s.at)
	if err != nil {
		r.err = fmt.Errorf("demo: %s: %s once more: %w", r.id, s.request.Command.CommandName(), err)
		return
	}
	if len(events) > 0 {
		r.steps = append(r.steps, step{at: s.at, request: s.request, number: r.state.Number})
	}
}

// book makes the meeting, or moves it.
func (r *retelling) book(at time.Time, by person.Actor, c workflow.BookMeeting) {
	if r.talk == nil {
		r.talk = &talk{g: r.g}
		r.meet(at, by, workshopAt(by, r.id, c.Place))
	}
	move := meeting.Book{Target: target(r.talk), Slot: slotOf(c)}
	if r.books--; r.books > 0 || !r.held {
		move.Slot = r.g.free(by.ID, r.talk.state.ID, c.On)
	} else {
		r.g.reserve(by.ID, r.talk.state.ID, move.Slot)
	}
	if r.talk.state.State == meeting.Booked {
		move.Reason = "Lokalet blev optaget af noget andet."
	}
	r.meet(at, by, move)
	if _, _, day := c.On.Civil(); r.books == 0 && (r.held || day%3 != 2) {
		r.accept(at, 6+day%3)
	}
}

// accept is the municipality's answer, some days after the invitation. The journey takes no notice of it.
func (r *retelling) accept(at time.Time, persons int) {
	place := r.id.Municipality()
	at = moment(calendar.Danish().AddWorkingDays(calendar.DateOf(at), 2), 9+persons%4)
	if at.After(r.g.last) || !calendar.DateOf(at).Before(r.talk.state.On) {
		return
	}
	r.meet(at, r.g.people.leaders[place], meeting.Register{Target: target(r.talk), Municipality: place, Partstat: meeting.Accepted, Persons: persons})
}

// hold lets the municipality have come, and publishes what the consultant noted.
func (r *retelling) hold(at time.Time, by person.Actor, c workflow.HoldMeeting) {
	place := r.id.Municipality()
	r.meet(at, by, meeting.Attend{Target: target(r.talk), Present: []meeting.Headcount{{Municipality: place, Persons: max(5, r.talk.state.Party(place).Persons)}}})
	if c.Note != "" {
		r.meet(at, by, meeting.PublishNotes{Target: target(r.talk), Text: c.Note})
	}
}

// meet lets something happen to the meeting, and to the journey what follows from it.
func (r *retelling) meet(at time.Time, by person.Actor, c domain.Command) {
	if r.err != nil {
		return
	}
	r.talk.at = at
	for _, f := range r.talk.cause(by, c) {
		r.apply(f)
	}
}

// followed is what the reactions make of what happened.
func followed(h journal.Happened) (all [][]domain.Command) {
	for _, reaction := range reactions.All() {
		all = append(all, reaction(h))
	}
	return all
}
