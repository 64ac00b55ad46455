package pages

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"startklar/templates/parts"

	"github.com/a-h/templ"
)

// StatementSheet is a monthly statement as it reads, in the order of its three pages. It is the same on the screen and
// on paper.
type StatementSheet struct {
	Lang string
	// Inside tells that the sheet stands on a page that has its heading already.
	Inside bool
	// Kicker is what it is, Title whose, Month of when. Mark says that it is not what will stand: a draft, a month
	// that is provisional, an edition that has been overtaken.
	Kicker, Title, Month string
	Mark                 string
	Facts                []StatementFact
	Sentences            []StatementSentence
	// Targets are those of the result requirement.
	TargetsHeading, TargetsText string
	Targets                     []StatementTarget
	Indicators                  StatementTable
	// Brief stands in place of the further pages where there is nothing new.
	Brief string

	Who       StatementWho
	Trends    []templ.Component
	TrendHead string
	Points    StatementPoints
	Question  StatementPassage
	Journey   StatementJourney

	Origins     StatementTable
	Comment     StatementPassage
	Corrections StatementList
	Definitions StatementList
	// Foot says who sees what, and where it comes from.
	Foot []string
}

// StatementFact is a name and a value.
type StatementFact struct{ Name, Value string }

// StatementSentence is one of the sentences that the statement begins with; Call is whom to call.
type StatementSentence struct {
	Head, Text string
	Call       []parts.Link
}

// StatementTarget is one target: whether it has been met, and how many citizens are missing. Done and Of draw it.
type StatementTarget struct {
	Label, Text, Note string
	Met               bool
	Done, Of          int
}

// StatementTable is rows under headings; the first cell of a row names it. Loud is the column that stands out.
type StatementTable struct {
	Heading, Lead string
	Head          []string
	Rows          []StatementRow
	Notes         []string
	Loud          int
}

// StatementRow is one row; Raised marks what deserves attention.
type StatementRow struct {
	Cells  []StatementCell
	Raised bool
}

// StatementCell is a value with a quieter line below it.
type StatementCell struct{ Text, Note string }

// StatementWho is who is counted: the whole, its parts, and what stands beside.
type StatementWho struct {
	Heading, Lead string
	Whole         StatementCell
	Parts         []StatementPart
	Beside        []string
	// Drawing says the parts to those who do not see them; empty where they cannot be drawn.
	Drawing string
}

// StatementPart is one part of the whole: Share of a hundred, drawn with the kind's pattern.
type StatementPart struct {
	Kind, Label, Text, Note string
	Left, Share             float64
}

// StatementPoints are the points that deserve attention.
type StatementPoints struct {
	Heading, None string
	All           []StatementPassage
}

// StatementPassage is a heading with a text; Note says who wrote it.
type StatementPassage struct{ Heading, Text, Note string }

// StatementJourney are the steps, done, next and late.
type StatementJourney struct {
	Heading string
	Groups  []StatementList
}

// StatementList is points under a heading; None stands where there are none.
type StatementList struct {
	Heading, Lead, None string
	Items               []StatementItem
}

// StatementItem is a point: a name with a text.
type StatementItem struct{ Name, Text string }

// Render writes the statement without anything around it.
func (s StatementSheet) Render(ctx context.Context, w io.Writer) error {
	return statementSheet(s).Render(ctx, w)
}

// StatementPaper is a statement as a page that stands by itself: its style and type are within it, so that it can be
// kept, printed and handed on.
type StatementPaper struct {
	Sheet Sheet
	Style string
}

// Render writes the page.
func (p StatementPaper) Render(ctx context.Context, w io.Writer) error {
	return statementPaper(p).Render(ctx, w)
}

// StatementPage is a statement on the screen, with what surrounds it.
type StatementPage struct {
	Shell parts.Shell
	// Before are notices and forms, Downloads the ways to take it along, After what can be done with it.
	Before    []templ.Component
	Downloads []parts.Link
	// Missing says what cannot be taken along here.
	Missing string
	Sheet   templ.Component
	After   []templ.Component
}

// Render writes the page.
func (p StatementPage) Render(ctx context.Context, w io.Writer) error {
	return statementPage(p).Render(ctx, w)
}

// FrontStaff is the half page for those who meet the citizens: three short points and a good story.
type FrontStaff struct {
	Lang           string
	Inside         bool
	Kicker, Title  string
	Points         []StatementPassage
	Story          StatementPassage
	StoryHead      string
	Question, Foot string
}

// Render writes the half page.
func (f FrontStaff) Render(ctx context.Context, w io.Writer) error {
	return frontStaff(f).Render(ctx, w)
}

// NationSheet is the national edition, on one page.
type NationSheet struct {
	Lang                 string
	Inside               bool
	Kicker, Title, Month string
	Mark                 string
	Facts                []StatementFact
	Sentences            []StatementSentence
	Indicators           StatementTable
	Regions              StatementTable
	Trends               []templ.Component
	Comment              StatementPassage
	Caveats              StatementList
	Corrections          StatementList
	Foot                 []string
}

// Render writes the edition.
func (n NationSheet) Render(ctx context.Context, w io.Writer) error {
	return nationSheet(n).Render(ctx, w)
}

// Sheet is what can stand on paper by itself.
type Sheet interface {
	templ.Component
	paper() (lang, title string)
}

func (s StatementSheet) paper() (lang, title string) { return s.Lang, s.Title + " · " + s.Month }
func (n NationSheet) paper() (lang, title string)    { return n.Lang, n.Title + " · " + n.Month }
func (f FrontStaff) paper() (lang, title string)     { return f.Lang, f.Title }

// tenth writes a place in a drawing.
func tenth(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// footer writes a title at the foot of every printed page. It is a string of a style sheet: what could end it, or the
// style, is written as a code.
func footer(title string) string {
	var b strings.Builder
	for _, r := range title {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == ' ' {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "\\%06x ", r) // the blank ends the code
		}
	}
	return `@page { @bottom-left { content: "` + b.String() + `"; font: 8pt "IBM Plex Sans", sans-serif; color: #4b5d62; } }`
}

// label names a column, for a row that is shown as a card.
func (t StatementTable) label(column int) string {
	if column >= len(t.Head) {
		return ""
	}
	return t.Head[column]
}
