package reactions

import (
	"startklar/domain"
	"startklar/domain/followup"
	"startklar/domain/message"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/workflow/journal"
)

// support tells those with whom a case is shared: the consultant when help has been decided on, the leadership and the
// consultant when something has been agreed. What a proposal says, and what the agency believes, is told to nobody.
func support(h journal.Happened) (follow []domain.Command) {
	if h.Stream.Kind != followup.Kind {
		return nil
	}
	code := municipality.Code(h.Stream.ID)
	consultant := message.ToRole(person.ProcessConsultant, code)
	for _, e := range h.Events {
		post := message.Post{Args: map[string]string{"municipality": string(code)}, About: message.About{Stream: h.Stream}}
		switch e.Body.(type) {
		case *followup.SupportDecided:
			post.Notice, post.To = "support_decided", []message.Audience{consultant}
		case *followup.SupportAgreed:
			post.Notice, post.To = "support_agreed", []message.Audience{message.ToRole(person.MunicipalLeader, code), consultant}
		default:
			continue
		}
		post.ID = IDOf(h.Stream, e, post.Notice)
		follow = append(follow, post)
	}
	return follow
}
