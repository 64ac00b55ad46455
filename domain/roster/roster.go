// Package roster is the register of people: who has which role where, how they are reached, who stands in for
// them, and which consultant a municipality has. Its histories go through the same door as everything else. It
// knows no passwords and no sign-in.
//
// It has three kinds of streams. A person's holds name, role, municipalities, contact details and absences. A
// municipality's consultancy says who its consultant is: one at a time, for that stream is the only place that
// says so, and the municipalities on a consultant's own stream follow it (see package reactions). A handover
// moves municipalities from one consultant to another on a day, with a note.
//
// Whom somebody reaches is never copied into a right: a person is read anew at every access, so what was taken
// away is gone at once, and a deputy's reach ends with the absence.
package roster

import (
	"fmt"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// Kind is the kind of stream that holds a person's history.
const Kind domain.StreamKind = "person"

// Person is the state of a person's stream.
type Person struct {
	ID person.ID
	// Name is shown beside what the person did. In demo data it names role and place, never an individual.
	Name string
	Role person.Role
	// Municipalities are the person's own (municipal roles: exactly one) or assigned ones (consultants).
	Municipalities []municipality.Code
	Contact        Contact
	// EndedAt is when the person left; zero while they are here. Who left keeps name and history and can no
	// longer sign in.
	EndedAt time.Time
	// Absence is the latest one that was registered; zero for none.
	Absence Absence
}

// Contact is how the role is reached.
type Contact struct {
	Phone string `json:"phone,omitempty"`
	Email string `json:"email,omitempty"`
}

// Active tells whether the person is registered and has not left.
func (p Person) Active() bool { return p.ID != "" && p.EndedAt.IsZero() }

// Actor returns the person as one who acts.
func (p Person) Actor() person.Actor {
	return person.Actor{ID: p.ID, Name: p.Name, Role: p.Role, Municipalities: p.Municipalities}
}

// ActorFor returns the person as one who acts on behalf of somebody absent: their own id and name, the absent
// person's role and reach. It is false unless the person is that one's deputy on that day.
func (p Person) ActorFor(absent Person, on calendar.Date) (person.Actor, bool) {
	if !p.Active() || !absent.Active() || !absent.Absence.Covers(on) || absent.Absence.Deputy != p.ID {
		return person.Actor{}, false
	}
	return person.Actor{ID: p.ID, Name: p.Name, Role: absent.Role, Municipalities: absent.Municipalities, OnBehalfOf: absent.ID}, true
}

// Consults are the municipalities that the person is the consultant of.
func (p Person) Consults() []municipality.Code {
	if !p.Active() || p.Role != person.ProcessConsultant {
		return nil
	}
	return p.Municipalities
}

// Stream is a person's stream.
func Stream(id person.ID) domain.Stream { return domain.Stream{Kind: Kind, ID: string(id)} }

// Subject brings the rules of a person's stream to the journal.
type Subject struct{}

// Kind returns the kind of stream.
func (Subject) Kind() domain.StreamKind { return Kind }

// Empty is a person who does not exist.
func (Subject) Empty() any { return Person{} }

// Authorize lets those act who may manage people, and everybody on what is their own: how they are reached,
// and when they are away.
func (Subject) Authorize(actor person.Actor, _ any, c domain.Command) error {
	switch own := c.Stream().ID == string(actor.ID) && actor.OnBehalfOf == ""; c.(type) {
	case SetContact:
		if own {
			return policy.CheckRole(actor, policy.KeepOwnContact)
		}
	case RegisterAbsence, EndAbsence:
		if own {
			return policy.CheckRole(actor, policy.RegisterAbsence)
		}
	case EndPerson:
		if c.Stream().ID == string(actor.ID) {
			return domain.Refuse(domain.Permission, "person_self", nil) // somebody has to be left who can undo it
		}
	}
	return policy.CheckRole(actor, policy.ManagePeople)
}

// change is a command on a person's stream.
type change interface {
	decide(p Person, now time.Time) ([]domain.Body, error)
}

// Decide carries out a command, and gives no events if all is as it was.
func (Subject) Decide(_ person.Actor, state any, c domain.Command, now time.Time) ([]domain.Event, error) {
	p, isPerson := state.(Person)
	command, ok := c.(change)
	if !ok || !isPerson {
		return nil, domain.Fault("roster", fmt.Errorf("got %T and %T", state, c))
	}
	bodies, err := command.decide(p, now)
	if err != nil {
		return nil, err
	}
	return eventsOf(c.Stream().ID, bodies), nil
}

func eventsOf(subject string, bodies []domain.Body) []domain.Event {
	var events []domain.Event
	for _, b := range bodies {
		events = append(events, domain.Event{Subject: subject, Body: b})
	}
	return events
}

// Evolve returns the person after an event.
func (Subject) Evolve(state any, e domain.Event) (any, error) {
	p, _ := state.(Person)
	switch b := e.Body.(type) {
	case *PersonRegistered:
		p.ID, p.Name, p.Role, p.Municipalities = person.ID(e.Subject), b.Name, b.Role, b.Municipalities
		p.EndedAt = time.Time{}
	case *MunicipalitiesAssigned:
		p.Municipalities = b.Municipalities
	case *ContactSet:
		p.Contact = b.Contact
	case *AbsenceRegistered:
		p.Absence = Absence(*b)
	case *AbsenceEnded:
		p.Absence = Absence{}
	case *PersonEnded:
		p.EndedAt = e.At
	case nil:
		if e.Kind != (&ContactSet{}).EventKind() {
			return nil, fmt.Errorf("person event %q without content", e.Kind)
		}
		p.Contact = Contact{}
	default:
		return nil, fmt.Errorf("person event %q", e.Kind)
	}
	return p, nil
}

// Body makes an empty body of a kind.
func (Subject) Body(kind string, version int) (domain.Body, error) {
	return bodyOf(kind, version, &PersonRegistered{}, &MunicipalitiesAssigned{}, &ContactSet{}, &AbsenceRegistered{}, &AbsenceEnded{}, &PersonEnded{})
}

// bodyOf finds the body of a kind among those of a subject.
func bodyOf(kind string, version int, known ...domain.Body) (domain.Body, error) {
	for _, body := range known {
		if version == 1 && kind == body.EventKind() {
			return body, nil
		}
	}
	return nil, fmt.Errorf("event kind %q version %d: a newer version of the service wrote it", kind, version)
}

// Erasable tells that how a person was reached can be erased, and nothing else of their history.
func (Subject) Erasable(kind string) bool { return kind == (&ContactSet{}).EventKind() }
