package journal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
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
	// Reactions tell what follows from what happens.
	Reactions []Reaction
}

// Door is where every command goes through. It is safe for concurrent use; Close ends it.
type Door struct {
	store    Store
	subjects map[domain.StreamKind]Subject
	options  Options
	cache    *lru.Cache[domain.Stream, live]
	// queue holds the commands that wait, and bell tells the writer that there are some.
	queue   chan *waiting
	bell    chan struct{}
	done    chan struct{}
	closing chan struct{}
	// turn is held by whoever writes; under counts the commands under way.
	turn  chan struct{}
	under atomic.Int64
	once  sync.Once
	// ledger is the end that this door last gave the ledger. As long as the ledger ends there nobody else has
	// written, and epoch stays; both belong to whoever holds the turn.
	ledger Ledger
	epoch  int64
}

// live is the state of a stream at its head, known to be its head in an epoch.
type live struct {
	head  Head
	state any
	epoch int64
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
		bell: make(chan struct{}, 1), turn: make(chan struct{}, 1),
	}
	for _, s := range subjects {
		d.subjects[s.Kind()] = s
	}
	go d.write()
	return d, nil
}

// Close lets the commands that are under way finish and ends the door. Later commands get Unavailable.
func (d *Door) Close() {
	d.once.Do(func() {
		close(d.closing)
		<-d.done
		d.turn <- struct{}{} // never given back: whoever still writes finishes, and nobody begins
	})
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
	if err := refuseAttachments(r.Command); err != nil {
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
	defer d.under.Add(-1)
	if d.under.Add(1) == 1 && d.alone(w) {
		return w.result, w.err
	}
	return d.wait(w)
}

// alone carries out a command right here when it is the only one: handing it to the writer and back would
// take longer than deciding it.
func (d *Door) alone(w *waiting) bool {
	select {
	case <-d.closing:
		return false
	default:
	}
	select {
	case d.turn <- struct{}{}:
		defer func() { <-d.turn }()
		d.commit([]*waiting{w})
		return true
	default:
		return false
	}
}

// wait gives a command to the writer.
func (d *Door) wait(w *waiting) (Result, error) {
	ctx := w.ctx
	select {
	case d.queue <- w:
	case <-d.closing:
		return Result{}, domain.Refuse(domain.Unavailable, "closing", nil)
	case <-ctx.Done():
		return Result{}, &domain.Error{Code: domain.Unavailable, Key: "interrupted", Err: ctx.Err()}
	}
	select {
	case d.bell <- struct{}{}:
	default: // it has been rung
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
		case <-d.bell:
			d.together()
		case <-d.closing:
			d.together()
			return
		}
	}
}

// together commits everything that waits, a batch at a time.
func (d *Door) together() {
	d.turn <- struct{}{}
	defer func() { <-d.turn }()
	for batch := d.gather(); len(batch) > 0; batch = d.gather() {
		d.commit(batch)
	}
}

// gather takes the commands that wait already. It never waits for more: one client alone is not slowed by
// the hope of others.
func (d *Door) gather() []*waiting {
	var batch []*waiting
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
	var end Ledger
	err := d.store.Write(context.Background(), func(tx Tx) error {
		// The store may run this again: what an attempt made that was rolled back has not happened.
		clear(states)
		ledger, err := tx.Ledger()
		if err != nil {
			return err
		}
		if ledger.Position != d.ledger.Position || !bytes.Equal(ledger.Hash, d.ledger.Hash) {
			d.epoch++ // somebody else has written: what is kept in memory has to be compared again
		}
		run := run{door: d, tx: tx, now: now, states: states, ledger: ledger, before: map[domain.Stream]any{}}
		for _, w := range batch {
			if err := run.one(w); err != nil {
				return err
			}
		}
		err = run.flush()
		end = run.ledger
		return err
	})
	if err != nil {
		end = Ledger{Position: -1} // whatever stands there now, it has to be looked at
	}
	d.ledger = end
	for stream, s := range states {
		if s.epoch = d.epoch; err == nil {
			d.cache.Add(stream, s)
		} else {
			d.cache.Remove(stream)
		}
	}
	return err
}
