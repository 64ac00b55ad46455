// Package monitor is the monitoring of results: deliveries of records, indicators and their pictures, statements,
// signals and support.
//
// It must not decide anything: no rules, no SQL, no rights. It imports neither store nor gorm, and no other desk.
package monitor

import (
	"context"
	"time"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/calendar"
	"startklar/domain/followup"
	"startklar/domain/knowledge"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/annotation"
	"startklar/domain/monitoring/signal"
	"startklar/domain/monitoring/uploads"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/domain/statement"
	"startklar/domain/view"
	"startklar/workflow/journal"

	"github.com/labstack/echo/v4"
)

// Desk is what the pages ask; package desk implements it.
type Desk interface {
	Annotation(ctx context.Context, actor person.Actor, id annotation.ID) (annotation.Listed, error)
	ConsultantOf(ctx context.Context, actor person.Actor, code municipality.Code) (roster.Person, error)
	EditionWith(ctx context.Context, actor person.Actor, at statement.Place, n, of int) (*statement.Edition, error)
	DeliveredMonths(ctx context.Context, actor person.Actor) ([]calendar.Month, calendar.Month, error)
	FreezeStatement(ctx context.Context, actor person.Actor, key string, m calendar.Month, asOf time.Time, reason string) (journal.Result, error)
	NationalStatement(ctx context.Context, actor person.Actor, w desk.Which, leaves bool) (desk.NationalStatement, error)
	Received(ctx context.Context, actor person.Actor, programme, what string, q monitoring.ReceivedQuery) (desk.Received, error)
	Settled(ctx context.Context, actor person.Actor) (calendar.Month, error)
	Spread(ctx context.Context, actor person.Actor, q desk.FigureQuery) (*desk.Spread, error)
	Statement(ctx context.Context, actor person.Actor, w desk.Which, code municipality.Code, leaves bool) (desk.Statement, error)
	StatementMonth(ctx context.Context, actor person.Actor, m calendar.Month) (desk.StatementMonth, error)
	StatementMonths(ctx context.Context, actor person.Actor) ([]view.StatementRow, error)
	StoriesFor(ctx context.Context, actor person.Actor, to knowledge.Readers) ([]knowledge.Story, error)
	Support(ctx context.Context, actor person.Actor, q view.SupportQuery, year int) (desk.Support, error)
	SupportHistory(ctx context.Context, actor person.Actor, code municipality.Code, number int) ([]desk.SupportEvent, error)
	SupportCase(ctx context.Context, actor person.Actor, code municipality.Code, number int) (followup.State, *followup.Case, error)
	SupportProposal(ctx context.Context, actor person.Actor, code municipality.Code, number int) (followup.State, *followup.Proposal, error)
	NewestCase(ctx context.Context, actor person.Actor, code municipality.Code) (int, error)
	CaseRevision(ctx context.Context, actor person.Actor, code municipality.Code, number int) (int, error)
	LookAtReport(ctx context.Context, actor person.Actor, what string, r uploads.Report) error
	Upload(ctx context.Context, actor person.Actor, programme, what string, number int64) (uploads.Upload, uploads.Report, error)
	Uploads(ctx context.Context, actor person.Actor, programme string, beside bool) (uploads.State, error)
	WhomToAsk(ctx context.Context, actor person.Actor, what string, m calendar.Month) ([]signal.Signal, error)
}

// Pages are the handlers.
type Pages struct {
	*site.Site
	Desk Desk
	// Dock receives files of records.
	Dock Dock
}

// words are what all pages say, and what these say beside.
type words struct{ *site.Words }

func (s *Pages) words(c echo.Context) *words { return &words{s.Words(c)} }

// lookOf names a look at counts for the log: the page, or the page's file.
func lookOf(c echo.Context, page string) string {
	if site.WantsFile(c) {
		return view.AsFile(page)
	}
	return page
}
