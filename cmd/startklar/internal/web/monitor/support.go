package monitor

import (
	"net/http"
	"strconv"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

const (
	// WhomPath is where it is looked up whom to ask.
	WhomPath = site.SupportRoot + "/hvem-kan-vi-spoerge"
	// NewCasePath is the form of a case that no proposal stands behind.
	NewCasePath = site.SupportRoot + "/nyt"
)

// followsUp tells whether the viewer carries cases, and sees what is internal.
func (w *words) followsUp() bool { return policy.CheckRole(w.Actor, policy.FollowUp) == nil }

// supportShell surrounds a page of follow-up.
func (s *Pages) supportShell(c echo.Context, heading string, errs []parts.FieldError) parts.Shell {
	w, shell := s.words(c), s.Shell(c, heading)
	shell.Errors = errs
	shell.Audience = w.supportAudience("")
	if c.Path() != site.SupportRoot {
		shell.Breadcrumb = []parts.Link{{Label: w.T("support.heading"), Href: site.SupportRoot}}
	}
	return shell
}

// supportAudience says who sees a page of follow-up: what is internal is for the agency alone, a case for those with
// whom it has been shared, too.
func (w *words) supportAudience(code municipality.Code) parts.Audience {
	if !w.followsUp() || code == "" {
		return parts.Audience{Readers: []string{w.T("support.audience." + w.supportReader())}, Note: w.T("support.audience_note." + w.supportReader())}
	}
	return parts.Audience{
		Readers: []string{w.T("audience.star"), w.T("support.audience.consultant_part"), w.T("support.audience.leader_part", "place", site.PlaceName(code))},
		Note:    w.T("support.audience_note.case"),
	}
}

// supportReader tells texts for the agency from those for a consultant and a leadership.
func (w *words) supportReader() string {
	switch {
	case w.followsUp():
		return "agency"
	case w.Actor.Role == person.ProcessConsultant:
		return "consultant"
	default:
		return "leader"
	}
}

// SupportPage lists what the address asks for.
func (s *Pages) SupportPage(c echo.Context) error {
	w := s.words(c)
	year, _, _ := w.Today.Civil()
	l := supportList{words: w, s: s, c: c, filter: readSupportFilter(c.QueryParams(), w.followsUp())}
	var query view.SupportQuery
	if l.filter.ofProposals() { // cases are listed without figures
		query.Look = lookOf(c, "support")
	}
	var err error
	if l.found, err = s.Desk.Support(w.Ctx, w.Actor, query, year); err != nil {
		return err
	}
	table, count := l.table()
	if site.WantsFile(c) {
		return s.SendTable(c, "stoetteforloeb", w.SheetOf(table, w.supportAudience("")))
	}
	page := pages.Folder{Shell: s.supportShell(c, w.T("support.heading"), nil)}
	page.Shell.Wide, page.Shell.Lead = true, w.T("support.lead."+w.supportReader())
	page.Main = []templ.Component{l.filters(count)}
	if w.followsUp() {
		page.Main = append(page.Main, parts.Buttons{
			{Label: w.T("support.open_case"), Href: NewCasePath, Kind: parts.Secondary},
			{Label: w.T("whom.link"), Href: WhomPath, Kind: parts.Tertiary},
		})
	}
	page.Main = append(page.Main, table)
	return s.Render(c, http.StatusOK, page)
}

// supportParams are the municipality and the number that an address names.
func supportParams(c echo.Context) (municipality.Code, int) {
	number, err := strconv.Atoi(c.Param("number"))
	if err != nil {
		number = 0 // which nothing has
	}
	return municipality.Code(c.Param("code")), number
}

// decimal writes a number with one decimal.
func (w *words) decimal(v float64) string { return calendar.FormatNumber(v, 1, string(w.Lang)) }

// outOf writes "3 af 12"; a dash where there is nobody.
func (w *words) outOf(num, den int) string {
	if den == 0 {
		return w.T("support.no_share")
	}
	return w.T("support.of", "n", num, "of", den)
}
