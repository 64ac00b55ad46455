package workflow

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// position is a place in the text: line and column from 1, the column in characters.
type position struct{ line, column int }

func (p position) before(other position) bool {
	return p.line < other.line || p.line == other.line && p.column < other.column
}

// startOf returns where a node begins: a block mapping at its first key, everything else at its own sign.
func startOf(n ast.Node) position {
	switch n := n.(type) {
	case *ast.MappingNode:
		if !n.IsFlowStyle && len(n.Values) > 0 {
			return startOf(n.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return startOf(n.Key)
	}
	tk := n.GetToken()
	if tk == nil || tk.Position == nil {
		return position{1, 1}
	}
	return position{max(tk.Position.Line, 1), max(tk.Position.Column, 1)}
}

// place is where a mapping stands in the text, with the nodes of its keys and values.
type place struct {
	start  position
	keys   map[string]ast.Node
	values map[string]ast.Node
}

func (p *place) setPlace(other place) { *p = other }

// read tells whether the mapping could be read; what could not has been reported.
func (p *place) read() bool { return p.keys != nil }

// has tells whether the key was written.
func (p *place) has(key string) bool { return p.keys[key] != nil }

// key returns where a key stands, or the mapping where it is not written.
func (p *place) key(key string) position {
	if n := p.keys[key]; n != nil {
		return startOf(n)
	}
	return p.start
}

// value returns where the value of a key stands, or the mapping where it is not written.
func (p *place) value(key string) position {
	if n := p.values[key]; n != nil {
		return startOf(n)
	}
	return p.start
}

// element returns the i-th node of the list under a key, or the value itself where it is no list.
func (p *place) element(key string, i int) ast.Node {
	list, ok := p.values[key].(*ast.SequenceNode)
	if ok && i < len(list.Values) {
		return list.Values[i]
	}
	return p.values[key]
}

// source is the text by lines, for finding characters inside a scalar.
type source [][]rune

// lineBreaks are what YAML counts as the end of a line, made one.
var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func newSource(text []byte) source {
	var s source
	for line := range strings.SplitSeq(lineBreaks.Replace(string(text)), "\n") {
		s = append(s, []rune(line))
	}
	return s
}

// excess finds a line that is too long, or too many brackets inside each other.
func (s source) excess() (position, string) {
	open := 0
	for n, line := range s {
		if len(line) > maxLine {
			return position{n + 1, maxLine + 1}, fmt.Sprintf("the line is longer than %d characters: break it, as in text: >-", maxLine)
		}
		for column, c := range line {
			switch c {
			case '[', '{':
				open++
			case ']', '}':
				open = max(open-1, 0)
			}
			if open > maxBrackets {
				return position{n + 1, column + 1}, fmt.Sprintf("more than %d brackets are open here: close them", maxBrackets)
			}
		}
	}
	return position{}, ""
}

// inside returns where the n-th character (from 0) of a scalar's value stands in the text. It follows
// quotes, escapes and line folding; where it cannot, it stays on the scalar.
func (s source) inside(node ast.Node, n int) position {
	switch node := node.(type) {
	case *ast.LiteralNode:
		return s.insideBlock(startOf(node), n)
	case *ast.StringNode:
		at := startOf(node)
		style := node.Token.Type
		if style == token.SingleQuoteType || style == token.DoubleQuoteType {
			at.column++
		}
		return s.walk(at, style, n)
	}
	return startOf(node)
}

// walk goes n characters of the value forward. A line break with the blanks around it is one character.
func (s source) walk(at position, style token.Type, n int) position {
	for ; n > 0 && at.line <= len(s); n-- {
		line := s[at.line-1]
		rest := line[min(at.column-1, len(line)):]
		if strings.TrimSpace(string(rest)) == "" && at.line < len(s) {
			at = s.nextText(at.line + 1)
			continue
		}
		at.column += widthOf(rest, style)
	}
	return at
}

// nextText returns the first character that is no blank at or below a line.
func (s source) nextText(line int) position {
	for ; line < len(s); line++ {
		if strings.TrimSpace(string(s[line-1])) != "" {
			break
		}
	}
	return position{line, indentOf(s[line-1]) + 1}
}

// insideBlock counts through the lines below a | or > sign; each line break is one character.
func (s source) insideBlock(sign position, n int) position {
	at := s.nextText(min(sign.line+1, len(s)))
	indent := at.column - 1
	for line := min(sign.line+1, len(s)); line <= len(s); line++ {
		length := max(len(s[line-1])-indent, 0)
		if n <= length {
			return position{line, indent + n + 1}
		}
		n -= length + 1
	}
	return at
}

func indentOf(line []rune) int {
	for i, c := range line {
		if c != ' ' && c != '\t' {
			return i
		}
	}
	return 0
}

// widthOf returns how many characters of the text the next character of the value takes.
func widthOf(rest []rune, style token.Type) int {
	if len(rest) < 2 {
		return 1
	}
	switch {
	case style == token.SingleQuoteType && rest[0] == '\'' && rest[1] == '\'':
		return 2
	case style == token.DoubleQuoteType && rest[0] == '\\':
		return escapeWidth(rest[1])
	}
	return 1
}

// escapeWidth returns the length of an escape of a double-quoted scalar by the character after its backslash.
func escapeWidth(c rune) int {
	switch c {
	case 'x':
		return 4
	case 'u':
		return 6
	case 'U':
		return 10
	}
	return 2
}
