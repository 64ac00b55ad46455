// Package webtest is the product for tests of its pages: on a store of its own, with a person of every role, walked
// through as a browser without scripts does. A test says what a page must hold and what it must not.
//
// It is for tests alone. It knows no desk: what belongs to one desk stands in the tests of that desk.
package webtest

import (
	"context"
	"log/slog"
	"net/http"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/audit"
	"startklar/cmd/startklar/internal/dock"
	"startklar/cmd/startklar/internal/web"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/templates/catalogue"
	"startklar/workflow"
	"startklar/workflow/journal"
)

// programme is what the municipalities take part in.
const programme = "flere-skal-med-2"

// The journeys of the two municipalities. Most tests are about Aalborg's, which stands at Path.
const (
	Aalborg = journey.ID("0851." + programme + ".1")
	Odense  = journey.ID("0461." + programme + ".1")
	Path    = "/forloeb/" + string(Aalborg)
)

// Target is Aalborg's journey in a command.
func Target() workflow.Target { return workflow.Target{Journey: Aalborg} }

// people are who the tests are about. A test may register more.
var people = []roster.RegisterPerson{
	{ID: "leder", Name: "Leder i Aalborg", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0851"}},
	{ID: "medarbejder", Name: "Projektleder i Aalborg", Role: person.MunicipalMember, Municipalities: []municipality.Code{"0851"}},
	{ID: "nabo", Name: "Leder i Odense", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0461"}},
	{ID: "konsulent", Name: "Konsulent Nord", Role: person.ProcessConsultant, Municipalities: []municipality.Code{"0851"}},
	{ID: "star", Name: "Medarbejder i STAR", Role: person.NationalOfficer},
	{ID: "admin", Name: "Administrator", Role: person.Administrator},
}

// World is the product with two municipalities in it. Its clock stands still until a test moves it.
type World struct {
	T   *testing.T
	App *app.App
	// Options are what the product was opened with. A test that changes them opens it again.
	Options web.Options
	// Down makes every write fail as if the store could not be used.
	Down atomic.Bool

	clock    atomic.Int64 // microseconds
	handler  http.Handler
	browsers map[person.ID]*Visitor
}

// New opens the product with two municipalities at the start of their journeys, on 12 March 2026 at 14.32.
func New(t *testing.T) *World {
	t.Helper()
	w := &World{T: t}
	w.MoveTo(time.Date(2026, 3, 12, 13, 32, 0, 0, time.UTC))
	a, err := app.Open(t.Context(), app.Options{
		URL: "sqlite:" + filepath.Join(t.TempDir(), "web.db"), Clock: w.Now, MaxBatch: 8, CacheStreams: 16, ReadConnections: 2,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	w.App = a
	for _, p := range people {
		w.Do("", p)
	}
	w.Enrol("0851", "0461")
	log := slog.New(slog.DiscardHandler)
	w.Options = web.Options{
		Desk: shaky{a.Desk, &w.Down}, Definitions: a.Library, Monitoring: a.Monitoring, RecordBytes: 1 << 20,
		Dock:     dock.New(t.Context(), dock.Options{Intake: a.Intake, Desk: a.Desk, Clock: w.Now, Log: log, MaxBytes: 1 << 20}),
		Sessions: a.Store.Sessions(), SessionIdle: time.Hour, SessionLifetime: 8 * time.Hour,
		Clock: w.Now, Log: log, Language: catalogue.Danish, BodyBytes: 1 << 20, Demo: true,
		Verifier:   audit.New(t.Context(), a.Door.Verify, w.Now, log),
		ClientKeys: 90 * 24 * time.Hour, Accesses: 2 * 365 * 24 * time.Hour,
	}
	w.Open()
	return w
}

// AtWork is New with Aalborg's checklist and forms open.
func AtWork(t *testing.T) *World {
	t.Helper()
	w := New(t)
	w.Do("leder", workflow.CompleteItem{Target: Target(), Item: "request"})
	return w
}

// Open opens the product with the world's options. Nobody is signed in any longer.
func (w *World) Open() {
	w.T.Helper()
	handler, err := web.New(w.Options)
	if err != nil {
		w.T.Fatal(err)
	}
	w.handler = handler
	w.CloseBrowsers()
}

// Now is what the clock shows.
func (w *World) Now() time.Time { return time.UnixMicro(w.clock.Load()).UTC() }

// MoveTo sets the clock.
func (w *World) MoveTo(at time.Time) { w.clock.Store(at.UnixMicro()) }

// Pass lets time go by, or back.
func (w *World) Pass(d time.Duration) { w.clock.Add(d.Microseconds()) }

// Enrol begins the journey of each municipality.
func (w *World) Enrol(codes ...municipality.Code) {
	w.T.Helper()
	def, err := w.App.Newest(w.T.Context(), programme)
	if err != nil {
		w.T.Fatal(err)
	}
	for _, code := range codes {
		w.Do("", workflow.StartJourney{
			Target: workflow.Target{Journey: journey.NewID(code, def.Key, 1)}, Definition: def.Key, Version: def.Version,
			Hash: def.Hash, StartedOn: calendar.NewDate(2026, 3, 2),
		})
	}
}

// Do carries out a command that must succeed, beside the pages. As nobody, the system does it.
func (w *World) Do(who person.ID, c domain.Command) {
	w.T.Helper()
	actor := person.SystemActor("test")
	if who != "" {
		actor = w.Actor(who)
	}
	if _, err := w.App.Desk.Do(context.Background(), actor, "", c); err != nil {
		w.T.Fatalf("%s: %v", c.CommandName(), err)
	}
}

// Actor is a person as the register has them.
func (w *World) Actor(who person.ID) person.Actor {
	w.T.Helper()
	p, err := w.App.Desk.Person(context.Background(), who)
	if err != nil {
		w.T.Fatal(err)
	}
	return p.Actor()
}

// shaky is a desk whose store may be down.
type shaky struct {
	web.Desk
	down *atomic.Bool
}

func (d shaky) Do(ctx context.Context, actor person.Actor, key string, c domain.Command) (journal.Result, error) {
	if d.down.Load() {
		return journal.Result{}, domain.Refuse(domain.Unavailable, "store_failed", nil)
	}
	return d.Desk.Do(ctx, actor, key, c)
}
