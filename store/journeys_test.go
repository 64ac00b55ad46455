package store

import (
	"os"
	"path/filepath"
	"testing"

	"startklar/store/storetest"
	"startklar/workflow"
	"startklar/workflow/journal"
)

// definitions are the ones that come with the program.
func definitions(t testing.TB) (all []*workflow.Definition) {
	t.Helper()
	names, err := filepath.Glob("../templates/journeys/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no definitions: %v", err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		def, err := workflow.Parse(name, text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, def)
	}
	return all
}

func TestJourneysAreReadAsTheirHistoryGivesThem(t *testing.T) {
	commands := map[string]int{"sqlite": 500, "postgres": 100}
	for name, url := range dialects {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.RunJourneys(t, storetest.Backend{
				URL:  func(t *testing.T) string { return url(t) },
				Open: func(t *testing.T, url string) journal.Store { return openCounters(t, url) },
			}, commands[name], definitions(t)...)
		})
	}
}
