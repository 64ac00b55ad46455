package site

import (
	"net/http"

	"startklar/domain"
	"startklar/templates/catalogue"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// Write is a posted form on its way to becoming a command.
type Write struct {
	Command domain.Command
	// done names the notice that the next page shows; empty for none.
	Done string
	// back is where to go afterwards.
	Back string
	// again shows the form once more with what was wrong; what the person entered is read from the request.
	Again func(c echo.Context, errs []parts.FieldError) error
}

// Carry sends the command through the door. A double click carries the same client key and gives the first
// result again. A refusal that the person can mend shows the form again with its status; any other goes to
// the error page.
func (s *Site) Carry(c echo.Context, w Write) error {
	ctx := c.Request().Context()
	_, err := s.Desk.Do(ctx, ActorOf(c), c.FormValue("client_key"), w.Command)
	if err != nil {
		return s.Refused(c, w, err)
	}
	if w.Done != "" {
		s.Notify(c, parts.Notice{Kind: parts.NoticeSuccess, Text: catalogue.From(ctx).T(w.Done)})
	}
	return SeeOther(c, w.Back)
}

// Refused shows the form again where the person can mend what was refused, and returns any other refusal.
func (s *Site) Refused(c echo.Context, w Write, err error) error {
	e := domain.AsError(err)
	if w.Again == nil || !Mendable(e) {
		return err
	}
	c.Response().Status = Statuses[e.Code]
	return w.Again(c, FieldErrors(c.Request().Context(), err))
}

// StatusOf is the status of a page that is shown again after a refusal, and 200 for any other.
func StatusOf(c echo.Context, errs []parts.FieldError) int {
	if len(errs) > 0 && c.Response().Status >= http.StatusBadRequest {
		return c.Response().Status
	}
	return http.StatusOK
}
