package store

import (
	"errors"
	"time"

	"startklar/domain"
	"startklar/workflow/journal"
)

const (
	selectHead   = "SELECT number, hash, at FROM heads WHERE stream_kind = ? AND stream_id = ?"
	selectHeads  = "SELECT stream_kind, stream_id, number, hash, at FROM heads ORDER BY stream_kind, stream_id"
	selectLedger = "SELECT position, hash, projected_by FROM ledger WHERE one = 1"
	updateLedger = "UPDATE ledger SET position = ?, hash = ? WHERE one = 1"
	selectKey    = "SELECT content, result, at FROM client_keys WHERE actor = ? AND key = ?"
	selectKeys   = "SELECT key, content, result, at FROM client_keys WHERE actor = ?"
	forgetKey    = "UPDATE client_keys SET content = ? WHERE actor = ? AND key = ?"
	insertKey    = "INSERT INTO client_keys (actor, key, content, result, at) VALUES (?, ?, ?, ?, ?)"
)

// Head implements journal.Reader.
func (t *tx) Head(stream domain.Stream) (journal.Head, error) {
	var h journal.Head
	_, err := t.one("head", selectHead, []any{string(stream.Kind), stream.ID}, []any{&h.Number, &h.Hash, &h.At})
	return h, err
}

// Heads implements journal.Reader.
func (t *tx) Heads(yield func(domain.Stream, journal.Head) error) error {
	var kind, id string
	var h journal.Head
	return t.each("heads", selectHeads, nil, []any{&kind, &id, &h.Number, &h.Hash, &h.At}, func() error {
		return yield(domain.Stream{Kind: domain.StreamKind(kind), ID: id}, h)
	})
}

// Ledger implements journal.Reader.
func (t *tx) Ledger() (journal.Ledger, error) {
	if t.ledger != nil {
		return *t.ledger, t.refuseOvertaken()
	}
	l, err := t.readLedger(selectLedger)
	if err != nil {
		return l, err
	}
	return l, t.refuseOvertaken()
}

func (t *tx) readLedger(query string) (journal.Ledger, error) {
	var l journal.Ledger
	found, err := t.one("ledger", query, nil, []any{&l.Position, &l.Hash, &t.projectedBy})
	if err == nil && !found {
		err = failed("ledger", errors.New("its row is missing"))
	}
	return l, err
}

// SetLedger implements journal.Tx.
func (t *tx) SetLedger(l journal.Ledger) error {
	t.ledger = &l
	return t.exec("ledger", updateLedger, l.Position, bytesOf(l.Hash))
}

// Key implements journal.Tx.
func (t *tx) Key(actor, key string) (journal.Remembered, bool, error) {
	var r journal.Remembered
	var at int64
	found, err := t.one("client key", selectKey, []any{actor, key}, []any{&r.Content, &r.Result, &at})
	r.At = time.UnixMicro(at).UTC()
	return r, found, err
}

// Remember implements journal.Tx.
func (t *tx) Remember(actor, key string, r journal.Remembered) error {
	return t.exec("client key", insertKey, actor, key, bytesOf(r.Content), bytesOf(r.Result), r.At.UnixMicro())
}

// Forget implements journal.Tx.
func (t *tx) Forget(actor string, match func(journal.Remembered) bool) error {
	var key string
	var r journal.Remembered
	var at int64
	var keys []string
	err := t.each("client keys", selectKeys, []any{actor}, []any{&key, &r.Content, &r.Result, &at}, func() error {
		if r.At = time.UnixMicro(at).UTC(); match(r) {
			keys = append(keys, key)
		}
		return nil
	})
	for _, key := range keys {
		if err == nil {
			err = t.exec("forget client key", forgetKey, []byte{}, actor, key)
		}
	}
	return err
}
