package journeys

import (
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/programme"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// PlanPage shows the project plan to be read: the dates drawn and as a table, then what stands in it.
func (s *Pages) PlanPage(c echo.Context) error {
	st, err := s.Desk.Journey(c.Request().Context(), site.ActorOf(c), site.JourneyParam(c))
	if err != nil {
		return err
	}
	i := planItem(st)
	if i == nil {
		return domain.Refuse(domain.NotFound, "item_unknown", domain.Args{"item": string(programme.Plan)})
	}
	w := s.words(c)
	d := w.draft(st, w.ItemTitle(i))
	d.fact("plan.status", w.ItemStatus(st, i).Text)
	d.fact("item.deadline", w.LongDate(i.Deadline.On()))
	d.plan(i, "")
	return s.SendDocument(c, d.doc, s.planShell(c, st, i), planFiles(st))
}

func (s *Pages) planShell(c echo.Context, st workflow.State, i *workflow.Item) site.DocumentFrame {
	w := s.words(c)
	shell := s.itemShell(c, itemView{State: st, Item: i}, nil)
	shell.Lead, shell.Minutes = w.T("plan.lead"), 0
	shell.Audience.Note = w.T("audience.form")
	frame := site.DocumentFrame{Shell: shell}
	edit := parts.Buttons{{Label: w.T("plan.edit"), Href: site.ItemPath(st.ID, i.ID)}}
	if !w.mine(i.Def.Roles) {
		edit = parts.Buttons{{Label: w.T("plan.form"), Kind: parts.Secondary, Href: site.ItemPath(st.ID, i.ID)}}
	}
	frame.Before = append(frame.Before, append(edit, parts.Button{
		Label: w.T("preparation.open"), Kind: parts.Secondary, Href: site.JourneyPath(st.ID) + "/forberedelsesark",
	}))
	return frame
}

func planFiles(st workflow.State) site.DocumentFiles {
	return site.DocumentFiles{Path: site.PlanPath(st.ID), Name: "projektplan-" + string(st.Municipality)}
}
