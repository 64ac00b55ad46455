package workflow

import (
	"slices"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
)

// evolveColleagues handles what colleagues say to each other. Nothing refers to what is not there: an event
// that names something unknown changes nothing.
func (s State) evolveColleagues(e domain.Event) (State, bool) {
	item, field := SplitSubject(e.Subject)
	switch b := e.Body.(type) {
	case *CommentWritten:
		s.Comments = with(s.Comments, &Comment{
			Number: e.Number, Item: item, Field: field, Text: b.Text, By: person.ID(e.Actor), Role: b.Role, At: e.At, Private: b.Private,
		})
	case *CommentWithdrawn:
		s.Comments = changed(s.Comments, func(c *Comment) bool { return c.Number == b.Comment }, func(c *Comment) {
			c.Text, c.WithdrawnAt = "", e.At
		})
	case *EvidenceAttached:
		s.Evidence = with(s.Evidence, &Evidence{
			Number: e.Number, Item: item, Field: field, Label: b.Label, Address: b.Address, Journal: b.Journal, By: person.ID(e.Actor), At: e.At,
		})
	case *EvidenceRemoved:
		s.Evidence = slices.DeleteFunc(slices.Clone(s.Evidence), func(one *Evidence) bool { return one.Number == b.Evidence })
	case *RequestMade:
		s.Requests = with(s.Requests, newRequest(e, b))
	case *ProposalBegun:
		s.Proposals = with(s.Proposals, &Proposal{
			ID: journey.ProposalID(subjectID(e.Subject)), Item: item, Field: field, Request: b.Request, Source: b.Source,
			State: ProposalDraft, By: person.ID(e.Actor), At: e.At,
		})
	case *RequestAddressed, *RequestOpened, *RequestRenewed, *RequestReminded, *RequestWithdrawn:
		s.Requests = s.changedRequest(journey.RequestID(subjectID(e.Subject)), func(r *Request) { changeRequest(r, e) })
	case *ProposalWritten, *ProposalSent, *ProposalDecided, *ProposalCommented:
		return s.evolveProposal(e), true
	default:
		return s, false
	}
	return s, true
}

func newRequest(e domain.Event, b *RequestMade) *Request {
	item, part := SplitSubject(e.Subject)
	r := &Request{
		ID: journey.RequestID(subjectID(e.Subject)), Item: item, Person: b.Person, Link: string(b.Link), Due: b.Due,
		By: person.ID(e.Actor), At: e.At,
	}
	if b.Section {
		r.Section = journey.SectionID(part)
	} else {
		r.Question = part
	}
	return r
}

func changeRequest(r *Request, e domain.Event) {
	switch b := e.Body.(type) {
	case *RequestAddressed:
		r.Email, r.Note = b.Email, b.Note
	case *RequestOpened:
		r.OpenedAt = e.At
	case *RequestRenewed:
		r.Link, r.Due = string(b.Link), b.Due
		r.OpenedAt, r.WithdrawnAt, r.AnsweredAt = zeroTime, zeroTime, zeroTime
	case *RequestReminded:
		r.RemindedAt = e.At
	case *RequestWithdrawn:
		r.WithdrawnAt = e.At
	}
}

func (s State) changedRequest(id journey.RequestID, change func(*Request)) []*Request {
	return changed(s.Requests, func(r *Request) bool { return r.ID == id }, change)
}

// evolveProposal moves a proposal on. Sending it answers its request.
func (s State) evolveProposal(e domain.Event) State {
	id := journey.ProposalID(subjectID(e.Subject))
	s.Proposals = changed(s.Proposals, func(p *Proposal) bool { return p.ID == id }, func(p *Proposal) { changeProposal(p, e) })
	if _, sent := e.Body.(*ProposalSent); sent {
		if p := s.Proposal(id); p != nil && p.Request != "" {
			s.Requests = s.changedRequest(p.Request, func(r *Request) { r.AnsweredAt = e.At })
		}
	}
	return s
}

func changeProposal(p *Proposal, e domain.Event) {
	switch b := e.Body.(type) {
	case *ProposalWritten:
		p.Text, p.Revision, p.At, p.Erased = b.Text, b.Revision, e.At, false
	case *ProposalSent:
		p.State, p.SentAt = ProposalWaiting, e.At
	case *ProposalDecided:
		p.State, p.DecidedBy, p.DecidedAt = b.State, person.ID(e.Actor), e.At
	case *ProposalCommented:
		p.Word = b.Word
	}
}

// eraseColleagues leaves a tombstone where the content of such an event was erased. Nobody outside the
// municipality is to wonder about a comment that they may never have been meant to see: it counts as private.
func (s State) eraseColleagues(e domain.Event) State {
	item, field := SplitSubject(e.Subject)
	switch e.Kind {
	case (&CommentWritten{}).EventKind():
		s.Comments = with(s.Comments, &Comment{
			Number: e.Number, Item: item, Field: field, By: person.ID(e.Actor), At: e.At, Private: true, Erased: true,
		})
	case (&EvidenceAttached{}).EventKind():
		s.Evidence = with(s.Evidence, &Evidence{Number: e.Number, Item: item, Field: field, By: person.ID(e.Actor), At: e.At, Erased: true})
	case (&RequestAddressed{}).EventKind():
		s.Requests = s.changedRequest(journey.RequestID(subjectID(e.Subject)), func(r *Request) { r.Erased = true })
	case (&ProposalWritten{}).EventKind():
		id := journey.ProposalID(subjectID(e.Subject))
		s.Proposals = changed(s.Proposals, func(p *Proposal) bool { return p.ID == id }, func(p *Proposal) {
			p.Text, p.Revision, p.At, p.Erased = "", p.Revision+1, e.At, true
		})
	}
	return s
}

// with returns the list with one more; the old list is left as it was.
func with[T any](all []*T, one *T) []*T { return append(slices.Clone(all), one) }

// changed returns the list with a changed copy of the first that matches.
func changed[T any](all []*T, match func(*T) bool, change func(*T)) []*T {
	at := slices.IndexFunc(all, match)
	if at < 0 {
		return all
	}
	one := *all[at]
	change(&one)
	all = slices.Clone(all)
	all[at] = &one
	return all
}
