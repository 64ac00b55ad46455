package meeting

import (
	"fmt"
	"maps"
	"slices"

	"startklar/domain"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// Evolve returns the meeting after an event. What has happened has happened: nothing is refused. An event
// whose content was erased keeps the course of the meeting and loses its words.
func Evolve(m Meeting, e domain.Event) (Meeting, error) {
	m.ChangedAt, m.Number = e.At, e.Number
	if e.Erased() {
		return evolveErased(m, e), nil
	}
	if next, ok := evolvePlan(m, e); ok {
		return next, nil
	}
	if next, ok := evolvePoll(m, e); ok {
		return next, nil
	}
	if next, ok := evolveParties(m, e); ok {
		return next, nil
	}
	return m, fmt.Errorf("meeting event %q", e.Kind)
}

func evolveErased(m Meeting, e domain.Event) Meeting {
	switch e.Kind {
	case (&Described{}).EventKind():
		m.Details = Details{Capacity: m.Capacity}
	case (&NotesPublished{}).EventKind():
		m.Notes = nil
	case (&PollAnswered{}).EventKind():
		m.Poll = m.Poll.with(Ballot{Voter: e.Subject, Erased: true, At: e.At})
	}
	return m
}

// evolvePlan handles what concerns the meeting as a whole.
func evolvePlan(m Meeting, e domain.Event) (Meeting, bool) {
	switch b := e.Body.(type) {
	case *MeetingPlanned:
		m.ID, m.Kind, m.Host, m.HostRole, m.State = ID(e.Subject), b.Kind, b.Host, b.HostRole, Planned
	case *Described:
		m.Details = b.Details
	case *Relocated:
		m.Where, m.Sequence = b.Where, b.Sequence
	case *DateBooked:
		m.Slot, m.Sequence, m.State, m.Reason = b.Slot, b.Sequence, Booked, b.Reason
		m.Poll = m.Poll.closed()
	case *DateCancelled:
		m.State, m.Sequence, m.Reason = Cancelled, b.Sequence, b.Reason
		m.Poll = m.Poll.closed()
	case *NotesPublished:
		m.Notes = &Notes{Text: b.Text, Material: b.Material, By: person.ID(e.Actor), At: e.At}
		return m, true
	default:
		return m, false
	}
	m.RevisedAt = e.At
	return m, true
}

func evolvePoll(m Meeting, e domain.Event) (Meeting, bool) {
	switch b := e.Body.(type) {
	case *PollOpened:
		poll := Poll{Slots: b.Slots, ClosesOn: b.ClosesOn}
		if m.Poll != nil {
			poll.Answers = m.Poll.Answers
		}
		m.Poll = &poll
	case *PollAnswered:
		m.Poll = m.Poll.with(Ballot{
			Voter: e.Subject, Municipality: b.Municipality, Name: b.Name, Choices: maps.Clone(b.Choices), Note: b.Note, At: e.At,
		})
	case *LinkMade:
		m.Links = append(slices.Clone(m.Links), Link{ID: e.Subject, Hash: b.Hash, Municipality: b.Municipality, Until: b.Until, By: person.ID(e.Actor)})
	case *LinkWithdrawn:
		m.Links = slices.Clone(m.Links)
		if l := m.Link(e.Subject); l != nil {
			l.Withdrawn = true
		}
	default:
		return m, false
	}
	return m, true
}

// closed is the poll when nobody can answer any more; nil stays nil.
func (p *Poll) closed() *Poll {
	if p == nil {
		return nil
	}
	next := *p
	next.Closed = true
	return &next
}

// with puts a ballot in the place of the voter's earlier one, or behind the others.
func (p *Poll) with(b Ballot) *Poll {
	if p == nil {
		return nil
	}
	next := *p
	next.Answers = slices.Clone(p.Answers)
	for n := range next.Answers {
		if next.Answers[n].Voter != b.Voter {
			continue
		}
		if b.Erased {
			b.Municipality = next.Answers[n].Municipality
		}
		next.Answers[n] = b
		return &next
	}
	next.Answers = append(next.Answers, b)
	return &next
}

func evolveParties(m Meeting, e domain.Event) (Meeting, bool) {
	m.Parties = slices.Clone(m.Parties)
	switch b := e.Body.(type) {
	case *Invited:
		m.Parties = append(m.Parties, Party{Municipality: b.Municipality, Journey: b.Journey, Item: b.Item, Partstat: NeedsAction})
	case *Uninvited:
		m.Parties = slices.DeleteFunc(m.Parties, func(p Party) bool { return p.Municipality == b.Municipality })
	case *Registered:
		m.Queue = max(m.Queue, b.Waiting)
		m.party(b.Municipality, func(p *Party) {
			p.Partstat, p.Persons, p.Waiting = b.Partstat, b.Persons, b.Waiting
			p.AnsweredBy, p.AnsweredAt = person.ID(e.Actor), e.At
		})
	case *MovedUp:
		m.party(b.Municipality, func(p *Party) { p.Waiting = 0 })
	case *MeetingAttended:
		m.State, m.Poll = Held, m.Poll.closed()
		for _, h := range b.Present {
			m.party(h.Municipality, func(p *Party) { p.Attendance, p.Came = Present, h.Persons })
		}
		for _, code := range b.Absent {
			m.party(code, func(p *Party) { p.Attendance, p.Came = Absent, 0 })
		}
	default:
		return m, false
	}
	return m, true
}

// party changes one of the parties, which have been copied.
func (m *Meeting) party(code municipality.Code, change func(*Party)) {
	if p := m.Party(code); p != nil {
		change(p)
	}
}
