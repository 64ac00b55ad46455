package workflow

import (
	"slices"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/policy"
)

// The commands by which a journey follows a meeting that has a history of its own. What happens to the
// meeting causes them; nobody gives them by hand. They are tolerant: what the journey cannot take, because it
// has ended or the step has, changes nothing and refuses nothing.

type (
	// AttachMeeting makes a meeting the booking of an item: of the instance that is named if it is free, else of
	// another of the same plan item, else of a new one where the plan item repeats.
	AttachMeeting struct {
		Target
		Item    journey.InstanceID `json:"item"`
		Meeting string             `json:"meeting"`
	}
	// DetachMeeting leaves the item to another meeting.
	DetachMeeting struct {
		Target
		Meeting string `json:"meeting"`
	}
	// FollowMeeting takes over when and where the attached meeting is; a zero date when it was cancelled.
	FollowMeeting struct {
		Target
		Meeting  string        `json:"meeting"`
		On       calendar.Date `json:"on"`
		Start    string        `json:"start"`
		End      string        `json:"end"`
		Place    string        `json:"place"`
		Sequence int           `json:"sequence"`
		Reason   string        `json:"reason"`
	}
	// AttendMeeting tells whether the municipality came to the meeting that was held. Whoever came has done the
	// item, for whoever did not it stays open to the next one.
	AttendMeeting struct {
		Target
		Meeting string        `json:"meeting"`
		On      calendar.Date `json:"on"`
		Present bool          `json:"present"`
		Reason  string        `json:"reason"`
	}
)

// CommandName implements Command.
func (AttachMeeting) CommandName() string { return "attach_meeting" }
func (DetachMeeting) CommandName() string { return "detach_meeting" }
func (FollowMeeting) CommandName() string { return "follow_meeting" }
func (AttendMeeting) CommandName() string { return "attend_meeting" }

func (AttachMeeting) action() policy.Action { return policy.FollowMeetings }
func (DetachMeeting) action() policy.Action { return policy.FollowMeetings }
func (FollowMeeting) action() policy.Action { return policy.FollowMeetings }
func (AttendMeeting) action() policy.Action { return policy.FollowMeetings }

type (
	// MeetingAttached makes a meeting the item's booking.
	MeetingAttached struct {
		Meeting string `json:"meeting"`
	}
	// MeetingDetached leaves the item without a booking. Missed tells that the meeting was held without the
	// municipality, on a date.
	MeetingDetached struct {
		Meeting string        `json:"meeting"`
		Missed  bool          `json:"missed,omitempty"`
		On      calendar.Date `json:"on,omitzero"`
	}
)

// EventKind implements domain.Body.
func (*MeetingAttached) EventKind() string { return "meeting_attached" }
func (*MeetingDetached) EventKind() string { return "meeting_detached" }

func (c AttachMeeting) decide(d *decision) error {
	if d.state.Run != journey.Active || c.Meeting == "" || d.state.attached(c.Meeting) != nil {
		return nil
	}
	id, number := c.Item.Item()
	def := d.state.Def.Item(id)
	if def == nil || def.Kind != journey.Meeting {
		return nil
	}
	free := d.freeInstance(def, number)
	if free == "" {
		return nil
	}
	if d.state.Item(free) == nil {
		d.emit(string(free), &ItemAdded{})
	}
	d.emit(string(free), &MeetingAttached{Meeting: c.Meeting})
	return nil
}

// freeInstance is the wanted instance if it can take a meeting, else the first that can, else a new one;
// empty where there can be none.
func (d *decision) freeInstance(def *PlanItem, wanted int) journey.InstanceID {
	count, first := 0, journey.InstanceID("")
	for _, i := range d.state.Items {
		if i.Def != def {
			continue
		}
		count++
		if i.Number == wanted && !i.State.Ended() && (i.Meeting == nil || i.Meeting.Of == "") {
			return i.ID // also where a date has been written here already: the meeting takes it over
		}
		if i.takesMeeting() && first == "" {
			first = i.ID
		}
	}
	if first == "" && (count > 0 || def.Discretionary) && (count == 0 || def.repeats(count+1)) {
		return def.ID.Instance(count + 1)
	}
	return first
}

// takesMeeting tells whether an instance has not ended and is nobody's booking yet.
func (i *Item) takesMeeting() bool {
	return !i.State.Ended() && (i.Meeting == nil || i.Meeting.Of == "" && i.Meeting.On.IsZero())
}

// attached is the instance whose booking a meeting is, or nil.
func (s State) attached(meeting string) *Item {
	at := slices.IndexFunc(s.Items, func(i *Item) bool { return i.Meeting != nil && i.Meeting.Of == meeting })
	if at < 0 {
		return nil
	}
	return s.Items[at]
}

// Attached is the instance whose booking a meeting is, or that was held without the municipality; nil for
// none.
func (s State) Attached(meeting string) *Item {
	if i := s.attached(meeting); i != nil {
		return i
	}
	return s.missed(meeting)
}

// missed is the open instance to which the municipality did not come at a meeting, or nil.
func (s State) missed(meeting string) *Item {
	at := slices.IndexFunc(s.Items, func(i *Item) bool {
		return i.Meeting != nil && i.Meeting.Missed == meeting && i.Meeting.Of == "" && !i.State.Ended()
	})
	if at < 0 {
		return nil
	}
	return s.Items[at]
}

func (c DetachMeeting) decide(d *decision) error {
	if i := d.state.attached(c.Meeting); i != nil && d.state.Run == journey.Active && !i.State.Ended() {
		d.emit(string(i.ID), &MeetingDetached{Meeting: c.Meeting})
	}
	return nil
}

func (c FollowMeeting) decide(d *decision) error {
	i := d.state.attached(c.Meeting)
	if i == nil || d.state.Run != journey.Active || i.State.Ended() {
		return nil
	}
	m := i.Meeting
	if c.On.IsZero() {
		if !m.On.IsZero() {
			d.emit(string(i.ID), &MeetingCancelled{Reason: c.Reason, Sequence: c.Sequence})
		}
		return nil
	}
	if m.On != c.On || m.Start != c.Start || m.End != c.End || m.Place != c.Place || m.Sequence < c.Sequence {
		d.start(i)
		d.emit(string(i.ID), &MeetingBooked{On: c.On, Start: c.Start, End: c.End, Place: c.Place, Sequence: max(c.Sequence, m.Sequence)})
	}
	return nil
}

func (c AttendMeeting) decide(d *decision) error {
	if d.state.Run != journey.Active {
		return nil
	}
	if c.Present {
		c.came(d)
	} else {
		c.stayedAway(d)
	}
	return nil
}

// came records the meeting as held; the rules complete the item as soon as it is open.
func (c AttendMeeting) came(d *decision) {
	i := d.state.attached(c.Meeting)
	if i == nil {
		if i = d.state.missed(c.Meeting); i == nil {
			return
		}
		d.emit(string(i.ID), &MeetingAttached{Meeting: c.Meeting})
	}
	if i.State.Ended() || i.Meeting.HeldOn == c.On {
		return
	}
	d.start(i)
	d.emit(string(i.ID), &MeetingHeld{On: c.On})
	if i.State.Open() {
		d.emit(string(i.ID), &ItemChanged{State: journey.Completed})
	}
}

// stayedAway leaves the item open to another meeting. Where it had been completed by mistake it is opened
// again, and what rests on it is marked.
func (c AttendMeeting) stayedAway(d *decision) {
	i := d.state.attached(c.Meeting)
	if i == nil || i.State == journey.Skipped || i.State == journey.Terminated {
		return
	}
	if i.State == journey.Completed {
		d.emit(string(i.ID), &ItemReopened{Reason: c.Reason})
		d.markDependents(i, c.Reason)
	}
	d.emit(string(i.ID), &MeetingDetached{Meeting: c.Meeting, Missed: true, On: c.On})
}

// attachRules let an item follow its meeting as soon as its gate opens: one that is booked is under way, one
// that was held is done.
func (d *decision) attachRules(i *Item) {
	m := i.Meeting
	if m == nil || m.Of == "" || !i.State.Open() {
		return
	}
	switch {
	case !m.HeldOn.IsZero() && (i.Stale == nil || i.Stale.Because != i.ID):
		d.emit(string(i.ID), &ItemChanged{State: journey.Completed, ByRule: true})
	case i.State == journey.Enabled && !m.On.IsZero():
		d.emit(string(i.ID), &ItemChanged{State: journey.Active, ByRule: true})
	}
}

// elsewhere refuses to book, move, cancel or hold by hand what follows a meeting: it is done there. Only one
// that was held and then opened again is confirmed here.
func (i *Item) elsewhere(holding bool) error {
	if i.Meeting == nil || i.Meeting.Of == "" || holding && !i.Meeting.HeldOn.IsZero() {
		return nil
	}
	return conflict("meeting_elsewhere", i)
}
