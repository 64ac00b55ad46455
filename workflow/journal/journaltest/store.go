// Package journaltest is a journal.Store in memory: for tests of the journal, of its subjects, and of
// whatever stands on a door and needs no database.
//
// A restart of the service is a new door on the same Store. Faults are injected through the Store's hooks,
// and Tamper changes what is stored behind the journal's back. The projection of a stream is the state that
// the journal projected last. The package is imported by tests only.
package journaltest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"sync"

	"startklar/domain"
	"startklar/workflow/journal"
)

// Store keeps everything in memory. Its hooks are set before the first use; nil hooks do nothing.
type Store struct {
	// BeforeAppend is called with the events that are about to be appended; its error fails the write.
	BeforeAppend func(events []journal.Recorded) error
	// BeforeProject is called with a stream's states before (nil to write them anew) and after a command;
	// its error fails the write.
	BeforeProject func(stream domain.Stream, before, after any) error
	// BeforeCommit is called when everything has been written and nothing counts yet. It may block; its error
	// rolls the transaction back.
	BeforeCommit func() error
	// AfterCommit is called when everything counts; its error is Write's, as of a store that lost its connection.
	AfterCommit func() error
	// Again makes every transaction run twice, the first time in vain, as on a store that lost a race.
	Again bool
	// Projections names the projections that the store has now: another name stands for another version of them.
	Projections string
	// Equal compares a projected state with what the history gives; nil is reflect.DeepEqual.
	Equal func(projected, given any) bool

	// writing is held from a transaction's beginning to its end and guards keys.
	writing sync.Mutex
	keys    map[keyID]journal.Remembered
	mu      sync.RWMutex
	now     content
}

var _ journal.Store = (*Store)(nil)

type keyID struct{ actor, key string }

// content is what stands after a commit. It is never changed, only replaced.
type content struct {
	streams     map[domain.Stream]history
	order       []place
	ledger      journal.Ledger
	projections map[domain.Stream]any
	projectedBy string
	files       map[domain.FileHash][]byte
}

type history struct {
	head   journal.Head
	events []journal.Recorded
}

// place is where an event of the ledger stands: the stream, and the index in its events.
type place struct {
	stream domain.Stream
	index  int
}

// New makes an empty store.
func New() *Store { return &Store{keys: map[keyID]journal.Remembered{}} }

// Write implements journal.Store.
func (s *Store) Write(_ context.Context, fn func(journal.Tx) error) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.Again {
		if err := fn(s.begin()); err != nil {
			return err
		}
	}
	t := s.begin()
	if err := fn(t); err != nil {
		return err
	}
	if s.BeforeCommit != nil {
		if err := s.BeforeCommit(); err != nil {
			return err
		}
	}
	s.commit(t)
	if s.AfterCommit != nil {
		return s.AfterCommit()
	}
	return nil
}

// Read implements journal.Store. It does not wait for a writer.
func (s *Store) Read(_ context.Context, fn func(journal.Reader) error) error {
	return fn(s.begin())
}

func (s *Store) begin() *tx {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return &tx{
		store: s, content: s.now, streams: map[domain.Stream]history{}, projected: map[domain.Stream]any{},
		keys: map[keyID]journal.Remembered{}, kept: map[domain.FileHash][]byte{},
	}
}

func (s *Store) commit(t *tx) {
	maps.Copy(s.keys, t.keys)
	next := t.content
	if len(t.streams) > 0 {
		next.streams = merged(next.streams, t.streams)
	}
	if len(t.kept) > 0 {
		next.files = merged(next.files, t.kept)
		maps.DeleteFunc(next.files, func(_ domain.FileHash, data []byte) bool { return data == nil })
	}
	if len(t.projected) > 0 {
		next.projections = merged(next.projections, t.projected)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = next
}

func merged[K comparable, V any](base, over map[K]V) map[K]V {
	all := maps.Clone(base)
	if all == nil {
		all = map[K]V{}
	}
	maps.Copy(all, over)
	return all
}

// Projection returns the state that was projected last of a stream; nil if none was.
func (s *Store) Projection(stream domain.Stream) any { return s.begin().projections[stream] }

// tx is one transaction: the content at its beginning, and what it has written.
type tx struct {
	content
	store     *Store
	streams   map[domain.Stream]history
	projected map[domain.Stream]any
	keys      map[keyID]journal.Remembered
	// kept are the files of the transaction; nil for one that it dropped.
	kept map[domain.FileHash][]byte
}

func (t *tx) history(stream domain.Stream) history {
	if h, ok := t.streams[stream]; ok {
		return h
	}
	return t.content.streams[stream]
}

// Events implements journal.Reader.
func (t *tx) Events(stream domain.Stream, after int64, yield func(journal.Recorded) error) error {
	for _, r := range t.history(stream).events {
		if r.Number <= after {
			continue
		}
		if err := yield(r); err != nil {
			return err
		}
	}
	return nil
}

// Head implements journal.Reader.
func (t *tx) Head(stream domain.Stream) (journal.Head, error) { return t.history(stream).head, nil }

// All implements journal.Reader.
func (t *tx) All(yield func(journal.Recorded) error) error {
	for _, at := range t.order {
		if err := yield(t.history(at.stream).events[at.index]); err != nil {
			return err
		}
	}
	return nil
}

// Heads implements journal.Reader.
func (t *tx) Heads(yield func(domain.Stream, journal.Head) error) error {
	for _, stream := range sorted(merged(t.content.streams, t.streams)) {
		if err := yield(stream, t.history(stream).head); err != nil {
			return err
		}
	}
	return nil
}

func sorted[V any](all map[domain.Stream]V) []domain.Stream {
	return slices.SortedFunc(maps.Keys(all), func(a, b domain.Stream) int {
		return slices.Compare([]string{string(a.Kind), a.ID}, []string{string(b.Kind), b.ID})
	})
}

// Ledger implements journal.Reader.
func (t *tx) Ledger() (journal.Ledger, error) { return t.ledger, nil }

// CheckProjections implements journal.Reader.
func (t *tx) CheckProjections(stream domain.Stream, state any) (string, error) {
	equal := t.store.Equal
	if equal == nil {
		equal = reflect.DeepEqual
	}
	projected, ok := t.projections[stream]
	switch {
	case !ok:
		return "it has no projection", nil
	case !equal(projected, state):
		return "its projection is not what the history gives", nil
	}
	return "", nil
}

// ProjectionsAreCurrent implements journal.Reader.
func (t *tx) ProjectionsAreCurrent() (bool, error) { return t.projectedBy == t.store.Projections, nil }

// StrayProjection implements journal.Reader.
func (t *tx) StrayProjection() (string, error) {
	for _, stream := range sorted(t.projections) {
		if len(t.history(stream).events) == 0 {
			return fmt.Sprintf("%s has a projection and no history", stream), nil
		}
	}
	return "", nil
}

// HasFile implements journal.Reader.
func (t *tx) HasFile(hash domain.FileHash) (bool, error) {
	data, ok := t.kept[hash]
	if !ok {
		data = t.files[hash]
	}
	return data != nil, nil
}

// Files implements journal.Reader.
func (t *tx) Files(yield func(domain.FileHash, []byte) error) error {
	all := merged(t.files, t.kept)
	for _, hash := range slices.Sorted(maps.Keys(all)) {
		if all[hash] == nil {
			continue
		}
		if err := yield(hash, all[hash]); err != nil {
			return err
		}
	}
	return nil
}

// KeepFile implements journal.Tx.
func (t *tx) KeepFile(hash domain.FileHash, data []byte) error {
	t.kept[hash] = append([]byte{}, data...)
	return nil
}

// DropFile implements journal.Tx.
func (t *tx) DropFile(hash domain.FileHash) error {
	t.kept[hash] = nil
	return nil
}

// Key implements journal.Tx.
func (t *tx) Key(actor, key string) (journal.Remembered, bool, error) {
	id := keyID{actor, key}
	if r, ok := t.keys[id]; ok {
		return r, true, nil
	}
	r, ok := t.store.keys[id]
	return r, ok, nil
}

// Remember implements journal.Tx.
func (t *tx) Remember(actor, key string, r journal.Remembered) error {
	t.keys[keyID{actor, key}] = r
	return nil
}

// Forget implements journal.Tx.
func (t *tx) Forget(actor string, match func(journal.Remembered) bool) error {
	for id, r := range t.store.keys {
		if id.actor == actor && match(r) {
			r.Content = nil
			t.keys[id] = r
		}
	}
	return nil
}

// ClearProjections implements journal.Tx.
func (t *tx) ClearProjections() error {
	t.projections, t.projected = nil, map[domain.Stream]any{}
	t.projectedBy = t.store.Projections
	return nil
}

var errTaken = errors.New("that number or position does not follow the last one")

// Append implements journal.Tx. Like a database with its unique columns it refuses numbers that are taken,
// and gaps as well.
func (t *tx) Append(events []journal.Recorded) error {
	if t.store.BeforeAppend != nil {
		if err := t.store.BeforeAppend(events); err != nil {
			return err
		}
	}
	for _, r := range events {
		h := t.history(r.Stream)
		if r.Number != int64(len(h.events))+1 || r.Position != int64(len(t.order))+1 {
			return errTaken
		}
		t.order = append(t.order, place{r.Stream, len(h.events)})
		t.streams[r.Stream] = history{
			head: journal.Head{Number: r.Number, Hash: r.Hash, At: r.At}, events: append(h.events, r),
		}
	}
	return nil
}

// SetLedger implements journal.Tx.
func (t *tx) SetLedger(l journal.Ledger) error {
	t.ledger = l
	return nil
}

// Erase implements journal.Tx.
func (t *tx) Erase(stream domain.Stream, numbers []int64) error {
	h := t.history(stream)
	h.events = slices.Clone(h.events)
	for i := range h.events {
		if slices.Contains(numbers, h.events[i].Number) {
			h.events[i].Salt, h.events[i].Data = nil, nil
		}
	}
	t.streams[stream] = h
	return nil
}

// Project implements journal.Tx.
func (t *tx) Project(stream domain.Stream, before, after any) error {
	if t.store.BeforeProject != nil {
		if err := t.store.BeforeProject(stream, before, after); err != nil {
			return err
		}
	}
	t.projected[stream] = after
	return nil
}
