package policy_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"startklar/domain"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
)

const own, other municipality.Code = "0851", "0101"

// rights is the whole policy: for every action the roles that may, in the order of person.AllRoles.
var rights = map[policy.Action]string{
	policy.ReadStatements:    "MunicipalLeader MunicipalMember NationalOfficer ProcessConsultant System",
	policy.PrepareStatements: "NationalOfficer System",
	policy.ReleaseStatements: "NationalOfficer System",
	policy.ReadJourney:       "MunicipalLeader MunicipalMember ProcessConsultant NationalOfficer System",
	policy.ManageSteering:    "MunicipalLeader System",
	policy.ReadSheet:         "MunicipalLeader MunicipalMember ProcessConsultant NationalOfficer SteeringMember System",
	policy.AnswerSheet:       "SteeringMember System",
	policy.ReadHistory:       "MunicipalLeader MunicipalMember ProcessConsultant NationalOfficer System",
	policy.ReadOverview:      "ProcessConsultant NationalOfficer System",
	policy.ReadCaseload:      "ProcessConsultant NationalOfficer System",
	policy.KeepNotes:         "ProcessConsultant NationalOfficer System",
	policy.WriteToMany:       "ProcessConsultant NationalOfficer System",
	policy.Answer:            "MunicipalLeader MunicipalMember ProcessConsultant NationalOfficer System",
	policy.Declare:           "MunicipalLeader MunicipalMember ProcessConsultant NationalOfficer System",
	policy.WorkOnItem:        "MunicipalLeader MunicipalMember ProcessConsultant NationalOfficer System",
	policy.SignOff:           "MunicipalLeader NationalOfficer System",
	policy.OpenGate:          "ProcessConsultant NationalOfficer System",
	policy.MoveDeadline:      "ProcessConsultant NationalOfficer System",
	policy.DeliverRecords:    "NationalOfficer System",
	policy.ReadDeliveries:    "MunicipalLeader MunicipalMember NationalOfficer System",
	policy.ReadCounts:        "NationalOfficer System",
	policy.ReadFigures:       "MunicipalLeader MunicipalMember ProcessConsultant NationalOfficer System",
	policy.ReadOwnCounts:     "MunicipalLeader MunicipalMember System",
	policy.ReadAccesses:      "NationalOfficer Administrator System",
	policy.ManageJourney:     "NationalOfficer System",
	policy.EraseContent:      "Administrator System",
	policy.ManageDefinitions: "Administrator System",
	policy.ManagePeople:      "Administrator System",
	policy.RunWorkshop:       "ProcessConsultant NationalOfficer System",
	policy.AnswerMinutes:     "MunicipalLeader System",
	policy.AnswerCheck:       "MunicipalLeader MunicipalMember ProcessConsultant System",
	policy.SendMessage:       "MunicipalLeader MunicipalMember ProcessConsultant NationalOfficer System",
	policy.ReadMeeting:       "MunicipalLeader MunicipalMember ProcessConsultant NationalOfficer Guest System",
	policy.HostMeeting:       "ProcessConsultant NationalOfficer System",
	policy.AnswerMeeting:     "MunicipalLeader MunicipalMember ProcessConsultant NationalOfficer Guest System",
	policy.AnswerPoll:        "MunicipalLeader MunicipalMember Guest System",
	policy.FollowMeetings:    "System",
	policy.ReadMessages:      "MunicipalLeader MunicipalMember ProcessConsultant NationalOfficer Administrator System",

	policy.ReadPeople:        "NationalOfficer Administrator System",
	policy.HandOver:          "NationalOfficer Administrator System",
	policy.RegisterAbsence:   "MunicipalLeader ProcessConsultant System",
	policy.KeepOwnContact:    "MunicipalLeader MunicipalMember ProcessConsultant NationalOfficer Administrator System",
	policy.ReadLedger:        "NationalOfficer Administrator System",
	policy.VerifyHistory:     "NationalOfficer Administrator System",
	policy.Comment:           "MunicipalLeader MunicipalMember ProcessConsultant System",
	policy.AttachEvidence:    "MunicipalLeader MunicipalMember System",
	policy.ShareSection:      "MunicipalLeader MunicipalMember System",
	policy.AskColleague:      "MunicipalLeader MunicipalMember System",
	policy.OpenRequest:       "MunicipalLeader MunicipalMember Guest System",
	policy.Propose:           "MunicipalLeader MunicipalMember ProcessConsultant Guest System",
	policy.DecideProposal:    "MunicipalLeader MunicipalMember System",
	policy.ReadStarterPack:   "MunicipalLeader MunicipalMember ProcessConsultant NationalOfficer System",
	policy.NameTeams:         "MunicipalLeader MunicipalMember System",
	policy.ManageStarterPack: "NationalOfficer System",

	policy.AnnotateFigures: "NationalOfficer System",
	policy.ReadAnnotations: "MunicipalLeader MunicipalMember ProcessConsultant NationalOfficer System",

	policy.ReadKnowledge:    "MunicipalLeader MunicipalMember ProcessConsultant NationalOfficer System",
	policy.CollectStory:     "MunicipalLeader MunicipalMember ProcessConsultant System",
	policy.PassOnStory:      "ProcessConsultant NationalOfficer System",
	policy.WithdrawStory:    "MunicipalLeader MunicipalMember ProcessConsultant NationalOfficer System",
	policy.ReadNotes:        "ProcessConsultant NationalOfficer System",
	policy.FollowElements:   "ProcessConsultant NationalOfficer System",
	policy.WriteSynthesis:   "ProcessConsultant NationalOfficer System",
	policy.PublishSynthesis: "NationalOfficer System",

	policy.FollowUp:       "NationalOfficer System",
	policy.ReadSupport:    "MunicipalLeader ProcessConsultant NationalOfficer System",
	policy.ProposeSupport: "System",
}

// nationwide are the roles that reach every municipality without having it.
var nationwide = []person.Role{person.NationalOfficer, person.Administrator, person.System}

func actor(role person.Role, has ...municipality.Code) person.Actor {
	return person.Actor{ID: "a", Role: role, Municipalities: has}
}

func TestEveryActionStandsInTheTable(t *testing.T) {
	for _, action := range policy.AllActions() {
		if rights[action] == "" {
			t.Errorf("%s is not tested", action)
		}
	}
	if len(rights) != len(policy.AllActions()) {
		t.Errorf("%d actions are tested, %d exist", len(rights), len(policy.AllActions()))
	}
}

func TestEachRoleMayDoWhatTheTableSaysAndNothingElse(t *testing.T) {
	for action, roles := range rights {
		for _, role := range person.AllRoles() {
			want := domain.Code("")
			if !slices.Contains(strings.Fields(roles), string(role)) {
				want = domain.Permission
			}
			t.Run(fmt.Sprintf("%s %s", role, action), func(t *testing.T) {
				for reach, c := range map[string]struct {
					has  []municipality.Code
					want domain.Code
				}{
					"one's own":                          {[]municipality.Code{own}, want},
					"one of those assigned":              {[]municipality.Code{other, own}, want},
					"of another municipality":            {[]municipality.Code{other}, beyond(role, want)},
					"without municipalities: the nation": {nil, beyond(role, want)},
				} {
					if got := domain.CodeOf(policy.Check(actor(role, c.has...), action, own)); got != c.want {
						t.Errorf("%s: %q, want %q", reach, got, c.want)
					}
				}
				if got := domain.CodeOf(policy.CheckRole(actor(role), action)); got != want {
					t.Errorf("the role alone: %q, want %q", got, want)
				}
				if got := slices.Contains(policy.Roles(action), role); got != (want == "" && role != person.System) {
					t.Errorf("Roles says %v", got)
				}
			})
		}
	}
}

// beyond is what a role hears of a municipality that it does not have.
func beyond(role person.Role, want domain.Code) domain.Code {
	if slices.Contains(nationwide, role) {
		return want
	}
	return domain.Private
}

func TestNobodyMayDoAnything(t *testing.T) {
	for _, action := range policy.AllActions() {
		for _, role := range person.AllRoles() {
			nobody := person.Actor{Role: role, Municipalities: []municipality.Code{own}}
			if got := domain.CodeOf(policy.Check(nobody, action, own)); got != domain.Unauthenticated {
				t.Errorf("%s without an id: %q", role, got)
			}
			if got := domain.CodeOf(policy.CheckRole(nobody, action)); got != domain.Unauthenticated {
				t.Errorf("%s without an id: %q", role, got)
			}
		}
	}
}

func TestAnUnknownRoleOrActionGivesNoRight(t *testing.T) {
	if got := domain.CodeOf(policy.Check(actor("Mayor", own), policy.ReadJourney, own)); got != domain.Permission {
		t.Errorf("an unknown role: %q", got)
	}
	if got := domain.CodeOf(policy.Check(actor(person.NationalOfficer), "fly", own)); got != domain.Permission {
		t.Errorf("an unknown action: %q", got)
	}
	if got := domain.CodeOf(policy.Check(actor(person.MunicipalLeader), policy.ReadJourney, "")); got != domain.Private {
		t.Errorf("no municipality at all: %q", got)
	}
}

func TestRolesGivesACopy(t *testing.T) {
	policy.Roles(policy.ManagePeople)[0] = person.Guest
	if policy.CheckRole(actor(person.Guest), policy.ManagePeople) != nil {
		return
	}
	t.Error("whoever asked for the roles changed them")
}

func TestWhoMayReadTheTextOfAnAnswer(t *testing.T) {
	draft, shared := policy.Disclosed{}, policy.Disclosed{Shared: true}
	signed, both := policy.Disclosed{Signed: true}, policy.Disclosed{Shared: true, Signed: true}
	all := []policy.Disclosed{draft, shared, signed, both}
	for role, reads := range map[person.Role][]policy.Disclosed{
		person.MunicipalLeader:   all,
		person.MunicipalMember:   all,
		person.ProcessConsultant: {shared, signed, both},
		person.NationalOfficer:   {signed, both},
		person.Administrator:     nil,
		person.SteeringMember:    nil,
		person.Guest:             nil,
		person.System:            all,
	} {
		for _, d := range all {
			t.Run(fmt.Sprintf("%s %+v", role, d), func(t *testing.T) {
				want := slices.Contains(reads, d)
				if got := policy.MayReadText(actor(role, own), own, d); got != want {
					t.Errorf("in one's own municipality %v, want %v", got, want)
				}
				want = want && slices.Contains(nationwide, role)
				if got := policy.MayReadText(actor(role, other), own, d); got != want {
					t.Errorf("in another municipality %v, want %v", got, want)
				}
			})
		}
	}
	if policy.MayReadText(person.Actor{Role: person.MunicipalLeader, Municipalities: []municipality.Code{own}}, own, both) {
		t.Error("nobody reads")
	}
}
