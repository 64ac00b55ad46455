package site

import (
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/templates/catalogue"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// behalfKey names in a session the absent person for whom its owner acts.
const behalfKey = "behalf"

// actingFor is who acts in a request: the person themself, or as the deputy that they have chosen to be. Whether they
// are is found out anew each time: an absence that is over, or that names another deputy by now, ends it.
func (s *Site) actingFor(c echo.Context, p roster.Person) (person.Actor, error) {
	ctx := c.Request().Context()
	id := person.ID(s.sessions.GetString(ctx, behalfKey))
	if id == "" {
		return p.Actor(), nil
	}
	absent, err := s.Desk.Person(ctx, id)
	if err != nil && domain.CodeOf(err) != domain.NotFound {
		return person.Actor{}, err
	}
	if actor, ok := p.ActorFor(absent, calendar.DateOf(s.Clock())); ok {
		return actor, nil
	}
	s.sessions.Remove(ctx, behalfKey)
	s.Notify(c, parts.Notice{Kind: parts.NoticeInfo, Text: catalogue.From(ctx).T("behalf.over", "name", absent.Name)})
	return p.Actor(), nil
}

// behalfBanner says on every page for whom a deputy acts, with the way back.
func (s *Site) behalfBanner(c echo.Context, actor person.Actor) *parts.Behalf {
	if actor.OnBehalfOf == "" {
		return nil
	}
	w := s.Words(c)
	return &parts.Behalf{
		Text: w.T("behalf.banner", "name", w.Name(actor.OnBehalfOf)), Action: MinePath + "/egen", Label: w.T("behalf.stop"),
	}
}

// ActFor lets a deputy begin to act for somebody absent.
func (s *Site) ActFor(c echo.Context) error {
	ctx := c.Request().Context()
	me, err := s.Desk.Person(ctx, ActorOf(c).ID)
	if err != nil {
		return err
	}
	absent, err := s.Desk.Person(ctx, person.ID(c.Param("person")))
	if err != nil {
		return err
	}
	if _, ok := me.ActorFor(absent, calendar.DateOf(s.Clock())); !ok {
		return domain.Refuse(domain.Permission, "not_deputy", nil)
	}
	s.sessions.Put(ctx, behalfKey, string(absent.ID))
	return SeeOther(c, "/")
}

// ActAsOneself ends it.
func (s *Site) ActAsOneself(c echo.Context) error {
	s.sessions.Remove(c.Request().Context(), behalfKey)
	return SeeOther(c, "/")
}
