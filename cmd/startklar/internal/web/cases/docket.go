package cases

import (
	"slices"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// docket builds the pages about many journeys for one viewer.
type docket struct {
	*words
	c     echo.Context
	s     *Pages
	cases []view.Case
	// people by municipality: those who work there.
	people map[municipality.Code][]view.PersonRow
}

// newDocket reads every journey that the viewer carries, with a fixed number of statements.
func (s *Pages) newDocket(c echo.Context) (*docket, error) {
	d := &docket{words: s.words(c), c: c, s: s, people: map[municipality.Code][]view.PersonRow{}}
	var err error
	if d.cases, err = s.Desk.Caseload(d.Ctx, d.Actor, view.OverviewQuery{Sort: view.ByName}); err != nil {
		return nil, err
	}
	people, err := s.Desk.People(d.Ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		d.Names[p.ID] = p.Name
		if !p.Role.Municipal() {
			continue
		}
		for _, code := range p.Municipalities {
			d.people[code] = append(d.people[code], p)
		}
	}
	return d, nil
}

// plan is the definition that a journey runs on; nil where it cannot be read.
func (d *docket) plan(c view.Case) *workflow.Definition {
	def, err := d.s.Definitions.Definition(c.Definition, c.Version, c.DefinitionHash)
	if err != nil {
		return nil
	}
	return def
}

// stageTitle is where a journey is: the stage under way, or how it ended.
func (d *docket) stageTitle(c view.Case) string {
	if c.Run != journey.Active {
		return d.State(c.Run)
	}
	id := site.CurrentOf(c.OverviewRow)
	if def := d.plan(c); def != nil {
		for _, stage := range def.Stages {
			if stage.ID == id {
				return d.Text(stage.Title)
			}
		}
	}
	return ""
}

// waitTitle names what a journey waits for.
func (d *docket) waitTitle(c view.Case, id journey.InstanceID) string {
	item, number := id.Item()
	def := d.plan(c)
	if def == nil || def.Item(item) == nil {
		return string(id)
	}
	if number > 1 {
		return d.T("item.numbered", "title", def.Item(item).Title, "number", number)
	}
	return d.Text(def.Item(item).Title)
}

// whose says whose move something is, as the viewer speaks of them.
func (d *docket) whose(w view.CaseWait) string { return d.whoseMove(w, d.T("desk.whose.you")) }

// whoseMove says it with a word for the viewer: a file is read by others as well.
func (d *docket) whoseMove(w view.CaseWait, viewer string) string {
	if w.Assignee != "" && len(w.Roles) > 1 {
		return d.Name(w.Assignee)
	}
	var who []string
	for _, role := range w.Roles {
		text := viewer
		switch {
		case role == d.Actor.Role:
		case role.Municipal():
			text = d.T("desk.whose.municipality")
		default:
			text = d.T("desk.whose." + string(role))
		}
		if !slices.Contains(who, text) {
			who = append(who, text)
		}
	}
	for n := 1; n < len(who); n++ {
		who[n] = site.LowerFirst(who[n])
	}
	return d.List(who)
}

// mixKinds give each standing its shape, in the order in which they are read: the best first.
var mixKinds = []journey.Standing{journey.Clear, journey.Clarifying, journey.ForWorkshop, journey.NotBegun}

// mix is how a journey's questions stand, in words.
func (w *words) mix(m journey.Mix) parts.Mix {
	var made parts.Mix
	for _, s := range mixKinds {
		made = append(made, parts.MixPart{Kind: site.StandingKinds[s], Count: m.Count(s), Text: w.T("desk.mix."+string(s), "count", m.Count(s))})
	}
	return made
}

// waitsOnViewer lists what the viewer can do now in a journey.
func (d *docket) waitsOnViewer(c view.Case) (all []view.CaseWait) {
	for _, w := range c.Waiting {
		if w.On(d.Today, d.Actor.Role) {
			all = append(all, w)
		}
	}
	return all
}

// owed is the municipality's own most overdue move, and how many more it has that are overdue.
func (d *docket) owed(c view.Case) (worst view.CaseWait, more int) {
	n := 0
	for _, w := range c.Waiting {
		if !w.OnMunicipality(d.Today) || view.DaysLate(w.Due, d.Today) == 0 {
			continue
		}
		if n++; n == 1 || w.Due.Before(worst.Due) {
			worst = w
		}
	}
	return worst, max(0, n-1)
}

// callable is whom to call in a municipality: its leaders, then the others.
func (d *docket) callable(code municipality.Code) (contacts []parts.Contact) {
	for _, role := range []person.Role{person.MunicipalLeader, person.MunicipalMember} {
		for _, p := range d.people[code] {
			if p.Role == role {
				contacts = append(contacts, parts.Contact{Name: p.Name, Role: d.T("role." + string(role)), Phone: p.Contact.Phone, Email: p.Contact.Email})
			}
		}
	}
	return contacts
}

// call leads to whom to call, in one line.
func (d *docket) call(code municipality.Code) parts.Link {
	contacts := d.callable(code)
	if len(contacts) == 0 {
		return parts.Link{Label: d.T("desk.call_nobody")}
	}
	who := contacts[0]
	switch {
	case who.Phone != "":
		return parts.Link{Label: d.T("desk.call", "name", who.Name, "where", who.Phone), Href: who.Dial()}
	case who.Email != "":
		return parts.Link{Label: d.T("desk.write_to", "name", who.Name, "where", who.Email), Href: who.Mail()}
	default:
		return parts.Link{Label: d.T("desk.call_plain", "name", who.Name)}
	}
}
