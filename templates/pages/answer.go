package pages

import (
	"strconv"

	"startklar/templates/parts"
)

// Answer is one field of a question or form on a page, in whichever way it can be shown: as something to
// write in, as two texts to choose between, or as a text to read.
type Answer struct {
	// Field is the field's id in the definition; it names the inputs: see FieldName.
	Field string
	// Ref, Heading and Consider stand above a field that has a heading of its own.
	Ref      string
	Heading  string
	Optional bool
	Consider []string

	// Input is the control. Saves is set where it saves itself.
	Input parts.Field
	Saves *parts.Autosave
	// Rows is set in place of Input for a small table.
	Rows *AnswerRows
	// Command makes the write safe to repeat and to compare; Was tells what stood there when the page was
	// made, so that an untouched field is not taken for an edit.
	Command parts.HiddenCommand
	Was     string

	// Conflict is set where a colleague was quicker: it takes the place of the input.
	Conflict *parts.Conflict

	// ReadOnly shows Text in place of the input. Withheld says why there is none to see.
	ReadOnly bool
	Text     string
	Withheld string
	// Kept is what the reader wrote and what could not be stored; it stands there to be copied.
	Kept string
	// Written tells who wrote last and when, Older that the answer was given to an earlier question.
	Written string
	Older   string
}

// AnswerRows is the value of a field that is a small table.
type AnswerRows struct {
	Label, Hint, Error string
	Columns            []parts.Column
	Rows               []parts.Row
	// More adds blank rows.
	More parts.Button
}

// The names of a field's inputs: the text, the revision that was seen, the client key, what stood there,
// and, after a conflict, the choice.
const (
	TextPrefix     = "f."
	RevisionPrefix = "r."
	KeyPrefix      = "k."
	WasPrefix      = "o."
	ConflictPrefix = "c."
)

// FieldName is the name and the id of a field's control.
func FieldName(field string) string { return TextPrefix + field }

// CellName is the name of one cell of a small table, its rows counted from 0.
func CellName(field string, row int, column string) string {
	return TextPrefix + field + "." + strconv.Itoa(row) + "." + column
}

// ConflictName begins the names of the inputs in which a conflict is settled.
func ConflictName(field string) string { return ConflictPrefix + field + "." }
