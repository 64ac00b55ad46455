package monitor

import (
	"errors"
	"strconv"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/followup"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// caseAt names the case that a form is for, in the revision that its writer saw.
func caseAt(c echo.Context) followup.At {
	code, number := supportParams(c)
	return followup.At{Municipality: code, Case: number, Base: site.BaseRevision(c)}
}

// caseWrite is a command from one of a case's forms: the case's page shows what came of it.
func (s *Pages) caseWrite(c echo.Context, form string, command domain.Command) error {
	code, number := supportParams(c)
	return s.supportWrite(c, site.Write{Command: command, Done: "done.support." + form, Back: site.SupportCasePath(code, number) + "#" + form}, func(errs []parts.FieldError) error {
		for n := range errs {
			errs[n].FieldID = site.FieldID(form, errs[n].FieldID)
		}
		return s.showSupportCase(c, form, errs)
	})
}

// supportWrite carries a command, and shows what can be mended by again.
func (s *Pages) supportWrite(c echo.Context, w site.Write, again func([]parts.FieldError) error) error {
	err := s.Carry(c, w)
	var refusal *domain.Error
	if !errors.As(err, &refusal) || !site.Mendable(refusal) {
		return err
	}
	c.Response().Status = site.Statuses[refusal.Code]
	return again(site.FieldErrors(c.Request().Context(), refusal))
}

// Suppose keeps what the case supposes: registration, chance or practice.
func (s *Pages) Suppose(c echo.Context) error {
	return s.caseWrite(c, "hypotese", followup.Suppose{At: caseAt(c), Guess: followup.Guess(c.FormValue("guess")), Note: site.FormText(c, "note")})
}

// NoteContact notes a dialogue with the municipality.
func (s *Pages) NoteContact(c echo.Context) error {
	command := followup.NoteContact{At: caseAt(c), Way: followup.Way(c.FormValue("way")), With: site.FormText(c, "with"), Note: site.FormText(c, "note")}
	command.On, _ = site.DateValue(c, "on") // anything that is no date is refused as a missing one
	return s.caseWrite(c, "dialog", command)
}

// DecideSupport keeps which kinds of support the municipality gets.
func (s *Pages) DecideSupport(c echo.Context) error {
	return s.caseWrite(c, "hjaelp", followup.DecideSupport{At: caseAt(c), Kinds: site.FormList[followup.Help](c, "kinds"), Text: site.FormText(c, "text")})
}

// AgreeSupport keeps what was agreed, with whom.
func (s *Pages) AgreeSupport(c echo.Context) error {
	command := followup.Agree{At: caseAt(c), Text: site.FormText(c, "text")}
	command.On, _ = site.DateValue(c, "on")
	return s.caseWrite(c, "aftale", command)
}

// SetReview sets the date of the next look at a case.
func (s *Pages) SetReview(c echo.Context) error {
	command := followup.SetReview{At: caseAt(c)}
	command.On, _ = site.DateValue(c, "on")
	return s.caseWrite(c, "opfoelgning", command)
}

// TakeOverCase makes a case the viewer's own.
func (s *Pages) TakeOverCase(c echo.Context) error {
	return s.caseWrite(c, "overtag", followup.TakeOver{At: caseAt(c)})
}

// MergeCase ends a case in another one that is about the same.
func (s *Pages) MergeCase(c echo.Context) error {
	into, err := strconv.Atoi(c.FormValue("into"))
	if err != nil {
		into = 0 // which no case has
	}
	return s.caseWrite(c, "flet", followup.Merge{At: caseAt(c), Into: into})
}

// CloseCase closes a case with its outcome.
func (s *Pages) CloseCase(c echo.Context) error {
	return s.caseWrite(c, "resultat", followup.Close{At: caseAt(c), Outcome: followup.Outcome(c.FormValue("outcome")), Note: site.FormText(c, "note")})
}
