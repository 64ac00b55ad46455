package web

import (
	"slices"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// signInPage offers the demo door, or says that sign-in happens elsewhere.
func (s *server) signInPage(c echo.Context) error {
	return s.showSignIn(c, nil)
}

func (s *server) showSignIn(c echo.Context, errs []parts.FieldError) error {
	w := s.words(c)
	page := pages.SignIn{Shell: s.Shell(c, w.T("signin.heading"))}
	page.Shell.Errors, page.Shell.Demo = errs, nil
	if !s.Demo {
		page.Text = []string{w.T("signin.federated"), w.T("signin.not_set_up")}
		return s.Render(c, site.StatusOf(c, errs), page)
	}
	people, err := s.desk.People(c.Request().Context())
	if err != nil {
		return err
	}
	people = slices.DeleteFunc(people, func(p view.PersonRow) bool { return !p.Active() })
	page.Shell.Lead = w.T("signin.demo_lead")
	page.Door = w.door(c, people, errs)
	return s.Render(c, site.StatusOf(c, errs), page)
}

// door is the choice of whom to be: a municipality's people by place and role, and everybody else by name.
func (w *words) door(c echo.Context, people []view.PersonRow, errs []parts.FieldError) *pages.Door {
	back := c.FormValue("retur")
	door := &pages.Door{Back: back, Empty: parts.EmptyState{Text: w.T("signin.nobody")}}
	for _, group := range []struct {
		key   string
		roles []person.Role
	}{
		{"signin.consultants", []person.Role{person.ProcessConsultant}},
		{"signin.national", []person.Role{person.NationalOfficer, person.Administrator}},
	} {
		if made := w.doorGroup(group.key, group.roles, people); len(made.People) > 0 {
			door.Groups = append(door.Groups, made)
		}
	}
	door.Place, door.Role, door.Quick = w.placeField(c, people, errs), w.roleField(c), w.quickPeople(people)
	return door
}

func (w *words) doorGroup(key string, roles []person.Role, people []view.PersonRow) pages.DoorGroup {
	group := pages.DoorGroup{Heading: w.T(key)}
	for _, role := range roles {
		for _, p := range people {
			if p.Role == role {
				group.People = append(group.People, w.doorPerson(p))
			}
		}
	}
	return group
}

// doorPerson names somebody, with what they reach.
func (w *words) doorPerson(p view.PersonRow) pages.DoorPerson {
	made := pages.DoorPerson{ID: string(p.ID), Name: p.Name}
	switch {
	case p.Role == person.ProcessConsultant:
		made.Note = w.T("signin.municipalities", "count", len(p.Municipalities))
	case !strings.Contains(p.Name, w.T("role."+string(p.Role))):
		made.Note = w.T("role." + string(p.Role))
	}
	if p.Absence.Covers(w.Today) {
		made.Note = strings.TrimPrefix(made.Note+" · "+w.T("signin.away", "to", p.Absence.To, "name", w.Name(p.Absence.Deputy)), " · ")
	}
	return made
}

// placeField lists the municipalities that have people, in Danish order.
func (w *words) placeField(c echo.Context, people []view.PersonRow, errs []parts.FieldError) parts.Field {
	field := parts.Field{Kind: parts.Select, Name: "kommune", Label: w.T("signin.place"), Value: c.FormValue("kommune")}
	field.Options = append(field.Options, parts.Option{Label: w.T("signin.choose")})
	for _, e := range errs {
		if e.FieldID == field.Name {
			field.Error = e.Message
		}
	}
	field.Options = append(field.Options, site.OptionsOf(placesWithPeople(people))...)
	return field
}

// placesWithPeople are the municipalities with municipal people, by name.
func placesWithPeople(people []view.PersonRow) []municipality.Municipality {
	var places []municipality.Municipality
	for _, p := range people {
		if !p.Role.Municipal() || len(p.Municipalities) == 0 {
			continue
		}
		if m, ok := municipality.Get(p.Municipalities[0]); ok && !slices.Contains(places, m) {
			places = append(places, m)
		}
	}
	slices.SortFunc(places, func(a, b municipality.Municipality) int { return municipality.Compare(a.Name, b.Name) })
	return places
}

func (w *words) roleField(c echo.Context) parts.Field {
	field := parts.Field{Kind: parts.Radio, Name: "rolle", Label: w.T("signin.role"), Value: c.FormValue("rolle")}
	if field.Value == "" {
		field.Value = string(person.MunicipalLeader)
	}
	for _, r := range []person.Role{person.MunicipalLeader, person.MunicipalMember} {
		field.Options = append(field.Options, parts.Option{Value: string(r), Label: w.T("role." + string(r)), Hint: w.T("signin.hint." + string(r))})
	}
	return field
}

// quickPlaces are municipalities of different size that most visitors want to see first.
var quickPlaces = []municipality.Code{"0851", "0101", "0825"}

// quickPeople are one leader in each of them.
func (w *words) quickPeople(people []view.PersonRow) []pages.DoorPerson {
	var quick []pages.DoorPerson
	for _, code := range quickPlaces {
		if p, ok := municipalPerson(people, person.MunicipalLeader, code); ok {
			quick = append(quick, w.doorPerson(p))
		}
	}
	return quick
}

func municipalPerson(people []view.PersonRow, role person.Role, code municipality.Code) (view.PersonRow, bool) {
	for _, p := range people {
		if p.Role == role && slices.Contains(p.Municipalities, code) {
			return p, true
		}
	}
	return view.PersonRow{}, false
}

// demoSignIn lets somebody be whom they choose.
func (s *server) demoSignIn(c echo.Context) error {
	id, err := s.chosenPerson(c)
	if err != nil {
		return s.Refused(c, site.Write{Again: s.showSignIn}, err)
	}
	if err := s.SignIn(c, id); err != nil {
		return err
	}
	return site.SeeOther(c, site.LocalPath(c.FormValue("retur")))
}

// chosenPerson is a person by id, or by role and municipality.
func (s *server) chosenPerson(c echo.Context) (person.ID, error) {
	if id := person.ID(c.FormValue("person")); id != "" {
		p, err := s.Desk.Person(c.Request().Context(), id)
		if err == nil && !p.Active() {
			err = domain.RefuseField(domain.Invalid, "person", "person_left", nil)
		}
		return id, err
	}
	people, err := s.desk.People(c.Request().Context())
	if err != nil {
		return "", err
	}
	people = slices.DeleteFunc(people, func(p view.PersonRow) bool { return !p.Active() })
	code := municipality.Code(c.FormValue("kommune"))
	p, ok := municipalPerson(people, person.Role(c.FormValue("rolle")), code)
	if !ok || !p.Role.Municipal() {
		return "", domain.RefuseField(domain.Invalid, "kommune", "municipality_unknown", nil)
	}
	return p.ID, nil
}

// signOut forgets who was here.
func (s *server) signOut(c echo.Context) error {
	if err := s.SignOut(c); err != nil {
		return err
	}
	return site.SeeOther(c, "/log-ind")
}
