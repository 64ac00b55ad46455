package starterpack

import (
	"cmp"
	"strings"

	"startklar/domain"
)

type (
	// Introduce puts a document that comes with the program into the pack, or brings up to date what it is
	// for. A document without a version gets Content as its first; one that has a version keeps it.
	Introduce struct {
		ID      ID      `json:"id"`
		About   About   `json:"about"`
		Content Content `json:"content"`
	}
	// DraftVersion keeps what the next version will be. Base is the revision that the writer began from, 0 if
	// there was no draft. A file's bytes come along in Bytes, unless the draft before had the same file.
	DraftVersion struct {
		ID      ID          `json:"id"`
		Base    int         `json:"base"`
		Changed domain.Text `json:"changed"`
		Text    domain.Text `json:"text"`
		File    *File       `json:"file,omitempty"`
		Bytes   []byte      `json:"-"`
	}
	// DiscardDraft throws the draft away.
	DiscardDraft struct {
		ID ID `json:"id"`
	}
	// PublishVersion makes the draft the next version. Revision is the one that the publisher has seen.
	PublishVersion struct {
		ID       ID  `json:"id"`
		Revision int `json:"revision"`
	}
	// WithdrawVersion says that a version must no longer be used, and why.
	WithdrawVersion struct {
		ID     ID     `json:"id"`
		Number int    `json:"number"`
		Reason string `json:"reason"`
	}
)

// Stream implements domain.Command.
func (c Introduce) Stream() domain.Stream { return c.ID.Stream() }

// Stream implements domain.Command.
func (c DraftVersion) Stream() domain.Stream { return c.ID.Stream() }

// Stream implements domain.Command.
func (c DiscardDraft) Stream() domain.Stream { return c.ID.Stream() }

// Stream implements domain.Command.
func (c PublishVersion) Stream() domain.Stream { return c.ID.Stream() }

// Stream implements domain.Command.
func (c WithdrawVersion) Stream() domain.Stream { return c.ID.Stream() }

// CommandName implements domain.Command.
func (Introduce) CommandName() string { return "introduce_document" }

// CommandName implements domain.Command.
func (DraftVersion) CommandName() string { return "draft_version" }

// CommandName implements domain.Command.
func (DiscardDraft) CommandName() string { return "discard_draft" }

// CommandName implements domain.Command.
func (PublishVersion) CommandName() string { return "publish_version" }

// CommandName implements domain.Command.
func (WithdrawVersion) CommandName() string { return "withdraw_version" }

// WrittenTexts names what a person wrote, a text file's content among it.
func (c DraftVersion) WrittenTexts() map[string]string {
	texts := map[string]string{
		"changed": c.Changed.DA, "changed_en": c.Changed.EN, "body": c.Text.DA, "body_en": c.Text.EN,
	}
	if c.File != nil {
		texts["file"] = c.File.Name
		if strings.HasPrefix(c.File.Type, "text/") {
			texts["file"] += "\n" + string(c.Bytes)
		}
	}
	return texts
}

// WrittenTexts names what a person wrote.
func (c WithdrawVersion) WrittenTexts() map[string]string {
	return map[string]string{"reason": c.Reason}
}

// Attachments are the files that the command brings along.
func (c DraftVersion) Attachments() []domain.Attachment {
	if c.File == nil || len(c.Bytes) == 0 {
		return nil
	}
	return []domain.Attachment{{Hash: c.File.Hash, Data: c.Bytes}}
}

// The longest texts in characters: a paper of some thirty pages, and what changed in it.
const (
	MaxText    = 80_000
	MaxChanged = 1000
	MaxReason  = 1000
)

// check refuses a draft that could not become a version.
func (c DraftVersion) check() error {
	err := cmp.Or(
		domain.LimitText("changed", c.Changed.DA, MaxChanged), domain.LimitText("changed_en", c.Changed.EN, MaxChanged),
		domain.LimitText("body", c.Text.DA, MaxText), domain.LimitText("body_en", c.Text.EN, MaxText),
	)
	if err != nil {
		return err
	}
	if c.File != nil {
		return c.File.check()
	}
	if strings.TrimSpace(c.Text.DA) == "" {
		return domain.RefuseField(domain.Invalid, "body", "document_empty", nil)
	}
	return nil
}
