package store

import (
	"context"
	"math/rand/v2"
	"time"
)

// A transaction that lost against another writer runs again at most this often. Each attempt has waited
// up to five seconds for the lock by itself.
const attempts = 6

// again runs try until it succeeds, fails for good, or has been attempted often enough. The pauses grow
// and are random, so that two losers do not meet again.
func (s *Store) again(ctx context.Context, try func() error) error {
	for n := 1; ; n++ {
		err := try()
		if err == nil || !s.dialect.transient(err) {
			return outcome(err)
		}
		if n == attempts {
			return busy(err)
		}
		select {
		case <-ctx.Done():
			return busy(ctx.Err())
		case <-time.After(rand.N(10 * time.Millisecond << n)):
		}
	}
}
