package roster

import (
	"cmp"
	"fmt"
	"time"

	"startklar/domain"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// ConsultancyKind is the kind of stream that says who a municipality's consultant is and has been. Its id is
// the municipality's code.
const ConsultancyKind domain.StreamKind = "consultancy"

// Consultancy is the state of such a stream.
type Consultancy struct {
	Municipality municipality.Code
	// Consultant is the current one; empty for none.
	Consultant person.ID
	Since      time.Time
	// Handover is the one by which they came; empty if an administrator assigned them.
	Handover HandoverID
}

// ConsultantAssigned is a municipality's consultant from now on; empty for none.
type ConsultantAssigned struct {
	Before     person.ID  `json:"before,omitempty"`
	Consultant person.ID  `json:"consultant,omitempty"`
	Handover   HandoverID `json:"handover,omitempty"`
}

// EventKind implements domain.Body.
func (*ConsultantAssigned) EventKind() string { return "consultant_assigned" }

// AssignConsultant gives a municipality its consultant. With From, only in that one's place: it refuses when
// the municipality has another by now.
type AssignConsultant struct {
	Municipality municipality.Code `json:"municipality"`
	Consultant   person.ID         `json:"consultant"`
	From         person.ID         `json:"from,omitempty"`
	Handover     HandoverID        `json:"handover,omitempty"`
}

// Stream implements domain.Command.
func (c AssignConsultant) Stream() domain.Stream {
	return domain.Stream{Kind: ConsultancyKind, ID: string(c.Municipality)}
}

// CommandName implements domain.Command.
func (AssignConsultant) CommandName() string { return "assign_consultant" }

// ReleaseMunicipality leaves a municipality without a consultant if that one is its.
type ReleaseMunicipality struct {
	Municipality municipality.Code `json:"municipality"`
	From         person.ID         `json:"from"`
}

// Stream implements domain.Command.
func (c ReleaseMunicipality) Stream() domain.Stream {
	return domain.Stream{Kind: ConsultancyKind, ID: string(c.Municipality)}
}

// CommandName implements domain.Command.
func (ReleaseMunicipality) CommandName() string { return "release_municipality" }

// Consultancies brings the rules of a municipality's consultancy to the journal.
type Consultancies struct{}

// Kind returns the kind of stream.
func (Consultancies) Kind() domain.StreamKind { return ConsultancyKind }

// Empty is a municipality that has never had a consultant.
func (Consultancies) Empty() any { return Consultancy{} }

// Authorize lets those act who may manage people; a handover acts as the service.
func (Consultancies) Authorize(actor person.Actor, _ any, _ domain.Command) error {
	return policy.CheckRole(actor, policy.ManagePeople)
}

// Decide assigns or releases, or changes nothing if all is as it was.
func (Consultancies) Decide(_ person.Actor, state any, c domain.Command, _ time.Time) ([]domain.Event, error) {
	now, ok := state.(Consultancy)
	if !ok {
		return nil, domain.Fault("consultancy", fmt.Errorf("got %T", state))
	}
	next := ConsultantAssigned{Before: now.Consultant}
	switch c := c.(type) {
	case AssignConsultant:
		if err := checkMunicipalities([]municipality.Code{c.Municipality}); err != nil {
			return nil, err
		}
		// A consultant who was registered before consultancies were kept has the municipality on their own stream
		// alone.
		next.Before = cmp.Or(now.Consultant, c.From)
		if c.From != "" && next.Before != c.From {
			return nil, domain.RefuseField(domain.Conflict, "municipalities", "handover_moved", domain.Args{"municipality": string(c.Municipality)})
		}
		next.Consultant, next.Handover = c.Consultant, c.Handover
	case ReleaseMunicipality:
		if now.Consultant != c.From {
			return nil, nil
		}
	default:
		return nil, domain.Fault("consultancy", fmt.Errorf("got %T", c))
	}
	if next.Consultant == now.Consultant {
		return nil, nil
	}
	return eventsOf(c.Stream().ID, []domain.Body{&next}), nil
}

// Evolve returns the consultancy after an event.
func (Consultancies) Evolve(_ any, e domain.Event) (any, error) {
	b, ok := e.Body.(*ConsultantAssigned)
	if !ok {
		return nil, fmt.Errorf("consultancy event %q", e.Kind)
	}
	return Consultancy{Municipality: municipality.Code(e.Subject), Consultant: b.Consultant, Since: e.At, Handover: b.Handover}, nil
}

// Body makes an empty body of a kind.
func (Consultancies) Body(kind string, version int) (domain.Body, error) {
	return bodyOf(kind, version, &ConsultantAssigned{})
}

// Erasable tells that nothing here can be erased.
func (Consultancies) Erasable(string) bool { return false }
