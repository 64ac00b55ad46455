// Package document is a text that leaves the screen: headings, paragraphs, lists and tables in reading order,
// with nothing in it about how it looks. The same document becomes a page, paper, Markdown, a Word file and a
// PDF; who may read it has been decided before it is made.
package document

import "startklar/domain/calendar"

// Document is one text as its readers get it, in one language.
type Document struct {
	// Lang is "da" or "en".
	Lang  string
	Title string
	// Kicker is what the text belongs to, Lead one or two sentences about it.
	Kicker, Lead string
	// Facts say whose it is, when it was made and who may see it.
	Facts  []Fact
	Blocks []Block
	// Compact asks for a tight setting on paper: the text is meant to fit on few pages.
	Compact bool
}

// Fact is a name and a value.
type Fact struct{ Name, Value string }

// Kind says what a block is.
type Kind int

// The kinds of block.
const (
	Heading Kind = iota
	// Text is what somebody wrote: its line breaks are kept.
	Text
	// Note is a quieter remark about what stands beside it.
	Note
	// List is a list of points.
	List
	// Table is rows under headings; its first column names the row.
	Table
	// Figure is a drawing that a table beside it says as well.
	Figure
)

// Block is one piece of a document.
type Block struct {
	Kind Kind
	// Level of a heading, 2 or 3: the title is the only one at level 1.
	Level int
	// Text of a heading, text or note; a table's caption.
	Text string
	// Name is what a table is called for those who cannot see where it stands: its caption, or the heading
	// above it.
	Name string
	// Items of a list; remarks about a figure.
	Items []string
	Head  []string
	Rows  [][]string
	Draw  *Timeline
}

// Heading adds a heading of level 2 or 3.
func (d *Document) Heading(level int, text string) {
	d.Blocks = append(d.Blocks, Block{Kind: Heading, Level: level, Text: text})
}

// Text adds what somebody wrote; nothing for nothing.
func (d *Document) Text(text string) { d.add(Block{Kind: Text, Text: text}) }

// Note adds a quieter remark; nothing for nothing.
func (d *Document) Note(text string) { d.add(Block{Kind: Note, Text: text}) }

func (d *Document) add(b Block) {
	if b.Text != "" {
		d.Blocks = append(d.Blocks, b)
	}
}

// List adds points; nothing for none.
func (d *Document) List(items ...string) {
	if len(items) > 0 {
		d.Blocks = append(d.Blocks, Block{Kind: List, Items: items})
	}
}

// Table adds rows under headings; nothing for no rows. Without a caption the heading above names it.
func (d *Document) Table(caption string, head []string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	name := caption
	for n := len(d.Blocks) - 1; n >= 0 && name == ""; n-- {
		if d.Blocks[n].Kind == Heading {
			name = d.Blocks[n].Text
		}
	}
	d.Blocks = append(d.Blocks, Block{Kind: Table, Text: caption, Name: name, Head: head, Rows: rows})
}

// Figure adds a drawn timeline with remarks about the drawing; nothing for an empty one.
func (d *Document) Figure(caption string, t Timeline, remarks ...string) {
	if len(t.Marks) > 0 {
		d.Blocks = append(d.Blocks, Block{Kind: Figure, Text: caption, Items: remarks, Draw: &t})
	}
}

// Timeline is dates on a line.
type Timeline struct {
	Today calendar.Date
	// Marks stand in the order of their dates.
	Marks []Mark
}

// MarkKind is what a mark stands for; each has a shape of its own.
type MarkKind string

// The kinds of mark.
const (
	// Milestone is what the municipality has set itself.
	Milestone MarkKind = "milestone"
	// Goal is a goal with a date.
	Goal MarkKind = "goal"
	// Deadline is the journey's own.
	Deadline MarkKind = "deadline"
	// Meeting is one in the calendar.
	Meeting MarkKind = "meeting"
	// Agreement was made at the workshop.
	Agreement MarkKind = "agreement"
)

// AllMarkKinds lists them in the order of a legend.
func AllMarkKinds() []MarkKind { return []MarkKind{Milestone, Goal, Agreement, Meeting, Deadline} }

// Mark is one date on the line.
type Mark struct {
	On    calendar.Date
	Kind  MarkKind
	Label string
	Owner string
	// State says in words how it stands: done, late by how much, or when it comes.
	State string
	Done  bool
	Late  bool
}

// Span is the first and the last date that the line shows, today among them: whole months.
func (t Timeline) Span() (from, to calendar.Date) {
	from, to = t.Today, t.Today
	for _, m := range t.Marks {
		if m.On.Before(from) {
			from = m.On
		}
		if m.On.After(to) {
			to = m.On
		}
	}
	return calendar.MonthOf(from).First(), calendar.MonthOf(to).Add(1).First()
}
