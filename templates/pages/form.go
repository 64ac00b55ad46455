package pages

import (
	"context"
	"io"

	"startklar/templates/parts"

	"github.com/a-h/templ"
)

// FormPage is a form of the definition, such as the project plan. All of it stands in one form element: whatever
// button is used, every field is sent and saved.
type FormPage struct {
	Shell parts.Shell
	Head  ItemHead
	// Action is where the form goes; empty where it can only be read.
	Action   string
	Key      string
	Sections []FormSection
	Actions  ItemActions
	// Before stands above the sections: what the form is about beside its fields.
	Before []templ.Component
}

// FormSection is a part of the form that a person declares ready.
type FormSection struct {
	ID, Title, Help string
	Progress        string
	// Declared tells who declared it ready; empty while it is open.
	Declared string
	Fields   []FormField
	Buttons  parts.Buttons
}

// Offer is a text from elsewhere that can be a start.
type Offer struct {
	From, Text string
	// Use takes it over; nil where something stands in the field.
	Use *parts.Button
}

// FormField is a field with what helps to fill it in.
type FormField struct {
	Offers               []Offer
	Answer               Answer
	Consider             []string
	Why, Example, Source string
}

// Render writes the page.
func (p FormPage) Render(ctx context.Context, w io.Writer) error { return formPage(p).Render(ctx, w) }
