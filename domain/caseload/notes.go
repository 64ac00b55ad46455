package caseload

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"startklar/domain"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// NotesKind is the kind of stream that holds the work notes about a municipality.
const NotesKind domain.StreamKind = "work_notes"

// MaxNote is the longest note in characters.
const MaxNote = 4000

// Notes is the state of such a stream: the notes that stand, oldest first.
type Notes struct {
	Notes []*Note
	// last is the highest number that a note has had: numbers are not used again.
	last int
}

// Note is one work note. It is immutable.
type Note struct {
	Number int
	Text   string
	By     person.ID
	// WrittenAt is when it was first written, ChangedAt when it was last changed; equal if it never was.
	WrittenAt, ChangedAt time.Time
	// Erased tells that the text has been erased from the history too.
	Erased bool
}

// NotesStream is where the notes about a municipality stand.
func NotesStream(code municipality.Code) domain.Stream {
	return domain.Stream{Kind: NotesKind, ID: string(code)}
}

// find returns a note, or nil.
func (n Notes) find(number int) *Note {
	for _, note := range n.Notes {
		if note.Number == number {
			return note
		}
	}
	return nil
}

// WriteNote writes a new note, or, with a number, writes one's own anew.
type WriteNote struct {
	Municipality municipality.Code `json:"municipality"`
	// Note is the number of the note to write anew; 0 for a new one.
	Note int    `json:"note,omitempty"`
	Text string `json:"text"`
}

// Stream implements domain.Command.
func (c WriteNote) Stream() domain.Stream { return NotesStream(c.Municipality) }

// CommandName implements domain.Command.
func (WriteNote) CommandName() string { return "write_note" }

// WrittenTexts names what a person wrote.
func (c WriteNote) WrittenTexts() map[string]string { return map[string]string{"note": c.Text} }

// RemoveNote takes one's own note away. It stays in the history.
type RemoveNote struct {
	Municipality municipality.Code `json:"municipality"`
	Note         int               `json:"note"`
}

// Stream implements domain.Command.
func (c RemoveNote) Stream() domain.Stream { return NotesStream(c.Municipality) }

// CommandName implements domain.Command.
func (RemoveNote) CommandName() string { return "remove_note" }

// NoteWritten is a note's text from now on; the event's subject is its number.
type NoteWritten struct {
	Text string `json:"text"`
}

// EventKind implements domain.Body.
func (*NoteWritten) EventKind() string { return "note_written" }

// NoteRemoved takes a note away.
type NoteRemoved struct{}

// EventKind implements domain.Body.
func (*NoteRemoved) EventKind() string { return "note_removed" }

// NotesSubject brings the rules of work notes to the journal.
type NotesSubject struct{}

// Kind returns the kind of stream.
func (NotesSubject) Kind() domain.StreamKind { return NotesKind }

// Empty is a municipality about which nothing has been noted.
func (NotesSubject) Empty() any { return Notes{} }

// Authorize lets those write who carry the municipality, and the national agency. Erasing is the
// administrator's.
func (NotesSubject) Authorize(actor person.Actor, _ any, c domain.Command) error {
	switch c.(type) {
	case WriteNote, RemoveNote:
		return policy.Check(actor, policy.KeepNotes, municipality.Code(c.Stream().ID))
	default:
		return policy.CheckRole(actor, policy.EraseContent)
	}
}

// Decide writes or removes a note. It returns NotFound for a note that does not stand, Permission for another
// person's, Invalid for a text that is empty or too long.
func (NotesSubject) Decide(actor person.Actor, state any, c domain.Command, _ time.Time) ([]domain.Event, error) {
	n, ok := state.(Notes)
	if !ok {
		return nil, domain.Fault("work notes", fmt.Errorf("got %T", state))
	}
	switch c := c.(type) {
	case WriteNote:
		return n.write(actor, c)
	case RemoveNote:
		if err := n.own(actor, c.Note); err != nil {
			return nil, err
		}
		return []domain.Event{{Subject: strconv.Itoa(c.Note), Body: &NoteRemoved{}}}, nil
	}
	return nil, domain.Fault("work notes", fmt.Errorf("got %T", c))
}

func (n Notes) write(actor person.Actor, c WriteNote) ([]domain.Event, error) {
	if _, ok := municipality.Get(c.Municipality); !ok {
		return nil, domain.Refuse(domain.NotFound, "not_found", nil)
	}
	if err := domain.NeedText("note", c.Text, MaxNote, "note_empty"); err != nil {
		return nil, err
	}
	number := n.last + 1
	if c.Note != 0 {
		if err := n.own(actor, c.Note); err != nil {
			return nil, err
		}
		if number = c.Note; n.find(number).Text == c.Text {
			return nil, nil
		}
	}
	return []domain.Event{{Subject: strconv.Itoa(number), Body: &NoteWritten{Text: c.Text}}}, nil
}

// own refuses a note that is not there, or not the actor's.
func (n Notes) own(actor person.Actor, number int) error {
	note := n.find(number)
	if note == nil {
		return domain.Refuse(domain.NotFound, "note_unknown", nil)
	}
	if note.By != actor.ID {
		return domain.Refuse(domain.Permission, "note_of_other", nil)
	}
	return nil
}

// Evolve returns the notes after an event. A note whose content was erased leaves its place without a text.
func (NotesSubject) Evolve(state any, e domain.Event) (any, error) {
	n, _ := state.(Notes)
	number, err := strconv.Atoi(e.Subject)
	if err != nil {
		return nil, fmt.Errorf("work note %q: %w", e.Subject, err)
	}
	switch b := e.Body.(type) {
	case nil:
		return n.with(number, "", true, e), nil
	case *NoteWritten:
		return n.with(number, b.Text, false, e), nil
	case *NoteRemoved:
		n.Notes = slices.DeleteFunc(slices.Clone(n.Notes), func(note *Note) bool { return note.Number == number })
		return n, nil
	}
	return nil, fmt.Errorf("work note event %q", e.Kind)
}

func (n Notes) with(number int, text string, erased bool, e domain.Event) Notes {
	note := &Note{Number: number, Text: text, By: person.ID(e.Actor), WrittenAt: e.At, ChangedAt: e.At, Erased: erased}
	if old := n.find(number); old != nil {
		note.WrittenAt = old.WrittenAt
		n.Notes = slices.Clone(n.Notes)
		n.Notes[slices.Index(n.Notes, old)] = note
		return n
	}
	n.Notes, n.last = append(n.Notes[:len(n.Notes):len(n.Notes)], note), max(n.last, number)
	return n
}

// Body makes an empty body of a kind.
func (NotesSubject) Body(kind string, version int) (domain.Body, error) {
	for _, body := range []domain.Body{&NoteWritten{}, &NoteRemoved{}} {
		if body.EventKind() == kind && version == 1 {
			return body, nil
		}
	}
	return nil, fmt.Errorf("event kind %q version %d: a newer version of the service wrote it", kind, version)
}

// Erasable tells that what was written in a note can be erased.
func (NotesSubject) Erasable(kind string) bool { return kind == (&NoteWritten{}).EventKind() }
