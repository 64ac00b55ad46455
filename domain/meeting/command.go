package meeting

import (
	"strconv"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// Target is the meeting that a command is for; every command embeds it.
type Target struct {
	Meeting ID `json:"meeting"`
}

// Stream implements domain.Command.
func (t Target) Stream() domain.Stream { return t.Meeting.Stream() }

// Invitee is a municipality to invite, and the step of its journey that the meeting is, if any.
type Invitee struct {
	Municipality municipality.Code  `json:"municipality"`
	Journey      journey.ID         `json:"journey"`
	Item         journey.InstanceID `json:"item"`
}

type (
	// Plan begins a meeting. Its host is whoever gives the command, unless the service does.
	Plan struct {
		Target
		Kind     Kind        `json:"kind"`
		Host     person.ID   `json:"host"`
		HostRole person.Role `json:"host_role"`
		Details
		Where
		Invitees []Invitee `json:"invitees"`
	}
	// Describe changes what the host wrote, and where the meeting is.
	Describe struct {
		Target
		Details
		Where
	}
	// Invite adds municipalities; those that are invited already stay as they are.
	Invite struct {
		Target
		Invitees []Invitee `json:"invitees"`
	}
	// Uninvite takes a municipality off before the meeting is held.
	Uninvite struct {
		Target
		Municipality municipality.Code `json:"municipality"`
	}
	// ProposeSlots opens a poll over 2 to 8 dates, or changes the dates of the one that there is.
	ProposeSlots struct {
		Target
		Slots    []Slot        `json:"slots"`
		ClosesOn calendar.Date `json:"closes_on"`
	}
	// AnswerPoll is one person's answer for a municipality. Name is needed from those who come by a link.
	AnswerPoll struct {
		Target
		Municipality municipality.Code `json:"municipality"`
		Name         string            `json:"name"`
		Choices      map[string]Choice `json:"choices"`
		Note         string            `json:"note"`
	}
	// MakeLink lets somebody answer for a municipality without signing in. Hash is the token's.
	MakeLink struct {
		Target
		Link         string            `json:"link"`
		Hash         string            `json:"hash"`
		Municipality municipality.Code `json:"municipality"`
		Until        calendar.Date     `json:"until"`
	}
	// WithdrawLink closes a link.
	WithdrawLink struct {
		Target
		Link string `json:"link"`
	}
	// Book sets the date. On a meeting that is booked it moves it, for which a reason is needed.
	Book struct {
		Target
		Slot
		Reason string `json:"reason"`
	}
	// Cancel takes the meeting back.
	Cancel struct {
		Target
		Reason string `json:"reason"`
	}
	// Register is a municipality's answer to the invitation, with how many come if it Accepted.
	Register struct {
		Target
		Municipality municipality.Code `json:"municipality"`
		Partstat     Partstat          `json:"partstat"`
		Persons      int               `json:"persons"`
	}
	// Attend tells that the meeting took place, and who came: everybody else did not. The same command again
	// corrects it, for a reason.
	Attend struct {
		Target
		Present []Headcount `json:"present"`
		Reason  string      `json:"reason"`
	}
	// TakePlace tells that a workshop has been held with its municipality, as its minutes say. It is tolerant: a
	// meeting that was held or cancelled, or whose day is still ahead, stays as it is.
	TakePlace struct {
		Target
		Municipality municipality.Code `json:"municipality"`
	}
	// PublishNotes writes to everybody who was invited, also those who could not come.
	PublishNotes struct {
		Target
		Text     string     `json:"text"`
		Material []Material `json:"material"`
	}
)

// CommandName implements domain.Command.
func (Plan) CommandName() string         { return "plan_meeting" }
func (TakePlace) CommandName() string    { return "take_place" }
func (Describe) CommandName() string     { return "describe_meeting" }
func (Invite) CommandName() string       { return "invite_to_meeting" }
func (Uninvite) CommandName() string     { return "uninvite_from_meeting" }
func (ProposeSlots) CommandName() string { return "propose_slots" }
func (AnswerPoll) CommandName() string   { return "answer_poll" }
func (MakeLink) CommandName() string     { return "make_meeting_link" }
func (WithdrawLink) CommandName() string { return "withdraw_meeting_link" }
func (Book) CommandName() string         { return "book_date" }
func (Cancel) CommandName() string       { return "cancel_date" }
func (Register) CommandName() string     { return "register_for_meeting" }
func (Attend) CommandName() string       { return "record_attendance" }
func (PublishNotes) CommandName() string { return "publish_notes" }

// WrittenTexts names what a person wrote, by input.
func (c Plan) WrittenTexts() map[string]string { return written(c.Details, c.Where) }

// WrittenTexts names what a person wrote, by input.
func (c Describe) WrittenTexts() map[string]string { return written(c.Details, c.Where) }

// WrittenTexts names what a person wrote, by input.
func (c AnswerPoll) WrittenTexts() map[string]string {
	return map[string]string{"name": c.Name, "note": c.Note}
}

// WrittenTexts names what a person wrote, by input.
func (c Book) WrittenTexts() map[string]string {
	return map[string]string{"reason": c.Reason, "start": c.Start, "end": c.End}
}

// WrittenTexts names what a person wrote, by input.
func (c Cancel) WrittenTexts() map[string]string { return map[string]string{"reason": c.Reason} }

// WrittenTexts names what a person wrote, by input.
func (c Attend) WrittenTexts() map[string]string { return map[string]string{"reason": c.Reason} }

// WrittenTexts names what a person wrote, by input.
func (c PublishNotes) WrittenTexts() map[string]string {
	texts := map[string]string{"text": c.Text}
	material(texts, c.Material)
	return texts
}

func written(d Details, w Where) map[string]string {
	texts := map[string]string{"title": d.Title, "text": d.Text, "place": w.Place, "video": w.Video}
	for n, line := range d.Agenda {
		texts["agenda."+strconv.Itoa(n)] = line.Text
	}
	material(texts, d.Material)
	return texts
}

func material(texts map[string]string, all []Material) {
	for n, one := range all {
		texts["material."+strconv.Itoa(n)] = one.Title + " " + one.Link
	}
}
