package desk

import (
	"context"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/roster"
	"startklar/domain/view"
)

// Roster are the read models of people and handovers.
type Roster interface {
	// Person returns a person, here or gone; NotFound if there is none.
	Person(ctx context.Context, id person.ID) (roster.Person, error)
	// People lists everybody, those who have left among them.
	People(ctx context.Context) ([]view.PersonRow, error)
	// ConsultantOf returns a municipality's consultant; NotFound if it has none.
	ConsultantOf(ctx context.Context, code municipality.Code) (roster.Person, error)
	// AwayFor lists those who are away on a day and have somebody as their deputy.
	AwayFor(ctx context.Context, deputy person.ID, on calendar.Date) ([]view.PersonRow, error)
	// Handover returns a handover; NotFound if there is none.
	Handover(ctx context.Context, id roster.HandoverID) (roster.Handover, error)
	// Handovers lists handovers, all or those that somebody receives, the newest first.
	Handovers(ctx context.Context, receiver person.ID) ([]roster.Handover, error)
}

// Person returns somebody by id, for names beside what they did. What else is known of them is no secret among those
// who are signed in: roles, places, and how the role is reached.
func (d *Desk) Person(ctx context.Context, id person.ID) (roster.Person, error) {
	return d.reads.Person(ctx, id)
}

// People lists everybody, for the demo door and for assigning. It is no municipality's content.
func (d *Desk) People(ctx context.Context) ([]view.PersonRow, error) { return d.reads.People(ctx) }

// Roster lists everybody for those who may see the register.
func (d *Desk) Roster(ctx context.Context, actor person.Actor) ([]view.PersonRow, error) {
	if err := policy.CheckRole(actor, policy.ReadPeople); err != nil {
		return nil, err
	}
	return d.reads.People(ctx)
}

// ConsultantOf returns whom a municipality calls, to those who may read its journey.
func (d *Desk) ConsultantOf(ctx context.Context, actor person.Actor, code municipality.Code) (roster.Person, error) {
	if err := policy.Check(actor, policy.ReadJourney, code); err != nil {
		return roster.Person{}, err
	}
	return d.reads.ConsultantOf(ctx, code)
}

// AwayFor lists those for whom the person may act on a day.
func (d *Desk) AwayFor(ctx context.Context, deputy person.ID, on calendar.Date) ([]view.PersonRow, error) {
	return d.reads.AwayFor(ctx, deputy, on)
}

// Handover returns a handover to those who may hand over, and to the consultant who receives: the note is for them.
// It is Private to everybody else.
func (d *Desk) Handover(ctx context.Context, actor person.Actor, id roster.HandoverID) (roster.Handover, error) {
	h, err := d.reads.Handover(ctx, id)
	if err != nil {
		return roster.Handover{}, err
	}
	if err := mayReadHandover(actor, h); err != nil {
		return roster.Handover{}, err
	}
	return h, nil
}

// Handovers lists the handovers that the actor may see, the newest first.
func (d *Desk) Handovers(ctx context.Context, actor person.Actor) ([]roster.Handover, error) {
	if policy.CheckRole(actor, policy.HandOver) == nil {
		return d.reads.Handovers(ctx, "")
	}
	if err := policy.CheckRole(actor, policy.ReadMessages); err != nil {
		return nil, err
	}
	if actor.OnBehalfOf != "" {
		return d.reads.Handovers(ctx, actor.OnBehalfOf)
	}
	return d.reads.Handovers(ctx, actor.ID)
}

func mayReadHandover(actor person.Actor, h roster.Handover) error {
	if actor.ID != "" && (h.To == actor.ID || h.To == actor.OnBehalfOf) {
		return nil
	}
	if err := policy.CheckRole(actor, policy.HandOver); err != nil {
		return domain.Refuse(domain.Private, "not_found", nil)
	}
	return nil
}
