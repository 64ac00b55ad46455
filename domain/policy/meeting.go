package policy

import (
	"slices"

	"startklar/domain"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// MeetingParties is who a meeting belongs to.
type MeetingParties struct {
	Host person.ID
	// Invited are the municipalities.
	Invited []municipality.Code
}

// CheckReadMeeting refuses a meeting to those whom it does not concern: municipal roles see those that their
// municipality is invited to, consultants also those that they host, the national agency all.
func CheckReadMeeting(actor person.Actor, m MeetingParties) error {
	if err := CheckRole(actor, ReadMeeting); err != nil {
		return err
	}
	if hosts(actor, m.Host) || slices.ContainsFunc(m.Invited, func(code municipality.Code) bool { return reaches(actor, code) }) {
		return nil
	}
	if len(m.Invited) == 0 && reaches(actor, "") {
		return nil
	}
	return domain.Refuse(domain.Private, "not_found", nil)
}

// CheckManageMeeting refuses to change a meeting: its host may, the national agency, and a consultant to
// whom every invited municipality is assigned, who has taken over from the host.
func CheckManageMeeting(actor person.Actor, m MeetingParties) error {
	if err := CheckReadMeeting(actor, m); err != nil {
		return err
	}
	if err := CheckRole(actor, HostMeeting); err != nil {
		return err
	}
	inherits := len(m.Invited) > 0 && !slices.ContainsFunc(m.Invited, func(code municipality.Code) bool { return !reaches(actor, code) })
	if hosts(actor, m.Host) || inherits {
		return nil
	}
	return domain.Refuse(domain.Permission, "not_your_meeting", nil)
}

// SeesWholeMeeting tells whether the actor sees what every municipality answered; others see their own part
// and how many places are taken.
func SeesWholeMeeting(actor person.Actor, m MeetingParties) bool {
	return CheckManageMeeting(actor, m) == nil
}

// hosts tells whether the actor is a host, or acts for them.
func hosts(actor person.Actor, host person.ID) bool {
	return host != "" && (actor.ID == host || actor.OnBehalfOf == host)
}
