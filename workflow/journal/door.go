package journal

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"startklar/domain"

	lru "github.com/hashicorp/golang-lru/v2"
)

// Clock tells the time; tests, rehearsals and the demo set it.
type Clock func() time.Time

// Options tune a door.
type Options struct {
	// MaxBatch is how many waiting commands may share one commit; at least 1.
	MaxBatch int
	// CacheStreams is how many live states are kept in memory; at least 1.
	CacheStreams int
	// Clock defaults to time.Now.
	Clock Clock
}

// Door is where every command goes through. It is safe for concurrent use; Close ends it.
type Door struct {
	store    Store
	subjects map[domain.StreamKind]Subject
	options  Options
	cache    *lru.Cache[domain.Stream, live]
	queue    chan *waiting
	done     chan struct{}
	closing  chan struct{}
}

// live is the state of a stream at its head.
type live struct {
	head  Head
	state any
}

type waiting struct {
	ctx     context.Context
	request Request
	content []byte
	result  Result
	err     error
	ready   chan struct{}
	// unclear tells that an attempt may have been committed.
	unclear bool
}

// Open makes a door for the subjects and starts its writer.
func Open(store Store, options Options, subjects ...Subject) (*Door, error) {
	if options.Clock == nil {
		options.Clock = time.Now
	}
	cache, err := lru.New[domain.Stream, live](max(options.CacheStreams, 1))
	if err != nil {
		return nil, fmt.Errorf("journal cache: %w", err)
	}
	options.MaxBatch = max(options.MaxBatch, 1)
	d := &Door{
		store: store, subjects: map[domain.StreamKind]Subject{}, options: options, cache: cache,
		queue: make(chan *waiting, options.MaxBatch), done: make(chan struct{}), closing: make(chan struct{}),
	}
	for _, s := range subjects {
		d.subjects[s.Kind()] = s
	}
	go d.write()
	return d, nil
}

// Close lets the commands that are under way finish and ends the door. Later commands get Unavailable.
func (d *Door) Close() {
	close(d.closing)
	<-d.done
}

// maxKey is the longest client key in bytes.
const maxKey = 200

// Do runs one command. It returns when the command's events are durable, or with a refusal, after which
// nothing has changed. A context that ends while the command waits gives Unavailable; the command may still
// be carried out, and its client key tells.
func (d *Door) Do(ctx context.Context, r Request) (Result, error) {
	if d.subjects[r.Command.Stream().Kind] == nil {
		return Result{}, domain.Refuse(domain.NotFound, "stream_kind", domain.Args{"kind": r.Command.Stream().Kind})
	}
	if err := refuseTexts(r.Command); err != nil {
		return Result{}, err
	}
	if len(r.ClientKey) > maxKey || !plainText(r.ClientKey) {
		return Result{}, domain.RefuseField(domain.Invalid, "client_key", "client_key", domain.Args{"max": maxKey})
	}
	content, err := contentOf(r.Command)
	if err != nil {
		return Result{}, err
	}
	w := &waiting{ctx: ctx, request: r, content: content, ready: make(chan struct{})}
	select {
	case d.queue <- w:
	case <-d.closing:
		return Result{}, domain.Refuse(domain.Unavailable, "closing", nil)
	case <-ctx.Done():
		return Result{}, &domain.Error{Code: domain.Unavailable, Key: "interrupted", Err: ctx.Err()}
	}
	select {
	case <-w.ready:
		return w.result, w.err
	case <-d.done:
		return w.afterClose()
	case <-ctx.Done():
		return Result{}, &domain.Error{Code: domain.Unavailable, Key: "interrupted", Err: ctx.Err()}
	}
}

// afterClose answers a command that was waiting when the door ended.
func (w *waiting) afterClose() (Result, error) {
	select {
	case <-w.ready:
		return w.result, w.err
	default:
		return Result{}, domain.Refuse(domain.Unavailable, "closing", nil)
	}
}

// write is the one writer: it takes what waits and commits it together.
func (d *Door) write() {
	defer close(d.done)
	for {
		select {
		case first := <-d.queue:
			d.commit(d.gather(first))
		case <-d.closing:
			select {
			case first := <-d.queue:
				d.commit(d.gather(first))
				continue
			default:
				return
			}
		}
	}
}

// gather adds to the first command those that wait already. It never waits for more: one client alone is
// not slowed by the hope of others.
func (d *Door) gather(first *waiting) []*waiting {
	batch := []*waiting{first}
	for len(batch) < d.options.MaxBatch {
		select {
		case w := <-d.queue:
			batch = append(batch, w)
		default:
			return batch
		}
	}
	return batch
}

// commit carries out a batch in one transaction and answers its commands once that is durable.
func (d *Door) commit(batch []*waiting) {
	err := d.attempt(batch)
	if errors.Is(err, ErrUnclear) {
		batch = d.settle(batch)
	}
	if errors.Is(err, ErrUnclear) || err != nil && len(batch) > 1 {
		for _, w := range batch {
			d.commit([]*waiting{w})
		}
		return
	}
	for _, w := range batch {
		if err != nil {
			w.result, w.err = Result{}, storeError(err)
		}
		close(w.ready)
	}
}

// settle answers the commands of an unclear batch that nothing can tell apart from a first attempt, and
// returns those whose client key will: they may run again.
func (d *Door) settle(batch []*waiting) []*waiting {
	var keyed []*waiting
	for _, w := range batch {
		if w.request.ClientKey != "" && !w.unclear {
			w.unclear = true
			keyed = append(keyed, w)
			continue
		}
		w.result, w.err = Result{}, domain.Refuse(domain.Unavailable, "unclear", nil)
		close(w.ready)
	}
	return keyed
}

func storeError(err error) error {
	var e *domain.Error
	if errors.As(err, &e) {
		return e
	}
	return &domain.Error{Code: domain.Unavailable, Key: "store_failed", Err: err}
}

// attempt runs a batch. Refusals are answers; an error means that the transaction was rolled back.
func (d *Door) attempt(batch []*waiting) error {
	now := d.options.Clock().UTC().Truncate(time.Microsecond)
	states := map[domain.Stream]live{}
	err := d.store.Write(context.Background(), func(tx Tx) error {
		// The store may run this again: what an attempt made that was rolled back has not happened.
		clear(states)
		ledger, err := tx.Ledger()
		if err != nil {
			return err
		}
		run := run{door: d, tx: tx, now: now, states: states, ledger: ledger}
		for _, w := range batch {
			if err := run.one(w); err != nil {
				return err
			}
		}
		return run.finish()
	})
	for stream, s := range states {
		if err == nil {
			d.cache.Add(stream, s)
		} else {
			d.cache.Remove(stream)
		}
	}
	return err
}

// run is one transaction at work.
type run struct {
	door   *Door
	tx     Tx
	now    time.Time
	states map[domain.Stream]live
	ledger Ledger
	dirty  bool
}

func (r *run) finish() error {
	if !r.dirty {
		return nil
	}
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
	stream := w.request.Command.Stream()
	before, err := r.load(stream)
	if err != nil {
		return err
	}
	events, err := r.decide(w.request, before)
	if err != nil {
		return r.refuse(w, err)
	}
	after, err := r.record(w.request, before, events)
	if err != nil {
		return err
	}
	w.result = resultOf(stream, after, events, r.time(before))
	return r.remember(w)
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
		return decideErase(r.tx, s, e)
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

// record appends the events and brings the projections up to date.
func (r *run) record(q Request, before live, events []domain.Event) (live, error) {
	if len(events) == 0 {
		return before, nil
	}
	stream := q.Command.Stream()
	s := r.door.subjects[stream.Kind]
	after := before
	rows := make([]Recorded, len(events))
	at := r.time(before)
	for i := range events {
		complete(&events[i], q, after.head.Number+1, at)
		row, err := r.chain(stream, after.head, events[i])
		if err != nil {
			return before, err
		}
		rows[i] = row
		// What is stored is what counts: the state follows from the bytes, as it will when they are replayed.
		stored, err := Decode(s, row)
		if err != nil {
			return before, err
		}
		after.head = Head{Number: row.Number, Hash: row.Hash, At: row.At}
		if after.state, err = evolve(s, after.state, stored); err != nil {
			return before, err
		}
	}
	if err := r.tx.Append(rows, after.head); err != nil {
		return before, err
	}
	r.dirty = true
	return r.project(stream, before, after, events)
}

// project updates the projections; after an erasure it rebuilds them without what was erased.
func (r *run) project(stream domain.Stream, before, after live, events []domain.Event) (live, error) {
	from := before.state
	if erased, ok := events[0].Body.(*PayloadErased); ok {
		if err := r.erase(stream, erased.Numbers); err != nil {
			return before, err
		}
		again, err := replay(r.tx, r.door.subjects[stream.Kind], stream, live{})
		if err != nil {
			return before, err
		}
		after, from = again, nil
	}
	if err := r.tx.Project(stream, from, after.state); err != nil {
		return before, err
	}
	r.states[stream] = after
	return after, nil
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
