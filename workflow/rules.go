package workflow

import (
	"fmt"

	"startklar/domain/journey"
)

// maxRounds bounds the evaluation of the rules. The lint refuses definitions with cycles, so that every
// round ends something; a definition that reaches the bound is a fault of ours.
const maxRounds = 1000

// applyRules evaluates the rules until nothing changes. What a rule causes is an event like any other: it
// is stored and never recomputed.
func (d *decision) applyRules() {
	for range maxRounds {
		before := len(d.events)
		if d.state.Run == journey.Active {
			d.stageRules()
			d.itemRules()
			d.deadlineRules()
			d.endRule()
		}
		if d.err != nil || len(d.events) == before {
			return
		}
	}
	d.err = fmt.Errorf("journey %s: the rules of %s do not come to rest", d.state.ID, d.state.Def.Key)
}

// stageRules open and complete stages.
func (d *decision) stageRules() {
	for n := range d.state.Stages {
		r := d.state.Stages[n]
		switch {
		case r.State == journey.Available && d.satisfied(r.Def.Entry):
			d.emit(string(r.Def.ID), &StageChanged{State: journey.Active})
		case r.State == journey.Active && d.stageDone(r.Def):
			d.emit(string(r.Def.ID), &StageChanged{State: journey.Completed})
		}
	}
}

// stageDone tells whether a stage completes by itself: every required item is done or was terminated, or,
// with none required, its milestone has occurred. A stage with neither waits for a person.
func (d *decision) stageDone(stage *Stage) bool {
	required, milestone := 0, false
	for _, i := range d.state.Items {
		switch {
		case i.Def.Stage != stage:
		case d.state.required(i):
			if !i.done() && i.State != journey.Terminated {
				return false
			}
			required++
		case i.Def.Kind == journey.Milestone && i.State == journey.Completed:
			milestone = true
		}
	}
	return required > 0 || milestone
}

// required tells whether an instance holds its stage open. Only the first instance of a repeated item does.
func (s State) required(i *Item) bool {
	return i.Def.Required && i.Number == 1 && i.Def.RequiredWhen.holds(s)
}

// done tells whether a required instance is satisfied.
func (i *Item) done() bool {
	return i.State == journey.Completed || i.State == journey.Skipped && i.Def.SkippedCounts
}

// itemRules open gates, start and complete what does so by itself, and end what its exit ends.
func (d *decision) itemRules() {
	for n := range d.state.Items {
		i := d.state.Items[n]
		switch {
		case !i.State.Ended() && d.exits(i):
			d.emit(string(i.ID), &ItemChanged{State: journey.Terminated, ByRule: true})
		case i.State == journey.Available && d.mayBegin(i):
			d.begin(i)
		case i.State == journey.Active && i.Def.AutoComplete && i.finished():
			d.emit(string(i.ID), &ItemChanged{State: journey.Completed, ByRule: true})
		default:
			d.attachRules(i)
		}
	}
}

// exits tells whether an item's exit criterion holds.
func (d *decision) exits(i *Item) bool { return i.Def.Exit != nil && d.satisfied(*i.Def.Exit) }

// mayBegin tells whether an item's gate and its stage's are open. A stage that has completed stays open to
// what was optional in it.
func (d *decision) mayBegin(i *Item) bool {
	stage := d.state.Stages[i.Def.Stage.Index].State
	if stage != journey.Active && stage != journey.Completed {
		return false
	}
	return d.satisfied(i.Def.Entry)
}

// begin carries an item over its open gate: a milestone occurs, an automatic item starts, anything else
// waits for a person.
func (d *decision) begin(i *Item) {
	if i.Def.Kind == journey.Milestone {
		d.emit(string(i.ID), &ItemChanged{State: journey.Completed, ByRule: true})
		return
	}
	d.emit(string(i.ID), &ItemChanged{State: journey.Enabled, ByRule: true})
	if i.Def.AutoStart {
		d.emit(string(i.ID), &ItemChanged{State: journey.Active, ByRule: true})
	}
}

// finished tells whether everything in an item has been declared or confirmed by people.
func (i *Item) finished() bool {
	switch i.Def.Kind {
	case journey.Checklist, journey.Form:
		return len(i.openSections()) == 0
	case journey.Delivery:
		for _, doc := range i.Def.Documents {
			if i.Document(doc.ID).InUseOn.IsZero() {
				return false
			}
		}
		return true
	default:
		return false
	}
}

// openSections lists the sections that nobody has declared finished.
func (i *Item) openSections() []journey.SectionID {
	var open []journey.SectionID
	for _, section := range i.Def.Sections {
		if !i.Section(section.ID).Declared() {
			open = append(open, section.ID)
		}
	}
	return open
}

// satisfied tells whether a gate is open.
func (d *decision) satisfied(gate Sentry) bool {
	for _, on := range gate.On {
		if !d.state.occurred(on) {
			return false
		}
	}
	return gate.If.holds(d.state)
}

// occurred tells whether an on-part has happened.
func (s State) occurred(on OnPart) bool {
	state := journey.Available
	if on.Stage != "" {
		if r := s.Stage(on.Stage); r != nil {
			state = r.State
		}
	} else {
		state = s.stateOf(on.Item)
	}
	switch on.Is {
	case IsSkipped:
		return state == journey.Skipped
	case IsTerminated:
		return state == journey.Terminated
	case IsCompletedOrSkipped:
		return state == journey.Completed || state == journey.Skipped
	default:
		return state == journey.Completed
	}
}

// endRule ends the journey when every stage has completed: what is still open ends with it.
func (d *decision) endRule() {
	for _, r := range d.state.Stages {
		if r.State != journey.Completed {
			return
		}
	}
	for n := range d.state.Items {
		if i := d.state.Items[n]; !i.State.Ended() {
			d.emit(string(i.ID), &ItemChanged{State: journey.Terminated, ByRule: true})
		}
	}
	d.emit("", &JourneyEnded{State: journey.Completed, On: d.today})
}
