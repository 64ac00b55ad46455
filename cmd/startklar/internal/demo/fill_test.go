package demo_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/demo"
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/workflow"

	"github.com/google/go-cmp/cmp"
)

// end is a Friday afternoon on which most tests' demo ends.
var end = time.Date(2026, time.November, 20, 14, 0, 0, 0, time.UTC)

const definitionKey = "flere-skal-med-2"

// opened opens a new SQLite store on the demo's clock.
func opened(t testing.TB, clock *demo.Clock) (*app.App, *workflow.Definition) {
	t.Helper()
	a, err := app.Open(t.Context(), app.Options{
		URL: "sqlite:" + filepath.Join(t.TempDir(), "demo.db"), Expect: app.Empty, Clock: clock.Now,
		MaxBatch: 128, CacheStreams: 1024, ReadConnections: 4,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	def, err := a.Newest(t.Context(), definitionKey)
	if err != nil {
		t.Fatal(err)
	}
	return a, def
}

func TestFillsAStore(t *testing.T) {
	clock := demo.NewClock(end)
	a, def := opened(t, clock)
	start, commands := time.Now(), 0
	if err := demo.Fill(t.Context(), a.Door, a.Intake, clock, def, func(_, total int) { commands = total }); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d commands in %s", commands, time.Since(start).Round(time.Millisecond))

	report, err := a.Door.Verify(t.Context())
	if err != nil || report.Difference != "" || report.Erased != 1 { // a story of which a consent was withdrawn
		t.Errorf("verify: %+v, %v", report, err)
	}
	ids, err := a.Store.JourneyIDs(t.Context())
	if err != nil || len(ids) != 98 {
		t.Errorf("%d journeys, want 98 (%v)", len(ids), err)
	}
	people, err := a.Desk.People(t.Context())
	if want := 2*98 + 2 + 5 + 1 + 1; err != nil || len(people) != want {
		t.Errorf("%d people, want %d (%v)", len(people), want, err)
	}
	t.Run("deliveries", func(t *testing.T) { delivered(t, a) })
}

func BenchmarkFill(b *testing.B) {
	for b.Loop() {
		clock := demo.NewClock(end)
		a, def := opened(b, clock)
		if err := demo.Fill(b.Context(), a.Door, a.Intake, clock, def, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func TestProgressCountsEveryCommand(t *testing.T) {
	def, clock := definition(t), demo.NewClock(end)
	last, all := 0, 0
	err := demo.Fill(t.Context(), newMemory(def, clock), nil, clock, def, func(done, total int) {
		if done <= last || done > total || all != 0 && total != all {
			t.Fatalf("progress %d of %d after %d of %d", done, total, last, all)
		}
		last, all = done, total
	})
	if err != nil || last != all {
		t.Errorf("ended at %d of %d: %v", last, all, err)
	}
}

func TestTwoFillsAreAlike(t *testing.T) {
	first, second := lived(t, end), lived(t, end)
	if diff := cmp.Diff(first.events(), second.events()); diff != "" {
		t.Errorf("two fills differ:\n%s", diff)
	}
}

func TestClockRunsFromTheFirstDayToTheEnd(t *testing.T) {
	def, clock := definition(t), demo.NewClock(end)
	begun := clock.Now()
	if !begun.Before(end.AddDate(-2, 0, 0)) {
		t.Errorf("the clock begins at %s", begun)
	}
	m := newMemory(def, clock)
	if err := demo.Fill(t.Context(), m, nil, clock, def, nil); err != nil {
		t.Fatal(err)
	}
	if !clock.Now().Equal(end) {
		t.Errorf("the clock ends at %s, want %s", clock.Now(), end)
	}
	for id, events := range m.events() {
		for _, e := range events {
			if e.At.Before(begun) || e.At.After(end) {
				t.Errorf("%s number %d lies at %s", id, e.Number, e.At)
			}
		}
	}
}

func TestUsedStoreIsRefused(t *testing.T) {
	def, clock := definition(t), demo.NewClock(end)
	m := newMemory(def, clock)
	if err := demo.Fill(t.Context(), m, nil, clock, def, nil); err != nil {
		t.Fatal(err)
	}
	again := demo.NewClock(end)
	m.clock = again
	if err := demo.Fill(t.Context(), m, nil, again, def, nil); domain.CodeOf(err) != domain.Conflict {
		t.Errorf("a second fill gave %v", err)
	}
}

func TestInterruptedFillEnds(t *testing.T) {
	def, clock := definition(t), demo.NewClock(end)
	ctx, cancel := context.WithCancel(t.Context())
	err := demo.Fill(ctx, newMemory(def, clock), nil, clock, def, func(done, _ int) {
		if done > 1000 {
			cancel()
		}
	})
	if domain.CodeOf(err) != domain.Unavailable {
		t.Errorf("an interrupted fill gave %v", err)
	}
}

func TestDefinitionThatDoesNotFitIsNamed(t *testing.T) {
	text := string(definition(t).Source)
	for _, c := range []struct {
		name, old, new string
		want           []string
	}{
		{
			"a question with another id", "- id: B.4\n", "- id: B.40\n",
			[]string{"no text for readiness/B.40", "a text for readiness/B.4,"},
		},
		{
			"a field with another id", "- id: strategy_cv\n", "- id: strategy_resume\n",
			[]string{"no text for plan/strategy_resume", "a text for plan/strategy_cv,"},
		},
		{
			"an item with another id", "- id: monthly_round\n", "- id: weekly_round\n",
			[]string{`item "monthly_round" is not in the definition`},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			changed := strings.Replace(text, c.old, c.new, 1)
			if changed == text {
				t.Fatalf("the definition has no %q", c.old)
			}
			def, err := workflow.Parse("changed.yaml", []byte(changed))
			if err != nil {
				t.Fatal(err)
			}
			clock := demo.NewClock(end)
			m := newMemory(def, clock)
			papers := len(m.streams)
			err = demo.Fill(t.Context(), m, nil, clock, def, nil)
			if err == nil || len(m.streams) > papers {
				t.Fatalf("error %v, %d streams", err, len(m.streams))
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%v does not say %q", err, want)
				}
			}
		})
	}
}

func TestPeopleAreRoleAndPlace(t *testing.T) {
	m := lived(t, end)
	names := map[string]bool{}
	assigned := 0
	for id, s := range m.streams {
		if id.Kind != roster.Kind {
			continue
		}
		p := s.state.(roster.Person)
		if names[p.Name] {
			t.Errorf("two people are called %q", p.Name)
		}
		names[p.Name] = true
		if !roleAndPlace.MatchString(p.Name) {
			t.Errorf("%q is not a role and a place", p.Name)
		}
		if p.Active() && p.Role == person.ProcessConsultant {
			assigned += len(p.Municipalities)
			if n := len(p.Municipalities); n < 18 || n > 22 {
				t.Errorf("%s has %d municipalities", p.Name, n)
			}
		}
	}
	for _, want := range []string{"Leder i Aalborg", "Projektleder i Aalborg", "Leder på Bornholm", "Medarbejder 1 i STAR", "Systemadministrator"} {
		if !names[want] {
			t.Errorf("nobody is called %q", want)
		}
	}
	if assigned != 98 {
		t.Errorf("the consultants have %d municipalities, want 98", assigned)
	}
}

// lived fills a memory.
func lived(t testing.TB, until time.Time) *memory {
	t.Helper()
	def, clock := definition(t), demo.NewClock(until)
	m := newMemory(def, clock)
	if err := demo.Fill(t.Context(), m, nil, clock, def, nil); err != nil {
		t.Fatal(err)
	}
	return m
}

// journeys lists the journeys' states by municipality.
func (m *memory) journeys() map[string]workflow.State {
	all := map[string]workflow.State{}
	for id, s := range m.streams {
		if id.Kind == journey.StreamKind {
			all[id.ID[:4]] = s.state.(workflow.State)
		}
	}
	return all
}

func (m *memory) events() map[string][]domain.Event {
	all := map[string][]domain.Event{}
	for id, s := range m.streams {
		all[id.String()] = s.events
	}
	return all
}
