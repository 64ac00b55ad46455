package meeting

import (
	"slices"

	"startklar/domain"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

func (c Register) decide(d *decision) error {
	p := d.m.Party(c.Municipality)
	if l := d.m.linkOf(d.actor); d.actor.Role == person.Guest && (l == nil || !l.Works(d.today)) {
		return domain.Refuse(domain.NotFound, "link_expired", nil)
	}
	switch {
	case p == nil:
		return domain.RefuseField(domain.Invalid, "municipality", "not_invited", nil)
	case d.m.State != Booked:
		return d.conflict("meeting_not_open")
	case d.m.On.Before(d.today):
		return d.conflict("meeting_over")
	case c.Partstat == NeedsAction || !slices.Contains(AllPartstats(), c.Partstat):
		return domain.RefuseField(domain.Invalid, "partstat", "partstat_unknown", nil)
	}
	answer := Registered{Municipality: c.Municipality, Partstat: c.Partstat}
	if c.Partstat == Accepted {
		answer.Persons = c.Persons
		var err error
		if answer.Waiting, err = d.seat(*p, c.Persons); err != nil {
			return err
		}
	}
	if p.Partstat != answer.Partstat || p.Persons != answer.Persons || p.Waiting != answer.Waiting {
		d.emit(string(c.Municipality), &answer)
	}
	d.moveUp()
	return nil
}

// seat finds places for so many persons of a party: 0 if there is room, else the party's number in the line.
func (d *decision) seat(p Party, persons int) (waiting int, err error) {
	if persons < 1 || persons > MaxPersons {
		return 0, domain.RefuseField(domain.Invalid, "persons", "persons_count", domain.Args{"max": MaxPersons})
	}
	places := d.m.Places()
	free, limited := places.Free()
	switch {
	case !limited:
		return 0, nil
	case persons > places.Capacity:
		return 0, domain.RefuseField(domain.Invalid, "persons", "room_too_small", domain.Args{"count": places.Capacity})
	case p.Waiting > 0:
		return p.Waiting, nil
	case p.Seated() && persons <= p.Persons:
		return 0, nil
	case p.Seated() && (places.Waiting > 0 || persons > free+p.Persons):
		if places.Waiting > 0 {
			free = 0
		}
		return 0, domain.RefuseField(domain.Conflict, "persons", "no_more_places", domain.Args{"count": free + p.Persons})
	case places.Waiting == 0 && persons <= free || p.Seated():
		return 0, nil
	}
	return d.m.Queue + 1, nil
}

// moveUp gives places that are free to the first in the line, as long as all of its persons have one.
func (d *decision) moveUp() {
	for {
		line := d.m.line()
		if d.m.State == Held || len(line) == 0 {
			return
		}
		free, limited := d.m.Places().Free()
		if limited && line[0].Persons > free {
			return
		}
		d.emit(string(line[0].Municipality), &MovedUp{Municipality: line[0].Municipality})
		if d.err != nil {
			return
		}
	}
}

func (c Attend) decide(d *decision) error {
	switch {
	case d.m.State != Booked && d.m.State != Held:
		return d.conflict("meeting_not_open")
	case d.m.On.After(d.today):
		return domain.RefuseField(domain.Conflict, "present", "meeting_ahead", nil)
	}
	if err := c.check(d.m); err != nil {
		return err
	}
	held := MeetingAttended{Present: c.Present, Reason: c.Reason}
	for _, p := range d.m.Parties {
		if !slices.ContainsFunc(c.Present, func(h Headcount) bool { return h.Municipality == p.Municipality }) {
			held.Absent = append(held.Absent, p.Municipality)
		}
	}
	if d.m.State == Held {
		if d.m.attended(held) {
			return nil
		}
		if err := domain.NeedText("reason", c.Reason, MaxReason, "reason_missing"); err != nil {
			return err
		}
	}
	d.emit("", &held)
	return nil
}

// check refuses those who were not invited, and a municipality that came with nobody.
func (c Attend) check(m Meeting) error {
	if err := domain.LimitText("reason", c.Reason, MaxReason); err != nil {
		return err
	}
	seen := map[municipality.Code]bool{}
	for _, h := range c.Present {
		switch {
		case m.Party(h.Municipality) == nil || seen[h.Municipality]:
			return domain.RefuseField(domain.Invalid, "present", "not_invited", nil)
		case h.Persons < 1 || h.Persons > MaxPersons:
			return domain.RefuseField(domain.Invalid, "came."+string(h.Municipality), "persons_count", domain.Args{"max": MaxPersons})
		}
		seen[h.Municipality] = true
	}
	return nil
}

// attended tells whether that is what is known already.
func (m Meeting) attended(held MeetingAttended) bool {
	for _, h := range held.Present {
		if p := m.Party(h.Municipality); p.Attendance != Present || p.Came != h.Persons {
			return false
		}
	}
	for _, code := range held.Absent {
		if m.Party(code).Attendance != Absent {
			return false
		}
	}
	return true
}

func (c TakePlace) decide(d *decision) error {
	p := d.m.Party(c.Municipality)
	if d.m.Kind != Workshop || d.m.State != Booked || p == nil || d.m.On.After(d.today) {
		return nil
	}
	return Attend{Target: c.Target, Present: []Headcount{{Municipality: p.Municipality, Persons: max(p.Persons, 1)}}}.decide(d)
}
