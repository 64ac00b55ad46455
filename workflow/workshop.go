package workflow

import (
	"slices"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
)

// Workshop is what belongs to the room of one meeting: what was prepared, what the room decided, and what
// became of it. It is there from the first of these on.
type Workshop struct {
	Item   journey.InstanceID
	Agenda []AgendaPoint
	// Revision counts the changes of the agenda from 1.
	Revision   int
	PreparedBy person.ID
	PreparedAt time.Time
	// Decisions are the standings that the room declared, in order; the latest of a question counts.
	Decisions  []RoomDecision
	Parked     []ParkedPoint
	Minutes    []MinutesEdition
	Objections []Objection
	// Checks are set by the first edition of the minutes.
	Checks []Check
	// Withheld tells that there may be texts which this reader may not see; never stored.
	Withheld bool
}

// Point is a question of a checklist; the zero value is none.
type Point struct {
	Item     journey.InstanceID `json:"item"`
	Question journey.FieldID    `json:"question"`
}

// AgendaKind says what a point of the agenda is.
type AgendaKind string

// The kinds of agenda point.
const (
	// AgendaOpening, AgendaBreak and AgendaClosing are blocks without a question.
	AgendaOpening AgendaKind = "opening"
	AgendaBreak   AgendaKind = "break"
	AgendaClosing AgendaKind = "closing"
	// AgendaQuestion is one question of a checklist.
	AgendaQuestion AgendaKind = "question"
)

// AllAgendaKinds lists them.
func AllAgendaKinds() []AgendaKind {
	return []AgendaKind{AgendaOpening, AgendaQuestion, AgendaBreak, AgendaClosing}
}

// AgendaPoint is one point of a workshop's agenda.
type AgendaPoint struct {
	Kind AgendaKind `json:"kind"`
	// Point is the question, of AgendaQuestion alone.
	Point   Point `json:"point,omitzero"`
	Minutes int   `json:"minutes"`
}

// RoomDecision is a question's standing as the room declared it.
type RoomDecision struct {
	ID       string           `json:"id"`
	Point    Point            `json:"point"`
	Standing journey.Standing `json:"standing"`
	By       person.ID        `json:"by"`
	At       time.Time        `json:"at"`
}

// ParkedPoint is what the room put aside.
type ParkedPoint struct {
	ID    string    `json:"id"`
	Text  string    `json:"text"`
	Point Point     `json:"point,omitzero"`
	By    person.ID `json:"by"`
	At    time.Time `json:"at"`
	// TakenUp tells that it is off the list again.
	TakenUp bool `json:"taken_up,omitempty"`
	Erased  bool `json:"erased,omitempty"`
}

// Agreement is who does what by when.
type Agreement struct {
	ID string
	// Item is the meeting at which it was made, Point the question it is about, if any.
	Item  journey.InstanceID
	Point Point
	// Texts holds every revision, from 1 on.
	Texts []AgreementText
	By    person.ID
	At    time.Time
	// Withdrawn tells that it is no more, for Reason.
	Withdrawn bool
	Reason    string
	// Answers are those to the checks, the latest last.
	Answers []CheckAnswer
	// Withheld tells that there are texts which this reader may not see; never stored.
	Withheld bool
}

// AgreementText is one revision of an agreement.
type AgreementText struct {
	What   string        `json:"what"`
	Who    string        `json:"who"`
	On     calendar.Date `json:"on"`
	By     person.ID     `json:"by"`
	At     time.Time     `json:"at"`
	Erased bool          `json:"erased,omitempty"`
}

// Revision is the number of the newest text.
func (a *Agreement) Revision() int { return len(a.Texts) }

// Text is the newest text.
func (a *Agreement) Text() AgreementText { return a.TextOf(a.Revision()) }

// TextOf is a revision's text; empty for one that there is not.
func (a *Agreement) TextOf(revision int) AgreementText {
	if revision < 1 || revision > len(a.Texts) {
		return AgreementText{}
	}
	return a.Texts[revision-1]
}

// CheckAnswer says how far an agreement had come.
type CheckAnswer struct {
	// Round is the check that had been opened last, 0 before the first.
	Round int  `json:"round"`
	Done  bool `json:"done"`
	// On is the new date of what was put off.
	On calendar.Date `json:"on"`
	By person.ID     `json:"by"`
	At time.Time     `json:"at"`
}

// Done tells whether the latest answer is that it has been done.
func (a *Agreement) Done() bool {
	return len(a.Answers) > 0 && a.Answers[len(a.Answers)-1].Done
}

// Open tells whether it is in force and yet to be done.
func (a *Agreement) Open() bool { return !a.Withdrawn && !a.Done() }

// DueOn is the date that counts: the latest to which it was put off, unless the agreement was changed later.
func (a *Agreement) DueOn() calendar.Date {
	text := a.Text()
	for _, answer := range slices.Backward(a.Answers) {
		if !answer.On.IsZero() && !answer.At.Before(text.At) {
			return answer.On
		}
	}
	return text.On
}

// AnsweredIn tells whether a check has its answer.
func (a *Agreement) AnsweredIn(round int) bool {
	return slices.ContainsFunc(a.Answers, func(c CheckAnswer) bool { return c.Round == round })
}

// AgreementPin is an agreement as an edition of the minutes had it.
type AgreementPin struct {
	ID       string `json:"id"`
	Revision int    `json:"revision"`
}

// MinutesEdition is one sending of the minutes.
type MinutesEdition struct {
	Number int           `json:"number"`
	On     calendar.Date `json:"on"`
	By     person.ID     `json:"by"`
	// ObjectBy is the last day for objections.
	ObjectBy calendar.Date `json:"object_by"`
	// What was in it: agreements by revision, decisions and parked points by id.
	Agreements []AgreementPin `json:"agreements"`
	Decisions  []string       `json:"decisions"`
	Parked     []string       `json:"parked"`
	// ConfirmedOn is when it was confirmed: by By's silence, or by a leader.
	ConfirmedOn calendar.Date `json:"confirmed_on"`
	ConfirmedBy person.ID     `json:"confirmed_by"`
	BySilence   bool          `json:"by_silence"`
}

// Confirmed tells whether the edition stands.
func (m *MinutesEdition) Confirmed() bool { return m != nil && !m.ConfirmedOn.IsZero() }

// Objection is what a leader finds wrong in the minutes.
type Objection struct {
	ID      string `json:"id"`
	Edition int    `json:"edition"`
	// Agreement is the one that it is against; empty for the minutes as a whole.
	Agreement string    `json:"agreement,omitempty"`
	Text      string    `json:"text"`
	By        person.ID `json:"by"`
	At        time.Time `json:"at"`
	// Answered tells that a later edition took it up, with a Reply.
	Answered bool   `json:"answered"`
	Reply    string `json:"reply,omitempty"`
	Erased   bool   `json:"erased,omitempty"`
}

// Check is a day on which every open agreement is asked about.
type Check struct {
	// Round counts from 1.
	Round    int           `json:"round"`
	DueOn    calendar.Date `json:"due_on"`
	OpenedOn calendar.Date `json:"opened_on"`
}

// MinutesState is how far the minutes of a workshop are.
type MinutesState string

// The states of minutes.
const (
	// NoMinutes: nobody has sent them.
	NoMinutes MinutesState = "not_sent"
	// MinutesOut: sent, and objections may come.
	MinutesOut MinutesState = "waiting"
	// MinutesDisputed: somebody objects, and a new edition is awaited.
	MinutesDisputed MinutesState = "objected"
	// MinutesOutdated: something was changed or came in after the sending: a new edition is awaited.
	MinutesOutdated MinutesState = "changed"
	// MinutesStand: the newest edition stands, by a leader's word or by silence.
	MinutesStand MinutesState = "confirmed"
)

// AllMinutesStates lists them.
func AllMinutesStates() []MinutesState {
	return []MinutesState{NoMinutes, MinutesOut, MinutesDisputed, MinutesOutdated, MinutesStand}
}

// Edition is the newest edition of the minutes; nil while none was sent.
func (w *Workshop) Edition() *MinutesEdition {
	if w == nil || len(w.Minutes) == 0 {
		return nil
	}
	return &w.Minutes[len(w.Minutes)-1]
}

// OpenObjections are those that no edition has taken up.
func (w *Workshop) OpenObjections() []Objection {
	if w == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(w.Objections), func(o Objection) bool { return o.Answered })
}

// Round is the number of the check that was opened last, 0 for none.
func (w *Workshop) Round() int {
	round := 0
	for _, c := range w.Checks {
		if !c.OpenedOn.IsZero() {
			round = max(round, c.Round)
		}
	}
	return round
}

// OnTheList are the parked points that nobody has taken up.
func (w *Workshop) OnTheList() []ParkedPoint {
	if w == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(w.Parked), func(p ParkedPoint) bool { return p.TakenUp })
}

// Decided are the decisions that count: the latest of each question.
func (w *Workshop) Decided() []RoomDecision {
	if w == nil {
		return nil
	}
	var latest []RoomDecision
	for _, d := range w.Decisions {
		latest = append(slices.DeleteFunc(latest, func(old RoomDecision) bool { return old.Point == d.Point }), d)
	}
	return latest
}

// Length is how many minutes the agenda takes.
func (w *Workshop) Length() int {
	sum := 0
	if w != nil {
		for _, p := range w.Agenda {
			sum += p.Minutes
		}
	}
	return sum
}

// Length is how many minutes a meeting was booked for; 0 where it was not.
func (m *Meeting) Length() int {
	if m == nil {
		return 0
	}
	start, end := clock(m.Start), clock(m.End)
	if start.IsZero() || end.IsZero() {
		return 0
	}
	return int(end.Sub(start).Minutes())
}

// RoomOf returns what belongs to a meeting's room, or nil.
func (s State) RoomOf(item journey.InstanceID) *Workshop {
	for _, w := range s.Workshops {
		if w.Item == item {
			return w
		}
	}
	return nil
}

// Agreement returns an agreement, or nil.
func (s State) Agreement(id string) *Agreement {
	for _, a := range s.Agreements {
		if a.ID == id {
			return a
		}
	}
	return nil
}

// AgreementsInForce are those that were not withdrawn, of every workshop, in the order in which they were made.
// They belong into the project plan as they stand: Text, DueOn and Done say what it shows.
func (s State) AgreementsInForce() []*Agreement {
	return slices.DeleteFunc(slices.Clone(s.Agreements), func(a *Agreement) bool { return a.Withdrawn })
}

// AgreementsOf are those of one workshop that are in force.
func (s State) AgreementsOf(item journey.InstanceID) []*Agreement {
	return slices.DeleteFunc(s.AgreementsInForce(), func(a *Agreement) bool { return a.Item != item })
}

// MinutesState tells how far a workshop's minutes are.
func (s State) MinutesState(w *Workshop) MinutesState {
	switch edition := w.Edition(); {
	case edition == nil:
		return NoMinutes
	case len(w.OpenObjections()) > 0:
		return MinutesDisputed
	case !edition.sameContent(s.contentOf(w)):
		return MinutesOutdated
	case edition.Confirmed():
		return MinutesStand
	default:
		return MinutesOut
	}
}

// contentOf is what an edition of the minutes would hold now.
func (s State) contentOf(w *Workshop) MinutesEdition {
	var now MinutesEdition
	for _, a := range s.AgreementsOf(w.Item) {
		now.Agreements = append(now.Agreements, AgreementPin{ID: a.ID, Revision: a.Revision()})
	}
	for _, d := range w.Decided() {
		now.Decisions = append(now.Decisions, d.ID)
	}
	for _, p := range w.OnTheList() {
		now.Parked = append(now.Parked, p.ID)
	}
	return now
}

func (m *MinutesEdition) sameContent(now MinutesEdition) bool {
	return slices.Equal(m.Agreements, now.Agreements) && slices.Equal(m.Decisions, now.Decisions) && slices.Equal(m.Parked, now.Parked)
}

// Confirmed tells whether an agreement stands in an edition that was confirmed.
func (s State) Confirmed(a *Agreement) bool {
	w := s.RoomOf(a.Item)
	return w != nil && slices.ContainsFunc(w.Minutes, func(m MinutesEdition) bool {
		return m.Confirmed() && slices.ContainsFunc(m.Agreements, func(p AgreementPin) bool { return p.ID == a.ID })
	})
}

// WorkshopChecklists are the checklists whose questions a meeting takes up: those that were signed off to get
// there. A meeting that waits for no sign-off of a checklist is no workshop, and has none.
func (s State) WorkshopChecklists(i *Item) []*Item {
	if i == nil || i.Def.Kind != journey.Meeting {
		return nil
	}
	var lists []*Item
	for _, on := range i.Def.Entry.On {
		approval := s.Def.Item(on.Item)
		if approval == nil || approval.Kind != journey.Approval {
			continue
		}
		for _, of := range approval.Of {
			if list := s.latest(of); list != nil && list.Def.Kind == journey.Checklist {
				lists = append(lists, list)
			}
		}
	}
	return lists
}

// PointField is the question of a point; nil for none.
func (s State) PointField(p Point) *Field {
	i := s.Item(p.Item)
	if i == nil || i.Def.Kind != journey.Checklist {
		return nil
	}
	f := i.Def.Field(p.Question)
	if f == nil || f.Question != nil {
		return nil
	}
	return f
}
