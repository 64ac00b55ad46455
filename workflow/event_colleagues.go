package workflow

import (
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
)

// The bodies of what colleagues say to each other: see event_bodies.go for how they are kept. What a person
// wrote stands in events of its own, so that it can be erased and the course of things stays. A request's and
// a proposal's events name it in their subject: ITEM/PART/ID.

type (
	// CommentWritten is a comment on a field; its number names it.
	CommentWritten struct {
		Text    string      `json:"text"`
		Private bool        `json:"private,omitempty"`
		Role    person.Role `json:"role"`
	}
	// CommentWithdrawn takes a comment back.
	CommentWithdrawn struct {
		Comment int64 `json:"comment"`
	}
	// EvidenceAttached is evidence for a field; its number names it.
	EvidenceAttached struct {
		Label   string `json:"label"`
		Address string `json:"address,omitempty"`
		Journal string `json:"journal,omitempty"`
	}
	// EvidenceRemoved takes evidence away.
	EvidenceRemoved struct {
		Evidence int64 `json:"evidence"`
	}
	// RequestMade asks a colleague for help with a question or, where Section is set, a section.
	RequestMade struct {
		Section bool          `json:"section,omitempty"`
		Person  person.ID     `json:"person,omitempty"`
		Link    LinkHash      `json:"link,omitempty"`
		Due     calendar.Date `json:"due"`
	}
	// RequestAddressed is what the one who asked wrote.
	RequestAddressed struct {
		Email string `json:"email,omitempty"`
		Note  string `json:"note,omitempty"`
	}
	// RequestOpened tells that the guest opened it.
	RequestOpened struct{}
	// RequestRenewed gives a request another deadline and link.
	RequestRenewed struct {
		Link LinkHash      `json:"link,omitempty"`
		Due  calendar.Date `json:"due"`
	}
	// RequestReminded tells that the one asked was reminded.
	RequestReminded struct{}
	// RequestWithdrawn takes a request back.
	RequestWithdrawn struct{}
	// ProposalBegun is a proposal without a text yet.
	ProposalBegun struct {
		Request journey.RequestID `json:"request,omitempty"`
		Source  ProposalSource    `json:"source"`
	}
	// ProposalWritten is a proposal's text.
	ProposalWritten struct {
		Text     string `json:"text"`
		Revision int    `json:"revision"`
	}
	// ProposalSent hands a proposal over.
	ProposalSent struct{}
	// ProposalDecided is what became of a proposal.
	ProposalDecided struct {
		State ProposalState `json:"state"`
	}
	// ProposalCommented is a word back.
	ProposalCommented struct {
		Word string `json:"word"`
	}
	// SectionShared lets the consultant read a section before it is declared, or takes that back.
	SectionShared struct {
		Shared bool `json:"shared"`
	}
	// QuestionDue is by when a question is to be clear; a zero date takes it back.
	QuestionDue struct {
		On calendar.Date `json:"on"`
	}
)

// EventKind implements domain.Body.
func (*CommentWritten) EventKind() string    { return "comment_written" }
func (*CommentWithdrawn) EventKind() string  { return "comment_withdrawn" }
func (*EvidenceAttached) EventKind() string  { return "evidence_attached" }
func (*EvidenceRemoved) EventKind() string   { return "evidence_removed" }
func (*RequestMade) EventKind() string       { return "request_made" }
func (*RequestAddressed) EventKind() string  { return "request_addressed" }
func (*RequestOpened) EventKind() string     { return "request_opened" }
func (*RequestRenewed) EventKind() string    { return "request_renewed" }
func (*RequestReminded) EventKind() string   { return "request_reminded" }
func (*RequestWithdrawn) EventKind() string  { return "request_withdrawn" }
func (*ProposalBegun) EventKind() string     { return "proposal_begun" }
func (*ProposalWritten) EventKind() string   { return "proposal_written" }
func (*ProposalSent) EventKind() string      { return "proposal_sent" }
func (*ProposalDecided) EventKind() string   { return "proposal_decided" }
func (*ProposalCommented) EventKind() string { return "proposal_commented" }
func (*SectionShared) EventKind() string     { return "section_shared" }
func (*QuestionDue) EventKind() string       { return "question_due" }

// NewRevision implements journal.Revised.
func (p *ProposalWritten) NewRevision() int { return p.Revision }

var colleagueBodies = []func() domain.Body{
	func() domain.Body { return &CommentWritten{} },
	func() domain.Body { return &CommentWithdrawn{} },
	func() domain.Body { return &EvidenceAttached{} },
	func() domain.Body { return &EvidenceRemoved{} },
	func() domain.Body { return &RequestMade{} },
	func() domain.Body { return &RequestAddressed{} },
	func() domain.Body { return &RequestOpened{} },
	func() domain.Body { return &RequestRenewed{} },
	func() domain.Body { return &RequestReminded{} },
	func() domain.Body { return &RequestWithdrawn{} },
	func() domain.Body { return &ProposalBegun{} },
	func() domain.Body { return &ProposalWritten{} },
	func() domain.Body { return &ProposalSent{} },
	func() domain.Body { return &ProposalDecided{} },
	func() domain.Body { return &ProposalCommented{} },
	func() domain.Body { return &SectionShared{} },
	func() domain.Body { return &QuestionDue{} },
}
