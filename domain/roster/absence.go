package roster

import (
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// Absence is a time in which somebody is away and another may act for them.
type Absence struct {
	// From and To are the first and the last day, in Copenhagen.
	From   calendar.Date `json:"from"`
	To     calendar.Date `json:"to"`
	Deputy person.ID     `json:"deputy"`
}

// Covers tells whether the day lies in the absence.
func (a Absence) Covers(d calendar.Date) bool {
	return !a.From.IsZero() && !d.Before(a.From) && !d.After(a.To)
}

// Over tells whether the absence, if there was one, had ended before that day.
func (a Absence) Over(d calendar.Date) bool { return a.From.IsZero() || a.To.Before(d) }

// AbsenceRegistered is a person's absence from now on.
type AbsenceRegistered Absence

// EventKind implements domain.Body.
func (*AbsenceRegistered) EventKind() string { return "absence_registered" }

// AbsenceEnded tells that the person is back, or will not be away.
type AbsenceEnded struct{}

// EventKind implements domain.Body.
func (*AbsenceEnded) EventKind() string { return "absence_ended" }

// RegisterAbsence says when somebody is away and who may act for them then. It takes the place of the absence
// that was registered before, if that is not over.
type RegisterAbsence struct {
	ID person.ID `json:"id"`
	Absence
}

// Stream implements domain.Command.
func (c RegisterAbsence) Stream() domain.Stream { return Stream(c.ID) }

// CommandName implements domain.Command.
func (RegisterAbsence) CommandName() string { return "register_absence" }

// maxAbsence is the longest absence in days: who is away for longer hands over.
const maxAbsence = 183

func (c RegisterAbsence) decide(p Person, now time.Time) ([]domain.Body, error) {
	switch today := calendar.DateOf(now); {
	case !p.Active():
		return nil, domain.Refuse(domain.NotFound, "person_unknown", nil)
	case p.Role != person.ProcessConsultant && p.Role != person.MunicipalLeader:
		return nil, domain.Refuse(domain.Invalid, "absence_role", nil)
	case c.From.IsZero():
		return nil, domain.RefuseField(domain.Invalid, "from", "date_missing", nil)
	case c.To.IsZero():
		return nil, domain.RefuseField(domain.Invalid, "to", "date_missing", nil)
	case c.To.Before(c.From):
		return nil, domain.RefuseField(domain.Invalid, "to", "absence_backwards", nil)
	case c.To.Before(today):
		return nil, domain.RefuseField(domain.Invalid, "to", "absence_past", nil)
	case c.From.DaysUntil(c.To) >= maxAbsence:
		return nil, domain.RefuseField(domain.Invalid, "to", "absence_long", domain.Args{"days": maxAbsence})
	case c.Deputy == "" || c.Deputy == p.ID:
		return nil, domain.RefuseField(domain.Invalid, "deputy", "deputy_missing", nil)
	}
	if p.Absence == c.Absence {
		return nil, nil
	}
	return []domain.Body{(*AbsenceRegistered)(&c.Absence)}, nil
}

// EndAbsence ends an absence before its last day, or takes back one that is to come.
type EndAbsence struct {
	ID person.ID `json:"id"`
}

// Stream implements domain.Command.
func (c EndAbsence) Stream() domain.Stream { return Stream(c.ID) }

// CommandName implements domain.Command.
func (EndAbsence) CommandName() string { return "end_absence" }

func (c EndAbsence) decide(p Person, now time.Time) ([]domain.Body, error) {
	if p.Absence.Over(calendar.DateOf(now)) {
		return nil, nil
	}
	return []domain.Body{&AbsenceEnded{}}, nil
}

// StandIn asks whether somebody can be the deputy of a person with that role and reach. It changes nothing and
// refuses who cannot: it is caused by an absence, on the deputy's stream.
type StandIn struct {
	ID             person.ID           `json:"id"`
	Role           person.Role         `json:"role"`
	Municipalities []municipality.Code `json:"municipalities"`
}

// Stream implements domain.Command.
func (c StandIn) Stream() domain.Stream { return Stream(c.ID) }

// CommandName implements domain.Command.
func (StandIn) CommandName() string { return "stand_in" }

func (c StandIn) decide(p Person, _ time.Time) ([]domain.Body, error) {
	if !CanStandIn(p, c.Role, c.Municipalities) {
		return nil, domain.RefuseField(domain.Invalid, "deputy", "deputy_unfit", nil)
	}
	return nil, nil
}

// CanStandIn tells who can be a deputy: for a consultant another consultant, for a leader somebody of the same
// municipality.
func CanStandIn(p Person, role person.Role, codes []municipality.Code) bool {
	if role == person.ProcessConsultant {
		return p.Active() && p.Role == role
	}
	return p.Active() && p.Role.Municipal() && slices.Equal(p.Municipalities, codes)
}
