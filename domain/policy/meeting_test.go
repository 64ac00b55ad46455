package policy_test

import (
	"testing"

	"startklar/domain"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
)

func TestWhoSeesAMeetingAndWhoManagesIt(t *testing.T) {
	seminar := policy.MeetingParties{Host: "host", Invited: []municipality.Code{own, other}}
	with := func(id person.ID, role person.Role, codes ...municipality.Code) person.Actor {
		return person.Actor{ID: id, Role: role, Municipalities: codes}
	}
	deputy := with("deputy", person.ProcessConsultant)
	deputy.OnBehalfOf = "host"
	for name, c := range map[string]struct {
		actor        person.Actor
		read, manage domain.Code
	}{
		"the host":                             {with("host", person.ProcessConsultant), "", ""},
		"the host's deputy":                    {deputy, "", ""},
		"the national agency":                  {with("a", person.NationalOfficer), "", ""},
		"a consultant who carries everybody":   {with("a", person.ProcessConsultant, own, other), "", ""},
		"a consultant who carries one of them": {with("a", person.ProcessConsultant, own), "", domain.Permission},
		"a consultant who carries none":        {with("a", person.ProcessConsultant, "0461"), domain.Private, domain.Private},
		"a leader who is invited":              {with("a", person.MunicipalLeader, own), "", domain.Permission},
		"a member who is invited":              {with("a", person.MunicipalMember, other), "", domain.Permission},
		"a leader who is not":                  {with("a", person.MunicipalLeader, "0461"), domain.Private, domain.Private},
		"a guest of an invited municipality":   {with("a", person.Guest, own), "", domain.Permission},
		"an administrator":                     {with("a", person.Administrator), domain.Permission, domain.Permission},
		"nobody":                               {with("", person.NationalOfficer), domain.Unauthenticated, domain.Unauthenticated},
	} {
		if got := domain.CodeOf(policy.CheckReadMeeting(c.actor, seminar)); got != c.read {
			t.Errorf("%s reads: %q, want %q", name, got, c.read)
		}
		if got := domain.CodeOf(policy.CheckManageMeeting(c.actor, seminar)); got != c.manage {
			t.Errorf("%s manages: %q, want %q", name, got, c.manage)
		}
		if got := policy.SeesWholeMeeting(c.actor, seminar); got != (c.manage == "") {
			t.Errorf("%s sees the whole: %v", name, got)
		}
	}
}
