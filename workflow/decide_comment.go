package workflow

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/policy"
)

type (
	// WriteComment says something about an answer. Private keeps it inside the municipality for good.
	WriteComment struct {
		Target
		Item    journey.InstanceID `json:"item"`
		Field   journey.FieldID    `json:"field"`
		Comment string             `json:"comment"`
		Private bool               `json:"private"`
	}
	// WithdrawComment takes a comment back; only its writer may.
	WithdrawComment struct {
		Target
		Comment int64 `json:"comment"`
	}
	// AttachEvidence shows where an answer can be checked: by an https address or a journal number.
	AttachEvidence struct {
		Target
		Item    journey.InstanceID `json:"item"`
		Field   journey.FieldID    `json:"field"`
		Label   string             `json:"label"`
		Address string             `json:"address"`
		Journal string             `json:"journal"`
	}
	// RemoveEvidence takes a piece of evidence away.
	RemoveEvidence struct {
		Target
		Evidence int64 `json:"evidence"`
	}
)

// CommandName implements Command.
func (WriteComment) CommandName() string    { return "write_comment" }
func (WithdrawComment) CommandName() string { return "withdraw_comment" }
func (AttachEvidence) CommandName() string  { return "attach_evidence" }
func (RemoveEvidence) CommandName() string  { return "remove_evidence" }

func (WriteComment) action() policy.Action    { return policy.Comment }
func (WithdrawComment) action() policy.Action { return policy.Comment }
func (AttachEvidence) action() policy.Action  { return policy.AttachEvidence }
func (RemoveEvidence) action() policy.Action  { return policy.AttachEvidence }

// WrittenTexts implements journal.Written.
func (c WriteComment) WrittenTexts() map[string]string {
	return map[string]string{"comment": c.Comment}
}

// WrittenTexts implements journal.Written.
func (c AttachEvidence) WrittenTexts() map[string]string {
	return map[string]string{"label": c.Label, "address": c.Address, "journal": c.Journal}
}

// anyField finds a field of an item in a running journey, whoever works on it and whatever its state.
func (d *decision) anyField(item journey.InstanceID, id journey.FieldID) (*Item, *Field, error) {
	i, err := d.item(item, anybody)
	if err != nil {
		return nil, nil, err
	}
	f := i.Def.Field(id)
	if f == nil {
		return nil, nil, domain.Refuse(domain.NotFound, "field_unknown", domain.Args{"field": string(id)})
	}
	return i, f, nil
}

// maxRemarks bounds how many comments, or pieces of evidence, one field has.
const maxRemarks = 100

// A consultant speaks to the municipality: what they write is private to nobody.
func (c WriteComment) decide(d *decision) error {
	if _, _, err := d.anyField(c.Item, c.Field); err != nil {
		return err
	}
	if err := domain.NeedText("comment", c.Comment, MaxReason, "comment_missing"); err != nil {
		return err
	}
	if len(d.state.CommentsOn(c.Item, c.Field)) >= maxRemarks {
		return domain.RefuseField(domain.Conflict, "comment", "too_many_comments", domain.Args{"max": maxRemarks})
	}
	private := c.Private && (d.actor.Role.Municipal() || d.actor.Role == person.System)
	d.emit(partSubject(c.Item, string(c.Field)), &CommentWritten{Text: c.Comment, Private: private, Role: d.actor.Role})
	return nil
}

func (c WithdrawComment) decide(d *decision) error {
	if err := d.running(); err != nil {
		return err
	}
	at := slices.IndexFunc(d.state.Comments, func(one *Comment) bool { return one.Number == c.Comment })
	if at < 0 {
		return domain.Refuse(domain.NotFound, "comment_unknown", nil)
	}
	comment := d.state.Comments[at]
	switch {
	case comment.By != d.actor.ID:
		return domain.Refuse(domain.Permission, "not_your_comment", nil)
	case !comment.WithdrawnAt.IsZero():
		return nil
	}
	d.emit(partSubject(comment.Item, string(comment.Field)), &CommentWithdrawn{Comment: c.Comment})
	return nil
}

func (c AttachEvidence) decide(d *decision) error {
	if _, err := d.item(c.Item, municipalOf); err != nil {
		return err
	}
	if _, _, err := d.anyField(c.Item, c.Field); err != nil {
		return err
	}
	if err := c.check(); err != nil {
		return err
	}
	if len(d.state.EvidenceFor(c.Item, c.Field)) >= maxRemarks {
		return domain.RefuseField(domain.Conflict, "label", "too_many_evidence", domain.Args{"max": maxRemarks})
	}
	d.emit(partSubject(c.Item, string(c.Field)), &EvidenceAttached{Label: c.Label, Address: c.Address, Journal: c.Journal})
	return nil
}

// check refuses evidence without a label, and any that does not have exactly one place.
func (c AttachEvidence) check() error {
	err := cmp.Or(
		domain.NeedText("label", c.Label, MaxReason, "label_missing"),
		domain.LimitText("address", c.Address, MaxReason), domain.LimitText("journal", c.Journal, MaxReason),
	)
	if err != nil {
		return err
	}
	switch {
	case c.Address == "" && strings.TrimSpace(c.Journal) == "":
		return domain.RefuseField(domain.Invalid, "address", "evidence_place_missing", nil)
	case c.Address != "" && c.Journal != "":
		return domain.RefuseField(domain.Invalid, "journal", "evidence_two_places", nil)
	case c.Address != "" && !webAddress(c.Address):
		return domain.RefuseField(domain.Invalid, "address", "not_an_address", nil)
	}
	return nil
}

// webAddress tells whether a text is an absolute https address without a password in it: it will be a link
// on pages that others read.
func webAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Scheme == "https" && u.Host != "" && u.User == nil && !strings.ContainsAny(text, " \t\n\"<>")
}

func (c RemoveEvidence) decide(d *decision) error {
	if err := d.running(); err != nil {
		return err
	}
	at := slices.IndexFunc(d.state.Evidence, func(one *Evidence) bool { return one.Number == c.Evidence })
	if at < 0 {
		return domain.Refuse(domain.NotFound, "evidence_unknown", nil)
	}
	evidence := d.state.Evidence[at]
	if _, err := d.item(evidence.Item, municipalOf); err != nil {
		return err
	}
	d.emit(partSubject(evidence.Item, string(evidence.Field)), &EvidenceRemoved{Evidence: c.Evidence})
	return nil
}
