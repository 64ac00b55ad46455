package journeys

import (
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"
)

// weekMinutes is what a manager has in a week, and weekTasks how many things fit into it.
const (
	weekMinutes = 40
	weekTasks   = 3
)

// leastMinutes is what beginning something long takes at the least.
const leastMinutes = 10

// piece is something that can be done in one sitting. What is long can be begun.
type piece struct {
	task    parts.Task
	minutes int
	long    bool
}

// week picks three things that fit into a municipality's forty minutes: where the viewer stopped, what must
// be seen to again, and the most pressing of the rest.
func (v *journeyView) week(mine []*workflow.Item) pages.Week {
	if !v.Actor.Role.Municipal() {
		return pages.Week{}
	}
	var tasks []parts.Task
	total := 0
	for _, p := range pick(v.pieces(mine)) {
		if p.long {
			p.task.Hint = v.T("week.begin", "count", p.minutes)
		}
		p.task.Facts = append([]string{v.T("shell.minutes", "count", p.minutes)}, p.task.Facts...)
		tasks, total = append(tasks, p.task), total+p.minutes
	}
	if len(tasks) == 0 {
		return pages.Week{}
	}
	return pages.Week{
		Heading: v.T("week.heading"), Lead: v.T("week.lead"), Total: v.T("week.total", "count", total),
		Tasks: parts.TaskList{ID: "uge", Groups: []parts.TaskGroup{{Tasks: tasks}}},
	}
}

// pick takes pieces in order while they fit; a long one takes what is left, if that is worth beginning.
func pick(pieces []piece) []piece {
	var picked []piece
	left := weekMinutes
	for _, p := range pieces {
		if len(picked) == weekTasks {
			break
		}
		p.long = p.minutes > weekMinutes
		if p.long && left >= leastMinutes {
			p.minutes = left
		}
		if p.minutes <= left {
			picked, left = append(picked, p), left-p.minutes
		}
	}
	return picked
}

// pieces lists what the viewer could do, the most natural first, nothing twice.
func (v *journeyView) pieces(mine []*workflow.Item) []piece {
	var all []piece
	seen := map[string]bool{}
	add := func(p piece) {
		if !seen[p.task.Href] {
			seen[p.task.Href] = true
			all = append(all, p)
		}
	}
	if a := v.leftOff(); a != nil {
		i := v.st.Item(a.Item)
		p := v.question(i, questionOf(i.Def.Field(a.Field)))
		p.task.Hint = v.T("week.resume", "moment", v.Moment(a.At))
		add(p)
	}
	for _, i := range v.st.Items {
		if i.Stale != nil && i.State == journey.Completed && v.mine(keepers(i)) {
			add(v.whole(i, v.T("week.stale"), min(i.Def.Minutes, leastMinutes)))
		}
	}
	for _, i := range mine {
		if i.Def.Kind != journey.Checklist {
			add(v.whole(i, "", v.minutesLeft(i)))
			continue
		}
		for _, f := range v.openQuestions(i) {
			add(v.question(i, f))
		}
	}
	return all
}

// whole is an item as one piece.
func (v *journeyView) whole(i *workflow.Item, hint string, minutes int) piece {
	t := v.task(i)
	t.Hint, t.Facts = hint, nil
	if on := i.Deadline.On(); !on.IsZero() && !i.State.Ended() {
		t.Facts = append(t.Facts, v.T("item.due", "date", on))
	}
	return piece{task: t, minutes: minutes}
}

// question is one question of a checklist as a piece.
func (v *journeyView) question(i *workflow.Item, f *workflow.Field) piece {
	standing := v.st.StandingOf(i.ID, f.ID)
	return piece{minutes: f.Minutes, task: parts.Task{
		Title: v.Text(f.Text), Ref: f.Source, Href: site.ItemPath(v.st.ID, i.ID) + "/svar/" + string(f.ID), Facts: []string{v.ItemTitle(i)},
		Status: parts.Status{Kind: site.StandingKinds[standing], Text: v.Standing(standing)},
	}}
}

// openQuestions lists what nobody has settled and nobody else has taken on, the viewer's own first.
func (v *journeyView) openQuestions(i *workflow.Item) []*workflow.Field {
	var own, free []*workflow.Field
	for _, section := range i.Def.Sections {
		if i.Section(section.ID).Declared() {
			continue
		}
		for _, f := range section.Fields() {
			a := v.st.Answer(i.ID, f.ID)
			switch {
			case settled(v.st.StandingOf(i.ID, f.ID)):
			case a != nil && a.Owner == v.Actor.ID:
				own = append(own, f)
			case a == nil || a.Owner == "":
				free = append(free, f)
			}
		}
	}
	return append(own, free...)
}

// settled tells whether a question needs nothing more before the workshop.
func settled(s journey.Standing) bool { return s == journey.Clear || s == journey.ForWorkshop }

// minutesLeft is what an item still costs: a checklist its open questions, anything else its estimate.
func (v *journeyView) minutesLeft(i *workflow.Item) int {
	if i.Def.Kind != journey.Checklist {
		return i.Def.Minutes
	}
	left := 0
	for _, section := range i.Def.Sections {
		for _, f := range section.Fields() {
			if !settled(v.st.StandingOf(i.ID, f.ID)) {
				left += f.Minutes
			}
		}
	}
	return left
}

// leftOff is the question on which the viewer wrote last and which is not settled; nil for none.
func (v *journeyView) leftOff() *workflow.Answer {
	var last *workflow.Answer
	for _, a := range v.st.Answers {
		i := v.st.Item(a.Item)
		if a.By != v.Actor.ID || i == nil || i.Def.Kind != journey.Checklist || !i.State.Open() || !v.mine(i.Def.Roles) {
			continue
		}
		f := i.Def.Field(a.Field)
		if f == nil {
			continue
		}
		if f = questionOf(f); settled(v.st.StandingOf(i.ID, f.ID)) || i.Section(f.Section.ID).Declared() {
			continue
		}
		if last == nil || a.At.After(last.At) {
			last = a
		}
	}
	return last
}
