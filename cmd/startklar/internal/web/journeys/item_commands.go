package journeys

import (
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// target names the journey of the address in a command.
func target(c echo.Context) workflow.Target { return workflow.Target{Journey: site.JourneyParam(c)} }

// itemWrite is a command from one of an item's forms: afterwards the item's page shows what came of it.
func (s *Pages) itemWrite(c echo.Context, form string, command domain.Command) error {
	return s.Carry(c, site.Write{
		Command: command, Done: "done." + strings.ReplaceAll(form, "/", "_"), Back: site.ItemPath(site.JourneyParam(c), site.ItemParam(c)), Again: s.againItem(form),
	})
}

// StartItem begins an item that is ready.
func (s *Pages) StartItem(c echo.Context) error {
	return s.itemWrite(c, "start", workflow.StartItem{Target: target(c), Item: site.ItemParam(c)})
}

// CompleteItem leads back to the journey, which shows what comes next.
func (s *Pages) CompleteItem(c echo.Context) error {
	return s.Carry(c, site.Write{
		Command: workflow.CompleteItem{Target: target(c), Item: site.ItemParam(c)},
		Done:    "done.gennemfoer", Back: site.JourneyPath(site.JourneyParam(c)), Again: s.againItem("gennemfoer"),
	})
}

// SkipItem leaves an item out, with a reason.
func (s *Pages) SkipItem(c echo.Context) error {
	return s.itemWrite(c, "fravaelg", workflow.SkipItem{Target: target(c), Item: site.ItemParam(c), Reason: c.FormValue("reason")})
}

// TerminateItem ends an item before it is done, with a reason.
func (s *Pages) TerminateItem(c echo.Context) error {
	return s.itemWrite(c, "afbryd", workflow.TerminateItem{Target: target(c), Item: site.ItemParam(c), Reason: c.FormValue("reason")})
}

// SuspendItem lets an item and its deadline rest.
func (s *Pages) SuspendItem(c echo.Context) error {
	return s.itemWrite(c, "pause", workflow.SuspendItem{Target: target(c), Item: site.ItemParam(c), Reason: c.FormValue("reason")})
}

// ResumeItem goes on with an item that rests.
func (s *Pages) ResumeItem(c echo.Context) error {
	return s.itemWrite(c, "genoptag", workflow.ResumeItem{Target: target(c), Item: site.ItemParam(c)})
}

// ReopenItem opens an item that was done, with a reason.
func (s *Pages) ReopenItem(c echo.Context) error {
	return s.itemWrite(c, "genaabn", workflow.ReopenItem{
		Target: target(c), Item: site.ItemParam(c), Sections: sectionsValue(c), Reason: c.FormValue("reason"),
	})
}

// ConfirmStale says that an item holds although something before it has changed.
func (s *Pages) ConfirmStale(c echo.Context) error {
	return s.itemWrite(c, "bekraeft", workflow.ConfirmStale{Target: target(c), Item: site.ItemParam(c), Note: c.FormValue("note")})
}

// OpenGate lets an item begin before what it waits for, with a reason.
func (s *Pages) OpenGate(c echo.Context) error {
	return s.itemWrite(c, "undtagelse", workflow.OpenGate{Target: target(c), Item: site.ItemParam(c), Reason: c.FormValue("reason")})
}

// AddItem takes the plan item's id from the address of any of its instances.
func (s *Pages) AddItem(c echo.Context) error {
	id, _ := site.ItemParam(c).Item()
	return s.Carry(c, site.Write{
		Command: workflow.AddItem{Target: target(c), Item: id, Reason: c.FormValue("reason")},
		Done:    "done.tilfoej", Back: site.JourneyPath(site.JourneyParam(c)), Again: s.againItem("tilfoej"),
	})
}

// AssignItem says who carries an item.
func (s *Pages) AssignItem(c echo.Context) error {
	return s.itemWrite(c, "tildel", workflow.AssignItem{Target: target(c), Item: site.ItemParam(c), Assignee: person.ID(c.FormValue("assignee"))})
}

// CloseStage completes a stage by hand, from the journey's page.
func (s *Pages) CloseStage(c echo.Context) error {
	stage := journey.StageID(c.Param("stage"))
	return s.Carry(c, site.Write{
		Command: workflow.CloseStage{Target: target(c), Stage: stage, Reason: c.FormValue("reason")},
		Done:    "done.luk", Back: site.JourneyPath(site.JourneyParam(c)), Again: s.againStage(stage),
	})
}
