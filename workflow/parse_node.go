package workflow

import (
	"math"

	"github.com/goccy/go-yaml/ast"
)

// keyOf returns the text of a mapping's key.
func keyOf(n ast.Node) string {
	if s, ok := n.(*ast.StringNode); ok {
		return s.Value
	}
	return n.GetToken().Value
}

func stringOf(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	}
	return "", false
}

func wholeOf(n ast.Node) (int64, bool) {
	whole, ok := n.(*ast.IntegerNode)
	if !ok {
		return 0, false
	}
	switch value := whole.Value.(type) {
	case int64:
		return value, value >= math.MinInt32 && value <= math.MaxInt32
	case uint64:
		return int64(value), value <= math.MaxInt32
	}
	return 0, false
}

func numberOf(n ast.Node) (float64, bool) {
	if f, ok := n.(*ast.FloatNode); ok {
		return f.Value, true
	}
	whole, ok := wholeOf(n)
	return float64(whole), ok
}

func isNumber(n ast.Node) bool {
	_, ok := wholeOf(n)
	return ok
}

func isInteger(n ast.Node) bool {
	_, ok := n.(*ast.IntegerNode)
	return ok
}

func isScalar(n ast.Node) bool {
	_, ok := n.(ast.ScalarNode)
	return ok
}

func isEmptyList(n ast.Node) bool {
	list, ok := n.(*ast.SequenceNode)
	return ok && len(list.Values) == 0
}

// called names what a node is, for people.
func called(n ast.Node) string {
	switch n.(type) {
	case ast.MapNode:
		return "keys and values"
	case *ast.SequenceNode:
		return "a list"
	case *ast.BoolNode:
		return "true or false"
	case *ast.IntegerNode:
		return "a number"
	case *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return "a number with decimals"
	case *ast.StringNode, *ast.LiteralNode:
		return "a text"
	}
	return "this"
}
