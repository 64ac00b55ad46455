package app_test

import (
	"context"
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
	"startklar/workflow"
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

func TestCommandsAreDatedByTheClockAndReadBack(t *testing.T) {
	url, _ := store(t)
	at := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	a := open(t, app.Options{URL: url, Clock: func() time.Time { return at }})
	ctx := context.Background()
	d, err := a.Newest(ctx, "flere-skal-med-2")
	if err != nil {
		t.Fatal(err)
	}
	id := journey.NewID("0101", d.Key, 1)
	result, err := a.Desk.Do(ctx, system, "", workflow.StartJourney{
		Target: workflow.Target{Journey: id}, Definition: d.Key, Version: d.Version, Hash: d.Hash,
		StartedOn: calendar.DateOf(at),
	})
	if err != nil || !result.At.Equal(at) {
		t.Fatalf("got %v, %v", result, err)
	}
	now, err := a.Desk.Journey(ctx, system, id)
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
