package workflow

import (
	"reflect"
	"strings"

	"startklar/domain/journey"
	"startklar/domain/person"

	"github.com/goccy/go-yaml/ast"
)

// words is a text: a plain string, or one for each language.
type words struct {
	start position
	plain string
	// in holds the languages in the order of the text; nil for a plain string.
	in []languageWords
}

type languageWords struct {
	language string
	start    position
	text     string
}

func (w *words) readNode(r *reader, n ast.Node) {
	w.start = startOf(n)
	m, ok := n.(ast.MapNode)
	if !ok {
		w.plain, _ = r.text(n, "a text")
		return
	}
	w.in = []languageWords{}
	for it := m.MapRange(); it.Next(); {
		key := keyOf(it.Key())
		if text, ok := r.text(it.Value(), "a text"); ok {
			w.in = append(w.in, languageWords{key, startOf(it.Key()), text})
		}
	}
}

// roleList is one role or a list of roles.
type roleList []person.Role

func (l *roleList) readNode(r *reader, n ast.Node) {
	if _, ok := n.(*ast.SequenceNode); ok {
		r.list(reflect.ValueOf(l).Elem(), n)
		return
	}
	*l = roleList{""}
	r.fill(reflect.ValueOf(l).Elem().Index(0), n)
}

// requirement is true, false or a condition.
type requirement struct {
	always bool
	when   conditionText
}

func (q *requirement) readNode(r *reader, n ast.Node) {
	if flag, ok := n.(*ast.BoolNode); ok {
		q.always = flag.Value
		return
	}
	text, _ := r.text(n, "true, false or a condition in quotes")
	q.when = conditionText(text)
}

// gateShape is one thing that a gate waits for: the id of an item or stage, or a mapping that says more.
type gateShape struct {
	place
	name string
	// Item or Stage; a gate names one of them.
	Item  journey.ItemID  `yaml:"item" example:"readiness" doc:"The item that it waits for."`
	Stage journey.StageID `yaml:"stage" example:"preparation" doc:"The stage that it waits for."`
	Is    Occurrence      `yaml:"is" default:"completed; completed_or_skipped for an item that is optional or has skipped_counts" example:"completed_or_skipped" doc:"What must have happened to it. A stage can only be completed."`
}

func (g *gateShape) readNode(r *reader, n ast.Node) {
	if _, ok := n.(ast.MapNode); ok {
		r.mapping(reflect.ValueOf(g).Elem(), n)
		return
	}
	g.start = startOf(n)
	g.name, _ = r.text(n, "the id of an item or stage, or {item: …, is: …}")
	g.name = strings.TrimSpace(g.name)
}
