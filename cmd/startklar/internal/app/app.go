// Package app puts the program together: store, definitions, journal and desk. It is the only package that
// knows which store there is; everybody else meets it through interfaces.
//
// It holds no rules and starts no servers: what an opened App is used for is decided by those who open it.
package app

import (
	"context"
	"log/slog"
	"time"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/intake"
	"startklar/domain/caseload"
	"startklar/domain/diary"
	"startklar/domain/followup"
	"startklar/domain/knowledge"
	"startklar/domain/meeting"
	"startklar/domain/message"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/annotation"
	"startklar/domain/monitoring/disclosure"
	deliveries "startklar/domain/monitoring/intake"
	"startklar/domain/monitoring/uploads"
	"startklar/domain/roster"
	"startklar/domain/starterpack"
	"startklar/domain/statement"
	"startklar/store"
	"startklar/workflow"
	"startklar/workflow/journal"
	"startklar/workflow/reactions"
)

// Options say what to open and how.
type Options struct {
	// URL is sqlite:PATH or postgres://…
	URL string
	// Expect says what must be there already; the zero value takes whatever it finds.
	Expect Expectation
	// Definitions are files with definitions to publish beside the built-in ones.
	Definitions []string
	// Clock defaults to time.Now.
	Clock func() time.Time
	// MaxBatch, CacheStreams and ReadConnections: see the settings of the same names; at least 1 each.
	MaxBatch        int
	CacheStreams    int
	ReadConnections int
	// Threshold is the smallest count that outsiders may see; 0 is the usual one.
	Threshold int
	// Rule changes what outsiders see, for tests that attack it; nil changes nothing.
	Rule func(*disclosure.Rule) *disclosure.Rule
	// Log defaults to saying nothing.
	Log *slog.Logger
}

// Expectation says what a store must be like to be opened.
type Expectation int

const (
	// Anything creates an absent store and publishes the definitions of this program.
	Anything Expectation = iota
	// Existing opens a store that is there, and writes nothing to it but a newer schema and its projections.
	Existing
	// Empty is Anything for a store in which nothing has happened yet.
	Empty
)

// App is the program without its outer layers. It is safe for concurrent use; Close ends it.
type App struct {
	Store   *store.Store
	Library *workflow.Library
	Door    *journal.Door
	Desk    *desk.Desk
	// Monitoring is what the programme says about its monitoring; Intake takes its records in.
	Monitoring *monitoring.Programme
	Intake     *intake.Service
}

// Open opens the store, brings it up to this version, and publishes the definitions that it does not have yet.
// Nothing it does grows with the number of journeys, but for the first start of a version with other projections:
// that rebuilds them.
//
// It returns Unavailable if the store cannot be used: a missing SQLite file where one is expected, a newer
// schema, a definition that the store has under the same version with another text. It returns Conflict if
// the store is expected to be empty and is not, and Invalid for a definition file that does not parse.
func Open(ctx context.Context, o Options) (*App, error) {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s, err := openStore(ctx, o)
	if err != nil {
		return nil, err
	}
	a, err := assemble(s, o)
	if err != nil {
		s.Close()
		return nil, err
	}
	if err := a.ready(ctx, o); err != nil {
		a.Close()
		return nil, err
	}
	return a, nil
}

// ready brings an open store up to this version of the program.
func (a *App) ready(ctx context.Context, o Options) error {
	if err := a.refresh(ctx, o); err != nil || o.Expect == Existing {
		return err
	}
	return a.publish(ctx, o)
}

// refresh brings the projections up to date: those that are new in this version began empty.
func (a *App) refresh(ctx context.Context, o Options) error {
	began := time.Now()
	streams, err := a.Door.Refresh(ctx)
	if err == nil && streams > 0 {
		o.Log.InfoContext(ctx, "projections rebuilt", "streams", streams, "took", time.Since(began))
	}
	return err
}

// assemble puts the journal and the desk on an open store.
func assemble(s *store.Store, o Options) (*App, error) {
	library := workflow.NewLibrary(s)
	door, err := journal.Open(s,
		journal.Options{MaxBatch: o.MaxBatch, CacheStreams: o.CacheStreams, Clock: o.Clock, Reactions: reactions.All()},
		workflow.Journeys{Definitions: library},
		workflow.Publications{},
		roster.Subject{}, roster.Consultancies{}, roster.Handovers{},
		message.Subject{},
		knowledge.Stories{}, knowledge.Syntheses{}, knowledge.Following{},
		caseload.NotesSubject{},
		caseload.ViewsSubject{},
		meeting.Subject{},
		diary.Subject{},
		starterpack.Subject{},
		statement.Subject{},
		deliveries.Subject{},
		uploads.Subject{},
		annotation.Subject{},
		followup.Rules{},
	)
	if err != nil {
		return nil, err
	}
	a := &App{Store: s, Library: library, Door: door}
	if err := a.withMonitoring(o); err != nil {
		door.Close()
		return nil, err
	}
	return a, nil
}

// Close lets the commands that are under way finish, and closes the store.
func (a *App) Close() {
	a.Door.Close()
	a.Store.Close()
}
