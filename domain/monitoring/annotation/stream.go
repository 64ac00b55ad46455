package annotation

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/monitoring"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// The limits of what is written, in characters.
const (
	MaxTitle  = 80
	MaxText   = 1000
	MaxReason = 200
	maxID     = 64
	// mostIndicators and longestIndicator bound what a command may name; which indicators there are is the programme's.
	mostIndicators   = 40
	longestIndicator = 20
)

type (
	// Write writes an annotation. Base is the revision that the writer saw, 0 for a new one.
	Write struct {
		ID      ID      `json:"id"`
		Base    int     `json:"base"`
		Content Content `json:"content"`
	}
	// Withdraw takes an annotation back.
	Withdraw struct {
		ID     ID     `json:"id"`
		Reason string `json:"reason"`
	}
)

// Stream implements domain.Command.
func (c Write) Stream() domain.Stream { return c.ID.Stream() }

// Stream implements domain.Command.
func (c Withdraw) Stream() domain.Stream { return c.ID.Stream() }

// CommandName implements domain.Command.
func (Write) CommandName() string { return "write_annotation" }

// CommandName implements domain.Command.
func (Withdraw) CommandName() string { return "withdraw_annotation" }

// WrittenTexts names what a person wrote, and what came by a form as the names of indicators.
func (c Write) WrittenTexts() map[string]string {
	texts := map[string]string{"title": c.Content.Title, "text": c.Content.Text}
	for _, id := range c.Content.Indicators {
		texts["indicators"] += string(id) + "\n"
	}
	return texts
}

// WrittenTexts names what a person wrote.
func (c Withdraw) WrittenTexts() map[string]string { return map[string]string{"reason": c.Reason} }

type (
	// Written is what the annotation says from now on.
	Written struct {
		Content  Content `json:"content"`
		Revision int     `json:"revision"`
	}
	// Withdrawn takes the annotation back.
	Withdrawn struct {
		Reason string `json:"reason"`
	}
)

const (
	written   = "annotation_written"
	withdrawn = "annotation_withdrawn"
)

// EventKind implements domain.Body.
func (*Written) EventKind() string { return written }

// EventKind implements domain.Body.
func (*Withdrawn) EventKind() string { return withdrawn }

// NewRevision tells the command's result which revision the annotation has come to.
func (b *Written) NewRevision() int { return b.Revision }

// Subject brings the rules of annotations to the journal.
type Subject struct{}

// Kind returns the kind of stream.
func (Subject) Kind() domain.StreamKind { return StreamKind }

// Empty is an annotation that nobody has written.
func (Subject) Empty() any { return Annotation{} }

// Authorize lets those act who annotate figures; contents are erased by those who erase elsewhere too.
func (Subject) Authorize(actor person.Actor, _ any, c domain.Command) error {
	switch c.(type) {
	case Write, Withdraw:
		return policy.CheckRole(actor, policy.AnnotateFigures)
	default:
		return policy.CheckRole(actor, policy.EraseContent)
	}
}

// Decide carries out a command. It returns Stale if somebody else has written the annotation since.
func (Subject) Decide(_ person.Actor, state any, c domain.Command, _ time.Time) ([]domain.Event, error) {
	a, ok := state.(Annotation)
	if !ok {
		return nil, domain.Fault("annotation", fmt.Errorf("state %T", state))
	}
	switch c := c.(type) {
	case Write:
		return a.write(c)
	case Withdraw:
		return a.withdraw(c)
	default:
		return nil, domain.Fault("annotation", fmt.Errorf("command %T", c))
	}
}

func (a Annotation) write(c Write) ([]domain.Event, error) {
	if err := c.Content.check(); err != nil {
		return nil, err
	}
	switch {
	case c.ID == "" || len(c.ID) > maxID:
		return nil, domain.Refuse(domain.NotFound, "annotation_unknown", nil)
	case a.Exists() && !a.WithdrawnAt.IsZero():
		return nil, domain.Refuse(domain.Conflict, "annotation_withdrawn", nil)
	case c.Base != a.Revision:
		return nil, domain.Refuse(domain.Stale, "annotation_changed", nil)
	case a.equal(c.Content):
		return nil, nil
	}
	return []domain.Event{{Subject: "text", Body: &Written{Content: c.Content, Revision: a.Revision + 1}}}, nil
}

// check names the field of the form that is wrong.
func (c Content) check() error {
	if err := cmp.Or(domain.NeedText("title", c.Title, MaxTitle, "text_missing"), domain.LimitText("text", c.Text, MaxText)); err != nil {
		return err
	}
	switch {
	case !slices.Contains(AllCauses(), c.Cause):
		return domain.RefuseField(domain.Invalid, "cause", "annotation_cause", nil)
	case c.From.IsZero():
		return domain.RefuseField(domain.Invalid, "from", "annotation_from", nil)
	case !c.Until.IsZero() && c.Until.Before(c.From):
		return domain.RefuseField(domain.Invalid, "until", "annotation_until", nil)
	case len(c.Indicators) > mostIndicators || slices.ContainsFunc(c.Indicators, func(id monitoring.IndicatorID) bool { return len(id) > longestIndicator }):
		return domain.RefuseField(domain.Invalid, "indicators", "annotation_indicators", nil)
	}
	return nil
}

func (a Annotation) withdraw(c Withdraw) ([]domain.Event, error) {
	if err := domain.NeedText("reason", c.Reason, MaxReason, "text_missing"); err != nil {
		return nil, err
	}
	switch {
	case !a.Exists():
		return nil, domain.Refuse(domain.NotFound, "annotation_unknown", nil)
	case !a.WithdrawnAt.IsZero():
		return nil, nil
	}
	return []domain.Event{{Subject: "text", Body: &Withdrawn{Reason: c.Reason}}}, nil
}

// Evolve returns the annotation after an event. What a person wrote may have been erased.
func (Subject) Evolve(state any, e domain.Event) (any, error) {
	a, ok := state.(Annotation)
	if !ok {
		return nil, fmt.Errorf("annotation state %T", state)
	}
	switch e.Kind {
	case written:
		if a.Revision == 0 {
			a.NotedAt = e.At
		}
		a.Content, a.Revision = Content{}, a.Revision+1
		a.WrittenBy, a.WrittenAt = person.ID(e.Actor), e.At
		if b, ok := e.Body.(*Written); ok {
			a.Content = b.Content
		}
	case withdrawn:
		a.WithdrawnAt = e.At
		if b, ok := e.Body.(*Withdrawn); ok {
			a.Withdrawn = b.Reason
		}
	default:
		return nil, fmt.Errorf("annotation event %q", e.Kind)
	}
	return a, nil
}

// Body makes an empty body of a kind.
func (Subject) Body(kind string, version int) (domain.Body, error) {
	for _, b := range []domain.Body{&Written{}, &Withdrawn{}} {
		if b.EventKind() == kind && version == 1 {
			return b, nil
		}
	}
	return nil, fmt.Errorf("annotation event %q version %d: a newer version of the service wrote it", kind, version)
}

// Erasable tells that what a person wrote can be erased.
func (Subject) Erasable(string) bool { return true }
