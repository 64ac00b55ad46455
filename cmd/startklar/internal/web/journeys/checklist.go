package journeys

import (
	"net/url"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// listView is a filter of the checklist, as it stands in the address.
type listView string

const (
	viewParam             = "vis"
	viewAll      listView = ""
	viewMine     listView = "mine"
	viewOpen     listView = "aabne"
	viewWorkshop listView = "workshop"
)

// viewKeys name the filters in the catalogue.
var viewKeys = map[listView]string{viewAll: "all", viewMine: "mine", viewOpen: "open", viewWorkshop: "workshop"}

// viewOf is the filter of the address; anything unknown shows everything.
func viewOf(c echo.Context) listView {
	view := listView(c.QueryParam(viewParam))
	if viewKeys[view] == "" {
		return viewAll
	}
	return view
}

// checklistPage shows a checklist as a task list.
func (s *Pages) checklistPage(c echo.Context, v itemView, errs []parts.FieldError) error {
	a := &answers{words: s.words(c), c: c, v: v}
	page := pages.Checklist{
		Shell: s.itemShell(c, v, errs), Head: s.itemHead(c, v), Actions: s.itemActions(c, v, errs),
		Views: a.listViews(), Next: a.resume(), Colleagues: a.colleaguesLink(),
	}
	page.Shell.Audience.Note = a.T("audience.checklist")
	page.Shell.Minutes = 0
	for _, section := range v.Item.Def.Sections {
		if !v.Item.State.Ended() && !v.Item.Section(section.ID).Declared() {
			page.Shell.Minutes += a.minutesLeft(section)
		}
	}
	view := viewOf(c)
	for _, section := range v.Item.Def.Sections {
		if t := a.track(section, view); len(t.Groups) > 0 {
			page.Tracks = append(page.Tracks, t)
		}
	}
	if len(page.Tracks) == 0 {
		page.Empty = a.emptyView(view)
	}
	return s.Render(c, site.StatusOf(c, errs), page)
}

// shows tells whether a question belongs to a filter.
func (a *answers) shows(f *workflow.Field, view listView) bool {
	now := a.stands(f)
	standing := a.v.State.StandingOf(a.v.Item.ID, f.ID)
	switch view {
	case viewMine:
		return now.Owner == a.Actor.ID || a.askedMe(f)
	case viewOpen:
		return openStanding(standing)
	case viewWorkshop:
		return standing == journey.ForWorkshop
	default:
		return true
	}
}

// openStanding tells whether somebody still has to take a stand.
func openStanding(s journey.Standing) bool { return s != journey.Clear && s != journey.ForWorkshop }

func (a *answers) listViews() []parts.View {
	current := viewOf(a.c)
	var all []parts.View
	for _, view := range []listView{viewAll, viewMine, viewOpen, viewWorkshop} {
		count := 0
		for _, f := range fieldsOf(a.v.Item) {
			if a.shows(f, view) {
				count++
			}
		}
		all = append(all, parts.View{
			Label: a.T("checklist.view_count", "name", a.T("checklist.view."+viewKeys[view]), "number", count), Href: a.viewPath(view), Current: view == current,
		})
	}
	return all
}

func (a *answers) viewPath(view listView) string {
	path := site.ItemPath(a.v.State.ID, a.v.Item.ID)
	if view == viewAll {
		return path
	}
	return path + "?" + url.Values{viewParam: {string(view)}}.Encode()
}

func (a *answers) emptyView(view listView) parts.EmptyState {
	return parts.EmptyState{
		Heading: a.T("checklist.empty." + viewKeys[view]), Text: a.T("checklist.empty_text." + viewKeys[view]),
		Action: &parts.Button{Label: a.T("checklist.show_all"), Href: a.viewPath(viewAll), Kind: parts.Secondary},
	}
}

// track builds one track with the questions of a filter.
func (a *answers) track(section *workflow.Section, view listView) pages.Track {
	title := a.sectionTitle(a.v.Item, section)
	run := a.v.Item.Section(section.ID)
	t := pages.Track{
		ID: string(section.ID), Title: title, Help: a.Text(section.Help), Progress: a.progress(section),
		Check: parts.Link{Label: a.T("checklist.check"), Context: ": " + title, Href: checkPath(a.v, section.ID)},
	}
	if run.Declared() {
		t.Declared = a.T("checklist.declared", "by", a.By(run.By, run.DeclaredAt))
		t.Check.Label = a.T("checklist.see")
	} else {
		t.Minutes = a.minutesLeft(section)
		if !a.allowed(workflow.DeclareSection{Target: a.target(), Item: a.v.Item.ID, Section: section.ID, Gaps: a.v.State.Gaps(a.v.Item, section)}) {
			t.Check.Label = a.T("checklist.see")
		}
	}
	a.together(section, &t)
	for _, g := range section.Groups {
		group := pages.TrackGroup{Title: a.Text(g.Title)}
		if g.ID != "" && !g.Title.IsZero() {
			group.Title = g.ID + " " + group.Title
		}
		for _, f := range g.Fields {
			if a.shows(f, view) {
				group.Tasks = append(group.Tasks, a.task(f))
			}
		}
		if len(group.Tasks) > 0 {
			t.Groups = append(t.Groups, group)
		}
	}
	return t
}

// task is one question as a row.
func (a *answers) task(f *workflow.Field) parts.Task {
	t := parts.Task{Title: a.Text(f.Text), Href: questionPath(a.v, f.ID), Ref: refOf(f), Status: a.standingStatus(f)}
	now := a.stands(f)
	switch now.Owner {
	case "":
	case a.Actor.ID:
		t.Facts = append(t.Facts, a.T("checklist.with_you"))
	default:
		t.Facts = append(t.Facts, a.T("checklist.with", "name", a.Name(now.Owner)))
	}
	t.Facts = append(t.Facts, a.collegial(f)...)
	if due := a.questionDue(f); due != "" && now.Standing != journey.Clear {
		t.Facts = append(t.Facts, due)
	}
	switch {
	case now.Withheld && now.Revision > 0:
		t.Facts = append(t.Facts, a.T("answer.not_shared"))
	case now.Revision > 0 && now.Text != "":
		t.Facts = append(t.Facts, a.T("checklist.written", "by", a.Name(now.By)))
	}
	if f.Minutes > 0 && now.Standing != journey.Clear {
		t.Facts = append(t.Facts, a.T("shell.minutes", "count", f.Minutes))
	}
	return t
}

// progress writes "7 af 10 afklaret, 2 hos kolleger".
func (a *answers) progress(section *workflow.Section) parts.Progress {
	done, total := a.v.State.SectionUnits(a.v.Item, section)
	p := parts.Progress{Done: done, Total: total, Text: a.T("checklist.progress", "done", done, "total", total)}
	if away := a.withColleagues(section); away > 0 {
		p.Text += ", " + a.T("checklist.away", "count", away)
	}
	return p
}

func (a *answers) withColleagues(section *workflow.Section) int {
	count := 0
	for _, f := range section.Fields() {
		now := a.stands(f)
		away := now.Owner != "" && now.Owner != a.Actor.ID || a.v.State.Asked(a.v.Item.ID, f)
		if away && now.Standing != journey.Clear {
			count++
		}
	}
	return count
}

// minutesLeft sums what the open questions of a section cost.
func (a *answers) minutesLeft(section *workflow.Section) int {
	minutes := 0
	for _, f := range section.Fields() {
		if openStanding(a.v.State.StandingOf(a.v.Item.ID, f.ID)) {
			minutes += f.Minutes
		}
	}
	return minutes
}

// resume is where the viewer goes on: the open question that they wrote in last, else their own, else one
// that nobody has; then the track to declare ready, then the sign-off.
func (a *answers) resume() *parts.NextStep {
	if !a.v.Item.State.Open() || !a.mine(a.v.Item.Def.Roles) {
		return a.after()
	}
	f, why := a.nextQuestion()
	if f == nil {
		return a.nextCheck()
	}
	due, owner := a.v.Item.Deadline.On(), ""
	if a.stands(f).Owner != "" {
		owner = a.ownerNote(f)
	}
	return &parts.NextStep{
		Title: a.T("checklist.numbered", "ref", refOf(f), "title", f.Text), Text: a.T(why), Minutes: f.Minutes,
		Owner: owner, Due: a.LongDate(due), Late: parts.Status{Kind: parts.Late, Text: a.Late(due)},
		Action: parts.Button{Label: a.T("checklist.resume"), Href: questionPath(a.v, f.ID)},
	}
}

// nextQuestion finds the question to go on with, and the text that says why that one.
func (a *answers) nextQuestion() (*workflow.Field, string) {
	var last, own, free, other *workflow.Field
	for _, f := range a.openQuestions() {
		now := a.stands(f)
		if now.By == a.Actor.ID && (last == nil || now.At.After(a.stands(last).At)) {
			last = f
		}
		switch now.Owner {
		case a.Actor.ID:
			own = orField(own, f)
		case "":
			free = orField(free, f)
		default:
			other = orField(other, f)
		}
	}
	switch {
	case last != nil:
		return last, "checklist.resume_last"
	case own != nil:
		return own, "checklist.resume_own"
	case free != nil:
		return free, "checklist.resume_free"
	default:
		return other, "checklist.resume_other"
	}
}

func orField(first, other *workflow.Field) *workflow.Field {
	if first == nil {
		return other
	}
	return first
}

// openQuestions are those of tracks that nobody has declared ready.
func (a *answers) openQuestions() []*workflow.Field {
	var open []*workflow.Field
	for _, f := range fieldsOf(a.v.Item) {
		if !a.v.Item.Section(f.Section.ID).Declared() && openStanding(a.v.State.StandingOf(a.v.Item.ID, f.ID)) {
			open = append(open, f)
		}
	}
	return open
}

// nextCheck leads to the first track that is not declared ready.
func (a *answers) nextCheck() *parts.NextStep {
	for _, section := range a.v.Item.Def.Sections {
		if a.v.Item.Section(section.ID).Declared() {
			continue
		}
		return &parts.NextStep{
			Title: a.T("checklist.next_check", "title", a.sectionTitle(a.v.Item, section)), Text: a.T("checklist.next_check_text"),
			Action: parts.Button{Label: a.T("checklist.check"), Href: checkPath(a.v, section.ID)},
		}
	}
	return a.after()
}

// after leads on to the approval of what is finished; nil where there is none to come.
func (a *answers) after() *parts.NextStep {
	if a.v.Item.State != journey.Completed {
		return nil
	}
	for _, i := range a.v.State.Items {
		if !approves(i, a.v.Item) || i.State.Ended() && i.Stale == nil {
			continue
		}
		return &parts.NextStep{
			Title: a.ItemTitle(i), Text: a.T("checklist.next_approval"), Owner: a.owner(i), Due: a.LongDate(i.Deadline.On()), Minutes: i.Def.Minutes,
			Action: parts.Button{Label: a.T("checklist.go_approval"), Href: site.ItemPath(a.v.State.ID, i.ID)},
		}
	}
	return nil
}

// approves tells whether one item is an approval of another.
func approves(approval, item *workflow.Item) bool {
	for _, id := range approval.Def.Of {
		if id == item.Def.ID {
			return true
		}
	}
	return false
}
