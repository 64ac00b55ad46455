package web

import (
	"strings"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// target names the journey of the address in a command.
func target(c echo.Context) workflow.Target { return workflow.Target{Journey: journeyParam(c)} }

// itemWrite is a command from one of an item's forms: afterwards the item's page shows what came of it.
func (s *server) itemWrite(c echo.Context, form string, command domain.Command) error {
	return s.carry(c, write{
		command: command, done: "done." + strings.ReplaceAll(form, "/", "_"), back: ItemPath(journeyParam(c), itemParam(c)), again: s.againItem(form),
	})
}

func (s *server) startItem(c echo.Context) error {
	return s.itemWrite(c, "start", workflow.StartItem{Target: target(c), Item: itemParam(c)})
}

// completeItem leads back to the journey, which shows what comes next.
func (s *server) completeItem(c echo.Context) error {
	return s.carry(c, write{
		command: workflow.CompleteItem{Target: target(c), Item: itemParam(c)},
		done:    "done.gennemfoer", back: JourneyPath(journeyParam(c)), again: s.againItem("gennemfoer"),
	})
}

func (s *server) skipItem(c echo.Context) error {
	return s.itemWrite(c, "fravaelg", workflow.SkipItem{Target: target(c), Item: itemParam(c), Reason: c.FormValue("reason")})
}

func (s *server) terminateItem(c echo.Context) error {
	return s.itemWrite(c, "afbryd", workflow.TerminateItem{Target: target(c), Item: itemParam(c), Reason: c.FormValue("reason")})
}

func (s *server) suspendItem(c echo.Context) error {
	return s.itemWrite(c, "pause", workflow.SuspendItem{Target: target(c), Item: itemParam(c), Reason: c.FormValue("reason")})
}

func (s *server) resumeItem(c echo.Context) error {
	return s.itemWrite(c, "genoptag", workflow.ResumeItem{Target: target(c), Item: itemParam(c)})
}

func (s *server) reopenItem(c echo.Context) error {
	return s.itemWrite(c, "genaabn", workflow.ReopenItem{
		Target: target(c), Item: itemParam(c), Sections: sectionsValue(c), Reason: c.FormValue("reason"),
	})
}

func (s *server) confirmStale(c echo.Context) error {
	return s.itemWrite(c, "bekraeft", workflow.ConfirmStale{Target: target(c), Item: itemParam(c), Note: c.FormValue("note")})
}

func (s *server) openGate(c echo.Context) error {
	return s.itemWrite(c, "undtagelse", workflow.OpenGate{Target: target(c), Item: itemParam(c), Reason: c.FormValue("reason")})
}

// addItem takes the plan item's id from the address of any of its instances.
func (s *server) addItem(c echo.Context) error {
	id, _ := itemParam(c).Item()
	return s.carry(c, write{
		command: workflow.AddItem{Target: target(c), Item: id, Reason: c.FormValue("reason")},
		done:    "done.tilfoej", back: JourneyPath(journeyParam(c)), again: s.againItem("tilfoej"),
	})
}

func (s *server) assignItem(c echo.Context) error {
	return s.itemWrite(c, "tildel", workflow.AssignItem{Target: target(c), Item: itemParam(c), Assignee: person.ID(c.FormValue("assignee"))})
}

// closeStage completes a stage by hand, from the journey's page.
func (s *server) closeStage(c echo.Context) error {
	stage := journey.StageID(c.Param("stage"))
	return s.carry(c, write{
		command: workflow.CloseStage{Target: target(c), Stage: stage, Reason: c.FormValue("reason")},
		done:    "done.luk", back: JourneyPath(journeyParam(c)), again: s.againStage(stage),
	})
}
