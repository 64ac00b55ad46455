package pages

import (
	"context"
	"io"
	"strconv"

	"github.com/a-h/templ"

	"startklar/templates/parts"
)

// Prepare is the page on which a workshop's agenda is made.
type Prepare struct {
	Shell   parts.Shell
	Action  string
	Command parts.HiddenCommand
	// Length says how the sum compares with the meeting; Over marks that it is too long.
	Length string
	Over   bool
	// Advice says something about the number of questions; usually empty.
	Advice string
	Rows   []PrepareRow
	// Add are the questions that are not on the agenda yet.
	Add []parts.Option
	// ReadOnly shows the agenda without fields.
	ReadOnly bool
	Links    []parts.Link
}

// PrepareRow is one point of the agenda. Its place in the list names its buttons.
type PrepareRow struct {
	Value   string
	Title   string
	Note    string
	Minutes parts.Field
}

// Render writes the page.
func (p Prepare) Render(ctx context.Context, w io.Writer) error { return preparePage(p).Render(ctx, w) }

// operation is the value of a button that changes the list: what, and which row.
func operation(what string, row int) string { return what + ":" + strconv.Itoa(row) }

// Room is a workshop's room: the agenda, and what is written down in it. It works online by plain forms; room.js
// makes it work without a network.
type Room struct {
	Shell parts.Shell
	// Action is where every form of the room goes, Data what room.js needs to know.
	Action string
	Data   templ.Attributes
	// Texts are the words of room.js.
	Texts templ.Attributes
	Links []parts.Link
	// Paper are the print sheets.
	Paper    []parts.Link
	Sections []RoomSection
	// General holds agreements about no question, Parked what was put aside.
	General RoomSection
	Parked  []RoomRecord
	Park    RoomForm
	// Close leads to the minutes.
	Close parts.Button
}

// RoomSection is one point of the agenda.
type RoomSection struct {
	ID      string
	Kicker  string
	Title   string
	Minutes int
	// Point is the question's address in a command; empty for a block.
	Point    string
	Prompts  []string
	Answer   RoomAnswer
	Standing parts.Status
	// Decided says what the room found.
	Decided    string
	Decide     []RoomForm
	Agreements []RoomRecord
	Agree      RoomForm
	Propose    *RoomForm
	// Proposals wait for a leader.
	Proposals []RoomRecord
}

// RoomAnswer is the prepared answer of a question.
type RoomAnswer struct {
	Text     string
	Withheld string
}

// RoomForm is one capture in the room. Kind names it for the server and for room.js.
type RoomForm struct {
	Kind   string
	Hidden []Hidden
	Fields []parts.Field
	Button parts.Button
}

// RoomRecord is something that was written down. ID is the one that the device gave it.
type RoomRecord struct {
	ID   string
	Text string
	Meta string
	// Change and Withdraw are there for those who may.
	Change, Withdraw *RoomForm
}

// Render writes the page.
func (r Room) Render(ctx context.Context, w io.Writer) error { return roomPage(r).Render(ctx, w) }

// Projector is what the room sees: one slide after the other. It holds no text that is for fewer than the room.
type Projector struct {
	Title  string
	Slides []Slide
	// Data and Texts are those of the room, for projector.js.
	Data, Texts templ.Attributes
	Action      string
	Leave       parts.Link
}

// Slide is one slide: text, a list, or the agreements of a question with a form.
type Slide struct {
	ID      string
	Kicker  string
	Heading string
	// Prose is the prepared answer; Items a list.
	Prose  string
	Empty  string
	Items  []string
	Point  string
	Agree  *RoomForm
	Agreed []RoomRecord
}

// Render writes the page.
func (p Projector) Render(ctx context.Context, w io.Writer) error {
	return projectorPage(p).Render(ctx, w)
}

// Poster is the room on paper, in A3: agenda, questions and lines to write on.
type Poster struct {
	Shell    parts.Shell
	Agenda   []AgendaLine
	Sections []PosterSection
	Print    string
}

// AgendaLine is one point with its time.
type AgendaLine struct {
	Time, Title string
	Minutes     string
}

// PosterSection is one question with what was agreed, and blank lines.
type PosterSection struct {
	Title      string
	Agreements []RoomRecord
	Blank      int
}

// Render writes the page.
func (p Poster) Render(ctx context.Context, w io.Writer) error { return posterPage(p).Render(ctx, w) }

// ActionSheet is who does what by when on A4, filled in as far as it is known.
type ActionSheet struct {
	Shell parts.Shell
	Rows  []ActionRow
	Blank int
}

// ActionRow is one agreement.
type ActionRow struct {
	What, Who, When string
	Done            string
}

// Render writes the page.
func (a ActionSheet) Render(ctx context.Context, w io.Writer) error {
	return actionSheet(a).Render(ctx, w)
}

// MinutesPage is the minutes of a workshop.
type MinutesPage struct {
	Shell  parts.Shell
	State  parts.Status
	Facts  []parts.SummaryRow
	Agenda []AgendaLine
	// Decisions, Agreements and Parked are what the minutes say.
	Decisions  parts.SummaryList
	Agreements []MinutesAgreement
	Parked     []string
	Withheld   string
	// Objections are those that were made, with what came of them.
	Objections []MinutesObjection
	// Forms are what the viewer can do.
	Forms []Form
	// ObjectAll objects to the minutes as a whole.
	ObjectAll *Form
	Empty     parts.EmptyState
	Links     []parts.Link
}

// MinutesAgreement is one agreement in the minutes.
type MinutesAgreement struct {
	ID, What, Who, When, Question string
	// Note says that it was changed after the minutes went out.
	Note   string
	Object *Form
}

// MinutesObjection is an objection and its answer.
type MinutesObjection struct {
	About, Text, By, Reply string
}

// Render writes the page.
func (m MinutesPage) Render(ctx context.Context, w io.Writer) error {
	return minutesPage(m).Render(ctx, w)
}

// AgreementsPage is the agreements of a workshop as they are followed up.
type AgreementsPage struct {
	Shell  parts.Shell
	Checks parts.SummaryList
	Rows   []CheckRow
	Empty  parts.EmptyState
	// Downloads are the rows as files.
	Downloads parts.Downloads
	Links     []parts.Link
}

// CheckRow is one agreement with how far it is.
type CheckRow struct {
	ID, What, Who, When, Question string
	Status                        parts.Status
	Answered                      string
	Done, PutOff                  *Form
}

// Render writes the page.
func (a AgreementsPage) Render(ctx context.Context, w io.Writer) error {
	return agreementsPage(a).Render(ctx, w)
}

// WorkshopCard leads from a meeting's page to its room.
type WorkshopCard struct {
	Heading string
	Rows    []parts.SummaryRow
	Links   []parts.Link
	// Main is what comes next.
	Main *parts.Button
}

// Render writes the card.
func (k WorkshopCard) Render(ctx context.Context, w io.Writer) error {
	return workshopCard(k).Render(ctx, w)
}
