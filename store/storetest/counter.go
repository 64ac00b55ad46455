package storetest

import (
	"fmt"
	"time"

	"startklar/domain"
	"startklar/domain/person"
	"startklar/workflow/journal"
)

// Kind is the kind of stream that the suite writes.
const Kind domain.StreamKind = "counter"

// Counter is the state of such a stream: a name, a sum, and one note for each addition.
type Counter struct {
	Name  string
	Total int
	Notes []*Note
}

// Note tells of one addition. It is immutable.
type Note struct {
	Number int64
	Text   string
	// Erased tells that the text is gone.
	Erased bool
}

// Stream is the history of a counter.
func Stream(id string) domain.Stream { return domain.Stream{Kind: Kind, ID: id} }

// Add adds to a counter, one event for each note.
type Add struct {
	ID    string   `json:"id"`
	By    int      `json:"by"`
	Notes []string `json:"notes"`
}

// Stream implements journal.Command.
func (c Add) Stream() domain.Stream { return Stream(c.ID) }

// CommandName implements journal.Command.
func (Add) CommandName() string { return "add" }

// Name names a counter.
type Name struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Stream implements journal.Command.
func (c Name) Stream() domain.Stream { return Stream(c.ID) }

// CommandName implements journal.Command.
func (Name) CommandName() string { return "name" }

type added struct {
	By   int    `json:"by"`
	Note string `json:"note"`
}

func (*added) EventKind() string { return "added" }

type named struct {
	Name string `json:"name"`
}

func (*named) EventKind() string { return "named" }

// Counters is the subject of counters.
type Counters struct{}

var _ journal.Subject = Counters{}

// Kind implements journal.Subject.
func (Counters) Kind() domain.StreamKind { return Kind }

// Empty implements journal.Subject.
func (Counters) Empty() any { return &Counter{} }

// Authorize implements journal.Subject: everybody may.
func (Counters) Authorize(person.Actor, any, journal.Command) error { return nil }

// Decide implements journal.Subject. A sum of more than a million is refused.
func (Counters) Decide(_ person.Actor, state any, c journal.Command, _ time.Time) ([]domain.Event, error) {
	switch c := c.(type) {
	case Add:
		if state.(*Counter).Total+c.By*len(c.Notes) > 1_000_000 {
			return nil, domain.Refuse(domain.Conflict, "too_much", nil)
		}
		var events []domain.Event
		for _, note := range c.Notes {
			events = append(events, domain.Event{Subject: "sum", Body: &added{By: c.By, Note: note}})
		}
		return events, nil
	case Name:
		return []domain.Event{{Body: &named{Name: c.Name}}}, nil
	}
	return nil, fmt.Errorf("unknown command %T", c)
}

// Evolve implements journal.Subject.
func (Counters) Evolve(state any, e domain.Event) (any, error) {
	next := *state.(*Counter)
	switch body := e.Body.(type) {
	case *added:
		next.Total += body.By
		next.Notes = append(next.Notes[:len(next.Notes):len(next.Notes)], &Note{Number: e.Number, Text: body.Note})
	case *named:
		next.Name = body.Name
	case nil:
		next.Notes = append(next.Notes[:len(next.Notes):len(next.Notes)], &Note{Number: e.Number, Erased: true})
	}
	return &next, nil
}

// Body implements journal.Subject.
func (Counters) Body(kind string, _ int) (domain.Body, error) {
	switch kind {
	case "added":
		return &added{}, nil
	case "named":
		return &named{}, nil
	}
	return nil, fmt.Errorf("unknown event %s", kind)
}

// Erasable implements journal.Subject.
func (Counters) Erasable(kind string) bool { return kind == "added" }
