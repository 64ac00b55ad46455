package journeys

import (
	"slices"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// itemActions lists what the viewer may do with the item beside the work itself.
func (s *Pages) itemActions(c echo.Context, v itemView, errs []parts.FieldError) pages.ItemActions {
	f := s.itemForms(c, v, errs)
	var all []pages.ItemAction
	all = append(all, f.mending()...)
	all = append(all, f.planning()...)
	all = append(all, f.leaving()...)
	return pages.ItemActions{Heading: f.T("item.more"), Actions: all, AwaySummary: f.T("item.away"), Away: f.away()}
}

// mending are the actions that something unusual asks for; they stand open.
func (f *itemForms) mending() []pages.ItemAction {
	target, id := f.target(), f.v.Item.ID
	var all []pages.ItemAction
	if f.v.Item.Stale != nil && f.allowed(workflow.ConfirmStale{Target: target, Item: id}) {
		note := parts.Field{Kind: parts.TextArea, Name: "note", Label: f.T("item.note"), Rows: 2, Optional: true, MaxLength: workflow.MaxReason}
		all = append(all, f.action("bekraeft", "confirm", parts.Primary, note))
	}
	if f.allowed(workflow.ResumeItem{Target: target, Item: id}) {
		all = append(all, f.action("genoptag", "resume", parts.Primary))
	}
	for n := range all {
		all[n].Open = true
	}
	if f.allowed(workflow.OpenGate{Target: target, Item: id, Reason: "-"}) {
		gate := f.action("undtagelse", "open_gate", parts.Secondary, f.reason())
		for _, w := range f.waits(f.v) {
			gate.List = append(gate.List, w.Text)
		}
		all = append(all, gate)
	}
	return all
}

// planning are who, when and how often.
func (f *itemForms) planning() []pages.ItemAction {
	target, i := f.target(), f.v.Item
	var all []pages.ItemAction
	if f.allowed(workflow.AssignItem{Target: target, Item: i.ID, Assignee: i.Assignee}) {
		if people := f.candidates(); len(people) > 1 {
			who := parts.Field{Kind: parts.Select, Name: "assignee", Label: f.T("item.who"), Value: string(i.Assignee), Options: people}
			all = append(all, f.action("tildel", "assign", parts.Secondary, who))
		}
	}
	if f.allowed(workflow.OverrideDeadline{Target: target, Item: i.ID, Reason: "-"}) {
		all = append(all, f.action("frist", "deadline", parts.Secondary, f.deadlineField(), f.reason()))
	}
	if i.Def.Repeat != nil && f.allowed(workflow.AddItem{Target: target, Item: i.Def.ID}) {
		why := f.reason()
		why.Label, why.Hint, why.Optional = f.T("item.note"), "", true
		all = append(all, f.action("tilfoej", "add", parts.Secondary, why))
	}
	return all
}

func (f *itemForms) deadlineField() parts.Field {
	field := parts.Field{Kind: parts.Date, Name: "on", Label: f.T("item.new_deadline"), Value: f.v.Item.Deadline.On().String(), Width: parts.Narrow}
	if !f.v.Item.Deadline.Overridden.IsZero() {
		field.Hint = f.T("item.new_deadline_hint")
	}
	return field
}

// away are the ways out of an item: leaving it out, and last the one that cannot be taken back.
func (f *itemForms) away() []pages.ItemAction {
	target, id := f.target(), f.v.Item.ID
	var all []pages.ItemAction
	if f.allowed(workflow.SkipItem{Target: target, Item: id, Reason: "-"}) {
		all = append(all, f.action("fravaelg", "skip", parts.Secondary, f.reason()))
	}
	if f.allowed(workflow.TerminateItem{Target: target, Item: id, Reason: "-"}) {
		end := f.action("afbryd", "terminate", parts.Danger, f.reason())
		end.Warning = f.T("action.terminate.warning")
		all = append(all, end)
	}
	return all
}

// leaving are the pause, and the way back.
func (f *itemForms) leaving() []pages.ItemAction {
	target, id := f.target(), f.v.Item.ID
	var all []pages.ItemAction
	if f.allowed(workflow.SuspendItem{Target: target, Item: id, Reason: "-"}) {
		all = append(all, f.action("pause", "suspend", parts.Secondary, f.reason()))
	}
	if f.allowed(workflow.ReopenItem{Target: target, Item: id, Reason: "-"}) {
		all = append(all, f.action("genaabn", "reopen", parts.Secondary, f.reopenFields()...))
	}
	return all
}

// reopenFields lets the person say which sections come back; none means all.
func (f *itemForms) reopenFields() []parts.Field {
	fields := []parts.Field{f.reason()}
	if sections := f.v.Item.Def.Sections; len(sections) > 1 {
		which := parts.Field{Kind: parts.Checkbox, Name: "section", Label: f.T("item.sections"), Hint: f.T("item.sections_hint"), Optional: true}
		for _, section := range sections {
			which.Options = append(which.Options, parts.Option{Value: string(section.ID), Label: f.Text(section.Title)})
		}
		fields = append([]parts.Field{which}, fields...)
	}
	return fields
}

// candidates lists who may have the item, nobody first.
func (f *itemForms) candidates() []parts.Option {
	people, _ := f.s.Desk.People(f.Ctx) // without them there is still nobody to choose
	return site.PeopleOptions(f.T("item.nobody"), people, func(p view.PersonRow) bool {
		return slices.Contains(f.v.Item.Def.Roles, p.Role) && worksFor(p, f.v.State.Municipality)
	})
}

// worksFor tells whether a municipality is within a person's work.
func worksFor(p view.PersonRow, code municipality.Code) bool {
	return p.Role == person.NationalOfficer || slices.Contains(p.Municipalities, code)
}
