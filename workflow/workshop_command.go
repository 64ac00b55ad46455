package workflow

import (
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/policy"
)

// The commands of a workshop's room. What is written down in the room may be written without a network: it
// then bears an id that the device made, which is the client key of its command as well. Sent again, from
// another tab or by somebody else, it is known by that id and changes nothing.

// Room is the meeting that a command of a workshop is for.
type Room struct {
	Target
	Item journey.InstanceID `json:"item"`
}

type (
	// PrepareWorkshop sets the agenda. Base is the revision that the writer began from.
	PrepareWorkshop struct {
		Room
		Agenda []AgendaPoint `json:"agenda"`
		Base   int           `json:"base"`
	}
	// DecideQuestion is a question's standing as the room finds it.
	DecideQuestion struct {
		Room
		ID       string           `json:"id"`
		Point    Point            `json:"point"`
		Standing journey.Standing `json:"standing"`
	}
	// MakeAgreement is who does what by when.
	MakeAgreement struct {
		Room
		ID    string        `json:"id"`
		Point Point         `json:"point"`
		What  string        `json:"what"`
		Who   string        `json:"who"`
		On    calendar.Date `json:"on"`
	}
	// ChangeAgreement corrects an agreement. Base is the revision that the writer began from.
	ChangeAgreement struct {
		Room
		Agreement string        `json:"agreement"`
		What      string        `json:"what"`
		Who       string        `json:"who"`
		On        calendar.Date `json:"on"`
		Base      int           `json:"base"`
	}
	// WithdrawAgreement takes an agreement back, with a reason.
	WithdrawAgreement struct {
		Room
		Agreement string `json:"agreement"`
		Reason    string `json:"reason"`
	}
	// ParkPoint puts something aside for later.
	ParkPoint struct {
		Room
		ID    string `json:"id"`
		Text  string `json:"text"`
		Point Point  `json:"point"`
	}
	// TakeUpPoint takes a parked point off the list.
	TakeUpPoint struct {
		Room
		Parked string `json:"parked"`
	}
	// SendMinutes sends the first edition of the minutes, or the next one. Reply answers the objections that are
	// open. Where nobody has said yet that the meeting took place, it says so.
	SendMinutes struct {
		Room
		Reply string `json:"reply"`
	}
	// ObjectToMinutes says what is wrong in the newest edition, in one agreement or, with none named, at all.
	ObjectToMinutes struct {
		Room
		ID        string `json:"id"`
		Edition   int    `json:"edition"`
		Agreement string `json:"agreement"`
		Text      string `json:"text"`
	}
	// ConfirmMinutes finds that an edition stands. A leader may say so; once the time for objections has run out
	// the service says so, by silence.
	ConfirmMinutes struct {
		Room
		Edition int `json:"edition"`
	}
	// OpenCheck begins to ask about the open agreements, on the day that was set or later.
	OpenCheck struct {
		Room
		Round int `json:"round"`
	}
	// AnswerCheck says of an agreement that it has been done, or that it is put off until On. Base is how many
	// answers the writer saw.
	AnswerCheck struct {
		Room
		Agreement string        `json:"agreement"`
		Done      bool          `json:"done"`
		On        calendar.Date `json:"on"`
		Base      int           `json:"base"`
	}
)

// CommandName implements Command.
func (PrepareWorkshop) CommandName() string   { return "prepare_workshop" }
func (DecideQuestion) CommandName() string    { return "decide_question" }
func (MakeAgreement) CommandName() string     { return "make_agreement" }
func (ChangeAgreement) CommandName() string   { return "change_agreement" }
func (WithdrawAgreement) CommandName() string { return "withdraw_agreement" }
func (ParkPoint) CommandName() string         { return "park_point" }
func (TakeUpPoint) CommandName() string       { return "take_up_point" }
func (SendMinutes) CommandName() string       { return "send_minutes" }
func (ObjectToMinutes) CommandName() string   { return "object_to_minutes" }
func (ConfirmMinutes) CommandName() string    { return "confirm_minutes" }
func (OpenCheck) CommandName() string         { return "open_check" }
func (AnswerCheck) CommandName() string       { return "answer_check" }

func (PrepareWorkshop) action() policy.Action   { return policy.RunWorkshop }
func (DecideQuestion) action() policy.Action    { return policy.RunWorkshop }
func (MakeAgreement) action() policy.Action     { return policy.RunWorkshop }
func (ChangeAgreement) action() policy.Action   { return policy.RunWorkshop }
func (WithdrawAgreement) action() policy.Action { return policy.RunWorkshop }
func (ParkPoint) action() policy.Action         { return policy.RunWorkshop }
func (TakeUpPoint) action() policy.Action       { return policy.RunWorkshop }
func (SendMinutes) action() policy.Action       { return policy.RunWorkshop }
func (ObjectToMinutes) action() policy.Action   { return policy.AnswerMinutes }
func (ConfirmMinutes) action() policy.Action    { return policy.AnswerMinutes }
func (OpenCheck) action() policy.Action         { return policy.RunWorkshop }
func (AnswerCheck) action() policy.Action       { return policy.AnswerCheck }

// WrittenTexts implements journal.Written: what a person wrote, by input.
func (c MakeAgreement) WrittenTexts() map[string]string {
	return map[string]string{"id": c.ID, "what": c.What, "who": c.Who}
}

func (c ChangeAgreement) WrittenTexts() map[string]string {
	return map[string]string{"what": c.What, "who": c.Who}
}

func (c WithdrawAgreement) WrittenTexts() map[string]string {
	return map[string]string{"reason": c.Reason}
}

func (c ParkPoint) WrittenTexts() map[string]string {
	return map[string]string{"id": c.ID, "text": c.Text}
}
func (c DecideQuestion) WrittenTexts() map[string]string { return map[string]string{"id": c.ID} }
func (c SendMinutes) WrittenTexts() map[string]string    { return map[string]string{"reply": c.Reply} }

func (c ObjectToMinutes) WrittenTexts() map[string]string {
	return map[string]string{"id": c.ID, "text": c.Text}
}

// The bodies of a workshop's events; see event_bodies.go for what may be done to them.
type (
	// WorkshopPrepared is a new agenda.
	WorkshopPrepared struct {
		Agenda   []AgendaPoint `json:"agenda"`
		Revision int           `json:"revision"`
	}
	// QuestionDecided is a question's standing as the room declared it.
	QuestionDecided struct {
		Point    Point            `json:"point"`
		Standing journey.Standing `json:"standing"`
	}
	// AgreementMade is a new agreement; the event's subject ends in its id.
	AgreementMade struct {
		Point Point         `json:"point,omitzero"`
		What  string        `json:"what"`
		Who   string        `json:"who"`
		On    calendar.Date `json:"on"`
	}
	// AgreementChanged is an agreement's next revision.
	AgreementChanged struct {
		What     string        `json:"what"`
		Who      string        `json:"who"`
		On       calendar.Date `json:"on"`
		Revision int           `json:"revision"`
	}
	// AgreementWithdrawn takes an agreement back.
	AgreementWithdrawn struct {
		Reason string `json:"reason"`
	}
	// PointParked puts something aside.
	PointParked struct {
		Text  string `json:"text"`
		Point Point  `json:"point,omitzero"`
	}
	// PointTakenUp takes it off the list.
	PointTakenUp struct{}
	// MinutesSent is an edition of the minutes. It names what was in it and repeats no text. Checks is set by
	// the first.
	MinutesSent struct {
		Edition    int             `json:"edition"`
		On         calendar.Date   `json:"on"`
		ObjectBy   calendar.Date   `json:"object_by"`
		Agreements []AgreementPin  `json:"agreements"`
		Decisions  []string        `json:"decisions,omitempty"`
		Parked     []string        `json:"parked,omitempty"`
		Checks     []calendar.Date `json:"checks,omitempty"`
	}
	// MinutesObjected is what a leader finds wrong.
	MinutesObjected struct {
		Edition   int    `json:"edition"`
		Agreement string `json:"agreement,omitempty"`
		Text      string `json:"text"`
	}
	// ObjectionAnswered tells what came of an objection.
	ObjectionAnswered struct {
		Reply string `json:"reply"`
	}
	// MinutesConfirmed makes an edition stand.
	MinutesConfirmed struct {
		Edition   int           `json:"edition"`
		On        calendar.Date `json:"on"`
		BySilence bool          `json:"by_silence,omitempty"`
	}
	// CheckOpened begins a check.
	CheckOpened struct {
		Round int           `json:"round"`
		On    calendar.Date `json:"on"`
	}
	// CheckAnswered is how far an agreement has come.
	CheckAnswered struct {
		Round int           `json:"round"`
		Done  bool          `json:"done"`
		On    calendar.Date `json:"on"`
	}
)

// EventKind implements domain.Body.
func (*WorkshopPrepared) EventKind() string   { return "workshop_prepared" }
func (*QuestionDecided) EventKind() string    { return "question_decided" }
func (*AgreementMade) EventKind() string      { return "agreement_made" }
func (*AgreementChanged) EventKind() string   { return "agreement_changed" }
func (*AgreementWithdrawn) EventKind() string { return "agreement_withdrawn" }
func (*PointParked) EventKind() string        { return "point_parked" }
func (*PointTakenUp) EventKind() string       { return "point_taken_up" }
func (*MinutesSent) EventKind() string        { return "minutes_sent" }
func (*MinutesObjected) EventKind() string    { return "minutes_objected" }
func (*ObjectionAnswered) EventKind() string  { return "objection_answered" }
func (*MinutesConfirmed) EventKind() string   { return "minutes_confirmed" }
func (*CheckOpened) EventKind() string        { return "check_opened" }
func (*CheckAnswered) EventKind() string      { return "check_answered" }

// NewRevision implements journal.Revised.
func (b *WorkshopPrepared) NewRevision() int { return b.Revision }

// NewRevision implements journal.Revised.
func (b *AgreementChanged) NewRevision() int { return b.Revision }

// workshopBodies make the empty bodies of a workshop's events.
func workshopBodies() []func() domain.Body {
	return []func() domain.Body{
		func() domain.Body { return &WorkshopPrepared{} },
		func() domain.Body { return &QuestionDecided{} },
		func() domain.Body { return &AgreementMade{} },
		func() domain.Body { return &AgreementChanged{} },
		func() domain.Body { return &AgreementWithdrawn{} },
		func() domain.Body { return &PointParked{} },
		func() domain.Body { return &PointTakenUp{} },
		func() domain.Body { return &MinutesSent{} },
		func() domain.Body { return &MinutesObjected{} },
		func() domain.Body { return &ObjectionAnswered{} },
		func() domain.Body { return &MinutesConfirmed{} },
		func() domain.Body { return &CheckOpened{} },
		func() domain.Body { return &CheckAnswered{} },
	}
}

// WorkshopText tells whether a kind of event holds texts of a workshop, which not everybody who may read the
// journey may read: see State.WorkshopDisclosure.
func WorkshopText(kind string) bool {
	switch kind {
	case "agreement_made", "agreement_changed", "agreement_withdrawn", "point_parked", "minutes_objected", "objection_answered":
		return true
	}
	return false
}
