package workflow

import (
	"startklar/domain/journey"
)

// dependents lists everything that rests on an item, directly or not, in the definition's order. Gates that
// name it or its stage, conditions that read it and approvals of it all count.
func (d *Definition) dependents(id journey.ItemID) []*PlanItem {
	rests := map[journey.ItemID]bool{id: true}
	for changed := true; changed; {
		changed = false
		for _, i := range d.Items {
			if !rests[i.ID] && d.restsOn(i, rests) {
				rests[i.ID], changed = true, true
			}
		}
	}
	var found []*PlanItem
	for _, i := range d.Items {
		if rests[i.ID] && i.ID != id {
			found = append(found, i)
		}
	}
	return found
}

// restsOn tells whether an item, or the stage it stands in, depends directly on one of the others.
func (d *Definition) restsOn(i *PlanItem, others map[journey.ItemID]bool) bool {
	for _, id := range i.Of {
		if others[id] {
			return true
		}
	}
	return d.gateRestsOn(i.Entry, others) || d.gateRestsOn(i.Stage.Entry, others)
}

func (d *Definition) gateRestsOn(gate Sentry, others map[journey.ItemID]bool) bool {
	for _, on := range gate.On {
		if others[on.Item] || on.Stage != "" && d.stageRestsOn(on.Stage, others) {
			return true
		}
	}
	if gate.If != nil {
		for _, id := range gate.If.Items {
			if others[id] {
				return true
			}
		}
	}
	return false
}

// stageRestsOn tells whether one of the others is a required item of a stage.
func (d *Definition) stageRestsOn(stage journey.StageID, others map[journey.ItemID]bool) bool {
	for _, i := range d.Items {
		if i.Stage.ID == stage && i.Required && others[i.ID] {
			return true
		}
	}
	return false
}

// markDependents marks what was completed and rests on a reopened item. Gates that were passed stay passed.
func (d *decision) markDependents(reopened *Item, reason string) {
	for _, def := range d.state.Def.dependents(reopened.Def.ID) {
		for n := range d.state.Items {
			i := d.state.Items[n]
			if i.Def == def && i.State == journey.Completed && def.Kind != journey.Milestone {
				d.emit(string(i.ID), &ItemMarkedStale{Because: reopened.ID, Reason: reason})
			}
		}
	}
}
