package workflow

import (
	"startklar/domain/journey"
)

// The shapes below are the YAML format, and its one description: Parse reads by them, Schema and Reference
// are made from them. Their tags:
//
//	yaml        the key
//	jsonschema  "required" for a key that must be there, "minimum=n", "minItems=1"
//	only        the kinds of item or types of field that have the key; "!" before it means: and must have it
//	default     what holds where the key is absent
//	doc         what it means
//	example     a value

// definitionShape is the whole file.
type definitionShape struct {
	place
	Definition definitionKey `yaml:"definition" jsonschema:"required" example:"flere-skal-med-2" doc:"The definition's key; it never changes."`
	Version    int           `yaml:"version" jsonschema:"required,minimum=1" example:"1" doc:"Raised with every change that journeys should be moved to; a journey keeps the version that it started on."`
	Languages  []language    `yaml:"languages" jsonschema:"minItems=1" default:"[da]" example:"[da, en]" doc:"The languages that every text is written in. With one language a text is a plain string, with two a mapping."`
	Title      words         `yaml:"title" jsonschema:"required" example:"Flere skal med 2" doc:"The name of this kind of journey."`
	Purpose    words         `yaml:"purpose" doc:"What the journey is for, in a sentence or two."`
	Stages     []stageShape  `yaml:"stages" jsonschema:"required,minItems=1" doc:"The stages in order."`
}

// stageShape is a part of the plan that holds items.
type stageShape struct {
	place
	ID    journey.StageID `yaml:"id" jsonschema:"required" example:"preparation" doc:"Unique among stages and items."`
	Title words           `yaml:"title" jsonschema:"required" doc:"The stage's heading."`
	Help  words           `yaml:"help" doc:"Shown under the heading."`
	After []gateShape     `yaml:"after" jsonschema:"minItems=1" default:"open from the start" example:"[preparation]" doc:"What must have happened before the stage opens; all of it."`
	When  conditionText   `yaml:"when" example:"selected" doc:"A condition that must hold as well."`
	Close roleList        `yaml:"close" default:"nobody" example:"ProcessConsultant" doc:"Who may end the stage by hand, with a reason."`
	Items []itemShape     `yaml:"items" jsonschema:"required,minItems=1" doc:"The items in order."`
}

// itemShape is a step in the plan.
type itemShape struct {
	place
	ID            journey.ItemID   `yaml:"id" jsonschema:"required" example:"readiness" doc:"Unique among stages and items; histories refer to it, so it never changes."`
	Kind          journey.Kind     `yaml:"kind" jsonschema:"required" example:"checklist" doc:"What sort of step it is."`
	Title         words            `yaml:"title" jsonschema:"required" doc:"The item's heading."`
	Help          words            `yaml:"help" doc:"Shown under the heading."`
	Minutes       int              `yaml:"minutes" jsonschema:"minimum=1" example:"15" doc:"What it costs a person, as an estimate."`
	Role          roleList         `yaml:"role" only:"!checklist,!form,!meeting,!delivery,!approval,!task,milestone" example:"[MunicipalLeader, MunicipalMember]" doc:"Who works on it; one role or a list."`
	Skip          roleList         `yaml:"skip" default:"the roles of an optional item, nobody for a required one" example:"ProcessConsultant" doc:"Who may leave it out, with a reason."`
	Override      roleList         `yaml:"override" default:"nobody" example:"NationalOfficer" doc:"Who may open its gate by a named exception."`
	Reopen        roleList         `yaml:"reopen" default:"the item's roles" doc:"Who may open it again once it is completed, with a reason."`
	Required      requirement      `yaml:"required" default:"true; false for a milestone" example:"false" doc:"Whether its stage waits for it. A condition requires it only in the journeys in which it holds."`
	SkippedCounts *bool            `yaml:"skipped_counts" default:"false for a required item, true for an optional one" example:"true" doc:"Whether skipping it satisfies its stage and the gates that wait for it."`
	Discretionary *bool            `yaml:"discretionary" default:"false" example:"true" doc:"It is only there where a person adds it."`
	Start         startMode        `yaml:"start" only:"checklist,form,meeting,delivery,approval,task" default:"manual; a milestone is always auto" example:"auto" doc:"Whether it waits for a person to begin once its gate is open."`
	AutoComplete  *bool            `yaml:"auto_complete" only:"checklist,form,delivery" default:"true" example:"false" doc:"It completes by itself when every section is declared finished, or every document taken into use."`
	ByRecords     *bool            `yaml:"by_records" only:"task" default:"false" example:"true" doc:"It completes when the records that are delivered contain what it is about; no person completes it."`
	Repeat        *repeatShape     `yaml:"repeat" only:"checklist,form,meeting,delivery,task" example:"{max: 8}" doc:"It may be held several times; each is a numbered instance."`
	After         []gateShape      `yaml:"after" jsonschema:"minItems=1" default:"open with its stage" example:"[readiness]" doc:"What must have happened before it can begin; all of it."`
	When          conditionText    `yaml:"when" example:"completed(\"readiness\")" doc:"A condition that must hold as well."`
	Exit          *exitShape       `yaml:"exit" example:"{when: \"!selected\"}" doc:"A gate that ends the item without its being done."`
	Due           deadlineText     `yaml:"due" example:"start + 4 weeks" doc:"The deadline: an anchor, + or -, a number and days, working days, weeks or months."`
	Reminders     []offsetText     `yaml:"reminders" example:"[7 days, 1 day]" doc:"How long before the deadline to remind."`
	Escalate      *escalationShape `yaml:"escalate" example:"{after: 14 days, to: ProcessConsultant}" doc:"Whom to warn when the deadline has passed."`
	Anchor        anchorName       `yaml:"anchor" example:"workshop" doc:"The name of the date that the item sets: a meeting when it is booked, anything else when it is completed. Deadlines can count from it."`
	Sections      []sectionShape   `yaml:"sections" only:"!checklist,!form" jsonschema:"minItems=1" doc:"The parts that a person declares finished one by one."`
	Of            []journey.ItemID `yaml:"of" only:"!approval" jsonschema:"minItems=1" example:"[readiness]" doc:"The checklists and forms whose answers the sign-off freezes."`
	SelfSign      *bool            `yaml:"self_sign" only:"approval" default:"true" example:"false" doc:"Whether the main author may sign."`
	Declaration   words            `yaml:"declaration" only:"approval" doc:"What the signer declares."`
	Documents     []documentShape  `yaml:"documents" only:"!delivery" jsonschema:"minItems=1" doc:"What is handed over."`
}

func (i *itemShape) sort() (kind, called string) { return string(i.Kind), withArticle(string(i.Kind)) }

// repeatShape says how an item repeats.
type repeatShape struct {
	place
	Max   int         `yaml:"max" jsonschema:"minimum=2" default:"no limit" example:"8" doc:"The largest number of instances."`
	Every repeatEvery `yaml:"every" default:"people add instances" example:"month" doc:"The schedule that adds instances."`
}

// exitShape is the gate that terminates an item.
type exitShape struct {
	place
	After []gateShape   `yaml:"after" jsonschema:"minItems=1" example:"[{item: plan, is: skipped}]" doc:"What must have happened; all of it."`
	When  conditionText `yaml:"when" example:"!selected" doc:"A condition that must hold as well."`
}

// escalationShape says whom to warn.
type escalationShape struct {
	place
	After offsetText `yaml:"after" jsonschema:"required" example:"14 days" doc:"How long after the deadline."`
	To    roleList   `yaml:"to" jsonschema:"required" example:"ProcessConsultant" doc:"Who is warned; one role or a list."`
}

// sectionShape is a part of a checklist or form.
type sectionShape struct {
	place
	ID        journey.SectionID `yaml:"id" jsonschema:"required" example:"A" doc:"Unique within the item."`
	Title     words             `yaml:"title" jsonschema:"required" doc:"The section's heading."`
	Help      words             `yaml:"help" doc:"Shown under the heading."`
	Questions []questionShape   `yaml:"questions" jsonschema:"minItems=1" doc:"A checklist's questions, where the section has no groups."`
	Fields    []fieldShape      `yaml:"fields" jsonschema:"minItems=1" doc:"A form's fields, where the section has no groups."`
	Groups    []groupShape      `yaml:"groups" jsonschema:"minItems=1" doc:"Headings within the section, each with its questions or fields."`
}

// groupShape is a heading within a section.
type groupShape struct {
	place
	ID        groupID         `yaml:"id" jsonschema:"required" example:"A.a" doc:"Unique within the item."`
	Title     words           `yaml:"title" jsonschema:"required" doc:"The heading."`
	Questions []questionShape `yaml:"questions" jsonschema:"minItems=1" doc:"A checklist's questions."`
	Fields    []fieldShape    `yaml:"fields" jsonschema:"minItems=1" doc:"A form's fields."`
}

// askedBody is what every question, prompt, field and column has.
type askedBody struct {
	ID       journey.FieldID `yaml:"id" jsonschema:"required" example:"A.a.1" doc:"Unique within the item (a column: within its field); answers refer to it, so it never changes."`
	Version  int             `yaml:"version" jsonschema:"minimum=1" default:"1" example:"2" doc:"Raised when the meaning changes; a typo fix leaves it. Answers are pinned to it."`
	Text     words           `yaml:"text" jsonschema:"required" doc:"What is asked, or the label."`
	Help     words           `yaml:"help" doc:"How to answer."`
	Why      words           `yaml:"why" doc:"Why it is asked."`
	Example  words           `yaml:"example" doc:"A good answer."`
	Consider []words         `yaml:"consider" jsonschema:"minItems=1" doc:"What an answer should cover."`
	Source   string          `yaml:"source" example:"A.a.1" doc:"The place in the programme's documents that it comes from."`
	Minutes  int             `yaml:"minutes" jsonschema:"minimum=1" example:"6" doc:"What it costs a person, as an estimate."`
}

// questionShape is a question of a checklist.
type questionShape struct {
	place
	askedBody
	MaxLength int           `yaml:"max_length" jsonschema:"minimum=1" default:"4000" example:"2000" doc:"The longest answer in characters."`
	Prompts   []promptShape `yaml:"prompts" jsonschema:"minItems=1" doc:"Sub-questions that share the question's answer field until somebody splits it."`
}

func (questionShape) refuses() map[string]string {
	return map[string]string{
		"required": "a question of a checklist is never required: remove the key; people declare its standing instead",
		"type":     "a question of a checklist is always answered in text: remove the key, or use a form",
	}
}

// promptShape is a sub-question.
type promptShape struct {
	place
	askedBody
	MaxLength int   `yaml:"max_length" jsonschema:"minimum=1" default:"4000" example:"2000" doc:"The longest answer in characters, once the prompt has a field of its own."`
	Optional  *bool `yaml:"optional" default:"false" example:"true" doc:"The source leaves it to the leadership (\"Evt.\"). It is only shown: no prompt is ever required."`
}

func (promptShape) refuses() map[string]string {
	return map[string]string{"required": "a prompt is never required: remove the key"}
}

// valueBody is what fields and columns have that take typed values.
type valueBody struct {
	Required  *bool         `yaml:"required" default:"false" example:"true" doc:"It must be filled before its section can be declared finished."`
	MaxLength int           `yaml:"max_length" only:"text,line" jsonschema:"minimum=1" default:"4000 for text, 200 for line" example:"2000" doc:"The longest text in characters."`
	Min       *float64      `yaml:"min" only:"number,integer" example:"0" doc:"The smallest number."`
	Max       *float64      `yaml:"max" only:"number,integer" example:"100" doc:"The largest number."`
	Choices   []choiceShape `yaml:"choices" only:"!choice" jsonschema:"minItems=1" example:"[{id: a, text: Alle}]" doc:"The values to choose from."`
}

// fieldShape is a field of a form.
type fieldShape struct {
	place
	askedBody
	Type FieldType `yaml:"type" jsonschema:"required" example:"line" doc:"What it takes; rows is a small table, its value a list of rows."`
	valueBody
	Columns []columnShape `yaml:"columns" only:"!rows" jsonschema:"minItems=1" doc:"The columns of the table."`
}

func (f *fieldShape) sort() (kind, called string) {
	return string(f.Type), "a field of type " + string(f.Type)
}

// columnShape is a column of a field of type rows.
type columnShape struct {
	place
	askedBody
	Type columnType `yaml:"type" jsonschema:"required" example:"date" doc:"What its cells take."`
	valueBody
}

func (c *columnShape) sort() (kind, called string) {
	return string(c.Type), "a column of type " + string(c.Type)
}

// choiceShape is one value of a field of type choice.
type choiceShape struct {
	place
	ID   choiceID `yaml:"id" jsonschema:"required" example:"weekly" doc:"Unique within the field; it is what is stored."`
	Text words    `yaml:"text" jsonschema:"required" doc:"What people see."`
}

// documentShape is one thing that a delivery hands over.
type documentShape struct {
	place
	ID     journey.FieldID `yaml:"id" jsonschema:"required" example:"conversation_guide" doc:"Unique within the item."`
	Title  words           `yaml:"title" jsonschema:"required" doc:"The document's name."`
	Help   words           `yaml:"help" doc:"What it is for."`
	Serves words           `yaml:"serves" doc:"The element of the effort model that it supports."`
	Source string          `yaml:"source" example:"C.4" doc:"The place in the programme's documents that it comes from."`
}
