package journeys

import (
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/programme"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// beside is what stands above the fields of the programme's own forms: the way to the pages that are made of them.
func (s *Pages) beside(c echo.Context, v itemView) []templ.Component {
	w := s.words(c)
	switch v.Item.Def.ID {
	case programme.Plan:
		return []templ.Component{parts.Buttons{
			{Label: w.T("plan.read"), Kind: parts.Secondary, Href: site.PlanPath(v.State.ID)},
			{Label: w.T("preparation.open"), Kind: parts.Secondary, Href: site.JourneyPath(v.State.ID) + "/forberedelsesark"},
		}}
	case programme.SteeringGroup:
		return []templ.Component{parts.Buttons{{Label: w.T("steering.go"), Kind: parts.Secondary, Href: steeringPath(v.State.ID)}, s.agendaButton(c, v.State)}}
	case programme.MidwayReview:
		return s.midway(c, v)
	case programme.Agreements:
		return s.agreedOffer(c, v)
	default:
		return nil
	}
}
