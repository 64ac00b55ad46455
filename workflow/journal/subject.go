package journal

import (
	"time"

	"startklar/domain"
	"startklar/domain/person"
)

// Command is domain's: subjects in domain packages implement theirs without knowing the journal.
type Command = domain.Command

// Subject brings the rules of one kind of stream. Decide and Evolve are pure: no I/O, no clock, no random.
type Subject interface {
	Kind() domain.StreamKind
	// Empty is the state of a stream without events.
	Empty() any
	// Authorize refuses, with Private or Permission, a command that the actor may not give.
	Authorize(actor person.Actor, state any, c Command) error
	// Decide returns the events that the command causes, none if it changes nothing, or a refusal.
	Decide(actor person.Actor, state any, c Command, now time.Time) ([]domain.Event, error)
	// Evolve returns the state after the event and leaves the one it was given as it was. It accepts every
	// event ever stored, erased ones too.
	Evolve(state any, e domain.Event) (any, error)
	// Body returns a pointer to an empty body of an event kind and version, to decode into.
	Body(kind string, version int) (domain.Body, error)
	// Erasable tells whether the content of such an event may be erased.
	Erasable(kind string) bool
}

// Versioned is a body whose shape has changed since version 1.
type Versioned interface{ EventVersion() int }

// Written is a command that carries what a person wrote: texts by input. The door refuses a CPR-shaped
// number in any of them, and what is no text, before anything is decided, logged or stored.
type Written interface{ WrittenTexts() map[string]string }

// Revised is a body that gives its subject a new revision, which the command's result reports.
type Revised interface{ NewRevision() int }

// Request is a command on its way through the door.
type Request struct {
	Actor person.Actor
	// ClientKey is unique per actor: the same key gives the first result again. Empty for commands that
	// the caller never repeats.
	ClientKey string
	Command   Command
}

// Result is what a command did.
type Result struct {
	Stream domain.Stream `json:"stream"`
	// Number is the stream's last event after the command; Events how many the command added.
	Number int64     `json:"number"`
	Events int       `json:"events"`
	At     time.Time `json:"at"`
	// Revision is the one that the first revised event gave, 0 for none.
	Revision int `json:"revision,omitempty"`
	// Repeated tells that the key had been used: nothing happened now.
	Repeated bool `json:"-"`
}
