package demo

import (
	"maps"
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/meeting"
	"startklar/domain/person"
	"startklar/workflow"
	"startklar/workflow/journal"
)

const (
	// fewest is how many municipalities make a meeting: one alone keeps its seminar as a note in the journey.
	fewest = 2
	// beside is what lies between a tale's moment and the meeting's, so that no two of them write to one journey at
	// the same moment.
	beside = 7 * time.Second
)

// consequence is what a meeting does to a journey.
type consequence struct {
	at      time.Time
	by      person.Actor
	command workflow.Command
}

// regional is a day on which a consultant met municipalities, as their tales have it.
type regional struct {
	host person.Actor
	book workflow.BookMeeting
	note string
	// bookedAt and heldAt are the latest moments at which one of the tales has it.
	bookedAt, heldAt time.Time
	invitees         []meeting.Invitee
}

// regionals make meetings of the regional seminars that have been: one for each consultant and day. They come before
// the workshops, which give way to them.
func (g *gatherings) regionals(tales []script) {
	days := map[string]*regional{}
	for n, steps := range tales {
		booked := map[journey.InstanceID]step{}
		for _, s := range steps {
			switch c := s.request.Command.(type) {
			case workflow.BookMeeting:
				booked[c.Item] = s
			case workflow.HoldMeeting:
				if id, _ := c.Item.Item(); id == seminar {
					g.came(days, g.states[n].ID, booked[c.Item], s)
				}
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(days)) {
		if r := days[key]; len(r.invitees) >= fewest && g.err == nil {
			g.regional(meeting.ID("demo-netvaerk-"+key), r)
		}
	}
}

// came adds a municipality to a day.
func (g *gatherings) came(days map[string]*regional, id journey.ID, booked, held step) {
	book, hold := booked.request.Command.(workflow.BookMeeting), held.request.Command.(workflow.HoldMeeting)
	key := book.On.String() + "-" + string(booked.request.Actor.ID)
	r := days[key]
	if r == nil {
		r = &regional{host: booked.request.Actor, book: book, note: hold.Note}
		days[key] = r
	}
	if booked.at.After(r.bookedAt) {
		r.bookedAt = booked.at
	}
	if held.at.After(r.heldAt) {
		r.heldAt = held.at
	}
	r.invitees = append(r.invitees, meeting.Invitee{Municipality: id.Municipality(), Journey: id, Item: book.Item})
}

// regional is one seminar from the invitation to the notes.
func (g *gatherings) regional(id meeting.ID, r *regional) {
	t := &talk{g: g, at: r.bookedAt.Add(beside)}
	g.let(t, r.host, meeting.Plan{
		Target: meeting.Target{Meeting: id}, Kind: meeting.Seminar, Host: r.host.ID, HostRole: r.host.Role,
		Details: meeting.Details{Title: "Regionalt netværksseminar", Text: "Tag jeres bedste og jeres sværeste eksempel med.", Agenda: usualAgenda},
		Where:   meeting.Where{Place: r.book.Place}, Invitees: r.invitees,
	})
	slot := slotOf(r.book)
	g.let(t, r.host, meeting.Book{Target: meeting.Target{Meeting: id}, Slot: slot})
	g.reserve(r.host.ID, id, slot)
	t.at = r.heldAt.Add(beside)
	attend := meeting.Attend{Target: meeting.Target{Meeting: id}}
	for n, i := range r.invitees {
		attend.Present = append(attend.Present, meeting.Headcount{Municipality: i.Municipality, Persons: 2 + n%3})
	}
	g.let(t, r.host, attend)
	if r.note != "" {
		g.let(t, r.host, meeting.PublishNotes{Target: meeting.Target{Meeting: id}, Text: r.note})
	}
	g.past = append(g.past, t.steps)
	for _, i := range r.invitees {
		g.met[i.Journey] = append(g.met[i.Journey], i.Item)
	}
}

// let makes something happen to a seminar, and keeps for each journey what follows from it.
func (g *gatherings) let(t *talk, by person.Actor, c domain.Command) {
	for _, f := range t.cause(by, c) {
		id := journey.ID(f.command.Stream().ID)
		g.led[id] = append(g.led[id], f)
	}
}

// cause makes something happen to a meeting, and returns what follows from it for journeys.
func (t *talk) cause(by person.Actor, c domain.Command) (all []consequence) {
	before := t.state
	h := journal.Happened{Actor: by, Stream: c.Stream(), Before: before, Events: t.do(by, c), After: t.state}
	service := by
	service.Role, service.Municipalities = person.System, nil
	for _, caused := range slices.Concat(followed(h)...) {
		if follow, ok := caused.(workflow.Command); ok && caused.Stream().Kind == journey.StreamKind {
			all = append(all, consequence{at: t.at, by: service, command: follow})
		}
	}
	return all
}
