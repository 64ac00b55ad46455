package knowledge

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// SynthesisKind is the kind of stream that holds a synthesis' history.
const SynthesisKind domain.StreamKind = "synthesis"

// SynthesisID identifies a synthesis.
type SynthesisID string

// Stream is the history of the synthesis.
func (id SynthesisID) Stream() domain.Stream {
	return domain.Stream{Kind: SynthesisKind, ID: string(id)}
}

// Source is a note that a synthesis rests on.
type Source struct {
	Journey journey.ID         `json:"journey"`
	Item    journey.InstanceID `json:"item"`
}

// Content is what a synthesis says.
type Content struct {
	Title string `json:"title"`
	// Elements are what it is about, by name.
	Elements []string `json:"elements,omitempty"`
	// Findings say what has been learnt, Advice what others can use right away, Unknown what nobody knows yet.
	Findings string   `json:"findings"`
	Advice   string   `json:"advice,omitempty"`
	Unknown  string   `json:"unknown,omitempty"`
	Sources  []Source `json:"sources,omitempty"`
}

// equal tells whether two contents say the same.
func (c Content) equal(o Content) bool {
	return c.Title == o.Title && c.Findings == o.Findings && c.Advice == o.Advice && c.Unknown == o.Unknown &&
		slices.Equal(c.Elements, o.Elements) && slices.Equal(c.Sources, o.Sources)
}

// limits of a synthesis; lengths in characters.
const (
	MaxHeading  = 120
	MaxFindings = 8000
	MaxAdvice   = 4000
	MaxSources  = 80
)

// Synthesis is the state of its stream: a draft, and the edition that is published, if any.
type Synthesis struct {
	Draft Content
	// Revision counts how often the draft was written; PublishedRevision is that of the published edition.
	Revision          int
	WrittenBy         person.ID
	WrittenAt         time.Time
	Published         *Content
	PublishedRevision int
	Edition           int
	PublishedBy       person.ID
	PublishedAt       time.Time
	// Retracted is why the last edition was taken back; empty while it stands.
	Retracted string
}

// Exists tells whether the synthesis has been begun.
func (s Synthesis) Exists() bool { return s.Revision > 0 }

type (
	// WriteSynthesis writes the draft. Base is the revision that the writer saw, 0 for a new synthesis.
	WriteSynthesis struct {
		ID      SynthesisID `json:"id"`
		Base    int         `json:"base"`
		Content Content     `json:"content"`
	}
	// PublishSynthesis gives the draft, in the revision that was read, to every participating municipality.
	PublishSynthesis struct {
		ID       SynthesisID `json:"id"`
		Revision int         `json:"revision"`
	}
	// RetractSynthesis takes the published edition back.
	RetractSynthesis struct {
		ID     SynthesisID `json:"id"`
		Reason string      `json:"reason"`
	}
)

type (
	// SynthesisWritten is the draft from now on.
	SynthesisWritten struct {
		Content  Content `json:"content"`
		Revision int     `json:"revision"`
	}
	// SynthesisPublished gives a revision to everybody.
	SynthesisPublished struct {
		Revision int `json:"revision"`
		Edition  int `json:"edition"`
	}
	// SynthesisRetracted takes the published edition back.
	SynthesisRetracted struct {
		Reason string `json:"reason"`
	}
)

const (
	synthesisWritten   = "synthesis_written"
	synthesisRetracted = "synthesis_retracted"
)

// EventKind implements domain.Body.
func (*SynthesisWritten) EventKind() string { return synthesisWritten }

// EventKind implements domain.Body.
func (*SynthesisPublished) EventKind() string { return "synthesis_published" }

// EventKind implements domain.Body.
func (*SynthesisRetracted) EventKind() string { return synthesisRetracted }

// NewRevision tells the command's result which revision the draft has come to.
func (b *SynthesisWritten) NewRevision() int { return b.Revision }

type synthesisCommand interface {
	domain.Command
	action() policy.Action
	decide(Synthesis) ([]domain.Event, error)
}

// Stream implements domain.Command.
func (c WriteSynthesis) Stream() domain.Stream { return c.ID.Stream() }

// Stream implements domain.Command.
func (c PublishSynthesis) Stream() domain.Stream { return c.ID.Stream() }

// Stream implements domain.Command.
func (c RetractSynthesis) Stream() domain.Stream { return c.ID.Stream() }

// CommandName implements domain.Command.
func (WriteSynthesis) CommandName() string { return "write_synthesis" }

// CommandName implements domain.Command.
func (PublishSynthesis) CommandName() string { return "publish_synthesis" }

// CommandName implements domain.Command.
func (RetractSynthesis) CommandName() string { return "retract_synthesis" }

// WrittenTexts names what a person wrote.
func (c WriteSynthesis) WrittenTexts() map[string]string {
	texts := map[string]string{"title": c.Content.Title, "findings": c.Content.Findings, "advice": c.Content.Advice, "unknown": c.Content.Unknown}
	for n, e := range c.Content.Elements {
		texts["element-"+strconv.Itoa(n+1)] = e
	}
	return texts
}

// WrittenTexts names what a person wrote.
func (c RetractSynthesis) WrittenTexts() map[string]string {
	return map[string]string{"reason": c.Reason}
}

func (WriteSynthesis) action() policy.Action   { return policy.WriteSynthesis }
func (PublishSynthesis) action() policy.Action { return policy.PublishSynthesis }
func (RetractSynthesis) action() policy.Action { return policy.PublishSynthesis }

func (c WriteSynthesis) decide(s Synthesis) ([]domain.Event, error) {
	if err := c.Content.check(); err != nil {
		return nil, err
	}
	switch {
	case c.ID == "" || len(c.ID) > MaxHeading:
		return nil, domain.Refuse(domain.NotFound, "synthesis_unknown", nil)
	case c.Base != s.Revision:
		return nil, domain.Refuse(domain.Stale, "synthesis_changed", nil)
	case s.Draft.equal(c.Content):
		return nil, nil
	}
	return []domain.Event{{Subject: "draft", Body: &SynthesisWritten{Content: c.Content, Revision: s.Revision + 1}}}, nil
}

func (c Content) check() error {
	err := cmp.Or(
		domain.NeedText("title", c.Title, MaxHeading, "text_missing"), domain.NeedText("findings", c.Findings, MaxFindings, "text_missing"),
		domain.LimitText("advice", c.Advice, MaxAdvice), domain.LimitText("unknown", c.Unknown, MaxAdvice),
	)
	for n, e := range c.Elements {
		err = cmp.Or(err, domain.NeedText("element-"+strconv.Itoa(n+1), e, MaxElement, "text_missing"))
	}
	switch {
	case err != nil:
		return err
	case len(c.Elements) > MaxElements:
		return domain.Refuse(domain.Invalid, "too_many_elements", domain.Args{"max": MaxElements})
	case len(c.Sources) > MaxSources:
		return domain.RefuseField(domain.Invalid, "sources", "too_many_sources", domain.Args{"max": MaxSources})
	}
	for _, s := range c.Sources {
		if s.Journey.Municipality() == "" || s.Item == "" || len(s.Journey)+len(s.Item) > 200 {
			return domain.RefuseField(domain.Invalid, "sources", "source_unknown", nil)
		}
	}
	return nil
}

func (c PublishSynthesis) decide(s Synthesis) ([]domain.Event, error) {
	switch {
	case !s.Exists():
		return nil, domain.Refuse(domain.NotFound, "synthesis_unknown", nil)
	case c.Revision != s.Revision:
		return nil, domain.Refuse(domain.Stale, "synthesis_changed", nil)
	case len(s.Draft.Sources) == 0:
		return nil, domain.RefuseField(domain.Conflict, "sources", "sources_missing", nil)
	case s.Published != nil && s.PublishedRevision == s.Revision:
		return nil, nil
	}
	return []domain.Event{{Subject: "edition", Body: &SynthesisPublished{Revision: c.Revision, Edition: s.Edition + 1}}}, nil
}

func (c RetractSynthesis) decide(s Synthesis) ([]domain.Event, error) {
	if err := domain.NeedText("reason", c.Reason, MaxHeading, "text_missing"); err != nil {
		return nil, err
	}
	if s.Published == nil {
		return nil, domain.Refuse(domain.Conflict, "synthesis_not_published", nil)
	}
	return []domain.Event{{Subject: "edition", Body: &SynthesisRetracted{Reason: c.Reason}}}, nil
}

// Syntheses brings the rules of a synthesis' stream to the journal.
type Syntheses struct{}

// Kind returns the kind of stream.
func (Syntheses) Kind() domain.StreamKind { return SynthesisKind }

// Empty is a synthesis that nobody has begun.
func (Syntheses) Empty() any { return Synthesis{} }

// Authorize asks the policy: a synthesis belongs to no municipality. Whatever else comes is the erasure of a
// text.
func (Syntheses) Authorize(actor person.Actor, _ any, c domain.Command) error {
	action := policy.EraseContent
	if c, ok := c.(synthesisCommand); ok {
		action = c.action()
	}
	return policy.CheckRole(actor, action)
}

// Decide carries out a command.
func (Syntheses) Decide(_ person.Actor, state any, c domain.Command, _ time.Time) ([]domain.Event, error) {
	command, ok := c.(synthesisCommand)
	s, isSynthesis := state.(Synthesis)
	if !ok || !isSynthesis {
		return nil, domain.Fault("synthesis", fmt.Errorf("got %T and %T", state, c))
	}
	return command.decide(s)
}

// Evolve returns the synthesis after an event.
func (Syntheses) Evolve(state any, e domain.Event) (any, error) {
	s, ok := state.(Synthesis)
	if !ok {
		return nil, fmt.Errorf("synthesis state %T", state)
	}
	switch b := e.Body.(type) {
	case *SynthesisPublished:
		edition := s.Draft
		s.Published, s.PublishedRevision, s.Edition, s.Retracted = &edition, b.Revision, b.Edition, ""
		s.PublishedBy, s.PublishedAt = person.ID(e.Actor), e.At
		return s, nil
	case nil, *SynthesisWritten, *SynthesisRetracted:
	default:
		return nil, fmt.Errorf("synthesis event %q", e.Kind)
	}
	return s.written(e), nil
}

// written is the synthesis after what a person wrote, which may have been erased.
func (s Synthesis) written(e domain.Event) Synthesis {
	if e.Kind == synthesisRetracted {
		s.Published, s.PublishedRevision, s.PublishedBy, s.PublishedAt = nil, 0, "", time.Time{}
		if b, ok := e.Body.(*SynthesisRetracted); ok {
			s.Retracted = b.Reason
		}
		return s
	}
	s.Draft, s.WrittenBy, s.WrittenAt = Content{}, person.ID(e.Actor), e.At
	if b, ok := e.Body.(*SynthesisWritten); ok {
		s.Draft = b.Content
	}
	s.Revision++
	return s
}

// Body makes an empty body of a kind.
func (Syntheses) Body(kind string, version int) (domain.Body, error) {
	return bodyOf(kind, version, &SynthesisWritten{}, &SynthesisPublished{}, &SynthesisRetracted{})
}

// Erasable tells that what a person wrote can be erased.
func (Syntheses) Erasable(kind string) bool {
	return kind == synthesisWritten || kind == synthesisRetracted
}
