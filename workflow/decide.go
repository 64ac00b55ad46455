package workflow

import (
	"strings"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
)

var zeroTime time.Time

// Decide returns the events that a command causes in a journey, with everything that the rules make of
// them, or a typed refusal. It has no effects: the same arguments always give the same events.
func Decide(s State, actor person.Actor, c Command, now time.Time) ([]domain.Event, error) {
	events, _, err := Preview(s, actor, c, now)
	return events, err
}

// Preview returns what a command would cause, and the state it would lead to, without doing it.
func Preview(s State, actor person.Actor, c Command, now time.Time) ([]domain.Event, State, error) {
	d := &decision{state: s, actor: actor, now: now, today: calendar.DateOf(now)}
	if err := c.decide(d); err != nil {
		return nil, s, err
	}
	if len(d.events) > 0 {
		d.applyRules()
	}
	return d.events, d.state, d.err
}

// decision is one command at work: the state as far as it has come, and the events that led there.
type decision struct {
	state  State
	actor  person.Actor
	now    time.Time
	today  calendar.Date
	events []domain.Event
	err    error
}

// emit adds an event and evolves the state with it.
func (d *decision) emit(subject string, body domain.Body) {
	if d.err != nil {
		return
	}
	e := domain.Event{
		Number: d.state.Number + 1, At: d.now, Actor: string(d.actor.ID), OnBehalfOf: string(d.actor.OnBehalfOf),
		Kind: body.EventKind(), KindVersion: 1, Subject: subject, Body: body,
	}
	d.state, d.err = Evolve(d.state, e)
	d.events = append(d.events, e)
}

// item finds an instance that the actor's role may work on in a running journey.
func (d *decision) item(id journey.InstanceID, roles func(*PlanItem) []person.Role) (*Item, error) {
	if err := d.running(); err != nil {
		return nil, err
	}
	i := d.state.Item(id)
	if i == nil {
		return nil, domain.Refuse(domain.NotFound, "item_unknown", domain.Args{"item": string(id)})
	}
	if !may(d.actor, roles(i.Def)) {
		return nil, domain.Refuse(domain.Permission, "not_your_item", domain.Args{"item": string(id), "title": i.Def.Title})
	}
	return i, nil
}

// open is item for one that must be Enabled or Active.
func (d *decision) open(id journey.InstanceID) (*Item, error) {
	i, err := d.item(id, candidates)
	if err != nil {
		return nil, err
	}
	if !i.State.Open() {
		return nil, conflict("item_not_open", i)
	}
	return i, nil
}

func (d *decision) running() error {
	switch {
	case !d.state.Started():
		return domain.Refuse(domain.NotFound, "journey_unknown", nil)
	case d.state.Run != journey.Active:
		return &domain.Error{Code: domain.Conflict, Key: "journey_ended", Detail: d.state.Run}
	}
	return nil
}

// start makes an Enabled item Active: the first piece of work begins it.
func (d *decision) start(i *Item) {
	if i.State == journey.Enabled {
		d.emit(string(i.ID), &ItemChanged{State: journey.Active})
	}
}

func candidates(i *PlanItem) []person.Role   { return i.Roles }
func skippers(i *PlanItem) []person.Role     { return i.SkipRoles }
func reopeners(i *PlanItem) []person.Role    { return i.ReopenRoles }
func exceptioners(i *PlanItem) []person.Role { return i.OverrideRoles }
func anybody(*PlanItem) []person.Role        { return person.AllRoles() }
func keepersOf(i *PlanItem) []person.Role {
	return append(append([]person.Role(nil), i.Roles...), i.ReopenRoles...)
}
func municipalOf(i *PlanItem) []person.Role { return only(i.Roles, person.Role.Municipal) }
func deliverersOf(i *PlanItem) []person.Role {
	return only(i.Roles, func(r person.Role) bool { return !r.Municipal() })
}

func only(roles []person.Role, keep func(person.Role) bool) []person.Role {
	var kept []person.Role
	for _, r := range roles {
		if keep(r) {
			kept = append(kept, r)
		}
	}
	return kept
}

func may(actor person.Actor, roles []person.Role) bool {
	if actor.Role == person.System {
		return true
	}
	for _, r := range roles {
		if r == actor.Role {
			return true
		}
	}
	return false
}

// conflict refuses with the item's current state.
func conflict(key string, i *Item) error {
	return &domain.Error{
		Code: domain.Conflict, Key: key, Detail: i.State,
		Args: domain.Args{"item": string(i.ID), "title": i.Def.Title, "state": string(i.State)},
	}
}

// MaxReason is the longest reason, note or place in characters.
const MaxReason = 1000

// needReason refuses a missing or overlong reason.
func needReason(field, text string) error {
	return domain.NeedText(field, text, MaxReason, "reason_missing")
}

// SplitSubject takes an event's subject apart: the item, and the field, section or document within it.
func SplitSubject(subject string) (journey.InstanceID, journey.FieldID) {
	item, part, _ := strings.Cut(subject, "/")
	part, _, _ = strings.Cut(part, "/")
	return journey.InstanceID(item), journey.FieldID(part)
}

// subjectID is the request or proposal that an event is about; empty for none.
func subjectID(subject string) string {
	_, part, _ := strings.Cut(subject, "/")
	_, id, _ := strings.Cut(part, "/")
	return id
}

// SubjectProposal is the proposal that an event's subject names.
func SubjectProposal(subject string) journey.ProposalID {
	return journey.ProposalID(subjectID(subject))
}

// SubjectRequest is the request that an event's subject names.
func SubjectRequest(subject string) journey.RequestID { return journey.RequestID(subjectID(subject)) }

func ownSubject(item journey.InstanceID, part, id string) string {
	return partSubject(item, part) + "/" + id
}

func partSubject(item journey.InstanceID, part string) string { return string(item) + "/" + part }
