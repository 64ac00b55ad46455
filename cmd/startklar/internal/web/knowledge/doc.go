// Package knowledge is stories of good practice, quarterly notes and syntheses.
//
// It must not decide anything: no rules, no SQL, no rights. It imports neither store nor gorm, and no other desk.
package knowledge

import (
	"context"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/knowledge"
	"startklar/domain/municipality"
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
	JourneysOf(ctx context.Context, actor person.Actor, code municipality.Code) ([]journey.ID, error)
	Meetings(ctx context.Context, actor person.Actor, q view.MeetingQuery) ([]view.MeetingRow, error)
	Notebook(ctx context.Context, actor person.Actor, id journey.ID, today calendar.Date) (desk.Notebook, error)
	Notebooks(ctx context.Context, actor person.Actor, today calendar.Date) ([]desk.Notebook, error)
	OwnStories(ctx context.Context, actor person.Actor) ([]knowledge.Story, error)
	StoriesFor(ctx context.Context, actor person.Actor, to knowledge.Readers) ([]knowledge.Story, error)
	Story(ctx context.Context, actor person.Actor, id knowledge.StoryID) (knowledge.Story, error)
	Syntheses(ctx context.Context, actor person.Actor) ([]view.SynthesisRow, error)
	Synthesis(ctx context.Context, actor person.Actor, id knowledge.SynthesisID) (view.SynthesisRow, error)
}

// Pages are the handlers.
type Pages struct {
	*site.Site
	Desk Desk
}

// words are what all pages say, and what these say beside.
type words struct{ *site.Words }

func (s *Pages) words(c echo.Context) *words { return &words{s.Words(c)} }
