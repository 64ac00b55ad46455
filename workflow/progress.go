package workflow

import (
	"slices"

	"startklar/domain/calendar"
	"startklar/domain/journey"
)

// Progress is how far a stage, an item or a section is, in units that a person declares or completes: a
// checklist counts its questions, anything else itself.
type Progress struct {
	Done, Total int
	// Due is the earliest deadline of what is required, has not ended and is not on pause; zero for none.
	Due calendar.Date
	// Stale counts what is finished but rests on something reopened.
	Stale int
}

// StageProgress counts the required items of a stage.
func (s State) StageProgress(stage *Stage) Progress {
	var p Progress
	for _, i := range s.Items {
		if i.Def.Stage != stage {
			continue
		}
		if i.Stale != nil {
			p.Stale++
		}
		if !s.required(i) {
			continue
		}
		done, total := s.Units(i)
		p.Done, p.Total = p.Done+done, p.Total+total
		if on := i.Deadline.On(); !i.State.Ended() && i.State != journey.Suspended && !on.IsZero() && (p.Due.IsZero() || on.Before(p.Due)) {
			p.Due = on
		}
	}
	return p
}

// Units counts one item.
func (s State) Units(i *Item) (done, total int) {
	if i.Def.Kind == journey.Checklist {
		for _, section := range i.Def.Sections {
			d, t := s.SectionUnits(i, section)
			done, total = done+d, total+t
		}
		return done, total
	}
	if i.done() {
		return 1, 1
	}
	return 0, 1
}

// SectionUnits counts the questions of a section that are declared clear, or, in a form, the fields with
// content.
func (s State) SectionUnits(i *Item, section *Section) (done, total int) {
	for _, f := range section.Fields() {
		total++
		a := s.Answer(i.ID, f.ID)
		switch {
		case a == nil:
		case i.Def.Kind == journey.Checklist && a.Standing == journey.Clear,
			i.Def.Kind != journey.Checklist && a.Text != "":
			done++
		}
	}
	return done, total
}

// Required tells whether an instance holds its stage open in this journey.
func (s State) Required(i *Item) bool { return s.required(i) }

// NextSteps lists what people can do now, the most pressing first: what is due soonest, then what has no
// deadline in the order of the plan; required before optional.
func (s State) NextSteps() []*Item { return append(s.open(true), s.open(false)...) }

// open lists the open items that are required, or those that are not: what is due soonest first, the plan's order
// among equals.
func (s State) open(required bool) []*Item {
	var all []*Item
	for _, i := range s.Items {
		if i.State.Open() && s.required(i) == required {
			all = append(all, i)
		}
	}
	slices.SortStableFunc(all, func(a, b *Item) int { return soonest(a.Deadline.On(), b.Deadline.On()) })
	return all
}

// soonest orders dates, no date last.
func soonest(a, b calendar.Date) int {
	if a.IsZero() != b.IsZero() {
		return -a.Compare(b)
	}
	return a.Compare(b)
}
