// Package administration is who works here, who stands in for whom, what has happened, and what is kept how long.
//
// It must not decide anything: no rules, no SQL, no rights. It imports neither store nor gorm, and no other desk.
package administration

import (
	"context"
	"time"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/calendar"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/domain/view"

	"github.com/labstack/echo/v4"
)

// Desk is what the pages ask; package desk implements it.
type Desk interface {
	Accesses(ctx context.Context, actor person.Actor, q view.LogQuery) ([]view.Access, error)
	AwayFor(ctx context.Context, deputy person.ID, on calendar.Date) ([]view.PersonRow, error)
	Caseload(ctx context.Context, actor person.Actor, q view.OverviewQuery) ([]view.Case, error)
	DefinitionUse(ctx context.Context, actor person.Actor) ([]view.DefinitionUse, error)
	Handover(ctx context.Context, actor person.Actor, id roster.HandoverID) (roster.Handover, error)
	Handovers(ctx context.Context, actor person.Actor) ([]roster.Handover, error)
	Ledger(ctx context.Context, actor person.Actor, q view.LedgerQuery) ([]desk.LedgerEntry, error)
	People(ctx context.Context) ([]view.PersonRow, error)
	Person(ctx context.Context, id person.ID) (roster.Person, error)
	Roster(ctx context.Context, actor person.Actor) ([]view.PersonRow, error)
	Unread(ctx context.Context, actor person.Actor) (int, error)
}

// Pages are the handlers.
type Pages struct {
	*site.Site
	Desk Desk
	// Verifier recomputes the history when it is asked to.
	Verifier Verifier
	// ClientKeys is how long client keys are remembered, Accesses how long it is kept who looked at counts: for the
	// page that says so.
	ClientKeys, Accesses time.Duration
}

// words are what all pages say, and what these say beside.
type words struct{ *site.Words }

func (s *Pages) words(c echo.Context) *words { return &words{s.Words(c)} }
