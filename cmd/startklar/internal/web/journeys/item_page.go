package journeys

import (
	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// itemView is one item in its journey, as the viewer may see it.
type itemView struct {
	State workflow.State
	Item  *workflow.Item
	// History is that of the journey where the page has read it, as far as the viewer may; nil where it has not.
	History []desk.HistoryEntry
}

// loadItem reads the journey and the item of the address.
func (s *Pages) loadItem(c echo.Context) (itemView, error) {
	state, err := s.Desk.Journey(c.Request().Context(), site.ActorOf(c), site.JourneyParam(c))
	if err != nil {
		return itemView{}, err
	}
	item := state.Item(site.ItemParam(c))
	if item == nil {
		return itemView{}, domain.Refuse(domain.NotFound, "item_unknown", domain.Args{"item": c.Param("item")})
	}
	return itemView{State: state, Item: item}, nil
}

// ItemPage shows an item in the way of its kind.
func (s *Pages) ItemPage(c echo.Context) error {
	v, err := s.loadItem(c)
	if err != nil {
		return err
	}
	return s.showItem(c, v, nil)
}

// showItem shows an item's page, with what was refused.
func (s *Pages) showItem(c echo.Context, v itemView, errs []parts.FieldError) error {
	switch v.Item.Def.Kind {
	case journey.Checklist:
		return s.checklistPage(c, v, errs)
	case journey.Form:
		return s.formPage(c, v, errs)
	case journey.Approval:
		return s.approvalPage(c, v, errs)
	default:
		return s.stepPage(c, v, errs)
	}
}
