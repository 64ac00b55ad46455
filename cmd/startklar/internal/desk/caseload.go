package desk

import (
	"context"
	"time"

	"startklar/domain"
	"startklar/domain/message"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/view"
)

// CaseReads are the read models of those who carry many municipalities.
type CaseReads interface {
	// Caseload returns journeys with what they wait for.
	Caseload(ctx context.Context, q view.OverviewQuery) ([]view.Case, error)
	// WorkNotes lists the notes about a municipality, the newest first.
	WorkNotes(ctx context.Context, code municipality.Code) ([]view.WorkNote, error)
	SavedViews(ctx context.Context, id person.ID) (view.SavedViews, error)
}

// Caseload returns the journeys that the actor carries: consultants those of their municipalities, the national
// agency all. It holds states, dates and counts, never a text of the municipality's.
func (d *Desk) Caseload(ctx context.Context, actor person.Actor, q view.OverviewQuery) ([]view.Case, error) {
	if err := policy.CheckRole(actor, policy.ReadCaseload); err != nil {
		return nil, err
	}
	if actor.Role == person.ProcessConsultant {
		q.Municipalities = within(q.Municipalities, actor)
	}
	return d.reads.Caseload(ctx, q)
}

// WorkNotes lists the notes about a municipality for those who may keep them: the consultants who carry it, and
// the national agency. The municipality itself may not; it does not see that there are any.
func (d *Desk) WorkNotes(ctx context.Context, actor person.Actor, code municipality.Code) ([]view.WorkNote, error) {
	if err := policy.Check(actor, policy.KeepNotes, code); err != nil {
		return nil, err
	}
	return d.reads.WorkNotes(ctx, code)
}

// SavedViews lists the actor's own views.
func (d *Desk) SavedViews(ctx context.Context, actor person.Actor) (view.SavedViews, error) {
	if err := policy.CheckRole(actor, policy.ReadCaseload); err != nil {
		return view.SavedViews{}, err
	}
	return d.reads.SavedViews(ctx, actor.ID)
}

// SentMessage returns a message that the actor has sent to many, with who has read it. To everybody else it does
// not exist.
func (d *Desk) SentMessage(ctx context.Context, actor person.Actor, id string) (message.Message, error) {
	if err := policy.CheckRole(actor, policy.WriteToMany); err != nil {
		return message.Message{}, err
	}
	state, _, err := d.door.State(ctx, domain.Stream{Kind: message.Kind, ID: id}, time.Time{})
	if err != nil {
		return message.Message{}, err
	}
	m, ok := state.(message.Message)
	if !ok || !m.Sent() || m.From != actor.ID || m.Notice != "" {
		return message.Message{}, domain.Refuse(domain.Private, "not_found", nil)
	}
	return m, nil
}
