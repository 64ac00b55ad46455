package web

import (
	"net/http"
	"strconv"

	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// chapter is a heading of a plain page: its texts are NAME.CHAPTER, .text, and .1, .2, … for its points.
type chapter struct {
	name   string
	text   bool
	points int
}

// accessibilityPage is the accessibility statement.
func (s *server) accessibilityPage(c echo.Context) error {
	return s.plainPage(c, "accessibility", []chapter{
		{"status", true, 0}, {"done", false, 6}, {"gaps", true, 3}, {"tested", true, 0}, {"contact", true, 0}, {"enforcement", true, 0},
	})
}

// privacyPage says what is stored about whom.
func (s *server) privacyPage(c echo.Context) error {
	return s.plainPage(c, "privacy", []chapter{
		{"stored", false, 4}, {"not_stored", false, 3}, {"readers", false, 4}, {"cookies", false, 2}, {"erase", true, 0}, {"rights", true, 0},
	})
}

// helpPage says how to get on, and whom to ask.
func (s *server) helpPage(c echo.Context) error {
	return s.plainPage(c, "help", []chapter{
		{"begin", false, 3}, {"answer", false, 4}, {"stuck", false, 3}, {"ask", true, 0},
	})
}

// plainPage is a page of texts alone, open to everybody.
func (s *server) plainPage(c echo.Context, name string, chapters []chapter) error {
	w := s.words(c)
	text := func(key string) string { return w.T("about." + name + "." + key) }
	page := pages.Plain{Shell: s.Shell(c, text("heading"))}
	page.Shell.Lead = text("lead")
	page.Shell.Audience = parts.Audience{Readers: []string{w.T("about.audience")}}
	for _, ch := range chapters {
		section := pages.PlainSection{Heading: text(ch.name)}
		if ch.text {
			section.Text = text(ch.name + ".text")
		}
		for n := range ch.points {
			section.Points = append(section.Points, text(ch.name+"."+strconv.Itoa(n+1)))
		}
		page.Sections = append(page.Sections, section)
	}
	return s.Render(c, http.StatusOK, page)
}
