package app_test

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/store/storetest"
	"startklar/workflow"
	"startklar/workflow/journal"
)

var system = person.SystemActor("test")

const pilot = `definition: pilot
version: 1
title: Pilot
stages: [{id: only, title: Alt, items: [{id: one, kind: task, title: Et, role: MunicipalLeader}]}]
`

// open opens a store until the test ends.
func open(t *testing.T, o app.Options) *app.App {
	t.Helper()
	a, err := app.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	return a
}

// visit opens a store and closes it again.
func visit(t *testing.T, o app.Options) {
	t.Helper()
	a, err := app.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	a.Close()
}

func store(t *testing.T) (url, path string) {
	path = filepath.Join(t.TempDir(), "store.db")
	return "sqlite:" + path, path
}

func write(t *testing.T, text string) (name string) {
	t.Helper()
	name = filepath.Join(t.TempDir(), "pilot.yaml")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// events counts what a definition's history holds.
func events(t *testing.T, a *app.App, key string) int64 {
	t.Helper()
	_, n, err := a.Door.State(context.Background(), domain.Stream{Kind: workflow.DefinitionKind, ID: key}, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestOpenPublishesEachDefinitionOnce(t *testing.T) {
	url, _ := store(t)
	for range 2 {
		a, err := app.Open(context.Background(), app.Options{URL: url, Definitions: []string{write(t, pilot)}})
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"flere-skal-med-2", "ny-kollega", "pilot"} {
			if d, err := a.Newest(context.Background(), key); err != nil || d.Key != key {
				t.Errorf("newest %s: %v", key, err)
			}
			if n := events(t, a, key); n != 1 {
				t.Errorf("%s has %d events", key, n)
			}
		}
		a.Close()
	}
}

func TestOpenRefusesAChangedDefinition(t *testing.T) {
	url, _ := store(t)
	visit(t, app.Options{URL: url, Definitions: []string{write(t, pilot)}})
	changed := write(t, strings.Replace(pilot, "Et", "To", 1))
	_, err := app.Open(context.Background(), app.Options{URL: url, Definitions: []string{changed}})
	if domain.CodeOf(err) != domain.Unavailable || !strings.Contains(err.Error(), "version 1 of pilot") {
		t.Errorf("got %v", err)
	}
}

func TestOpenRefusesAFileThatIsNoDefinition(t *testing.T) {
	url, _ := store(t)
	for _, name := range []string{write(t, "title: Pilot"), "nowhere.yaml"} {
		_, err := app.Open(context.Background(), app.Options{URL: url, Definitions: []string{name}})
		if domain.CodeOf(err) != domain.Invalid || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestNewestIsTheHighestVersion(t *testing.T) {
	url, _ := store(t)
	next := write(t, strings.Replace(pilot, "version: 1", "version: 12", 1))
	a := open(t, app.Options{URL: url, Definitions: []string{next, write(t, pilot)}})
	if d, err := a.Newest(context.Background(), "pilot"); err != nil || d.Version != 12 {
		t.Errorf("got %v, %v", d, err)
	}
	if _, err := a.Newest(context.Background(), "nowhere"); domain.CodeOf(err) != domain.NotFound {
		t.Errorf("an unknown definition gives %v", err)
	}
}

func TestExistingMakesNothing(t *testing.T) {
	url, path := store(t)
	_, err := app.Open(context.Background(), app.Options{URL: url, Expect: app.Existing})
	if domain.CodeOf(err) != domain.Unavailable {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("the store was made: %v", err)
	}
	visit(t, app.Options{URL: url})
	a := open(t, app.Options{URL: url, Expect: app.Existing, Definitions: []string{write(t, pilot)}})
	if n := events(t, a, "pilot"); n != 0 {
		t.Error("a definition was published")
	}
}

func TestEmptyRefusesAUsedStore(t *testing.T) {
	url, _ := store(t)
	visit(t, app.Options{URL: url, Expect: app.Empty})
	if _, err := app.Open(context.Background(), app.Options{URL: url, Expect: app.Empty}); domain.CodeOf(err) != domain.Conflict {
		t.Errorf("got %v", err)
	}
}

// startJourney starts Copenhagen's first journey.
func startJourney(t *testing.T, a *app.App, d *workflow.Definition) journal.Result {
	t.Helper()
	result, err := a.Desk.Do(t.Context(), system, "", workflow.StartJourney{
		Target: workflow.Target{Journey: journey.NewID("0101", d.Key, 1)}, Definition: d.Key, Version: d.Version, Hash: d.Hash,
		StartedOn: calendar.NewDate(2026, time.January, 5),
	})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func TestCommandsAreDatedByTheClockAndReadBack(t *testing.T) {
	url, _ := store(t)
	at := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	a := open(t, app.Options{URL: url, Clock: func() time.Time { return at }})
	ctx := context.Background()
	d, err := a.Newest(ctx, "flere-skal-med-2")
	if err != nil {
		t.Fatal(err)
	}
	result := startJourney(t, a, d)
	if !result.At.Equal(at) {
		t.Fatalf("got %v", result)
	}
	now, err := a.Desk.Journey(ctx, system, journey.NewID("0101", d.Key, 1))
	if err != nil || now.Number != result.Number || now.Def != d {
		t.Errorf("read model: %v, %v", now.Number, err)
	}
	overview, err := a.Desk.Overview(ctx, system, view.OverviewQuery{})
	if err != nil || overview.Matching != 1 {
		t.Errorf("overview: %v, %v", overview, err)
	}
	if report, err := a.Door.Verify(ctx); err != nil || report.Difference != "" {
		t.Errorf("verify: %v, %v", report, err)
	}
}

// A store of an earlier version has rows of other projections, and where new tables are, none.
func TestAnEarlierStoreIsBroughtUpToDateAtTheFirstOpening(t *testing.T) {
	url, _ := store(t)
	first := open(t, app.Options{URL: url})
	d, err := first.Newest(t.Context(), "flere-skal-med-2")
	if err != nil {
		t.Fatal(err)
	}
	startJourney(t, first, d)
	first.Close()
	db := storetest.DB(t, url)
	for _, statement := range []string{
		"UPDATE ledger SET projected_by = 'earlier'", "DELETE FROM definitions", "DELETE FROM journeys",
		"DELETE FROM journey_items", "UPDATE journey_stages SET total = 7",
	} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	for opening, rebuilds := range []int{1, 0} {
		var log bytes.Buffer
		a := open(t, app.Options{URL: url, Expect: app.Existing, Log: slog.New(slog.NewTextHandler(&log, nil))})
		if n := strings.Count(log.String(), "projections rebuilt"); n != rebuilds {
			t.Errorf("opening %d: %d rebuilds, log %q", opening+1, n, log.String())
		}
		if report, err := a.Door.Verify(t.Context()); err != nil || report.Difference != "" {
			t.Errorf("opening %d: verify: %v, %v", opening+1, report, err)
		}
		a.Close()
	}
}
