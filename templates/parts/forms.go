package parts

import (
	"context"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"startklar/templates/catalogue"
)

// ButtonKind is the weight of a button. A page has one primary button.
type ButtonKind string

// The kinds of button.
const (
	Primary   ButtonKind = "primary"
	Secondary ButtonKind = "secondary"
	Tertiary  ButtonKind = "tertiary"
	Danger    ButtonKind = "warning" // takes something away
)

// Button submits its form, or leads somewhere when Href is set.
type Button struct {
	Label   string
	Kind    ButtonKind // Primary if empty
	Href    string
	Name    string // sent with Value when this button was used
	Value   string
	Form    string // id of a form elsewhere on the page
	Action  string // where the form goes when this button sends it, instead of the form's own action
	Context string // added for listeners: "Godkend" → "Godkend forslag fra Bo"
	Icon    Icon
}

// Render writes the button.
func (b Button) Render(ctx context.Context, w io.Writer) error {
	if b.Kind == "" {
		b.Kind = Primary
	}
	return button(b).Render(ctx, w)
}

func (b Button) class() string { return "button button-" + string(b.Kind) }

// Buttons is a row of buttons, the most important first.
type Buttons []Button

// Render writes the row.
func (b Buttons) Render(ctx context.Context, w io.Writer) error { return buttons(b).Render(ctx, w) }

// FieldKind is what a field lets a person enter.
type FieldKind string

// The kinds of field.
const (
	Text       FieldKind = "text"
	Email      FieldKind = "email"
	Telephone  FieldKind = "tel"
	URLField   FieldKind = "url"
	Search     FieldKind = "search"
	Number     FieldKind = "number" // shown as text with a numeric keyboard: spinners lose entries
	Date       FieldKind = "date"
	TimeOfDay  FieldKind = "time"
	MonthField FieldKind = "month"
	File       FieldKind = "file"
	TextArea   FieldKind = "textarea"
	Select     FieldKind = "select"
	Radio      FieldKind = "radio"
	Checkbox   FieldKind = "checkbox" // several choices under one legend
	Confirm    FieldKind = "confirm"  // one box; its Label is the statement
)

// FieldKinds lists every kind.
func FieldKinds() []FieldKind {
	return []FieldKind{
		Text, Email, Telephone, URLField, Search, Number, Date, TimeOfDay, MonthField, File,
		TextArea, Select, Radio, Checkbox, Confirm,
	}
}

// FieldWidth hints at the length of the answer.
type FieldWidth string

// The widths; Normal suits a name.
const (
	Narrow FieldWidth = "narrow" // a number, a date
	Normal FieldWidth = ""
	Full   FieldWidth = "full" // as wide as the text column
)

// manyChoices is how many choices stand below each other before they stand side by side.
const manyChoices = 8

// Field is one question of a form with its label, hint and refusal.
type Field struct {
	Kind  FieldKind // Text if empty
	Name  string
	ID    string // Name if empty
	Label string
	Hint  string
	Error string // shown at the field; the same words stand in the error summary

	Value   string
	Values  []string // what is chosen, for Checkbox
	Options []Option // for Select, Radio, Checkbox

	Width        FieldWidth
	Rows         int // of a TextArea; 6 if zero
	MaxLength    int // announced and counted, and refused by the server; typing is never cut off
	Min, Max     string
	Prefix       string
	Suffix       string // "timer"
	Autocomplete string // "email", "name": WCAG 1.3.5
	Accept       string // for File
	Optional     bool   // says "(valgfrit)"; fields are required unless they say so
	Inline       bool   // Radio: short options beside each other
	ReadOnly     bool
	HideLabel    bool // the label is there for listeners only: a search box, a cell of a table
}

// Option is one choice.
type Option struct {
	Value, Label, Hint string
}

// Render writes the field.
func (f Field) Render(ctx context.Context, w io.Writer) error {
	if f.Kind == "" {
		f.Kind = Text
	}
	f.ID = f.id()
	if f.Rows == 0 {
		f.Rows = 6
	}
	return field(f).Render(ctx, w)
}

func (f Field) id() string {
	if f.ID == "" {
		return f.Name
	}
	return f.ID
}

func (f Field) inputType() string {
	if f.Kind == Number {
		return "text"
	}
	return string(f.Kind)
}

func (f Field) inputMode() string {
	if f.Kind == Number {
		return "decimal"
	}
	return ""
}

func (f Field) grouped() bool { return f.Kind == Radio || f.Kind == Checkbox }

func (f Field) chosen(o Option) bool {
	if f.Kind == Checkbox {
		return slices.Contains(f.Values, o.Value)
	}
	return f.Value == o.Value
}

// optionID gives the first option the id of the field, so that the link in the
// error summary lands on something that can be answered.
func (f Field) optionID(i int) string {
	if i == 0 {
		return f.ID
	}
	return f.ID + "-" + strconv.Itoa(i+1)
}

func (f Field) describedBy() string {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, f.ID+"-hint")
	}
	if f.MaxLength > 0 {
		ids = append(ids, f.ID+"-limit")
	}
	if f.Error != "" {
		ids = append(ids, f.ID+"-error")
	}
	return strings.Join(ids, " ")
}

// HiddenCommand carries what makes a write safe to repeat and safe to compare:
// a key made when the page was made, and the revision that the person saw.
type HiddenCommand struct {
	ClientKey    string
	BaseRevision int64
}

// Render writes the hidden fields `client_key` and `base_revision`.
func (h HiddenCommand) Render(ctx context.Context, w io.Writer) error {
	return hiddenCommand(h).Render(ctx, w)
}

// Autosave makes one field save itself. AutosaveForm writes the form around it;
// its children, the buttons among them, follow the field and its status line.
// AutosaveField stands in a form that has several such fields.
type Autosave struct {
	Input   Field  // what is written; its Name is the `field` of the draft
	Draft   string // the `field` of the draft where it is not the Name
	Action  string // where the form goes without JavaScript
	URL     string // where drafts are posted as JSON
	SignIn  string // page that renews a session
	Owner   string // an opaque key of the viewer: an unsaved copy is offered to nobody else
	Command HiddenCommand
	Saved   string // what the status says at first: "Gemt 14.32"; empty when nothing is saved
}

// draft is the `field` of the draft.
func (a Autosave) draft() string {
	if a.Draft == "" {
		return a.Input.Name
	}
	return a.Draft
}

// AutosaveStatus is the line that says whether the text is saved.
type AutosaveStatus struct {
	Text string
}

// Render writes the line.
func (s AutosaveStatus) Render(ctx context.Context, w io.Writer) error {
	return autosaveStatus(s).Render(ctx, w)
}

// Conflict shows two texts that were written at the same time, and lets the
// person choose. It is a form of its own, for pages that came back from a
// refused save; autosave.js shows the same choice in place.
type Conflict struct {
	Action       string
	Field        string // name of the field that takes the chosen text
	Label        string // the question
	Mine, Theirs string
	By           string // who wrote Theirs
	At           string // "i dag 14.32"
	Command      HiddenCommand

	// Inside a form that has more fields, a Conflict writes neither a form nor a button of its own. Its
	// inputs are then named by Prefix: the choice Prefix+"choice", the reader's own text Prefix+"mine".
	Inside bool
	Prefix string
	// Fixed is for values that cannot be merged, such as a date: Mine and Theirs are how they read, Value is
	// what the reader's own is.
	Fixed bool
	Value string
}

func (c Conflict) mineValue() string {
	if c.Fixed {
		return c.Value
	}
	return c.Mine
}

func (c Conflict) choices(lang catalogue.Lang) []Option {
	choices := []Option{
		{Value: KeepMine, Label: lang.T("conflict.keep_mine")},
		{Value: UseTheirs, Label: lang.T("conflict.use_theirs")},
	}
	if c.Fixed {
		return choices
	}
	return append(choices, Option{Value: Merge, Label: lang.T("conflict.merge"), Hint: lang.T("conflict.merge_hint")})
}

// The values of `choice` that a Conflict sends.
const (
	KeepMine  = "mine"
	UseTheirs = "theirs"
	Merge     = "merge"
)

// Render writes the two texts and the choice.
func (c Conflict) Render(ctx context.Context, w io.Writer) error { return conflict(c).Render(ctx, w) }

// merged offers both texts as the start of a common one.
func (c Conflict) merged() string { return c.Mine + "\n\n" + c.Theirs }

// autosaveAttributes are what autosave.js reads.
func autosaveAttributes(lang catalogue.Lang, a Autosave) templ.Attributes {
	return templ.Attributes{
		"data-autosave-url":  a.URL,
		"data-field":         a.draft(),
		"data-field-id":      a.Input.id(),
		"data-signin":        a.SignIn,
		"data-owner":         a.Owner,
		"data-text-saving":   lang.T("save.saving"),
		"data-text-saved":    lang.T("save.saved"),
		"data-text-waiting":  lang.T("save.waiting"),
		"data-text-unsaved":  lang.T("save.unsaved"),
		"data-text-conflict": lang.T("save.conflict"),
		"data-text-refused":  lang.T("save.refused"),
		"data-text-lost":     lang.T("save.lost"),
		"data-text-error":    lang.T("form.error"),
	}
}

// fieldAria ties a control to its hint, its limit and its refusal.
func fieldAria(f Field) templ.Attributes {
	attributes := templ.Attributes{}
	if ids := f.describedBy(); ids != "" {
		attributes["aria-describedby"] = ids
	}
	if f.Error != "" {
		attributes["aria-invalid"] = "true"
	}
	return attributes
}
