package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"slices"
	"testing"

	"startklar/store/storetest"

	"gorm.io/gorm"
)

// What every connection must run with. Only this shows that an acknowledged write survives a power cut: no
// killed process can.
var sessions = []struct {
	dialect string
	pool    func(*Store) *gorm.DB
	want    map[string]string
}{
	{"sqlite", writing, map[string]string{
		"PRAGMA journal_mode": "wal", "PRAGMA synchronous": "2", "PRAGMA busy_timeout": "5000",
		"PRAGMA foreign_keys": "1", "PRAGMA secure_delete": "1", "PRAGMA query_only": "0", "PRAGMA wal_autocheckpoint": "4000",
	}},
	{"sqlite", reading, map[string]string{
		"PRAGMA journal_mode": "wal", "PRAGMA synchronous": "2", "PRAGMA busy_timeout": "5000",
		"PRAGMA foreign_keys": "1", "PRAGMA query_only": "1",
	}},
	{"postgres", writing, map[string]string{
		"SHOW synchronous_commit": "on", "SHOW lock_timeout": "5s", "SHOW default_transaction_read_only": "off",
		"SHOW idle_in_transaction_session_timeout": "1min",
	}},
	{"postgres", reading, map[string]string{"SHOW synchronous_commit": "on", "SHOW default_transaction_read_only": "on"}},
}

func writing(s *Store) *gorm.DB { return s.writer }
func reading(s *Store) *gorm.DB { return s.reader }

func TestEveryConnectionHasItsSettings(t *testing.T) {
	for _, c := range sessions {
		t.Run(c.dialect, func(t *testing.T) {
			s := openCounters(t, dialects[c.dialect](t))
			pool, err := c.pool(s).DB()
			if err != nil {
				t.Fatal(err)
			}
			for range 2 {
				conns := allConnections(t, pool)
				for i, conn := range conns {
					for query, want := range c.want {
						checkSetting(t, conn, i, query, want)
					}
				}
				dropConnections(t, conns)
			}
		})
	}
}

// allConnections takes as many as the pool ever gives, so that each is another one.
func allConnections(t *testing.T, pool *sql.DB) []*sql.Conn {
	t.Helper()
	var conns []*sql.Conn
	for range pool.Stats().MaxOpenConnections {
		conn, err := pool.Conn(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		conns = append(conns, conn)
	}
	return conns
}

func checkSetting(t *testing.T, conn *sql.Conn, number int, query, want string) {
	t.Helper()
	var got string
	if err := conn.QueryRowContext(context.Background(), query).Scan(&got); err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("connection %d: %s is %s, want %s", number, query, got, want)
	}
}

// dropConnections makes the pool throw its connections away: the next ones are opened later.
func dropConnections(t *testing.T, conns []*sql.Conn) {
	t.Helper()
	for _, conn := range conns {
		if err := conn.Raw(func(any) error { return driver.ErrBadConn }); !errors.Is(err, driver.ErrBadConn) {
			t.Fatal(err)
		}
		conn.Close()
	}
}

func TestTheReadingPoolHasTheConnectionsAskedForAndTheWriterOne(t *testing.T) {
	s := openCounters(t, storetest.SQLite(t))
	var got []int
	for _, pool := range []*gorm.DB{s.writer, s.reader} {
		conns, err := pool.DB()
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, conns.Stats().MaxOpenConnections)
	}
	if !slices.Equal(got, []int{1, 4}) {
		t.Errorf("got %v", got)
	}
}

func TestAReaderCannotWrite(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		s := openCounters(t, url)
		err := s.transaction(context.Background(), s.reader, s.dialect.snapshot(), func(r *tx) error {
			return errors.Join(r.exec("write", "DELETE FROM events"), r.flush(r.ctx))
		})
		if err == nil {
			t.Error("it could")
		}
	})
}

func TestAWriterExcludesOthersFromItsBeginning(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		first, second := openCounters(t, url), openCounters(t, url)
		var order []string
		began, done := make(chan bool), make(chan error)
		go func() {
			<-began
			done <- second.transaction(context.Background(), second.writer, driver.TxOptions{}, func(r *tx) error {
				err := second.dialect.exclude(r)
				order = append(order, "second")
				return err
			})
		}()
		err := first.transaction(context.Background(), first.writer, driver.TxOptions{}, func(r *tx) error {
			err := first.dialect.exclude(r)
			close(began)
			for n := range 200 { // long enough for the second to get in, if it could
				if _, err := r.one("wait", "SELECT ? + 0", []any{n}, []any{new(int)}); err != nil {
					return fmt.Errorf("wait: %w", err)
				}
			}
			order = append(order, "first")
			return err
		})
		if err := errors.Join(err, <-done); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(order, []string{"first", "second"}) {
			t.Errorf("order %v", order)
		}
	})
}
