package meeting

import (
	"cmp"
	"slices"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// Choice is an answer to one proposed date.
type Choice string

// The choices.
const (
	// Yes: "Ja".
	Yes Choice = "yes"
	// IfNeeded: "Kan, hvis nødvendigt".
	IfNeeded Choice = "if_needed"
	// No: "Nej".
	No Choice = "no"
)

// AllChoices lists every choice, the best first.
func AllChoices() []Choice { return []Choice{Yes, IfNeeded, No} }

// Known tells whether the choice is one of AllChoices.
func (c Choice) Known() bool { return slices.Contains(AllChoices(), c) }

// Poll are the dates to choose from and what was answered.
type Poll struct {
	// Slots stand in the order of time.
	Slots []Slot `json:"slots"`
	// ClosesOn is the last day on which it can be answered.
	ClosesOn calendar.Date `json:"closes_on"`
	// Closed tells that a date was booked.
	Closed  bool     `json:"closed"`
	Answers []Ballot `json:"answers,omitempty"`
}

// Ballot is what one person answered.
type Ballot struct {
	// Voter is a person's id, or that of a link and a number.
	Voter        string            `json:"voter"`
	Municipality municipality.Code `json:"municipality"`
	// Name is how somebody who is not signed in called themselves; empty for those who are.
	Name string `json:"name,omitempty"`
	// Choices are by Slot.Key; a slot that is not there was not answered.
	Choices map[string]Choice `json:"choices"`
	Note    string            `json:"note,omitempty"`
	At      time.Time         `json:"at"`
	// Erased tells that what was answered has been erased.
	Erased bool `json:"erased,omitempty"`
}

// Person is who answered, if signed in.
func (b Ballot) Person() person.ID {
	if b.Name != "" || b.Erased {
		return ""
	}
	return person.ID(b.Voter)
}

// Open tells whether the poll can be answered on a day.
func (p *Poll) Open(today calendar.Date) bool {
	return p != nil && !p.Closed && !today.After(p.ClosesOn)
}

// Answered tells whether anybody of a municipality has answered.
func (p *Poll) Answered(code municipality.Code) bool {
	return p != nil && slices.ContainsFunc(p.Answers, func(b Ballot) bool { return b.Municipality == code && !b.Erased })
}

// Ballot returns a voter's answer, or nil.
func (p *Poll) Ballot(voter string) *Ballot {
	if p == nil {
		return nil
	}
	for n := range p.Answers {
		if p.Answers[n].Voter == voter {
			return &p.Answers[n]
		}
	}
	return nil
}

// Tally is how one slot fares.
type Tally struct {
	Slot Slot
	// Yes, IfNeeded and No count ballots.
	Yes, IfNeeded, No int
	// Shut are the municipalities in which somebody said no.
	Shut []municipality.Code
}

// Possible tells whether nobody said no.
func (t Tally) Possible() bool { return t.No == 0 && t.Yes+t.IfNeeded > 0 }

// Tally counts each slot, in the order of time.
func (p *Poll) Tally() []Tally {
	if p == nil {
		return nil
	}
	tallies := make([]Tally, len(p.Slots))
	for n, slot := range p.Slots {
		tallies[n] = p.tally(slot)
	}
	return tallies
}

func (p *Poll) tally(slot Slot) Tally {
	t := Tally{Slot: slot}
	for _, b := range p.Answers {
		switch b.Choices[slot.Key()] {
		case Yes:
			t.Yes++
		case IfNeeded:
			t.IfNeeded++
		case No:
			t.No++
			if !slices.Contains(t.Shut, b.Municipality) {
				t.Shut = append(t.Shut, b.Municipality)
			}
		}
	}
	return t
}

// Best lists the slots that suit most: fewest no first, then most yes, then the earliest. Slots that are as
// good as the first come with it; none where nobody has answered.
func (p *Poll) Best() []Tally {
	all := p.Tally()
	slices.SortStableFunc(all, rank)
	n := 0
	for n < len(all) && all[n].Yes+all[n].IfNeeded > 0 && rank(all[n], all[0]) == 0 {
		n++
	}
	return all[:n]
}

func rank(a, b Tally) int {
	return cmp.Or(cmp.Compare(a.No, b.No), cmp.Compare(b.Yes, a.Yes), cmp.Compare(b.IfNeeded, a.IfNeeded))
}
