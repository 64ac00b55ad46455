package config

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// file takes the settings from the text of a settings file. It walks the
// syntax tree instead of decoding into Config, because a decoder stops at the
// first mistake and forgets where the values stood.
func (r *reading) file(name string, text []byte) {
	tree, err := parser.ParseBytes(text, 0)
	if err != nil {
		r.syntax(name, err)
		return
	}
	for i, document := range tree.Docs {
		if i > 0 {
			r.find(at(name, document.Start), "a second document; settings are one document")
			return
		}
		r.document(name, document.Body)
	}
}

func (r *reading) syntax(name string, err error) {
	var located yaml.Error
	if errors.As(err, &located) && located.GetToken() != nil {
		r.find(at(name, located.GetToken()), "%s", located.GetMessage())
		return
	}
	r.find(place{source: name}, "%v", err)
}

func (r *reading) document(name string, body ast.Node) {
	if isEmpty(body) {
		return
	}
	pairs, ok := body.(*ast.MappingNode)
	if !ok {
		r.find(at(name, body.GetToken()), "settings stand in sections; the sections are %s", strings.Join(r.sections(), ", "))
		return
	}
	for _, pair := range pairs.Values {
		r.section(name, pair)
	}
}

func (r *reading) section(name string, pair *ast.MappingValueNode) {
	section := keyOf(pair)
	known := r.in(section)
	if len(known) == 0 {
		r.find(at(name, pair.Key.GetToken()), "unknown section %s; the sections are %s", section, strings.Join(r.sections(), ", "))
		return
	}
	// A section whose lines are all commented out.
	if isEmpty(pair.Value) {
		return
	}
	pairs, ok := pair.Value.(*ast.MappingNode)
	if !ok {
		r.find(at(name, pair.Value.GetToken()), "%s is a section; it holds %s", section, keysOf(known))
		return
	}
	for _, inner := range pairs.Values {
		r.setting(name, known, inner)
	}
}

func (r *reading) setting(name string, known []setting, pair *ast.MappingValueNode) {
	key := keyOf(pair)
	for _, s := range known {
		if s.key == key {
			r.value(name, s, pair)
			return
		}
	}
	section := known[0].section
	r.find(at(name, pair.Key.GetToken()), "unknown setting %s.%s; %s holds %s", section, key, section, keysOf(known))
}

func (r *reading) value(name string, s setting, pair *ast.MappingValueNode) {
	where := at(name, pair.Value.GetToken())
	r.mark(s, where)
	if list, ok := pair.Value.(*ast.SequenceNode); ok {
		r.list(name, s, list)
		return
	}
	text, ok := textOf(pair.Value)
	if !ok || s.isList() || s.setText(text) != nil {
		r.refuse(where, s)
	}
}

func (r *reading) list(name string, s setting, list *ast.SequenceNode) {
	var items []string
	for i, node := range list.Values {
		text, ok := textOf(node)
		if !ok {
			r.refuse(at(name, node.GetToken()), s)
			return
		}
		items = append(items, text)
		r.origins[itemName(s, i)] = at(name, node.GetToken())
	}
	err := s.setList(items)
	var item *itemError
	switch {
	case errors.As(err, &item):
		r.refuse(r.origins[itemName(s, item.index)], s)
	case err != nil:
		r.refuse(r.origins[s.name()], s)
	}
}

func itemName(s setting, index int) string {
	return fmt.Sprintf("%s[%d]", s.name(), index)
}

// textOf is the text of a plain or quoted scalar. A null is no text: a setting
// with nothing behind its colon is a mistake, not an empty value.
func textOf(node ast.Node) (string, bool) {
	switch node := node.(type) {
	case *ast.StringNode:
		return node.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return node.GetToken().Value, true
	default:
		return "", false
	}
}

func isEmpty(node ast.Node) bool {
	return node == nil || node.Type() == ast.NullType
}

func keyOf(pair *ast.MappingValueNode) string {
	return pair.Key.GetToken().Value
}

func keysOf(settings []setting) string {
	var keys []string
	for _, s := range settings {
		keys = append(keys, s.key)
	}
	return strings.Join(keys, ", ")
}

func at(name string, t *token.Token) place {
	return place{source: name, line: t.Position.Line, column: t.Position.Column}
}
