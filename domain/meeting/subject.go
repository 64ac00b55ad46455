package meeting

import (
	"fmt"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// Subject brings the rules of a meeting's stream to the journal.
type Subject struct{}

// Kind returns the kind of stream.
func (Subject) Kind() domain.StreamKind { return StreamKind }

// Empty is a meeting that was never planned.
func (Subject) Empty() any { return Meeting{} }

// Body makes an empty body of a kind.
func (Subject) Body(kind string, version int) (domain.Body, error) {
	if make, ok := bodies[kind]; ok && version == 1 {
		return make(), nil
	}
	return nil, fmt.Errorf("event kind %q version %d: a newer version of the service wrote it", kind, version)
}

// Erasable tells whether the content of such an event may be erased.
func (Subject) Erasable(kind string) bool { return erasable[kind] }

// Evolve returns the meeting after an event.
func (Subject) Evolve(state any, e domain.Event) (any, error) {
	m, ok := state.(Meeting)
	if !ok {
		return nil, fmt.Errorf("meeting state: got %T", state)
	}
	return Evolve(m, e)
}

// Owners is who the meeting belongs to, for the policy.
func (m Meeting) Owners() policy.MeetingParties {
	return policy.MeetingParties{Host: m.Host, Invited: m.Municipalities()}
}

// Authorize lets hosts do what is theirs, and municipalities answer for themselves.
func (Subject) Authorize(actor person.Actor, state any, c domain.Command) error {
	m, ok := state.(Meeting)
	if !ok {
		return domain.Fault("meeting state", fmt.Errorf("got %T", state))
	}
	switch c := c.(type) {
	case Plan:
		return c.authorize(actor)
	case Invite:
		if err := mayInvite(actor, c.Invitees); err != nil {
			return err
		}
		return manage(actor, m)
	case AnswerPoll:
		return m.answers(actor, c.Municipality, policy.AnswerPoll)
	case Register:
		if actor.Role.Municipal() || actor.Role == person.Guest {
			return m.answers(actor, c.Municipality, policy.AnswerMeeting)
		}
		return manage(actor, m)
	case Describe, Uninvite, ProposeSlots, MakeLink, WithdrawLink, Book, Cancel, Attend, TakePlace, PublishNotes:
		return manage(actor, m)
	default: // erasing
		return policy.CheckRole(actor, policy.EraseContent)
	}
}

func (c Plan) authorize(actor person.Actor) error {
	if err := policy.CheckRole(actor, policy.HostMeeting); err != nil {
		return err
	}
	if actor.Role != person.System && (c.Host != actor.ID || c.HostRole != actor.Role) {
		return domain.Refuse(domain.Permission, "host_self", nil)
	}
	return mayInvite(actor, c.Invitees)
}

func mayInvite(actor person.Actor, all []Invitee) error {
	for _, i := range all {
		if err := policy.Check(actor, policy.HostMeeting, i.Municipality); err != nil {
			return err
		}
	}
	return nil
}

func manage(actor person.Actor, m Meeting) error {
	if actor.Role == person.System {
		return nil
	}
	return policy.CheckManageMeeting(actor, m.Owners())
}

// answers lets people answer for a municipality of theirs that is invited, and a link's holder for the
// link's.
func (m Meeting) answers(actor person.Actor, code municipality.Code, action policy.Action) error {
	if err := policy.Check(actor, action, code); err != nil {
		return err
	}
	if m.Party(code) == nil {
		return domain.Refuse(domain.Private, "not_found", nil)
	}
	if actor.Role != person.Guest {
		return nil
	}
	if l := m.linkOf(actor); l == nil || l.Municipality != code {
		return domain.Refuse(domain.Private, "not_found", nil)
	}
	return nil
}

// linkOf is the link by which somebody came; nil for those who did not come by one of this meeting's.
func (m Meeting) linkOf(actor person.Actor) *Link {
	if actor.Link == "" {
		return nil
	}
	return m.Link(actor.Link)
}

// Decide returns the events that a command causes, or a refusal.
func (Subject) Decide(actor person.Actor, state any, c domain.Command, now time.Time) ([]domain.Event, error) {
	m, isMeeting := state.(Meeting)
	command, ok := c.(command)
	if !ok || !isMeeting {
		return nil, domain.Fault("meeting", fmt.Errorf("got %T and %T", state, c))
	}
	_, plans := c.(Plan)
	if !plans && !m.Exists() {
		return nil, domain.Refuse(domain.NotFound, "meeting_unknown", nil)
	}
	d := &decision{m: m, actor: actor, now: now, today: calendar.DateOf(now)}
	if err := command.decide(d); err != nil {
		return nil, err
	}
	return d.events, d.err
}

type command interface {
	domain.Command
	decide(*decision) error
}

// decision is one command at work: the meeting as far as it has come, and the events that led there.
type decision struct {
	m      Meeting
	actor  person.Actor
	now    time.Time
	today  calendar.Date
	events []domain.Event
	err    error
}

// emit adds an event and evolves the meeting with it.
func (d *decision) emit(subject string, body domain.Body) {
	e := domain.Event{Number: d.m.Number + 1, At: d.now, Actor: string(d.actor.ID), Kind: body.EventKind(), KindVersion: 1, Subject: subject, Body: body}
	next, err := Evolve(d.m, e)
	if err != nil {
		d.err = err
		return
	}
	d.m = next
	d.events = append(d.events, e)
}

// conflict refuses with the meeting's state.
func (d *decision) conflict(key string) error {
	return &domain.Error{Code: domain.Conflict, Key: key, Detail: d.m.State, Args: domain.Args{"title": d.m.Title}}
}
