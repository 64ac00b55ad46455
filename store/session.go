package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
)

// session is a connection with a transaction on it. It begins and ends the driver's own transaction: that of
// database/sql starts a goroutine to watch the context, and waking it up takes longer than most statements. Here a
// context that ends fails the statement under way, and with it the transaction.
type session struct {
	*sql.Conn
	tx driver.Tx
}

func begin(ctx context.Context, conn *sql.Conn, options driver.TxOptions) (*session, error) {
	s := &session{Conn: conn}
	err := conn.Raw(func(c any) (err error) {
		beginner, ok := c.(driver.ConnBeginTx)
		if !ok {
			return errors.New("the driver has no transactions")
		}
		s.tx, err = beginner.BeginTx(ctx, options)
		return err
	})
	return s, err
}

// commit ends the transaction, whatever it returns.
func (s *session) commit() error {
	tx := s.tx
	s.tx = nil
	return s.Raw(func(any) error { return tx.Commit() })
}

// rollback undoes what has not been committed. A connection on which that fails is not used again.
func (s *session) rollback() {
	if s.tx == nil {
		return
	}
	_ = s.Raw(func(any) error {
		if s.tx.Rollback() != nil {
			return driver.ErrBadConn
		}
		return nil
	})
}
