package desk

import (
	"context"
	"slices"

	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/workflow"
)

// Asked is all that the guest of a link sees: what they were asked, and their own words. It holds nothing else of
// the journey.
type Asked struct {
	// Actor is the guest as one who acts.
	Actor   person.Actor
	Journey journey.ID
	Request workflow.Request
	// Item is the checklist's definition; Fields are the questions asked for.
	Item   *workflow.PlanItem
	Fields []*workflow.Field
	// Proposals are the guest's own, drafts among them.
	Proposals []*workflow.Proposal
}

// Draft is what the guest is writing on a question, or nil; Sent is what they sent last, or nil.
func (a Asked) Draft(field journey.FieldID) *workflow.Proposal {
	return a.last(field, func(p *workflow.Proposal) bool { return p.State == workflow.ProposalDraft })
}

// Sent is what the guest sent last on a question, or nil.
func (a Asked) Sent(field journey.FieldID) *workflow.Proposal {
	return a.last(field, func(p *workflow.Proposal) bool { return p.State != workflow.ProposalDraft })
}

func (a Asked) last(field journey.FieldID, keep func(*workflow.Proposal) bool) (found *workflow.Proposal) {
	for _, p := range a.Proposals {
		if p.Field == field && keep(p) {
			found = p
		}
	}
	return found
}

// Asked finds what a link opens, by the hash of its token; NotFound if no link has it. Whether the link still lives
// is for the reader of the request to see: a dead one says whom to ask and nothing else.
func (d *Desk) Asked(ctx context.Context, hash workflow.LinkHash) (Asked, error) {
	id, request, err := d.reads.RequestByLink(ctx, hash)
	if err != nil {
		return Asked{}, err
	}
	s, err := d.reads.Journey(ctx, id)
	if err != nil {
		return Asked{}, err
	}
	r := s.Request(request)
	a := Asked{Journey: id, Request: *r, Item: s.Item(r.Item).Def}
	a.Actor = person.Actor{
		ID: r.Actor(), Name: r.Email, Role: person.Guest, Municipalities: append(a.Actor.Municipalities, id.Municipality()), Link: string(r.ID),
	}
	if err := policy.Check(a.Actor, policy.OpenRequest, id.Municipality()); err != nil {
		return Asked{}, err
	}
	for _, section := range a.Item.Sections {
		a.Fields = append(a.Fields, slices.DeleteFunc(slices.Clone(section.Fields()), func(f *workflow.Field) bool { return !r.Covers(f) })...)
	}
	for _, p := range s.Proposals {
		if p.Request == r.ID && p.By == a.Actor.ID {
			a.Proposals = append(a.Proposals, p)
		}
	}
	return a, nil
}
