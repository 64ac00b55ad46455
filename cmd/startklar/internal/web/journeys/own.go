package journeys

import (
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// placeOf is the entry of the menu that an item lies within; empty for the journey's own.
func placeOf(i *workflow.Item, plan *workflow.Item) string {
	switch {
	case i == plan:
		return site.PlanRoot
	case i.Def.Kind == journey.Checklist:
		return site.ChecklistRoot
	case i.Def.Kind == journey.Delivery:
		return site.PackRoot
	default:
		return ""
	}
}

// OwnPlan leads municipal people to the plan of their newest journey.
func (s *Pages) OwnPlan(c echo.Context) error {
	return s.LeadOn(c, func(st workflow.State) string {
		if planItem(st) == nil {
			return ""
		}
		return site.PlanPath(st.ID)
	})
}

// OwnChecklist leads municipal people to the checklist of their newest journey.
func (s *Pages) OwnChecklist(c echo.Context) error {
	return s.LeadOn(c, site.FirstOf(journey.Checklist))
}
