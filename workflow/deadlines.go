package workflow

import (
	"cmp"

	"startklar/domain/calendar"
	"startklar/domain/journey"
)

// deadlineRules set the anchors that items give and the deadlines that follow from them. Deadlines of open
// items move with their anchor, those of ended items never; a person's override stays.
func (d *decision) deadlineRules() {
	for _, i := range d.state.Items {
		if i.Def.Anchor == "" {
			continue
		}
		if by := d.state.anchorSetter(i.Def.Anchor); by == i && by.anchorDate() != d.state.Anchor(i.Def.Anchor) {
			d.emit(string(i.ID), &AnchorSet{Name: i.Def.Anchor, On: by.anchorDate()})
		}
	}
	for n := range d.state.Items {
		i := d.state.Items[n]
		if on := d.state.computedDeadline(i); on != i.Deadline.Computed {
			d.emit(string(i.ID), &DeadlineComputed{Rule: i.Def.Due.String(), Anchor: i.Def.Due.Anchor, On: on})
		}
	}
}

// anchorSetter is the item that decides an anchor's date: the first one that has a date to give, else the
// first whose booking was taken back; nil while no item has anything to say.
func (s State) anchorSetter(anchor string) *Item {
	var cancelled *Item
	for _, i := range s.Items {
		switch {
		case i.Def.Anchor != anchor:
		case !i.anchorDate().IsZero():
			return i
		case cancelled == nil && i.cancelled():
			cancelled = i
		}
	}
	return cancelled
}

// anchorDate is the date that an item gives its anchor: a meeting's when it is booked or held, else the day
// of completion. Only the first instance of a repeated item sets it.
func (i *Item) anchorDate() calendar.Date {
	switch {
	case i.Def.Anchor == "" || i.Number > 1:
		return calendar.Date{}
	case i.Def.Kind == journey.Meeting:
		if i.Meeting == nil {
			return calendar.Date{}
		}
		return cmp.Or(i.Meeting.HeldOn, i.Meeting.On)
	case i.State == journey.Completed:
		return calendar.DateOf(i.EndedAt)
	default:
		return calendar.Date{}
	}
}

// cancelled tells whether the item is a meeting whose booking was taken back, and with it its anchor's date.
func (i *Item) cancelled() bool {
	return i.Def.Anchor != "" && i.Number == 1 && i.Meeting != nil && i.Meeting.On.IsZero() && i.Meeting.HeldOn.IsZero()
}

// computedDeadline is what an item's rule gives now: as it was for one that has ended, none while the
// anchor has no date.
func (s State) computedDeadline(i *Item) calendar.Date {
	if i.Def.Due == nil || i.State.Ended() {
		return i.Deadline.Computed
	}
	anchor := s.Anchor(i.Def.Due.Anchor)
	if anchor.IsZero() {
		return calendar.Date{}
	}
	return i.Def.Due.Apply(calendar.Danish(), anchor)
}

// DeadlineMove is one deadline that a command would move.
type DeadlineMove struct {
	Item     journey.InstanceID
	From, To calendar.Date
	// Kept tells that a person's override stays although the computed date moves.
	Kept bool
}

// DeadlineMoves compares the deadlines of two states of one journey: the cascade that a preview shows.
func DeadlineMoves(before, after State) []DeadlineMove {
	var moves []DeadlineMove
	for _, i := range after.Items {
		old := before.Item(i.ID)
		if old == nil || old.Deadline == i.Deadline {
			continue
		}
		moves = append(moves, DeadlineMove{
			Item: i.ID, From: old.Deadline.On(), To: i.Deadline.On(), Kept: old.Deadline.On() == i.Deadline.On(),
		})
	}
	return moves
}
