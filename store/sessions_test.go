package store

import (
	"context"
	"testing"
	"time"

	"startklar/store/storetest"
)

func TestSessionsAreFoundUntilTheyExpireOrEnd(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		s := openCounters(t, url).Sessions()
		soon := time.Now().Add(time.Hour)
		for _, commit := range []struct {
			token, data string
			expiry      time.Time
		}{{"a", "first", soon}, {"a", "second", soon}, {"old", "x", time.Now().Add(-time.Second)}, {"ended", "x", soon}, {"empty", "", soon}} {
			if err := s.Commit(commit.token, []byte(commit.data), commit.expiry); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Delete("ended"); err != nil {
			t.Fatal(err)
		}
		if err := s.Delete("nobody's"); err != nil {
			t.Fatal(err)
		}
		for token, want := range map[string]string{"a": "second", "old": "-", "ended": "-", "nobody's": "-", "empty": ""} {
			data, found, err := s.Find(token)
			if err != nil || found == (want == "-") || found && string(data) != want {
				t.Errorf("%s: %q %v %v", token, data, found, err)
			}
		}
	})
}

func TestExpiredSessionsAreRemovedAndNoTokenIsStored(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		s := openCounters(t, url).Sessions()
		for token, life := range map[string]time.Duration{"token-that-lives": time.Hour, "token-that-ended": -time.Hour} {
			if err := s.Commit(token, []byte("x"), time.Now().Add(life)); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.DeleteExpired(context.Background()); err != nil {
			t.Fatal(err)
		}
		db := storetest.DB(t, url)
		var rows, plain int
		if err := db.QueryRow("SELECT COUNT(*) FROM sessions").Scan(&rows); err != nil || rows != 1 {
			t.Errorf("%d rows, %v", rows, err)
		}
		if err := db.QueryRow("SELECT COUNT(*) FROM sessions WHERE LENGTH(token_hash) <> 32").Scan(&plain); err != nil || plain != 0 {
			t.Errorf("%d tokens that are not hashes, %v", plain, err)
		}
	})
}
