// Package storetest holds the tests that every store must pass, whatever database it stands on: one suite,
// run on SQLite and on PostgreSQL, with a tiny subject of its own (counters). It also gives tests fresh
// databases and a way round the store, to look at rows and to tamper with them.
//
// It is imported by tests only, and does not import the store: the store's own tests hand it one.
package storetest

import (
	"context"
	"testing"

	"startklar/domain"
	"startklar/domain/person"
	"startklar/workflow/journal"
)

// Backend opens stores on one kind of database.
type Backend struct {
	// URL gives the address of a fresh, empty database that goes away with the test.
	URL func(t *testing.T) string
	// Open opens a store that projects counters (see Counter) and closes it with the test. It is called
	// several times on one URL.
	Open func(t *testing.T, url string) journal.Store
}

// Run runs the suite.
func Run(t *testing.T, b Backend) {
	for name, test := range map[string]func(*testing.T, Backend){
		"append":     testAppend,
		"keys":       testKeys,
		"snapshots":  testSnapshots,
		"projection": testProjection,
		"concurrent": testConcurrent,
		"order":      testDanishOrder,
		"erase":      testErase,
		"tamper":     testTamper,
		"files":      testFiles,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, b)
		})
	}
}

// fixture is a door on a fresh database.
type fixture struct {
	url   string
	store journal.Store
	door  *journal.Door
}

func newFixture(t *testing.T, b Backend) *fixture {
	t.Helper()
	url := b.URL(t)
	store := b.Open(t, url)
	return &fixture{url: url, store: store, door: Door(t, store)}
}

// Door opens a door for counters and closes it with the test.
func Door(t testing.TB, store journal.Store) *journal.Door {
	t.Helper()
	door, err := journal.Open(store, journal.Options{MaxBatch: 16, CacheStreams: 64}, Counters{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(door.Close)
	return door
}

// do carries out a command that must succeed.
func (f *fixture) do(t *testing.T, c journal.Command) journal.Result {
	t.Helper()
	result, err := f.door.Do(context.Background(), Request("", c))
	if err != nil {
		t.Fatalf("%s: %v", c.CommandName(), err)
	}
	return result
}

// verify returns what the door finds.
func (f *fixture) verify(t *testing.T) journal.Report {
	t.Helper()
	report, err := f.door.Verify(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// intact fails the test unless everything is as it was written.
func (f *fixture) intact(t *testing.T) journal.Report {
	t.Helper()
	report := f.verify(t)
	if report.Difference != "" {
		t.Fatalf("verify: %s", report.Difference)
	}
	return report
}

// history reads a stream as it is stored.
func (f *fixture) history(t *testing.T, stream domain.Stream) (out []journal.Recorded) {
	t.Helper()
	err := f.store.Read(context.Background(), func(r journal.Reader) error {
		return r.Events(stream, 0, func(e journal.Recorded) error { out = append(out, e); return nil })
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Request is a command from the suite's actor.
func Request(key string, c journal.Command) journal.Request {
	return journal.Request{Actor: person.SystemActor("test"), ClientKey: key, Command: c}
}
