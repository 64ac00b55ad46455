package web

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"

	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/templates/catalogue"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// render writes a page whole or not at all: a component that fails half-way leaves no torn page behind.
func (s *server) render(c echo.Context, status int, page templ.Component) error {
	var b bytes.Buffer
	if err := page.Render(c.Request().Context(), &b); err != nil {
		return err
	}
	return c.HTMLBlob(status, b.Bytes())
}

// shell is what surrounds every page: who is looking, where they can go, in which language.
func (s *server) shell(c echo.Context, heading string) parts.Shell {
	shell := parts.Shell{Heading: heading, Languages: languageLinks(c), Notices: s.takeNotices(c)}
	lang := catalogue.From(c.Request().Context())
	if s.Demo {
		shell.Demo = &parts.Demo{Text: lang.T("demo.banner"), Switch: &parts.Link{Label: lang.T("demo.switch"), Href: "/log-ind"}}
	}
	actor := actorOf(c)
	if actor.ID == "" {
		return shell
	}
	shell.Viewer = &parts.Viewer{Name: actor.Name, Role: lang.T("role." + string(actor.Role)), Place: place(lang, actor), Href: minePath, SignOut: "/log-ud"}
	shell.Menu = menu(c, lang, actor)
	s.countMessages(c, actor, shell.Menu)
	shell.Behalf = s.behalfBanner(c, actor)
	return shell
}

// place is where somebody works: the municipality, or nothing for those who have many or all.
func place(_ catalogue.Lang, actor person.Actor) string {
	if !actor.Role.Municipal() || len(actor.Municipalities) == 0 {
		return ""
	}
	m, _ := municipality.Get(actor.Municipalities[0])
	return m.Name
}

func languageLinks(c echo.Context) []parts.LanguageLink {
	var links []parts.LanguageLink
	for _, lang := range catalogue.Langs() {
		back := url.Values{"retur": {c.Request().URL.RequestURI()}}
		links = append(links, parts.LanguageLink{Lang: lang, Href: "/sprog/" + string(lang) + "?" + back.Encode()})
	}
	return links
}

// asset serves the style sheet, scripts and pictures.
func (s *server) asset(c echo.Context) error {
	return serveAsset(c, c.Param("*"))
}

// JourneyPath and ItemPath are the addresses of a journey and of an item in it. A repeated item's number
// follows a tilde, for "#" ends a path.
func JourneyPath(id journey.ID) string { return "/forloeb/" + url.PathEscape(string(id)) }

// ItemPath is the address of an item's page.
func ItemPath(id journey.ID, item journey.InstanceID) string {
	return JourneyPath(id) + "/" + strings.ReplaceAll(string(item), "#", "~")
}

func journeyParam(c echo.Context) journey.ID { return journey.ID(c.Param("journey")) }

func itemParam(c echo.Context) journey.InstanceID {
	return journey.InstanceID(strings.ReplaceAll(c.Param("item"), "~", "#"))
}

func seeOther(c echo.Context, path string) error { return c.Redirect(http.StatusSeeOther, path) }
