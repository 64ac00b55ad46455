package workflow

import (
	"time"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// Allowed refuses what the policy and Decide would refuse of a command, without working out what it causes.
// Pages ask it before they offer something: a button that would be refused is not there.
func Allowed(s State, actor person.Actor, c Command, now time.Time) error {
	if err := policy.Check(actor, c.action(), s.Municipality); err != nil {
		return err
	}
	return c.decide(&decision{state: s, actor: actor, now: now, today: calendar.DateOf(now)})
}

// Unmet is one thing that keeps an item from beginning: an on-part that has not occurred, or a condition
// that does not hold. OfStage tells that it is the stage's gate that waits.
type Unmet struct {
	On      OnPart
	If      *Condition
	OfStage bool
}

// Unmet lists what keeps an item from beginning, its stage's gate first; nothing for one that has begun.
func (s State) Unmet(i *Item) []Unmet {
	if i.State != journey.Available {
		return nil
	}
	var missing []Unmet
	if r := s.Stage(i.Def.Stage.ID); r != nil && r.State == journey.Available {
		missing = s.unmet(r.Def.Entry, true)
	}
	return append(missing, s.unmet(i.Def.Entry, false)...)
}

func (s State) unmet(gate Sentry, ofStage bool) []Unmet {
	var missing []Unmet
	for _, on := range gate.On {
		if !s.occurred(on) {
			missing = append(missing, Unmet{On: on, OfStage: ofStage})
		}
	}
	if !gate.If.holds(s) {
		missing = append(missing, Unmet{If: gate.If, OfStage: ofStage})
	}
	return missing
}
