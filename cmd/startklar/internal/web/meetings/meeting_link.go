package meetings

import (
	"net/http"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/link"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// PollLinks is where the links of date polls lead.
const PollLinks = "/datoer"

func pollLinkPath(token string) string { return PollLinks + "/" + token }

func linkHash(token string) string { return link.Hash(token) }

// loadLink finds the meeting of a link. A link that does not work shows a page that says whom to ask, the same
// whether it has expired, was withdrawn or never was.
func (s *Pages) loadLink(c echo.Context, errs []parts.FieldError) (*meetingView, error) {
	token := c.Param("token")
	m, actor, err := s.Desk.MeetingByLink(c.Request().Context(), linkHash(token), calendar.DateOf(s.Clock()))
	if domain.CodeOf(err) == domain.NotFound {
		return nil, domain.Refuse(domain.NotFound, "link_expired", nil)
	}
	if err != nil {
		return nil, err
	}
	w := *s.words(c)
	w.Actor = actor
	return &meetingView{words: &w, c: c, s: s, m: m, errs: errs, link: pollLinkPath(token)}, nil
}

// PollLinkPage asks whoever holds the link to open it: what follows links by itself opens nothing.
func (s *Pages) PollLinkPage(c echo.Context) error {
	v, err := s.loadLink(c, nil)
	if err != nil {
		return err
	}
	page := pages.Board{Shell: v.shell(v.m.Title)}
	page.Shell.Lead = v.T("meetings.link_lead", "place", site.PlaceName(v.m.Parties[0].Municipality))
	page.Parts = []templ.Component{pages.Form{Action: v.path("/aaben"), Buttons: parts.Buttons{{Label: v.T("meetings.link_open")}}}}
	return s.Render(c, http.StatusOK, page)
}

// OpenPollLink opens a meeting's link by a press: a program that follows links opens none.
func (s *Pages) OpenPollLink(c echo.Context) error {
	v, err := s.loadLink(c, nil)
	if err != nil {
		return err
	}
	return site.SeeOther(c, v.path("/moede"))
}

// PollLinkMeeting is a meeting that has its date, for whoever holds its link.
func (s *Pages) PollLinkMeeting(c echo.Context) error { return s.showLinkMeeting(c, nil) }

func (s *Pages) showLinkMeeting(c echo.Context, errs []parts.FieldError) error {
	v, err := s.loadLink(c, errs)
	if err != nil {
		return err
	}
	page := pages.Board{Shell: v.shell(v.m.Title), Status: v.meetingStatus(v.m.State)}
	page.Shell.Errors = errs
	if done, ok := linkThanks[c.QueryParam("tak")]; ok && len(errs) == 0 {
		page.Parts = append(page.Parts, parts.Notice{Kind: parts.NoticeSuccess, Text: v.T(done)})
	}
	page.Parts = append(page.Parts, v.facts())
	page.Parts = append(page.Parts, v.own()...)
	page.Parts = append(page.Parts, v.invitation()...)
	return s.Render(c, site.StatusOf(c, errs), page)
}

// AnswerPollByLink takes the dates' answers from whoever holds the link.
func (s *Pages) AnswerPollByLink(c echo.Context) error {
	v, err := s.loadLink(c, nil)
	if err != nil {
		return err
	}
	command := ballot(c, v.m)
	command.Municipality = v.m.Parties[0].Municipality
	return s.writeByLink(c, v, "datosvar", command)
}

// RegisterByLink takes from whoever holds the link whether the municipality comes, and with how many.
func (s *Pages) RegisterByLink(c echo.Context) error {
	v, err := s.loadLink(c, nil)
	if err != nil {
		return err
	}
	return s.writeByLink(c, v, "svar", attending(c, v.m.ID, v.m.Parties[0].Municipality))
}

// linkThanks are what is said after each of the forms that a link opens.
var linkThanks = map[string]string{"datosvar": "done.datosvar", "svar": "done.moedesvar"}

// writeByLink carries out what was sent with one of the forms that a link opens.
func (s *Pages) writeByLink(c echo.Context, v *meetingView, form string, command domain.Command) error {
	if _, err := s.Desk.Do(c.Request().Context(), v.Actor, c.FormValue("client_key"), command); err != nil {
		return s.Refused(c, site.Write{Again: inForm(form, s.showLinkMeeting)}, err)
	}
	return site.SeeOther(c, v.path("/moede?tak="+form))
}

// PollLinkCalendar is the same meeting as a calendar file.
func (s *Pages) PollLinkCalendar(c echo.Context) error {
	v, err := s.loadLink(c, nil)
	if err != nil {
		return err
	}
	return v.sendCalendar()
}
