// Package journeys is one municipality's journey: its steps and items, answers and approval, plan, workshop, steering
// group, and the colleagues who help.
//
// It must not decide anything: no rules, no SQL, no rights. It imports neither store nor gorm, and no other desk.
package journeys

import (
	"context"
	"time"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/domain/starterpack"
	"startklar/domain/view"
	"startklar/workflow"
	"startklar/workflow/journal"

	"github.com/labstack/echo/v4"
)

// Desk is what the pages ask; package desk implements it.
type Desk interface {
	Asked(ctx context.Context, hash workflow.LinkHash) (desk.Asked, error)
	ConsultantOf(ctx context.Context, actor person.Actor, code municipality.Code) (roster.Person, error)
	Delivered(ctx context.Context, actor person.Actor, id journey.ID, item journey.InstanceID, document journey.FieldID) (starterpack.Document, error)
	Do(ctx context.Context, actor person.Actor, key string, c domain.Command) (journal.Result, error)
	History(ctx context.Context, actor person.Actor, id journey.ID, asOf time.Time) ([]desk.HistoryEntry, error)
	Journey(ctx context.Context, actor person.Actor, id journey.ID) (workflow.State, error)
	Pack(ctx context.Context, actor person.Actor, programme string) ([]starterpack.Document, error)
	People(ctx context.Context) ([]view.PersonRow, error)
	Person(ctx context.Context, id person.ID) (roster.Person, error)
	Rested(ctx context.Context, actor person.Actor, s workflow.State) (map[journey.InstanceID]desk.Rested, error)
	Steering(ctx context.Context, actor person.Actor, id journey.ID) (desk.Steering, error)
	SteeringMember(ctx context.Context, hash string, today calendar.Date) (person.Actor, journey.ID, error)
	Support(ctx context.Context, actor person.Actor, q view.SupportQuery, year int) (desk.Support, error)
}

// Pages are the handlers.
type Pages struct {
	*site.Site
	Desk Desk
}

// words are what all pages say, and what these say beside.
type words struct{ *site.Words }

func (s *Pages) words(c echo.Context) *words { return &words{s.Words(c)} }
