package journeys

import (
	"net/http"
	"net/url"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/link"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// asking is a request for help that is being made.
type asking struct {
	*answers
	s        *Pages
	question *workflow.Field
	section  *workflow.Section
	// back is the page that it was begun on.
	back string
}

// loadAsking finds the question or the section of the address.
func (s *Pages) loadAsking(c echo.Context) (*asking, error) {
	v, err := s.loadItem(c)
	if err != nil {
		return nil, err
	}
	a := &asking{answers: &answers{words: s.words(c), c: c, v: v}, s: s}
	if id := c.Param("section"); id != "" {
		if a.section = v.Item.Def.Section(journey.SectionID(id)); a.section == nil {
			return nil, domain.Refuse(domain.NotFound, "section_unknown", domain.Args{"section": id})
		}
		a.back = site.ItemPath(v.State.ID, v.Item.ID) + "#afsnit-" + id
		return a, nil
	}
	f := fieldParam(c, v.Item)
	if f == nil {
		return nil, domain.Refuse(domain.NotFound, "field_unknown", domain.Args{"field": c.Param("field")})
	}
	a.question = questionOf(f)
	a.back = questionPath(v, a.question.ID)
	return a, nil
}

// what names what is asked about: "A.a.3 Hvordan …" or "A. Samarbejde".
func (a *asking) what() string {
	if a.section != nil {
		return a.sectionTitle(a.v.Item, a.section)
	}
	return a.T("checklist.numbered", "ref", refOf(a.question), "title", a.question.Text)
}

// probe is the request as it would be.
func (a *asking) probe() workflow.AskColleague {
	if a.section != nil {
		return a.askProbe("", a.section.ID)
	}
	return a.askProbe(a.question.ID, "")
}

// AskPage asks whom to ask.
func (s *Pages) AskPage(c echo.Context) error {
	a, err := s.loadAsking(c)
	if err != nil {
		return err
	}
	if err := workflow.Allowed(a.v.State, a.Actor, a.probe(), a.Now); err != nil {
		return err
	}
	return s.showAsking(c, a, nil)
}

func (s *Pages) showAsking(c echo.Context, a *asking, errs []parts.FieldError) error {
	page := pages.Parts{Shell: s.itemShell(c, a.v, errs)}
	page.Shell.Heading, page.Shell.Kicker, page.Shell.Lead, page.Shell.Minutes = a.T("ask.heading"), a.what(), a.T("ask.lead"), 2
	page.Shell.Breadcrumb = append(page.Shell.Breadcrumb, parts.Link{Label: a.ItemTitle(a.v.Item), Href: site.ItemPath(a.v.State.ID, a.v.Item.ID)})
	page.Shell.Audience = a.requestAudience()
	page.Main = []templ.Component{a.form(errs)}
	return s.Render(c, site.StatusOf(c, errs), page)
}

// requestAudience says who can read requests and proposals.
func (w *words) requestAudienceOf(code municipality.Code) parts.Audience {
	m, _ := municipality.Get(code)
	return parts.Audience{Readers: []string{w.T("audience.municipality", "place", m.Name), w.T("audience.asked")}, Note: w.T("audience.requests")}
}

func (a *answers) requestAudience() parts.Audience {
	return a.requestAudienceOf(a.v.State.Municipality)
}

func (a *asking) form(errs []parts.FieldError) pages.Form {
	sent := func(name, otherwise string) string {
		if a.c.Request().Method == http.MethodPost {
			return a.c.FormValue(name)
		}
		return otherwise
	}
	form := pages.Form{
		Action: a.c.Request().URL.Path, Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
		Buttons: parts.Buttons{{Label: a.T("ask.button")}, {Label: a.T("ask.cancel"), Kind: parts.Tertiary, Href: a.back}},
	}
	if people := a.s.colleagueOptions(a.answers); len(people) > 1 {
		form.Fields = append(form.Fields, parts.Field{
			Kind: parts.Select, Name: "person", Label: a.T("ask.person"), Hint: a.T("ask.person_hint"), Options: people, Value: sent("person", ""), Error: site.ErrorAt(errs, "person"), Optional: true,
		})
	}
	form.Fields = append(
		form.Fields,
		parts.Field{
			Kind: parts.Email, Name: "email", Label: a.T("ask.email"), Hint: a.T("ask.email_hint"), Value: sent("email", ""), Autocomplete: "off",
			Error: site.ErrorAt(errs, "email"), Optional: true,
		},
		parts.Field{
			Kind: parts.Date, Name: "due", Label: a.T("ask.due"), Hint: a.T("ask.due_hint"), Width: parts.Narrow, Error: site.ErrorAt(errs, "due"),
			Value: sent("due", calendar.Danish().AddWorkingDays(a.Today, 5).String()),
		},
		parts.Field{
			Kind: parts.TextArea, Name: "note", Label: a.T("ask.note"), Hint: a.T("ask.note_hint"), Rows: 4, Optional: true, MaxLength: workflow.MaxReason,
			Value: sent("note", ""), Error: site.ErrorAt(errs, "note"),
		},
	)
	return form
}

// colleagueOptions lists the municipality's own people who work on the item, but for the viewer; nobody first.
func (s *Pages) colleagueOptions(a *answers) []parts.Option {
	people, _ := s.Desk.People(a.Ctx) // without them there is still nobody to choose
	return site.PeopleOptions(a.T("ask.nobody"), people, func(p view.PersonRow) bool { return p.ID != a.Actor.ID && answersFor(p, a.v) })
}

// AskColleague makes the request. A guest's link is shown once, on the page that answers.
func (s *Pages) AskColleague(c echo.Context) error {
	a, err := s.loadAsking(c)
	if err != nil {
		return err
	}
	command := a.probe()
	command.ID = journey.RequestID("r." + c.FormValue("client_key"))
	command.Person, command.Email, command.Note = person.ID(c.FormValue("person")), strings.TrimSpace(c.FormValue("email")), site.Plain(c.FormValue("note"))
	if command.Due, err = sentDate(c, "due"); err != nil {
		return s.askAgain(c, a, err)
	}
	if command.Person != "" && !s.answersHere(c, a.v, command.Person) {
		return s.askAgain(c, a, domain.RefuseField(domain.Invalid, "person", "owner_unknown", nil))
	}
	token := ""
	if command.Email != "" {
		token = site.NewToken()
		command.Link = workflow.LinkHash(link.Hash(token))
	}
	_, err = s.Desk.Do(c.Request().Context(), a.Actor, c.FormValue("client_key"), command)
	switch {
	case domain.CodeOf(err) == domain.KeyReused:
		return site.SeeOther(c, colleaguesPath(a.v.State.ID)) // sent twice: the link of the first stands
	case err != nil:
		return s.askAgain(c, a, err)
	case token != "":
		return s.showLink(c, a.answers, command.Email, token, a.what())
	}
	s.Notify(c, parts.Notice{Kind: parts.NoticeSuccess, Text: a.T("ask.done", "name", a.Name(command.Person))})
	return site.SeeOther(c, a.back)
}

func (s *Pages) askAgain(c echo.Context, a *asking, err error) error {
	e := domain.AsError(err)
	if !site.Mendable(e) {
		return err
	}
	c.Response().Status = site.Statuses[e.Code]
	return s.showAsking(c, a, site.FieldErrors(c.Request().Context(), err))
}

// showLink shows a guest's link, once.
func (s *Pages) showLink(c echo.Context, a *answers, email, token, what string) error {
	address := s.Origin(c) + GuestRoot + "/" + token
	page := pages.Parts{Shell: s.itemShell(c, a.v, nil)}
	page.Shell.Heading, page.Shell.Kicker, page.Shell.Lead, page.Shell.Minutes = a.T("ask.link_heading"), what, a.T("ask.link_lead", "email", email), 0
	page.Shell.Audience = a.requestAudience()
	page.Shell.Scripts = []string{"copy.js"}
	mail := "mailto:" + inAddress(email) + "?subject=" + inAddress(a.T("ask.mail_subject")) + "&body=" + inAddress(a.T("ask.mail_body", "what", what, "link", address))
	page.Main = []templ.Component{
		pages.CopyText{ID: "link", Label: a.T("ask.link_label"), Text: address, Line: true, Button: a.T("ask.copy")},
		parts.Notice{Kind: parts.NoticeWarning, Text: a.T("ask.link_once")},
		parts.Buttons{
			{Label: a.T("ask.mail"), Href: mail, Kind: parts.Secondary},
			{Label: a.T("ask.to_list"), Href: colleaguesPath(a.v.State.ID), Kind: parts.Tertiary},
		},
	}
	return s.Render(c, http.StatusOK, page)
}

// inAddress writes a text into a mailto address, in which a plus sign would stand as such.
func inAddress(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }

// ShareSection lets the consultant read a track before it is declared, or takes that back.
func (s *Pages) ShareSection(c echo.Context) error {
	v, err := s.loadItem(c)
	if err != nil {
		return err
	}
	section := journey.SectionID(c.Param("section"))
	shared := c.FormValue("del") == "1"
	done := "checklist.unshared"
	if shared {
		done = "checklist.shared_done"
	}
	return s.Carry(c, site.Write{
		Command: workflow.ShareSection{Target: target(c), Item: v.Item.ID, Section: section, Shared: shared},
		Done:    done, Back: site.ItemPath(v.State.ID, v.Item.ID) + "#afsnit-" + string(section),
	})
}
