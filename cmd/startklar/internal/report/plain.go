package report

import (
	"strings"

	"startklar/domain/document"
)

// Plain writes a document as text that can be pasted anywhere: no marks but dashes, a table's rows as lines.
func Plain(d document.Document) string {
	var b strings.Builder
	b.WriteString(d.Title + "\n\n")
	for _, block := range d.Blocks {
		switch block.Kind {
		case document.Heading:
			b.WriteString(block.Text + "\n")
		case document.Text, document.Note:
			b.WriteString(strings.TrimSpace(block.Text) + "\n\n")
		case document.List:
			for _, item := range block.Items {
				b.WriteString("- " + item + "\n")
			}
			b.WriteString("\n")
		case document.Table:
			plainTable(&b, block)
		case document.Figure:
		}
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// plainTable writes each row as one line: what it is about first, then the rest with their headings.
func plainTable(b *strings.Builder, block document.Block) {
	for _, row := range block.Rows {
		var parts []string
		for n, cell := range row {
			cell = strings.Join(strings.Fields(cell), " ")
			if n > 0 && n < len(block.Head) && cell != "" {
				cell = block.Head[n] + ": " + cell
			}
			if cell != "" {
				parts = append(parts, cell)
			}
		}
		b.WriteString("- " + strings.Join(parts, " · ") + "\n")
	}
	b.WriteString("\n")
}
