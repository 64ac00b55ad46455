package followup

import (
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// Kind is the kind of stream that holds a municipality's follow-up; its id is the municipality's code.
const Kind domain.StreamKind = "followup"

// StreamOf is the history of a municipality's follow-up.
func StreamOf(code municipality.Code) domain.Stream {
	return domain.Stream{Kind: Kind, ID: string(code)}
}

// State is a municipality's follow-up. What it points to is never changed.
type State struct {
	Tracks []*Track
	// Proposals, Cases and Contacts stand in the order of their numbers, which count from 1.
	Proposals []*Proposal
	Cases     []*Case
	Contacts  []*Contact
}

// Track is how one subject has stood, month by month.
type Track struct {
	Subject Subject
	// Raised tells that a proposal has been made since it was last clear.
	Raised bool
	// Months rise; months that nobody judged are not among them.
	Months []MonthStanding
}

// MonthStanding is a standing in a month.
type MonthStanding struct {
	Month    calendar.Month
	Standing Standing
}

// At is how the subject stood in a month; Unjudged where nobody has said.
func (t *Track) At(m calendar.Month) Standing {
	if t != nil {
		for _, s := range t.Months {
			if s.Month == m {
				return s.Standing
			}
		}
	}
	return Unjudged
}

// Last is the newest month judged; zero for none.
func (t *Track) Last() calendar.Month {
	if t == nil || len(t.Months) == 0 {
		return calendar.Month{}
	}
	return t.Months[len(t.Months)-1].Month
}

// Track is that of a subject; nil where it was never judged.
func (s State) Track(subject Subject) *Track {
	i := slices.IndexFunc(s.Tracks, func(t *Track) bool { return t.Subject == subject })
	if i < 0 {
		return nil
	}
	return s.Tracks[i]
}

// ProposalState is what has become of a proposal.
type ProposalState string

// The states of a proposal.
const (
	// Open waits for a person.
	Open ProposalState = "open"
	// InCase belongs to a case.
	InCase ProposalState = "in_case"
	// Aside was set aside with a reason.
	Aside ProposalState = "aside"
	// Lapsed: the signal went before anybody acted.
	Lapsed ProposalState = "lapsed"
)

// AllProposalStates lists the states.
func AllProposalStates() []ProposalState { return []ProposalState{Open, InCase, Aside, Lapsed} }

// Proposal suggests a talk with the municipality.
type Proposal struct {
	Number  int
	Subject Subject
	Month   calendar.Month
	Reasons []signal.Reason
	// Figures are those that it rests on; none for the subjects of no indicator.
	Figures []Figure
	MadeAt  time.Time
	State   ProposalState
	// Case is the number of the case it belongs to; Reason why it was set aside; By and At who and when.
	Case   int
	Reason string
	By     person.ID
	At     time.Time
}

// Proposal is the one with a number; nil for none.
func (s State) Proposal(number int) *Proposal {
	for _, p := range s.Proposals {
		if p.Number == number {
			return p
		}
	}
	return nil
}

// Case is the one with a number; nil for none.
func (s State) Case(number int) *Case {
	for _, c := range s.Cases {
		if c.Number == number {
			return c
		}
	}
	return nil
}

// about is the open case that a subject belongs to already; nil for none.
func (s State) about(subject Subject) *Case {
	for _, c := range s.Cases {
		if c.Open() && c.Watches(subject) {
			return c
		}
	}
	return nil
}

// ContactsOf are the contacts of a case, those of the cases that merged into it among them.
func (s State) ContactsOf(number int) (all []*Contact) {
	for _, c := range s.Contacts {
		if s.root(c.Case) == number {
			all = append(all, c)
		}
	}
	return all
}

// root is the case that a case has become.
func (s State) root(number int) int {
	for c := s.Case(number); c != nil && c.MergedInto != 0; c = s.Case(number) {
		number = c.MergedInto
	}
	return number
}

// ContactsIn counts the contacts with the municipality in a year, in every case and outside them.
func (s State) ContactsIn(year int) (count int) {
	for _, c := range s.Contacts {
		if y, _, _ := c.On.Civil(); y == year {
			count++
		}
	}
	return count
}
