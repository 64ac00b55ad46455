package message

import (
	"cmp"
	"fmt"

	"startklar/domain"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

type (
	// Post tells somebody something: a Notice with Args, or a Subject and Text that a person wrote.
	Post struct {
		ID      string            `json:"id"`
		To      []Audience        `json:"to"`
		Notice  string            `json:"notice,omitempty"`
		Args    map[string]string `json:"args,omitempty"`
		Subject string            `json:"subject,omitempty"`
		Text    string            `json:"text,omitempty"`
		About   About             `json:"about"`
	}
	// MarkRead tells that the actor has read the message.
	MarkRead struct {
		ID string `json:"id"`
	}
	// Withdraw takes a message back, within UndoTime.
	Withdraw struct {
		ID string `json:"id"`
	}
)

func stream(id string) domain.Stream { return domain.Stream{Kind: Kind, ID: id} }

// Stream implements domain.Command.
func (c Post) Stream() domain.Stream { return stream(c.ID) }

// Stream implements domain.Command.
func (c MarkRead) Stream() domain.Stream { return stream(c.ID) }

// Stream implements domain.Command.
func (c Withdraw) Stream() domain.Stream { return stream(c.ID) }

// CommandName implements domain.Command.
func (Post) CommandName() string { return "post_message" }

// CommandName implements domain.Command.
func (MarkRead) CommandName() string { return "mark_read" }

// CommandName implements domain.Command.
func (Withdraw) CommandName() string { return "withdraw_message" }

// WrittenTexts names what a person wrote, first lines by their place.
func (c Post) WrittenTexts() map[string]string {
	texts := map[string]string{"subject": c.Subject, "text": c.Text}
	for n, to := range c.To {
		texts[fmt.Sprintf("line_%d", n)] = to.Line
	}
	return texts
}

// Check refuses a message without a reader or content.
func (c Post) Check() error {
	switch {
	case len(c.To) == 0:
		return domain.RefuseField(domain.Invalid, "to", "message_nobody", nil)
	case c.Notice != "":
		return c.checkAudiences()
	}
	return cmp.Or(
		domain.NeedText("subject", c.Subject, MaxSubject, "message_subject"),
		domain.NeedText("text", c.Text, MaxText, "message_text"),
		c.checkAudiences(),
	)
}

func (c Post) checkAudiences() error {
	for n, to := range c.To {
		if err := domain.LimitText(fmt.Sprintf("line_%d", n), to.Line, MaxLine); err != nil {
			return err
		}
		if to.Person == "" && !to.Role.Known() {
			return domain.RefuseField(domain.Invalid, "to", "role_unknown", domain.Args{"role": string(to.Role)})
		}
	}
	return nil
}

// mayWrite tells whom an actor may write to: municipal people to those who carry their municipality and to their
// own, consultants to their municipalities and to the national agency, the national agency to everybody. An answer
// goes back to whoever wrote.
func (c Post) mayWrite(actor person.Actor) bool {
	may := MayWrite
	if c.About.Stream.Kind == Kind {
		may = MayAnswer
	}
	for _, to := range c.To {
		if !may(actor, to) {
			return false
		}
	}
	return true
}

// MayWrite tells whether an actor may write to an audience.
func MayWrite(actor person.Actor, to Audience) bool {
	switch actor.Role {
	case person.System, person.NationalOfficer:
		return true
	case person.ProcessConsultant:
		return to.Role == person.NationalOfficer && to.Person == "" || inReach(actor, to.Municipality) && to.Role.Municipal()
	default:
		known := to.Role.Municipal() || to.Role == person.ProcessConsultant
		return actor.Role.Municipal() && known && inReach(actor, to.Municipality)
	}
}

// MayAnswer tells whether an actor may answer an audience that has written to them: those whom they may write to,
// and, for municipal people, the national agency, to whom they do not write of their own accord.
func MayAnswer(actor person.Actor, to Audience) bool {
	agency := to.Role == person.NationalOfficer && to.Person == "" && to.Municipality == ""
	return MayWrite(actor, to) || actor.Role.Municipal() && agency
}

func inReach(actor person.Actor, code municipality.Code) bool { return code != "" && actor.Has(code) }
