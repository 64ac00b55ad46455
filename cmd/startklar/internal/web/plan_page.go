package web

import (
	"net/url"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/programme"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// planRoot is where project plans are read.
const planRoot = "/projektplan"

// planPath is the address at which a journey's plan is read.
func planPath(id journey.ID) string { return planRoot + "/" + url.PathEscape(string(id)) }

// planPage shows the project plan to be read: the dates drawn and as a table, then what stands in it.
func (s *server) planPage(c echo.Context) error {
	st, err := s.Desk.Journey(c.Request().Context(), actorOf(c), journeyParam(c))
	if err != nil {
		return err
	}
	i := planItem(st)
	if i == nil {
		return domain.Refuse(domain.NotFound, "item_unknown", domain.Args{"item": string(programme.Plan)})
	}
	w := s.words(c)
	d := w.draft(st, w.itemTitle(i))
	d.fact("plan.status", w.itemStatus(st, i).Text)
	d.fact("item.deadline", w.longDate(i.Deadline.On()))
	d.plan(i, "")
	return s.sendDocument(c, d.doc, s.planShell(c, st, i), planFiles(st))
}

func (s *server) planShell(c echo.Context, st workflow.State, i *workflow.Item) documentFrame {
	w := s.words(c)
	shell := s.itemShell(c, itemView{State: st, Item: i}, nil)
	shell.Lead, shell.Minutes = w.T("plan.lead"), 0
	shell.Audience.Note = w.T("audience.form")
	frame := documentFrame{shell: shell}
	edit := parts.Buttons{{Label: w.T("plan.edit"), Href: ItemPath(st.ID, i.ID)}}
	if !w.mine(i.Def.Roles) {
		edit = parts.Buttons{{Label: w.T("plan.form"), Kind: parts.Secondary, Href: ItemPath(st.ID, i.ID)}}
	}
	frame.before = append(frame.before, append(edit, parts.Button{
		Label: w.T("preparation.open"), Kind: parts.Secondary, Href: JourneyPath(st.ID) + "/forberedelsesark",
	}))
	return frame
}

func planFiles(st workflow.State) documentFiles {
	return documentFiles{path: planPath(st.ID), name: "projektplan-" + string(st.Municipality)}
}
