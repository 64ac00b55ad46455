package workflow

import (
	"slices"

	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// Overheard returns the state with what an actor may hear of what colleagues say to each other: comments,
// evidence, requests and proposals that are not for them are left out, as if there were none. What somebody
// is still writing is theirs alone.
func (s State) Overheard(actor person.Actor) State {
	s.Comments = kept(s.Comments, func(c *Comment) bool { return s.mayReadComment(actor, c) })
	s.Evidence = kept(s.Evidence, func(e *Evidence) bool {
		return policy.MayReadRemark(actor, s.Municipality, s.remark(actor, e.Item, e.Field, e.By, e.Number))
	})
	all := policy.MayReadRequests(actor, s.Municipality)
	s.Requests = kept(s.Requests, func(*Request) bool { return all })
	s.Proposals = kept(s.Proposals, func(p *Proposal) bool {
		return p.By == actor.ID || p.State != ProposalDraft && all
	})
	return s
}

func (s State) mayReadComment(actor person.Actor, c *Comment) bool {
	r := s.remark(actor, c.Item, c.Field, c.By, c.Number)
	r.Private = c.Private
	r.ToConsultant = slices.ContainsFunc(s.Comments, func(one *Comment) bool {
		return one.Role == person.ProcessConsultant && one.Item == c.Item && one.Field == c.Field && one.Number <= c.Number
	})
	return policy.MayReadRemark(actor, s.Municipality, r)
}

// remark tells how far something that was said about a field, by the event of a number, has been let out.
func (s State) remark(actor person.Actor, item journey.InstanceID, field journey.FieldID, by person.ID, number int64) policy.Remark {
	r := policy.Remark{Own: by == actor.ID}
	i := s.Item(item)
	if i == nil {
		return r
	}
	r.Shared = s.Disclosure(&Answer{Item: item, Field: field}).Shared
	for _, approval := range s.Items {
		if sig := approval.Signature; sig != nil && slices.Contains(approval.Def.Of, i.Def.ID) && number < sig.Event {
			r.Signed = true
		}
	}
	if !s.signable(i) {
		r.Signed = s.finished(i, field)
	}
	return r
}
