// Package meetings is workshops and seminars: dates to choose from, the invitation, who comes and who came.
//
// It must not decide anything: no rules, no SQL, no rights. It imports neither store nor gorm, and no other desk.
package meetings

import (
	"context"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/meeting"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/workflow"
	"startklar/workflow/journal"

	"github.com/labstack/echo/v4"
)

// Desk is what the pages ask; package desk implements it.
type Desk interface {
	Do(ctx context.Context, actor person.Actor, key string, c domain.Command) (journal.Result, error)
	Journey(ctx context.Context, actor person.Actor, id journey.ID) (workflow.State, error)
	Meeting(ctx context.Context, actor person.Actor, id meeting.ID) (meeting.Seen, error)
	MeetingByLink(ctx context.Context, hash string, today calendar.Date) (meeting.Seen, person.Actor, error)
	Meetings(ctx context.Context, actor person.Actor, q view.MeetingQuery) ([]view.MeetingRow, error)
	MeetingsHeld(ctx context.Context, actor person.Actor, q view.OverviewQuery) ([]view.HeldRow, error)
	Overview(ctx context.Context, actor person.Actor, q view.OverviewQuery) (view.Overview, error)
}

// Pages are the handlers.
type Pages struct {
	*site.Site
	Desk Desk
}

// words are what all pages say, and what these say beside.
type words struct{ *site.Words }

func (s *Pages) words(c echo.Context) *words { return &words{s.Words(c)} }
