package reactions

import (
	"testing"

	"startklar/domain"
	"startklar/domain/followup"
	"startklar/domain/message"
	"startklar/domain/person"
)

func TestThoseWithWhomACaseIsSharedAreTold(t *testing.T) {
	stream := followup.StreamOf(aalborg)
	tell := func(id, notice string, to ...message.Audience) domain.Command {
		return message.Post{ID: id, To: to, Notice: notice, Args: map[string]string{"municipality": "0851"}, About: message.About{Stream: stream}}
	}
	consultant, leader := message.ToRole(person.ProcessConsultant, aalborg), message.ToRole(person.MunicipalLeader, aalborg)
	gives(t, support(happened(stream, nil, nil, domain.Event{Body: &followup.SupportDecided{Case: 1}}, domain.Event{Body: &followup.SupportAgreed{Case: 1}})),
		tell("followup.0851.7.support_decided", "support_decided", consultant),
		tell("followup.0851.8.support_agreed", "support_agreed", leader, consultant))
	gives(t, support(happened(stream, nil, nil,
		domain.Event{Body: &followup.ProposalMade{Number: 1}}, domain.Event{Body: &followup.CaseOpened{Number: 1}},
		domain.Event{Body: &followup.Supposed{Case: 1}}, domain.Event{Body: &followup.ContactNoted{Case: 1}}, domain.Event{Body: &followup.CaseClosed{Case: 1}},
	)))
}
