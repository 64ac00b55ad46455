// Package cases is the work of those who carry many municipalities: their day, their municipalities, one letter to
// many, and the overview of all.
//
// It must not decide anything: no rules, no SQL, no rights. It imports neither store nor gorm, and no other desk.
package cases

import (
	"context"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/message"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/workflow"
	"startklar/workflow/journal"

	"github.com/labstack/echo/v4"
)

// Desk is what the pages ask; package desk implements it.
type Desk interface {
	Caseload(ctx context.Context, actor person.Actor, q view.OverviewQuery) ([]view.Case, error)
	Do(ctx context.Context, actor person.Actor, key string, c domain.Command) (journal.Result, error)
	Inbox(ctx context.Context, actor person.Actor, q view.InboxQuery) (view.Inbox, error)
	Journey(ctx context.Context, actor person.Actor, id journey.ID) (workflow.State, error)
	JourneysOf(ctx context.Context, actor person.Actor, code municipality.Code) ([]journey.ID, error)
	Meetings(ctx context.Context, actor person.Actor, q view.MeetingQuery) ([]view.MeetingRow, error)
	Message(ctx context.Context, actor person.Actor, id string) (message.Message, error)
	News(ctx context.Context, actor person.Actor, since calendar.Date) ([]view.NewsRow, error)
	Overview(ctx context.Context, actor person.Actor, q view.OverviewQuery) (view.Overview, error)
	People(ctx context.Context) ([]view.PersonRow, error)
	SavedViews(ctx context.Context, actor person.Actor) (view.SavedViews, error)
	Support(ctx context.Context, actor person.Actor, q view.SupportQuery, year int) (desk.Support, error)
	Unread(ctx context.Context, actor person.Actor) (int, error)
	WorkNotes(ctx context.Context, actor person.Actor, code municipality.Code) ([]view.WorkNote, error)
}

// Pages are the handlers.
type Pages struct {
	*site.Site
	Desk Desk
}

// words are what all pages say, and what these say beside.
type words struct{ *site.Words }

func (s *Pages) words(c echo.Context) *words { return &words{s.Words(c)} }
