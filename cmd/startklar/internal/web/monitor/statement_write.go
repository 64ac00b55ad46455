package monitor

import (
	"strconv"
	"time"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/statement"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// FreezeStatement freezes what the page showed, as of the moment of the page.
func (s *Pages) FreezeStatement(c echo.Context) error {
	which, err := whichStatement(c)
	if err != nil {
		return err
	}
	asOf, err := time.Parse(time.RFC3339Nano, c.FormValue("as_of"))
	if err != nil || asOf.IsZero() {
		return domain.Refuse(domain.Invalid, "statement_early", nil)
	}
	w := s.words(c)
	if _, err := s.Desk.FreezeStatement(w.Ctx, w.Actor, c.FormValue("client_key"), which.Month, asOf, site.FormText(c, "reason")); err != nil {
		return s.monthRefused(c, "frys", err)
	}
	s.Notify(c, parts.Notice{Kind: parts.NoticeSuccess, Text: w.T("statement.frozen_done")})
	return site.SeeOther(c, site.StatementMonthPath(which.Month))
}

// monthRefused shows the month once more with what was wrong.
func (s *Pages) monthRefused(c echo.Context, form string, err error) error {
	e := domain.AsError(err)
	if !site.Mendable(e) {
		return err
	}
	c.Response().Status = site.Statuses[e.Code]
	return s.showStatementMonth(c, form, site.FieldErrors(c.Request().Context(), err))
}

// DiscardStatement throws a frozen edition away before it is released, with a reason.
func (s *Pages) DiscardStatement(c echo.Context) error {
	m, number := monthAndNumber(c)
	return s.Carry(c, site.Write{
		Command: statement.Discard{Month: m, Number: number, Reason: site.FormText(c, "reason")}, Done: "statement.discarded", Back: site.StatementMonthPath(m),
		Again: func(c echo.Context, errs []parts.FieldError) error { return s.showStatementMonth(c, "kasser", errs) },
	})
}

// ReleaseStatement releases what another person has frozen.
func (s *Pages) ReleaseStatement(c echo.Context) error {
	m, number := monthAndNumber(c)
	return s.Carry(c, site.Write{
		Command: statement.Release{Month: m, Number: number}, Done: "statement.released", Back: site.StatementMonthPath(m),
		Again: func(c echo.Context, errs []parts.FieldError) error { return s.showStatementMonth(c, "frigiv", errs) },
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

// CommentStatement writes what stands beside a unit's figures with the next release.
func (s *Pages) CommentStatement(c echo.Context) error {
	m, _ := monthAndNumber(c)
	unit := c.Param("unit")
	return s.Carry(c, site.Write{
		Command: statement.WriteComment{Month: m, Unit: unitOf(unit), Text: site.FormText(c, "text"), Base: site.BaseRevision(c)},
		Done:    "statement.comment_done", Back: site.StatementPath(m, unit) + "#kommentar",
		Again: func(c echo.Context, errs []parts.FieldError) error {
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
func (s *Pages) commentForm(c echo.Context, w *words, which desk.Which, unit string, errs []parts.FieldError) templ.Component {
	field := parts.Field{
		Kind: parts.TextArea, Name: "text", Label: w.T("statement.comment_label"), Hint: w.T("statement.comment_hint"), Rows: 5, MaxLength: statement.MaxComment, Optional: true,
	}
	base := 0
	if next := s.nextComment(w, which, unit); next != nil {
		field.Value, base = next.Text, next.Revision
	}
	form := pages.Form{
		Action: site.StatementPath(which.Month, unit) + "/kommentar", Command: parts.HiddenCommand{ClientKey: site.NewClientKey(), BaseRevision: int64(base)},
		Fields: site.Refill(c, errs, []parts.Field{field}), Buttons: parts.Buttons{{Label: w.T("statement.comment_save"), Kind: parts.Secondary}},
	}
	return pages.Block{ID: "kommentar", Heading: w.T("statement.comment.heading"), Text: w.T("statement.comment_text"), Parts: []templ.Component{form}}
}

// nextComment is what is to be said with the next release; nil where it cannot be read.
func (s *Pages) nextComment(w *words, which desk.Which, unit string) *statement.Comment {
	month, err := s.Desk.StatementMonth(w.Ctx, w.Actor, which.Month)
	if err != nil {
		return nil
	}
	return month.Comment(unitOf(unit))
}
