package statement

import (
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
	"startklar/domain/policy"
)

type (
	// WriteComment says something to a unit beside its figures; an empty text takes it back. It stands with the
	// next edition that is released.
	WriteComment struct {
		Month calendar.Month    `json:"month"`
		Unit  monitoring.UnitID `json:"unit"`
		Text  string            `json:"text"`
		// Base is the revision that the writer saw.
		Base int `json:"base"`
	}
	// Freeze fixes a data version. Whoever gives it has made the contents from what was known at AsOf.
	Freeze struct {
		Month calendar.Month `json:"month"`
		AsOf  time.Time      `json:"as_of"`
		// Number is the edition that the contents were made for: after another one they are stale.
		Number int `json:"number"`
		// Reason says why there is another edition; needed from the second on.
		Reason  string              `json:"reason,omitempty"`
		Changed []municipality.Code `json:"changed,omitempty"`
		Files   []UnitFile          `json:"files"`
	}
	// Discard takes back what is frozen and not released.
	Discard struct {
		Month  calendar.Month `json:"month"`
		Number int            `json:"number"`
		Reason string         `json:"reason"`
	}
	// Release gives out what is frozen, for good.
	Release struct {
		Month  calendar.Month `json:"month"`
		Number int            `json:"number"`
	}
)

// command is one of those above.
type command interface {
	domain.Command
	action() policy.Action
}

// Stream implements domain.Command.
func (c WriteComment) Stream() domain.Stream { return StreamOf(c.Month) }

// Stream implements domain.Command.
func (c Freeze) Stream() domain.Stream { return StreamOf(c.Month) }

// Stream implements domain.Command.
func (c Discard) Stream() domain.Stream { return StreamOf(c.Month) }

// Stream implements domain.Command.
func (c Release) Stream() domain.Stream { return StreamOf(c.Month) }

// CommandName implements domain.Command.
func (WriteComment) CommandName() string { return "write_statement_comment" }

// CommandName implements domain.Command.
func (Freeze) CommandName() string { return "freeze_statement" }

// CommandName implements domain.Command.
func (Discard) CommandName() string { return "discard_statement" }

// CommandName implements domain.Command.
func (Release) CommandName() string { return "release_statement" }

func (WriteComment) action() policy.Action { return policy.PrepareStatements }
func (Freeze) action() policy.Action       { return policy.PrepareStatements }
func (Discard) action() policy.Action      { return policy.PrepareStatements }
func (Release) action() policy.Action      { return policy.ReleaseStatements }

// WrittenTexts names what a person wrote.
func (c WriteComment) WrittenTexts() map[string]string { return map[string]string{"text": c.Text} }

// WrittenTexts names what a person wrote.
func (c Freeze) WrittenTexts() map[string]string { return map[string]string{"reason": c.Reason} }

// WrittenTexts names what a person wrote.
func (c Discard) WrittenTexts() map[string]string { return map[string]string{"reason": c.Reason} }

// Attachments are the contents; units with the same content share a file.
func (c Freeze) Attachments() []domain.Attachment {
	files := make([]domain.Attachment, len(c.Files))
	for n, f := range c.Files {
		files[n] = domain.Attachment{Hash: f.File, Data: f.Data}
	}
	return files
}

// The longest texts, in characters: a comment has room on the third page.
const (
	MaxComment = 1200
	MaxReason  = 400
)
