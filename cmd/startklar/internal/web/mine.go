package web

import (
	"slices"

	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/roster"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// minePath is the page on which people keep what is their own: how they are reached, and when they are away. A deputy
// chooses there for whom to act.
const minePath = "/mig"

// minePage shows it.
func (s *server) minePage(c echo.Context) error { return s.showMine(c, nil) }

func (s *server) showMine(c echo.Context, errs []parts.FieldError) error {
	w := s.words(c)
	me, err := s.Desk.Person(w.ctx, w.actor.ID)
	if err != nil {
		return err
	}
	away, err := s.Desk.AwayFor(w.ctx, me.ID, w.today)
	if err != nil {
		return err
	}
	page := pages.Folder{Shell: s.shell(c, w.T("mine.heading"))}
	page.Shell.Lead, page.Shell.Errors = w.T("mine.lead"), errs
	page.Shell.Audience = parts.Audience{
		Readers: []string{w.T("mine.audience_all"), w.T("people.audience_admin")}, Note: w.T("mine.audience_note"),
	}
	if len(away) > 0 {
		page.Main = append(page.Main, w.standIns(away))
	}
	if w.actor.OnBehalfOf == "" {
		page.Main = append(page.Main, w.contactForm(c, me, minePath, errs))
		if policy.CheckRole(w.actor, policy.RegisterAbsence) == nil {
			forms, err := s.absenceForms(c, me, minePath, errs)
			if err != nil {
				return err
			}
			page.Main = append(page.Main, forms...)
		}
	}
	return s.render(c, statusOf(c, errs), page)
}

// standIns are those for whom the viewer can act today.
func (w *words) standIns(away []view.PersonRow) templ.Component {
	section := pages.Work{Heading: w.T("behalf.heading"), Text: w.T("behalf.lead")}
	for _, p := range away {
		if p.ID == w.actor.OnBehalfOf {
			continue
		}
		section.Forms = append(section.Forms, pages.Form{
			Action:  minePath + "/paa-vegne-af/" + string(p.ID),
			Buttons: parts.Buttons{{Label: w.T("behalf.begin", "name", p.Name, "to", p.Absence.To), Kind: parts.Secondary}},
		})
	}
	return section
}

// contactForm asks how a person's role is reached.
func (w *words) contactForm(c echo.Context, p roster.Person, path string, errs []parts.FieldError) templ.Component {
	heading := w.T("contact.heading")
	if p.ID != w.actor.ID {
		heading = w.T("contact.heading_other")
	}
	return pages.Work{Heading: heading, Text: w.T("contact.lead"), Forms: []pages.Form{{
		Action: path + "/kontakt", Command: parts.HiddenCommand{ClientKey: newClientKey()},
		Fields: entered(c, forForm(c, "/kontakt", errs),
			parts.Field{Kind: parts.Telephone, Name: "phone", Label: w.T("contact.phone"), Value: p.Contact.Phone, Optional: true, Hint: w.T("contact.phone_hint")},
			parts.Field{Kind: parts.Email, Name: "email", Label: w.T("contact.email"), Value: p.Contact.Email, Optional: true},
		),
		Buttons: parts.Buttons{{Label: w.T("contact.save"), Kind: parts.Secondary}},
	}}}
}

// absenceForms show an absence that is not over with the way to end it, and ask for one.
func (s *server) absenceForms(c echo.Context, p roster.Person, path string, errs []parts.FieldError) ([]templ.Component, error) {
	w := s.words(c)
	people, err := s.Desk.People(w.ctx)
	if err != nil {
		return nil, err
	}
	var all []templ.Component
	errs = forForm(c, "/fravaer", errs)
	fields := []parts.Field{
		{Kind: parts.Date, Name: "from", Label: w.T("absence.from"), Width: parts.Narrow},
		{Kind: parts.Date, Name: "to", Label: w.T("absence.to"), Width: parts.Narrow},
		{Kind: parts.Select, Name: "deputy", Label: w.T("absence.deputy"), Hint: w.T("absence.deputy_hint." + string(p.Role)), Options: w.deputies(p, people)},
	}
	if a := p.Absence; !a.Over(w.today) {
		fields[0].Value, fields[1].Value, fields[2].Value = a.From.String(), a.To.String(), string(a.Deputy)
		all = append(all, pages.Work{
			Heading: w.T("absence.registered"),
			Text:    w.T("absence.when", "from", a.From, "to", a.To, "name", w.name(a.Deputy)),
			Forms: []pages.Form{{
				Action: path + "/fravaer/slut", Command: parts.HiddenCommand{ClientKey: newClientKey()},
				Buttons: parts.Buttons{{Label: w.T("absence.end"), Kind: parts.Secondary}},
			}},
		})
	}
	return append(all, pages.Work{Heading: w.T("absence.heading"), Text: w.T("absence.lead"), Forms: []pages.Form{{
		Action: path + "/fravaer", Command: parts.HiddenCommand{ClientKey: newClientKey()},
		Fields: entered(c, errs, fields...), Buttons: parts.Buttons{{Label: w.T("absence.save"), Kind: parts.Secondary}},
	}}}), nil
}

// deputies are those who can stand in for a person.
func (w *words) deputies(p roster.Person, people []view.PersonRow) []parts.Option {
	return peopleOptions(w.T("absence.choose"), people, func(other view.PersonRow) bool {
		return other.ID != p.ID && roster.CanStandIn(other, p.Role, p.Municipalities)
	})
}

// forForm keeps the errors of the form that was posted from standing at the others of the page.
func forForm(c echo.Context, form string, errs []parts.FieldError) []parts.FieldError {
	path := c.Request().URL.Path
	if len(path) < len(form) || path[len(path)-len(form):] != form {
		return nil
	}
	return slices.Clone(errs)
}

// personParam is the person whom a form is about: named in the address, or whoever looks.
func personParam(c echo.Context) person.ID {
	if id := c.Param("person"); id != "" {
		return person.ID(id)
	}
	return actorOf(c).ID
}

// ownWay is where a form about a person came from, and how it is shown again.
func (s *server) ownWay(c echo.Context) (string, func(echo.Context, []parts.FieldError) error) {
	if c.Param("person") == "" {
		return minePath, s.showMine
	}
	return personPath(personParam(c)), s.showPerson
}

func (s *server) setContact(c echo.Context) error {
	back, again := s.ownWay(c)
	return s.carry(c, write{
		command: roster.SetContact{ID: personParam(c), Contact: roster.Contact{Phone: c.FormValue("phone"), Email: c.FormValue("email")}},
		done:    "contact.saved", back: back, again: again,
	})
}

func (s *server) registerAbsence(c echo.Context) error {
	back, again := s.ownWay(c)
	from, _ := dateValue(c, "from")
	to, _ := dateValue(c, "to")
	return s.carry(c, write{
		command: roster.RegisterAbsence{ID: personParam(c), Absence: roster.Absence{From: from, To: to, Deputy: person.ID(c.FormValue("deputy"))}},
		done:    "absence.saved", back: back, again: again,
	})
}

func (s *server) endAbsence(c echo.Context) error {
	back, again := s.ownWay(c)
	return s.carry(c, write{command: roster.EndAbsence{ID: personParam(c)}, done: "absence.ended", back: back, again: again})
}
