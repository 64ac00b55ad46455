package store

import (
	"context"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
)

var comments = projection[workflow.State, *workflow.Comment]{
	stream: journey.StreamKind,
	table: newTable("journey_comments", []string{"journey", "number"}, []string{
		"item", "field", "text", "written_by", "role", "written_at", "private", "withdrawn_at", "erased",
	}),
	same:  func(a, b workflow.State) bool { return identical(a.Comments, b.Comments) },
	parts: func(s workflow.State, yield func(*workflow.Comment)) { each(s.Comments, yield) },
	key:   func(c *workflow.Comment) []any { return []any{c.Number} },
	values: func(c *workflow.Comment) []any {
		return []any{c.Item, c.Field, c.Text, c.By, c.Role, micros(c.At), c.Private, micros(c.WithdrawnAt), c.Erased}
	},
}

var evidence = projection[workflow.State, *workflow.Evidence]{
	stream: journey.StreamKind,
	table: newTable("journey_evidence", []string{"journey", "number"}, []string{
		"item", "field", "label", "address", "file_number", "attached_by", "attached_at", "erased",
	}),
	same:  func(a, b workflow.State) bool { return identical(a.Evidence, b.Evidence) },
	parts: func(s workflow.State, yield func(*workflow.Evidence)) { each(s.Evidence, yield) },
	key:   func(e *workflow.Evidence) []any { return []any{e.Number} },
	values: func(e *workflow.Evidence) []any {
		return []any{e.Item, e.Field, e.Label, e.Address, e.Journal, e.By, micros(e.At), e.Erased}
	},
}

type requestPart struct {
	ordinal int
	request *workflow.Request
}

var requests = projection[workflow.State, requestPart]{
	stream: journey.StreamKind,
	table: newTable("journey_requests", []string{"journey", "id"}, []string{
		"ordinal", "item", "question", "section", "person", "email", "link_hash", "note", "due_on", "made_by", "made_at",
		"opened_at", "reminded_at", "answered_at", "withdrawn_at", "erased",
	}),
	same: func(a, b workflow.State) bool { return identical(a.Requests, b.Requests) },
	parts: func(s workflow.State, yield func(requestPart)) {
		for n, r := range s.Requests {
			yield(requestPart{n, r})
		}
	},
	key: func(p requestPart) []any { return []any{p.request.ID} },
	values: func(p requestPart) []any {
		r := p.request
		return []any{
			p.ordinal, r.Item, r.Question, r.Section, r.Person, r.Email, r.Link, r.Note, r.Due.String(), r.By, micros(r.At),
			micros(r.OpenedAt), micros(r.RemindedAt), micros(r.AnsweredAt), micros(r.WithdrawnAt), r.Erased,
		}
	},
}

type proposalPart struct {
	ordinal  int
	proposal *workflow.Proposal
}

var proposals = projection[workflow.State, proposalPart]{
	stream: journey.StreamKind,
	table: newTable("journey_proposals", []string{"journey", "id"}, []string{
		"ordinal", "item", "field", "request", "source", "state", "text", "revision", "written_by", "written_at", "sent_at",
		"decided_by", "decided_at", "word", "erased",
	}),
	same: func(a, b workflow.State) bool { return identical(a.Proposals, b.Proposals) },
	parts: func(s workflow.State, yield func(proposalPart)) {
		for n, p := range s.Proposals {
			yield(proposalPart{n, p})
		}
	},
	key: func(p proposalPart) []any { return []any{p.proposal.ID} },
	values: func(part proposalPart) []any {
		p := part.proposal
		return []any{
			part.ordinal, p.Item, p.Field, p.Request, p.Source, p.State, p.Text, p.Revision, p.By, micros(p.At), micros(p.SentAt),
			p.DecidedBy, micros(p.DecidedAt), p.Word, p.Erased,
		}
	},
}

func each[T any](all []T, yield func(T)) {
	for _, one := range all {
		yield(one)
	}
}

func (l *loading) comments(t *tx, id journey.ID) error {
	var journeyID, item, field, text, by, role string
	var number, at, private, withdrawnAt, erased int64
	into := []any{&journeyID, &number, &item, &field, &text, &by, &role, &at, &private, &withdrawnAt, &erased}
	return t.each("comments", comments.table.read, []any{string(id)}, into, func() error {
		l.state.Comments = append(l.state.Comments, &workflow.Comment{
			Number: number, Item: journey.InstanceID(item), Field: journey.FieldID(field), Text: text, By: person.ID(by),
			Role: person.Role(role), At: moment(at), Private: private != 0, WithdrawnAt: moment(withdrawnAt), Erased: erased != 0,
		})
		return nil
	})
}

func (l *loading) evidence(t *tx, id journey.ID) error {
	var journeyID, item, field, label, address, file, by string
	var number, at, erased int64
	into := []any{&journeyID, &number, &item, &field, &label, &address, &file, &by, &at, &erased}
	return t.each("evidence", evidence.table.read, []any{string(id)}, into, func() error {
		l.state.Evidence = append(l.state.Evidence, &workflow.Evidence{
			Number: number, Item: journey.InstanceID(item), Field: journey.FieldID(field), Label: label, Address: address, Journal: file,
			By: person.ID(by), At: moment(at), Erased: erased != 0,
		})
		return nil
	})
}

func (l *loading) requests(t *tx, id journey.ID) error {
	var journeyID, request, item, question, section, who, email, link, note, due, by string
	var ordinal int
	var at, openedAt, remindedAt, answeredAt, withdrawnAt, erased int64
	into := []any{
		&journeyID, &request, &ordinal, &item, &question, &section, &who, &email, &link, &note, &due, &by, &at,
		&openedAt, &remindedAt, &answeredAt, &withdrawnAt, &erased,
	}
	return t.each("requests", requests.table.inOrder, []any{string(id)}, into, func() error {
		r := &workflow.Request{
			ID: journey.RequestID(request), Item: journey.InstanceID(item), Question: journey.FieldID(question), Section: journey.SectionID(section),
			Person: person.ID(who), Email: email, Link: link, Note: note, By: person.ID(by), At: moment(at), OpenedAt: moment(openedAt),
			RemindedAt: moment(remindedAt), AnsweredAt: moment(answeredAt), WithdrawnAt: moment(withdrawnAt), Erased: erased != 0,
		}
		l.state.Requests = append(l.state.Requests, r)
		return dates(date{due, &r.Due})
	})
}

func (l *loading) proposals(t *tx, id journey.ID) error {
	var journeyID, proposal, item, field, request, source, state, text, by, decidedBy, word string
	var ordinal, revision int
	var at, sentAt, decidedAt, erased int64
	into := []any{
		&journeyID, &proposal, &ordinal, &item, &field, &request, &source, &state, &text, &revision, &by, &at, &sentAt,
		&decidedBy, &decidedAt, &word, &erased,
	}
	return t.each("proposals", proposals.table.inOrder, []any{string(id)}, into, func() error {
		l.state.Proposals = append(l.state.Proposals, &workflow.Proposal{
			ID: journey.ProposalID(proposal), Item: journey.InstanceID(item), Field: journey.FieldID(field), Request: journey.RequestID(request),
			Source: workflow.ProposalSource(source), State: workflow.ProposalState(state), Text: text, Revision: revision, By: person.ID(by),
			At: moment(at), SentAt: moment(sentAt), DecidedBy: person.ID(decidedBy), DecidedAt: moment(decidedAt), Word: word, Erased: erased != 0,
		})
		return nil
	})
}

const selectLink = "SELECT journey, id FROM journey_requests WHERE link_hash = ?"

// RequestByLink finds the request whose guest has the link with this hash; NotFound if there is none.
func (s *Store) RequestByLink(ctx context.Context, hash workflow.LinkHash) (journey.ID, journey.RequestID, error) {
	var id, request string
	var found bool
	err := s.read(ctx, func(t *tx) (err error) {
		found, err = t.one("link", selectLink, []any{string(hash)}, []any{&id, &request})
		return err
	})
	if err == nil && (!found || hash == "") {
		err = domain.Refuse(domain.NotFound, "link_unknown", nil)
	}
	return journey.ID(id), journey.RequestID(request), err
}
