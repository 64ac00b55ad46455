package workflow

import (
	"time"

	"startklar/domain"
	"startklar/domain/journey"
)

// clockLayout is how a meeting's start and end are written.
const clockLayout = "15:04"

// meeting finds an open meeting that is not booked elsewhere; one that is held may have been.
func (d *decision) meeting(id journey.InstanceID, holding bool) (*Item, error) {
	i, err := d.open(id)
	if err != nil {
		return nil, err
	}
	if i.Def.Kind != journey.Meeting {
		return nil, conflict("not_a_meeting", i)
	}
	if err := i.elsewhere(holding); err != nil {
		return nil, err
	}
	return i, nil
}

func (c BookMeeting) decide(d *decision) error {
	i, err := d.meeting(c.Item, false)
	if err != nil {
		return err
	}
	if err := c.check(d); err != nil {
		return err
	}
	next := MeetingBooked{On: c.On, Start: c.Start, End: c.End, Place: c.Place}
	if m := i.Meeting; m != nil {
		if m.On == c.On && m.Start == c.Start && m.End == c.End && m.Place == c.Place {
			return nil
		}
		next.Sequence = m.Sequence + 1
	}
	d.start(i)
	d.emit(string(c.Item), &next)
	return nil
}

// check refuses a booking without a date, in the past, or that ends before it begins.
func (c BookMeeting) check(d *decision) error {
	switch start, end := clock(c.Start), clock(c.End); {
	case c.On.IsZero():
		return domain.RefuseField(domain.Invalid, "on", "date_missing", nil)
	case c.On.Before(d.today):
		return domain.RefuseField(domain.Invalid, "on", "date_past", nil)
	case start.IsZero():
		return domain.RefuseField(domain.Invalid, "start", "not_a_time", nil)
	case end.IsZero():
		return domain.RefuseField(domain.Invalid, "end", "not_a_time", nil)
	case !end.After(start):
		return domain.RefuseField(domain.Invalid, "end", "end_before_start", nil)
	}
	return domain.LimitText("place", c.Place, MaxReason)
}

// clock reads a time of day in year 0, so that no valid one is the zero time; zero for anything else.
func clock(text string) time.Time {
	t, err := time.Parse(clockLayout, text)
	if err != nil {
		return zeroTime
	}
	return t
}

func (c CancelMeeting) decide(d *decision) error {
	i, err := d.meeting(c.Item, false)
	if err != nil {
		return err
	}
	if i.Meeting == nil || i.Meeting.On.IsZero() {
		return conflict("meeting_not_booked", i)
	}
	if err := needReason("reason", c.Reason); err != nil {
		return err
	}
	d.emit(string(c.Item), &MeetingCancelled{Reason: c.Reason, Sequence: i.Meeting.Sequence + 1})
	return nil
}

func (c HoldMeeting) decide(d *decision) error {
	i, err := d.meeting(c.Item, true)
	if err != nil {
		return err
	}
	switch {
	case c.On.IsZero():
		return domain.RefuseField(domain.Invalid, "on", "date_missing", nil)
	case c.On.After(d.today):
		return domain.RefuseField(domain.Invalid, "on", "date_future", nil)
	case c.On.Before(d.state.StartedOn):
		return domain.RefuseField(domain.Invalid, "on", "date_before_start", nil)
	}
	if err := domain.LimitText("note", c.Note, MaxReason); err != nil {
		return err
	}
	d.start(i)
	d.emit(string(c.Item), &MeetingHeld{On: c.On, Note: c.Note})
	d.emit(string(c.Item), &ItemChanged{State: journey.Completed})
	return nil
}
