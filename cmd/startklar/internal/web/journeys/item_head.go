package journeys

import (
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// journeyName is what the viewer calls a journey: municipal people their own, others by the place.
func (w *words) journeyName(code municipality.Code) string {
	if w.Actor.Role.Municipal() {
		return w.T("menu.journey")
	}
	m, _ := municipality.Get(code)
	return w.T("journey.of", "place", m.Name)
}

// itemShell surrounds an item's page.
func (s *Pages) itemShell(c echo.Context, v itemView, errs []parts.FieldError) parts.Shell {
	w := s.words(c)
	shell := s.Shell(c, w.ItemTitle(v.Item))
	shell.Kicker = w.Text(v.Item.Def.Stage.Title)
	shell.Minutes = v.Item.Def.Minutes
	if v.Item.State.Ended() {
		shell.Minutes = 0
	}
	shell.Breadcrumb = w.crumbs(v.State, true)
	shell.Audience = w.JourneyAudience(v.State.Municipality)
	shell.Errors = errs
	site.StandIn(shell.Menu, placeOf(v.Item, planItem(v.State)))
	return shell
}

// crumbs leads back to the list that the journeys of those with many stand in, and to the journey.
func (w *words) crumbs(st workflow.State, withJourney bool) []parts.Link {
	var links []parts.Link
	switch {
	case w.Actor.Role == person.ProcessConsultant:
		links = append(links, parts.Link{Label: w.T("menu.cases"), Href: site.CasesPath})
	case !w.Actor.Role.Municipal():
		links = append(links, parts.Link{Label: w.T("menu.overview"), Href: "/overblik"})
	}
	if withJourney {
		links = append(links, parts.Link{Label: w.journeyName(st.Municipality), Href: site.JourneyPath(st.ID)})
	}
	return links
}

// itemHead is the head of an item's page.
func (s *Pages) itemHead(c echo.Context, v itemView) pages.ItemHead {
	w := s.words(c)
	head := pages.ItemHead{
		Help: w.Text(v.Item.Def.Help), Status: parts.Status{Kind: site.StateKinds[v.Item.State], Text: w.ItemState(v.State, v.Item)}, Notices: w.itemNotices(v),
		Facts: w.itemFacts(v), Waits: w.waits(v),
	}
	if len(head.Waits) > 0 {
		head.WaitsLead = w.T("item.waits")
	}
	changed, err := s.whatChanged(c, v)
	if err != nil {
		s.Log.Error("what changed under a finished item", "error", err) // the page can do without
	}
	head.Changed = changed
	return head
}

// itemNotices say what has happened to the item and why.
func (w *words) itemNotices(v itemView) []parts.Notice {
	var all []parts.Notice
	add := func(kind parts.NoticeKind, key, reason string) {
		all = append(all, parts.Notice{Kind: kind, Heading: w.T(key), Text: reason})
	}
	i := v.Item
	if i.Stale != nil {
		all = append(all, parts.Notice{Kind: parts.NoticeWarning, Heading: w.T("stale.mark"), Text: w.staleText(v.State, i)})
	}
	if i.Exception != "" {
		add(parts.NoticeInfo, "item.exception", i.Exception)
	}
	switch i.State {
	case journey.Skipped:
		add(parts.NoticeInfo, "item.skipped", i.Reason)
	case journey.Terminated:
		if v.State.Lapsed(i) {
			add(parts.NoticeInfo, "state.lapsed", w.T("item.lapsed"))
			break
		}
		add(parts.NoticeInfo, "item.terminated", i.Reason)
	case journey.Suspended:
		add(parts.NoticeWarning, "item.suspended", i.Reason)
	}
	return all
}

// staleText says what changed under the item, when and why, and what to do about it.
func (w *words) staleText(st workflow.State, i *workflow.Item) string {
	when := calendar.DateOf(i.Stale.Since)
	if i.Stale.Because == i.ID {
		return w.T("stale.self", "date", when, "reason", i.Stale.Reason)
	}
	because := st.Item(i.Stale.Because)
	if because == nil {
		return i.Stale.Reason
	}
	key := "stale.other"
	if i.Def.Kind == journey.Approval {
		key = "stale.approval"
	}
	return w.T(key, "title", w.ItemTitle(because), "date", when, "reason", i.Stale.Reason)
}

// itemFacts are deadline, who has it, and who ended it.
func (w *words) itemFacts(v itemView) []parts.SummaryRow {
	i := v.Item
	var rows []parts.SummaryRow
	if row, ok := w.deadlineRow(v); ok {
		rows = append(rows, row)
	}
	if i.Def.Kind != journey.Milestone && !i.State.Ended() {
		rows = append(rows, parts.SummaryRow{Key: w.T("item.who"), Text: w.assignee(i), Note: w.T("item.candidates", "roles", w.Roles(i.Def.Roles))})
	}
	if i.State.Ended() && !i.EndedAt.IsZero() {
		by := i.EndedBy
		if v.State.Lapsed(i) {
			by = "" // nobody did it: the journey went on
		}
		rows = append(rows, parts.SummaryRow{Key: w.ItemState(v.State, i), Text: w.By(by, i.EndedAt)})
	}
	return rows
}

// assignee is who has the item, or that nobody was named.
func (w *words) assignee(i *workflow.Item) string {
	if i.Assignee == "" {
		return w.T("item.nobody")
	}
	return w.Name(i.Assignee)
}

// owner is who has to act: the assignee, or the roles that may.
func (w *words) owner(i *workflow.Item) string {
	if i.Assignee != "" {
		return w.Name(i.Assignee)
	}
	return w.Roles(i.Def.Roles)
}

// waits puts what keeps an item from beginning into words.
func (w *words) waits(v itemView) []pages.Wait {
	var all []pages.Wait
	for _, u := range v.State.Unmet(v.Item) {
		all = append(all, w.wait(v.State, u))
	}
	return all
}

func (w *words) wait(st workflow.State, u workflow.Unmet) pages.Wait {
	switch {
	case u.If != nil:
		return pages.Wait{Text: w.condition(st, u.If)}
	case u.On.Stage != "":
		stage := st.Stage(u.On.Stage)
		return pages.Wait{Text: w.T("wait."+string(u.On.Is), "title", stage.Def.Title, "state", w.State(stage.State))}
	}
	for _, i := range st.Items {
		if i.Def.ID == u.On.Item {
			return pages.Wait{
				Text: w.T("wait."+string(awaited(i.Def, u.On.Is)), "title", i.Def.Title, "state", w.State(i.State)),
				Href: site.ItemPath(st.ID, i.ID),
			}
		}
	}
	return pages.Wait{Text: string(u.On.Item)}
}

// awaited leaves out that an item may be skipped where nobody may skip it.
func awaited(i *workflow.PlanItem, is workflow.Occurrence) workflow.Occurrence {
	if is == workflow.IsCompletedOrSkipped && len(i.SkipRoles) == 0 {
		return workflow.IsCompleted
	}
	return is
}

// condition says in words what a condition asks, as far as it names items.
func (w *words) condition(st workflow.State, c *workflow.Condition) string {
	if len(c.Items) == 0 && !st.Selected {
		return w.T("wait.selected")
	}
	var titles []string
	for _, id := range c.Items {
		if def := st.Def.Item(id); def != nil {
			titles = append(titles, w.Text(def.Title))
		}
	}
	return w.T("wait.condition", "titles", titles)
}

// mine tells whether the viewer's role is among some roles.
func (w *words) mine(roles []person.Role) bool {
	for _, r := range roles {
		if r == w.Actor.Role {
			return true
		}
	}
	return false
}
