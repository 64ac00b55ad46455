package web

import (
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// checklistRoot leads municipal people to their checklist.
const checklistRoot = "/tjekliste"

// ownChecklist leads municipal people to the checklist of their newest journey.
func (s *server) ownChecklist(c echo.Context) error { return s.leadOn(c, firstOf(journey.Checklist)) }

// ownPack leads municipal people to what has been handed over to them.
func (s *server) ownPack(c echo.Context) error { return s.leadOn(c, firstOf(journey.Delivery)) }

// ownPlan leads municipal people to the plan of their newest journey.
func (s *server) ownPlan(c echo.Context) error {
	return s.leadOn(c, func(st workflow.State) string {
		if planItem(st) == nil {
			return ""
		}
		return planPath(st.ID)
	})
}

// leadOn leads municipal people to what find names in the newest of their journeys that has it; to the front page
// where none has.
func (s *server) leadOn(c echo.Context, find func(workflow.State) string) error {
	ctx, actor := c.Request().Context(), actorOf(c)
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
			return seeOther(c, path)
		}
	}
	return seeOther(c, "/")
}

// firstOf finds the first item of a kind.
func firstOf(kind journey.Kind) func(workflow.State) string {
	return func(st workflow.State) string {
		for _, i := range st.Items {
			if i.Def.Kind == kind {
				return ItemPath(st.ID, i.ID)
			}
		}
		return ""
	}
}

// placeOf is the entry of the menu that an item lies within; empty for the journey's own.
func placeOf(i *workflow.Item, plan *workflow.Item) string {
	switch {
	case i == plan:
		return planRoot
	case i.Def.Kind == journey.Checklist:
		return checklistRoot
	case i.Def.Kind == journey.Delivery:
		return packRoot
	default:
		return ""
	}
}
