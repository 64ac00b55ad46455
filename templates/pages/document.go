package pages

import (
	"context"
	"io"

	"startklar/domain/document"
	"startklar/templates/parts"

	"github.com/a-h/templ"
)

// Document is a document on screen, with the ways to take it along.
type Document struct {
	Shell    parts.Shell
	Document document.Document
	// Before stands above the document and Downloads beside it; neither is printed.
	Before    []templ.Component
	Downloads []parts.Link
	// Missing says what cannot be taken along here, and what to do instead; empty for nothing.
	Missing string
	// After is shown below the document.
	After []templ.Component
}

// Render writes the page.
func (d Document) Render(ctx context.Context, w io.Writer) error {
	return documentPage(d).Render(ctx, w)
}

// Paper is a document as a page that stands by itself: its style is within it, so that it can be printed
// where there is no network.
type Paper struct {
	Document document.Document
	// Style is the style sheet.
	Style string
}

// Render writes the page.
func (p Paper) Render(ctx context.Context, w io.Writer) error { return paper(p).Render(ctx, w) }

// documentTable is a block as a table of the pages.
func documentTable(b document.Block) parts.Table {
	t := parts.Table{Caption: b.Name, HideCaption: b.Text == ""}
	for _, head := range b.Head {
		t.Columns = append(t.Columns, parts.Column{Label: head})
	}
	for _, row := range b.Rows {
		var cells []parts.Cell
		for _, text := range row {
			cells = append(cells, parts.Cell{Text: text})
		}
		t.Rows = append(t.Rows, parts.Row{Cells: cells})
	}
	return t
}
