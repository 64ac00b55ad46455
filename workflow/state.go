package workflow

import (
	"strings"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// State is a journey at one moment. It is a value: Evolve returns a new one that shares every unchanged
// part with the old, so that a part whose pointer is the same has not changed.
type State struct {
	ID           journey.ID
	Def          *Definition
	Municipality municipality.Code
	StartedOn    calendar.Date
	// Run is the journey's own state: Active, Completed or Terminated; empty before it started.
	Run     journey.State
	EndedOn calendar.Date
	// Selected marks the municipality for knowledge development.
	Selected bool
	Anchors  []Anchor
	// Stages stand in the definition's order, Items in that order and by number within.
	Stages  []*StageRun
	Items   []*Item
	Answers []*Answer
	// Workshops and Agreements stand in the order in which they came to be.
	Workshops  []*Workshop
	Agreements []*Agreement
	// Comments, Evidence, Requests and Proposals stand in the order in which they came.
	Comments  []*Comment
	Evidence  []*Evidence
	Requests  []*Request
	Proposals []*Proposal
	// Teams are those that the municipality has named, in the order in which it did.
	Teams []Team
	// SheetTexts and Invitations are the steering group's: see DecisionSheet.
	SheetTexts  []*SheetText
	Invitations []*Invitation
	// ChangedAt is the time of the last event, Number its number.
	ChangedAt time.Time
	Number    int64
}

// Anchor is a date that deadlines count from.
type Anchor struct {
	Name string
	On   calendar.Date
}

// StageRun is a stage at run time.
type StageRun struct {
	Def     *Stage
	State   journey.State
	Since   time.Time
	EndedAt time.Time
	// ClosedBy and Reason are set where a person closed it.
	ClosedBy person.ID
	Reason   string
}

// Item is an instance of a plan item.
type Item struct {
	ID     journey.InstanceID
	Def    *PlanItem
	Number int
	State  journey.State
	// Resume is the state to come back to: after Suspended, and Available where it was skipped behind a closed
	// gate.
	Resume    journey.State
	Assignee  person.ID
	Deadline  Deadline
	Stale     *Stale
	StartedAt time.Time
	EndedAt   time.Time
	EndedBy   person.ID
	// Reason is why it was skipped, terminated, suspended or reopened: the latest.
	Reason string
	// Exception is the reason for which the gate was opened with gaps; empty if it was not.
	Exception string
	Sections  []SectionRun
	Meeting   *Meeting
	Documents []DocumentRun
	Signature *Signature
}

// Deadline is an item's deadline with everything that explains it.
type Deadline struct {
	Rule     string        `json:"rule,omitempty"`
	Anchor   string        `json:"anchor,omitempty"`
	Computed calendar.Date `json:"computed"`
	// Overridden replaces Computed where a person moved the deadline, for Reason.
	Overridden calendar.Date `json:"overridden"`
	Reason     string        `json:"reason,omitempty"`
}

// On is the date that counts; zero for none.
func (d Deadline) On() calendar.Date {
	if !d.Overridden.IsZero() {
		return d.Overridden
	}
	return d.Computed
}

// Stale marks something finished that rested on what has been opened again.
type Stale struct {
	// Because is the item that was reopened, Reason why.
	Because journey.InstanceID `json:"because"`
	Reason  string             `json:"reason"`
	Since   time.Time          `json:"since"`
}

// SectionRun is a section of a checklist or form at run time.
type SectionRun struct {
	ID journey.SectionID
	// DeclaredAt is when a person declared it finished; zero while it is open.
	DeclaredAt time.Time
	By         person.ID
	// Gaps are the questions that were named as open when it was declared.
	Gaps []journey.FieldID
	Note string
	// SharedAt is when the municipality let its consultant read the section before declaring it; zero where it
	// has not, or has taken that back.
	SharedAt time.Time `json:",omitzero"`
	SharedBy person.ID `json:",omitzero"`
}

// Declared tells whether a person has declared the section finished.
func (s SectionRun) Declared() bool { return !s.DeclaredAt.IsZero() }

// Meeting is the booking of a meeting item.
type Meeting struct {
	On       calendar.Date `json:"on"`
	Start    string        `json:"start"`
	End      string        `json:"end"`
	Place    string        `json:"place"`
	Sequence int           `json:"sequence"`
	BookedBy person.ID     `json:"booked_by"`
	HeldOn   calendar.Date `json:"held_on"`
	Note     string        `json:"note"`
	// Of is the meeting that the item follows, which has a history of its own; empty where it is booked here.
	Of string `json:"of,omitempty"`
	// Missed is the meeting that was held on MissedOn without the municipality.
	Missed   string        `json:"missed,omitempty"`
	MissedOn calendar.Date `json:"missed_on,omitzero"`
}

// DocumentRun is one document of a delivery in this journey. The dates are those of Version; what the teams
// use stays theirs when a newer version comes.
type DocumentRun struct {
	ID          journey.FieldID `json:"id"`
	Version     int             `json:"version"`
	DeliveredOn calendar.Date   `json:"delivered_on"`
	OpenedOn    calendar.Date   `json:"opened_on,omitzero"`
	ReceivedOn  calendar.Date   `json:"received_on"`
	// InUseOn is when the first team took it into use.
	InUseOn calendar.Date `json:"in_use_on"`
	Uses    []TeamUse     `json:"uses,omitempty"`
}

// TeamUse tells which version of a document a team has taken into use. A municipality that has named no teams
// is one itself, with an empty id.
type TeamUse struct {
	Team    journey.TeamID `json:"team"`
	Version int            `json:"version"`
	On      calendar.Date  `json:"on"`
	By      person.ID      `json:"by"`
}

// Use is what a team uses of the document, the zero TeamUse for nothing.
func (d DocumentRun) Use(team journey.TeamID) TeamUse {
	for _, u := range d.Uses {
		if u.Team == team {
			return u
		}
	}
	return TeamUse{}
}

// Team is one of the municipality's teams.
type Team struct {
	ID   journey.TeamID `json:"id"`
	Name string         `json:"name"`
	// Removed tells that there is no such team any more; what it did stays in the history.
	Removed bool `json:"removed,omitempty"`
}

// TeamsNow are the teams that there are.
func (s State) TeamsNow() []Team {
	var now []Team
	for _, t := range s.Teams {
		if !t.Removed {
			now = append(now, t)
		}
	}
	return now
}

// Team returns a team that there is, or nil.
func (s State) Team(id journey.TeamID) *Team {
	for n := range s.Teams {
		if s.Teams[n].ID == id && !s.Teams[n].Removed {
			return &s.Teams[n]
		}
	}
	return nil
}

// Signature is the latest sign-off of an approval.
type Signature struct {
	Edition int
	By      person.ID
	At      time.Time
	// Event is the number of the event, by which the frozen version is found again.
	Event int64
	// Digest is what was signed: see Freeze. Pins are its answers.
	Digest string
	Pins   []Pin
	// Wrote lists who had written what was signed.
	Wrote []person.ID
}

// Answer is what stands in one field.
type Answer struct {
	Item  journey.InstanceID
	Field journey.FieldID
	// Text is the latest draft; Revision counts its changes from 1, 0 before the first.
	Text     string
	Revision int
	By       person.ID
	At       time.Time
	// QuestionVersion and QuestionHash pin the answer to the question as it was asked.
	QuestionVersion int
	QuestionHash    string
	// Withheld tells that there may be a text which this reader may not see; never stored.
	Withheld bool
	// Erased tells that the latest text has been erased.
	Erased   bool
	Standing journey.Standing
	// StandingBy is who declared the standing, at StandingAt.
	StandingBy person.ID
	StandingAt time.Time
	// Split tells that the question's prompts have fields of their own.
	Split bool
	// Owner is who has taken the question on, Due by when they want to have it clear.
	Owner person.ID
	Due   calendar.Date
	// ProposedBy is who offered the text, where its writer accepted a proposal.
	ProposedBy person.ID
}

// Started tells whether the journey exists.
func (s State) Started() bool { return s.Run != "" }

// Item returns an instance, or nil.
func (s State) Item(id journey.InstanceID) *Item {
	for _, i := range s.Items {
		if i.ID == id {
			return i
		}
	}
	return nil
}

// Stage returns a stage, or nil.
func (s State) Stage(id journey.StageID) *StageRun {
	for _, r := range s.Stages {
		if r.Def.ID == id {
			return r
		}
	}
	return nil
}

// Answer returns what stands in a field, or nil if nobody has touched it.
func (s State) Answer(item journey.InstanceID, field journey.FieldID) *Answer {
	for _, a := range s.Answers {
		if a.Field == field && a.Item == item {
			return a
		}
	}
	return nil
}

// StandingOf returns a question's standing.
func (s State) StandingOf(item journey.InstanceID, question journey.FieldID) journey.Standing {
	if a := s.Answer(item, question); a != nil && a.Standing != "" {
		return a.Standing
	}
	return journey.NotBegun
}

// Anchor returns an anchor's date; zero if it is not set.
func (s State) Anchor(name string) calendar.Date {
	for _, a := range s.Anchors {
		if a.Name == name {
			return a.On
		}
	}
	return calendar.Date{}
}

// Section returns a section at run time.
func (i *Item) Section(id journey.SectionID) SectionRun {
	for _, r := range i.Sections {
		if r.ID == id {
			return r
		}
	}
	return SectionRun{ID: id}
}

// Document returns a document at run time.
func (i *Item) Document(id journey.FieldID) DocumentRun {
	for _, r := range i.Documents {
		if r.ID == id {
			return r
		}
	}
	return DocumentRun{ID: id}
}

// latest is the item as gates and conditions see it: its latest instance, or nil if it is not in the plan.
func (s State) latest(id journey.ItemID) *Item {
	var latest *Item
	for _, i := range s.Items {
		if i.Def.ID == id {
			latest = i
		}
	}
	return latest
}

// stateOf is the state of an item as gates see it.
func (s State) stateOf(id journey.ItemID) journey.State {
	if i := s.latest(id); i != nil {
		return i.State
	}
	return journey.Available
}

// answerOf is what a condition sees of a field; empty if nobody has touched it.
func (s State) answerOf(item, field string) Answer {
	if i := s.latest(journey.ItemID(item)); i != nil {
		if a := s.Answer(i.ID, journey.FieldID(field)); a != nil {
			return *a
		}
	}
	return Answer{Standing: journey.NotBegun}
}

// answerText is the text that a condition sees of a field.
func (s State) answerText(item, field string) string {
	return strings.TrimSpace(s.answerOf(item, field).Text)
}
