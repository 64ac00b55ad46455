package workflow

import (
	"fmt"
	"strings"

	"startklar/domain/journey"
)

// ShowFormats lists the formats of Show.
func ShowFormats() []string { return []string{"text", "mermaid", "svg"} }

// Show draws a definition: "text" is an indented outline, "mermaid" a flowchart, "svg" a drawing that stands
// by itself. lang chooses the language of the titles; other words are English. An unknown format is an error.
func Show(def *Definition, format, lang string) (string, error) {
	switch format {
	case "text":
		return showText(def, lang), nil
	case "mermaid":
		return showMermaid(def, lang), nil
	case "svg":
		return showSVG(def, lang), nil
	}
	return "", fmt.Errorf("unknown format %q: write %s", format, alternatives(ShowFormats()))
}

// part names a stage or an item in a drawing; the other is empty.
type part struct {
	stage journey.StageID
	item  journey.ItemID
}

// arrow is one thing that a gate waits for.
type arrow struct {
	from, to part
	is       Occurrence
	// exit tells that it ends the item instead of opening it.
	exit bool
}

// arrowsOf lists the gates of a definition in order.
func arrowsOf(def *Definition) []arrow {
	var all []arrow
	for _, s := range def.Stages {
		all = append(all, arrowsTo(part{stage: s.ID}, s.Entry, false)...)
		for _, i := range s.Items {
			all = append(all, arrowsTo(part{item: i.ID}, i.Entry, false)...)
			if i.Exit != nil {
				all = append(all, arrowsTo(part{item: i.ID}, *i.Exit, true)...)
			}
		}
	}
	return all
}

func arrowsTo(to part, gate Sentry, exit bool) []arrow {
	var all []arrow
	for _, on := range gate.On {
		all = append(all, arrow{from: part{on.Stage, on.Item}, to: to, is: on.Is, exit: exit})
	}
	return all
}

// label says on an arrow what it waits for.
func (a arrow) label() string {
	text := spoken(a.is)
	if a.exit {
		return "ends it when " + text
	}
	return text
}

func spoken(is Occurrence) string { return strings.ReplaceAll(string(is), "_", " ") }

// oneLine joins the lines of a text.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
