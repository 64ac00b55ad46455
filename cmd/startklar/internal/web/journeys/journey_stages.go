package journeys

import (
	"strconv"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"
)

// stages are the way, each with its items.
func (v *journeyView) stages() []pages.JourneyStage {
	current := v.currentStage()
	var all []pages.JourneyStage
	for n, r := range v.st.Stages {
		stage := pages.JourneyStage{
			ID: string(r.Def.ID), Title: v.Text(r.Def.Title), State: stepState(r.State), Current: r == current,
			Status: v.Status(r.State), Text: v.stageText(r),
		}
		group := parts.TaskGroup{}
		for _, i := range v.st.Items {
			if i.Def.Stage == r.Def {
				group.Tasks = append(group.Tasks, v.task(i))
			}
		}
		stage.Tasks = parts.TaskList{ID: "trin" + strconv.Itoa(n), Groups: []parts.TaskGroup{group}}
		switch {
		case r.State == journey.Active:
			stage.Help, stage.Actions = v.Text(r.Def.Help), v.stageActions(r)
			if r != current && !v.calls(r) {
				stage.Folded = v.T("journey.folded", "count", len(group.Tasks))
			}
			if r != current && v.locked(r) {
				stage.State, stage.Status = parts.StepComing, v.Status(journey.Available)
			}
		case !v.stirring(r):
			stage.Folded = v.T("journey.folded", "count", len(group.Tasks))
		}
		all = append(all, stage)
	}
	return all
}

// stirring tells whether a stage that is over has something that is open again, or must be seen to again.
func (v *journeyView) stirring(r *workflow.StageRun) bool {
	for _, i := range v.st.Items {
		if i.Def.Stage == r.Def && (i.Stale != nil || r.State == journey.Completed && v.st.Required(i) && !i.State.Ended()) {
			return true
		}
	}
	return false
}

// calls tells whether a stage beside the current one has something that the viewer can do now, that is late, or that
// must be seen to again. Otherwise its tasks are folded away, so that the way stays short.
func (v *journeyView) calls(r *workflow.StageRun) bool {
	for _, i := range v.st.Items {
		if i.Def.Stage != r.Def || i.State.Ended() && i.Stale == nil {
			continue
		}
		if i.Stale != nil || v.Late(i.Deadline.On()) != "" || i.State.Open() && v.mine(i.Def.Roles) && v.st.Required(i) {
			return true
		}
	}
	return false
}

// locked tells whether nothing of a stage can be begun yet: it is open, but everything in it waits for something else.
func (v *journeyView) locked(r *workflow.StageRun) bool {
	for _, i := range v.st.Items {
		if i.Def.Stage == r.Def && i.State != journey.Available {
			return false
		}
	}
	return true
}

// currentStage is the first stage under way that still holds something required; any under way otherwise.
func (v *journeyView) currentStage() *workflow.StageRun {
	var found *workflow.StageRun
	for _, r := range v.st.Stages {
		if r.State != journey.Active {
			continue
		}
		if p := v.st.StageProgress(r.Def); p.Done < p.Total {
			return r
		}
		if found == nil {
			found = r
		}
	}
	return found
}

func stepState(s journey.State) parts.StepState {
	switch s {
	case journey.Active:
		return parts.StepCurrent
	case journey.Completed:
		return parts.StepDone
	default:
		return parts.StepComing
	}
}

// stageText says what is left, when it was done, or what it waits for.
func (v *journeyView) stageText(r *workflow.StageRun) string {
	switch r.State {
	case journey.Completed:
		if r.Reason != "" {
			return v.T("stage.closed", "by", v.By(r.ClosedBy, r.EndedAt), "reason", r.Reason)
		}
		return v.Date(calendar.DateOf(r.EndedAt))
	case journey.Active:
		p := v.st.StageProgress(r.Def)
		if p.Total == 0 {
			return v.T("stage.optional")
		}
		text := v.T("stage.progress", "done", p.Done, "count", p.Total)
		if !p.Due.IsZero() {
			text += " " + v.T("stage.due", "date", p.Due)
		}
		if late := v.Late(p.Due); late != "" {
			text += " (" + late + ")"
		}
		return text
	default:
		return v.stageWaits(r)
	}
}

func (v *journeyView) stageWaits(r *workflow.StageRun) string {
	var titles []string
	for _, on := range r.Def.Entry.On {
		if stage := v.st.Stage(on.Stage); stage != nil {
			titles = append(titles, v.Text(stage.Def.Title))
		} else if def := v.st.Def.Item(on.Item); def != nil {
			titles = append(titles, v.Text(def.Title))
		}
	}
	if len(titles) == 0 {
		return ""
	}
	return v.T("stage.waits", "titles", titles)
}

// task is one item as a row: title, state, deadline, who.
func (v *journeyView) task(i *workflow.Item) parts.Task {
	t := parts.Task{Title: v.ItemTitle(i), Href: site.ItemPath(v.st.ID, i.ID), Status: v.ItemStatus(v.st, i)}
	if t.Status.Text != v.ItemState(v.st, i) {
		t.Facts = append(t.Facts, v.State(i.State))
	}
	switch {
	case v.st.Lapsed(i):
	case i.State.Ended():
		if i.Def.Kind != journey.Milestone {
			t.Facts = append(t.Facts, v.By(i.EndedBy, i.EndedAt))
		}
	case i.Def.Kind != journey.Milestone:
		t.Facts = append(t.Facts, v.openFacts(i)...)
	}
	if i.Stale != nil {
		t.Hint = v.staleText(v.st, i)
	}
	return t
}

// openFacts are who has it, by when, how far it is, and that it is not required.
func (v *journeyView) openFacts(i *workflow.Item) []string {
	facts := []string{v.turn(i)}
	if on := i.Deadline.On(); !on.IsZero() {
		facts = append(facts, v.T("item.due", "date", on))
	}
	if i.Meeting != nil && !i.Meeting.On.IsZero() {
		facts = append(facts, v.T("item.booked", "date", i.Meeting.On))
	}
	if i.Def.Kind == journey.Checklist && i.State.Open() {
		done, total := v.st.Units(i)
		facts = append(facts, v.T("item.clear", "done", done, "count", total))
	}
	if !v.st.Required(i) {
		facts = append(facts, v.T("item.optional"))
	}
	return facts
}

// stageActions are closing a stage by hand, for those who may.
func (v *journeyView) stageActions(r *workflow.StageRun) []pages.ItemAction {
	command := workflow.CloseStage{Target: workflow.Target{Journey: v.st.ID}, Stage: r.Def.ID, Reason: "-"}
	if workflow.Allowed(v.st, v.Actor, command, v.Now) != nil {
		return nil
	}
	form := "luk-" + string(r.Def.ID)
	reason := parts.Field{
		Kind: parts.TextArea, Name: "reason", ID: site.FieldID(form, "reason"), Label: v.T("item.reason"), Rows: 3, MaxLength: workflow.MaxReason,
	}
	posted := v.stage == r.Def.ID && len(v.errs) > 0
	if posted {
		reason.Value = v.c.FormValue("reason")
		for _, e := range v.errs {
			if e.FieldID == reason.ID {
				reason.Error = e.Message
			}
		}
	}
	return []pages.ItemAction{{
		Summary: v.T("action.close.summary"), Lead: v.T("action.close.lead"), Open: posted,
		Form: pages.Form{
			Action:  site.JourneyPath(v.st.ID) + "/trin/" + string(r.Def.ID) + "/luk",
			Command: parts.HiddenCommand{ClientKey: site.NewClientKey()}, Fields: []parts.Field{reason},
			Buttons: parts.Buttons{{Label: v.T("action.close.button"), Kind: parts.Secondary}},
		},
	}}
}

// ended says what a journey came to.
func (v *journeyView) ended() *pages.Ended {
	e := &pages.Ended{Notice: parts.Notice{
		Kind: parts.NoticeSuccess, Heading: v.T("ended." + string(v.st.Run)), Text: v.T("ended.on", "from", v.st.StartedOn, "to", v.st.EndedOn),
	}}
	if v.st.Run == journey.Terminated {
		e.Notice.Kind = parts.NoticeInfo
	}
	counts, lapsed := map[journey.State]int{}, 0
	for _, i := range v.st.Items {
		switch {
		case i.Def.Kind == journey.Milestone:
		case v.st.Lapsed(i):
			lapsed++
		default:
			counts[i.State]++
		}
		if sig := i.Signature; sig != nil {
			e.Counts = append(e.Counts, parts.SummaryRow{Key: v.ItemTitle(i), Text: v.By(sig.By, sig.At)})
		}
	}
	for _, s := range journey.AllStates() {
		if counts[s] > 0 {
			e.Counts = append(e.Counts, parts.SummaryRow{Key: v.State(s), Text: v.T("ended.count", "count", counts[s])})
		}
	}
	if lapsed > 0 {
		e.Counts = append(e.Counts, parts.SummaryRow{Key: v.T("state.lapsed"), Text: v.T("ended.count", "count", lapsed)})
	}
	return e
}
