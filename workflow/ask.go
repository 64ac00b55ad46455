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

// Turn names whose move an item is: a delivery waits for the municipality while something delivered is not in
// use there yet, and else for those who deliver; anything else waits for the item's roles.
func (i *Item) Turn() []person.Role {
	if i.Def.Kind != journey.Delivery {
		return i.Def.Roles
	}
	for _, doc := range i.Def.Documents {
		if run := i.Document(doc.ID); !run.DeliveredOn.IsZero() && run.InUseOn.IsZero() {
			return municipalOf(i.Def)
		}
	}
	return deliverersOf(i.Def)
}

// CanWork tells whether an actor can carry an item on now: whether a command that does the item's own work
// would be accepted, and would not be premature. A meeting that is booked waits for its day.
func (s State) CanWork(actor person.Actor, i *Item, now time.Time) bool {
	if !i.State.Open() {
		return false
	}
	if m := i.Meeting; m != nil && m.Of != "" && m.HeldOn.IsZero() {
		return may(actor, i.Def.Roles) && !m.On.After(calendar.DateOf(now)) // done on the meeting's own page
	}
	c := s.nextWork(actor, i, calendar.DateOf(now))
	return c != nil && Allowed(s, actor, c, now) == nil
}

// nextWork is the command by which an item's own work would go on; nil where it waits.
func (s State) nextWork(actor person.Actor, i *Item, today calendar.Date) Command {
	target := Target{Journey: s.ID}
	switch i.Def.Kind {
	case journey.Task:
		if i.Def.ByRecords {
			return StartItem{Target: target, Item: i.ID}
		}
		return CompleteItem{Target: target, Item: i.ID}
	case journey.Checklist, journey.Form:
		if len(i.openSections()) == 0 {
			return CompleteItem{Target: target, Item: i.ID}
		}
		return StartItem{Target: target, Item: i.ID}
	case journey.Approval:
		return SignOff{Target: target, Item: i.ID, Digest: s.Freeze(i).Digest, Declared: true}
	case journey.Meeting:
		return nextMeeting(target, i, today)
	case journey.Delivery:
		return s.nextDocument(target, actor, i)
	default:
		return nil
	}
}

// nextMeeting books a meeting, and holds it when its day has come.
func nextMeeting(target Target, i *Item, today calendar.Date) Command {
	switch m := i.Meeting; {
	case m == nil || m.On.IsZero():
		return BookMeeting{Target: target, Item: i.ID, On: today, Start: "09:00", End: "10:00"}
	case m.On.After(today):
		return nil
	default:
		return HoldMeeting{Target: target, Item: i.ID, On: m.On}
	}
}

// nextDocument confirms what has been delivered, for the municipality, and delivers what has not, for the
// others.
func (s State) nextDocument(target Target, actor person.Actor, i *Item) Command {
	for _, doc := range i.Def.Documents {
		run := i.Document(doc.ID)
		switch delivered := !run.DeliveredOn.IsZero(); {
		case actor.Role.Municipal() && delivered && run.InUseOn.IsZero():
			confirm := ConfirmDocument{Target: target, Item: i.ID, Document: doc.ID, InUse: !run.ReceivedOn.IsZero()}
			if teams := s.TeamsNow(); len(teams) > 0 {
				confirm.Team = teams[0].ID
			}
			return confirm
		case !actor.Role.Municipal() && !delivered:
			return DeliverDocument{Target: target, Item: i.ID, Document: doc.ID, Version: run.Version + 1}
		}
	}
	return nil
}

// Lapsed tells whether an instance was left over: nobody ended it, a rule did, and nothing required it.
func (s State) Lapsed(i *Item) bool {
	return i.State == journey.Terminated && i.Reason == "" && !s.required(i)
}
