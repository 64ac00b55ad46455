package parts

import (
	"context"
	"io"
	"strings"
	"time"

	"github.com/a-h/templ"
)

// StatusKind is the shape and the weight of a status.
type StatusKind string

// The kinds of status. Done is plain text, so that what is open stands out.
const (
	NotBegun StatusKind = "notbegun" // a hollow ring
	Open     StatusKind = "open"     // a half-filled ring: under way
	Raised   StatusKind = "raised"   // a flag: to be taken up with others
	Waiting  StatusKind = "waiting"  // two bars: with a colleague
	Done     StatusKind = "done"     // a tick, plain text
	Late     StatusKind = "late"     // a triangle
	Refused  StatusKind = "refused"  // a cross: sent back, rejected
	Locked   StatusKind = "locked"   // a padlock: cannot be done yet
	Neutral  StatusKind = "neutral"  // a square: a fact without a judgement
)

// StatusKinds lists every kind.
func StatusKinds() []StatusKind {
	return []StatusKind{NotBegun, Open, Raised, Waiting, Done, Late, Refused, Locked, Neutral}
}

// Status says where something stands, as a word and a shape.
type Status struct {
	Kind StatusKind
	Text string
}

// Plain is the status in a word.
func (s Status) Plain() string { return s.Text }

// Render writes the status, or nothing when it has no word.
func (s Status) Render(ctx context.Context, w io.Writer) error {
	if s.Text == "" {
		return nil
	}
	return status(s).Render(ctx, w)
}

// TaskList shows what is to be done, in groups.
type TaskList struct {
	ID     string // prefix of the ids inside
	Groups []TaskGroup
}

// TaskGroup is one heading with its tasks.
type TaskGroup struct {
	Heading  string // an h2; empty shows the tasks alone
	Lead     string
	Progress *Progress
	Tasks    []Task
	Action   *Link // what can be done with the group as a whole
}

// Task is one row. The whole row leads to Href.
type Task struct {
	Title  string
	Href   string // empty: cannot be opened yet, and Status says why
	Ref    string // its place in the source: "A.a.3"
	Hint   string
	Facts  []string // owner, deadline, comments: short, shown in one line
	Status Status
}

// Render writes the list.
func (l TaskList) Render(ctx context.Context, w io.Writer) error { return taskList(l).Render(ctx, w) }

func (t Task) describedBy(id string) string {
	ids := id + "-status"
	if t.Hint != "" || len(t.Facts) > 0 {
		ids += " " + id + "-hint"
	}
	return ids
}

// Progress counts what is settled; the words say it, the bar repeats it.
type Progress struct {
	Done, Total int
	Text        string // "7 af 10 afklaret, 2 hos kolleger"
}

// Render writes the words and the bar.
func (p Progress) Render(ctx context.Context, w io.Writer) error { return progress(p).Render(ctx, w) }

// SummaryList shows answers before they are handed in.
type SummaryList struct {
	Heading string // an h2; empty shows none
	Actions []Link // for the list as a whole
	Rows    []SummaryRow
}

// SummaryRow is one question and its answer. Without Text and Value it reads
// "Ikke besvaret".
type SummaryRow struct {
	Key     string
	Text    string          // line breaks are kept
	Value   templ.Component // in place of Text
	Note    string          // who answered and when
	Status  Status
	Actions []Link // usually one, "Ret"
}

// Render writes the list.
func (l SummaryList) Render(ctx context.Context, w io.Writer) error {
	return summaryList(l).Render(ctx, w)
}

// StepState is where a step of the journey stands.
type StepState string

// The states of a step.
const (
	StepDone    StepState = "done"
	StepCurrent StepState = "current"
	StepComing  StepState = "coming"
)

// Steps is an ordered way with the place reached.
type Steps struct {
	Label string // what the steps are, for those who cannot see them
	Items []Step
}

// Step is one part of the way.
type Step struct {
	Title  string
	Href   string // empty shows plain text
	State  StepState
	Text   string // one line: what is left, or when it was done
	Status Status
}

// Render writes the steps.
func (s Steps) Render(ctx context.Context, w io.Writer) error { return steps(s).Render(ctx, w) }

// EmptyState stands where there is nothing to show, and says what to do.
type EmptyState struct {
	Heading string
	Text    string
	Action  *Button
}

// Render writes the empty state.
func (e EmptyState) Render(ctx context.Context, w io.Writer) error { return empty(e).Render(ctx, w) }

// NextStep is the one thing to do now, with whom and by when.
type NextStep struct {
	Title   string
	Text    string
	Owner   string
	Due     string // "fredag 4. oktober"
	Late    Status // shown beside the deadline when it is near or past
	Minutes int
	Action  Button
	Contact *Contact
}

// Contact is whom to call.
type Contact struct {
	Name, Role, Phone, Email string
	// Write leads to a message to them; nil for none.
	Write *Link
}

// Render writes the panel.
func (n NextStep) Render(ctx context.Context, w io.Writer) error { return nextStep(n).Render(ctx, w) }

// Render writes name, role and how to reach the person.
func (c Contact) Render(ctx context.Context, w io.Writer) error { return contact(c).Render(ctx, w) }

// Dial is the address that calls them.
func (c Contact) Dial() string { return "tel:" + strings.ReplaceAll(c.Phone, " ", "") }

// Mail is the address at which a letter to them begins.
func (c Contact) Mail() string { return "mailto:" + c.Email }

// Moment is a time as people read it, with the exact one for machines.
type Moment struct {
	At   time.Time
	Text string
}

// Render writes the time.
func (m Moment) Render(ctx context.Context, w io.Writer) error { return moment(m).Render(ctx, w) }

// Render writes the link.
func (l Link) Render(ctx context.Context, w io.Writer) error { return link(l).Render(ctx, w) }

// Disclosure is the closed line of a Details block.
type Disclosure struct {
	Summary string
	ID      string
	Open    bool
}
