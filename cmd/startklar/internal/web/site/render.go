package site

import (
	"bytes"
	"net/http"
	"net/url"

	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/templates/catalogue"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// Render writes a page whole or not at all: a component that fails half-way leaves no torn page behind.
func (s *Site) Render(c echo.Context, status int, page templ.Component) error {
	var b bytes.Buffer
	if err := page.Render(c.Request().Context(), &b); err != nil {
		return err
	}
	return c.HTMLBlob(status, b.Bytes())
}

// Shell is what surrounds every page: who is looking, where they can go, in which language.
func (s *Site) Shell(c echo.Context, heading string) parts.Shell {
	shell := parts.Shell{Heading: heading, Languages: LanguageLinks(c), Notices: s.takeNotices(c)}
	lang := catalogue.From(c.Request().Context())
	if s.Demo {
		shell.Demo = &parts.Demo{Text: lang.T("demo.banner"), Switch: &parts.Link{Label: lang.T("demo.switch"), Href: "/log-ind"}}
	}
	actor := ActorOf(c)
	if actor.ID == "" {
		return shell
	}
	shell.Viewer = &parts.Viewer{Name: actor.Name, Role: lang.T("role." + string(actor.Role)), Place: place(lang, actor), Href: MinePath, SignOut: "/log-ud"}
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

// LanguageLinks lead to the same page in each language.
func LanguageLinks(c echo.Context) []parts.LanguageLink {
	var links []parts.LanguageLink
	for _, lang := range catalogue.Langs() {
		back := url.Values{"retur": {c.Request().URL.RequestURI()}}
		links = append(links, parts.LanguageLink{Lang: lang, Href: "/sprog/" + string(lang) + "?" + back.Encode()})
	}
	return links
}

// Asset serves the style sheet, scripts and pictures.
func (s *Site) Asset(c echo.Context) error {
	return ServeAsset(c, c.Param("*"))
}

// SeeOther leads on after a form, so that reloading does not send it again.
func SeeOther(c echo.Context, path string) error { return c.Redirect(http.StatusSeeOther, path) }
