package roster

import (
	"net/mail"
	"slices"
	"strings"
	"time"

	"startklar/domain"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// PersonRegistered is a person's name, role and municipalities from now on.
type PersonRegistered struct {
	Name           string              `json:"name"`
	Role           person.Role         `json:"role"`
	Municipalities []municipality.Code `json:"municipalities,omitempty"`
}

// EventKind implements domain.Body.
func (*PersonRegistered) EventKind() string { return "person_registered" }

// RegisterPerson gives a person a name, a role and municipalities, the first time or anew. Who had left is
// here again.
type RegisterPerson struct {
	ID             person.ID           `json:"id"`
	Name           string              `json:"name"`
	Role           person.Role         `json:"role"`
	Municipalities []municipality.Code `json:"municipalities"`
	// New refuses an id that somebody has.
	New bool `json:"new,omitempty"`
}

// Stream implements domain.Command.
func (c RegisterPerson) Stream() domain.Stream { return Stream(c.ID) }

// CommandName implements domain.Command.
func (RegisterPerson) CommandName() string { return "register_person" }

// WrittenTexts names what a person wrote.
func (c RegisterPerson) WrittenTexts() map[string]string {
	return map[string]string{"id": string(c.ID), "name": c.Name}
}

// maxName is the longest name in characters, and the longest id in bytes.
const maxName = 200

func (c RegisterPerson) decide(p Person, _ time.Time) ([]domain.Body, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	if c.New && p.ID != "" {
		return nil, domain.RefuseField(domain.Conflict, "id", "person_exists", nil)
	}
	if p.Active() && p.Name == c.Name && p.Role == c.Role && slices.Equal(p.Municipalities, c.Municipalities) {
		return nil, nil
	}
	return []domain.Body{&PersonRegistered{Name: c.Name, Role: c.Role, Municipalities: c.Municipalities}}, nil
}

// check refuses a person without a name or id, with an unknown role, or with municipalities that do not go
// with the role.
func (c RegisterPerson) check() error {
	if !validID(c.ID) {
		return domain.RefuseField(domain.Invalid, "id", "person_id", nil)
	}
	if err := domain.NeedText("name", c.Name, maxName, "name_missing"); err != nil {
		return err
	}
	switch {
	case !c.Role.Known() || c.Role == person.System:
		return domain.RefuseField(domain.Invalid, "role", "role_unknown", domain.Args{"role": string(c.Role)})
	case c.Role.Municipal() && len(c.Municipalities) != 1:
		return domain.RefuseField(domain.Invalid, "municipalities", "one_municipality", nil)
	}
	return checkMunicipalities(c.Municipalities)
}

// validID tells whether an id can be anybody's: those that begin with "system:" or "link:" are the service's.
func validID(id person.ID) bool {
	return id != "" && len(id) <= maxName && !strings.HasPrefix(string(id), "system:") && !strings.HasPrefix(string(id), "link:")
}

func checkMunicipalities(codes []municipality.Code) error {
	for _, code := range codes {
		if _, ok := municipality.Get(code); !ok {
			return domain.RefuseField(domain.Invalid, "municipalities", "municipality_unknown", domain.Args{"municipality": string(code)})
		}
	}
	return nil
}

// MunicipalitiesAssigned are the municipalities of a consultant from now on.
type MunicipalitiesAssigned struct {
	Municipalities []municipality.Code `json:"municipalities"`
}

// EventKind implements domain.Body.
func (*MunicipalitiesAssigned) EventKind() string { return "municipalities_assigned" }

// AssignMunicipalities gives a consultant exactly these municipalities; whoever had one of them loses it.
type AssignMunicipalities struct {
	ID             person.ID           `json:"id"`
	Municipalities []municipality.Code `json:"municipalities"`
}

// Stream implements domain.Command.
func (c AssignMunicipalities) Stream() domain.Stream { return Stream(c.ID) }

// CommandName implements domain.Command.
func (AssignMunicipalities) CommandName() string { return "assign_municipalities" }

func (c AssignMunicipalities) decide(p Person, _ time.Time) ([]domain.Body, error) {
	if err := checkConsultant(p); err != nil {
		return nil, err
	}
	if err := checkMunicipalities(c.Municipalities); err != nil {
		return nil, err
	}
	codes := slices.Sorted(slices.Values(c.Municipalities))
	return assigned(p, slices.Compact(codes)), nil
}

// checkConsultant refuses whoever cannot be a municipality's consultant.
func checkConsultant(p Person) error {
	if !p.Active() || p.Role != person.ProcessConsultant {
		return domain.RefuseField(domain.Invalid, "to", "not_a_consultant", nil)
	}
	return nil
}

// assigned is the event that gives a person these municipalities, none if they have them.
func assigned(p Person, codes []municipality.Code) []domain.Body {
	if slices.Equal(p.Municipalities, codes) {
		return nil
	}
	return []domain.Body{&MunicipalitiesAssigned{Municipalities: codes}}
}

// GainMunicipality follows a municipality's choice of consultant on that one's own stream. It is caused, never
// asked for.
type GainMunicipality struct {
	ID           person.ID         `json:"id"`
	Municipality municipality.Code `json:"municipality"`
}

// Stream implements domain.Command.
func (c GainMunicipality) Stream() domain.Stream { return Stream(c.ID) }

// CommandName implements domain.Command.
func (GainMunicipality) CommandName() string { return "gain_municipality" }

func (c GainMunicipality) decide(p Person, _ time.Time) ([]domain.Body, error) {
	if err := checkConsultant(p); err != nil {
		return nil, err
	}
	if slices.Contains(p.Municipalities, c.Municipality) {
		return nil, nil
	}
	codes := append(slices.Clone(p.Municipalities), c.Municipality)
	slices.Sort(codes)
	return assigned(p, codes), nil
}

// LoseMunicipality is the opposite, for the consultant before.
type LoseMunicipality struct {
	ID           person.ID         `json:"id"`
	Municipality municipality.Code `json:"municipality"`
}

// Stream implements domain.Command.
func (c LoseMunicipality) Stream() domain.Stream { return Stream(c.ID) }

// CommandName implements domain.Command.
func (LoseMunicipality) CommandName() string { return "lose_municipality" }

func (c LoseMunicipality) decide(p Person, _ time.Time) ([]domain.Body, error) {
	if p.Role != person.ProcessConsultant {
		return nil, nil
	}
	return assigned(p, slices.DeleteFunc(slices.Clone(p.Municipalities), func(code municipality.Code) bool { return code == c.Municipality })), nil
}

// ContactSet is how a person's role is reached from now on. It can be erased.
type ContactSet struct {
	Contact
}

// EventKind implements domain.Body.
func (*ContactSet) EventKind() string { return "contact_set" }

// SetContact says how a person's role is reached; empty texts for not at all.
type SetContact struct {
	ID person.ID `json:"id"`
	Contact
}

// Stream implements domain.Command.
func (c SetContact) Stream() domain.Stream { return Stream(c.ID) }

// CommandName implements domain.Command.
func (SetContact) CommandName() string { return "set_contact" }

// WrittenTexts names what a person wrote.
func (c SetContact) WrittenTexts() map[string]string {
	return map[string]string{"phone": c.Phone, "email": c.Email}
}

// MaxPhone and MaxEmail are the longest of each, in characters.
const (
	MaxPhone = 30
	MaxEmail = 254
)

func (c SetContact) decide(p Person, _ time.Time) ([]domain.Body, error) {
	if p.ID == "" {
		return nil, domain.Refuse(domain.NotFound, "person_unknown", nil)
	}
	if !validPhone(c.Phone) {
		return nil, domain.RefuseField(domain.Invalid, "phone", "phone", nil)
	}
	if !validEmail(c.Email) {
		return nil, domain.RefuseField(domain.Invalid, "email", "email", nil)
	}
	if p.Contact == c.Contact {
		return nil, nil
	}
	return []domain.Body{&ContactSet{c.Contact}}, nil
}

// validPhone takes digits in groups, with a country's code if need be.
func validPhone(text string) bool {
	if text == "" {
		return true
	}
	digits := 0
	for n, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == ' ', r == '+' && n == 0:
		default:
			return false
		}
	}
	return digits >= 5 && len(text) <= MaxPhone
}

func validEmail(text string) bool {
	if text == "" {
		return true
	}
	address, err := mail.ParseAddress(text)
	return err == nil && address.Address == text && len(text) <= MaxEmail
}

// PersonEnded tells that a person has left.
type PersonEnded struct{}

// EventKind implements domain.Body.
func (*PersonEnded) EventKind() string { return "person_ended" }

// EndPerson is for who has left: they can no longer sign in, and what they did keeps their name. A consultant
// hands their municipalities over first.
type EndPerson struct {
	ID person.ID `json:"id"`
}

// Stream implements domain.Command.
func (c EndPerson) Stream() domain.Stream { return Stream(c.ID) }

// CommandName implements domain.Command.
func (EndPerson) CommandName() string { return "end_person" }

func (c EndPerson) decide(p Person, _ time.Time) ([]domain.Body, error) {
	switch {
	case p.ID == "":
		return nil, domain.Refuse(domain.NotFound, "person_unknown", nil)
	case !p.Active():
		return nil, nil
	case len(p.Consults()) > 0:
		return nil, domain.Refuse(domain.Conflict, "person_has_municipalities", domain.Args{"count": len(p.Consults())})
	}
	return []domain.Body{&PersonEnded{}}, nil
}
