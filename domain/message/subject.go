package message

import (
	"fmt"
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/person"
	"startklar/domain/policy"
)

type (
	// Posted is a message as it was sent.
	Posted struct {
		To      []Audience        `json:"to"`
		Notice  string            `json:"notice,omitempty"`
		Args    map[string]string `json:"args,omitempty"`
		Subject string            `json:"subject,omitempty"`
		Text    string            `json:"text,omitempty"`
		About   About             `json:"about"`
	}
	// Read tells that the event's actor has read it.
	Read struct{}
	// Withdrawn tells that the sender took it back.
	Withdrawn struct{}
)

// EventKind implements domain.Body.
func (*Posted) EventKind() string { return "message_posted" }

// EventKind implements domain.Body.
func (*Read) EventKind() string { return "message_read" }

// EventKind implements domain.Body.
func (*Withdrawn) EventKind() string { return "message_withdrawn" }

// Subject brings the rules of messages to the journal.
type Subject struct{}

// Kind returns the kind of stream.
func (Subject) Kind() domain.StreamKind { return Kind }

// Empty is a message that was never sent.
func (Subject) Empty() any { return Message{} }

// Authorize asks the policy. That a message exists is private to those whom it reaches and to its sender.
func (Subject) Authorize(actor person.Actor, state any, c domain.Command) error {
	m, _ := state.(Message)
	switch c := c.(type) {
	case Post:
		if err := policy.CheckRole(actor, policy.SendMessage); err != nil {
			return err
		}
		if !c.mayWrite(actor) {
			return domain.Refuse(domain.Permission, "message_reach", nil)
		}
		return nil
	case MarkRead:
		if !m.Reaches(actor) {
			return domain.Refuse(domain.Private, "not_found", nil)
		}
		return policy.CheckRole(actor, policy.ReadMessages)
	case Withdraw:
		if m.From != actor.ID {
			return domain.Refuse(domain.Private, "not_found", nil)
		}
		return policy.CheckRole(actor, policy.SendMessage)
	default:
		return policy.CheckRole(actor, policy.EraseContent)
	}
}

// Decide sends, marks and withdraws. What has been done already changes nothing.
func (Subject) Decide(actor person.Actor, state any, c domain.Command, now time.Time) ([]domain.Event, error) {
	m, ok := state.(Message)
	if !ok {
		return nil, domain.Fault("message", fmt.Errorf("got %T", state))
	}
	switch c := c.(type) {
	case Post:
		return m.post(c)
	case MarkRead:
		if slices.Contains(m.ReadBy, actor.ID) {
			return nil, nil
		}
		return []domain.Event{{Body: &Read{}}}, nil
	case Withdraw:
		return m.withdraw(now)
	default:
		return nil, domain.Fault("message", fmt.Errorf("%T is not a message's", c))
	}
}

func (m Message) post(c Post) ([]domain.Event, error) {
	if m.Sent() {
		return nil, domain.Refuse(domain.Conflict, "message_sent", nil)
	}
	if c.ID == "" {
		return nil, domain.RefuseField(domain.Invalid, "id", "message_id", nil)
	}
	if err := c.Check(); err != nil {
		return nil, err
	}
	return []domain.Event{{Subject: c.ID, Body: &Posted{
		To: c.To, Notice: c.Notice, Args: c.Args, Subject: c.Subject, Text: c.Text, About: c.About,
	}}}, nil
}

func (m Message) withdraw(now time.Time) ([]domain.Event, error) {
	switch {
	case !m.WithdrawnAt.IsZero():
		return nil, nil
	case now.Sub(m.At) > UndoTime:
		return nil, domain.Refuse(domain.Conflict, "message_too_late", domain.Args{"minutes": int(UndoTime.Minutes())})
	}
	return []domain.Event{{Body: &Withdrawn{}}}, nil
}

// Evolve returns the message after an event. An erased message keeps its readers and has no content.
func (Subject) Evolve(state any, e domain.Event) (any, error) {
	m, _ := state.(Message)
	if e.Kind == (&Posted{}).EventKind() {
		m.ID, m.From, m.Behalf, m.At = e.Subject, person.ID(e.Actor), person.ID(e.OnBehalfOf), e.At
	}
	switch b := e.Body.(type) {
	case *Posted:
		m.To, m.Notice, m.Args, m.Subject, m.Text, m.About = b.To, b.Notice, b.Args, b.Subject, b.Text, b.About
	case *Read:
		m.ReadBy = append(slices.Clip(m.ReadBy), person.ID(e.Actor))
	case *Withdrawn:
		m.WithdrawnAt = e.At
	case nil: // erased
	default:
		return nil, fmt.Errorf("message event %q", e.Kind)
	}
	return m, nil
}

// Body makes an empty body of a kind.
func (Subject) Body(kind string, version int) (domain.Body, error) {
	for _, body := range []domain.Body{&Posted{}, &Read{}, &Withdrawn{}} {
		if body.EventKind() == kind && version == 1 {
			return body, nil
		}
	}
	return nil, fmt.Errorf("event kind %q version %d: a newer version of the service wrote it", kind, version)
}

// Erasable tells that what was written may be erased.
func (Subject) Erasable(kind string) bool { return kind == (&Posted{}).EventKind() }
