package web

import (
	"slices"
	"strings"

	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/templates/catalogue"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// menuPlace is one entry of the main menu: its text, where it leads, the paths that lie within it, and whose menu it
// stands in.
type menuPlace struct {
	text   string
	href   string
	within []string
	roles  []person.Role
}

var (
	municipal   = []person.Role{person.MunicipalLeader, person.MunicipalMember}
	supervising = []person.Role{person.ProcessConsultant, person.NationalOfficer}
	carrying    = []person.Role{person.ProcessConsultant}
	national    = []person.Role{person.NationalOfficer}
	everybody   = policy.Roles(policy.ReadMessages)
)

// menuPlaces is the menu of every role, in its order. Roles say where the product leads somebody, not what they may:
// that is the policy's.
var menuPlaces = []menuPlace{
	{text: "menu.journey", href: "/", within: []string{"/forloeb", roomRoot}, roles: municipal},
	{text: "menu.checklist", href: checklistRoot, within: []string{checklistRoot}, roles: municipal},
	{text: "menu.plan", href: planRoot, within: []string{planRoot}, roles: municipal},
	{text: "menu.pack", href: packRoot, within: []string{packRoot}, roles: municipal},
	{text: "menu.figures", href: ownFiguresPath, within: []string{ownFiguresPath}, roles: municipal},
	{text: "menu.overview", href: "/overblik", within: []string{"/overblik", "/forloeb", "/kommune", roomRoot, checklistRoot, planRoot}, roles: national},
	{text: "menu.day", href: myDayPath, within: []string{myDayPath}, roles: carrying},
	{text: "menu.cases", href: casesPath, within: []string{casesPath, "/kommune", "/forloeb", roomRoot, checklistRoot, planRoot}, roles: carrying},
	{text: "menu.indicators", href: indicatorsPath, within: []string{indicatorsPath, eventsPath}, roles: supervising},
	{text: "menu.support", href: supportRoot, within: []string{supportRoot}, roles: supervising},
	{text: "menu.meetings", href: meetingsRoot, within: []string{meetingsRoot}, roles: slices.Concat(municipal, supervising)},
	{text: "menu.pack", href: packRoot, within: []string{packRoot}, roles: supervising},
	{text: "menu.deliveries", href: deliveriesPath, within: []string{deliveriesPath}, roles: national},
	{text: "menu.statements", href: statementsPath, within: []string{statementsPath}, roles: slices.Concat(municipal, supervising)},
	{text: "menu.knowledge", href: knowledgePath, within: []string{knowledgePath}, roles: slices.Concat(municipal, supervising)},
	{text: "menu.overview", href: "/overblik", within: []string{"/overblik"}, roles: carrying},
	{text: "menu.people", href: peoplePath, within: []string{peoplePath, handoversPath, "/ny-person", "/ny-overdragelse"}, roles: administering},
	{text: "menu.definitions", href: definitionsPath, within: []string{definitionsPath}, roles: administering},
	{text: "menu.ledger", href: ledgerPath, within: []string{ledgerPath, accessesPath, keepingPath}, roles: administering},
	{text: "menu.messages", href: inboxPath, within: []string{inboxPath}, roles: everybody},
	{text: "menu.administration", href: peoplePath, within: []string{peoplePath, handoversPath, "/ny-person", "/ny-overdragelse", definitionsPath, ledgerPath, accessesPath, keepingPath}, roles: national},
}

// menu lists where the actor can go.
func menu(c echo.Context, lang catalogue.Lang, actor person.Actor) []parts.MenuItem {
	path := c.Request().URL.Path
	var items []parts.MenuItem
	for _, p := range menuPlaces {
		if slices.Contains(p.roles, actor.Role) {
			items = append(items, parts.MenuItem{Label: lang.T(p.text), Href: p.href, Current: p.holds(path)})
		}
	}
	return items
}

// holds tells whether a path lies within the place.
func (p menuPlace) holds(path string) bool {
	return slices.ContainsFunc(p.within, func(root string) bool {
		return path == root || strings.HasPrefix(path, root+"/")
	})
}

// standIn marks the entry of the menu that a page lies within, where the address alone does not tell; an entry that
// the menu does not have changes nothing.
func standIn(menu []parts.MenuItem, href string) {
	if !slices.ContainsFunc(menu, func(m parts.MenuItem) bool { return m.Href == href }) {
		return
	}
	for n := range menu {
		menu[n].Current = menu[n].Href == href
	}
}
