package desk

import (
	"context"

	"startklar/domain"
	"startklar/domain/message"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/view"
)

// Inboxes are the read models of messages.
type Inboxes interface {
	// Message returns a message; NotFound if there is none.
	Message(ctx context.Context, id string) (message.Message, error)
	Inbox(ctx context.Context, actor person.Actor, q view.InboxQuery) (view.Inbox, error)
	// Unread stops counting at 100.
	Unread(ctx context.Context, actor person.Actor) (int, error)
}

// Inbox lists what reaches the actor, or what they wrote themselves. What was withdrawn has no words any more.
func (d *Desk) Inbox(ctx context.Context, actor person.Actor, q view.InboxQuery) (view.Inbox, error) {
	if err := policy.CheckRole(actor, policy.ReadMessages); err != nil {
		return view.Inbox{}, err
	}
	box, err := d.reads.Inbox(ctx, actor, q)
	for n := range box.Rows {
		box.Rows[n].Message = forReader(actor, box.Rows[n].Message)
	}
	return box, err
}

// Message returns a message to those whom it reaches now and to its sender; Private to everybody else.
func (d *Desk) Message(ctx context.Context, actor person.Actor, id string) (message.Message, error) {
	if err := policy.CheckRole(actor, policy.ReadMessages); err != nil {
		return message.Message{}, err
	}
	m, err := d.reads.Message(ctx, id)
	if err != nil {
		return message.Message{}, err
	}
	if m.From != actor.ID && !m.Reaches(actor) {
		return message.Message{}, domain.Refuse(domain.Private, "not_found", nil)
	}
	return forReader(actor, m), nil
}

// forReader leaves a reader what is theirs: the line that is written to them alone, and nothing of what was taken
// back. The sender sees what they wrote to everybody.
func forReader(actor person.Actor, m message.Message) message.Message {
	if m.From == actor.ID {
		return m
	}
	mine := []message.Audience{}
	for _, to := range m.To {
		if to.Includes(actor) {
			mine = append(mine, to)
		}
	}
	m.To, m.ReadBy = mine, nil
	if !m.WithdrawnAt.IsZero() {
		m.Subject, m.Text, m.Args = "", "", nil
		for n := range m.To {
			m.To[n].Line = ""
		}
	}
	return m
}

// Unread counts the actor's unread messages for the menu, up to 100; nobody without an inbox has any.
func (d *Desk) Unread(ctx context.Context, actor person.Actor) (int, error) {
	if policy.CheckRole(actor, policy.ReadMessages) != nil {
		return 0, nil
	}
	return d.reads.Unread(ctx, actor)
}
