package administration

import (
	"slices"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/roster"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// MinePage shows it.
func (s *Pages) MinePage(c echo.Context) error { return s.showMine(c, nil) }

func (s *Pages) showMine(c echo.Context, errs []parts.FieldError) error {
	w := s.words(c)
	me, err := s.Desk.Person(w.Ctx, w.Actor.ID)
	if err != nil {
		return err
	}
	away, err := s.Desk.AwayFor(w.Ctx, me.ID, w.Today)
	if err != nil {
		return err
	}
	page := pages.Folder{Shell: s.Shell(c, w.T("mine.heading"))}
	page.Shell.Lead, page.Shell.Errors = w.T("mine.lead"), errs
	page.Shell.Audience = parts.Audience{
		Readers: []string{w.T("mine.audience_all"), w.T("people.audience_admin")}, Note: w.T("mine.audience_note"),
	}
	if len(away) > 0 {
		page.Main = append(page.Main, w.standIns(away))
	}
	if w.Actor.OnBehalfOf == "" {
		page.Main = append(page.Main, w.contactForm(c, me, site.MinePath, errs))
		if policy.CheckRole(w.Actor, policy.RegisterAbsence) == nil {
			forms, err := s.absenceForms(c, me, site.MinePath, errs)
			if err != nil {
				return err
			}
			page.Main = append(page.Main, forms...)
		}
	}
	return s.Render(c, site.StatusOf(c, errs), page)
}

// standIns are those for whom the viewer can act today.
func (w *words) standIns(away []view.PersonRow) templ.Component {
	section := pages.Work{Heading: w.T("behalf.heading"), Text: w.T("behalf.lead")}
	for _, p := range away {
		if p.ID == w.Actor.OnBehalfOf {
			continue
		}
		section.Forms = append(section.Forms, pages.Form{
			Action:  site.MinePath + "/paa-vegne-af/" + string(p.ID),
			Buttons: parts.Buttons{{Label: w.T("behalf.begin", "name", p.Name, "to", p.Absence.To), Kind: parts.Secondary}},
		})
	}
	return section
}

// contactForm asks how a person's role is reached.
func (w *words) contactForm(c echo.Context, p roster.Person, path string, errs []parts.FieldError) templ.Component {
	heading := w.T("contact.heading")
	if p.ID != w.Actor.ID {
		heading = w.T("contact.heading_other")
	}
	return pages.Work{Heading: heading, Text: w.T("contact.lead"), Forms: []pages.Form{{
		Action: path + "/kontakt", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
		Fields: site.Entered(c, forForm(c, "/kontakt", errs),
			parts.Field{Kind: parts.Telephone, Name: "phone", Label: w.T("contact.phone"), Value: p.Contact.Phone, Optional: true, Hint: w.T("contact.phone_hint")},
			parts.Field{Kind: parts.Email, Name: "email", Label: w.T("contact.email"), Value: p.Contact.Email, Optional: true},
		),
		Buttons: parts.Buttons{{Label: w.T("contact.save"), Kind: parts.Secondary}},
	}}}
}

// absenceForms show an absence that is not over with the way to end it, and ask for one.
func (s *Pages) absenceForms(c echo.Context, p roster.Person, path string, errs []parts.FieldError) ([]templ.Component, error) {
	w := s.words(c)
	people, err := s.Desk.People(w.Ctx)
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
	if a := p.Absence; !a.Over(w.Today) {
		fields[0].Value, fields[1].Value, fields[2].Value = a.From.String(), a.To.String(), string(a.Deputy)
		all = append(all, pages.Work{
			Heading: w.T("absence.registered"),
			Text:    w.T("absence.when", "from", a.From, "to", a.To, "name", w.Name(a.Deputy)),
			Forms: []pages.Form{{
				Action: path + "/fravaer/slut", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
				Buttons: parts.Buttons{{Label: w.T("absence.end"), Kind: parts.Secondary}},
			}},
		})
	}
	return append(all, pages.Work{Heading: w.T("absence.heading"), Text: w.T("absence.lead"), Forms: []pages.Form{{
		Action: path + "/fravaer", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
		Fields: site.Entered(c, errs, fields...), Buttons: parts.Buttons{{Label: w.T("absence.save"), Kind: parts.Secondary}},
	}}}), nil
}

// deputies are those who can stand in for a person.
func (w *words) deputies(p roster.Person, people []view.PersonRow) []parts.Option {
	return site.PeopleOptions(w.T("absence.choose"), people, func(other view.PersonRow) bool {
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
	return site.ActorOf(c).ID
}

// ownWay is where a form about a person came from, and how it is shown again.
func (s *Pages) ownWay(c echo.Context) (string, func(echo.Context, []parts.FieldError) error) {
	if c.Param("person") == "" {
		return site.MinePath, s.showMine
	}
	return site.PersonPath(personParam(c)), s.showPerson
}

// SetContact keeps how somebody can be reached, written by themselves.
func (s *Pages) SetContact(c echo.Context) error {
	back, again := s.ownWay(c)
	return s.Carry(c, site.Write{
		Command: roster.SetContact{ID: personParam(c), Contact: roster.Contact{Phone: c.FormValue("phone"), Email: c.FormValue("email")}},
		Done:    "contact.saved", Back: back, Again: again,
	})
}

// RegisterAbsence notes from when to when somebody is away, and who stands in.
func (s *Pages) RegisterAbsence(c echo.Context) error {
	back, again := s.ownWay(c)
	from, _ := site.DateValue(c, "from")
	to, _ := site.DateValue(c, "to")
	return s.Carry(c, site.Write{
		Command: roster.RegisterAbsence{ID: personParam(c), Absence: roster.Absence{From: from, To: to, Deputy: person.ID(c.FormValue("deputy"))}},
		Done:    "absence.saved", Back: back, Again: again,
	})
}

// EndAbsence ends an absence today, before its time.
func (s *Pages) EndAbsence(c echo.Context) error {
	back, again := s.ownWay(c)
	return s.Carry(c, site.Write{Command: roster.EndAbsence{ID: personParam(c)}, Done: "absence.ended", Back: back, Again: again})
}
