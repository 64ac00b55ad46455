package followup

import (
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// At names a case in a command. Base is the revision that its writer saw.
type At struct {
	Municipality municipality.Code `json:"municipality"`
	Case         int               `json:"case"`
	Base         int               `json:"base"`
}

// Stream implements domain.Command.
func (a At) Stream() domain.Stream { return StreamOf(a.Municipality) }

type (
	// Judge tells how subjects stand. Only the service gives it; the same again changes nothing, and neither does a
	// month older than the newest judged, so that a run may be repeated and what was missed caught up with.
	Judge struct {
		Municipality municipality.Code `json:"municipality"`
		Programme    string            `json:"programme"`
		Seen         []Seen            `json:"seen"`
	}
	// OpenCase begins a case from open proposals, or about Subjects for a Reason. Frozen are its figures.
	OpenCase struct {
		Municipality municipality.Code `json:"municipality"`
		Proposals    []int             `json:"proposals,omitempty"`
		Subjects     []Subject         `json:"subjects,omitempty"`
		Reason       string            `json:"reason,omitempty"`
		Frozen       Frozen            `json:"frozen"`
	}
	// JoinProposal lets an open proposal belong to a case that is there already.
	JoinProposal struct {
		At
		Proposal int `json:"proposal"`
	}
	// SetAside puts an open proposal away, with a reason.
	SetAside struct {
		Municipality municipality.Code `json:"municipality"`
		Proposal     int               `json:"proposal"`
		Reason       string            `json:"reason"`
	}
	// Suppose says what is believed to lie behind the figures.
	Suppose struct {
		At
		Guess Guess  `json:"guess"`
		Note  string `json:"note,omitempty"`
	}
	// NoteContact notes a talk with the municipality.
	NoteContact struct {
		At
		On   calendar.Date `json:"on"`
		Way  Way           `json:"way"`
		With string        `json:"with,omitempty"`
		Note string        `json:"note,omitempty"`
	}
	// DecideSupport says which help is given.
	DecideSupport struct {
		At
		Kinds []Help `json:"kinds"`
		Text  string `json:"text,omitempty"`
	}
	// Agree writes what has been agreed with the municipality.
	Agree struct {
		At
		Text string        `json:"text"`
		On   calendar.Date `json:"on"`
	}
	// SetReview sets the day on which agency and municipality look at it again.
	SetReview struct {
		At
		On calendar.Date `json:"on"`
	}
	// TakeOver makes the actor the case's owner.
	TakeOver struct{ At }
	// Merge lets a case go on in another one of the same municipality.
	Merge struct {
		At
		Into int `json:"into"`
	}
	// Close ends a case.
	Close struct {
		At
		Outcome Outcome `json:"outcome"`
		Note    string  `json:"note,omitempty"`
	}
)

// Stream implements domain.Command.
func (c Judge) Stream() domain.Stream { return StreamOf(c.Municipality) }

// Stream implements domain.Command.
func (c OpenCase) Stream() domain.Stream { return StreamOf(c.Municipality) }

// Stream implements domain.Command.
func (c SetAside) Stream() domain.Stream { return StreamOf(c.Municipality) }

// CommandName implements domain.Command.
func (Judge) CommandName() string { return "judge_signals" }

// CommandName implements domain.Command.
func (OpenCase) CommandName() string { return "open_case" }

// CommandName implements domain.Command.
func (JoinProposal) CommandName() string { return "join_proposal" }

// CommandName implements domain.Command.
func (SetAside) CommandName() string { return "set_aside" }

// CommandName implements domain.Command.
func (Suppose) CommandName() string { return "suppose" }

// CommandName implements domain.Command.
func (NoteContact) CommandName() string { return "note_contact" }

// CommandName implements domain.Command.
func (DecideSupport) CommandName() string { return "decide_support" }

// CommandName implements domain.Command.
func (Agree) CommandName() string { return "agree_support" }

// CommandName implements domain.Command.
func (SetReview) CommandName() string { return "set_review" }

// CommandName implements domain.Command.
func (TakeOver) CommandName() string { return "take_over_case" }

// CommandName implements domain.Command.
func (Merge) CommandName() string { return "merge_case" }

// CommandName implements domain.Command.
func (Close) CommandName() string { return "close_case" }

// WrittenTexts names what a person wrote, and what came by a form as the names of subjects.
func (c OpenCase) WrittenTexts() map[string]string {
	texts := map[string]string{"reason": c.Reason}
	for _, subject := range c.Subjects {
		texts["subjects"] += string(subject) + "\n"
	}
	return texts
}

// WrittenTexts names what a person wrote.
func (c SetAside) WrittenTexts() map[string]string { return map[string]string{"reason": c.Reason} }

// WrittenTexts names what a person wrote.
func (c Suppose) WrittenTexts() map[string]string { return map[string]string{"note": c.Note} }

// WrittenTexts names what a person wrote.
func (c NoteContact) WrittenTexts() map[string]string {
	return map[string]string{"with": c.With, "note": c.Note}
}

// WrittenTexts names what a person wrote.
func (c DecideSupport) WrittenTexts() map[string]string { return map[string]string{"text": c.Text} }

// WrittenTexts names what a person wrote.
func (c Agree) WrittenTexts() map[string]string { return map[string]string{"text": c.Text} }

// WrittenTexts names what a person wrote.
func (c Close) WrittenTexts() map[string]string { return map[string]string{"note": c.Note} }

// command is what the subject carries out.
type command interface {
	domain.Command
	action() policy.Action
	decide(State, deciding) ([]domain.Event, error)
}

// deciding is what commands know beside the state.
type deciding struct {
	actor person.Actor
	today calendar.Date
}

func (Judge) action() policy.Action         { return policy.ProposeSupport }
func (OpenCase) action() policy.Action      { return policy.FollowUp }
func (SetAside) action() policy.Action      { return policy.FollowUp }
func (JoinProposal) action() policy.Action  { return policy.FollowUp }
func (Suppose) action() policy.Action       { return policy.FollowUp }
func (NoteContact) action() policy.Action   { return policy.FollowUp }
func (DecideSupport) action() policy.Action { return policy.FollowUp }
func (Agree) action() policy.Action         { return policy.FollowUp }
func (SetReview) action() policy.Action     { return policy.FollowUp }
func (TakeOver) action() policy.Action      { return policy.FollowUp }
func (Merge) action() policy.Action         { return policy.FollowUp }
func (Close) action() policy.Action         { return policy.FollowUp }
