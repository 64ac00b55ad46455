package store

import (
	"context"
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"

	"startklar/domain/municipality"
	"startklar/store/storetest"
	"startklar/workflow/journal"
)

// The conformance suite's counters are projected into two tables, which a migration of the tests adds.
var counterProjections = []projector{
	projection[*storetest.Counter, counterPart]{
		stream: storetest.Kind,
		table:  newTable("counters", []string{"counter"}, []string{"name", "name_key", "total"}),
		parts:  func(c *storetest.Counter, yield func(counterPart)) { yield(counterPart{c.Name, c.Total}) },
		values: func(p counterPart) []any { return []any{p.name, municipality.SortKey(p.name), p.total} },
	},
	projection[*storetest.Counter, *storetest.Note]{
		stream: storetest.Kind,
		table:  newTable("counter_notes", []string{"counter", "number"}, []string{"text"}),
		parts: func(c *storetest.Counter, yield func(*storetest.Note)) {
			for _, n := range c.Notes {
				yield(n)
			}
		},
		key:    func(n *storetest.Note) []any { return []any{n.Number} },
		values: func(n *storetest.Note) []any { return []any{n.Text} },
	},
}

type counterPart struct {
	name  string
	total int
}

const countersSQLite = `-- +goose Up
CREATE TABLE counters (counter TEXT PRIMARY KEY, name TEXT NOT NULL, name_key BLOB NOT NULL, total INTEGER NOT NULL) STRICT;
CREATE TABLE counter_notes (counter TEXT NOT NULL, number INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (counter, number)) STRICT;
`

const countersPostgres = `-- +goose Up
CREATE TABLE counters (counter TEXT COLLATE "C" PRIMARY KEY, name TEXT NOT NULL, name_key BYTEA NOT NULL, total BIGINT NOT NULL);
CREATE TABLE counter_notes (counter TEXT COLLATE "C" NOT NULL, number BIGINT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (counter, number));
`

// withCounters is the real schema and the counters' tables after it.
func withCounters(t testing.TB) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{
		"migrations/sqlite/00900_counters.sql":   {Data: []byte(countersSQLite)},
		"migrations/postgres/00900_counters.sql": {Data: []byte(countersPostgres)},
	}
	err := fs.WalkDir(migrations, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(migrations, path)
		out[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// openCounters opens a store that knows counters and closes it with the test.
func openCounters(t testing.TB, url string) *Store {
	t.Helper()
	s, err := open(context.Background(), url, Options{ReadConnections: 4}, withCounters(t), slices.Concat(registry, counterProjections))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// dialects are the databases that every test runs on.
var dialects = map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres}

// eachDialect runs a test on a fresh database of each kind.
func eachDialect(t *testing.T, test func(t *testing.T, url string)) {
	for name, url := range dialects {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, url(t))
		})
	}
}

func TestConformance(t *testing.T) {
	for name, url := range dialects {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Run(t, storetest.Backend{
				URL:  func(t *testing.T) string { return url(t) },
				Open: func(t *testing.T, url string) journal.Store { return openCounters(t, url) },
			})
		})
	}
}
