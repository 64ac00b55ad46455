package journal

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"startklar/domain"
)

// run is one transaction at work.
type run struct {
	door   *Door
	tx     Tx
	now    time.Time
	states map[domain.Stream]live
	ledger Ledger
	// rows are the events that wait to be written: those of all commands of the transaction go together, and a
	// stream that several commands changed is projected once. before holds the states that the projections
	// of changed streams show, and changed the streams in order.
	rows []Recorded
	// files are those that the events name and that wait with them.
	files   []domain.Attachment
	before  map[domain.Stream]any
	changed []domain.Stream
	// undo is what takes the command under way back.
	undo undo
}

// flush writes what waits.
func (r *run) flush() error {
	if len(r.rows) == 0 {
		return nil
	}
	if err := r.keepFiles(); err != nil {
		return err
	}
	if err := r.tx.Append(r.rows); err != nil {
		return err
	}
	for _, stream := range r.changed {
		if err := r.tx.Project(stream, r.before[stream], r.states[stream].state); err != nil {
			return err
		}
	}
	r.rows, r.changed = nil, nil
	clear(r.before)
	r.begin()
	return r.tx.SetLedger(r.ledger)
}

// one carries out one command; its refusal is kept in w, an error is the store's.
func (r *run) one(w *waiting) error {
	w.result, w.err = Result{}, nil
	if err := w.ctx.Err(); err != nil {
		w.err = &domain.Error{Code: domain.Unavailable, Key: "interrupted", Err: err}
		return nil
	}
	known, err := r.repeated(w)
	if known || err != nil {
		return err
	}
	r.begin()
	done, err := r.carryOut(w.request)
	if err == nil {
		err = r.react(w.request.Actor, done)
	}
	if err != nil {
		r.takeBack()
		return r.refuse(w, err)
	}
	w.result = resultOf(done.stream, done.after, done.events, done.at)
	return r.remember(w)
}

// done is a command that has been carried out.
type done struct {
	stream        domain.Stream
	before, after live
	events        []domain.Event
	at            time.Time
}

// carryOut decides a command and records what it causes in its own stream.
func (r *run) carryOut(q Request) (done, error) {
	d := done{stream: q.Command.Stream()}
	var err error
	if d.before, err = r.load(d.stream); err != nil {
		return d, err
	}
	if d.events, err = r.decide(q, d.before); err != nil {
		return d, err
	}
	if err = r.attach(q.Command, d.events); err != nil {
		return d, err
	}
	d.at = r.time(d.before)
	d.after, err = r.record(q, d.before, d.events)
	return d, err
}

// refuse keeps a refusal as the command's answer and passes on what is not one.
func (r *run) refuse(w *waiting, err error) error {
	var e *domain.Error
	if !errors.As(err, &e) {
		return err
	}
	w.err = e
	return nil
}

// repeated answers a command whose client key has been used.
func (r *run) repeated(w *waiting) (bool, error) {
	if w.request.ClientKey == "" {
		return false, nil
	}
	seen, found, err := r.tx.Key(string(w.request.Actor.ID), w.request.ClientKey)
	if err != nil || !found {
		return false, err
	}
	if string(seen.Content) != string(w.content) {
		w.err = domain.Refuse(domain.KeyReused, "key_reused", nil)
		return true, nil
	}
	if err := json.Unmarshal(seen.Result, &w.result); err != nil {
		return false, fmt.Errorf("result of client key: %w", err)
	}
	w.result.Repeated = true
	return true, nil
}

func (r *run) remember(w *waiting) error {
	if w.request.ClientKey == "" {
		return nil
	}
	result, err := json.Marshal(w.result)
	if err != nil {
		return err
	}
	return r.tx.Remember(string(w.request.Actor.ID), w.request.ClientKey, Remembered{Content: w.content, Result: result, At: r.now})
}

// decide asks the policy first and then the rules. A rule that panics refuses its own command as a fault of
// ours; nothing has been written at this point, so the others of the batch go on.
func (r *run) decide(q Request, before live) (events []domain.Event, err error) {
	defer func() {
		if p := recover(); p != nil {
			events, err = nil, domain.Fault("decide "+q.Command.CommandName(), fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	s := r.door.subjects[q.Command.Stream().Kind]
	if err := s.Authorize(q.Actor, before.state, q.Command); err != nil {
		return nil, err
	}
	if e, ok := q.Command.(Erase); ok {
		return r.decideErase(s, e)
	}
	return s.Decide(q.Actor, before.state, q.Command, r.time(before))
}

// time is the command's moment: now, but never before the stream's last event.
func (r *run) time(before live) time.Time {
	if at := r.now.UnixMicro(); at < before.head.At {
		return time.UnixMicro(before.head.At).UTC()
	}
	return r.now
}

// record adds the events to what waits, and makes the state that follows from them.
func (r *run) record(q Request, before live, events []domain.Event) (live, error) {
	if len(events) == 0 {
		return before, nil
	}
	stream := q.Command.Stream()
	after := before
	at := r.time(before)
	for i := range events {
		complete(&events[i], q, after.head.Number+1, at)
		var err error
		if after, err = r.add(stream, after, events[i]); err != nil {
			return before, err
		}
	}
	_, waits := r.before[stream]
	r.undo.changes = append(r.undo.changes, change{stream: stream, before: before, waited: waits})
	if !waits {
		r.before[stream] = before.state
		r.changed = append(r.changed, stream)
	}
	r.states[stream] = after
	if erased, ok := events[0].Body.(*PayloadErased); ok {
		return r.recordErasure(stream, erased)
	}
	return after, nil
}

// add chains one event to its stream. The state follows from the bytes that will be stored, as it does when
// they are replayed.
func (r *run) add(stream domain.Stream, end live, e domain.Event) (live, error) {
	s := r.door.subjects[stream.Kind]
	row, err := r.chain(stream, end.head, e)
	if err != nil {
		return end, err
	}
	stored, err := Decode(s, row)
	if err != nil {
		return end, err
	}
	r.rows = append(r.rows, row)
	end.head = Head{Number: row.Number, Hash: row.Hash, At: row.At}
	end.state, err = evolve(s, end.state, stored)
	return end, err
}

// recordErasure removes contents, and brings state and projections to what a replay without them gives.
func (r *run) recordErasure(stream domain.Stream, erased *PayloadErased) (live, error) {
	if err := r.flush(); err != nil {
		return live{}, err
	}
	if err := r.erase(stream, erased.Numbers); err != nil {
		return live{}, err
	}
	after, err := replay(r.tx, r.door.subjects[stream.Kind], stream)
	if err != nil {
		return live{}, err
	}
	r.states[stream] = after
	return after, r.tx.Project(stream, nil, after.state)
}

// complete fills in what the journal knows of an event.
func complete(e *domain.Event, q Request, number int64, at time.Time) {
	e.Number, e.At = number, at
	e.Actor, e.OnBehalfOf = string(q.Actor.ID), string(q.Actor.OnBehalfOf)
	e.Kind, e.KindVersion = e.Body.EventKind(), versionOf(e.Body)
}

// chain makes the stored row of an event and moves the ledger on.
func (r *run) chain(stream domain.Stream, head Head, e domain.Event) (Recorded, error) {
	data, err := encode(e.Body)
	if err != nil {
		return Recorded{}, fmt.Errorf("encode event %s: %w", e.Kind, err)
	}
	salt := make([]byte, SaltSize)
	if _, err := rand.Read(salt); err != nil {
		return Recorded{}, fmt.Errorf("salt: %w", err)
	}
	row := Recorded{
		Position: r.ledger.Position + 1, Stream: stream, Number: e.Number, At: e.At.UnixMicro(),
		Actor: e.Actor, OnBehalfOf: e.OnBehalfOf, Kind: e.Kind, KindVersion: e.KindVersion, Subject: e.Subject,
		Digest: digest(salt, data), Previous: head.Hash, Salt: salt, Data: data,
	}
	row.Hash = link(row)
	r.ledger = r.ledger.advance(row)
	return row, nil
}

func resultOf(stream domain.Stream, after live, events []domain.Event, at time.Time) Result {
	out := Result{Stream: stream, Number: after.head.Number, Events: len(events), At: at}
	for _, e := range events {
		if b, ok := e.Body.(Revised); ok {
			out.Revision = b.NewRevision()
			break
		}
	}
	return out
}
