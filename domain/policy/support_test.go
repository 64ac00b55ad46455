package policy_test

import (
	"strings"
	"testing"

	"startklar/domain/person"
	"startklar/domain/policy"
)

func TestWhoReadsWhichPartOfACaseOfSupport(t *testing.T) {
	for role, want := range map[person.Role]string{
		person.NationalOfficer: "internal help agreement", person.System: "internal help agreement",
		person.ProcessConsultant: "help agreement", person.MunicipalLeader: "agreement",
		person.MunicipalMember: "", person.Administrator: "", person.SteeringMember: "", person.Guest: "",
	} {
		var got []string
		for _, part := range []policy.SupportPart{policy.SupportInternal, policy.SupportHelp, policy.SupportAgreement} {
			if policy.MayReadSupport(actor(role, own), own, part) {
				got = append(got, string(part))
			}
			if nationwide := role == person.NationalOfficer || role == person.System; !nationwide && policy.MayReadSupport(actor(role, own), other, part) {
				t.Errorf("%s reads %s of another municipality", role, part)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s reads %v, want %s", role, got, want)
		}
	}
}
