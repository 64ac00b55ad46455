package journeys

import (
	"slices"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// stepPage shows a task, a meeting, a delivery or a milestone.
func (s *Pages) stepPage(c echo.Context, v itemView, errs []parts.FieldError) error {
	f := s.itemForms(c, v, errs)
	page := pages.Step{
		Shell: s.itemShell(c, v, errs), Head: s.itemHead(c, v), Actions: s.itemActions(c, v, errs),
	}
	switch v.Item.Def.Kind {
	case journey.Meeting:
		page.Main = slices.Concat(f.meetingPlan(), f.workshopParts(), f.meetingParts())
	case journey.Delivery:
		delivery, err := f.delivery()
		if err != nil {
			return err
		}
		page.Main = slices.Concat(delivery, f.work())
	case journey.Milestone:
	default:
		page.Main = f.work()
	}
	return s.Render(c, site.StatusOf(c, errs), page)
}

// work is starting and finishing, for those who may; the others read who does it.
func (f *itemForms) work() []templ.Component {
	target, i := f.target(), f.v.Item
	done := f.allowed(workflow.CompleteItem{Target: target, Item: i.ID})
	begin := i.State == journey.Enabled && f.allowed(workflow.StartItem{Target: target, Item: i.ID})
	work := pages.Work{Heading: f.T("work.heading")}
	if done {
		work.Forms = append(work.Forms, f.form("gennemfoer", parts.Button{Label: f.T("work.complete")}))
	}
	if begin && i.Def.Kind == journey.Task {
		work.Forms = append(work.Forms, f.form("start", parts.Button{Label: f.T("work.start"), Kind: parts.Secondary}))
	}
	switch {
	case len(work.Forms) > 0:
		return []templ.Component{work}
	case i.State.Open() && !f.mine(i.Def.Roles):
		return []templ.Component{parts.EmptyState{Text: f.T("work.others", "roles", f.Roles(i.Def.Roles))}}
	default:
		return nil
	}
}
