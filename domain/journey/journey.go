// Package journey is the vocabulary of a municipality's journey: the states that the engine gives, the
// standings that people declare, and the kinds of plan item. It holds no rules; package workflow does.
package journey

import (
	"fmt"
	"strconv"
	"strings"

	"startklar/domain"
	"startklar/domain/municipality"
)

// StreamKind is the kind of stream that holds a journey's history.
const StreamKind domain.StreamKind = "journey"

// ID identifies a journey: municipality code, definition key and a running number, such as
// "0851.flere-skal-med-2.1".
type ID string

// NewID makes the id of the n-th journey (from 1) of a municipality in a definition.
func NewID(code municipality.Code, definition string, n int) ID {
	return ID(fmt.Sprintf("%s.%s.%d", code, definition, n))
}

// Municipality returns the code that the id begins with; empty for a malformed id.
func (id ID) Municipality() municipality.Code {
	code, _, ok := strings.Cut(string(id), ".")
	if !ok || len(code) != 4 {
		return ""
	}
	return municipality.Code(code)
}

// Of tells whether the id is that of a journey in a definition, as NewID makes it.
func (id ID) Of(definition string) bool {
	code := id.Municipality()
	n, err := strconv.Atoi(strings.TrimPrefix(string(id), fmt.Sprintf("%s.%s.", code, definition)))
	return code != "" && err == nil && n > 0 && id == NewID(code, definition, n)
}

// Stream is the history of the journey.
func (id ID) Stream() domain.Stream { return domain.Stream{Kind: StreamKind, ID: string(id)} }

// ItemID identifies a plan item in a definition, such as "readiness".
type ItemID string

// InstanceID identifies an instance of a plan item in a journey. The first instance bears the item's id,
// later ones of a repeated item a number: "regional_seminar#2".
type InstanceID string

// Instance returns the id of the n-th instance (from 1).
func (id ItemID) Instance(n int) InstanceID {
	if n <= 1 {
		return InstanceID(id)
	}
	return InstanceID(string(id) + "#" + strconv.Itoa(n))
}

// Item returns the plan item's id and the instance's number (from 1).
func (id InstanceID) Item() (ItemID, int) {
	item, n, ok := strings.Cut(string(id), "#")
	if !ok {
		return ItemID(item), 1
	}
	number, err := strconv.Atoi(n)
	if err != nil || number < 1 {
		return ItemID(id), 1
	}
	return ItemID(item), number
}

// StageID identifies a stage of a definition, such as "preparation".
type StageID string

// SectionID identifies a section of a checklist or form, such as the track "A".
type SectionID string

// FieldID identifies a question, a prompt under one, a form field or a document, such as "A.a.3.1".
type FieldID string

// Whoever makes a request or a proposal chooses its id: letters, digits and . : _ -, at most 80.
type (
	// RequestID identifies a request for help within a journey.
	RequestID string
	// ProposalID identifies a text that is offered as an answer.
	ProposalID string
)

// TeamID identifies one of the teams that a municipality has named in its journey, such as "t1".
type TeamID string

// State is how far the engine has carried an item, a stage or a journey (CMMN's words).
//
//	                    ┌───────────────── reopen ────────────────┐
//	                    ▼                                         │
//	Available ──gate──▶ Enabled ──start──▶ Active ──complete──▶ Completed
//	    │                  │  ╲              │  ▲
//	    │                  │   ╲─ skip ─▶ Skipped ── reopen ──▶ Active
//	    │                  │                 │  │
//	    └───── exit, terminate ─────▶ Terminated (final)
//	                       │
//	                       └─ suspend ─▶ Suspended ─ resume ─▶ the state before
type State string

// The states.
const (
	// Available: in the plan, but its gate has not opened ("Kan ikke startes endnu").
	Available State = "Available"
	// Enabled: the gate is open, nobody has begun ("Ikke startet").
	Enabled State = "Enabled"
	// Active: somebody is at work on it ("I gang").
	Active State = "Active"
	// Completed: done ("Gennemført").
	Completed State = "Completed"
	// Skipped: left out with a reason by a role that may ("Fravalgt (begrundet)").
	Skipped State = "Skipped"
	// Terminated: ended without being done; final ("Afbrudt").
	Terminated State = "Terminated"
	// Suspended: on pause; comes back to where it was ("Sat på pause").
	Suspended State = "Suspended"
)

// AllStates lists every state in the order of a life.
func AllStates() []State {
	return []State{Available, Enabled, Active, Completed, Skipped, Terminated, Suspended}
}

// Open tells whether somebody can work on it now.
func (s State) Open() bool { return s == Enabled || s == Active }

// Ended tells whether it is completed, skipped or terminated.
func (s State) Ended() bool { return s == Completed || s == Skipped || s == Terminated }

// Standing is how far a person declares a question to be.
type Standing string

// The standings, from the programme's practice.
const (
	// NotBegun: nobody has declared anything ("Ikke begyndt").
	NotBegun Standing = "not_begun"
	// Clarifying: "Under afklaring".
	Clarifying Standing = "clarifying"
	// ForWorkshop: "Tages op på workshoppen".
	ForWorkshop Standing = "for_workshop"
	// Clear: "Afklaret".
	Clear Standing = "clear"
)

// AllStandings lists every standing in order.
func AllStandings() []Standing { return []Standing{NotBegun, Clarifying, ForWorkshop, Clear} }

// Known tells whether the standing is one of AllStandings.
func (s Standing) Known() bool {
	return s == NotBegun || s == Clarifying || s == ForWorkshop || s == Clear
}

// Kind says what sort of plan item it is.
type Kind string

// The kinds of plan item.
const (
	// Checklist: questions in sections, each with an answer and a standing.
	Checklist Kind = "checklist"
	// Form: fields in sections.
	Form Kind = "form"
	// Meeting: booked on a date, then held.
	Meeting Kind = "meeting"
	// Delivery: documents handed over, confirmed received and taken into use.
	Delivery Kind = "delivery"
	// Approval: a sign-off that freezes other items.
	Approval Kind = "approval"
	// Milestone: occurs by itself when its gate opens.
	Milestone Kind = "milestone"
	// Task: something a person does and ticks.
	Task Kind = "task"
)

// AllKinds lists every kind.
func AllKinds() []Kind {
	return []Kind{Checklist, Form, Meeting, Delivery, Approval, Milestone, Task}
}
