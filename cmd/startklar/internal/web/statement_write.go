package web

import (
	"strconv"
	"time"

	"startklar/cmd/startklar/internal/desk"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/statement"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// freezeStatement freezes what the page showed, as of the moment of the page.
func (s *server) freezeStatement(c echo.Context) error {
	which, err := whichStatement(c)
	if err != nil {
		return err
	}
	asOf, err := time.Parse(time.RFC3339Nano, c.FormValue("as_of"))
	if err != nil || asOf.IsZero() {
		return domain.Refuse(domain.Invalid, "statement_early", nil)
	}
	w := s.words(c)
	if _, err := s.Desk.FreezeStatement(w.ctx, w.actor, c.FormValue("client_key"), which.Month, asOf, formText(c, "reason")); err != nil {
		return s.monthRefused(c, "frys", err)
	}
	s.notify(c, parts.Notice{Kind: parts.NoticeSuccess, Text: w.T("statement.frozen_done")})
	return seeOther(c, statementMonthPath(which.Month))
}

// monthRefused shows the month once more with what was wrong.
func (s *server) monthRefused(c echo.Context, form string, err error) error {
	e := domain.AsError(err)
	if !mendable(e) {
		return err
	}
	c.Response().Status = statuses[e.Code]
	return s.showStatementMonth(c, form, fieldErrors(c.Request().Context(), err))
}

func (s *server) discardStatement(c echo.Context) error {
	m, number := monthAndNumber(c)
	return s.carry(c, write{
		command: statement.Discard{Month: m, Number: number, Reason: formText(c, "reason")}, done: "statement.discarded", back: statementMonthPath(m),
		again: func(c echo.Context, errs []parts.FieldError) error { return s.showStatementMonth(c, "kasser", errs) },
	})
}

func (s *server) releaseStatement(c echo.Context) error {
	m, number := monthAndNumber(c)
	return s.carry(c, write{
		command: statement.Release{Month: m, Number: number}, done: "statement.released", back: statementMonthPath(m),
		again: func(c echo.Context, errs []parts.FieldError) error { return s.showStatementMonth(c, "frigiv", errs) },
	})
}

// monthAndNumber are what a form is about; what cannot be read is refused by the month itself.
func monthAndNumber(c echo.Context) (calendar.Month, int) {
	m, _ := calendar.ParseMonth(c.Param("month"))
	number, _ := strconv.Atoi(c.FormValue("number"))
	return m, number
}

// unitOf is the unit that an address names.
func unitOf(name string) monitoring.UnitID {
	if name == nationUnit {
		return monitoring.National
	}
	return monitoring.UnitID(name)
}

// commentStatement writes what stands beside a unit's figures with the next release.
func (s *server) commentStatement(c echo.Context) error {
	m, _ := monthAndNumber(c)
	unit := c.Param("unit")
	return s.carry(c, write{
		command: statement.WriteComment{Month: m, Unit: unitOf(unit), Text: formText(c, "text"), Base: baseRevision(c)},
		done:    "statement.comment_done", back: statementPath(m, unit) + "#kommentar",
		again: func(c echo.Context, errs []parts.FieldError) error {
			which, err := whichStatement(c)
			if err != nil {
				return err
			}
			if unit == nationUnit {
				return s.showNation(c, which, errs)
			}
			return s.municipalStatement(c, which, errs)
		},
	})
}

// commentForm lets those who prepare statements write beside one. What stands with a released edition stays; the form
// is about the next one.
func (w *words) commentForm(c echo.Context, which desk.Which, unit string, errs []parts.FieldError) templ.Component {
	field := parts.Field{
		Kind: parts.TextArea, Name: "text", Label: w.T("statement.comment_label"), Hint: w.T("statement.comment_hint"), Rows: 5, MaxLength: statement.MaxComment, Optional: true,
	}
	base := 0
	if next := w.nextComment(which, unit); next != nil {
		field.Value, base = next.Text, next.Revision
	}
	form := pages.Form{
		Action: statementPath(which.Month, unit) + "/kommentar", Command: parts.HiddenCommand{ClientKey: newClientKey(), BaseRevision: int64(base)},
		Fields: refill(c, errs, []parts.Field{field}), Buttons: parts.Buttons{{Label: w.T("statement.comment_save"), Kind: parts.Secondary}},
	}
	return pages.Block{ID: "kommentar", Heading: w.T("statement.comment.heading"), Text: w.T("statement.comment_text"), Parts: []templ.Component{form}}
}

// nextComment is what is to be said with the next release; nil where it cannot be read.
func (w *words) nextComment(which desk.Which, unit string) *statement.Comment {
	month, err := w.desk.StatementMonth(w.ctx, w.actor, which.Month)
	if err != nil {
		return nil
	}
	return month.Comment(unitOf(unit))
}
