package reactions

import (
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/message"
	"startklar/domain/person"
	"startklar/workflow"
	"startklar/workflow/journal"
)

// colleagues tells people in the product when they are asked for help, when a proposal comes back, and what became
// of theirs. Whoever has a link only is told by whoever gave it to them.
func colleagues(h journal.Happened) (follow []domain.Command) {
	s, ok := h.After.(workflow.State)
	if !ok {
		return nil
	}
	for _, e := range h.Events {
		if post := told(h, s, e); post != nil {
			follow = append(follow, *post)
		}
	}
	return follow
}

// told is the message that an event gives; nil for none. Nobody is told what they did themselves.
func told(h journal.Happened, s workflow.State, e domain.Event) *message.Post {
	switch b := e.Body.(type) {
	case *workflow.RequestMade:
		return notice(h, e, "asked", b.Person, map[string]string{"person": string(h.Actor.ID), "due": b.Due.String()})
	case *workflow.RequestReminded:
		if r := s.Request(workflow.SubjectRequest(e.Subject)); r != nil {
			return notice(h, e, "reminded", r.Person, map[string]string{"person": string(h.Actor.ID), "due": r.Due.String()})
		}
	case *workflow.ProposalSent:
		return proposalCame(h, s, e)
	case *workflow.ProposalDecided:
		return proposalDecided(h, s, e, b.State)
	case *workflow.CommentWritten:
		if b.Role == person.ProcessConsultant {
			return toLeaders(h, s, e, "consultant_comment", map[string]string{"person": string(h.Actor.ID)})
		}
	}
	return nil
}

// proposalCame tells who asked, or the leaders where nobody did.
func proposalCame(h journal.Happened, s workflow.State, e domain.Event) *message.Post {
	p := s.Proposal(workflow.SubjectProposal(e.Subject))
	if p == nil {
		return nil
	}
	args := map[string]string{"person": string(p.By)}
	name := "proposal"
	if p.Source == workflow.FromGuest {
		name, args = "proposal_guest", nil
	}
	if r := s.Request(p.Request); r != nil {
		return notice(h, e, name, r.By, args)
	}
	return toLeaders(h, s, e, name, args)
}

// proposalDecided tells a colleague or a consultant what became of theirs.
func proposalDecided(h journal.Happened, s workflow.State, e domain.Event, state workflow.ProposalState) *message.Post {
	p := s.Proposal(workflow.SubjectProposal(e.Subject))
	if p == nil || p.Source == workflow.FromGuest || state == workflow.ProposalReplaced {
		return nil
	}
	name := "proposal_used"
	if state == workflow.ProposalDeclined {
		name = "proposal_declined"
	}
	return notice(h, e, name, p.By, map[string]string{"person": string(h.Actor.ID)})
}

// notice is a message to one person; nil for nobody, and for oneself.
func notice(h journal.Happened, e domain.Event, name string, to person.ID, args map[string]string) *message.Post {
	if to == "" || to == h.Actor.ID {
		return nil
	}
	return post(h, e, name, message.To(to), args)
}

func toLeaders(h journal.Happened, s workflow.State, e domain.Event, name string, args map[string]string) *message.Post {
	return post(h, e, name, message.ToRole(person.MunicipalLeader, s.Municipality), args)
}

func post(h journal.Happened, e domain.Event, name string, to message.Audience, args map[string]string) *message.Post {
	item, part := workflow.SplitSubject(e.Subject)
	about := message.About{Stream: h.Stream, Item: item}
	if s, ok := h.After.(workflow.State); ok && hasField(s, item, part) {
		about.Field = part
	}
	return &message.Post{ID: IDOf(h.Stream, e, name), To: []message.Audience{to}, Notice: name, Args: args, About: about}
}

// hasField tells a question from a section: only a question has a page of its own.
func hasField(s workflow.State, item journey.InstanceID, field journey.FieldID) bool {
	i := s.Item(item)
	return i != nil && i.Def.Field(field) != nil
}
