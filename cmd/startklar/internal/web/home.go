package web

import (
	"net/http"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// homePage leads everybody to where their work is.
func (s *server) homePage(c echo.Context) error {
	actor := site.ActorOf(c)
	switch {
	case actor.Role.Municipal() && len(actor.Municipalities) > 0:
		return s.journeysOf(c, actor.Municipalities[0])
	case actor.Role == person.ProcessConsultant:
		return site.SeeOther(c, site.MyDayPath)
	case policy.CheckRole(actor, policy.ReadOverview) == nil:
		return site.SeeOther(c, "/overblik")
	default:
		return s.roleHome(c)
	}
}

// municipalityPage leads on to a municipality's journey.
func (s *server) municipalityPage(c echo.Context) error {
	code, err := municipality.ParseCode(c.Param("code"))
	if err != nil {
		return domain.Refuse(domain.NotFound, "not_found", nil)
	}
	if _, ok := municipality.Get(code); !ok {
		return domain.Refuse(domain.NotFound, "not_found", nil)
	}
	return s.journeysOf(c, code)
}

// journeysOf leads to the one journey of a municipality, lists several, or says that there is none yet.
func (s *server) journeysOf(c echo.Context, code municipality.Code) error {
	ids, err := s.Desk.JourneysOf(c.Request().Context(), site.ActorOf(c), code)
	if err != nil {
		return err
	}
	if len(ids) == 1 {
		return site.SeeOther(c, site.JourneyPath(ids[0]))
	}
	w := s.words(c)
	m, _ := municipality.Get(code)
	page := pages.JourneyList{
		Shell: s.Shell(c, w.T("journeys.heading", "place", m.Name)),
		Empty: parts.EmptyState{Heading: w.T("journeys.none"), Text: w.T("journeys.none_text")},
	}
	page.Shell.Audience = w.JourneyAudience(code)
	if len(ids) > 0 {
		group, err := s.journeyTasks(c, w, ids)
		if err != nil {
			return err
		}
		page.Tasks = parts.TaskList{ID: "forloeb", Groups: []parts.TaskGroup{group}}
	}
	return s.Render(c, http.StatusOK, page)
}

// journeyTasks are several journeys as rows, the newest first.
func (s *server) journeyTasks(c echo.Context, w *words, ids []journey.ID) (parts.TaskGroup, error) {
	var group parts.TaskGroup
	for _, id := range ids {
		st, err := s.Desk.Journey(c.Request().Context(), w.Actor, id)
		if err != nil {
			return group, err
		}
		task := parts.Task{
			Title: w.Text(st.Def.Title), Href: site.JourneyPath(id), Status: w.Status(st.Run),
			Facts: []string{w.T("journeys.started", "date", st.StartedOn)},
		}
		if !st.EndedOn.IsZero() {
			task.Facts = append(task.Facts, w.T("journeys.ended", "date", st.EndedOn))
		}
		if on := calendar.DateOf(st.ChangedAt); !on.IsZero() {
			task.Facts = append(task.Facts, w.T("journeys.changed", "date", on))
		}
		group.Tasks = append(group.Tasks, task)
	}
	return group, nil
}

// roleHome says what a role without case content holds.
func (s *server) roleHome(c echo.Context) error {
	w := s.words(c)
	page := pages.Plain{Shell: s.Shell(c, w.T("home.heading"))}
	page.Shell.Lead = w.T("home.lead")
	lines := []string{"home.other"}
	if w.Actor.Role == person.Administrator {
		lines = []string{"home.admin_people", "home.admin_definitions", "home.admin_erase", "home.admin_content"}
	}
	section := pages.PlainSection{Heading: w.T("home.holds")}
	for _, key := range lines {
		section.Points = append(section.Points, w.T(key))
	}
	page.Sections = append(page.Sections, section)
	page.Shell.Audience = parts.Audience{Readers: []string{w.T("home.audience")}}
	return s.Render(c, http.StatusOK, page)
}
