package journeys

import (
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/templates/parts"
	"startklar/workflow"
)

// whereWeAre is one sentence: the earliest stage that still holds something required, how far it is, and
// where the viewer can work already beside it.
func (v *journeyView) whereWeAre() string {
	r := v.currentStage()
	if r == nil {
		return ""
	}
	key := "journey.where_plain"
	p := v.st.StageProgress(r.Def)
	if p.Done < p.Total {
		key = "journey.where"
	}
	text := v.T(key, "who", v.whom(), "stage", r.Def.Title, "done", p.Done, "count", p.Total)
	if ahead := v.ahead(r); len(ahead) > 0 {
		text += " " + v.T("journey.ahead", "stages", ahead)
	}
	return text
}

// whom begins a sentence about the municipality as the viewer speaks of it: to its own people as "I".
func (v *journeyView) whom() string {
	if v.Actor.Role.Municipal() {
		return v.T("journey.you")
	}
	return v.T("journey.place", "place", site.PlaceName(v.st.Municipality))
}

// ahead names the other stages in which the viewer can do something now; only for the municipality itself.
func (v *journeyView) ahead(current *workflow.StageRun) []string {
	if !v.Actor.Role.Municipal() {
		return nil
	}
	mine, _ := v.nextSteps()
	var titles []string
	for _, r := range v.st.Stages {
		for _, i := range mine {
			if r != current && i.Def.Stage == r.Def {
				titles = append(titles, v.Text(r.Def.Title))
				break
			}
		}
	}
	return titles
}

// nextStep is the one next step: the question that is the viewer's or where they stopped; what is required
// and due soonest; a colleague's checklist in which questions are free. What is voluntary comes only where
// nothing required is left: for the municipality by themselves, for the others in the whole journey.
func (v *journeyView) nextStep(mine, others []*workflow.Item) *parts.NextStep {
	if step := v.ownQuestion(mine); step != nil {
		return step
	}
	for _, i := range mine {
		if v.st.Required(i) && (!v.withColleague(i) || len(v.openQuestions(i)) > 0) {
			return v.next(i)
		}
	}
	if len(mine) == 0 || v.st.Required(mine[0]) || v.withColleague(mine[0]) || v.holdsBack(others) {
		return nil
	}
	return v.next(mine[0])
}

// holdsBack tells whether something required is with others, so that nothing voluntary stands before it.
func (v *journeyView) holdsBack(others []*workflow.Item) bool {
	for _, i := range others {
		if v.st.Required(i) && (v.withColleague(i) || !v.Actor.Role.Municipal()) {
			return true
		}
	}
	return false
}

// ownQuestion is the question at which the viewer stopped, or the first that is theirs.
func (v *journeyView) ownQuestion(mine []*workflow.Item) *parts.NextStep {
	if a := v.leftOff(); a != nil {
		i := v.st.Item(a.Item)
		return v.nextQuestion(i, questionOf(i.Def.Field(a.Field)), v.T("week.resume", "moment", v.Moment(a.At)))
	}
	for _, i := range mine {
		for _, f := range v.openQuestions(i) {
			if a := v.st.Answer(i.ID, f.ID); a != nil && a.Owner == v.Actor.ID {
				return v.nextQuestion(i, f, v.T("checklist.resume_own"))
			}
		}
	}
	return nil
}

// nextQuestion is one question as the next step.
func (v *journeyView) nextQuestion(i *workflow.Item, f *workflow.Field, why string) *parts.NextStep {
	step := v.next(i)
	step.Title, step.Text, step.Minutes, step.Owner = v.T("checklist.numbered", "ref", refOf(f), "title", f.Text), v.ItemTitle(i)+". "+why, f.Minutes, v.Name(v.Actor.ID)
	step.Action = parts.Button{Label: v.T("checklist.resume"), Context: ": " + refOf(f), Href: site.ItemPath(v.st.ID, i.ID) + "/svar/" + string(f.ID)}
	return step
}

// next is an item as the next step.
func (v *journeyView) next(i *workflow.Item) *parts.NextStep {
	step := &parts.NextStep{
		Title: v.ItemTitle(i), Text: v.Text(i.Def.Help), Owner: v.turn(i), Due: v.LongDate(i.Deadline.On()),
		Minutes: v.minutesLeft(i), Contact: v.contact(),
		Action: parts.Button{Label: v.T("journey.open"), Context: ": " + v.ItemTitle(i), Href: site.ItemPath(v.st.ID, i.ID)},
	}
	if late := v.Late(i.Deadline.On()); late != "" {
		step.Late = parts.Status{Kind: parts.Late, Text: late}
	}
	return step
}

// nothing says that the viewer has no next step, and whom the journey waits for.
func (v *journeyView) nothing(others []*workflow.Item) parts.EmptyState {
	empty := parts.EmptyState{Heading: v.T("journey.nothing"), Text: v.T("journey.nothing_text")}
	waits := "journey.nothing_waits"
	if !v.Actor.Role.Municipal() {
		empty = parts.EmptyState{Heading: v.T("journey.nothing_here"), Text: v.T("journey.nothing_here_text")}
		waits = "journey.nothing_here_waits"
	}
	for _, i := range others {
		switch {
		case !v.st.Required(i):
		case i.Def.Kind == journey.Meeting && i.Meeting != nil && !i.Meeting.On.IsZero():
			empty.Text = v.T("journey.nothing_meeting", "title", v.ItemTitle(i), "date", i.Meeting.On)
			return empty
		default:
			empty.Text = v.T(waits, "title", v.ItemTitle(i), "owner", v.turn(i))
			return empty
		}
	}
	return empty
}

// turn is whose move an item is: the assignee's where it is theirs to move, else the roles'.
func (v *journeyView) turn(i *workflow.Item) string {
	if i.Assignee != "" && len(i.Turn()) == len(i.Def.Roles) {
		return v.Name(i.Assignee)
	}
	return v.Roles(i.Turn())
}
