package workflow

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/policy"
)

type (
	// DraftProposal stores what somebody who was asked is writing, before they send it. Base is the revision
	// that they began from.
	DraftProposal struct {
		Target
		Request journey.RequestID  `json:"request"`
		Item    journey.InstanceID `json:"item"`
		Field   journey.FieldID    `json:"field"`
		Text    string             `json:"text"`
		Base    int                `json:"base"`
	}
	// ProposeAnswer offers a text as an answer: by one who was asked (Request is set), by a colleague, or by
	// the consultant who writes for a municipality in the workshop. Whoever proposes chooses the ID; the same
	// ID with the same text is the same proposal. Source is believed from the service alone: from
	// everybody else it follows from the role.
	ProposeAnswer struct {
		Target
		Item    journey.InstanceID `json:"item"`
		Field   journey.FieldID    `json:"field"`
		ID      journey.ProposalID `json:"id"`
		Text    string             `json:"text"`
		Request journey.RequestID  `json:"request"`
		Source  ProposalSource     `json:"source,omitempty"`
	}
	// AcceptProposal makes a proposal the answer. Text is what it becomes where the one who accepts changed
	// it, empty for the proposal as it is; Append puts it after the text that stands there. Base is the
	// answer's revision that was seen.
	AcceptProposal struct {
		Target
		Proposal journey.ProposalID `json:"proposal"`
		Text     string             `json:"text"`
		Append   bool               `json:"append"`
		Base     int                `json:"base"`
	}
	// DeclineProposal turns a proposal down, with a word back.
	DeclineProposal struct {
		Target
		Proposal journey.ProposalID `json:"proposal"`
		Word     string             `json:"word"`
	}
)

// CommandName implements Command.
func (DraftProposal) CommandName() string   { return "draft_proposal" }
func (ProposeAnswer) CommandName() string   { return "propose_answer" }
func (AcceptProposal) CommandName() string  { return "accept_proposal" }
func (DeclineProposal) CommandName() string { return "decline_proposal" }

func (DraftProposal) action() policy.Action   { return policy.Propose }
func (ProposeAnswer) action() policy.Action   { return policy.Propose }
func (AcceptProposal) action() policy.Action  { return policy.DecideProposal }
func (DeclineProposal) action() policy.Action { return policy.DecideProposal }

// WrittenTexts implements journal.Written.
func (c DraftProposal) WrittenTexts() map[string]string { return map[string]string{"text": c.Text} }

// WrittenTexts implements journal.Written.
func (c ProposeAnswer) WrittenTexts() map[string]string { return map[string]string{"text": c.Text} }

// WrittenTexts implements journal.Written.
func (c AcceptProposal) WrittenTexts() map[string]string { return map[string]string{"text": c.Text} }

// WrittenTexts implements journal.Written.
func (c DeclineProposal) WrittenTexts() map[string]string { return map[string]string{"word": c.Word} }

// proposable finds the field of a proposal. Unlike an answer, a proposal may come after a section was declared
// or the item completed: whether it is let in is decided when it is accepted.
func (d *decision) proposable(item journey.InstanceID, id journey.FieldID, text string) (*Field, error) {
	i, f, err := d.anyField(item, id)
	if err != nil {
		return nil, err
	}
	if i.State == journey.Available || i.State == journey.Terminated {
		return nil, conflict("item_not_open", i)
	}
	if f.Question != nil && !d.split(item, f.Question) {
		return nil, domain.Refuse(domain.Conflict, "not_split", domain.Args{"field": string(id)})
	}
	return f, domain.LimitText("text", text, cmp.Or(f.MaxLength, maxValue))
}

// covered is answering for a field that the request is about.
func (d *decision) covered(request journey.RequestID, item journey.InstanceID, f *Field) (*Request, error) {
	r, err := d.answering(request)
	if err == nil && (r.Item != item || !r.Covers(f)) {
		err = domain.Refuse(domain.NotFound, "field_unknown", domain.Args{"field": string(f.ID)})
	}
	return r, err
}

func (c DraftProposal) decide(d *decision) error {
	f, err := d.proposable(c.Item, c.Field, c.Text)
	if err != nil {
		return err
	}
	r, err := d.covered(c.Request, c.Item, f)
	if err != nil {
		return err
	}
	now := d.state.draftOf(c.Request, c.Item, c.Field, d.actor.ID)
	if now == nil {
		if c.Text == "" {
			return nil
		}
		if c.Base != 0 {
			now = &Proposal{}
		}
	}
	if now != nil {
		if now.Text == c.Text && now.Revision > 0 {
			return nil
		}
		if now.Revision != c.Base {
			return &domain.Error{
				Code: domain.Stale, Key: "answer_changed", Field: "text",
				Detail: CurrentAnswer{Text: now.Text, Revision: now.Revision, By: d.actor.ID, At: now.At},
			}
		}
	}
	d.write(now, d.draftID(r), c.Item, c.Field, c.Request, d.source(""), c.Text)
	return nil
}

// draftID names the next proposal of a request.
func (d *decision) draftID(r *Request) journey.ProposalID {
	number := 1
	for _, p := range d.state.Proposals {
		if p.Request == r.ID {
			number++
		}
	}
	return journey.ProposalID(fmt.Sprintf("%s.%d", r.ID, number))
}

// write begins a proposal where there is none, and gives it a text.
func (d *decision) write(now *Proposal, id journey.ProposalID, item journey.InstanceID, field journey.FieldID, request journey.RequestID, source ProposalSource, text string) *Proposal {
	revision := 1
	if now == nil {
		d.emit(ownSubject(item, string(field), string(id)), &ProposalBegun{Request: request, Source: source})
	} else {
		id, revision = now.ID, now.Revision+1
	}
	if now == nil || now.Text != text {
		d.emit(ownSubject(item, string(field), string(id)), &ProposalWritten{Text: text, Revision: revision})
	}
	return d.state.Proposal(id)
}

// source is where a proposal of the actor comes from.
func (d *decision) source(told ProposalSource) ProposalSource {
	switch d.actor.Role {
	case person.Guest:
		return FromGuest
	case person.ProcessConsultant:
		return FromConsultant
	case person.System:
		return cmp.Or(told, FromColleague)
	default:
		return FromColleague
	}
}

func (c ProposeAnswer) decide(d *decision) error {
	if err := checkID("id", string(c.ID)); err != nil {
		return err
	}
	f, err := d.proposable(c.Item, c.Field, c.Text)
	if err != nil {
		return err
	}
	if strings.TrimSpace(c.Text) == "" {
		return domain.RefuseField(domain.Invalid, "text", "proposal_empty", nil)
	}
	if c.Request != "" || d.actor.Role == person.Guest {
		if _, err := d.covered(c.Request, c.Item, f); err != nil {
			return err
		}
	}
	if known := d.state.Proposal(c.ID); known != nil {
		return c.again(known)
	}
	draft := d.state.draftOf(c.Request, c.Item, c.Field, d.actor.ID)
	if draft == nil && d.said(c) {
		return nil
	}
	p := d.write(draft, c.ID, c.Item, c.Field, c.Request, d.source(c.Source), c.Text)
	d.replaceEarlier(p)
	d.emit(p.subject(), &ProposalSent{})
	return nil
}

// again answers a proposal whose id is known: the same text did what it should.
func (c ProposeAnswer) again(known *Proposal) error {
	if known.Item == c.Item && known.Field == c.Field && known.Text == c.Text && known.State != ProposalDraft {
		return nil
	}
	return domain.Refuse(domain.Conflict, "proposal_exists", nil)
}

// said tells whether the actor's very words wait already: whoever sends twice has proposed once.
func (d *decision) said(c ProposeAnswer) bool {
	return slices.ContainsFunc(d.state.ProposalsFor(c.Item, c.Field), func(p *Proposal) bool {
		return p.State == ProposalWaiting && p.Request == c.Request && p.By == d.actor.ID && p.Text == c.Text
	})
}

// replaceEarlier lets a second answer to the same request take the place of the first.
func (d *decision) replaceEarlier(p *Proposal) {
	for _, other := range d.state.Proposals {
		if p.Request != "" && other.Request == p.Request && other.Field == p.Field && other.By == p.By && other.State == ProposalWaiting {
			d.emit(other.subject(), &ProposalDecided{State: ProposalReplaced})
		}
	}
}

func (p *Proposal) subject() string { return ownSubject(p.Item, string(p.Field), string(p.ID)) }

// waiting finds a proposal that nobody has decided. What a consultant wrote for the municipality is for its
// leadership to make its own.
func (d *decision) waiting(id journey.ProposalID) (*Proposal, error) {
	if err := d.running(); err != nil {
		return nil, err
	}
	p := d.state.Proposal(id)
	if p == nil || p.State == ProposalDraft {
		return nil, domain.Refuse(domain.NotFound, "proposal_unknown", nil)
	}
	if _, err := d.item(p.Item, candidates); err != nil {
		return nil, err
	}
	if p.Source == FromConsultant && d.actor.Role != person.MunicipalLeader && d.actor.Role != person.System {
		return nil, domain.Refuse(domain.Permission, "leader_decides", nil)
	}
	if p.State != ProposalWaiting {
		return nil, &domain.Error{Code: domain.Conflict, Key: "proposal_decided", Detail: p.State}
	}
	return p, nil
}

func (c AcceptProposal) decide(d *decision) error {
	p, err := d.waiting(c.Proposal)
	if err != nil {
		return err
	}
	i, f, err := d.field(p.Item, p.Field)
	if err != nil {
		return err
	}
	if f.Question != nil && !d.split(p.Item, f.Question) {
		return domain.Refuse(domain.Conflict, "not_split", domain.Args{"field": string(f.ID)})
	}
	now := d.state.Answer(p.Item, p.Field)
	if now == nil {
		now = &Answer{}
	}
	if now.Revision != c.Base {
		return &domain.Error{
			Code: domain.Stale, Key: "answer_changed", Field: "text",
			Detail: CurrentAnswer{Text: now.Text, Revision: now.Revision, By: now.By, At: now.At},
		}
	}
	text, state := c.becomes(p, now)
	if err := domain.LimitText("text", text, cmp.Or(f.MaxLength, maxValue)); err != nil {
		return err
	}
	d.start(i)
	d.emit(partSubject(p.Item, string(p.Field)), &AnswerSaved{
		Text: text, Revision: now.Revision + 1, QuestionVersion: f.Version, QuestionHash: f.Fingerprint(),
		ProposedBy: p.By, Proposal: p.ID,
	})
	d.emit(p.subject(), &ProposalDecided{State: state})
	return nil
}

// becomes is the text that the answer gets, and what that makes of the proposal.
func (c AcceptProposal) becomes(p *Proposal, now *Answer) (string, ProposalState) {
	text, state := p.Text, ProposalAccepted
	if c.Text != "" && c.Text != p.Text {
		text, state = c.Text, ProposalEdited
	}
	if c.Append && strings.TrimSpace(now.Text) != "" {
		return strings.TrimRight(now.Text, "\n") + "\n\n" + text, ProposalAppended
	}
	return text, state
}

func (c DeclineProposal) decide(d *decision) error {
	p, err := d.waiting(c.Proposal)
	if err != nil {
		return err
	}
	if err := domain.LimitText("word", c.Word, MaxReason); err != nil {
		return err
	}
	d.emit(p.subject(), &ProposalDecided{State: ProposalDeclined})
	if strings.TrimSpace(c.Word) != "" {
		d.emit(p.subject(), &ProposalCommented{Word: c.Word})
	}
	return nil
}
