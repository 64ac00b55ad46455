// Package roster is the register of people: who has which role where. Its histories go through the same
// door as everything else. It knows no passwords and no sign-in.
package roster

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"startklar/domain"
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
}

// Actor returns the person as one who acts.
func (p Person) Actor() person.Actor {
	return person.Actor{ID: p.ID, Name: p.Name, Role: p.Role, Municipalities: p.Municipalities}
}

// PersonRegistered is a person's name, role and municipalities from now on.
type PersonRegistered struct {
	Name           string              `json:"name"`
	Role           person.Role         `json:"role"`
	Municipalities []municipality.Code `json:"municipalities,omitempty"`
}

// EventKind implements domain.Body.
func (*PersonRegistered) EventKind() string { return "person_registered" }

// RegisterPerson gives a person a name, a role and municipalities, the first time or anew.
type RegisterPerson struct {
	ID             person.ID           `json:"id"`
	Name           string              `json:"name"`
	Role           person.Role         `json:"role"`
	Municipalities []municipality.Code `json:"municipalities"`
}

// Stream implements domain.Command.
func (c RegisterPerson) Stream() domain.Stream { return domain.Stream{Kind: Kind, ID: string(c.ID)} }

// CommandName implements domain.Command.
func (RegisterPerson) CommandName() string { return "register_person" }

// WrittenTexts names what a person wrote.
func (c RegisterPerson) WrittenTexts() map[string]string {
	return map[string]string{"id": string(c.ID), "name": c.Name}
}

// maxName is the longest name in characters, and the longest id in bytes.
const maxName = 200

// check refuses a person without a name or id, with an unknown role, or with municipalities that do not go
// with the role.
func (c RegisterPerson) check() error {
	switch length := utf8.RuneCountInString(c.Name); {
	case c.ID == "" || len(c.ID) > maxName || strings.HasPrefix(string(c.ID), "system:"):
		return domain.RefuseField(domain.Invalid, "id", "person_id", nil)
	case strings.TrimSpace(c.Name) == "":
		return domain.RefuseField(domain.Invalid, "name", "name_missing", nil)
	case length > maxName:
		return domain.RefuseField(domain.Invalid, "name", "too_long", domain.Args{"max": maxName, "length": length})
	case !c.Role.Known() || c.Role == person.System:
		return domain.RefuseField(domain.Invalid, "role", "role_unknown", domain.Args{"role": string(c.Role)})
	case c.Role.Municipal() && len(c.Municipalities) != 1:
		return domain.RefuseField(domain.Invalid, "municipalities", "one_municipality", nil)
	}
	for _, code := range c.Municipalities {
		if _, ok := municipality.Get(code); !ok {
			return domain.RefuseField(domain.Invalid, "municipalities", "municipality_unknown", domain.Args{"municipality": string(code)})
		}
	}
	return nil
}

// Subject brings the rules of a person's stream to the journal.
type Subject struct{}

// Kind returns the kind of stream.
func (Subject) Kind() domain.StreamKind { return Kind }

// Empty is a person who does not exist.
func (Subject) Empty() any { return Person{} }

// Authorize lets those act who may manage people.
func (Subject) Authorize(actor person.Actor, _ any, _ domain.Command) error {
	return policy.CheckRole(actor, policy.ManagePeople)
}

// Decide registers a person, or changes nothing if all is as it was.
func (Subject) Decide(_ person.Actor, state any, c domain.Command, _ time.Time) ([]domain.Event, error) {
	register, ok := c.(RegisterPerson)
	p, isPerson := state.(Person)
	if !ok || !isPerson {
		return nil, domain.Fault("roster", fmt.Errorf("got %T and %T", state, c))
	}
	if err := register.check(); err != nil {
		return nil, err
	}
	if p.ID == register.ID && p.Name == register.Name && p.Role == register.Role && slices.Equal(p.Municipalities, register.Municipalities) {
		return nil, nil
	}
	return []domain.Event{{Subject: string(register.ID), Body: &PersonRegistered{Name: register.Name, Role: register.Role, Municipalities: register.Municipalities}}}, nil
}

// Evolve returns the person after an event.
func (Subject) Evolve(state any, e domain.Event) (any, error) {
	p, _ := state.(Person)
	b, ok := e.Body.(*PersonRegistered)
	if !ok {
		return nil, fmt.Errorf("person event %q", e.Kind)
	}
	p.ID, p.Name, p.Role, p.Municipalities = person.ID(e.Subject), b.Name, b.Role, b.Municipalities
	return p, nil
}

// Body makes an empty body of a kind.
func (Subject) Body(kind string, version int) (domain.Body, error) {
	if body := (&PersonRegistered{}); kind == body.EventKind() && version == 1 {
		return body, nil
	}
	return nil, fmt.Errorf("event kind %q version %d: a newer version of the service wrote it", kind, version)
}

// Erasable tells that nothing of a person's history can be erased piecemeal.
func (Subject) Erasable(string) bool { return false }
