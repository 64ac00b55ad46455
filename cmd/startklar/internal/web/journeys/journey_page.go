package journeys

import (
	"slices"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/domain/message"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/roster"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// journeyView builds the page of one journey for one viewer.
type journeyView struct {
	*words
	c  echo.Context
	s  *Pages
	st workflow.State
	// stage is the stage whose refused form the page answers, errs what was wrong with it.
	stage journey.StageID
	errs  []parts.FieldError
}

// JourneyPage shows a municipality's journey.
func (s *Pages) JourneyPage(c echo.Context) error {
	return s.showJourney(c, "", nil)
}

// againStage shows the journey once more after a refused form of a stage.
func (s *Pages) againStage(stage journey.StageID) func(echo.Context, []parts.FieldError) error {
	return func(c echo.Context, errs []parts.FieldError) error {
		for n := range errs {
			if errs[n].FieldID != "" {
				errs[n].FieldID = site.FieldID("luk-"+string(stage), errs[n].FieldID)
			}
		}
		return s.showJourney(c, stage, errs)
	}
}

func (s *Pages) showJourney(c echo.Context, stage journey.StageID, errs []parts.FieldError) error {
	st, err := s.Desk.Journey(c.Request().Context(), site.ActorOf(c), site.JourneyParam(c))
	if err != nil {
		return err
	}
	v := &journeyView{words: s.words(c), c: c, s: s, st: st, stage: stage, errs: errs}
	return s.Render(c, site.StatusOf(c, errs), v.page())
}

func (v *journeyView) page() pages.Journey {
	page := pages.Journey{
		Shell: v.shell(), Stages: v.stages(), Stale: v.staleItems(), News: v.statementNews(),
		History: parts.Link{Label: v.T("journey.history"), Href: site.JourneyPath(v.st.ID) + "/historik"},
	}
	if v.st.Run != journey.Active {
		page.Ended = v.ended()
		return page
	}
	mine, others := v.nextSteps()
	page.Week, page.Others = v.week(mine), v.waitingOn(others)
	if page.Next = v.nextStep(mine, others); page.Next == nil {
		page.Waiting = v.nothing(others)
	}
	return page
}

func (v *journeyView) shell() parts.Shell {
	shell := v.s.Shell(v.c, v.journeyName(v.st.Municipality))
	m, _ := municipality.Get(v.st.Municipality)
	shell.Kicker = v.T("journey.kicker", "title", v.st.Def.Title, "place", m.Name)
	shell.Breadcrumb = v.crumbs(v.st, false)
	shell.Audience = v.JourneyAudience(v.st.Municipality)
	shell.Errors = v.errs
	shell.Notices = slices.Concat(shell.Notices, v.workshopNotices(), v.supportNotices())
	if v.st.Run == journey.Active {
		shell.Lead = v.whereWeAre()
	}
	return shell
}

// nextSteps parts what is open: what the viewer can do now, their own first and what a colleague has last;
// and what waits for others, colleagues among them.
func (v *journeyView) nextSteps() (mine, others []*workflow.Item) {
	for _, i := range v.st.NextSteps() {
		can := v.st.CanWork(v.Actor, i, v.Now)
		if can {
			mine = append(mine, i)
		}
		if !can || v.withColleague(i) {
			others = append(others, i)
		}
	}
	slices.SortStableFunc(mine, func(a, b *workflow.Item) int { return v.rank(a) - v.rank(b) })
	return mine, others
}

// withColleague tells whether somebody else has been given the item.
func (v *journeyView) withColleague(i *workflow.Item) bool {
	return i.Assignee != "" && i.Assignee != v.Actor.ID
}

// rank puts what must be done before what may, what the viewer has before what anybody could take, and what
// a colleague has last.
func (v *journeyView) rank(i *workflow.Item) int {
	switch required := v.st.Required(i); {
	case v.withColleague(i):
		return 4
	case required && i.Assignee == v.Actor.ID:
		return 0
	case required:
		return 1
	case i.Assignee == v.Actor.ID:
		return 2
	default:
		return 3
	}
}

// contact is whom to call: the municipality's process consultant, or who stands in for them today; nobody for the
// consultants themselves.
func (v *journeyView) contact() *parts.Contact {
	if v.Actor.Role == person.ProcessConsultant {
		return nil
	}
	p, err := v.s.Desk.ConsultantOf(v.Ctx, v.Actor, v.st.Municipality)
	if err != nil {
		return nil
	}
	made := v.contactOf(p, v.T("journey.consultant"))
	if to := message.ToRole(person.ProcessConsultant, v.st.Municipality); policy.CheckRole(v.Actor, policy.SendMessage) == nil && message.MayWrite(v.Actor, to) {
		made.Write = &parts.Link{Label: v.T("messages.write"), Href: site.WritePath(to)}
	}
	return made
}

// contactOf is how to get hold of somebody: while they are away, of their deputy.
func (w *words) contactOf(p roster.Person, role string) *parts.Contact {
	if p.Absence.Covers(w.Today) {
		if deputy, err := w.Desk.Person(w.Ctx, p.Absence.Deputy); err == nil {
			role = w.T("contact.deputy", "name", p.Name, "to", p.Absence.To)
			return &parts.Contact{Name: deputy.Name, Role: role, Phone: deputy.Contact.Phone, Email: deputy.Contact.Email}
		}
	}
	return &parts.Contact{Name: p.Name, Role: role, Phone: p.Contact.Phone, Email: p.Contact.Email}
}

// staleItems lists what is finished but rests on something that has been opened again.
func (v *journeyView) staleItems() *parts.TaskList {
	group := parts.TaskGroup{Heading: v.T("stale.heading"), Lead: v.T("stale.lead")}
	rested, err := v.s.Desk.Rested(v.Ctx, v.Actor, v.st)
	if err != nil {
		v.s.Log.Error("what changed under finished items", "error", err) // the page can do without
	}
	for _, i := range v.st.Items {
		if i.Stale == nil || i.State != journey.Completed {
			continue
		}
		group.Tasks = append(group.Tasks, parts.Task{
			Title: v.ItemTitle(i), Href: site.ItemPath(v.st.ID, i.ID), Hint: v.staleText(v.st, i),
			Facts: append(v.changedUnder(rested[i.ID]), v.T("stale.who", "roles", v.Roles(keepers(i)))), Status: v.ItemStatus(v.st, i),
		})
	}
	if len(group.Tasks) == 0 {
		return nil
	}
	return &parts.TaskList{ID: "efter", Groups: []parts.TaskGroup{group}}
}

// changedUnder names the answers that became others under a finished item, and who wrote them.
func (v *journeyView) changedUnder(rested desk.Rested) []string {
	var facts []string
	for _, c := range rested.Changes {
		if f := v.st.Item(c.Item).Def.Field(c.Field); f != nil {
			facts = append(facts, v.T("stale.changed", "ref", refOf(f), "by", v.By(c.After.By, c.After.At)))
		}
	}
	return facts
}

// keepers are the roles that can confirm a finished item or open it again.
func keepers(i *workflow.Item) []person.Role {
	roles := slices.Clone(i.Def.Roles)
	for _, r := range i.Def.ReopenRoles {
		if !slices.Contains(roles, r) {
			roles = append(roles, r)
		}
	}
	return roles
}

// waitingOn lists what the plan waits for from others.
func (v *journeyView) waitingOn(others []*workflow.Item) *parts.TaskList {
	group := parts.TaskGroup{Heading: v.T("journey.others")}
	for _, i := range others {
		if v.st.Required(i) {
			group.Tasks = append(group.Tasks, v.task(i))
		}
	}
	if len(group.Tasks) == 0 {
		return nil
	}
	return &parts.TaskList{ID: "andre", Groups: []parts.TaskGroup{group}}
}
