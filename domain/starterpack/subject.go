package starterpack

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"startklar/domain"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// Subject brings the rules of a document's stream to the journal.
type Subject struct{}

// Kind returns the kind of stream.
func (Subject) Kind() domain.StreamKind { return Kind }

// Empty is a document that does not exist.
func (Subject) Empty() any { return Document{} }

// Authorize lets those act who keep the starter pack; contents are erased by those who erase elsewhere too.
func (Subject) Authorize(actor person.Actor, _ any, c domain.Command) error {
	switch c.(type) {
	case Introduce, DraftVersion, DiscardDraft, PublishVersion, WithdrawVersion:
		return policy.CheckRole(actor, policy.ManageStarterPack)
	default: // the journal's own: erasing
		return policy.CheckRole(actor, policy.EraseContent)
	}
}

// Decide returns what a command causes.
func (Subject) Decide(_ person.Actor, state any, c domain.Command, _ time.Time) ([]domain.Event, error) {
	d, ok := state.(Document)
	if !ok {
		return nil, domain.Fault("starter pack", fmt.Errorf("got %T", state))
	}
	if introduce, ok := c.(Introduce); ok {
		return d.introduce(introduce)
	}
	if !d.Exists() {
		return nil, domain.Refuse(domain.NotFound, "document_unknown", nil)
	}
	switch c := c.(type) {
	case DraftVersion:
		return d.draft(c)
	case DiscardDraft:
		if d.Draft == nil {
			return nil, nil
		}
		return d.event(&DraftDiscarded{}), nil
	case PublishVersion:
		return d.publish(c)
	case WithdrawVersion:
		return d.withdraw(c)
	default:
		return nil, domain.Fault("starter pack", fmt.Errorf("%T is not a document's", c))
	}
}

func (d Document) event(body domain.Body) []domain.Event {
	return []domain.Event{{Subject: string(d.ID), Body: body}}
}

func (d Document) introduce(c Introduce) ([]domain.Event, error) {
	if c.ID.Programme() == "" || c.ID.Document() == "" || c.About.Title.IsZero() {
		return nil, domain.RefuseField(domain.Invalid, "id", "document_unknown", nil)
	}
	d.ID = c.ID
	var events []domain.Event
	if d.About != c.About {
		events = d.event(&DocumentDescribed{About: c.About})
	}
	if len(d.Versions) == 0 && !c.Content.Empty() {
		events = append(events, d.event(&VersionPublished{Number: 1, Content: c.Content})...)
	}
	return events, nil
}

// draft keeps a draft. Two people may write at the same time: the second one is told.
func (d Document) draft(c DraftVersion) ([]domain.Event, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	if len(d.Versions) > 0 && strings.TrimSpace(c.Changed.DA) == "" {
		return nil, domain.RefuseField(domain.Invalid, "changed", "changed_missing", nil)
	}
	base := 0
	if d.Draft != nil {
		base = d.Draft.Revision
	}
	if c.Base != base {
		return nil, &domain.Error{Code: domain.Stale, Key: "draft_changed", Detail: base}
	}
	content := Content{Changed: c.Changed, Text: c.Text, File: c.File}
	if d.Draft != nil && d.Draft.same(content) {
		return nil, nil
	}
	return d.event(&DraftSaved{Revision: d.Drafts + 1, Content: content}), nil
}

func (c Content) same(o Content) bool {
	file := c.File == nil && o.File == nil || c.File != nil && o.File != nil && *c.File == *o.File
	return file && c.Changed == o.Changed && c.Text == o.Text
}

func (d Document) publish(c PublishVersion) ([]domain.Event, error) {
	if d.Draft == nil {
		return nil, domain.Refuse(domain.Conflict, "no_draft", nil)
	}
	if c.Revision != d.Draft.Revision {
		return nil, &domain.Error{Code: domain.Stale, Key: "draft_changed", Detail: d.Draft.Revision}
	}
	return d.event(&VersionPublished{Number: len(d.Versions) + 1, Content: d.Draft.Content}), nil
}

func (d Document) withdraw(c WithdrawVersion) ([]domain.Event, error) {
	v, found := d.Version(c.Number)
	if !found {
		return nil, domain.Refuse(domain.NotFound, "version_unknown", domain.Args{"version": c.Number})
	}
	if err := domain.NeedText("reason", c.Reason, MaxReason, "reason_missing"); err != nil {
		return nil, err
	}
	if v.Withdrawn != nil {
		return nil, domain.Refuse(domain.Conflict, "version_withdrawn", domain.Args{"version": c.Number})
	}
	return []domain.Event{{Subject: versionSubject(d.ID, c.Number), Body: &VersionWithdrawn{Number: c.Number, Reason: c.Reason}}}, nil
}

// versionSubject names a version in an event's header, so that a withdrawal still tells which version it was
// when its reason has been erased.
func versionSubject(id ID, number int) string { return string(id) + "#" + strconv.Itoa(number) }

func versionOf(subject string) int {
	_, number, _ := strings.Cut(subject, "#")
	n, _ := strconv.Atoi(number)
	return n
}

// Evolve returns the document after an event.
func (Subject) Evolve(state any, e domain.Event) (any, error) {
	d, ok := state.(Document)
	if !ok {
		return nil, fmt.Errorf("document event %q on %T", e.Kind, state)
	}
	if e.Erased() {
		return d.evolveErased(e)
	}
	switch b := e.Body.(type) {
	case *DocumentDescribed:
		d.ID, d.About = ID(e.Subject), b.About
	case *DraftSaved:
		d.Draft, d.Drafts = &Draft{Content: b.Content, Revision: b.Revision, By: person.ID(e.Actor), At: e.At}, b.Revision
	case *DraftDiscarded:
		d.Draft = nil
	case *VersionPublished:
		v := Version{Number: b.Number, Content: b.Content, By: person.ID(e.Actor), At: e.At}
		d.Versions, d.Draft = append(slices.Clip(d.Versions), v), nil
	case *VersionWithdrawn:
		return d.withdrawn(b.Number, Withdrawal{Reason: b.Reason, By: person.ID(e.Actor), At: e.At})
	default:
		return nil, fmt.Errorf("document event %q", e.Kind)
	}
	return d, nil
}

// evolveErased does what an event did whose content is gone: a version keeps its number and loses its text, a
// draft is no more, a withdrawal stands without its reason.
func (d Document) evolveErased(e domain.Event) (any, error) {
	switch e.Kind {
	case (&DraftSaved{}).EventKind():
		d.Draft, d.Drafts = nil, d.Drafts+1
	case (&VersionPublished{}).EventKind():
		v := Version{Number: len(d.Versions) + 1, By: person.ID(e.Actor), At: e.At, Erased: true}
		d.Versions, d.Draft = append(slices.Clip(d.Versions), v), nil
	case (&VersionWithdrawn{}).EventKind():
		return d.withdrawn(versionOf(e.Subject), Withdrawal{By: person.ID(e.Actor), At: e.At})
	}
	return d, nil
}

func (d Document) withdrawn(number int, w Withdrawal) (any, error) {
	if _, found := d.Version(number); !found {
		return nil, fmt.Errorf("document %s has no version %d", d.ID, number)
	}
	d.Versions = slices.Clone(d.Versions)
	d.Versions[number-1].Withdrawn = &w
	return d, nil
}
