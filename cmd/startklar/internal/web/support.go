package web

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"startklar/cmd/startklar/internal/desk"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/followup"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// SupportDesk is what the pages of follow-up ask; package desk implements it.
type SupportDesk interface {
	Support(ctx context.Context, actor person.Actor, q view.SupportQuery, year int) (desk.Support, error)
	SupportOf(ctx context.Context, actor person.Actor, code municipality.Code) (followup.State, error)
	SupportHistory(ctx context.Context, actor person.Actor, code municipality.Code, number int) ([]desk.SupportEvent, error)
	Settled(ctx context.Context, actor person.Actor) (calendar.Month, error)
	WhomToAsk(ctx context.Context, actor person.Actor, m calendar.Month) ([]signal.Signal, error)
}

const (
	supportRoot = "/stoette"
	whomPath    = supportRoot + "/hvem-kan-vi-spoerge"
	newCasePath = supportRoot + "/nyt"
)

func supportCasePath(code municipality.Code, number int) string {
	return supportRoot + "/" + string(code) + "/" + strconv.Itoa(number)
}

func supportProposalPath(code municipality.Code, number int) string {
	return supportRoot + "/" + string(code) + "/forslag/" + strconv.Itoa(number)
}

// supportRoutes are follow-up: what the signals propose, and the cases that people open.
func (s *server) supportRoutes(in *echo.Group) {
	in.GET(supportRoot, s.supportPage) // proposals and cases; filters stand in the address; ?format=csv or xlsx
	in.GET(whomPath, s.whomToAskPage)  // who has much, and can be asked to share what they do
	in.GET(newCasePath, s.newCasePage)
	in.POST(newCasePath, s.openCase)
	in.GET(supportRoot+"/:code", s.newestCase) // leads on to the case opened last
	proposal := in.Group(supportRoot + "/:code/forslag/:number")
	proposal.GET("", s.supportProposalPage)
	proposal.POST("/aabn", s.openProposal)
	proposal.POST("/saml", s.joinProposal)
	proposal.POST("/laeg-vaek", s.setAside)
	of := in.Group(supportRoot + "/:code/:number")
	of.GET("", s.supportCasePage)
	of.POST("/hypotese", s.suppose)
	of.POST("/dialog", s.noteContact)
	of.POST("/hjaelp", s.decideSupport)
	of.POST("/aftale", s.agreeSupport)
	of.POST("/opfoelgning", s.setReview)
	of.POST("/overtag", s.takeOverCase)
	of.POST("/flet", s.mergeCase)
	of.POST("/resultat", s.closeCase)
}

// followsUp tells whether the viewer carries cases, and sees what is internal.
func (w *words) followsUp() bool { return policy.CheckRole(w.actor, policy.FollowUp) == nil }

// supportShell surrounds a page of follow-up.
func (s *server) supportShell(c echo.Context, heading string, errs []parts.FieldError) parts.Shell {
	w, shell := s.words(c), s.shell(c, heading)
	shell.Errors = errs
	shell.Audience = w.supportAudience("")
	if c.Path() != supportRoot {
		shell.Breadcrumb = []parts.Link{{Label: w.T("support.heading"), Href: supportRoot}}
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
		Readers: []string{w.T("audience.star"), w.T("support.audience.consultant_part"), w.T("support.audience.leader_part", "place", placeName(code))},
		Note:    w.T("support.audience_note.case"),
	}
}

// supportReader tells texts for the agency from those for a consultant and a leadership.
func (w *words) supportReader() string {
	switch {
	case w.followsUp():
		return "agency"
	case w.actor.Role == person.ProcessConsultant:
		return "consultant"
	default:
		return "leader"
	}
}

// supportPage lists what the address asks for.
func (s *server) supportPage(c echo.Context) error {
	w := s.words(c)
	year, _, _ := w.today.Civil()
	found, err := s.Desk.Support(w.ctx, w.actor, view.SupportQuery{}, year)
	if err != nil {
		return err
	}
	l := supportList{words: w, s: s, c: c, found: found, filter: readSupportFilter(c.QueryParams(), w.followsUp())}
	table, count := l.table()
	if wantsFile(c) {
		return s.sendTable(c, "stoetteforloeb", w.sheetOf(table, w.supportAudience("")))
	}
	page := pages.Folder{Shell: s.supportShell(c, w.T("support.heading"), nil)}
	page.Shell.Wide, page.Shell.Lead = true, w.T("support.lead."+w.supportReader())
	page.Main = []templ.Component{l.filters(count)}
	if w.followsUp() {
		page.Main = append(page.Main, parts.Buttons{
			{Label: w.T("support.open_case"), Href: newCasePath, Kind: parts.Secondary},
			{Label: w.T("whom.link"), Href: whomPath, Kind: parts.Tertiary},
		})
	}
	page.Main = append(page.Main, table)
	return s.render(c, http.StatusOK, page)
}

// supportParams are the municipality and the number that an address names.
func supportParams(c echo.Context) (municipality.Code, int) {
	number, err := strconv.Atoi(c.Param("number"))
	if err != nil {
		number = 0 // which nothing has
	}
	return municipality.Code(c.Param("code")), number
}

func supportUnknown() error { return domain.Refuse(domain.NotFound, "not_found", nil) }

// subject names what something is about.
func (w *words) subject(p *monitoring.Programme, subject followup.Subject) string {
	if key := "support.subject." + string(subject); w.Has(key) {
		return w.T(key)
	}
	for _, i := range subject.Indicators(p) {
		return w.text(i.Short)
	}
	return w.T("support.subject.other")
}

func (w *words) subjects(p *monitoring.Programme, all []followup.Subject) string {
	if len(all) == 0 {
		return w.T("support.subject.other")
	}
	names := make([]string, len(all))
	for n, one := range all {
		names[n] = w.subject(p, one)
	}
	return strings.Join(names, ", ")
}

// helpWords names kinds of support.
func (w *words) helpWords(kinds []followup.Help) string {
	names := make([]string, len(kinds))
	for n, k := range kinds {
		names[n] = w.T("support.help." + string(k))
	}
	return strings.Join(names, ", ")
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
