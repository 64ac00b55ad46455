package meeting

import (
	"reflect"
	"slices"

	"startklar/domain"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

func (c Plan) decide(d *decision) error {
	if d.m.Exists() {
		return d.conflict("meeting_exists")
	}
	if !c.Meeting.wellFormed() {
		return domain.RefuseField(domain.Invalid, "meeting", "meeting_id", nil)
	}
	if !slices.Contains(AllKinds(), c.Kind) || c.Host == "" || c.HostRole != person.ProcessConsultant && c.HostRole != person.NationalOfficer {
		return domain.RefuseField(domain.Invalid, "kind", "meeting_kind", nil)
	}
	if len(c.Invitees) == 0 || c.Kind == Workshop && len(c.Invitees) != 1 {
		return domain.RefuseField(domain.Invalid, "municipality", "meeting_invitees", nil)
	}
	if err := c.Details.check(); err != nil {
		return err
	}
	if err := c.Where.check(); err != nil {
		return err
	}
	d.emit(string(c.Meeting), &MeetingPlanned{Kind: c.Kind, Host: c.Host, HostRole: c.HostRole})
	d.emit("", &Described{c.Details})
	if c.Where != (Where{}) {
		d.emit("", &Relocated{Where: c.Where})
	}
	return d.invite(c.Invitees)
}

// wellFormed keeps ids fit for addresses and calendars.
func (id ID) wellFormed() bool {
	if id == "" || len(id) > 60 {
		return false
	}
	for _, r := range id {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' {
			return false
		}
	}
	return true
}

// invite adds the municipalities that are not invited yet.
func (d *decision) invite(all []Invitee) error {
	for _, i := range all {
		if _, ok := municipality.Get(i.Municipality); !ok {
			return domain.RefuseField(domain.Invalid, "municipality", "municipality_unknown", domain.Args{"municipality": string(i.Municipality)})
		}
		if i.Journey != "" && i.Journey.Municipality() != i.Municipality {
			return domain.RefuseField(domain.Invalid, "municipality", "journey_id", nil)
		}
		if d.m.Party(i.Municipality) == nil {
			d.emit(string(i.Municipality), &Invited{Municipality: i.Municipality, Journey: i.Journey, Item: i.Item})
		}
	}
	return nil
}

func (c Describe) decide(d *decision) error {
	if err := c.Details.check(); err != nil {
		return err
	}
	if err := c.Where.check(); err != nil {
		return err
	}
	if least := d.m.leastCapacity(); c.Capacity > 0 && c.Capacity < least {
		return domain.RefuseField(domain.Conflict, "capacity", "capacity_taken", domain.Args{"count": least})
	}
	if !reflect.DeepEqual(c.Details, d.m.Details) {
		d.emit("", &Described{c.Details})
	}
	if c.Where != d.m.Where {
		d.emit("", &Relocated{Where: c.Where, Sequence: d.nextSequence()})
	}
	d.moveUp()
	return nil
}

// leastCapacity is the smallest room that keeps every registration possible.
func (m Meeting) leastCapacity() int {
	least := m.Places().Taken
	for _, p := range m.Parties {
		if p.Waiting > 0 {
			least = max(least, p.Persons)
		}
	}
	return least
}

// nextSequence is raised where people have an invitation that is no longer right.
func (d *decision) nextSequence() int {
	if d.m.State == Booked {
		return d.m.Sequence + 1
	}
	return d.m.Sequence
}

func (c Invite) decide(d *decision) error {
	if d.m.State == Held {
		return d.conflict("meeting_held")
	}
	if d.m.Kind == Workshop {
		return domain.RefuseField(domain.Invalid, "municipality", "meeting_invitees", nil)
	}
	return d.invite(c.Invitees)
}

func (c Uninvite) decide(d *decision) error {
	if d.m.State == Held {
		return d.conflict("meeting_held")
	}
	p := d.m.Party(c.Municipality)
	if p == nil {
		return nil
	}
	if len(d.m.Parties) == 1 {
		return domain.RefuseField(domain.Invalid, "municipality", "meeting_invitees", nil)
	}
	d.emit(string(c.Municipality), &Uninvited{Municipality: c.Municipality, Journey: p.Journey})
	d.moveUp()
	return nil
}

func (c Book) decide(d *decision) error {
	if d.m.State == Held {
		return d.conflict("meeting_held")
	}
	if err := c.check(d.today); err != nil {
		return err
	}
	if err := domain.LimitText("reason", c.Reason, MaxReason); err != nil {
		return err
	}
	booked := DateBooked{Slot: c.Slot, Sequence: d.m.Sequence, Reason: c.Reason}
	switch d.m.State {
	case Booked:
		if c.Slot == d.m.Slot {
			return nil
		}
		if err := domain.NeedText("reason", c.Reason, MaxReason, "reason_missing"); err != nil {
			return err
		}
		booked.Sequence, booked.Moved = d.m.Sequence+1, true
	case Cancelled:
		if !d.m.On.IsZero() {
			booked.Sequence, booked.Moved = d.m.Sequence+1, true
		}
	}
	d.emit("", &booked)
	return nil
}

func (c Cancel) decide(d *decision) error {
	if d.m.State != Booked && d.m.State != Planned {
		return d.conflict("meeting_not_cancellable")
	}
	if err := domain.NeedText("reason", c.Reason, MaxReason, "reason_missing"); err != nil {
		return err
	}
	d.emit("", &DateCancelled{Reason: c.Reason, Sequence: d.nextSequence()})
	return nil
}

func (c PublishNotes) decide(d *decision) error {
	if d.m.State != Held {
		return d.conflict("meeting_not_held")
	}
	if err := domain.NeedText("text", c.Text, MaxNotes, "notes_missing"); err != nil {
		return err
	}
	if err := checkMaterial(c.Material); err != nil {
		return err
	}
	if n := d.m.Notes; n == nil || n.Text != c.Text || !slices.Equal(n.Material, c.Material) {
		d.emit("", &NotesPublished{Text: c.Text, Material: c.Material})
	}
	return nil
}
