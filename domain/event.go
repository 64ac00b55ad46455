package domain

import "time"

// StreamKind says what a stream is the history of: "journey", "person", "definition", …
type StreamKind string

// Stream identifies one history.
type Stream struct {
	Kind StreamKind
	ID   string
}

// String gives kind/id.
func (s Stream) String() string { return string(s.Kind) + "/" + s.ID }

// Body is the content of an event: a plain struct that encodes to JSON.
type Body interface {
	// EventKind is the kind's stable name, such as "answer_saved".
	EventKind() string
}

// Event is something that happened to one stream. Decide makes it with Subject and Body alone; the journal
// gives it the rest before anybody evolves a state with it.
type Event struct {
	// Number counts from 1 within the stream, without gaps.
	Number int64
	// At has whole microseconds, UTC; it never decreases within a stream.
	At time.Time
	// Actor is who did it: a person's id or "system:…".
	Actor string
	// OnBehalfOf is whom a deputy acted for; usually empty.
	OnBehalfOf string
	// Kind and KindVersion name the shape of Body.
	Kind        string
	KindVersion int
	// Subject names the part of the stream it concerns, such as "readiness/A.a.1". It survives erasure, so
	// it never holds text that a person wrote.
	Subject string
	// Body is nil when the content has been erased.
	Body Body
}

// Erased tells whether the event's content has been erased.
func (e Event) Erased() bool { return e.Body == nil }

// Command is something that an actor wants to happen to one stream. It encodes to JSON: the encoding is
// what a client key is compared by.
type Command interface {
	// Stream is what the command is for.
	Stream() Stream
	// CommandName is the command's stable name, such as "save_answer".
	CommandName() string
}
