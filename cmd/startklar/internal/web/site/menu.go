package site

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
	{text: "menu.journey", href: "/", within: []string{"/forloeb", RoomRoot}, roles: municipal},
	{text: "menu.checklist", href: ChecklistRoot, within: []string{ChecklistRoot}, roles: municipal},
	{text: "menu.plan", href: PlanRoot, within: []string{PlanRoot}, roles: municipal},
	{text: "menu.pack", href: PackRoot, within: []string{PackRoot}, roles: municipal},
	{text: "menu.figures", href: OwnFiguresPath, within: []string{OwnFiguresPath}, roles: municipal},
	{text: "menu.overview", href: "/overblik", within: []string{"/overblik", "/forloeb", "/kommune", RoomRoot, ChecklistRoot, PlanRoot}, roles: national},
	{text: "menu.day", href: MyDayPath, within: []string{MyDayPath}, roles: carrying},
	{text: "menu.cases", href: CasesPath, within: []string{CasesPath, "/kommune", "/forloeb", RoomRoot, ChecklistRoot, PlanRoot}, roles: carrying},
	{text: "menu.indicators", href: IndicatorsPath, within: []string{IndicatorsPath, EventsPath}, roles: supervising},
	{text: "menu.support", href: SupportRoot, within: []string{SupportRoot}, roles: supervising},
	{text: "menu.meetings", href: MeetingsRoot, within: []string{MeetingsRoot}, roles: slices.Concat(municipal, supervising)},
	{text: "menu.pack", href: PackRoot, within: []string{PackRoot}, roles: supervising},
	{text: "menu.deliveries", href: DeliveriesPath, within: []string{DeliveriesPath}, roles: national},
	{text: "menu.statements", href: StatementsPath, within: []string{StatementsPath}, roles: slices.Concat(municipal, supervising)},
	{text: "menu.knowledge", href: KnowledgePath, within: []string{KnowledgePath}, roles: slices.Concat(municipal, supervising)},
	{text: "menu.overview", href: "/overblik", within: []string{"/overblik"}, roles: carrying},
	{text: "menu.people", href: PeoplePath, within: []string{PeoplePath, HandoversPath, "/ny-person", "/ny-overdragelse"}, roles: administering},
	{text: "menu.definitions", href: DefinitionsPath, within: []string{DefinitionsPath}, roles: administering},
	{text: "menu.ledger", href: LedgerPath, within: []string{LedgerPath, AccessesPath, KeepingPath}, roles: administering},
	{text: "menu.messages", href: InboxPath, within: []string{InboxPath}, roles: everybody},
	{text: "menu.administration", href: PeoplePath, within: []string{PeoplePath, HandoversPath, "/ny-person", "/ny-overdragelse", DefinitionsPath, LedgerPath, AccessesPath, KeepingPath}, roles: national},
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

// StandIn marks the entry of the menu that a page lies within, where the address alone does not tell; an entry that
// the menu does not have changes nothing.
func StandIn(menu []parts.MenuItem, href string) {
	if !slices.ContainsFunc(menu, func(m parts.MenuItem) bool { return m.Href == href }) {
		return
	}
	for n := range menu {
		menu[n].Current = menu[n].Href == href
	}
}

var administering = []person.Role{person.Administrator}

// countMessages says in the menu how many messages wait. A page is not worth less for a count that could not be had.
func (s *Site) countMessages(c echo.Context, actor person.Actor, menu []parts.MenuItem) {
	at := slices.IndexFunc(menu, func(m parts.MenuItem) bool { return m.Href == InboxPath })
	if at < 0 {
		return
	}
	count, err := s.Desk.Unread(c.Request().Context(), actor)
	if err != nil {
		s.Log.Error("count messages", "error", err)
		return
	}
	menu[at].Count = count
}
