package pages

import (
	"context"
	"io"
	"slices"

	"github.com/a-h/templ"

	"startklar/templates/parts"
)

// ItemHead is what every item's page begins with: where it stands, why it cannot begin yet, by when, and who.
type ItemHead struct {
	Help   string
	Status parts.Status
	// Waits lists in words what must happen first; WaitsLead introduces it.
	WaitsLead string
	Waits     []Wait
	// Notices say what has happened to it that the reader should know: reopened, paused, opened by exception.
	Notices []parts.Notice
	// Changed says what changed under it since it was finished; nil where nothing did.
	Changed templ.Component
	// Facts are deadline, assignee, who did it and when.
	Facts []parts.SummaryRow
}

// Wait is one thing that has to happen first.
type Wait struct {
	Text, Href string
}

// Render writes the head.
func (h ItemHead) Render(ctx context.Context, w io.Writer) error { return itemHead(h).Render(ctx, w) }

// ItemActions is what every item's page ends with: what can be done with the item beside the work itself.
type ItemActions struct {
	Heading string
	Actions []ItemAction
	// Away are the ways out of the item, together behind one closed line that reads AwaySummary.
	AwaySummary string
	Away        []ItemAction
}

// awayOpen tells whether one of the ways out came back with something to mend.
func (a ItemActions) awayOpen() bool {
	return slices.ContainsFunc(a.Away, func(one ItemAction) bool { return one.Open })
}

// ItemAction is one thing that can be done, behind a closed line.
type ItemAction struct {
	Summary string
	Lead    string
	// Warning says what cannot be undone.
	Warning string
	// Open shows it at once: it came back with something to mend.
	Open bool
	// List names what the person should know before they do it, such as what is missing.
	List []string
	Form Form
}

// Render writes the action by itself, outside a list of actions.
func (a ItemAction) Render(ctx context.Context, w io.Writer) error {
	return foldedAction(a).Render(ctx, w)
}

// Render writes the actions, or nothing when there are none.
func (a ItemActions) Render(ctx context.Context, w io.Writer) error {
	if len(a.Actions)+len(a.Away) == 0 {
		return nil
	}
	return itemActions(a).Render(ctx, w)
}

// Form is one form that posts a command.
type Form struct {
	Action  string
	Command parts.HiddenCommand
	Hidden  []Hidden
	Fields  []parts.Field
	Buttons parts.Buttons
	// Multipart lets the form send a file.
	Multipart bool
}

// Render writes the form.
func (f Form) Render(ctx context.Context, w io.Writer) error { return form(f).Render(ctx, w) }

// Step is the page of a task, a meeting, a delivery or a milestone.
type Step struct {
	Shell   parts.Shell
	Head    ItemHead
	Main    []templ.Component
	Actions ItemActions
}

// Render writes the page.
func (s Step) Render(ctx context.Context, w io.Writer) error { return stepPage(s).Render(ctx, w) }

// Work is the main thing to do on an item's page, under a heading of its own.
type Work struct {
	Heading, Text string
	Forms         []Form
}

// Render writes the work.
func (k Work) Render(ctx context.Context, w io.Writer) error { return work(k).Render(ctx, w) }

// Confirm asks once more before something with consequences is done, and shows what would follow.
type Confirm struct {
	Shell parts.Shell
	Text  string
	Moves parts.Table
	Form  Form
}

// Render writes the page.
func (c Confirm) Render(ctx context.Context, w io.Writer) error { return confirmPage(c).Render(ctx, w) }

// RowForms are the small forms of one row of a table, with a place to come back to.
type RowForms struct {
	ID    string
	Forms []Form
}

// Render writes the forms.
func (r RowForms) Render(ctx context.Context, w io.Writer) error { return rowForms(r).Render(ctx, w) }

// Hidden is a value that a form sends unseen.
type Hidden struct{ Name, Value string }
