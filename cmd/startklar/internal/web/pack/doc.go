// Package pack is the starter pack: its documents and their versions, and how far each has come.
//
// It must not decide anything: no rules, no SQL, no rights. It imports neither store nor gorm, and no other desk.
package pack

import (
	"context"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/starterpack"
	"startklar/domain/view"

	"github.com/labstack/echo/v4"
)

// Desk is what the pages ask; package desk implements it.
type Desk interface {
	HandOver(ctx context.Context, actor person.Actor, key string, document journey.FieldID, version int, journeys []journey.ID) []desk.Handed
	Pack(ctx context.Context, actor person.Actor, programme string) ([]starterpack.Document, error)
	Paper(ctx context.Context, actor person.Actor, id starterpack.ID) (starterpack.Document, error)
	Reach(ctx context.Context, actor person.Actor, programme string) ([]view.ReachRow, error)
}

// Pages are the handlers.
type Pages struct {
	*site.Site
	Desk Desk
}

// words are what all pages say, and what these say beside.
type words struct{ *site.Words }

func (s *Pages) words(c echo.Context) *words { return &words{s.Words(c)} }
