package knowledge

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// FollowedKind is the kind of stream that holds which elements are followed in a journey.
const FollowedKind domain.StreamKind = "followed"

// Element is a part of the intervention that is followed closely in a municipality.
type Element struct {
	// Name is what the municipality's application calls it.
	Name string `json:"name"`
	// Since is the day from which notes about it are owed, quarter by quarter.
	Since calendar.Date `json:"since"`
}

// Followed is the state of such a stream, whose id is the journey's.
type Followed struct {
	Journey  journey.ID
	Elements []Element
}

// limits of the elements of one municipality; lengths in characters.
const (
	MaxElements = 6
	MaxElement  = 120
)

// FollowElements says which elements are followed in a journey from now on, by name. Those that were followed
// already keep their day.
type FollowElements struct {
	Journey journey.ID `json:"journey"`
	Names   []string   `json:"names"`
}

// Stream implements domain.Command.
func (c FollowElements) Stream() domain.Stream {
	return domain.Stream{Kind: FollowedKind, ID: string(c.Journey)}
}

// CommandName implements domain.Command.
func (FollowElements) CommandName() string { return "follow_elements" }

// WrittenTexts names what a person wrote.
func (c FollowElements) WrittenTexts() map[string]string {
	texts := map[string]string{}
	for n, name := range c.Names {
		texts["element-"+strconv.Itoa(n+1)] = name
	}
	return texts
}

// ElementsFollowed are the elements from now on.
type ElementsFollowed struct {
	Elements []Element `json:"elements,omitempty"`
}

// EventKind implements domain.Body.
func (*ElementsFollowed) EventKind() string { return "elements_followed" }

// Following brings the rules of such a stream to the journal.
type Following struct{}

// Kind returns the kind of stream.
func (Following) Kind() domain.StreamKind { return FollowedKind }

// Empty follows nothing.
func (Following) Empty() any { return Followed{} }

// Authorize asks the policy about the journey's municipality.
func (Following) Authorize(actor person.Actor, _ any, c domain.Command) error {
	return policy.Check(actor, policy.FollowElements, journey.ID(c.Stream().ID).Municipality())
}

// Decide follows the elements, or changes nothing if they are followed already.
func (Following) Decide(_ person.Actor, state any, c domain.Command, now time.Time) ([]domain.Event, error) {
	follow, ok := c.(FollowElements)
	f, isFollowed := state.(Followed)
	if !ok || !isFollowed {
		return nil, domain.Fault("followed", fmt.Errorf("got %T and %T", state, c))
	}
	if len(follow.Names) > MaxElements {
		return nil, domain.Refuse(domain.Invalid, "too_many_elements", domain.Args{"max": MaxElements})
	}
	var elements []Element
	for n, name := range follow.Names {
		field := "element-" + strconv.Itoa(n+1)
		if err := domain.NeedText(field, name, MaxElement, "text_missing"); err != nil {
			return nil, err
		}
		if slices.ContainsFunc(elements, func(e Element) bool { return SameElement(e.Name, name) }) {
			return nil, domain.RefuseField(domain.Invalid, field, "element_twice", nil)
		}
		elements = append(elements, Element{name, f.since(name, calendar.DateOf(now))})
	}
	if slices.Equal(elements, f.Elements) {
		return nil, nil
	}
	return []domain.Event{{Subject: "elements", Body: &ElementsFollowed{Elements: elements}}}, nil
}

func (f Followed) since(name string, today calendar.Date) calendar.Date {
	for _, e := range f.Elements {
		if SameElement(e.Name, name) {
			return e.Since
		}
	}
	return today
}

// SameElement tells whether two people mean the same element: case, and space around and within, do not count.
func SameElement(a, b string) bool { return plainName(a) == plainName(b) }

func plainName(name string) string { return strings.Join(strings.Fields(strings.ToLower(name)), " ") }

// Evolve returns the state after an event; erased names are followed no more.
func (Following) Evolve(state any, e domain.Event) (any, error) {
	f, _ := state.(Followed)
	b, ok := e.Body.(*ElementsFollowed)
	if !ok && !e.Erased() {
		return nil, fmt.Errorf("followed event %q", e.Kind)
	}
	f.Elements = nil
	if ok {
		f.Elements = b.Elements
	}
	return f, nil
}

// Body makes an empty body of a kind.
func (Following) Body(kind string, version int) (domain.Body, error) {
	return bodyOf(kind, version, &ElementsFollowed{})
}

// Erasable tells that names of elements, which a person wrote, can be erased.
func (Following) Erasable(string) bool { return true }
