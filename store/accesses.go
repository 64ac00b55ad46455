package store

import (
	"context"
	"database/sql/driver"
	"sync"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
)

// accessLog gathers the accesses that wait while others are being kept, so that many looks at once share one commit.
type accessLog struct {
	mu      sync.Mutex
	waiting []*keptAccesses
	// turn is held by whoever keeps.
	turn sync.Mutex
}

// keptAccesses are those of one look.
type keptAccesses struct {
	accesses []view.Access
	kept     bool
	err      error
}

const (
	insertAccess = "INSERT INTO accesses (at, actor, on_behalf_of, municipality, what, from_month, to_month, as_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
	selectAccess = "SELECT number, at, actor, on_behalf_of, municipality, what, from_month, to_month, as_of FROM accesses"
	deleteAccess = "DELETE FROM accesses WHERE at < ?"
)

// KeepAccesses adds to the log of accesses and returns when they are on disk. Accesses that come while others are
// being kept wait together and share the next commit. It is Unavailable if they cannot be kept: then nothing may be
// shown.
func (s *Store) KeepAccesses(ctx context.Context, accesses []view.Access) error {
	mine := &keptAccesses{accesses: accesses}
	log := &s.accesses
	log.mu.Lock()
	log.waiting = append(log.waiting, mine)
	log.mu.Unlock()

	log.turn.Lock()
	defer log.turn.Unlock()
	if mine.kept {
		return mine.err
	}
	log.mu.Lock()
	batch := log.waiting
	log.waiting = nil
	log.mu.Unlock()
	// Others wait for this commit too: the end of one's own request must not end it.
	err := s.keepAccesses(context.WithoutCancel(ctx), batch)
	for _, k := range batch {
		k.kept, k.err = true, err
	}
	return err
}

func (s *Store) keepAccesses(ctx context.Context, batch []*keptAccesses) error {
	return s.again(ctx, func() error {
		return s.transaction(ctx, s.writer, driver.TxOptions{}, func(t *tx) error {
			for _, k := range batch {
				for _, a := range k.accesses {
					err := t.exec("keep access", insertAccess, micros(a.At), string(a.Actor), string(a.OnBehalfOf), string(a.Municipality),
						a.What, a.From.String(), a.To.String(), micros(a.AsOf))
					if err != nil {
						return err
					}
				}
			}
			return nil
		})
	})
}

// ForgetAccesses removes the accesses before a moment.
func (s *Store) ForgetAccesses(ctx context.Context, before time.Time) error {
	return s.again(ctx, func() error {
		return s.transaction(ctx, s.writer, driver.TxOptions{}, func(t *tx) error { return t.exec("forget accesses", deleteAccess, micros(before)) })
	})
}

// Accesses lists accesses, the newest first.
func (s *Store) Accesses(ctx context.Context, q view.LogQuery) (all []view.Access, err error) {
	b := accessConditions(q)
	err = s.read(ctx, func(t *tx) error {
		var actor, behalf, code, from, to string
		var at, asOf int64
		var a view.Access
		into := []any{&a.Number, &at, &actor, &behalf, &code, &a.What, &from, &to, &asOf}
		query := selectAccess + b.filter() + " ORDER BY number DESC LIMIT ?"
		return t.each("accesses", query, append(b.args, q.Limit), into, func() (err error) {
			a.At, a.AsOf = moment(at), moment(asOf)
			a.Actor, a.OnBehalfOf, a.Municipality = person.ID(actor), person.ID(behalf), municipality.Code(code)
			if a.From, err = openMonth(from); err != nil {
				return err
			}
			if a.To, err = openMonth(to); err != nil {
				return err
			}
			all = append(all, a)
			return nil
		})
	})
	return all, err
}

// openMonth reads a month, or an open end.
func openMonth(text string) (calendar.Month, error) {
	if text == "" {
		return calendar.Month{}, nil
	}
	m, err := calendar.ParseMonth(text)
	return m, failed("month", err)
}

func accessConditions(q view.LogQuery) *overviewQuery {
	b := &overviewQuery{}
	if q.Municipality != "" {
		b.and("(municipality = ? OR municipality = '')", string(q.Municipality))
	}
	if q.Person != "" {
		b.and("(actor = ? OR on_behalf_of = ?)", string(q.Person), string(q.Person))
	}
	if q.Before > 0 {
		b.and("number < ?", q.Before)
	}
	if !q.From.IsZero() {
		b.and("at >= ?", micros(q.From.Start()))
	}
	if !q.To.IsZero() {
		b.and("at < ?", micros(q.To.End()))
	}
	return b
}

const selectDelivered = "SELECT COUNT(*), COALESCE(MAX(known_from), 0) FROM deliveries"

// DeliveredSoFar tells how many deliveries there are and when the last one came: what is read of figures holds as
// long as that does.
func (s *Store) DeliveredSoFar(ctx context.Context) (d view.DeliveredSoFar, err error) {
	err = s.read(ctx, func(t *tx) error {
		var count, last int64
		_, err := t.one("deliveries", selectDelivered, nil, []any{&count, &last})
		d = view.DeliveredSoFar{Count: int(count), Last: moment(last)}
		return err
	})
	return d, err
}
