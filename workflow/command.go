package workflow

import (
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// Command is something that an actor wants to happen to a journey.
type Command interface {
	Stream() domain.Stream
	CommandName() string
	// action is what the policy is asked.
	action() policy.Action
	// decide emits events or refuses.
	decide(*decision) error
}

// Target is the journey that a command is for; every command embeds it.
type Target struct {
	Journey journey.ID `json:"journey"`
}

// Stream implements Command.
func (t Target) Stream() domain.Stream { return t.Journey.Stream() }

type (
	// StartJourney begins a municipality's journey on a definition.
	StartJourney struct {
		Target
		Definition string        `json:"definition"`
		Version    int           `json:"version"`
		Hash       string        `json:"hash"`
		StartedOn  calendar.Date `json:"started_on"`
	}
	// SelectJourney marks the municipality for knowledge development.
	SelectJourney struct {
		Target
		Reason string `json:"reason"`
	}
	// TerminateJourney ends a journey before it is done.
	TerminateJourney struct {
		Target
		Reason string `json:"reason"`
	}
	// CloseStage completes a stage by hand.
	CloseStage struct {
		Target
		Stage  journey.StageID `json:"stage"`
		Reason string          `json:"reason"`
	}
	// SaveAnswer stores a draft in a field. Base is the revision that the writer began from.
	SaveAnswer struct {
		Target
		Item  journey.InstanceID `json:"item"`
		Field journey.FieldID    `json:"field"`
		Text  string             `json:"text"`
		Base  int                `json:"base"`
	}
	// DeclareStanding says how far a question is.
	DeclareStanding struct {
		Target
		Item     journey.InstanceID `json:"item"`
		Question journey.FieldID    `json:"question"`
		Standing journey.Standing   `json:"standing"`
	}
	// SplitQuestion gives a question's prompts fields of their own, or joins them again.
	SplitQuestion struct {
		Target
		Item     journey.InstanceID `json:"item"`
		Question journey.FieldID    `json:"question"`
		Split    bool               `json:"split"`
	}
	// TakeQuestion gives a question to a person; an empty owner gives it back.
	TakeQuestion struct {
		Target
		Item     journey.InstanceID `json:"item"`
		Question journey.FieldID    `json:"question"`
		Owner    person.ID          `json:"owner"`
	}
	// DeclareSection says that a section is finished. Gaps names the questions that are neither clear nor for
	// the workshop: all of them, so that nobody overlooks one.
	DeclareSection struct {
		Target
		Item    journey.InstanceID `json:"item"`
		Section journey.SectionID  `json:"section"`
		Gaps    []journey.FieldID  `json:"gaps"`
		Note    string             `json:"note"`
	}
	// OpenSection takes a declaration back.
	OpenSection struct {
		Target
		Item    journey.InstanceID `json:"item"`
		Section journey.SectionID  `json:"section"`
	}
	// StartItem begins an item that is enabled.
	StartItem struct {
		Target
		Item journey.InstanceID `json:"item"`
	}
	// CompleteItem declares an item done.
	CompleteItem struct {
		Target
		Item journey.InstanceID `json:"item"`
	}
	// SkipItem leaves an item out, with a reason.
	SkipItem struct {
		Target
		Item   journey.InstanceID `json:"item"`
		Reason string             `json:"reason"`
	}
	// TerminateItem ends an item for good, with a reason.
	TerminateItem struct {
		Target
		Item   journey.InstanceID `json:"item"`
		Reason string             `json:"reason"`
	}
	// SuspendItem puts an item on pause, with a reason.
	SuspendItem struct {
		Target
		Item   journey.InstanceID `json:"item"`
		Reason string             `json:"reason"`
	}
	// ResumeItem takes an item off pause.
	ResumeItem struct {
		Target
		Item journey.InstanceID `json:"item"`
	}
	// ReopenItem takes an ended item up again, with a reason. Sections are the declarations to withdraw; none
	// means all.
	ReopenItem struct {
		Target
		Item     journey.InstanceID  `json:"item"`
		Sections []journey.SectionID `json:"sections"`
		Reason   string              `json:"reason"`
	}
	// ConfirmStale finds that a finished item stands, although something it rested on was reopened.
	ConfirmStale struct {
		Target
		Item journey.InstanceID `json:"item"`
		Note string             `json:"note"`
	}
	// OpenGate lets an item begin by a named exception.
	OpenGate struct {
		Target
		Item   journey.InstanceID `json:"item"`
		Reason string             `json:"reason"`
	}
	// AddItem puts a further instance of a repeated item, or a discretionary item, into the plan.
	AddItem struct {
		Target
		Item   journey.ItemID `json:"item"`
		Reason string         `json:"reason"`
	}
	// AssignItem gives an item to a person; an empty assignee takes it back.
	AssignItem struct {
		Target
		Item     journey.InstanceID `json:"item"`
		Assignee person.ID          `json:"assignee"`
	}
	// OverrideDeadline sets an item's deadline by hand; a zero date goes back to the computed one.
	OverrideDeadline struct {
		Target
		Item   journey.InstanceID `json:"item"`
		On     calendar.Date      `json:"on"`
		Reason string             `json:"reason"`
	}
	// SignOff freezes what an approval is of. Digest is what the signer saw: see Freeze.
	SignOff struct {
		Target
		Item     journey.InstanceID `json:"item"`
		Digest   string             `json:"digest"`
		Declared bool               `json:"declared"`
	}
	// BookMeeting sets or moves a meeting. Start and End are clock times (14:00).
	BookMeeting struct {
		Target
		Item  journey.InstanceID `json:"item"`
		On    calendar.Date      `json:"on"`
		Start string             `json:"start"`
		End   string             `json:"end"`
		Place string             `json:"place"`
	}
	// CancelMeeting takes a booking back.
	CancelMeeting struct {
		Target
		Item   journey.InstanceID `json:"item"`
		Reason string             `json:"reason"`
	}
	// HoldMeeting tells that a meeting took place.
	HoldMeeting struct {
		Target
		Item journey.InstanceID `json:"item"`
		On   calendar.Date      `json:"on"`
		Note string             `json:"note"`
	}
	// DeliverDocument hands a version of a document over.
	DeliverDocument struct {
		Target
		Item     journey.InstanceID `json:"item"`
		Document journey.FieldID    `json:"document"`
		Version  int                `json:"version"`
	}
	// ConfirmDocument is the municipality's receipt, or its word that a team uses the document. Team is empty
	// where the municipality has named none. Version is the one that the person saw, 0 for the one delivered.
	ConfirmDocument struct {
		Target
		Item     journey.InstanceID `json:"item"`
		Document journey.FieldID    `json:"document"`
		InUse    bool               `json:"in_use"`
		Team     journey.TeamID     `json:"team,omitempty"`
		Version  int                `json:"version,omitempty"`
	}
)

// Municipality is whose journey the command is for.
func (t Target) Municipality() municipality.Code { return t.Journey.Municipality() }

// CommandName implements Command.
func (StartJourney) CommandName() string     { return "start_journey" }
func (SelectJourney) CommandName() string    { return "select_journey" }
func (TerminateJourney) CommandName() string { return "terminate_journey" }
func (CloseStage) CommandName() string       { return "close_stage" }
func (SaveAnswer) CommandName() string       { return "save_answer" }
func (DeclareStanding) CommandName() string  { return "declare_standing" }
func (SplitQuestion) CommandName() string    { return "split_question" }
func (TakeQuestion) CommandName() string     { return "take_question" }
func (DeclareSection) CommandName() string   { return "declare_section" }
func (OpenSection) CommandName() string      { return "open_section" }
func (StartItem) CommandName() string        { return "start_item" }
func (CompleteItem) CommandName() string     { return "complete_item" }
func (SkipItem) CommandName() string         { return "skip_item" }
func (TerminateItem) CommandName() string    { return "terminate_item" }
func (SuspendItem) CommandName() string      { return "suspend_item" }
func (ResumeItem) CommandName() string       { return "resume_item" }
func (ReopenItem) CommandName() string       { return "reopen_item" }
func (ConfirmStale) CommandName() string     { return "confirm_stale" }
func (OpenGate) CommandName() string         { return "open_gate" }
func (AddItem) CommandName() string          { return "add_item" }
func (AssignItem) CommandName() string       { return "assign_item" }
func (OverrideDeadline) CommandName() string { return "override_deadline" }
func (SignOff) CommandName() string          { return "sign_off" }
func (BookMeeting) CommandName() string      { return "book_meeting" }
func (CancelMeeting) CommandName() string    { return "cancel_meeting" }
func (HoldMeeting) CommandName() string      { return "hold_meeting" }
func (DeliverDocument) CommandName() string  { return "deliver_document" }
func (ConfirmDocument) CommandName() string  { return "confirm_document" }

func (StartJourney) action() policy.Action     { return policy.ManageJourney }
func (SelectJourney) action() policy.Action    { return policy.ManageJourney }
func (TerminateJourney) action() policy.Action { return policy.ManageJourney }
func (CloseStage) action() policy.Action       { return policy.WorkOnItem }
func (SaveAnswer) action() policy.Action       { return policy.Answer }
func (DeclareStanding) action() policy.Action  { return policy.Answer }
func (SplitQuestion) action() policy.Action    { return policy.Answer }
func (TakeQuestion) action() policy.Action     { return policy.Answer }
func (DeclareSection) action() policy.Action   { return policy.Declare }
func (OpenSection) action() policy.Action      { return policy.Declare }
func (StartItem) action() policy.Action        { return policy.WorkOnItem }
func (CompleteItem) action() policy.Action     { return policy.WorkOnItem }
func (SkipItem) action() policy.Action         { return policy.WorkOnItem }
func (TerminateItem) action() policy.Action    { return policy.WorkOnItem }
func (SuspendItem) action() policy.Action      { return policy.WorkOnItem }
func (ResumeItem) action() policy.Action       { return policy.WorkOnItem }
func (ReopenItem) action() policy.Action       { return policy.WorkOnItem }
func (ConfirmStale) action() policy.Action     { return policy.WorkOnItem }
func (OpenGate) action() policy.Action         { return policy.OpenGate }
func (AddItem) action() policy.Action          { return policy.WorkOnItem }
func (AssignItem) action() policy.Action       { return policy.WorkOnItem }
func (OverrideDeadline) action() policy.Action { return policy.MoveDeadline }
func (SignOff) action() policy.Action          { return policy.SignOff }
func (BookMeeting) action() policy.Action      { return policy.WorkOnItem }
func (CancelMeeting) action() policy.Action    { return policy.WorkOnItem }
func (HoldMeeting) action() policy.Action      { return policy.WorkOnItem }
func (DeliverDocument) action() policy.Action  { return policy.WorkOnItem }
func (ConfirmDocument) action() policy.Action  { return policy.WorkOnItem }

// WrittenTexts implements journal.Written: what a person wrote, by input.
func (c SelectJourney) WrittenTexts() map[string]string { return map[string]string{"reason": c.Reason} }

func (c TerminateJourney) WrittenTexts() map[string]string {
	return map[string]string{"reason": c.Reason}
}

func (c CloseStage) WrittenTexts() map[string]string { return map[string]string{"reason": c.Reason} }

func (c SaveAnswer) WrittenTexts() map[string]string { return map[string]string{"text": c.Text} }

func (c DeclareSection) WrittenTexts() map[string]string { return map[string]string{"note": c.Note} }

func (c SkipItem) WrittenTexts() map[string]string { return map[string]string{"reason": c.Reason} }

func (c TerminateItem) WrittenTexts() map[string]string { return map[string]string{"reason": c.Reason} }

func (c SuspendItem) WrittenTexts() map[string]string { return map[string]string{"reason": c.Reason} }

func (c ReopenItem) WrittenTexts() map[string]string { return map[string]string{"reason": c.Reason} }

func (c ConfirmStale) WrittenTexts() map[string]string { return map[string]string{"note": c.Note} }

func (c OpenGate) WrittenTexts() map[string]string { return map[string]string{"reason": c.Reason} }

func (c AddItem) WrittenTexts() map[string]string { return map[string]string{"reason": c.Reason} }

func (c OverrideDeadline) WrittenTexts() map[string]string {
	return map[string]string{"reason": c.Reason}
}

func (c AssignItem) WrittenTexts() map[string]string {
	return map[string]string{"assignee": string(c.Assignee)}
}

func (c TakeQuestion) WrittenTexts() map[string]string {
	return map[string]string{"owner": string(c.Owner)}
}

func (c CancelMeeting) WrittenTexts() map[string]string { return map[string]string{"reason": c.Reason} }
func (c HoldMeeting) WrittenTexts() map[string]string   { return map[string]string{"note": c.Note} }
func (c BookMeeting) WrittenTexts() map[string]string {
	return map[string]string{"place": c.Place, "start": c.Start, "end": c.End}
}
