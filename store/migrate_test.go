package store

import (
	"context"
	"os"
	"os/exec"
	"slices"
	"sync"
	"testing"
	"testing/fstest"

	"startklar/domain"
	"startklar/store/storetest"
)

// add is one more migration, the same on both dialects.
func add(schema fstest.MapFS, name, sql string) fstest.MapFS {
	for _, dialect := range []string{"sqlite", "postgres"} {
		schema["migrations/"+dialect+"/"+name] = &fstest.MapFile{Data: []byte("-- +goose Up\n" + sql)}
	}
	return schema
}

func tryOpen(url string, schema fstest.MapFS) (*Store, error) {
	return open(context.Background(), url, Options{ReadConnections: 1}, schema, slices.Concat(registry, counterProjections))
}

func TestAnUpgradeKeepsTheData(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		addNotes(t, url, "old")
		newer := add(withCounters(t), "00901_more.sql", "ALTER TABLE counters ADD COLUMN more TEXT NOT NULL DEFAULT 'x';\nUPDATE counters SET more = name;")
		for range 2 { // the second time there is nothing to do
			s, err := tryOpen(url, newer)
			if err != nil {
				t.Fatal(err)
			}
			report, err := storetest.Door(t, s).Verify(context.Background())
			if err != nil || report.Difference != "" || report.Events != 1 {
				t.Errorf("verify: %+v, %v", report, err)
			}
			s.Close()
		}
		var versions int
		if err := storetest.DB(t, url).QueryRow("SELECT COUNT(*) FROM goose_db_version WHERE version_id = 901").Scan(&versions); err != nil || versions != 1 {
			t.Errorf("the migration is noted %d times, %v", versions, err)
		}
	})
}

// addNotes writes one event, as another process would.
func addNotes(t *testing.T, url, note string) {
	t.Helper()
	s := openCounters(t, url)
	_, err := storetest.Door(t, s).Do(context.Background(), storetest.Request("", storetest.Add{ID: "a", By: 1, Notes: []string{note}}))
	if err != nil {
		t.Fatal(err)
	}
}

func TestADatabaseOfANewerVersionIsRefused(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		s, err := tryOpen(url, add(withCounters(t), "00999_future.sql", "CREATE TABLE future (x BIGINT);"))
		if err != nil {
			t.Fatal(err)
		}
		s.Close()
		_, err = tryOpen(url, withCounters(t))
		e := domain.AsError(err)
		if e.Code != domain.Unavailable || e.Key != "store_newer" || e.Args["version"] != int64(999) || e.Args["known"] != int64(900) {
			t.Errorf("got %v", err)
		}
	})
}

func TestAMigrationThatFailsLeavesTheDatabaseAsItWas(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		addNotes(t, url, "kept")
		broken := add(withCounters(t), "00901_broken.sql", "DELETE FROM payloads;\nINSERT INTO nowhere VALUES (1);")
		if _, err := tryOpen(url, broken); domain.AsError(err).Key != "store_unusable" {
			t.Errorf("got %v", err)
		}
		report, err := storetest.Door(t, openCounters(t, url)).Verify(context.Background())
		if err != nil || report.Difference != "" {
			t.Errorf("verify: %+v, %v", report, err)
		}
	})
}

// TestManyProcessesMayOpenANewDatabaseAtOnce runs this test again in processes of their own, in which the
// variable names the database.
func TestManyProcessesMayOpenANewDatabaseAtOnce(t *testing.T) {
	const variable = "STARTKLAR_TEST_OPEN_URL"
	if url := os.Getenv(variable); url != "" {
		openAtOnce(t, 4, url)
		return
	}
	eachDialect(t, func(t *testing.T, url string) {
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				c := exec.Command(os.Args[0], "-test.run=^TestManyProcessesMayOpenANewDatabaseAtOnce$")
				c.Env = append(os.Environ(), variable+"="+url)
				if out, err := c.CombinedOutput(); err != nil {
					t.Errorf("%s", out)
				}
			})
		}
		wg.Wait()
		migratedOnce(t, url)
	})
}

// TestManyStoresMayOpenANewDatabaseAtOnce meets at the same moment more often than processes do.
func TestManyStoresMayOpenANewDatabaseAtOnce(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		openAtOnce(t, 8, url)
		migratedOnce(t, url)
	})
}

// openAtOnce opens stores together, with migrations that would do harm if they were carried out twice.
func openAtOnce(t *testing.T, stores int, url string) {
	schema := withCounters(t)
	for _, name := range []string{"00901_a.sql", "00902_b.sql", "00903_c.sql"} {
		add(schema, name, "INSERT INTO counter_notes (counter, number, text) SELECT 'migrated', COUNT(*), '' FROM counter_notes;")
	}
	var wg sync.WaitGroup
	for range stores {
		wg.Go(func() {
			s, err := tryOpen(url, schema)
			if err != nil {
				t.Error(err)
				return
			}
			s.Close()
		})
	}
	wg.Wait()
}

func migratedOnce(t *testing.T, url string) {
	t.Helper()
	var rows int
	if err := storetest.DB(t, url).QueryRow("SELECT COUNT(*) FROM counter_notes").Scan(&rows); err != nil || rows != 3 {
		t.Errorf("three migrations added %d rows, %v", rows, err)
	}
}
