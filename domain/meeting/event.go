package meeting

import (
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// The bodies of a meeting's events. Their JSON is stored for years: a field may be added, never renamed,
// reused or removed. The event's Subject names the municipality, voter or link that it is about.
type (
	// MeetingPlanned begins a meeting.
	MeetingPlanned struct {
		Kind     Kind        `json:"kind"`
		Host     person.ID   `json:"host"`
		HostRole person.Role `json:"host_role"`
	}
	// Described is what the host wrote about it.
	Described struct{ Details }
	// Relocated is where it is from now on. Sequence has grown if it was booked.
	Relocated struct {
		Where
		Sequence int `json:"sequence"`
	}
	// Invited adds a municipality, and the step of its journey that the meeting is.
	Invited struct {
		Municipality municipality.Code  `json:"municipality"`
		Journey      journey.ID         `json:"journey,omitempty"`
		Item         journey.InstanceID `json:"item,omitempty"`
	}
	// Uninvited takes a municipality off.
	Uninvited struct {
		Municipality municipality.Code `json:"municipality"`
		Journey      journey.ID        `json:"journey,omitempty"`
	}
	// PollOpened proposes dates. Answers to dates that stay are kept.
	PollOpened struct {
		Slots    []Slot        `json:"slots"`
		ClosesOn calendar.Date `json:"closes_on"`
	}
	// PollAnswered is one person's answer.
	PollAnswered struct {
		Municipality municipality.Code `json:"municipality"`
		Name         string            `json:"name,omitempty"`
		Choices      map[string]Choice `json:"choices"`
		Note         string            `json:"note,omitempty"`
	}
	// LinkMade lets somebody answer without signing in.
	LinkMade struct {
		Hash         string            `json:"hash"`
		Municipality municipality.Code `json:"municipality"`
		Until        calendar.Date     `json:"until"`
	}
	// LinkWithdrawn closes a link.
	LinkWithdrawn struct{}
	// DateBooked sets the date, or moves it.
	DateBooked struct {
		Slot
		Sequence int    `json:"sequence"`
		Moved    bool   `json:"moved,omitempty"`
		Reason   string `json:"reason,omitempty"`
	}
	// DateCancelled takes the meeting back.
	DateCancelled struct {
		Reason   string `json:"reason"`
		Sequence int    `json:"sequence"`
	}
	// Registered is a municipality's answer to the invitation. Waiting is its number in the line, if there was
	// no room.
	Registered struct {
		Municipality municipality.Code `json:"municipality"`
		Partstat     Partstat          `json:"partstat"`
		Persons      int               `json:"persons"`
		Waiting      int               `json:"waiting,omitempty"`
	}
	// MovedUp gives a municipality that waited its places.
	MovedUp struct {
		Municipality municipality.Code `json:"municipality"`
	}
	// MeetingAttended tells that the meeting took place, and who came. A later one corrects it for Reason.
	MeetingAttended struct {
		Present []Headcount         `json:"present"`
		Absent  []municipality.Code `json:"absent,omitempty"`
		Reason  string              `json:"reason,omitempty"`
	}
	// NotesPublished is what everybody who was invited can read from now on.
	NotesPublished struct {
		Text     string     `json:"text"`
		Material []Material `json:"material,omitempty"`
	}
)

// Headcount is how many came from a municipality.
type Headcount struct {
	Municipality municipality.Code `json:"municipality"`
	Persons      int               `json:"persons"`
}

// EventKind implements domain.Body.
func (*MeetingPlanned) EventKind() string  { return "meeting_planned" }
func (*Described) EventKind() string       { return "meeting_described" }
func (*Relocated) EventKind() string       { return "meeting_relocated" }
func (*Invited) EventKind() string         { return "municipality_invited" }
func (*Uninvited) EventKind() string       { return "municipality_uninvited" }
func (*PollOpened) EventKind() string      { return "poll_opened" }
func (*PollAnswered) EventKind() string    { return "poll_answered" }
func (*LinkMade) EventKind() string        { return "poll_link_made" }
func (*LinkWithdrawn) EventKind() string   { return "poll_link_withdrawn" }
func (*DateBooked) EventKind() string      { return "date_booked" }
func (*DateCancelled) EventKind() string   { return "date_cancelled" }
func (*Registered) EventKind() string      { return "municipality_registered" }
func (*MovedUp) EventKind() string         { return "municipality_moved_up" }
func (*MeetingAttended) EventKind() string { return "meeting_attended" }
func (*NotesPublished) EventKind() string  { return "notes_published" }

var bodies = map[string]func() domain.Body{}

func init() {
	for _, make := range []func() domain.Body{
		func() domain.Body { return &MeetingPlanned{} },
		func() domain.Body { return &Described{} },
		func() domain.Body { return &Relocated{} },
		func() domain.Body { return &Invited{} },
		func() domain.Body { return &Uninvited{} },
		func() domain.Body { return &PollOpened{} },
		func() domain.Body { return &PollAnswered{} },
		func() domain.Body { return &LinkMade{} },
		func() domain.Body { return &LinkWithdrawn{} },
		func() domain.Body { return &DateBooked{} },
		func() domain.Body { return &DateCancelled{} },
		func() domain.Body { return &Registered{} },
		func() domain.Body { return &MovedUp{} },
		func() domain.Body { return &MeetingAttended{} },
		func() domain.Body { return &NotesPublished{} },
	} {
		bodies[make().EventKind()] = make
	}
}

// erasable are the kinds in which people write freely.
var erasable = map[string]bool{
	(&Described{}).EventKind(): true, (&PollAnswered{}).EventKind(): true, (&NotesPublished{}).EventKind(): true,
}
