package report

import (
	"regexp"
	"strings"

	"startklar/domain/document"
)

// Markdown writes a document in CommonMark with tables (GitHub's). Drawings are left out: the tables beside them
// say the same.
func Markdown(d document.Document) []byte {
	var b strings.Builder
	if d.Kicker != "" {
		b.WriteString(plain(d.Kicker) + "\n\n")
	}
	b.WriteString("# " + plain(d.Title) + "\n\n")
	if d.Lead != "" {
		b.WriteString(paragraph(d.Lead) + "\n\n")
	}
	for _, f := range d.Facts {
		b.WriteString("- **" + plain(f.Name) + ":** " + plain(f.Value) + "\n")
	}
	if len(d.Facts) > 0 {
		b.WriteString("\n")
	}
	for _, block := range d.Blocks {
		markdownBlock(&b, block)
	}
	return []byte(strings.TrimRight(b.String(), "\n") + "\n")
}

func markdownBlock(b *strings.Builder, block document.Block) {
	switch block.Kind {
	case document.Heading:
		b.WriteString(strings.Repeat("#", block.Level) + " " + plain(block.Text) + "\n\n")
	case document.Text:
		b.WriteString(paragraph(block.Text) + "\n\n")
	case document.Note:
		b.WriteString("_" + plain(block.Text) + "_\n\n")
	case document.List:
		for _, item := range block.Items {
			b.WriteString("- " + plain(item) + "\n")
		}
		b.WriteString("\n")
	case document.Table:
		markdownTable(b, block)
	case document.Figure:
	}
}

func markdownTable(b *strings.Builder, block document.Block) {
	if block.Text != "" {
		b.WriteString("**" + plain(block.Text) + "**\n\n")
	}
	row := func(cells []string) {
		for _, cell := range cells {
			b.WriteString("| " + plain(cell) + " ")
		}
		b.WriteString("|\n")
	}
	row(block.Head)
	b.WriteString(strings.Repeat("| --- ", len(block.Head)) + "|\n")
	for _, cells := range block.Rows {
		row(cells)
	}
	b.WriteString("\n")
}

// marks are the characters that Markdown reads as more than themselves.
var marks = regexp.MustCompile("[\\\\`*_{}\\[\\]<>#|~&!]")

// starts are what makes something else of a line by standing first in it: a list, a heading's underline.
var starts = regexp.MustCompile(`^(\d+)?([-+.)=])(\s|$|[-=])`)

// escaped writes one line so that it reads as it was typed.
func escaped(line string) string {
	line = marks.ReplaceAllStringFunc(strings.TrimSpace(line), func(mark string) string {
		switch mark {
		case "<":
			return "&lt;"
		case ">":
			return "&gt;"
		case "&":
			return "&amp;"
		}
		return `\` + mark
	})
	return starts.ReplaceAllString(line, `$1\$2$3`)
}

// plain writes a text on one line.
func plain(text string) string { return escaped(strings.Join(strings.Fields(text), " ")) }

// paragraph keeps the line breaks of a text.
func paragraph(text string) string {
	lines := strings.Split(strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")), "\n")
	for n, line := range lines {
		lines[n] = escaped(line)
		if n < len(lines)-1 && lines[n] != "" && strings.TrimSpace(lines[n+1]) != "" {
			lines[n] += `\`
		}
	}
	return strings.Join(lines, "\n")
}
