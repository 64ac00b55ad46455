package monitor

import (
	"bytes"
	"net/http"
	"net/url"
	"strconv"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/monthly"
	"startklar/cmd/startklar/internal/report"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/knowledge"
	"startklar/domain/municipality"
	"startklar/domain/policy"
	"startklar/domain/statement"
	"startklar/templates/catalogue"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// statementsPath is where the statements are; nationUnit is the nation's among the units of a month.
const (
	nationUnit = "landet"
)

// editionParam chooses an edition by its number, or what nobody has frozen.
const (
	editionParam = "udgave"
	draftEdition = "udkast"
)

// prepares tells whether the viewer prepares statements.
func (w *words) prepares() bool { return policy.CheckRole(w.Actor, policy.PrepareStatements) == nil }

// whichStatement reads month and edition from the address.
func whichStatement(c echo.Context) (desk.Which, error) {
	m, err := calendar.ParseMonth(c.Param("month"))
	if err != nil {
		return desk.Which{}, domain.Refuse(domain.NotFound, "not_found", nil)
	}
	w := desk.Which{Month: m}
	switch chosen := c.QueryParam(editionParam); chosen {
	case "":
	case draftEdition:
		w.Preview = true
	default:
		if w.Number, err = strconv.Atoi(chosen); err != nil || w.Number < 1 {
			return w, domain.Refuse(domain.NotFound, "not_found", nil)
		}
	}
	return w, nil
}

// StatementPage shows one statement: a municipality's, or the nation's.
func (s *Pages) StatementPage(c echo.Context) error {
	which, err := whichStatement(c)
	if err != nil {
		return err
	}
	if c.Param("unit") == nationUnit {
		return s.nationPage(c, which)
	}
	return s.municipalStatement(c, which, nil)
}

// orDraft asks for the draft where nothing has been frozen and the viewer prepares statements.
func orDraft[T any](w *words, which desk.Which, read func(desk.Which) (T, error)) (T, desk.Which, error) {
	found, err := read(which)
	if domain.CodeOf(err) == domain.NotFound && which.Number == 0 && !which.Preview && w.prepares() {
		which.Preview = true
		found, err = read(which)
	}
	return found, which, err
}

// municipalStatement shows a municipality's statement, or sends it as a file as it leaves the house.
func (s *Pages) municipalStatement(c echo.Context, which desk.Which, errs []parts.FieldError) error {
	w, code := s.words(c), municipality.Code(c.Param("unit"))
	format := c.QueryParam(site.FormatParam)
	found, which, err := orDraft(w, which, func(which desk.Which) (desk.Statement, error) {
		return s.Desk.Statement(w.Ctx, w.Actor, which, code, format != "")
	})
	if err != nil {
		return err
	}
	letter := monthly.Of(w.Lang, found)
	letter.Call = s.whomToCall(w, code)
	if format != "" {
		letter.Lang = catalogue.Danish
		return s.sendStatement(c, letter.Sheet(), which.Month.String()+"-"+string(code), format)
	}
	letter.Inside, letter.Whole = true, true
	page := pages.StatementPage{Shell: s.statementShell(c, w.statementHeading(which.Month, site.PlaceName(code)), which.Month), Sheet: letter.Sheet()}
	page.Shell.Errors = errs
	page.Shell.Lead = w.T("statement.page_lead")
	page.Shell.Minutes = site.StatementMinutes
	page.Shell.Audience = w.statementAudience(code, found.Outside)
	page.Downloads, page.Missing = s.statementLinks(w, c.Request().URL.Path, which)
	page.Downloads = append(page.Downloads, parts.Link{Label: w.T("statement.half_page"), Href: site.AddressWith(site.StatementPath(which.Month, string(code))+"/halvside", nil, editionQuery(which))})
	page.Before = w.otherEditions(c.Request().URL.Path, found.Newest, found.Edition)
	if w.prepares() {
		page.After = append(page.After, s.commentForm(c, w, which, string(code), errs))
	}
	return s.Render(c, site.StatusOf(c, errs), page)
}

func (w *words) statementHeading(m calendar.Month, place string) string {
	return w.T("statement.page_heading", "place", place, "month", m)
}

// statementShell surrounds a page of a month.
func (s *Pages) statementShell(c echo.Context, heading string, m calendar.Month) parts.Shell {
	w := s.words(c)
	shell := s.Shell(c, heading)
	shell.Breadcrumb = []parts.Link{{Label: w.T("menu.statements"), Href: site.StatementsPath}}
	if !w.Actor.Role.Municipal() && !m.IsZero() {
		shell.Breadcrumb = append(shell.Breadcrumb, parts.Link{Label: monthly.Month(w.Lang, m), Href: site.StatementMonthPath(m)})
	}
	return shell
}

func (w *words) statementAudience(code municipality.Code, outside bool) parts.Audience {
	a := parts.Audience{Readers: []string{w.T("audience.municipality", "place", site.PlaceName(code)), w.T("audience.star")}, Note: w.T("statement.audience")}
	if outside {
		a.Readers, a.Note = append(a.Readers, w.T("audience.consultant")), w.T("statement.audience_outside")
	}
	return a
}

// whomToCall is the municipality's consultant; nobody where it has none.
func (s *Pages) whomToCall(w *words, code municipality.Code) []monthly.Caller {
	consultant, err := s.Desk.ConsultantOf(w.Ctx, w.Actor, code)
	if err != nil || consultant.ID == w.Actor.ID {
		return nil
	}
	return []monthly.Caller{{Name: consultant.Name, Phone: consultant.Contact.Phone}}
}

func editionQuery(w desk.Which) url.Values {
	switch {
	case w.Preview:
		return url.Values{editionParam: {draftEdition}}
	case w.Number > 0:
		return url.Values{editionParam: {strconv.Itoa(w.Number)}}
	}
	return nil
}

// The formats in which a statement leaves the house, beside the workbook of the nation.
const formatHTML = "html"

// statementLinks are the files in which a statement can be had, and what is missing here.
func (s *Pages) statementLinks(w *words, path string, which desk.Which) (links []parts.Link, missing string) {
	address := func(format string) string {
		return site.AddressWith(path, editionQuery(which), url.Values{site.FormatParam: {format}})
	}
	if s.Printer != nil {
		links = append(links, parts.Link{Label: w.T("document.pdf"), Href: address(site.FormatPDF), Download: true})
	} else {
		missing = w.T("document.no_pdf")
	}
	return append(links, parts.Link{Label: w.T("statement.html"), Href: address(formatHTML), Download: true}), missing
}

// sendStatement sends a sheet as a file that stands by itself.
func (s *Pages) sendStatement(c echo.Context, sheet pages.Sheet, name, format string) error {
	if format != site.FormatPDF && format != formatHTML {
		return domain.Refuse(domain.NotFound, "not_found", nil)
	}
	if format == site.FormatPDF && s.Printer == nil {
		return domain.Refuse(domain.Unavailable, "pdf_missing", nil)
	}
	ctx := catalogue.With(c.Request().Context(), catalogue.Danish)
	var html bytes.Buffer
	if err := (pages.StatementPaper{Sheet: sheet, Style: report.StatementStyle()}).Render(ctx, &html); err != nil {
		return err
	}
	if format == formatHTML {
		return site.Attach(c, name+".html", "text/html; charset=utf-8", html.Bytes())
	}
	file, err := s.Printer.PDF(ctx, html.String())
	if err != nil {
		return err
	}
	return site.Attach(c, name+".pdf", "application/pdf", file)
}

// otherEditions lead to the other editions of the month.
func (w *words) otherEditions(path string, newest int, shown *statement.Edition) []templ.Component {
	var links pages.LinkRow
	for n := newest; n > 0; n-- {
		if shown == nil || shown.Number != n {
			links = append(links, parts.Link{Label: w.T("statement.edition_link", "number", n), Href: path + "?" + editionParam + "=" + strconv.Itoa(n)})
		}
	}
	if w.prepares() && shown != nil {
		links = append(links, parts.Link{Label: w.T("statement.draft_link"), Href: path + "?" + editionParam + "=" + draftEdition})
	}
	if len(links) == 0 {
		return nil
	}
	return []templ.Component{links}
}

// nationPage shows the national edition, or sends it as a file.
func (s *Pages) nationPage(c echo.Context, which desk.Which) error {
	return s.showNation(c, which, nil)
}

func (s *Pages) showNation(c echo.Context, which desk.Which, errs []parts.FieldError) error {
	w := s.words(c)
	found, which, err := orDraft(w, which, func(which desk.Which) (desk.NationalStatement, error) {
		return s.Desk.NationalStatement(w.Ctx, w.Actor, which, c.QueryParam(site.FormatParam) != "")
	})
	if err != nil {
		return err
	}
	n := monthly.OfNation(w.Lang, found)
	switch format := c.QueryParam(site.FormatParam); format {
	case "":
	case site.FormatSheet, site.FormatCSV:
		return s.SendTable(c, "landsopgoerelse-"+which.Month.String(), n.Table())
	default:
		n.Lang = catalogue.Danish
		return s.sendStatement(c, n.Sheet(), which.Month.String()+"-"+nationUnit, format)
	}
	n.Inside = true
	page := pages.StatementPage{Shell: s.statementShell(c, w.T("statement.nation_heading", "month", which.Month), which.Month), Sheet: n.Sheet()}
	page.Shell.Errors, page.Shell.Minutes = errs, 3
	page.Shell.Audience = parts.Audience{Readers: []string{w.T("statement.audience_everybody")}, Note: w.T("statement.audience_outside")}
	page.Downloads, page.Missing = s.statementLinks(w, c.Request().URL.Path, which)
	page.Downloads = append(page.Downloads, parts.Link{
		Label: w.T("sheet.download"), Href: site.AddressWith(c.Request().URL.Path, editionQuery(which), url.Values{site.FormatParam: {site.FormatSheet}}), Download: true,
	})
	page.Before = w.otherEditions(c.Request().URL.Path, found.Newest, found.Edition)
	if w.prepares() {
		page.After = append(page.After, s.commentForm(c, w, which, nationUnit, errs))
	}
	return s.Render(c, site.StatusOf(c, errs), page)
}

// FrontStaffPage is the half page for those who meet the citizens, as it may hang on a wall.
func (s *Pages) FrontStaffPage(c echo.Context) error {
	which, err := whichStatement(c)
	if err != nil {
		return err
	}
	w, code := s.words(c), municipality.Code(c.Param("unit"))
	found, which, err := orDraft(w, which, func(which desk.Which) (desk.Statement, error) {
		return s.Desk.Statement(w.Ctx, w.Actor, which, code, true)
	})
	if err != nil {
		return err
	}
	stories, err := s.Desk.StoriesFor(w.Ctx, w.Actor, knowledge.FrontStaff)
	if err != nil {
		return err
	}
	var story *knowledge.Story
	if len(stories) > 0 {
		story = &stories[0]
	}
	letter := monthly.Of(w.Lang, found)
	if format := c.QueryParam(site.FormatParam); format != "" {
		letter.Lang = catalogue.Danish
		return s.sendStatement(c, letter.Front(story), which.Month.String()+"-"+string(code)+"-halvside", format)
	}
	letter.Inside = true
	page := pages.StatementPage{Shell: s.statementShell(c, w.T("statement.half_heading", "place", site.PlaceName(code), "month", which.Month), which.Month), Sheet: letter.Front(story)}
	page.Shell.Breadcrumb = append(page.Shell.Breadcrumb, parts.Link{Label: site.PlaceName(code), Href: site.AddressWith(site.StatementPath(which.Month, string(code)), nil, editionQuery(which))})
	page.Shell.Audience = w.statementAudience(code, true)
	page.Downloads, page.Missing = s.statementLinks(w, c.Request().URL.Path, which)
	return s.Render(c, http.StatusOK, page)
}
