package web

import (
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

// piece is something that can be done in one sitting.
type piece struct {
	task    parts.Task
	minutes int
}

// week picks three things that fit into a municipality's forty minutes: where the viewer stopped, what must
// be seen to again, and the most pressing of the rest.
func (v *journeyView) week(mine []*workflow.Item) pages.Week {
	if !v.actor.Role.Municipal() {
		return pages.Week{}
	}
	picked, total := pick(v.pieces(mine))
	if len(picked) == 0 {
		return pages.Week{}
	}
	return pages.Week{
		Heading: v.T("week.heading"), Lead: v.T("week.lead"), Total: v.T("week.total", "count", total),
		Tasks: parts.TaskList{ID: "uge", Groups: []parts.TaskGroup{{Tasks: picked}}},
	}
}

// pick takes pieces in order while they fit; the first is always taken.
func pick(pieces []piece) (tasks []parts.Task, total int) {
	for _, p := range pieces {
		if len(tasks) == weekTasks {
			break
		}
		if len(tasks) == 0 || total+p.minutes <= weekMinutes {
			tasks, total = append(tasks, p.task), total+p.minutes
		}
	}
	return tasks, total
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
		p.task.Hint = v.T("week.resume", "moment", v.moment(a.At))
		add(p)
	}
	for _, i := range v.st.Items {
		if workflow.Allowed(v.st, v.actor, workflow.ConfirmStale{Target: workflow.Target{Journey: v.st.ID}, Item: i.ID}, v.now) == nil {
			add(v.whole(i, v.T("week.stale"), min(i.Def.Minutes, 10)))
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

// whole is an item as one piece; what is longer than the week is begun.
func (v *journeyView) whole(i *workflow.Item, hint string, minutes int) piece {
	if minutes > weekMinutes {
		minutes, hint = weekMinutes, v.T("week.begin")
	}
	t := v.task(i)
	t.Hint, t.Facts = hint, []string{v.T("shell.minutes", "count", minutes)}
	if on := i.Deadline.On(); !on.IsZero() && !i.State.Ended() {
		t.Facts = append(t.Facts, v.T("item.due", "date", on))
	}
	return piece{t, minutes}
}

// question is one question of a checklist as a piece.
func (v *journeyView) question(i *workflow.Item, f *workflow.Field) piece {
	standing := v.st.StandingOf(i.ID, f.ID)
	return piece{parts.Task{
		Title: v.text(f.Text), Ref: f.Source, Href: ItemPath(v.st.ID, i.ID) + "/svar/" + string(f.ID),
		Facts:  []string{v.T("shell.minutes", "count", f.Minutes), v.itemTitle(i)},
		Status: parts.Status{Kind: standingKinds[standing], Text: v.standing(standing)},
	}, f.Minutes}
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
			case a != nil && a.Owner == v.actor.ID:
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
		if a.By != v.actor.ID || i == nil || i.Def.Kind != journey.Checklist || !i.State.Open() || !v.mine(i.Def.Roles) {
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
