package store

import (
	"strings"

	"startklar/domain"
	"startklar/workflow/journal"
)

var (
	eventColumns = []string{
		"position", "stream_kind", "stream_id", "number", "at", "actor", "on_behalf_of", "kind",
		"kind_version", "subject", "digest", "previous", "hash",
	}
	insertEvents   = newInsertion("events", eventColumns, "")
	insertPayloads = newInsertion("payloads", []string{"position", "salt", "data"}, "")
	upsertHeads    = newInsertion("heads", []string{"stream_kind", "stream_id", "number", "hash", "at"},
		" ON CONFLICT (stream_kind, stream_id) DO UPDATE SET number = excluded.number, hash = excluded.hash, at = excluded.at")

	selectEvents = "SELECT e." + strings.Join(eventColumns, ", e.") + ", p.salt, p.data " +
		"FROM events e LEFT JOIN payloads p ON p.position = e.position "
	selectStream = selectEvents + "WHERE e.stream_kind = ? AND e.stream_id = ? AND e.number > ? ORDER BY e.number"
	selectAll    = selectEvents + "ORDER BY e.position"
)

const deletePayload = "DELETE FROM payloads WHERE position = " +
	"(SELECT position FROM events WHERE stream_kind = ? AND stream_id = ? AND number = ?)"

// Append implements journal.Tx.
func (t *tx) Append(events []journal.Recorded) error {
	rows, payloads := make([][]any, len(events)), make([][]any, len(events))
	for i, e := range events {
		rows[i] = []any{
			e.Position, string(e.Stream.Kind), e.Stream.ID, e.Number, e.At, e.Actor, e.OnBehalfOf, e.Kind,
			int64(e.KindVersion), e.Subject, bytesOf(e.Digest), bytesOf(e.Previous), bytesOf(e.Hash),
		}
		payloads[i] = []any{e.Position, bytesOf(e.Salt), bytesOf(e.Data)}
	}
	if err := t.insert(insertEvents, rows); err != nil {
		return err
	}
	if err := t.insert(insertPayloads, payloads); err != nil {
		return err
	}
	return t.insert(upsertHeads, headsOf(events))
}

// headsOf are the rows of the ends that events give their streams.
func headsOf(events []journal.Recorded) [][]any {
	at := map[domain.Stream]int{}
	var rows [][]any
	for _, e := range events {
		row := []any{string(e.Stream.Kind), e.Stream.ID, e.Number, bytesOf(e.Hash), e.At}
		if n, seen := at[e.Stream]; seen {
			rows[n] = row
			continue
		}
		at[e.Stream] = len(rows)
		rows = append(rows, row)
	}
	return rows
}

// bytesOf keeps "no bytes" from becoming NULL.
func bytesOf(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// Events implements journal.Reader.
func (t *tx) Events(stream domain.Stream, after int64, yield func(journal.Recorded) error) error {
	return t.events(selectStream, []any{string(stream.Kind), stream.ID, after}, yield)
}

// All implements journal.Reader.
func (t *tx) All(yield func(journal.Recorded) error) error {
	return t.events(selectAll, nil, yield)
}

func (t *tx) events(query string, args []any, yield func(journal.Recorded) error) error {
	var r journal.Recorded
	var kind string
	into := []any{
		&r.Position, &kind, &r.Stream.ID, &r.Number, &r.At, &r.Actor, &r.OnBehalfOf, &r.Kind,
		&r.KindVersion, &r.Subject, &r.Digest, &r.Previous, &r.Hash, &r.Salt, &r.Data,
	}
	return t.each("events", query, args, into, func() error {
		r.Stream.Kind = domain.StreamKind(kind)
		return yield(r)
	})
}

// Erase implements journal.Tx.
func (t *tx) Erase(stream domain.Stream, numbers []int64) error {
	t.erased = true
	for _, n := range numbers {
		if err := t.exec("erase", deletePayload, string(stream.Kind), stream.ID, n); err != nil {
			return err
		}
	}
	return nil
}
