package reactions

import (
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/message"
	"startklar/domain/person"
	"startklar/domain/programme"
	"startklar/workflow"
	"startklar/workflow/journal"
)

// steeringNotices name what a leader is told of an administration's answer.
var steeringNotices = map[workflow.Stance]string{
	workflow.Agreed: "steering_agreed", workflow.AgreedWithRemark: "steering_remark", workflow.Disagreed: "steering_disagreed",
}

// steeringAnswers tells the municipality's leaders that an administration has answered the decision sheet.
func steeringAnswers(h journal.Happened) []domain.Command {
	after, ok := h.After.(workflow.State)
	if !ok || h.Stream.Kind != journey.StreamKind {
		return nil
	}
	var all []domain.Command
	for _, e := range h.Events {
		answered, ok := e.Body.(*workflow.SheetAnswered)
		if !ok {
			continue
		}
		_, id := workflow.SplitSubject(e.Subject)
		i := after.Invitation(string(id))
		if i == nil {
			continue
		}
		all = append(all, message.Post{
			ID: IDOf(h.Stream, e, "steering"), To: []message.Audience{message.ToRole(person.MunicipalLeader, after.Municipality)},
			Notice: steeringNotices[answered.Stance], Args: map[string]string{"administration": i.Administration},
			About: message.About{Stream: h.Stream, Item: programme.SteeringGroup.Instance(1)},
		})
	}
	return all
}
