// Package messages is what came to somebody, to their role or to the one they act for, and writing back.
//
// It must not decide anything: no rules, no SQL, no rights. It imports neither store nor gorm, and no other desk.
package messages

import (
	"context"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/message"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/domain/view"
	"startklar/workflow/journal"

	"github.com/labstack/echo/v4"
)

// Desk is what the pages ask; package desk implements it.
type Desk interface {
	Do(ctx context.Context, actor person.Actor, key string, c domain.Command) (journal.Result, error)
	Inbox(ctx context.Context, actor person.Actor, q view.InboxQuery) (view.Inbox, error)
	Message(ctx context.Context, actor person.Actor, id string) (message.Message, error)
	Person(ctx context.Context, id person.ID) (roster.Person, error)
}

// Pages are the handlers.
type Pages struct {
	*site.Site
	Desk Desk
}

// words are what all pages say, and what these say beside.
type words struct{ *site.Words }

func (s *Pages) words(c echo.Context) *words { return &words{s.Words(c)} }
