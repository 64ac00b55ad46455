package meeting

import (
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// StreamKind is the kind of stream that holds a meeting's history.
const StreamKind domain.StreamKind = "meeting"

// ID identifies a meeting: lower-case letters, digits and hyphens.
type ID string

// Stream is the history of the meeting.
func (id ID) Stream() domain.Stream { return domain.Stream{Kind: StreamKind, ID: string(id)} }

// UID is the meeting's identifier in calendars, the same for all its life.
func (id ID) UID() string { return string(id) + "@startklar" }

// Kind says what sort of meeting it is.
type Kind string

// The kinds.
const (
	// Workshop is the startup workshop of one municipality.
	Workshop Kind = "workshop"
	// Seminar is for many municipalities.
	Seminar Kind = "seminar"
)

// AllKinds lists every kind.
func AllKinds() []Kind { return []Kind{Workshop, Seminar} }

// State is how far a meeting has come.
type State string

// The states.
const (
	// Planned: there is no date yet; a poll may be open.
	Planned State = "planned"
	// Booked: it has a date.
	Booked State = "booked"
	// Held: it took place, and who came is known.
	Held State = "held"
	// Cancelled: it will not take place. A cancelled meeting can be booked anew.
	Cancelled State = "cancelled"
)

// AllStates lists every state.
func AllStates() []State { return []State{Planned, Booked, Held, Cancelled} }

// Partstat is a municipality's answer to the invitation, in the words of iCalendar.
type Partstat string

// The answers.
const (
	// NeedsAction: not answered.
	NeedsAction Partstat = "NEEDS-ACTION"
	// Accepted: registered, with a place or in the waiting line.
	Accepted Partstat = "ACCEPTED"
	// Tentative: may come.
	Tentative Partstat = "TENTATIVE"
	// Declined: will not come.
	Declined Partstat = "DECLINED"
)

// AllPartstats lists every answer.
func AllPartstats() []Partstat { return []Partstat{NeedsAction, Accepted, Tentative, Declined} }

// Meeting is the state of a meeting's stream. It encodes to JSON as a whole, which is how it is projected.
type Meeting struct {
	ID       ID          `json:"id"`
	Kind     Kind        `json:"kind"`
	Host     person.ID   `json:"host"`
	HostRole person.Role `json:"host_role"`
	State    State       `json:"state"`
	Details
	Where
	// Slot is when it is; zero while there is no date.
	Slot
	// Sequence is iCalendar's: see the package.
	Sequence int `json:"sequence"`
	// Reason is why it was moved or cancelled, the latest.
	Reason string `json:"reason,omitempty"`
	// Poll are the dates to choose from; nil where none were proposed.
	Poll *Poll `json:"poll,omitempty"`
	// Parties stand in the order in which they were invited.
	Parties []Party `json:"parties"`
	Links   []Link  `json:"links,omitempty"`
	Notes   *Notes  `json:"notes,omitempty"`
	// Queue is the last number given in the waiting line.
	Queue int `json:"queue"`
	// RevisedAt is when anything that the invitation says last changed.
	RevisedAt time.Time `json:"revised_at"`
	ChangedAt time.Time `json:"changed_at"`
	Number    int64     `json:"number"`
}

// Details are what the host writes about a meeting.
type Details struct {
	Title string `json:"title"`
	// Text is the invitation's own words.
	Text     string       `json:"text"`
	Agenda   []AgendaLine `json:"agenda,omitempty"`
	Material []Material   `json:"material,omitempty"`
	// Capacity is how many persons there is room for; 0 for no limit.
	Capacity int `json:"capacity"`
}

// AgendaLine is one point of the agenda.
type AgendaLine struct {
	Minutes int    `json:"minutes"`
	Text    string `json:"text"`
}

// Material is something to read, with a link or without.
type Material struct {
	Title string `json:"title"`
	// Link is an https address, or empty.
	Link string `json:"link,omitempty"`
}

// Where is where a meeting is: a room, a video meeting, or both.
type Where struct {
	Place string `json:"place"`
	// Video is an https address, or empty.
	Video string `json:"video"`
}

// Slot is a time on a date in Copenhagen. Start and End are clock times such as "09:00".
type Slot struct {
	On    calendar.Date `json:"on"`
	Start string        `json:"start"`
	End   string        `json:"end"`
}

// Key names a slot in a poll.
func (s Slot) Key() string { return s.On.String() + "T" + s.Start + "-" + s.End }

// Overlaps tells whether two slots share a moment.
func (s Slot) Overlaps(other Slot) bool {
	return s.On == other.On && !s.On.IsZero() && s.Start < other.End && other.Start < s.End
}

// Party is an invited municipality, and what is known of it.
type Party struct {
	Municipality municipality.Code `json:"municipality"`
	// Journey and Item are what the meeting is a step of; empty where it is of none. A repeated item may go by
	// another instance in the journey: the journey says which.
	Journey  journey.ID         `json:"journey,omitempty"`
	Item     journey.InstanceID `json:"item,omitempty"`
	Partstat Partstat           `json:"partstat"`
	// Persons is how many come, when Accepted.
	Persons int `json:"persons"`
	// Waiting is the number in the waiting line; 0 for one that does not wait.
	Waiting    int       `json:"waiting,omitempty"`
	AnsweredBy person.ID `json:"answered_by,omitempty"`
	AnsweredAt time.Time `json:"answered_at,omitzero"`
	// Attendance is whether it came, with how many of them.
	Attendance Attendance `json:"attendance,omitempty"`
	Came       int        `json:"came,omitempty"`
}

// Attendance says whether a municipality came.
type Attendance string

// The two ways; before the meeting is held it is empty.
const (
	Present Attendance = "present"
	Absent  Attendance = "absent"
)

// Seated tells whether the party has places.
func (p Party) Seated() bool { return p.Partstat == Accepted && p.Waiting == 0 }

// Notes are what was written afterwards for everybody who was invited.
type Notes struct {
	Text string `json:"text"`
	// Material are links to what was shown.
	Material []Material `json:"material,omitempty"`
	By       person.ID  `json:"by"`
	At       time.Time  `json:"at"`
}

// Exists tells whether the meeting was ever planned.
func (m Meeting) Exists() bool { return m.ID != "" }

// Party returns an invited municipality, or nil.
func (m Meeting) Party(code municipality.Code) *Party {
	for n := range m.Parties {
		if m.Parties[n].Municipality == code {
			return &m.Parties[n]
		}
	}
	return nil
}

// Municipalities lists who is invited.
func (m Meeting) Municipalities() []municipality.Code {
	codes := make([]municipality.Code, len(m.Parties))
	for n, p := range m.Parties {
		codes[n] = p.Municipality
	}
	return codes
}

// Places says how the room fills: in persons, and how many municipalities wait.
type Places struct {
	// Capacity is 0 for no limit.
	Capacity int `json:"capacity"`
	// Taken is how many persons have a place, Municipalities how many municipalities they come from.
	Taken          int `json:"taken"`
	Municipalities int `json:"municipalities"`
	// Waiting is how many municipalities wait.
	Waiting int `json:"waiting"`
}

// Free is how many places are left; ok is false where there is no limit.
func (p Places) Free() (n int, ok bool) { return max(p.Capacity-p.Taken, 0), p.Capacity > 0 }

// Places counts the registered.
func (m Meeting) Places() Places {
	p := Places{Capacity: m.Capacity}
	for _, party := range m.Parties {
		switch {
		case party.Seated():
			p.Taken, p.Municipalities = p.Taken+party.Persons, p.Municipalities+1
		case party.Waiting > 0:
			p.Waiting++
		}
	}
	return p
}

// line lists the parties that wait, the first first.
func (m Meeting) line() []Party {
	waiting := slices.DeleteFunc(slices.Clone(m.Parties), func(p Party) bool { return p.Waiting == 0 })
	slices.SortFunc(waiting, func(a, b Party) int { return a.Waiting - b.Waiting })
	return waiting
}

// positions are how many stand before each that waits.
func (m Meeting) positions() map[municipality.Code]int {
	ahead := map[municipality.Code]int{}
	for n, p := range m.line() {
		ahead[p.Municipality] = n
	}
	return ahead
}
