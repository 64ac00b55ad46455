package workflow

import (
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
)

// Definition is a case definition: the written plan of a kind of journey, compiled from YAML by Parse. It
// is immutable and shared by every journey that runs on it.
type Definition struct {
	Key     string
	Version int
	// Hash is the SHA-256 of the text, in hex.
	Hash string
	// Source is the text that it was compiled from.
	Source    []byte
	Languages []string
	Title     domain.Text
	Purpose   domain.Text
	Stages    []*Stage

	// Items lists the plan items of every stage in order.
	Items []*PlanItem
	items map[journey.ItemID]*PlanItem
	// anchors maps an anchor's name to the items that set it; "start" is always there, set by none.
	anchors map[string][]*PlanItem
}

// Item returns the plan item with an id, or nil.
func (d *Definition) Item(id journey.ItemID) *PlanItem { return d.items[id] }

// Stage is a part of the plan. It becomes Active when its gate opens and Completed when every required item
// is done, or, with none required, when its milestone occurs or a person closes it.
type Stage struct {
	ID    journey.StageID
	Index int
	Title domain.Text
	Help  domain.Text
	Entry Sentry
	Items []*PlanItem
	// CloseRoles may close the stage by hand, with a reason.
	CloseRoles []person.Role
}

// PlanItem is a step in the plan.
type PlanItem struct {
	ID    journey.ItemID
	Index int
	Kind  journey.Kind
	Stage *Stage
	Title domain.Text
	Help  domain.Text
	// Minutes is what it costs a person, as an estimate.
	Minutes int

	// Roles may work on it (CandidateRoles); SkipRoles may skip it with a reason; OverrideRoles may open its
	// gate by a named exception; ReopenRoles may reopen it with a reason.
	Roles         []person.Role
	SkipRoles     []person.Role
	OverrideRoles []person.Role
	ReopenRoles   []person.Role

	// Required items hold their stage open (RequiredRule). RequiredWhen narrows that to journeys in which it
	// holds; nil means always.
	Required     bool
	RequiredWhen *Condition
	// SkippedCounts tells whether skipping satisfies gates and the stage; by default only for optional items.
	SkippedCounts bool
	// Discretionary items are in the plan only where a person adds them.
	Discretionary bool
	// AutoStart items become Active when their gate opens; the others wait for a person (ManualActivationRule).
	AutoStart bool
	// AutoComplete items complete when every section is declared, every document in use; the others when a
	// person completes them.
	AutoComplete bool
	// ByRecords tasks complete when a delivery of records contains what they are about; no person completes them.
	ByRecords bool
	// Repeat is set for items with numbered instances (RepetitionRule).
	Repeat *Repeat

	Entry Sentry
	Exit  *Sentry

	// Due is the deadline's rule; nil for none.
	Due       *calendar.Rule
	Reminders []calendar.Offset
	Escalate  *Escalation
	// Anchor names the date that this item sets: a meeting when booked, anything else when completed.
	Anchor string

	// Sections hold the questions of a checklist and the fields of a form.
	Sections []*Section
	// Of lists the items that an approval freezes.
	Of []journey.ItemID
	// SelfSign allows the main author to sign.
	SelfSign bool
	// Declaration is what the signer declares.
	Declaration domain.Text
	// Documents are what a delivery hands over.
	Documents []*Document

	fields map[journey.FieldID]*Field
}

// Field returns a question, prompt or form field of the item, or nil.
func (i *PlanItem) Field(id journey.FieldID) *Field { return i.fields[id] }

// Section returns a section of the item, or nil.
func (i *PlanItem) Section(id journey.SectionID) *Section {
	for _, s := range i.Sections {
		if s.ID == id {
			return s
		}
	}
	return nil
}

// Repeat says how often an item may be repeated.
type Repeat struct {
	// Max is the largest number of instances; 0 for no limit.
	Max int
	// Every is "month" where a schedule adds the instances, empty where people do.
	Every string
}

// Escalation tells whom to warn when an item is overdue.
type Escalation struct {
	After calendar.Offset
	To    []person.Role
}

// Sentry is a gate: it is satisfied when every on-part has occurred and the if-part holds.
type Sentry struct {
	On []OnPart
	If *Condition
}

// Empty tells whether the sentry is satisfied from the start.
func (s Sentry) Empty() bool { return len(s.On) == 0 && s.If == nil }

// OnPart names something that must have happened: an item or a stage that reached a state.
type OnPart struct {
	// Item or Stage; the other is empty.
	Item  journey.ItemID
	Stage journey.StageID
	Is    Occurrence
}

// Occurrence is what an on-part waits for.
type Occurrence string

// The occurrences: three predicates, and the one that joins two of them.
const (
	IsCompleted          Occurrence = "completed"
	IsSkipped            Occurrence = "skipped"
	IsTerminated         Occurrence = "terminated"
	IsCompletedOrSkipped Occurrence = "completed_or_skipped"
)

// AllOccurrences lists them.
func AllOccurrences() []Occurrence {
	return []Occurrence{IsCompleted, IsSkipped, IsTerminated, IsCompletedOrSkipped}
}

// Section is a part of a checklist (a track) or form that a person declares finished.
type Section struct {
	ID     journey.SectionID
	Title  domain.Text
	Help   domain.Text
	Groups []*Group
}

// Fields lists the questions or fields of every group in order; prompts are not among them.
func (s *Section) Fields() []*Field {
	var all []*Field
	for _, g := range s.Groups {
		all = append(all, g.Fields...)
	}
	return all
}

// Group is a heading within a section, such as A.a; a section without groups has one with no id.
type Group struct {
	ID     string
	Title  domain.Text
	Fields []*Field
}

// FieldType says what a field takes.
type FieldType string

// The field types. A question of a checklist is always LongText.
const (
	LongText FieldType = "text"
	Line     FieldType = "line"
	Number   FieldType = "number"
	Integer  FieldType = "integer"
	DateType FieldType = "date"
	Choice   FieldType = "choice"
	YesNo    FieldType = "yesno"
	// Rows is a small table: the value is a JSON array of objects whose keys are the columns' ids.
	Rows FieldType = "rows"
)

// AllFieldTypes lists them.
func AllFieldTypes() []FieldType {
	return []FieldType{LongText, Line, Number, Integer, DateType, Choice, YesNo, Rows}
}

// Field is a question of a checklist, a prompt under one, a field of a form, or a column of a Rows field.
type Field struct {
	ID      journey.FieldID
	Section *Section
	// Question is the question that a prompt belongs to; nil for anything else.
	Question *Field
	// Version is raised when the question changes its meaning; a typo fix leaves it (answers are pinned to it).
	Version int
	Type    FieldType
	Text    domain.Text
	Help    domain.Text
	// Why says why it is asked; Example shows a good answer; Consider lists what an answer should cover.
	Why      domain.Text
	Example  domain.Text
	Consider []domain.Text
	// Source is the reference in the programme's documents, such as "A.a.3.1".
	Source  string
	Minutes int
	// Required fields must be filled before their section can be declared finished.
	Required bool
	// MaxLength is the longest text in characters.
	MaxLength int
	// Min and Max bound numbers; nil for none.
	Min, Max *float64
	Choices  []ChoiceOption
	Columns  []*Field
	// Optional marks a prompt that the source leaves to the leadership ("Evt."); no prompt is ever required.
	Optional bool
	// Prompts are the sub-questions; they share the question's answer field until it is split.
	Prompts []*Field
}

// ChoiceOption is one value of a Choice field.
type ChoiceOption struct {
	ID   string
	Text domain.Text
}

// Document is one thing that a delivery hands over.
type Document struct {
	ID    journey.FieldID
	Title domain.Text
	Help  domain.Text
	// Serves says which element of the effort model it supports.
	Serves domain.Text
	Source string
}
