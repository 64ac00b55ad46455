package workflow

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"unicode/utf8"

	"startklar/domain/journey"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// Parse refuses what nobody writes by hand, because YAML parsers are slow on it: the longest text in bytes,
// the longest line in characters, and how many brackets may be open at once.
const (
	maxDefinition = 1 << 20
	maxLine       = 4000
	maxBrackets   = 50
)

// Parse compiles the text of a definition and runs the lint over it: there is no Definition that the lint
// has not passed. name is the file's name, for messages. The error is always Problems, all that were found.
func Parse(name string, text []byte) (*Definition, error) {
	return parse(name, text, (*compiler).lint)
}

// parsePublished compiles a text that passed the lint of its day. Journeys run on it: a rule that the lint
// has learned since must not take it away from them.
func parsePublished(name string, text []byte) (*Definition, error) {
	return parse(name, text, func(*compiler) {})
}

func parse(name string, text []byte, lint func(*compiler)) (*Definition, error) {
	sum := sha256.Sum256(text)
	c := &compiler{
		report: &report{file: name},
		source: newSource(text),
		def: &Definition{
			Hash: hex.EncodeToString(sum[:]), Source: bytes.Clone(text),
			items: map[journey.ItemID]*PlanItem{}, anchors: map[string][]*PlanItem{StartAnchor: nil},
		},
		byID: map[string]*planNode{},
	}
	if shape, ok := c.read(text); ok {
		c.compile(shape)
		lint(c)
	}
	if len(c.problems) > 0 {
		return nil, c.sorted()
	}
	return c.def, nil
}

// compiler turns the shape of a text into a Definition.
type compiler struct {
	*report
	source source
	def    *Definition
	// nodes are the stages, each followed by its items, in the order of the text.
	nodes []*planNode
	byID  map[string]*planNode
}

// planNode is a stage or an item, with its shape and what it waits for.
type planNode struct {
	stage      *Stage
	stageShape *stageShape
	// item and itemShape are nil for a stage, within is nil for it.
	item      *PlanItem
	itemShape *itemShape
	within    *planNode
	// waits must happen before it opens; exits end it.
	waits, exits []wait
	// inside are the items of a stage.
	inside []*planNode
}

// wait is one thing that a gate waits for, and where the text says so.
type wait struct {
	on *planNode
	is Occurrence
	at position
}

func (n *planNode) id() string {
	if n.item != nil {
		return string(n.item.ID)
	}
	return string(n.stage.ID)
}

// String names the node in messages.
func (n *planNode) String() string {
	if n.item != nil {
		return fmt.Sprintf("item %q", n.id())
	}
	return fmt.Sprintf("stage %q", n.id())
}

func (n *planNode) place() *place {
	if n.item != nil {
		return &n.itemShape.place
	}
	return &n.stageShape.place
}

// read parses the YAML and fills the shape; false if there is nothing to go on with.
func (c *compiler) read(text []byte) (*definitionShape, bool) {
	first := position{1, 1}
	switch {
	case len(text) > maxDefinition:
		c.add(ruleYAML, first, "the text is longer than %d bytes: split the definition", maxDefinition)
		return nil, false
	case !utf8.Valid(text):
		c.add(ruleYAML, first, "the text is not UTF-8: save the file with that encoding")
		return nil, false
	}
	if at, why := c.source.excess(); why != "" {
		c.add(ruleYAML, at, "%s", why)
		return nil, false
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	file, err := parser.ParseBytes(text, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		c.syntaxError(err)
		return nil, false
	}
	bodies := slices.DeleteFunc(file.Docs, func(d *ast.DocumentNode) bool { return d.Body == nil })
	switch {
	case len(bodies) == 0:
		c.add(ruleYAML, first, "the file is empty: begin with definition: KEY")
		return nil, false
	case len(bodies) > 1:
		c.add(ruleYAML, startOf(bodies[1].Body), "a file holds one definition: remove the --- and what belongs to the other")
		return nil, false
	}
	shape := &definitionShape{}
	(&reader{c.report}).fill(reflect.ValueOf(shape).Elem(), bodies[0].Body)
	return shape, true
}

func (c *compiler) syntaxError(err error) {
	at, message := position{1, 1}, err.Error()
	var located interface {
		GetToken() *token.Token
		GetMessage() string
	}
	if errors.As(err, &located) {
		message = located.GetMessage()
		if tk := located.GetToken(); tk != nil && tk.Position != nil {
			at = position{max(tk.Position.Line, 1), max(tk.Position.Column, 1)}
		}
	}
	c.add(ruleYAML, at, "this is no YAML: %s", message)
}
