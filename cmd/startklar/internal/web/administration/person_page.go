package administration

import (
	"slices"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/roster"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// PersonPage shows one person of the register, and to an administrator what can be done.
func (s *Pages) PersonPage(c echo.Context) error { return s.showPerson(c, nil) }

func (s *Pages) showPerson(c echo.Context, errs []parts.FieldError) error {
	w := s.words(c)
	if err := policy.CheckRole(w.Actor, policy.ReadPeople); err != nil {
		return err
	}
	p, err := s.Desk.Person(w.Ctx, personParam(c))
	if err != nil {
		return err
	}
	page := pages.Folder{Shell: s.Shell(c, p.Name)}
	page.Shell.Kicker, page.Shell.Errors, page.Shell.Audience = w.T("role."+string(p.Role)), errs, w.peopleAudience()
	page.Shell.Breadcrumb = []parts.Link{{Label: w.T("people.heading"), Href: site.PeoplePath}}
	page.Main = append(page.Main, w.personFacts(p))
	if len(p.Consults()) > 0 && policy.CheckRole(w.Actor, policy.HandOver) == nil {
		page.Main = append(page.Main, parts.Buttons{{Label: w.T("people.hand_over"), Href: "/ny-overdragelse?fra=" + string(p.ID), Kind: parts.Secondary}})
	}
	if policy.CheckRole(w.Actor, policy.ManagePeople) == nil {
		forms, err := s.personForms(c, p, errs)
		if err != nil {
			return err
		}
		page.Main = append(page.Main, forms...)
	}
	return s.Render(c, site.StatusOf(c, errs), page)
}

func (w *words) personFacts(p roster.Person) templ.Component {
	list := parts.SummaryList{Rows: []parts.SummaryRow{
		{Key: w.T("people.id"), Text: string(p.ID)},
		{Key: w.T("people.standing"), Value: w.personStatus(p)},
	}}
	if names := site.PlaceNames(p.Municipalities); len(names) > 0 {
		slices.SortFunc(names, municipality.Compare)
		list.Rows = append(list.Rows, parts.SummaryRow{Key: w.T("people.place"), Text: strings.Join(names, ", ")})
	}
	list.Rows = append(list.Rows, parts.SummaryRow{Key: w.T("contact.phone"), Text: orNone(w, p.Contact.Phone)}, parts.SummaryRow{Key: w.T("contact.email"), Text: orNone(w, p.Contact.Email)})
	return list
}

func orNone(w *words, text string) string {
	if text == "" {
		return w.T("people.no_contact")
	}
	return text
}

// personForms are what an administrator can change.
func (s *Pages) personForms(c echo.Context, p roster.Person, errs []parts.FieldError) ([]templ.Component, error) {
	w := s.words(c)
	path := site.PersonPath(p.ID)
	all := []templ.Component{w.registerForm(c, p, path+"/ret", forForm(c, "/ret", errs))}
	if !p.Active() {
		return all, nil
	}
	if p.Role == person.ProcessConsultant {
		all = append(all, w.assignForm(c, p, path, forForm(c, "/kommuner", errs)))
	}
	all = append(all, w.contactForm(c, p, path, errs))
	if p.Role == person.ProcessConsultant || p.Role == person.MunicipalLeader {
		forms, err := s.absenceForms(c, p, path, errs)
		if err != nil {
			return nil, err
		}
		all = append(all, forms...)
	}
	return append(all, pages.Work{Heading: w.T("people.end"), Text: w.T("people.end_text"), Forms: []pages.Form{{
		Action: path + "/slut", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
		Buttons: parts.Buttons{{Label: w.T("people.end_button"), Kind: parts.Danger}},
	}}}), nil
}

// registerForm changes name, role and municipality; of somebody who has left it brings them back.
func (w *words) registerForm(c echo.Context, p roster.Person, action string, errs []parts.FieldError) templ.Component {
	heading, button := "people.change", "people.save"
	if p.ID == "" {
		heading, button = "people.new_facts", "people.create"
	} else if !p.Active() {
		heading, button = "people.back", "people.back_button"
	}
	var fields []parts.Field
	if p.ID == "" {
		fields = append(fields, parts.Field{Name: "id", Label: w.T("people.id"), Hint: w.T("people.id_hint")})
	}
	var roles []parts.Option
	for _, r := range rosterRoles() {
		roles = append(roles, parts.Option{Value: string(r), Label: w.T("role." + string(r)), Hint: w.T("people.role_hint." + string(r))})
	}
	place := parts.Field{Kind: parts.Select, Name: "municipalities", Label: w.T("people.own_place"), Hint: w.T("people.own_place_hint"), Optional: true, Options: w.PlaceOptions(w.T("people.no_place"))}
	if p.Role.Municipal() && len(p.Municipalities) > 0 {
		place.Value = string(p.Municipalities[0])
	}
	fields = append(fields,
		parts.Field{Name: "name", Label: w.T("people.name"), Hint: w.T("people.name_hint"), Value: p.Name},
		parts.Field{Kind: parts.Radio, Name: "role", Label: w.T("people.role"), Options: roles, Value: string(p.Role)}, place)
	return pages.Work{Heading: w.T(heading), Forms: []pages.Form{{
		Action: action, Command: parts.HiddenCommand{ClientKey: site.ClientKey(c)}, Fields: site.Entered(c, errs, fields...),
		Buttons: parts.Buttons{{Label: w.T(button)}},
	}}}
}

// assignForm ticks a consultant's municipalities; whoever had one of them loses it.
func (w *words) assignForm(c echo.Context, p roster.Person, path string, errs []parts.FieldError) templ.Component {
	field := parts.Field{Kind: parts.Checkbox, Name: "municipalities", ID: "kommuner", Label: w.T("people.assigned"), Hint: w.T("people.assigned_hint"), Optional: true}
	for _, code := range p.Municipalities {
		field.Values = append(field.Values, string(code))
	}
	field.Options = append(field.Options, site.OptionsOf(site.PlacesByName())...)
	return pages.Fold{Summary: w.T("people.assign"), Open: len(errs) > 0, Form: pages.Form{
		Action: path + "/kommuner", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
		Fields: site.Entered(c, errs, field), Buttons: parts.Buttons{{Label: w.T("people.assign_button"), Kind: parts.Secondary}},
	}}
}

// NewPersonPage registers somebody.
func (s *Pages) NewPersonPage(c echo.Context) error { return s.showNewPerson(c, nil) }

func (s *Pages) showNewPerson(c echo.Context, errs []parts.FieldError) error {
	w := s.words(c)
	if err := policy.CheckRole(w.Actor, policy.ManagePeople); err != nil {
		return err
	}
	page := pages.Folder{Shell: s.Shell(c, w.T("people.new"))}
	page.Shell.Errors, page.Shell.Audience = errs, w.peopleAudience()
	page.Shell.Breadcrumb = []parts.Link{{Label: w.T("people.heading"), Href: site.PeoplePath}}
	page.Main = []templ.Component{w.registerForm(c, roster.Person{}, site.PeoplePath, errs)}
	return s.Render(c, site.StatusOf(c, errs), page)
}

// registration reads the form: a municipal role has the chosen municipality, others none of their own.
func registration(c echo.Context, id person.ID, before roster.Person) roster.RegisterPerson {
	made := roster.RegisterPerson{ID: id, Name: c.FormValue("name"), Role: person.Role(c.FormValue("role"))}
	switch code := municipality.Code(c.FormValue("municipalities")); {
	case made.Role.Municipal() && code != "":
		made.Municipalities = []municipality.Code{code}
	case made.Role == person.ProcessConsultant && before.Role == made.Role:
		made.Municipalities = before.Municipalities
	}
	return made
}

// CreatePerson takes somebody in, with a role and its municipalities.
func (s *Pages) CreatePerson(c echo.Context) error {
	made := registration(c, person.ID(c.FormValue("id")), roster.Person{})
	made.New = true
	return s.Carry(c, site.Write{Command: made, Done: "people.created", Back: site.PersonPath(made.ID), Again: s.showNewPerson})
}

// ChangePerson keeps name, role and how somebody can be reached.
func (s *Pages) ChangePerson(c echo.Context) error {
	before, err := s.Desk.Person(c.Request().Context(), personParam(c))
	if err != nil {
		return err
	}
	return s.Carry(c, site.Write{
		Command: registration(c, before.ID, before), Done: "people.saved", Back: site.PersonPath(before.ID), Again: s.showPerson,
	})
}

// AssignMunicipalities says anew which municipalities somebody has.
func (s *Pages) AssignMunicipalities(c echo.Context) error {
	values, err := c.FormParams()
	if err != nil {
		return err
	}
	command := roster.AssignMunicipalities{ID: personParam(c)}
	for _, code := range values["municipalities"] {
		command.Municipalities = append(command.Municipalities, municipality.Code(code))
	}
	return s.Carry(c, site.Write{Command: command, Done: "people.saved", Back: site.PersonPath(command.ID), Again: s.showPerson})
}

// EndPerson ends somebody's access; what they did stays theirs.
func (s *Pages) EndPerson(c echo.Context) error {
	id := personParam(c)
	return s.Carry(c, site.Write{Command: roster.EndPerson{ID: id}, Done: "people.ended", Back: site.PersonPath(id), Again: s.showPerson})
}
