package roster

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// HandoverKind is the kind of stream that holds a handover.
const HandoverKind domain.StreamKind = "handover"

// HandoverID identifies a handover.
type HandoverID string

// Stream is the handover's.
func (id HandoverID) Stream() domain.Stream { return domain.Stream{Kind: HandoverKind, ID: string(id)} }

// HandoverState is where a handover stands.
type HandoverState string

// The states of a handover: planned until its day, then done; cancelled if it never came to that.
const (
	HandoverPlanned   HandoverState = "planned"
	HandoverDone      HandoverState = "done"
	HandoverCancelled HandoverState = "cancelled"
)

// Handover moves municipalities from one consultant to another.
type Handover struct {
	ID             HandoverID
	From, To       person.ID
	Municipalities []municipality.Code
	// On is the day from which the new consultant has them.
	On calendar.Date
	// Note is what the new consultant should know; NoteErased tells that it has been erased.
	Note       string
	NoteErased bool
	State      HandoverState
	PlannedBy  person.ID
	PlannedAt  time.Time
	// EndedAt is when it was carried out or cancelled.
	EndedAt time.Time
}

// Exists tells whether the handover has been planned.
func (h Handover) Exists() bool { return h.State != "" }

// PlanHandover hands municipalities over, at once if the day is today, else on that day. Everything moves or
// nothing: a municipality that From does not have, or a receiver who is no consultant, refuses it.
type PlanHandover struct {
	ID             HandoverID          `json:"id"`
	From           person.ID           `json:"from"`
	To             person.ID           `json:"to"`
	Municipalities []municipality.Code `json:"municipalities"`
	On             calendar.Date       `json:"on"`
	Note           string              `json:"note"`
}

// Stream implements domain.Command.
func (c PlanHandover) Stream() domain.Stream { return c.ID.Stream() }

// CommandName implements domain.Command.
func (PlanHandover) CommandName() string { return "plan_handover" }

// WrittenTexts names what a person wrote.
func (c PlanHandover) WrittenTexts() map[string]string { return map[string]string{"note": c.Note} }

// CarryOutHandover carries out a planned handover whose day has come; before that it changes nothing.
type CarryOutHandover struct {
	ID HandoverID `json:"id"`
}

// Stream implements domain.Command.
func (c CarryOutHandover) Stream() domain.Stream { return c.ID.Stream() }

// CommandName implements domain.Command.
func (CarryOutHandover) CommandName() string { return "carry_out_handover" }

// CancelHandover takes back a handover that has not been carried out.
type CancelHandover struct {
	ID HandoverID `json:"id"`
}

// Stream implements domain.Command.
func (c CancelHandover) Stream() domain.Stream { return c.ID.Stream() }

// CommandName implements domain.Command.
func (CancelHandover) CommandName() string { return "cancel_handover" }

type (
	// HandoverWasPlanned says what moves, from whom to whom, and when.
	HandoverWasPlanned struct {
		From           person.ID           `json:"from"`
		To             person.ID           `json:"to"`
		Municipalities []municipality.Code `json:"municipalities"`
		On             calendar.Date       `json:"on"`
	}
	// HandoverNoted is the note to the new consultant. It can be erased.
	HandoverNoted struct {
		Note string `json:"note"`
	}
	// HandoverCarriedOut tells that the municipalities moved.
	HandoverCarriedOut struct{}
	// HandoverWasCancelled tells that they will not.
	HandoverWasCancelled struct{}
)

// EventKind implements domain.Body.
func (*HandoverWasPlanned) EventKind() string { return "handover_planned" }

// EventKind implements domain.Body.
func (*HandoverNoted) EventKind() string { return "handover_noted" }

// EventKind implements domain.Body.
func (*HandoverCarriedOut) EventKind() string { return "handover_done" }

// EventKind implements domain.Body.
func (*HandoverWasCancelled) EventKind() string { return "handover_cancelled" }

// MaxNote is the longest handover note, in characters.
const MaxNote = 4000

// maxAhead is how many days ahead a handover can be planned.
const maxAhead = 366

func (c PlanHandover) check(today calendar.Date) error {
	switch {
	case c.ID == "" || len(c.ID) > maxName:
		return domain.Refuse(domain.Invalid, "handover_unknown", nil)
	case c.To == "" || c.To == c.From:
		return domain.RefuseField(domain.Invalid, "to", "handover_to", nil)
	case len(c.Municipalities) == 0:
		return domain.RefuseField(domain.Invalid, "municipalities", "handover_nothing", nil)
	case c.On.IsZero():
		return domain.RefuseField(domain.Invalid, "on", "date_missing", nil)
	case c.On.Before(today):
		return domain.RefuseField(domain.Invalid, "on", "handover_past", nil)
	case today.DaysUntil(c.On) > maxAhead:
		return domain.RefuseField(domain.Invalid, "on", "handover_far", nil)
	}
	return cmp.Or(domain.NeedText("note", c.Note, MaxNote, "handover_note"), checkMunicipalities(c.Municipalities))
}

// Handovers brings the rules of handovers to the journal.
type Handovers struct{}

// Kind returns the kind of stream.
func (Handovers) Kind() domain.StreamKind { return HandoverKind }

// Empty is a handover that nobody has planned.
func (Handovers) Empty() any { return Handover{} }

// Authorize lets those act who may hand municipalities over.
func (Handovers) Authorize(actor person.Actor, _ any, _ domain.Command) error {
	return policy.CheckRole(actor, policy.HandOver)
}

// Decide plans, carries out or cancels.
func (Handovers) Decide(_ person.Actor, state any, c domain.Command, now time.Time) ([]domain.Event, error) {
	h, ok := state.(Handover)
	if !ok {
		return nil, domain.Fault("handover", fmt.Errorf("got %T", state))
	}
	var bodies []domain.Body
	var err error
	switch c := c.(type) {
	case PlanHandover:
		bodies, err = c.decide(h, calendar.DateOf(now))
	case CarryOutHandover:
		if h.State == HandoverPlanned && !h.On.After(calendar.DateOf(now)) {
			bodies = []domain.Body{&HandoverCarriedOut{}}
		}
	case CancelHandover:
		if h.State == HandoverDone {
			return nil, domain.Refuse(domain.Conflict, "handover_done", nil)
		}
		if h.State == HandoverPlanned {
			bodies = []domain.Body{&HandoverWasCancelled{}}
		}
	default:
		err = domain.Fault("handover", fmt.Errorf("got %T", c))
	}
	return eventsOf(c.Stream().ID, bodies), err
}

func (c PlanHandover) decide(h Handover, today calendar.Date) ([]domain.Body, error) {
	if err := c.check(today); err != nil {
		return nil, err
	}
	if h.Exists() {
		return nil, domain.Refuse(domain.Conflict, "handover_exists", nil)
	}
	codes := slices.Compact(slices.Sorted(slices.Values(c.Municipalities)))
	bodies := []domain.Body{
		&HandoverWasPlanned{From: c.From, To: c.To, Municipalities: codes, On: c.On}, &HandoverNoted{Note: c.Note},
	}
	if !c.On.After(today) {
		bodies = append(bodies, &HandoverCarriedOut{})
	}
	return bodies, nil
}

// Evolve returns the handover after an event.
func (Handovers) Evolve(state any, e domain.Event) (any, error) {
	h, _ := state.(Handover)
	switch b := e.Body.(type) {
	case *HandoverWasPlanned:
		h = Handover{
			ID: HandoverID(e.Subject), From: b.From, To: b.To, Municipalities: b.Municipalities, On: b.On,
			State: HandoverPlanned, PlannedBy: person.ID(e.Actor), PlannedAt: e.At,
		}
	case *HandoverNoted:
		h.Note = b.Note
	case *HandoverCarriedOut:
		h.State, h.EndedAt = HandoverDone, e.At
	case *HandoverWasCancelled:
		h.State, h.EndedAt = HandoverCancelled, e.At
	case nil:
		if e.Kind != (&HandoverNoted{}).EventKind() {
			return nil, fmt.Errorf("handover event %q without content", e.Kind)
		}
		h.NoteErased = true
	default:
		return nil, fmt.Errorf("handover event %q", e.Kind)
	}
	return h, nil
}

// Body makes an empty body of a kind.
func (Handovers) Body(kind string, version int) (domain.Body, error) {
	return bodyOf(kind, version, &HandoverWasPlanned{}, &HandoverNoted{}, &HandoverCarriedOut{}, &HandoverWasCancelled{})
}

// Erasable tells that the note can be erased.
func (Handovers) Erasable(kind string) bool { return kind == (&HandoverNoted{}).EventKind() }
