package pages

import (
	"context"
	"io"

	"startklar/templates/parts"
)

// Check shows answers before they are declared ready, and on paper.
type Check struct {
	Shell    parts.Shell
	Sections []CheckSection
	// After leads on when everything is declared; nil while something is open.
	After *parts.NextStep
	Back  parts.Link
}

// CheckSection is one track or section with its answers, the open ones first.
type CheckSection struct {
	ID, Title string
	// Alone tells that the page is about this section, whose title it bears.
	Alone    bool
	Progress parts.Progress
	// Declared tells who declared it ready, Note what they added, Named the gaps that they named.
	Declared string
	Note     string
	Named    []string
	Open     []parts.SummaryRow
	// Counts is the heading of what is settled: how much is clear, how much goes to the workshop.
	Counts  string
	Settled []parts.SummaryRow
	Declare *Declare
	Reopen  *Form
}

// Declare is the form in which a person declares a section ready.
type Declare struct {
	Action, Key string
	Heading     string
	Lead        string
	// Gaps are the questions that stand open; Known is the box by which they are named.
	Gaps   []Gap
	Known  *parts.Field
	Note   parts.Field
	Button parts.Button
}

// Gap is a question that stands open.
type Gap struct{ Field, Label string }

// CheckAnswer is the value of a row: the answer, the answers to its prompts, and what can be decided at once.
type CheckAnswer struct {
	Text     string
	Withheld string
	Prompts  []CheckPrompt
	Table    *parts.Table
	Quick    []Form
}

// CheckPrompt is the answer to a prompt with a field of its own.
type CheckPrompt struct{ Ref, Question, Text string }

// Render writes the page.
func (p Check) Render(ctx context.Context, w io.Writer) error { return check(p).Render(ctx, w) }

// Render writes the answer.
func (a CheckAnswer) Render(ctx context.Context, w io.Writer) error {
	return checkAnswer(a).Render(ctx, w)
}
