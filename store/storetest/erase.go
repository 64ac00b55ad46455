package storetest

import (
	"context"
	"os"
	"strings"
	"testing"

	"startklar/workflow/journal"
)

func testErase(t *testing.T, b Backend) {
	f := newFixture(t, b)
	secret := strings.Repeat("hemmelighed", 3)
	f.do(t, Add{ID: "a", By: 1, Notes: []string{"keep", secret, "keep too"}})
	f.do(t, journal.Erase{Of: Stream("a"), Numbers: []int64{2}, Reason: "asked for"})

	t.Run("salt and content are gone, the header stays", func(t *testing.T) {
		r := f.history(t, Stream("a"))[1]
		if r.Salt != nil || r.Data != nil || r.Kind != "added" || len(r.Digest) == 0 {
			t.Errorf("%+v", r)
		}
	})
	t.Run("verify says erased, not broken", func(t *testing.T) {
		if report := f.intact(t); report.Erased != 1 {
			t.Errorf("%d erased", report.Erased)
		}
	})
	t.Run("the projection has a tombstone, live and rebuilt", func(t *testing.T) {
		query := "SELECT text FROM counter_notes ORDER BY number"
		db := DB(t, f.url)
		live := texts(t, db, query, 1)
		if _, err := f.door.Rebuild(context.Background()); err != nil {
			t.Fatal(err)
		}
		rebuilt := texts(t, db, query, 1)
		if strings.Join(live, ",") != "keep,,keep too" || strings.Join(live, ",") != strings.Join(rebuilt, ",") {
			t.Errorf("live %q, rebuilt %q", live, rebuilt)
		}
	})
	// On PostgreSQL the files are the server's, and so is their vacuum.
	if path, isFile := strings.CutPrefix(f.url, "sqlite:"); isFile {
		t.Run("nothing of it is left in the files", func(t *testing.T) {
			for _, name := range []string{path, path + "-wal"} {
				data, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				if strings.Contains(string(data), secret) {
					t.Errorf("%s still holds it", name)
				}
			}
		})
	}
}
