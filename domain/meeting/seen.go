package meeting

import (
	"maps"
	"slices"

	"startklar/domain/municipality"
)

// Seen is a meeting as somebody may see it.
type Seen struct {
	Meeting
	// Room counts every registration, also those that are not shown.
	Room Places
	// Line is how many municipalities stand before each that is shown and waits.
	Line map[municipality.Code]int
	// Whole tells that nothing is left out.
	Whole bool
}

// See gives the whole meeting.
func (m Meeting) See() Seen {
	return Seen{Meeting: m, Room: m.Places(), Line: m.positions(), Whole: true}
}

// SeePart leaves out what concerns other municipalities than those that are kept: who they are, what they
// answered, how many come, whether they came. The counts of the room stay.
func (m Meeting) SeePart(keep func(municipality.Code) bool) Seen {
	s := Seen{Meeting: m, Room: m.Places(), Line: m.positions()}
	maps.DeleteFunc(s.Line, func(code municipality.Code, _ int) bool { return !keep(code) })
	s.Parties = slices.DeleteFunc(slices.Clone(m.Parties), func(p Party) bool { return !keep(p.Municipality) })
	s.Links = slices.DeleteFunc(slices.Clone(m.Links), func(l Link) bool { return !keep(l.Municipality) })
	if m.Poll != nil {
		poll := *m.Poll
		poll.Answers = slices.DeleteFunc(slices.Clone(poll.Answers), func(b Ballot) bool { return !keep(b.Municipality) })
		s.Poll = &poll
	}
	return s
}
