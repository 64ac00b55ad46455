package pages

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"startklar/templates/parts"
)

// Knowledge is a page of what the programme learns: stories, notes, syntheses.
type Knowledge struct {
	Shell parts.Shell
	// Views lead to the parts of this part of the product.
	Views []parts.View
	Parts []templ.Component
}

// Render writes the page.
func (k Knowledge) Render(ctx context.Context, w io.Writer) error {
	return knowledgePage(k).Render(ctx, w)
}

// Block is a heading with what belongs to it.
type Block struct {
	ID, Heading, Text string
	Parts             []templ.Component
	// Buttons and Links stand below.
	Buttons parts.Buttons
	Links   []parts.Link
}

// Render writes the block.
func (b Block) Render(ctx context.Context, w io.Writer) error { return block(b).Render(ctx, w) }

// StoryCards are stories in a list.
type StoryCards struct {
	Cards []StoryCard
	Empty parts.EmptyState
	// Level is the rank of the cards' headings: 2, or 3 within a block.
	Level int
}

// StoryCard is one story in a list: its beginning, where it comes from, where it stands.
type StoryCard struct {
	Title, Href, Text string
	Facts             []string
	Status            parts.Status
}

// Render writes the cards, or the empty state.
func (s StoryCards) Render(ctx context.Context, w io.Writer) error {
	if len(s.Cards) == 0 {
		return s.Empty.Render(ctx, w)
	}
	return storyCards(s).Render(ctx, w)
}

// Reading is a text to be read: paragraphs under headings.
type Reading struct {
	Passages []Passage
	// Source says where it comes from, in one line.
	Source string
}

// Passage is a heading with a text as a person wrote it, or with points.
type Passage struct {
	Heading, Text string
	Points        []parts.Link
	// Absent stands in place of a text that is not there.
	Absent string
}

// Render writes the text.
func (r Reading) Render(ctx context.Context, w io.Writer) error { return reading(r).Render(ctx, w) }

// HalfPage is a story on half a sheet of paper, to hang up or to hand over.
type HalfPage struct {
	Shell            parts.Shell
	Title, Text, Use string
	UseHeading       string
	Source           string
	// Size is how much there is to read: "short", "normal" or "long".
	Size string
	Back parts.Link
}

// Render writes the page.
func (h HalfPage) Render(ctx context.Context, w io.Writer) error { return halfPage(h).Render(ctx, w) }

// Versions are earlier versions of a text, the newest first, behind a closed line.
type Versions struct {
	Summary string
	All     []Version
}

// Version is a text as it was, with who wrote it and when.
type Version struct {
	Note, Text string
}

// Render writes the versions, or nothing when there are none.
func (v Versions) Render(ctx context.Context, w io.Writer) error {
	if len(v.All) == 0 {
		return nil
	}
	return versions(v).Render(ctx, w)
}

// QuarterCell is one element in one quarter: where its note stands, and what leads to it.
type QuarterCell struct {
	Status parts.Status
	Links  []parts.Link
	Form   *Form
}

// Plain is where the note stands, in a word.
func (q QuarterCell) Plain() string { return q.Status.Text }

// Render writes the cell.
func (q QuarterCell) Render(ctx context.Context, w io.Writer) error {
	return quarterCell(q).Render(ctx, w)
}
