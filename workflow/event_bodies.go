package workflow

import (
	"slices"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// The bodies of a journey's events. Their JSON is stored for years: a field may be added, never renamed,
// reused or removed; a changed meaning is a new version (journal.Versioned) that Evolve understands beside
// the old. The event's Subject names the item, field, section or stage.

type (
	// JourneyStarted begins a journey on a definition that is pinned by its hash.
	JourneyStarted struct {
		Journey      journey.ID        `json:"journey"`
		Municipality municipality.Code `json:"municipality"`
		Definition   string            `json:"definition"`
		Version      int               `json:"version"`
		Hash         string            `json:"hash"`
		StartedOn    calendar.Date     `json:"started_on"`
	}
	// JourneySelected marks the municipality for knowledge development.
	JourneySelected struct {
		Reason string `json:"reason"`
	}
	// JourneyEnded is the end: Completed by rule, Terminated by a person.
	JourneyEnded struct {
		State  journey.State `json:"state"`
		On     calendar.Date `json:"on"`
		Reason string        `json:"reason,omitempty"`
	}
	// StageChanged is a stage's new state. Reason is set where a person closed it.
	StageChanged struct {
		State  journey.State `json:"state"`
		Reason string        `json:"reason,omitempty"`
		ByHand bool          `json:"by_hand,omitempty"`
	}
	// ItemAdded puts a further instance, or a discretionary item, into the plan.
	ItemAdded struct {
		Reason string `json:"reason,omitempty"`
	}
	// ItemChanged is an item's new state, for Reason where one was given. By rule tells that no person did it.
	ItemChanged struct {
		State  journey.State `json:"state"`
		Reason string        `json:"reason,omitempty"`
		ByRule bool          `json:"by_rule,omitempty"`
	}
	// ItemReopened takes an ended item up again and withdraws the declarations of Sections.
	ItemReopened struct {
		Reason   string              `json:"reason"`
		Sections []journey.SectionID `json:"sections,omitempty"`
	}
	// ItemMarkedStale tells that something the item rested on was reopened.
	ItemMarkedStale struct {
		Because journey.InstanceID `json:"because"`
		Reason  string             `json:"reason"`
	}
	// StaleConfirmed tells that a person found the item to stand all the same.
	StaleConfirmed struct {
		Note string `json:"note,omitempty"`
	}
	// GateOpened is a named exception: the item may begin although its gate is closed.
	GateOpened struct {
		Reason string `json:"reason"`
	}
	// ItemAssigned gives an item to a person; an empty id takes it back.
	ItemAssigned struct {
		Assignee person.ID `json:"assignee"`
	}
	// AnchorSet gives an anchor its date.
	AnchorSet struct {
		Name string        `json:"name"`
		On   calendar.Date `json:"on"`
	}
	// DeadlineComputed follows from a rule and an anchor.
	DeadlineComputed struct {
		Rule   string        `json:"rule"`
		Anchor string        `json:"anchor"`
		On     calendar.Date `json:"on"`
	}
	// DeadlineOverridden is a person's date; a zero date takes the override back.
	DeadlineOverridden struct {
		On     calendar.Date `json:"on"`
		Reason string        `json:"reason"`
	}
	// AnswerSaved is a new text in a field.
	AnswerSaved struct {
		Text     string `json:"text"`
		Revision int    `json:"revision"`
		// QuestionVersion and QuestionHash pin the answer to the question as it was asked.
		QuestionVersion int    `json:"question_version"`
		QuestionHash    string `json:"question_hash"`
		// ProposedBy is who offered the text, Proposal as what; empty for the writer's own.
		ProposedBy person.ID          `json:"proposed_by,omitempty"`
		Proposal   journey.ProposalID `json:"proposal,omitempty"`
	}
	// StandingDeclared is how far a person says that a question is.
	StandingDeclared struct {
		Standing journey.Standing `json:"standing"`
	}
	// QuestionSplit gives a question's prompts fields of their own, or joins them again.
	QuestionSplit struct {
		Split bool `json:"split"`
	}
	// QuestionTaken gives a question to a person; an empty id takes it back.
	QuestionTaken struct {
		Owner person.ID `json:"owner"`
	}
	// SectionDeclared tells that a person finds a section finished, with the gaps that were named.
	SectionDeclared struct {
		Gaps []journey.FieldID `json:"gaps,omitempty"`
		Note string            `json:"note,omitempty"`
	}
	// SectionOpened takes a declaration back.
	SectionOpened struct {
		Reason string `json:"reason,omitempty"`
	}
	// Signed freezes a version of what an approval is of.
	Signed struct {
		Edition int         `json:"edition"`
		Digest  string      `json:"digest"`
		Pins    []Pin       `json:"pins"`
		Wrote   []person.ID `json:"wrote"`
	}
	// MeetingBooked sets or moves a meeting. Sequence grows with each.
	MeetingBooked struct {
		On       calendar.Date `json:"on"`
		Start    string        `json:"start"`
		End      string        `json:"end"`
		Place    string        `json:"place"`
		Sequence int           `json:"sequence"`
	}
	// MeetingCancelled takes a booking back.
	MeetingCancelled struct {
		Reason   string `json:"reason"`
		Sequence int    `json:"sequence"`
	}
	// MeetingHeld tells when a meeting took place.
	MeetingHeld struct {
		On   calendar.Date `json:"on"`
		Note string        `json:"note,omitempty"`
	}
	// DocumentDelivered tells that a version of a document was handed over.
	DocumentDelivered struct {
		Version int           `json:"version"`
		On      calendar.Date `json:"on"`
	}
	// DocumentReceived is the municipality's receipt.
	DocumentReceived struct {
		Version int           `json:"version"`
		On      calendar.Date `json:"on"`
	}
	// DocumentInUse tells that a team has taken the document into use; without a team, the municipality.
	DocumentInUse struct {
		Version int            `json:"version"`
		On      calendar.Date  `json:"on"`
		Team    journey.TeamID `json:"team,omitempty"`
	}
	// DocumentOpened tells that somebody of the municipality opened the document, the first time.
	DocumentOpened struct {
		Version int           `json:"version"`
		On      calendar.Date `json:"on"`
	}
	// TeamNamed tells that the municipality has a team, or what it is called from now on.
	TeamNamed struct {
		Name string `json:"name"`
	}
	// TeamRemoved tells that there is no such team any more.
	TeamRemoved struct{}
)

// Pin is one answer in a frozen version: which revision, of which question version.
type Pin struct {
	Item            journey.InstanceID `json:"item"`
	Field           journey.FieldID    `json:"field"`
	Revision        int                `json:"revision"`
	QuestionVersion int                `json:"question_version"`
	Standing        journey.Standing   `json:"standing,omitempty"`
}

// EventKind implements domain.Body.
func (*JourneyStarted) EventKind() string     { return "journey_started" }
func (*JourneySelected) EventKind() string    { return "journey_selected" }
func (*JourneyEnded) EventKind() string       { return "journey_ended" }
func (*StageChanged) EventKind() string       { return "stage_changed" }
func (*ItemAdded) EventKind() string          { return "item_added" }
func (*ItemChanged) EventKind() string        { return "item_changed" }
func (*ItemReopened) EventKind() string       { return "item_reopened" }
func (*ItemMarkedStale) EventKind() string    { return "item_marked_stale" }
func (*StaleConfirmed) EventKind() string     { return "stale_confirmed" }
func (*GateOpened) EventKind() string         { return "gate_opened" }
func (*ItemAssigned) EventKind() string       { return "item_assigned" }
func (*AnchorSet) EventKind() string          { return "anchor_set" }
func (*DeadlineComputed) EventKind() string   { return "deadline_computed" }
func (*DeadlineOverridden) EventKind() string { return "deadline_overridden" }
func (*AnswerSaved) EventKind() string        { return "answer_saved" }
func (*StandingDeclared) EventKind() string   { return "standing_declared" }
func (*QuestionSplit) EventKind() string      { return "question_split" }
func (*QuestionTaken) EventKind() string      { return "question_taken" }
func (*SectionDeclared) EventKind() string    { return "section_declared" }
func (*SectionOpened) EventKind() string      { return "section_opened" }
func (*Signed) EventKind() string             { return "signed" }
func (*MeetingBooked) EventKind() string      { return "meeting_booked" }
func (*MeetingCancelled) EventKind() string   { return "meeting_cancelled" }
func (*MeetingHeld) EventKind() string        { return "meeting_held" }
func (*DocumentDelivered) EventKind() string  { return "document_delivered" }
func (*DocumentReceived) EventKind() string   { return "document_received" }
func (*DocumentInUse) EventKind() string      { return "document_in_use" }
func (*DocumentOpened) EventKind() string     { return "document_opened" }
func (*TeamNamed) EventKind() string          { return "team_named" }
func (*TeamRemoved) EventKind() string        { return "team_removed" }

// NewRevision implements journal.Revised.
func (a *AnswerSaved) NewRevision() int { return a.Revision }

// newBody makes an empty body by kind, to decode into; nil for a kind that does not exist.
func newBody(kind string) domain.Body {
	if make, ok := bodies[kind]; ok {
		return make()
	}
	return nil
}

var bodies = registry(append(colleagueBodies,
	func() domain.Body { return &JourneyStarted{} },
	func() domain.Body { return &JourneySelected{} },
	func() domain.Body { return &JourneyEnded{} },
	func() domain.Body { return &StageChanged{} },
	func() domain.Body { return &ItemAdded{} },
	func() domain.Body { return &ItemChanged{} },
	func() domain.Body { return &ItemReopened{} },
	func() domain.Body { return &ItemMarkedStale{} },
	func() domain.Body { return &StaleConfirmed{} },
	func() domain.Body { return &GateOpened{} },
	func() domain.Body { return &ItemAssigned{} },
	func() domain.Body { return &AnchorSet{} },
	func() domain.Body { return &DeadlineComputed{} },
	func() domain.Body { return &DeadlineOverridden{} },
	func() domain.Body { return &AnswerSaved{} },
	func() domain.Body { return &StandingDeclared{} },
	func() domain.Body { return &QuestionSplit{} },
	func() domain.Body { return &QuestionTaken{} },
	func() domain.Body { return &SectionDeclared{} },
	func() domain.Body { return &SectionOpened{} },
	func() domain.Body { return &Signed{} },
	func() domain.Body { return &MeetingBooked{} },
	func() domain.Body { return &MeetingCancelled{} },
	func() domain.Body { return &MeetingHeld{} },
	func() domain.Body { return &MeetingAttached{} },
	func() domain.Body { return &MeetingDetached{} },
	func() domain.Body { return &DocumentDelivered{} },
	func() domain.Body { return &DocumentReceived{} },
	func() domain.Body { return &DocumentInUse{} },
	func() domain.Body { return &DocumentOpened{} },
	func() domain.Body { return &TeamNamed{} },
	func() domain.Body { return &TeamRemoved{} },
	func() domain.Body { return &SheetWritten{} },
	func() domain.Body { return &AdministrationInvited{} },
	func() domain.Body { return &InvitationWithdrawn{} },
	func() domain.Body { return &SheetAnswered{} },
	func() domain.Body { return &SheetRemarked{} },
)...)

func registry(makers ...func() domain.Body) map[string]func() domain.Body {
	all := map[string]func() domain.Body{}
	for _, m := range slices.Concat(makers, workshopBodies()) {
		all[m().EventKind()] = m
	}
	return all
}

// AllEventKinds lists the kinds of a journey's events.
func AllEventKinds() []string {
	kinds := make([]string, 0, len(bodies))
	for kind := range bodies {
		kinds = append(kinds, kind)
	}
	return kinds
}

// erasable are the kinds that hold what a person wrote and nothing that the course of the journey rests on.
var erasable = map[string]bool{
	"answer_saved": true, "stale_confirmed": true, "section_opened": true, "journey_selected": true,
	"comment_written": true, "evidence_attached": true, "request_addressed": true, "proposal_written": true, "proposal_commented": true,
	"team_named":    true,
	"sheet_written": true, "sheet_remarked": true,
}
