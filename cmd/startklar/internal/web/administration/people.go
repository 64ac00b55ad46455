package administration

import (
	"net/http"
	"net/url"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

const (
	peopleSize = 50
)

// peopleFilter is what the address asks for.
type peopleFilter struct {
	text  string
	role  person.Role
	place municipality.Code
	// standing is "", "vaek" or "tidligere".
	standing string
}

func readPeopleFilter(c echo.Context) peopleFilter {
	return peopleFilter{
		text: strings.TrimSpace(c.QueryParam("q")), role: person.Role(c.QueryParam("rolle")),
		place: municipality.Code(c.QueryParam("kommune")), standing: c.QueryParam("status"),
	}
}

// PeoplePage lists who has which role where.
func (s *Pages) PeoplePage(c echo.Context) error {
	w := s.words(c)
	people, err := s.Desk.Roster(c.Request().Context(), w.Actor)
	if err != nil {
		return err
	}
	f := readPeopleFilter(c)
	found := w.matchingPeople(people, f)
	side := max(1, site.Number(c.QueryParam("side")))
	page := pages.Folder{Shell: s.Shell(c, w.T("people.heading"))}
	page.Shell.Lead, page.Shell.Audience, page.Shell.Wide = w.T("people.lead"), w.peopleAudience(), true
	if site.WantsFile(c) {
		return s.SendTable(c, "personer", w.SheetOf(w.peopleTable(found), page.Shell.Audience))
	}
	from := min((side-1)*peopleSize, len(found))
	table := w.peopleTable(found[from:min(from+peopleSize, len(found))])
	table.Downloads = w.FileLinks(site.PeoplePath, c.QueryParams())
	page.Main = append(page.Main, w.adminViews(c))
	if policy.CheckRole(w.Actor, policy.ManagePeople) == nil {
		page.Main = append(page.Main, parts.Button{Label: w.T("people.new"), Href: "/ny-person", Kind: parts.Secondary})
	}
	page.Main = append(page.Main, w.peopleFilters(f, len(found)), table,
		pages.PageLinks(site.PageViews(w.Words, len(found), peopleSize, side, func(v url.Values) string { return site.AddressWith(site.PeoplePath, c.QueryParams(), v) })))
	return s.Render(c, http.StatusOK, page)
}

func (w *words) peopleAudience() parts.Audience {
	return parts.Audience{Readers: []string{w.T("people.audience_admin"), w.T("people.audience_star")}, Note: w.T("people.audience_note")}
}

func (w *words) matchingPeople(people []view.PersonRow, f peopleFilter) []view.PersonRow {
	var found []view.PersonRow
	for _, p := range people {
		if w.personMatches(p, f) {
			found = append(found, p)
		}
	}
	return found
}

func (w *words) personMatches(p view.PersonRow, f peopleFilter) bool {
	if f.text != "" && !strings.Contains(strings.ToLower(p.Name+" "+string(p.ID)), strings.ToLower(f.text)) {
		return false
	}
	if f.role != "" && p.Role != f.role || f.place != "" && !p.Actor().Has(f.place) {
		return false
	}
	switch f.standing {
	case "vaek":
		return p.Active() && p.Absence.Covers(w.Today)
	case "tidligere":
		return !p.Active()
	default:
		return p.Active()
	}
}

func (w *words) peopleFilters(f peopleFilter, matching int) templ.Component {
	roles := []parts.Option{{Label: w.T("history.any")}}
	for _, r := range rosterRoles() {
		roles = append(roles, parts.Option{Value: string(r), Label: w.T("role." + string(r))})
	}
	made := parts.Filters{Action: site.PeoplePath, Result: w.T("people.result", "count", matching), Fields: []parts.Field{
		{Kind: parts.Search, Name: "q", Label: w.T("people.search"), Value: f.text},
		{Kind: parts.Select, Name: "rolle", Label: w.T("people.role"), Value: string(f.role), Options: roles},
		{Kind: parts.Select, Name: "kommune", Label: w.T("people.place"), Value: string(f.place), Options: w.PlaceOptions(w.T("history.any"))},
		{Kind: parts.Select, Name: "status", Label: w.T("people.standing"), Value: f.standing, Options: []parts.Option{
			{Label: w.T("people.standing.here")}, {Value: "vaek", Label: w.T("people.standing.away")}, {Value: "tidligere", Label: w.T("people.standing.left")},
		}},
	}}
	if f != (peopleFilter{}) {
		made.Clear = site.PeoplePath
	}
	return made
}

// rosterRoles are the roles that somebody in the register can have: those of links are nobody's for long.
func rosterRoles() []person.Role {
	return []person.Role{person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant, person.NationalOfficer, person.Administrator}
}

func (w *words) peopleTable(found []view.PersonRow) parts.Table {
	table := parts.Table{
		Caption: w.T("people.heading"), HideCaption: true,
		Columns: []parts.Column{
			{Label: w.T("people.name")}, {Label: w.T("people.role")}, {Label: w.T("people.place")}, {Label: w.T("people.contact"), Notes: w.T("contact.email")}, {Label: w.T("people.standing")},
		},
		Empty: parts.EmptyState{Heading: w.T("people.none"), Text: w.T("people.none_text")},
	}
	for _, p := range found {
		table.Rows = append(table.Rows, parts.Row{Cells: []parts.Cell{
			{Text: p.Name, Href: site.PersonPath(p.ID)},
			{Text: w.T("role." + string(p.Role))},
			{Text: w.placesOf(p), File: strings.Join(site.PlaceNames(p.Municipalities), ", ")},
			{Text: p.Contact.Phone, Note: p.Contact.Email},
			{Value: w.personStatus(p)},
		}})
	}
	return table
}

// placesOf are a person's municipalities in words: few are named, many counted.
func (w *words) placesOf(p view.PersonRow) string {
	const few = 3
	if len(p.Municipalities) > few {
		return w.T("signin.municipalities", "count", len(p.Municipalities))
	}
	return strings.Join(site.PlaceNames(p.Municipalities), ", ")
}

func (w *words) personStatus(p view.PersonRow) parts.Status {
	switch {
	case !p.Active():
		return parts.Status{Kind: parts.Neutral, Text: w.T("people.left", "when", w.Moment(p.EndedAt))}
	case p.Absence.Covers(w.Today):
		return parts.Status{Kind: parts.Waiting, Text: w.T("people.away", "to", p.Absence.To, "name", w.Name(p.Absence.Deputy))}
	default:
		return parts.Status{Kind: parts.Done, Text: w.T("people.here")}
	}
}
