package knowledge

import (
	"fmt"
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/person"
	"startklar/domain/policy"
)

type (
	// StoryTold are a story's texts from now on.
	StoryTold struct {
		Title    string  `json:"title"`
		Text     string  `json:"text"`
		Use      string  `json:"use,omitempty"`
		Teller   Teller  `json:"teller"`
		About    []Party `json:"about"`
		Revision int     `json:"revision"`
	}
	// ConsentNoted is what a party has agreed to from now on.
	ConsentNoted struct {
		Party  Party         `json:"party"`
		Way    Way           `json:"way"`
		On     calendar.Date `json:"on"`
		Covers []Readers     `json:"covers"`
	}
	// StoryPassedOn tells who gets the story.
	StoryPassedOn struct {
		Revision int       `json:"revision"`
		To       []Readers `json:"to,omitempty"`
	}
	// StoryWithdrawn tells that the story is gone, and why.
	StoryWithdrawn struct {
		Cause Cause `json:"cause"`
	}
)

// EventKind implements domain.Body.
func (*StoryTold) EventKind() string { return storyTold }

// EventKind implements domain.Body.
func (*ConsentNoted) EventKind() string { return "consent_noted" }

// EventKind implements domain.Body.
func (*StoryPassedOn) EventKind() string { return "story_passed_on" }

// EventKind implements domain.Body.
func (*StoryWithdrawn) EventKind() string { return "story_withdrawn" }

// NewRevision tells the command's result which revision the story has come to.
func (b *StoryTold) NewRevision() int { return b.Revision }

const storyTold = "story_told"

// Stories brings the rules of a story's stream to the journal.
type Stories struct{}

// Kind returns the kind of stream.
func (Stories) Kind() domain.StreamKind { return StoryKind }

// Empty is a story that nobody has told.
func (Stories) Empty() any { return Story{} }

// Authorize asks the policy about the story's municipality. Whatever else comes is the erasure of a text.
func (Stories) Authorize(actor person.Actor, _ any, c domain.Command) error {
	action := policy.EraseContent
	if c, ok := c.(storyCommand); ok {
		action = c.action()
	}
	return policy.Check(actor, action, StoryID(c.Stream().ID).Municipality())
}

// Decide carries out a command; a withdrawn story takes none any more.
func (Stories) Decide(actor person.Actor, state any, c domain.Command, now time.Time) ([]domain.Event, error) {
	command, ok := c.(storyCommand)
	s, isStory := state.(Story)
	if !ok || !isStory {
		return nil, domain.Fault("story", fmt.Errorf("got %T and %T", state, c))
	}
	if s.Withdrawn != nil {
		return nil, domain.Refuse(domain.Conflict, "story_withdrawn", nil)
	}
	return command.decide(actor, s, calendar.DateOf(now))
}

// Evolve returns the story after an event.
func (Stories) Evolve(state any, e domain.Event) (any, error) {
	s, ok := state.(Story)
	if !ok {
		return nil, fmt.Errorf("story state %T", state)
	}
	if e.Kind == storyTold {
		return s.told(e), nil
	}
	switch b := e.Body.(type) {
	case *ConsentNoted:
		s.Consents = append(without(s.Consents, b.Party), Consent{b.Party, b.Way, b.On, b.Covers, person.ID(e.Actor), e.At})
	case *StoryPassedOn:
		s.PassedOn, s.PassedOnBy, s.PassedOnAt = b.To, person.ID(e.Actor), e.At
	case *StoryWithdrawn:
		s = s.withdrawn(Withdrawal{b.Cause, person.ID(e.Actor), e.At})
	default:
		return nil, fmt.Errorf("story event %q", e.Kind)
	}
	return s, nil
}

// told is the story with new texts; erased ones are empty.
func (s Story) told(e domain.Event) Story {
	b, ok := e.Body.(*StoryTold)
	if !ok {
		b = &StoryTold{}
	}
	if !s.Exists() {
		s.ID, s.CollectedBy, s.CollectedAt = StoryID(e.Subject), person.ID(e.Actor), e.At
	}
	s.Title, s.Text, s.Use, s.Teller, s.About = b.Title, b.Text, b.Use, b.Teller, b.About
	s.Revision++
	s.PassedOn, s.PassedOnBy, s.PassedOnAt = nil, "", time.Time{}
	s.Told = append(slices.Clone(s.Told), e.Number)
	return s
}

// withdrawn keeps the trace alone: what was told is gone from the state, and so from every page.
func (s Story) withdrawn(w Withdrawal) Story {
	s.Title, s.Text, s.Use, s.Teller, s.About, s.Consents = "", "", "", "", nil, nil
	s.PassedOn, s.PassedOnBy, s.PassedOnAt = nil, "", time.Time{}
	s.Withdrawn = &w
	return s
}

func without(all []Consent, p Party) []Consent {
	return slices.DeleteFunc(slices.Clone(all), func(c Consent) bool { return c.Party == p })
}

// Body makes an empty body of a kind.
func (Stories) Body(kind string, version int) (domain.Body, error) {
	return bodyOf(kind, version, &StoryTold{}, &ConsentNoted{}, &StoryPassedOn{}, &StoryWithdrawn{})
}

// Erasable tells that a story's texts can be erased.
func (Stories) Erasable(kind string) bool { return kind == storyTold }

// bodyOf finds the body of a kind among those of a stream.
func bodyOf(kind string, version int, bodies ...domain.Body) (domain.Body, error) {
	for _, b := range bodies {
		if b.EventKind() == kind && version == 1 {
			return b, nil
		}
	}
	return nil, fmt.Errorf("event kind %q version %d: a newer version of the service wrote it", kind, version)
}
