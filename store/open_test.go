package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"startklar/domain"
	"startklar/store/storetest"
	"startklar/workflow/journal"
)

func TestAStoreThatCannotBeUsedIsUnavailable(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text")
	if err := os.WriteFile(text, []byte(strings.Repeat("not a database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ url, key string }{
		"no scheme":            {"store.db", "store_url"},
		"another database":     {"mysql://u:geheim@h/d", "store_url"},
		"no path":              {"sqlite:", "store_url"},
		"memory":               {"sqlite::memory:", "store_url"},
		"a malformed address":  {"postgres://u:geheim@h:port/d", "store_url"},
		"a directory":          {"sqlite:" + dir, "store_unusable"},
		"another kind of file": {"sqlite:" + text, "store_unusable"},
		"below a file":         {"sqlite:" + text + "/store.db", "store_unusable"},
		"nobody listens":       {"postgres://u:geheim@127.0.0.1:1/d", "store_unusable"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Open(context.Background(), c.url, Options{})
			if s != nil || domain.CodeOf(err) != domain.Unavailable || domain.AsError(err).Key != c.key {
				t.Errorf("store %v, error %v", s, err)
			}
			if strings.Contains(err.Error(), "geheim") {
				t.Errorf("the error repeats the password: %v", err)
			}
		})
	}
}

func TestOpenCreatesTheDirectoryAndFindsTheFileAgain(t *testing.T) {
	t.Chdir(t.TempDir())
	for range 2 { // the second time with everything in place
		s, err := Open(context.Background(), "sqlite:new/with ?#% æøå/store.db", Options{})
		if err != nil {
			t.Fatal(err)
		}
		s.Close()
	}
	if _, err := os.Stat("new/with ?#% æøå/store.db"); err != nil {
		t.Error(err)
	}
}

func TestWriteWaitsForAnotherProcessAndIsRunAgain(t *testing.T) {
	url := storetest.SQLite(t)
	s := openCounters(t, url)
	if err := s.writer.Exec("PRAGMA busy_timeout = 1").Error; err != nil {
		t.Fatal(err)
	}
	other := storetest.DB(t, url)
	if _, err := other.Exec("BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(30*time.Millisecond, func() { _, _ = other.Exec("ROLLBACK") })
	if err := s.Write(context.Background(), func(journal.Tx) error { return nil }); err != nil {
		t.Error(err)
	}
}

func TestWriteGivesUpAsBusy(t *testing.T) {
	url := storetest.SQLite(t)
	s := openCounters(t, url)
	if err := s.writer.Exec("PRAGMA busy_timeout = 1").Error; err != nil {
		t.Fatal(err)
	}
	if _, err := storetest.DB(t, url).Exec("BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	err := s.Write(context.Background(), func(journal.Tx) error { return nil })
	if e := domain.AsError(err); e.Code != domain.Unavailable || e.Key != "store_busy" {
		t.Errorf("got %v", err)
	}
}

func TestAWriteThatLostAgainstAnotherIsRunAgain(t *testing.T) {
	s := openCounters(t, storetest.Postgres(t))
	runs := 0
	err := s.Write(context.Background(), func(w journal.Tx) error {
		if runs++; runs == 1 {
			return w.(*tx).exec("lose", "DO $$ BEGIN RAISE SQLSTATE '40001'; END $$")
		}
		return nil
	})
	if err != nil || runs != 2 {
		t.Errorf("%d runs, %v", runs, err)
	}
}

func TestAStoreThatFailsUnderwayIsUnavailable(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		s := openCounters(t, url)
		s.Close()
		for name, err := range map[string]error{
			"write": s.Write(context.Background(), func(journal.Tx) error { return nil }),
			"read":  s.Read(context.Background(), func(journal.Reader) error { return nil }),
		} {
			if domain.CodeOf(err) != domain.Unavailable {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestTheErrorOfTheCallerComesBackAsItIs(t *testing.T) {
	s := openCounters(t, storetest.SQLite(t))
	want := errors.New("mine")
	if err := s.Read(context.Background(), func(journal.Reader) error { return want }); !errors.Is(err, want) || domain.CodeOf(err) != domain.Internal {
		t.Errorf("got %v", err)
	}
}

func TestAStoreComesBackWhenTheServerDroppedItsConnections(t *testing.T) {
	url := storetest.Postgres(t)
	s := openCounters(t, url)
	nothing := func(w journal.Tx) error { return w.SetLedger(journal.Ledger{Position: 1}) }
	if err := s.Write(context.Background(), nothing); err != nil {
		t.Fatal(err)
	}
	_, err := storetest.DB(t, url).Exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity " +
		"WHERE datname = current_database() AND pid <> pg_backend_pid()")
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(50 * time.Millisecond)
	for range 2 {
		err = s.Write(context.Background(), nothing)
	}
	if err != nil {
		t.Errorf("write: %v", err)
	}
	for range 5 {
		err = s.Read(context.Background(), func(r journal.Reader) error { _, err := r.Ledger(); return err })
	}
	if err != nil {
		t.Errorf("read: %v", err)
	}
}
