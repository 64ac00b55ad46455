package workflow

import (
	"fmt"
	"strings"

	"startklar/domain/journey"
)

// mermaidEscapes keep a text from ending its quotes or being read as markup.
var mermaidEscapes = strings.NewReplacer(`"`, "#quot;", "#", "#35;", "<", "#lt;", ">", "#gt;", "`", "#96;", "&", "#amp;", "|", "#124;")

// mermaidID keeps ids apart from the language's own words ("end") and stages from items.
func mermaidID(p part) string {
	if p.item != "" {
		return "item_" + string(p.item)
	}
	return "stage_" + string(p.stage)
}

func mermaidText(text string) string { return `"` + mermaidEscapes.Replace(oneLine(text)) + `"` }

// showMermaid draws stages as subgraphs and gates as labelled arrows. A condition is a node of its own.
func showMermaid(def *Definition, lang string) string {
	var b strings.Builder
	b.WriteString("flowchart LR\n")
	for _, s := range def.Stages {
		fmt.Fprintf(&b, "  subgraph %s[%s]\n    direction TB\n", mermaidID(part{stage: s.ID}), mermaidText(s.Title.In(lang)))
		for _, i := range s.Items {
			open, end := mermaidShape(i.Kind)
			fmt.Fprintf(&b, "    %s%s%s%s\n", mermaidID(part{item: i.ID}), open, mermaidText(i.Title.In(lang)), end)
		}
		b.WriteString("  end\n")
	}
	for _, a := range arrowsOf(def) {
		line := "-->"
		if a.exit {
			line = "-.->"
		}
		fmt.Fprintf(&b, "  %s %s|%s| %s\n", mermaidID(a.from), line, mermaidText(a.label()), mermaidID(a.to))
	}
	for _, s := range def.Stages {
		mermaidCondition(&b, "if", part{stage: s.ID}, s.Entry.If)
		for _, i := range s.Items {
			mermaidCondition(&b, "if", part{item: i.ID}, i.Entry.If)
			if i.Exit != nil {
				mermaidCondition(&b, "exit", part{item: i.ID}, i.Exit.If)
			}
		}
	}
	return b.String()
}

func mermaidCondition(b *strings.Builder, prefix string, to part, c *Condition) {
	if c != nil {
		fmt.Fprintf(b, "  %s_%s{%s} -.-> %s\n", prefix, mermaidID(to), mermaidText(c.Text), mermaidID(to))
	}
}

// mermaidShape gives the brackets that draw a kind of item.
func mermaidShape(k journey.Kind) (open, end string) {
	switch k {
	case journey.Milestone:
		return "{{", "}}"
	case journey.Meeting:
		return "([", "])"
	case journey.Approval:
		return "[[", "]]"
	case journey.Delivery:
		return "[/", "/]"
	}
	return "[", "]"
}
