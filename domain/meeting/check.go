package meeting

import (
	"net/url"
	"strings"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
)

// The limits, in characters where they are of texts.
const (
	MaxTitle    = 120
	MaxText     = 4000
	MaxPlace    = 300
	MaxVideo    = 500
	MaxReason   = 1000
	MaxName     = 100
	MaxNotes    = 10000
	MaxLine     = 200
	MaxLines    = 20
	MaxMaterial = 12
	// MaxCapacity is in persons, MaxPersons for one municipality.
	MaxCapacity = 2000
	MaxPersons  = 100
	// MinSlots and MaxSlots are how many dates a poll has.
	MinSlots = 2
	MaxSlots = 8
	// MaxLinkDays is how long a link may work.
	MaxLinkDays = 90
)

// clockLayout is how a meeting's start and end are written.
const clockLayout = "15:04"

// check refuses what the host cannot have meant.
func (d Details) check() error {
	if err := domain.NeedText("title", d.Title, MaxTitle, "meeting_title"); err != nil {
		return err
	}
	if err := domain.LimitText("text", d.Text, MaxText); err != nil {
		return err
	}
	if d.Capacity < 0 || d.Capacity > MaxCapacity {
		return domain.RefuseField(domain.Invalid, "capacity", "meeting_capacity", domain.Args{"max": MaxCapacity})
	}
	if len(d.Agenda) > MaxLines {
		return domain.RefuseField(domain.Invalid, "agenda", "meeting_agenda", domain.Args{"max": MaxLines})
	}
	for _, line := range d.Agenda {
		if line.Minutes < 0 || line.Minutes > 600 || strings.TrimSpace(line.Text) == "" {
			return domain.RefuseField(domain.Invalid, "agenda", "meeting_agenda_line", nil)
		}
		if err := domain.LimitText("agenda", line.Text, MaxLine); err != nil {
			return err
		}
	}
	return checkMaterial(d.Material)
}

func checkMaterial(all []Material) error {
	if len(all) > MaxMaterial {
		return domain.RefuseField(domain.Invalid, "material", "meeting_material", domain.Args{"max": MaxMaterial})
	}
	for _, one := range all {
		if err := domain.NeedText("material", one.Title, MaxLine, "meeting_material_title"); err != nil {
			return err
		}
		if err := checkLink("material", one.Link); err != nil {
			return err
		}
	}
	return nil
}

func (w Where) check() error {
	if err := domain.LimitText("place", w.Place, MaxPlace); err != nil {
		return err
	}
	return checkLink("video", w.Video)
}

// checkLink refuses anything but an https address: nothing else is safe to put behind a link.
func checkLink(field, link string) error {
	if link == "" {
		return nil
	}
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "https" || u.Host == "" || strings.ContainsAny(link, " \t\r\n<>\"") {
		return domain.RefuseField(domain.Invalid, field, "not_a_link", nil)
	}
	return domain.LimitText(field, link, MaxVideo)
}

// check refuses a time in the past, one that ends before it begins, and one that the clocks leave out.
func (s Slot) check(today calendar.Date) error {
	switch {
	case s.On.IsZero():
		return domain.RefuseField(domain.Invalid, "on", "date_missing", nil)
	case s.On.Before(today):
		return domain.RefuseField(domain.Invalid, "on", "date_past", nil)
	case !s.exists(s.Start):
		return domain.RefuseField(domain.Invalid, "start", "not_a_time", nil)
	case !s.exists(s.End):
		return domain.RefuseField(domain.Invalid, "end", "not_a_time", nil)
	case s.End <= s.Start:
		return domain.RefuseField(domain.Invalid, "end", "end_before_start", nil)
	}
	return nil
}

// exists tells whether a clock in Copenhagen shows the time on the slot's date: in the night when summer time
// begins it never shows half past two.
func (s Slot) exists(clock string) bool {
	t, err := time.Parse(clockLayout, clock)
	if err != nil || t.Format(clockLayout) != clock {
		return false
	}
	year, month, day := s.On.Civil()
	at := time.Date(year, month, day, t.Hour(), t.Minute(), 0, 0, calendar.Copenhagen())
	return at.Format(clockLayout) == clock
}

// Begins is the moment at which a slot begins; zero for none. A time that a clock shows twice is the first.
func (s Slot) Begins() time.Time { return s.at(s.Start) }

// Ends is the moment at which a slot ends.
func (s Slot) Ends() time.Time { return s.at(s.End) }

func (s Slot) at(clock string) time.Time {
	t, err := time.Parse(clockLayout, clock)
	if err != nil || s.On.IsZero() {
		return time.Time{}
	}
	year, month, day := s.On.Civil()
	return time.Date(year, month, day, t.Hour(), t.Minute(), 0, 0, calendar.Copenhagen())
}
