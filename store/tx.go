package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"

	"startklar/workflow/journal"

	"gorm.io/gorm"
)

var _ journal.Store = (*Store)(nil)

// tx is one transaction: journal.Tx on the writer, journal.Reader on a reader.
type tx struct {
	ctx   context.Context
	store *Store
	conn  *session
	sender
	// ledger is the ledger's end if this transaction has read or written it under lock.
	ledger *journal.Ledger
	// projectedBy is the fingerprint that the ledger's row had when it was read.
	projectedBy string
	erased      bool
}

// Write implements journal.Store. When another writer has got in the way, fn runs again from the start.
func (s *Store) Write(ctx context.Context, fn func(journal.Tx) error) error {
	erased := false
	err := s.again(ctx, func() error {
		return s.transaction(ctx, s.writer, driver.TxOptions{}, func(t *tx) error {
			if err := s.dialect.exclude(t); err != nil {
				return err
			}
			err := fn(t)
			erased = t.erased
			return err
		})
	})
	if err == nil && erased {
		s.scrub(ctx)
	}
	return err
}

// Read implements journal.Store.
func (s *Store) Read(ctx context.Context, fn func(journal.Reader) error) error {
	return s.read(ctx, func(t *tx) error { return fn(t) })
}

func (s *Store) read(ctx context.Context, fn func(*tx) error) error {
	return outcome(s.transaction(ctx, s.reader, s.dialect.snapshot(), fn))
}

// transaction runs fn in a transaction on a connection of the pool, and commits unless fn fails or panics.
func (s *Store) transaction(ctx context.Context, pool *gorm.DB, options driver.TxOptions, fn func(*tx) error) error {
	connected := false
	err := pool.WithContext(ctx).Connection(func(pinned *gorm.DB) error {
		connected = true
		// The journal's statements are few and hot: they go to the connection itself, past GORM's
		// builder. Both drivers keep them prepared on it.
		conn, err := begin(ctx, pinned.Statement.ConnPool.(*sql.Conn), options)
		if err != nil {
			return failed("begin", err)
		}
		defer conn.rollback()
		t := &tx{ctx: ctx, store: s, conn: conn, sender: s.dialect.sender(conn.Conn)}
		if err := fn(t); err != nil {
			return err
		}
		if err := t.flush(ctx); err != nil {
			return failed("write", err)
		}
		return s.committed(conn.commit())
	})
	if !connected {
		return failed("connect", err)
	}
	return err
}

// committed tells the errors of a commit that did not happen from those that leave it open.
func (s *Store) committed(err error) error {
	if err != nil && !s.dialect.answered(err) {
		err = errors.Join(journal.ErrUnclear, err)
	}
	return failed("commit", err)
}

// scrub removes erased contents from where the database keeps old pages. The erasure itself has been
// committed; a reader of an older snapshot may delay this until the database does it in its own time.
func (s *Store) scrub(ctx context.Context) {
	if statement := s.dialect.scrub(); statement != "" {
		s.writer.WithContext(ctx).Exec(statement)
	}
}

// exec runs a statement.
func (t *tx) exec(doing, statement string, args ...any) error {
	return failed(doing, t.send(t.ctx, t.store.dialect.bind(statement), args))
}

// each scans every row into the destinations and calls yield after each. Its error ends the walk and is
// returned as it is. No other statement may run in the transaction meanwhile.
func (t *tx) each(doing, query string, args, into []any, yield func() error) error {
	if err := t.flush(t.ctx); err != nil {
		return failed("write", err)
	}
	rows, err := t.conn.QueryContext(t.ctx, t.store.dialect.bind(query), args...)
	if err != nil {
		return failed(doing, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return failed(doing, err)
		}
		if err := yield(); err != nil {
			return err
		}
	}
	return failed(doing, rows.Err())
}

// one scans the only row, and tells whether there is one.
func (t *tx) one(doing, query string, args, into []any) (found bool, err error) {
	err = t.each(doing, query, args, into, func() error { found = true; return nil })
	return found, err
}
