package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"strings"
	"time"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/domain/view"
)

const selectHeaders = "SELECT e.position, e.stream_kind, e.stream_id, e.number, e.at, e.actor, e.on_behalf_of, e.kind, e.subject, " +
	"CASE WHEN p.position IS NULL THEN 1 ELSE 0 END FROM events e LEFT JOIN payloads p ON p.position = e.position"

// errEnough ends a walk back through the ledger.
var errEnough = errors.New("enough")

// unordered is how far events may stand out of the order of their times: a stream's time never goes back, and so a
// clock that is set back leaves the ledger a little out of order.
const unordered = 48 * time.Hour

// Ledger returns the heads of events across everything, the newest first. It walks the ledger back from its end, or
// from where it is asked to go on, and stops where it has passed the first day.
func (s *Store) Ledger(ctx context.Context, q view.LedgerQuery) (rows []view.LedgerRow, err error) {
	where, args := ledgerConditions(q)
	query := selectHeaders + where + " ORDER BY e.position DESC LIMIT ?"
	var first int64
	if !q.From.IsZero() {
		first = micros(q.From.Start())
	}
	err = s.read(ctx, func(t *tx) error {
		var kind, id, actor, behalf, what, subject string
		var position, number, at, erased int64
		into := []any{&position, &kind, &id, &number, &at, &actor, &behalf, &what, &subject, &erased}
		err := t.each("ledger", query, append(args, q.Limit), into, func() error {
			if at < first-unordered.Microseconds() {
				return errEnough
			}
			if at < first {
				return nil
			}
			rows = append(rows, view.LedgerRow{
				Position: position, Stream: domain.Stream{Kind: domain.StreamKind(kind), ID: id}, Number: number, At: moment(at),
				Actor: person.ID(actor), OnBehalfOf: person.ID(behalf), Kind: what, Subject: subject, Erased: erased != 0,
			})
			return nil
		})
		if errors.Is(err, errEnough) {
			return nil
		}
		return err
	})
	return rows, err
}

func ledgerConditions(q view.LedgerQuery) (string, []any) {
	var where []string
	var args []any
	and := func(condition string, values ...any) {
		where, args = append(where, condition), append(args, values...)
	}
	if q.Before > 0 {
		and("e.position < ?", q.Before)
	}
	if q.Municipality != "" {
		// A journey's id begins with the code and a full stop; "/" is the character after that.
		and("(e.stream_kind = ? AND e.stream_id >= ? AND e.stream_id < ? OR e.stream_kind = ? AND e.stream_id = ?)",
			string(journey.StreamKind), string(q.Municipality)+".", string(q.Municipality)+"/", string(roster.ConsultancyKind), string(q.Municipality))
	}
	if q.Person != "" {
		and("(e.actor = ? OR e.on_behalf_of = ? OR e.stream_kind = ? AND e.stream_id = ?)",
			string(q.Person), string(q.Person), string(roster.Kind), string(q.Person))
	}
	if q.Kind != "" {
		and("e.stream_kind = ?", string(q.Kind))
	}
	if len(q.Without) > 0 {
		kinds := make([]any, len(q.Without))
		for n, kind := range q.Without {
			kinds[n] = kind
		}
		and("e.kind NOT IN ("+marks(len(kinds))+")", kinds...)
	}
	if !q.To.IsZero() {
		and("e.at < ?", micros(q.To.End()))
	}
	if len(where) == 0 {
		return "", nil
	}
	return " WHERE " + strings.Join(where, " AND "), args
}

const selectDefinitionUse = "SELECT d.key, d.version, d.hash, COUNT(j.id), COALESCE(SUM(CASE WHEN j.run = ? THEN 1 ELSE 0 END), 0) " +
	"FROM definitions d LEFT JOIN journeys j ON j.definition = d.key AND j.version = d.version " +
	"GROUP BY d.key, d.version, d.hash ORDER BY d.key, d.version DESC"

// DefinitionUse lists every published version with the journeys that run on it.
func (s *Store) DefinitionUse(ctx context.Context) (all []view.DefinitionUse, err error) {
	err = s.read(ctx, func(t *tx) error {
		var key, hash string
		var version, journeys, running int64
		return t.each("definitions", selectDefinitionUse, []any{string(journey.Active)}, []any{&key, &version, &hash, &journeys, &running}, func() error {
			all = append(all, view.DefinitionUse{Key: key, Version: int(version), Hash: hash, Journeys: int(journeys), Running: int(running)})
			return nil
		})
	})
	return all, err
}

const deleteKeys = "DELETE FROM client_keys WHERE at < ?"

// ForgetKeys removes what client keys have done before a moment. A key is for a form that was sent twice or a program
// that tries again: nobody does so after that long.
func (s *Store) ForgetKeys(ctx context.Context, before time.Time) error {
	return s.again(ctx, func() error {
		return s.transaction(ctx, s.writer, driver.TxOptions{}, func(t *tx) error { return t.exec("forget keys", deleteKeys, micros(before)) })
	})
}
