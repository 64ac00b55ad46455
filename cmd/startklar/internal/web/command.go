package web

import (
	"net/http"

	"startklar/domain"
	"startklar/templates/catalogue"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// write is a posted form on its way to becoming a command.
type write struct {
	command domain.Command
	// done names the notice that the next page shows; empty for none.
	done string
	// back is where to go afterwards.
	back string
	// again shows the form once more with what was wrong; what the person entered is read from the request.
	again func(c echo.Context, errs []parts.FieldError) error
}

// carry sends the command through the door. A double click carries the same client key and gives the first
// result again. A refusal that the person can mend shows the form again with its status; any other goes to
// the error page.
func (s *server) carry(c echo.Context, w write) error {
	ctx := c.Request().Context()
	_, err := s.Desk.Do(ctx, actorOf(c), c.FormValue("client_key"), w.command)
	if err != nil {
		return s.refused(c, w, err)
	}
	if w.done != "" {
		s.notify(c, parts.Notice{Kind: parts.NoticeSuccess, Text: catalogue.From(ctx).T(w.done)})
	}
	return seeOther(c, w.back)
}

func (s *server) refused(c echo.Context, w write, err error) error {
	e := domain.AsError(err)
	if w.again == nil || !mendable(e) {
		return err
	}
	c.Response().Status = statuses[e.Code]
	return w.again(c, fieldErrors(c.Request().Context(), err))
}

// statusOf is the status of a page that is shown again after a refusal, and 200 for any other.
func statusOf(c echo.Context, errs []parts.FieldError) int {
	if len(errs) > 0 && c.Response().Status >= http.StatusBadRequest {
		return c.Response().Status
	}
	return http.StatusOK
}
