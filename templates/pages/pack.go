package pages

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"startklar/templates/parts"
)

// Pack is a page of the starter pack.
type Pack struct {
	Shell parts.Shell
	Parts []templ.Component
}

// Render writes the page.
func (p Pack) Render(ctx context.Context, w io.Writer) error { return packPage(p).Render(ctx, w) }

// PaperText is a paper to be read. HTML has been cleaned: see package markdown.
type PaperText struct {
	HTML string
	// Lang is the language of the text, where it is not the page's.
	Lang string
}

// Render writes the text.
func (p PaperText) Render(ctx context.Context, w io.Writer) error {
	if p.HTML == "" {
		return nil
	}
	return paperText(p).Render(ctx, w)
}

// Lines are short lines below each other, in a cell of a table.
type Lines []string

// Render writes the lines.
func (l Lines) Render(ctx context.Context, w io.Writer) error { return lines(l).Render(ctx, w) }

// LinkRow is a row of links: what can be taken along.
type LinkRow []parts.Link

// Render writes the links, or nothing.
func (l LinkRow) Render(ctx context.Context, w io.Writer) error {
	if len(l) == 0 {
		return nil
	}
	return downloadRow(l).Render(ctx, w)
}

// PrintedPaper is a paper on its own, for the printer: no links out, no scripts, its style within.
type PrintedPaper struct {
	Title, Lang, Kicker, Style string
	// Notes stand below the title: the version, and that it is an example.
	Notes []string
	HTML  string
}

// Render writes the whole page.
func (p PrintedPaper) Render(ctx context.Context, w io.Writer) error {
	return printedPaper(p).Render(ctx, w)
}
