// Package message holds what people are told in the product: notices, which are written anew in each reader's
// language, and messages that somebody wrote. A message is kept apart from what carries it: the inbox reads it
// where it stands, and a carrier such as mail would follow the same stream.
//
// Whom a message reaches is decided when it is read: a role in a municipality is whoever has that role there then.
// So a successor finds what came to the role, and a deputy what came to the one they act for; a message to a person
// stays theirs. Read marks are each reader's own.
//
// # Notices
//
// A notice is rendered from the catalogue's notice.NAME.subject and notice.NAME.text. Its Args are texts, of which
// some are written in the reader's way: a value like 2019-09-10 as a date; the args "municipality" and
// "…_municipality" hold a code and read as the place; "person" and "…_person" hold an id and read as the name;
// "count" holds a whole number and chooses the plural; "…_en" is the same arg for those who read English.
//
// # Where a carrier attaches
//
// A carrier (mail, a push) is a job of the service that asks the store for messages which were posted since it last
// looked and stand still after UndoTime, finds out who the audiences are then, and sends each of them a copy with a
// link. What it sent it keeps in a table of its own: the message's history stays what happened in the product.
package message

import (
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// Kind is the kind of stream that holds a message's history.
const Kind domain.StreamKind = "message"

// Audience is whom a message is for: one person, or everybody with a role, in one municipality or anywhere.
type Audience struct {
	Person       person.ID         `json:"person,omitempty"`
	Role         person.Role       `json:"role,omitempty"`
	Municipality municipality.Code `json:"municipality,omitempty"`
	// Line is the personal first line that this audience reads above the text; usually empty.
	Line string `json:"line,omitempty"`
}

// To is one person.
func To(id person.ID) Audience { return Audience{Person: id} }

// ToRole is everybody with a role in a municipality: its leaders, the consultants who carry it.
func ToRole(role person.Role, code municipality.Code) Audience {
	return Audience{Role: role, Municipality: code}
}

// Includes tells whether the actor is among those that the audience means. A deputy is, while acting for one who is.
func (a Audience) Includes(actor person.Actor) bool {
	if a.Person != "" {
		return a.Person == actor.ID || a.Person == actor.OnBehalfOf
	}
	return a.Role == actor.Role && (a.Municipality == "" || actor.Has(a.Municipality))
}

// About is what a message is about, so that its reader can go there.
type About struct {
	Stream domain.Stream      `json:"stream"`
	Item   journey.InstanceID `json:"item,omitempty"`
	Field  journey.FieldID    `json:"field,omitempty"`
}

// Message is the state of a message's stream.
type Message struct {
	ID   string
	From person.ID
	// Behalf is whom the sender acted for; usually empty.
	Behalf person.ID
	At     time.Time
	To     []Audience
	// Notice names the catalogue's text of a notice, with Args; empty for a message that somebody wrote.
	Notice string
	Args   map[string]string
	// Subject and Text are what somebody wrote.
	Subject, Text string
	About         About
	// ReadBy lists who has read it, in order.
	ReadBy []person.ID
	// WithdrawnAt is when the sender took it back; zero while it stands.
	WithdrawnAt time.Time
}

// Sent tells whether the message exists.
func (m Message) Sent() bool { return m.ID != "" }

// Stream is the message's.
func (m Message) Stream() domain.Stream { return stream(m.ID) }

// Reaches tells whether the actor is among the message's audiences.
func (m Message) Reaches(actor person.Actor) bool {
	return slices.ContainsFunc(m.To, func(a Audience) bool { return a.Includes(actor) })
}

// UndoTime is how long a sender may take back a message that somebody wrote.
const UndoTime = 10 * time.Minute

// MaxSubject and MaxText are the longest subject and text in characters; MaxLine the longest first line.
const (
	MaxSubject = 200
	MaxText    = 5000
	MaxLine    = 300
)
