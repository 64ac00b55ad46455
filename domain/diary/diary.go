// Package diary keeps what a host is booked for, one history for each host, so that nobody is promised to two
// places at once. It is written by what happens to meetings, never by hand.
package diary

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"startklar/domain"
	"startklar/domain/meeting"
	"startklar/domain/person"
)

// Kind is the kind of stream that holds a host's diary.
const Kind domain.StreamKind = "diary"

// Diary is the state of a host's diary.
type Diary struct {
	Entries []Entry
}

// Entry is one meeting at its time.
type Entry struct {
	Meeting meeting.ID
	Title   string
	Slot    meeting.Slot
}

type (
	// Reserve holds a time for a meeting, in the place of the one that the meeting had.
	Reserve struct {
		Host    person.ID  `json:"host"`
		Meeting meeting.ID `json:"meeting"`
		Title   string     `json:"title"`
		meeting.Slot
	}
	// Release gives a meeting's time back.
	Release struct {
		Host    person.ID  `json:"host"`
		Meeting meeting.ID `json:"meeting"`
	}
	// Reserved is an entry from now on. The event's subject is the meeting.
	Reserved struct {
		Title string `json:"title"`
		meeting.Slot
	}
	// Released takes an entry out.
	Released struct{}
)

// Stream implements domain.Command.
func (c Reserve) Stream() domain.Stream { return domain.Stream{Kind: Kind, ID: string(c.Host)} }

// Stream implements domain.Command.
func (c Release) Stream() domain.Stream { return domain.Stream{Kind: Kind, ID: string(c.Host)} }

// CommandName implements domain.Command.
func (Reserve) CommandName() string { return "reserve_time" }

// CommandName implements domain.Command.
func (Release) CommandName() string { return "release_time" }

// EventKind implements domain.Body.
func (*Reserved) EventKind() string { return "time_reserved" }

// EventKind implements domain.Body.
func (*Released) EventKind() string { return "time_released" }

// Clash returns the entry of another meeting that lies at the same time, or nil.
func (d Diary) Clash(id meeting.ID, slot meeting.Slot) *Entry {
	for n := range d.Entries {
		if d.Entries[n].Meeting != id && d.Entries[n].Slot.Overlaps(slot) {
			return &d.Entries[n]
		}
	}
	return nil
}

// of is where a meeting stands; -1 for nowhere.
func (d Diary) of(id meeting.ID) int {
	return slices.IndexFunc(d.Entries, func(e Entry) bool { return e.Meeting == id })
}

// Subject brings the rules of a diary to the journal.
type Subject struct{}

// Kind returns the kind of stream.
func (Subject) Kind() domain.StreamKind { return Kind }

// Empty is a diary with nothing in it.
func (Subject) Empty() any { return Diary{} }

// Authorize lets nobody but the service write: a diary follows from meetings.
func (Subject) Authorize(actor person.Actor, _ any, _ domain.Command) error {
	if actor.Role != person.System {
		return domain.Refuse(domain.Permission, "not_allowed", domain.Args{"role": string(actor.Role)})
	}
	return nil
}

// Decide refuses a time at which the host is somewhere else, and names where.
func (Subject) Decide(_ person.Actor, state any, c domain.Command, _ time.Time) ([]domain.Event, error) {
	d, ok := state.(Diary)
	if !ok {
		return nil, domain.Fault("diary", fmt.Errorf("got %T", state))
	}
	switch c := c.(type) {
	case Reserve:
		return d.reserve(c)
	case Release:
		if d.of(c.Meeting) < 0 {
			return nil, nil
		}
		return []domain.Event{{Subject: string(c.Meeting), Body: &Released{}}}, nil
	default:
		return nil, domain.Fault("diary", fmt.Errorf("got %T", c))
	}
}

func (d Diary) reserve(c Reserve) ([]domain.Event, error) {
	if clash := d.Clash(c.Meeting, c.Slot); clash != nil {
		return nil, &domain.Error{
			Code: domain.Conflict, Key: "diary_clash", Field: "on", Detail: *clash,
			Args: domain.Args{"title": clash.Title, "date": clash.Slot.On, "start": Clock(clash.Slot.Start), "end": Clock(clash.Slot.End)},
		}
	}
	if n := d.of(c.Meeting); n >= 0 && d.Entries[n].Slot == c.Slot && d.Entries[n].Title == c.Title {
		return nil, nil
	}
	return []domain.Event{{Subject: string(c.Meeting), Body: &Reserved{Title: c.Title, Slot: c.Slot}}}, nil
}

// Clock writes a stored time of day in both languages.
func Clock(text string) domain.Text {
	return domain.Text{DA: strings.Replace(strings.TrimPrefix(text, "0"), ":", ".", 1), EN: text}
}

// Evolve returns the diary after an event.
func (Subject) Evolve(state any, e domain.Event) (any, error) {
	d, ok := state.(Diary)
	if !ok {
		return nil, fmt.Errorf("diary state: got %T", state)
	}
	id := meeting.ID(e.Subject)
	entries := slices.DeleteFunc(slices.Clone(d.Entries), func(one Entry) bool { return one.Meeting == id })
	if b, ok := e.Body.(*Reserved); ok {
		entries = append(entries, Entry{Meeting: id, Title: b.Title, Slot: b.Slot})
	}
	return Diary{Entries: entries}, nil
}

// Body makes an empty body of a kind.
func (Subject) Body(kind string, version int) (domain.Body, error) {
	for _, body := range []domain.Body{&Reserved{}, &Released{}} {
		if body.EventKind() == kind && version == 1 {
			return body, nil
		}
	}
	return nil, fmt.Errorf("event kind %q version %d: a newer version of the service wrote it", kind, version)
}

// Erasable tells that nothing of a diary can be erased piecemeal.
func (Subject) Erasable(string) bool { return false }
