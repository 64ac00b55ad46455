package report

import (
	_ "embed"
	"strings"
	"sync"

	"startklar/templates"
)

//go:embed statement.css
var statementCSS string

// shared are the style sheets that a statement has in common with the pages of the product.
var shared = []string{"css/60-statement.css", "css/60-charts.css"}

// StatementStyle is the style sheet of a statement that stands by itself, with its type inside: a file that is kept
// and handed on needs nothing else.
func StatementStyle() string { return statementStyle() }

var statementStyle = sync.OnceValue(func() string {
	var b strings.Builder
	writeFaces(&b)
	b.WriteString(tokens() + statementCSS)
	for _, name := range shared {
		content, err := templates.Asset(name)
		if err != nil {
			panic(err) // it is part of the program
		}
		b.Write(content)
	}
	return b.String()
})

// tokens are the colours and measures of the pages: the rule for :root of their first style sheet.
func tokens() string {
	content, err := templates.Asset("css/00-tokens.css")
	if err != nil {
		panic(err) // it is part of the program
	}
	_, rest, _ := strings.Cut(string(content), "\n:root {")
	rule, _, _ := strings.Cut(rest, "\n}")
	return ":root {" + rule + "\n}\n"
}
