package web

import (
	"errors"
	"strconv"

	"startklar/domain"
	"startklar/domain/followup"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// caseAt names the case that a form is for, in the revision that its writer saw.
func caseAt(c echo.Context) followup.At {
	code, number := supportParams(c)
	return followup.At{Municipality: code, Case: number, Base: baseRevision(c)}
}

// caseWrite is a command from one of a case's forms: the case's page shows what came of it.
func (s *server) caseWrite(c echo.Context, form string, command domain.Command) error {
	code, number := supportParams(c)
	return s.supportWrite(c, write{command: command, done: "done.support." + form, back: supportCasePath(code, number) + "#" + form}, func(errs []parts.FieldError) error {
		for n := range errs {
			errs[n].FieldID = fieldID(form, errs[n].FieldID)
		}
		return s.showSupportCase(c, form, errs)
	})
}

// supportWrite carries a command, and shows what can be mended by again.
func (s *server) supportWrite(c echo.Context, w write, again func([]parts.FieldError) error) error {
	err := s.carry(c, w)
	var refusal *domain.Error
	if !errors.As(err, &refusal) || !mendable(refusal) {
		return err
	}
	c.Response().Status = statuses[refusal.Code]
	return again(fieldErrors(c.Request().Context(), refusal))
}

func (s *server) suppose(c echo.Context) error {
	return s.caseWrite(c, "hypotese", followup.Suppose{At: caseAt(c), Guess: followup.Guess(c.FormValue("guess")), Note: formText(c, "note")})
}

func (s *server) noteContact(c echo.Context) error {
	command := followup.NoteContact{At: caseAt(c), Way: followup.Way(c.FormValue("way")), With: formText(c, "with"), Note: formText(c, "note")}
	command.On, _ = dateValue(c, "on") // anything that is no date is refused as a missing one
	return s.caseWrite(c, "dialog", command)
}

func (s *server) decideSupport(c echo.Context) error {
	return s.caseWrite(c, "hjaelp", followup.DecideSupport{At: caseAt(c), Kinds: formList[followup.Help](c, "kinds"), Text: formText(c, "text")})
}

func (s *server) agreeSupport(c echo.Context) error {
	command := followup.Agree{At: caseAt(c), Text: formText(c, "text")}
	command.On, _ = dateValue(c, "on")
	return s.caseWrite(c, "aftale", command)
}

func (s *server) setReview(c echo.Context) error {
	command := followup.SetReview{At: caseAt(c)}
	command.On, _ = dateValue(c, "on")
	return s.caseWrite(c, "opfoelgning", command)
}

func (s *server) takeOverCase(c echo.Context) error {
	return s.caseWrite(c, "overtag", followup.TakeOver{At: caseAt(c)})
}

func (s *server) mergeCase(c echo.Context) error {
	into, err := strconv.Atoi(c.FormValue("into"))
	if err != nil {
		into = 0 // which no case has
	}
	return s.caseWrite(c, "flet", followup.Merge{At: caseAt(c), Into: into})
}

func (s *server) closeCase(c echo.Context) error {
	return s.caseWrite(c, "resultat", followup.Close{At: caseAt(c), Outcome: followup.Outcome(c.FormValue("outcome")), Note: formText(c, "note")})
}
