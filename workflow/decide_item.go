package workflow

import (
	"slices"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
)

func (c StartItem) decide(d *decision) error {
	i, err := d.open(c.Item)
	if err != nil {
		return err
	}
	d.start(i)
	return nil
}

func (c CompleteItem) decide(d *decision) error {
	i, err := d.open(c.Item)
	if err != nil {
		return err
	}
	if i.Def.ByRecords && d.actor.Role != person.System {
		return conflict("not_completed_by_hand", i)
	}
	if err := i.completable(); err != nil {
		return err
	}
	d.emit(string(c.Item), &ItemChanged{State: journey.Completed})
	return nil
}

// completable refuses what is not for a person to complete as it stands.
func (i *Item) completable() error {
	switch i.Def.Kind {
	case journey.Task:
		return nil
	case journey.Checklist, journey.Form:
		if open := i.openSections(); len(open) > 0 {
			return &domain.Error{Code: domain.Conflict, Key: "sections_open", Detail: open, Args: domain.Args{"count": len(open)}}
		}
		return nil
	case journey.Delivery:
		for _, doc := range i.Def.Documents {
			if i.Document(doc.ID).ReceivedOn.IsZero() {
				return &domain.Error{Code: domain.Conflict, Key: "documents_open", Detail: i.State, Args: domain.Args{"title": doc.Title}}
			}
		}
		return nil
	default:
		return conflict("not_completed_by_hand", i)
	}
}

func (c SkipItem) decide(d *decision) error {
	return d.leaveOut(c.Item, c.Reason, journey.Skipped)
}

// An item is terminated by those who may skip it: both leave something out, and only skipping can be
// taken back.
func (c TerminateItem) decide(d *decision) error {
	return d.leaveOut(c.Item, c.Reason, journey.Terminated)
}

// leaveOut ends an item that was not done.
func (d *decision) leaveOut(id journey.InstanceID, reason string, as journey.State) error {
	i, err := d.item(id, skippers)
	if err != nil {
		return err
	}
	if i.State.Ended() {
		return conflict("item_ended", i)
	}
	if err := needReason("reason", reason); err != nil {
		return err
	}
	d.emit(string(id), &ItemChanged{State: as, Reason: reason})
	return nil
}

func (c SuspendItem) decide(d *decision) error {
	if _, err := d.open(c.Item); err != nil {
		return err
	}
	if err := needReason("reason", c.Reason); err != nil {
		return err
	}
	d.emit(string(c.Item), &ItemChanged{State: journey.Suspended, Reason: c.Reason})
	return nil
}

func (c ResumeItem) decide(d *decision) error {
	i, err := d.item(c.Item, candidates)
	if err != nil {
		return err
	}
	if i.State != journey.Suspended {
		return conflict("item_not_suspended", i)
	}
	d.emit(string(c.Item), &ItemChanged{State: i.Resume})
	return nil
}

func (c ReopenItem) decide(d *decision) error {
	i, err := d.item(c.Item, reopeners)
	if err != nil {
		return err
	}
	if i.State != journey.Completed && i.State != journey.Skipped || i.Def.Kind == journey.Milestone || d.exits(i) {
		return conflict("item_not_reopenable", i)
	}
	if err := needReason("reason", c.Reason); err != nil {
		return err
	}
	sections := c.Sections
	for _, id := range sections {
		if i.Def.Section(id) == nil {
			return domain.Refuse(domain.NotFound, "section_unknown", domain.Args{"section": string(id)})
		}
	}
	if len(sections) == 0 {
		for _, section := range i.Def.Sections {
			sections = append(sections, section.ID)
		}
	}
	d.emit(string(c.Item), &ItemReopened{Reason: c.Reason, Sections: sections})
	d.markDependents(i, c.Reason)
	return nil
}

func (c ConfirmStale) decide(d *decision) error {
	i, err := d.item(c.Item, keepersOf)
	if err != nil {
		return err
	}
	if err := domain.LimitText("note", c.Note, MaxReason); err != nil {
		return err
	}
	if i.Stale == nil || i.State != journey.Completed {
		return conflict("item_not_stale", i)
	}
	if i.Signature != nil && d.state.Freeze(i).Digest != i.Signature.Digest {
		return conflict("signed_content_changed", i)
	}
	d.emit(string(c.Item), &StaleConfirmed{Note: c.Note})
	return nil
}

func (c OpenGate) decide(d *decision) error {
	i, err := d.item(c.Item, exceptioners)
	if err != nil {
		return err
	}
	if i.State != journey.Available {
		return conflict("gate_not_closed", i)
	}
	if err := needReason("reason", c.Reason); err != nil {
		return err
	}
	d.emit(string(c.Item), &GateOpened{Reason: c.Reason})
	d.begin(i)
	return nil
}

func (c AddItem) decide(d *decision) error {
	if err := d.running(); err != nil {
		return err
	}
	def := d.state.Def.Item(c.Item)
	if def == nil {
		return domain.Refuse(domain.NotFound, "item_unknown", domain.Args{"item": string(c.Item)})
	}
	if !may(d.actor, def.Roles) {
		return domain.Refuse(domain.Permission, "not_your_item", domain.Args{"item": string(c.Item), "title": def.Title})
	}
	if err := domain.LimitText("reason", c.Reason, MaxReason); err != nil {
		return err
	}
	number := 1 + len(slices.DeleteFunc(slices.Clone(d.state.Items), func(i *Item) bool { return i.Def != def }))
	if number == 1 && !def.Discretionary || number > 1 && !def.repeats(number) {
		return domain.Refuse(domain.Conflict, "no_more_instances", domain.Args{"title": def.Title, "count": number - 1})
	}
	d.emit(string(c.Item.Instance(number)), &ItemAdded{Reason: c.Reason})
	return nil
}

// repeats tells whether there may be so many instances.
func (i *PlanItem) repeats(number int) bool {
	return i.Repeat != nil && (i.Repeat.Max == 0 || number <= i.Repeat.Max)
}

func (c AssignItem) decide(d *decision) error {
	i, err := d.item(c.Item, candidates)
	if err != nil {
		return err
	}
	if i.State.Ended() {
		return conflict("item_ended", i)
	}
	if err := domain.LimitText("assignee", string(c.Assignee), MaxReason); err != nil {
		return err
	}
	if i.Assignee != c.Assignee {
		d.emit(string(c.Item), &ItemAssigned{Assignee: c.Assignee})
	}
	return nil
}

func (c OverrideDeadline) decide(d *decision) error {
	i, err := d.item(c.Item, anybody)
	if err != nil {
		return err
	}
	if i.State.Ended() {
		return conflict("item_ended", i)
	}
	if err := needReason("reason", c.Reason); err != nil {
		return err
	}
	if !c.On.IsZero() && c.On.Before(d.state.StartedOn) {
		return domain.RefuseField(domain.Invalid, "on", "date_before_start", nil)
	}
	if i.Deadline.Overridden != c.On {
		d.emit(string(c.Item), &DeadlineOverridden{On: c.On, Reason: c.Reason})
	}
	return nil
}
