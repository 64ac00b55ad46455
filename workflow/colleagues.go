package workflow

import (
	"slices"
	"strings"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
)

// Comment is what somebody says about an answer. It bears the number of the event by which it was written.
type Comment struct {
	Number int64
	Item   journey.InstanceID
	Field  journey.FieldID
	Text   string
	By     person.ID
	// Role is the writer's at the time.
	Role person.Role
	At   time.Time
	// Private keeps it inside the municipality for good.
	Private bool
	// WithdrawnAt is when its writer took it back; the text is gone then.
	WithdrawnAt time.Time
	Erased      bool
}

// Evidence shows where an answer can be checked: a link or the number of a file in the municipality's own
// records, with a label. It bears the number of its event.
type Evidence struct {
	Number int64
	Item   journey.InstanceID
	Field  journey.FieldID
	Label  string
	// One of the two is set: an https address, or a journal number.
	Address, Journal string
	By               person.ID
	At               time.Time
	Erased           bool
}

// Request asks a colleague for help with one question or one section: a person of the roster, or an e-mail
// address with a link.
type Request struct {
	ID   journey.RequestID
	Item journey.InstanceID
	// One of the two is set.
	Question journey.FieldID
	Section  journey.SectionID
	// One of the two is set. Link is the hash of a guest's link; the link itself is stored nowhere.
	Person person.ID
	Email  string
	Link   string
	Note   string
	// Due is the last day on which a guest's link works.
	Due         calendar.Date
	By          person.ID
	At          time.Time
	OpenedAt    time.Time
	RemindedAt  time.Time
	AnsweredAt  time.Time
	WithdrawnAt time.Time
	Erased      bool
}

// Guest tells whether the request goes to somebody without sign-in.
func (r *Request) Guest() bool { return r.Link != "" }

// Actor is who answers by the request's link.
func (r *Request) Actor() person.ID { return person.ID("link:" + string(r.ID)) }

// Expired tells whether the deadline has passed.
func (r *Request) Expired(today calendar.Date) bool { return r.Due.Before(today) }

// Open tells whether an answer is still waited for.
func (r *Request) Open() bool { return r.WithdrawnAt.IsZero() && r.AnsweredAt.IsZero() }

// Covers tells whether the request is about a field.
func (r *Request) Covers(f *Field) bool {
	question := f
	if f.Question != nil {
		question = f.Question
	}
	return r.Question == question.ID || r.Section != "" && r.Section == question.Section.ID
}

// ProposalSource says where a proposal comes from.
type ProposalSource string

// The sources.
const (
	// FromGuest: by a link.
	FromGuest ProposalSource = "guest"
	// FromColleague: by somebody of the municipality.
	FromColleague ProposalSource = "colleague"
	// FromConsultant: entered for the municipality by its process consultant.
	FromConsultant ProposalSource = "consultant"
)

// AllProposalSources lists every source.
func AllProposalSources() []ProposalSource {
	return []ProposalSource{FromGuest, FromColleague, FromConsultant}
}

// ProposalState is how far a proposal has come.
type ProposalState string

// The states. Drafts are their writer's alone.
const (
	ProposalDraft    ProposalState = "draft"
	ProposalWaiting  ProposalState = "waiting"
	ProposalAccepted ProposalState = "accepted"
	// ProposalEdited was accepted after somebody changed it.
	ProposalEdited   ProposalState = "edited"
	ProposalAppended ProposalState = "appended"
	ProposalDeclined ProposalState = "declined"
	// ProposalReplaced gave way to a later one of the same request.
	ProposalReplaced ProposalState = "replaced"
)

// AllProposalStates lists every state.
func AllProposalStates() []ProposalState {
	return []ProposalState{ProposalDraft, ProposalWaiting, ProposalAccepted, ProposalEdited, ProposalAppended, ProposalDeclined, ProposalReplaced}
}

// Proposal is a text that somebody offers as an answer and that the municipality accepts or declines.
type Proposal struct {
	ID    journey.ProposalID
	Item  journey.InstanceID
	Field journey.FieldID
	// Request is what it answers; empty for one that nobody asked for.
	Request  journey.RequestID
	Source   ProposalSource
	State    ProposalState
	Text     string
	Revision int
	By       person.ID
	// At is when it was written last, SentAt when it was handed over.
	At, SentAt time.Time
	DecidedBy  person.ID
	DecidedAt  time.Time
	// Word is what the one who decided wrote back.
	Word   string
	Erased bool
}

// Request returns a request, or nil.
func (s State) Request(id journey.RequestID) *Request {
	for _, r := range s.Requests {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// Proposal returns a proposal, or nil.
func (s State) Proposal(id journey.ProposalID) *Proposal {
	for _, p := range s.Proposals {
		if p.ID == id {
			return p
		}
	}
	return nil
}

// CommentsOn lists the comments on a field, the oldest first.
func (s State) CommentsOn(item journey.InstanceID, field journey.FieldID) []*Comment {
	return kept(s.Comments, func(c *Comment) bool { return c.Item == item && c.Field == field })
}

// EvidenceFor lists the evidence of a field, the oldest first.
func (s State) EvidenceFor(item journey.InstanceID, field journey.FieldID) []*Evidence {
	return kept(s.Evidence, func(e *Evidence) bool { return e.Item == item && e.Field == field })
}

// RequestsFor lists the requests that cover a field, the oldest first.
func (s State) RequestsFor(item journey.InstanceID, f *Field) []*Request {
	return kept(s.Requests, func(r *Request) bool { return r.Item == item && r.Covers(f) })
}

// ProposalsFor lists the proposals for a field that were handed over, the oldest first.
func (s State) ProposalsFor(item journey.InstanceID, field journey.FieldID) []*Proposal {
	return kept(s.Proposals, func(p *Proposal) bool { return p.Item == item && p.Field == field && p.State != ProposalDraft })
}

// Asked tells whether a question waits for a colleague who was asked for help with it, or with its section.
func (s State) Asked(item journey.InstanceID, f *Field) bool {
	return slices.ContainsFunc(s.RequestsFor(item, f), (*Request).Open)
}

// draftOf is what somebody is writing on a field for a request, or nil.
func (s State) draftOf(request journey.RequestID, item journey.InstanceID, field journey.FieldID, by person.ID) *Proposal {
	for _, p := range s.Proposals {
		if p.State == ProposalDraft && p.Request == request && p.Item == item && p.Field == field && p.By == by {
			return p
		}
	}
	return nil
}

// DraftOf is what the one asked is writing on a field, or nil.
func (s State) DraftOf(r *Request, field journey.FieldID, by person.ID) *Proposal {
	return s.draftOf(r.ID, r.Item, field, by)
}

func kept[T any](all []T, keep func(T) bool) []T {
	var some []T
	for _, one := range all {
		if keep(one) {
			some = append(some, one)
		}
	}
	return some
}

// Proposer is who offered the text of an answer as it stands, as an address or a person: a guest's address
// where the answer came by a link, else the person. Both are empty where the answer's writer thought of it.
func (s State) Proposer(a Answer) (email string, id person.ID) {
	if request, ok := strings.CutPrefix(string(a.ProposedBy), "link:"); ok {
		if r := s.Request(journey.RequestID(request)); r != nil {
			return r.Email, a.ProposedBy
		}
	}
	return "", a.ProposedBy
}
