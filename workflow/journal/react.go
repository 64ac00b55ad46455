package journal

import (
	"fmt"

	"startklar/domain"
	"startklar/domain/person"
)

// Happened is what one command did to its stream.
type Happened struct {
	// Actor is who gave the command that all this began with.
	Actor  person.Actor
	Stream domain.Stream
	// Before and After are the stream's states.
	Before, After any
	// Events are numbered and dated.
	Events []domain.Event
}

// Reaction tells which commands follow, on other streams, from what has happened on one: a meeting that is moved
// moves in every journey that it belongs to. It is pure. What follows is carried out in the same transaction, under
// the name of who caused it and with the rights of the service itself; it may have consequences of its own.
//
// A command that follows and is refused refuses the whole: a consultant who is taken already cannot be booked. One
// that merely does not apply must therefore decide to no events.
type Reaction func(Happened) []domain.Command

// maxCaused is how many commands may follow from one; more is a circle.
const maxCaused = 10_000

// react carries out what follows from a command, and what follows from that.
func (r *run) react(actor person.Actor, first done) error {
	waiting := r.consequences(actor, first)
	for n := 0; n < len(waiting); n++ {
		if n == maxCaused {
			return domain.Fault("react", fmt.Errorf("%s causes commands without an end", first.stream))
		}
		next, err := r.cause(actor, waiting[n])
		if err != nil {
			return err
		}
		waiting = append(waiting, r.consequences(actor, next)...)
	}
	return nil
}

// cause carries out one command that follows from another.
func (r *run) cause(actor person.Actor, c Command) (done, error) {
	if r.door.subjects[c.Stream().Kind] == nil {
		return done{}, domain.Fault("react", fmt.Errorf("%s is for %s, which nothing keeps", c.CommandName(), c.Stream()))
	}
	actor.Role, actor.Municipalities = person.System, nil
	return r.carryOut(Request{Actor: actor, Command: c})
}

// consequences asks every reaction what follows. Erasing has none: what happened has happened.
func (r *run) consequences(actor person.Actor, d done) (commands []Command) {
	if len(d.events) == 0 || d.events[0].Kind == erasedKind {
		return nil
	}
	for _, reaction := range r.door.options.Reactions {
		commands = append(commands, reaction(Happened{
			Actor: actor, Stream: d.stream, Before: d.before.state, After: d.after.state, Events: d.events,
		})...)
	}
	return commands
}

// undo is what it takes to leave a transaction as it was before a command.
type undo struct {
	rows, changed, files int
	ledger               Ledger
	changes              []change
}

// change is a stream before a command changed it; waited tells that an earlier command of the transaction had.
type change struct {
	stream domain.Stream
	before live
	waited bool
}

func (r *run) begin() {
	r.undo = undo{rows: len(r.rows), changed: len(r.changed), files: len(r.files), ledger: r.ledger, changes: r.undo.changes[:0]}
}

// takeBack leaves out what the command under way has recorded: nothing of it has been written yet.
func (r *run) takeBack() {
	for i := len(r.undo.changes) - 1; i >= 0; i-- {
		c := r.undo.changes[i]
		r.states[c.stream] = c.before
		if !c.waited {
			delete(r.before, c.stream)
		}
	}
	r.rows, r.changed, r.ledger = r.rows[:r.undo.rows], r.changed[:r.undo.changed], r.undo.ledger
	r.files = r.files[:r.undo.files]
}
