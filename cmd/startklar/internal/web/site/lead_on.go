package site

import (
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// FirstOf finds the first item of a kind.
func FirstOf(kind journey.Kind) func(workflow.State) string {
	return func(st workflow.State) string {
		for _, i := range st.Items {
			if i.Def.Kind == kind {
				return ItemPath(st.ID, i.ID)
			}
		}
		return ""
	}
}

// LeadOn leads municipal people to what find names in the newest of their journeys that has it; to the front page
// where none has.
func (s *Site) LeadOn(c echo.Context, find func(workflow.State) string) error {
	ctx, actor := c.Request().Context(), ActorOf(c)
	if !actor.Role.Municipal() || len(actor.Municipalities) == 0 {
		return domain.Refuse(domain.NotFound, "not_found", nil)
	}
	ids, err := s.Desk.JourneysOf(ctx, actor, actor.Municipalities[0])
	if err != nil {
		return err
	}
	for _, id := range ids {
		st, err := s.Desk.Journey(ctx, actor, id)
		if err != nil {
			return err
		}
		if path := find(st); path != "" {
			return SeeOther(c, path)
		}
	}
	return SeeOther(c, "/")
}
