package store

import (
	"context"
	"crypto/sha256"
	"database/sql/driver"
	"time"

	"github.com/alexedwards/scs/v2"
)

// Sessions keeps who is signed in. It is technical state, outside the journal: nobody's history. A token
// is stored as its SHA-256, so that whoever reads the table can sign in as nobody.
type Sessions struct{ store *Store }

var _ scs.CtxStore = Sessions{}

// Sessions are kept beside everything else.
func (s *Store) Sessions() Sessions { return Sessions{s} }

const (
	selectSession = "SELECT data FROM sessions WHERE token_hash = ? AND expires_at > ?"
	upsertSession = "INSERT INTO sessions (token_hash, data, expires_at) VALUES (?, ?, ?) " +
		"ON CONFLICT (token_hash) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at"
	deleteSession  = "DELETE FROM sessions WHERE token_hash = ?"
	deleteSessions = "DELETE FROM sessions WHERE expires_at <= ?"
)

// FindCtx returns a session's data, unless it has expired.
func (s Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	err = s.store.read(ctx, func(t *tx) error {
		found, err = t.one("session", selectSession, []any{hashed(token), time.Now().UnixMicro()}, []any{&data})
		return err
	})
	return data, found, err
}

// CommitCtx stores a session's data until it expires.
func (s Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	return s.write(ctx, upsertSession, hashed(token), bytesOf(data), expiry.UnixMicro())
}

// DeleteCtx removes a session, if there is one.
func (s Sessions) DeleteCtx(ctx context.Context, token string) error {
	return s.write(ctx, deleteSession, hashed(token))
}

// DeleteExpired removes the sessions that have ended by themselves.
func (s Sessions) DeleteExpired(ctx context.Context) error {
	return s.write(ctx, deleteSessions, time.Now().UnixMicro())
}

// Find implements scs.Store.
func (s Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit implements scs.Store.
func (s Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete implements scs.Store.
func (s Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }

// write runs one statement in a small transaction. It does not lock the ledger: on PostgreSQL it passes by
// the journal's writers.
func (s Sessions) write(ctx context.Context, statement string, args ...any) error {
	return s.store.again(ctx, func() error {
		return s.store.transaction(ctx, s.store.writer, driver.TxOptions{}, func(t *tx) error {
			return t.exec("session", statement, args...)
		})
	})
}

func hashed(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}
