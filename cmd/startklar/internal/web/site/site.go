// Package site is what every page of the product stands in: who is signed in, the frame around a page, the words of a
// request, forms on their way through the door and back, tables and documents as files, and where each page has its
// address. The desks stand beside each other on it; none of them knows another.
//
// It must not decide anything: no rules, no SQL, no rights. It imports neither store nor gorm.
package site

import (
	"context"
	"log/slog"
	"time"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/domain/starterpack"
	"startklar/domain/view"
	"startklar/templates/catalogue"
	"startklar/workflow"
	"startklar/workflow/journal"

	"github.com/alexedwards/scs/v2"
)

// Desk is what the frame itself asks; package desk implements it.
type Desk interface {
	Do(ctx context.Context, actor person.Actor, key string, c domain.Command) (journal.Result, error)
	Person(ctx context.Context, id person.ID) (roster.Person, error)
	Unread(ctx context.Context, actor person.Actor) (int, error)
	JourneysOf(ctx context.Context, actor person.Actor, code municipality.Code) ([]journey.ID, error)
	Journey(ctx context.Context, actor person.Actor, id journey.ID) (workflow.State, error)
	StatementMonths(ctx context.Context, actor person.Actor) ([]view.StatementRow, error)
	PackFile(ctx context.Context, v starterpack.Content) ([]byte, error)
}

// Options are what a site needs.
type Options struct {
	Desk        Desk
	Definitions workflow.Definitions
	// Monitoring is what the programme says about its monitoring.
	Monitoring *monitoring.Programme
	// Sessions keeps who is signed in; the token is hashed at rest.
	Sessions        scs.Store
	SessionIdle     time.Duration
	SessionLifetime time.Duration
	Clock           func() time.Time
	Log             *slog.Logger
	Language        catalogue.Lang
	// BodyBytes is the largest request; UploadBytes the largest file of the starter pack, RecordBytes of records.
	BodyBytes, UploadBytes, RecordBytes int64
	// BaseURL is what links begin with that leave the product, without a closing slash; empty takes the address
	// that the reader's browser used.
	BaseURL string
	// Secure marks cookies for https alone.
	Secure bool
	// Printer prints documents as PDF; nil where there is no browser to do it.
	Printer Printer
	// Demo opens the demo door: anybody may choose whom to be.
	Demo bool
}

// Site is the frame of every page.
type Site struct {
	Options
	sessions *scs.SessionManager
}

// New returns a site. What its options hold is not checked: package web has done that.
func New(o Options) *Site { return &Site{Options: o, sessions: newSessions(o)} }
