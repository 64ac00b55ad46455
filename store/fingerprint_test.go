package store

import (
	"context"
	"io/fs"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"startklar/domain"
	"startklar/store/storetest"
)

// openWith opens a store on a schema and closes it with the test.
func openWith(t *testing.T, url string, schema fstest.MapFS) *Store {
	t.Helper()
	s, err := tryOpen(url, schema)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// emptied is the schema of a newer version that makes a projected table anew.
func emptied(t *testing.T) fstest.MapFS {
	return add(withCounters(t), "00901_anew.sql", "DELETE FROM counter_notes;\nUPDATE counters SET total = 0;")
}

func TestANewVersionBringsItsProjectionsUpToDateOnce(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		ctx := context.Background()
		refreshed(t, openCounters(t, url), 0)
		addNotes(t, url, "old")
		newer := openWith(t, url, emptied(t))
		door := storetest.Door(t, newer)
		if report, err := door.Verify(ctx); err == nil && report.Difference == "" {
			t.Fatal("the migration left the rows as they were")
		}
		refreshed(t, newer, 1)
		if report, err := door.Verify(ctx); err != nil || report.Difference != "" {
			t.Errorf("verify: %+v, %v", report, err)
		}
		refreshed(t, openWith(t, url, emptied(t)), 0)
	})
}

// refreshed refreshes and says how many streams that must rebuild.
func refreshed(t *testing.T, s *Store, want int) {
	t.Helper()
	if got, err := storetest.Door(t, s).Refresh(context.Background()); err != nil || got != want {
		t.Errorf("rebuilt %d streams, %v; want %d", got, err, want)
	}
}

func TestOfManyThatStartTogetherOneRebuilds(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		addNotes(t, url, "old")
		var rebuilt atomic.Int64
		var all sync.WaitGroup
		for range 4 {
			door := storetest.Door(t, openWith(t, url, emptied(t)))
			all.Go(func() {
				streams, err := door.Refresh(context.Background())
				if err != nil {
					t.Error(err)
				}
				rebuilt.Add(int64(streams))
			})
		}
		all.Wait()
		if n := rebuilt.Load(); n != 1 {
			t.Errorf("one stream was rebuilt %d times", n)
		}
	})
}

func TestAProgramThatWasOvertakenWritesNoMore(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		old := storetest.Door(t, openCounters(t, url))
		write := storetest.Request("", storetest.Add{ID: "a", By: 1, Notes: []string{"x"}})
		if _, err := old.Refresh(context.Background()); err != nil {
			t.Fatal(err)
		}
		if _, err := old.Do(context.Background(), write); err != nil {
			t.Fatal(err)
		}
		newer := openWith(t, url, emptied(t))
		refreshed(t, newer, 1)
		if _, err := old.Do(context.Background(), write); domain.AsError(err).Key != "store_overtaken" {
			t.Errorf("the old one got %v", err)
		}
		door := storetest.Door(t, newer)
		if _, err := door.Do(context.Background(), write); err != nil {
			t.Errorf("the new one got %v", err)
		}
		if report, err := door.Verify(context.Background()); err != nil || report.Difference != "" || report.Events != 2 {
			t.Errorf("verify: %+v, %v", report, err)
		}
	})
}

func TestTheFingerprintChangesWithWhatItCovers(t *testing.T) {
	wider := piecesProjection
	wider.table = newTable("pieces", []string{"id", "key"}, []string{"text", "more"})
	seen := map[string]string{}
	for name, c := range map[string]struct {
		schema     fs.FS
		projectors []projector
	}{
		"the registry":           {migrations, registry},
		"one projection more":    {migrations, slices.Concat(registry, []projector{piecesProjection})},
		"with another column":    {migrations, slices.Concat(registry, []projector{wider})},
		"with another migration": {add(withCounters(t), "00901_more.sql", ""), registry},
	} {
		s, err := open(context.Background(), storetest.SQLite(t), Options{}, c.schema, c.projectors)
		if err != nil {
			t.Fatal(err)
		}
		s.Close()
		if other, taken := seen[s.fingerprint]; taken {
			t.Errorf("%s and %s have the same fingerprint", name, other)
		}
		seen[s.fingerprint] = name
	}
}
