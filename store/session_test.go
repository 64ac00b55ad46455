package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"testing"
)

// counted is how many rows a table has, as a later transaction sees it.
func counted(t *testing.T, s *Store, name string) (n int) {
	t.Helper()
	err := s.transaction(context.Background(), s.writer, driver.TxOptions{}, func(w *tx) error {
		_, err := w.one("count", "SELECT COUNT(*) FROM "+name, nil, []any{&n})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// What a transaction that did not come to its end has written is gone, and the only connection that writes is
// there for the next one: counted uses it.
func TestATransactionThatFailsIsUndoneAndLeavesTheConnectionFree(t *testing.T) {
	ours := errors.New("ours")
	const add = "INSERT INTO client_keys (actor, key, content, result, at) VALUES ('a', 'k', ?, ?, 1)"
	for name, fail := range map[string]func(*tx, context.CancelFunc) error{
		"an error": func(*tx, context.CancelFunc) error { return ours },
		"a bad statement": func(w *tx, _ context.CancelFunc) error {
			return errors.Join(w.exec("bad", "NO STATEMENT"), w.flush(w.ctx))
		},
		"a context that ends": func(w *tx, end context.CancelFunc) error {
			end()
			return errors.Join(w.exec("late", add, []byte{}, []byte{}), w.flush(w.ctx))
		},
		"undone already": func(w *tx, _ context.CancelFunc) error {
			return errors.Join(w.exec("undo", "ROLLBACK"), w.flush(w.ctx), ours)
		},
		"a connection that died": func(w *tx, _ context.CancelFunc) error {
			return w.conn.Raw(func(any) error { return driver.ErrBadConn })
		},
	} {
		t.Run(name, func(t *testing.T) {
			eachDialect(t, func(t *testing.T, url string) {
				s := openCounters(t, url)
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				err := s.transaction(ctx, s.writer, driver.TxOptions{}, func(w *tx) error {
					if err := errors.Join(w.exec("add", add, []byte{}, []byte{}), w.flush(w.ctx)); err != nil {
						return err
					}
					return fail(w, cancel)
				})
				if err == nil {
					t.Error("no error")
				}
				if n := counted(t, s, "client_keys"); n != 0 {
					t.Errorf("%d rows are left", n)
				}
			})
		})
	}
}

func TestATransactionThatPanicsIsUndone(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		s := openCounters(t, url)
		func() {
			defer func() { _ = recover() }()
			_ = s.transaction(context.Background(), s.writer, driver.TxOptions{}, func(w *tx) error {
				_ = errors.Join(w.exec("add", "DELETE FROM ledger"), w.flush(w.ctx))
				panic("in between")
			})
		}()
		if n := counted(t, s, "ledger"); n != 1 {
			t.Errorf("the ledger has %d rows", n)
		}
	})
}
