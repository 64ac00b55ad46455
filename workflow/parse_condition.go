package workflow

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"startklar/domain/journey"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
)

// The longest condition, in bytes and in nodes of its syntax tree.
const (
	maxCondition      = 1000
	maxConditionNodes = 200
)

// conditionReading is what compileCondition makes of a text.
type conditionReading struct {
	condition *Condition
	faults    []conditionFault
	needs     []conditionNeed
}

// conditionFault is something wrong with a condition; offset counts characters from its start.
type conditionFault struct {
	rule    RuleID
	offset  int
	message string
}

// conditionNeed is an item that must have come so far before the condition can hold, whatever else is true.
type conditionNeed struct {
	item   string
	is     Occurrence
	offset int
}

// compileCondition checks the types of a condition and the ids in it against the items of a definition.
func compileCondition(text string, def *Definition) conditionReading {
	var r conditionReading
	if len(text) > maxCondition {
		r.faults = []conditionFault{{ruleConditionSyntax, 0, fmt.Sprintf("the condition is longer than %d bytes: split it over several gates", maxCondition)}}
		return r
	}
	program, err := expr.Compile(text,
		expr.Env(ConditionEnv{}), expr.AsBool(), expr.WarnOnAny(), expr.MaxNodes(maxConditionNodes), expr.DisableAllBuiltins())
	if err != nil {
		r.faults = append(r.faults, syntaxFault(err))
		return r
	}
	tree, err := parser.Parse(text)
	if err != nil {
		r.faults = append(r.faults, syntaxFault(err))
		return r
	}
	check := &conditionCheck{def: def, called: map[ast.Node]bool{}}
	ast.Walk(&tree.Node, check)
	check.bareFunctions()
	r.faults, r.needs = check.faults, check.needsOf(tree.Node)
	r.condition = &Condition{Text: text, Items: check.items, program: program}
	return r
}

// syntaxFault says in our words what expr found.
func syntaxFault(err error) conditionFault {
	var at *file.Error
	if !errors.As(err, &at) {
		if got, ok := strings.CutPrefix(err.Error(), "expected bool, but got "); ok {
			return notBoolean(got)
		}
		return conditionFault{ruleConditionSyntax, 0, "the condition cannot be read: " + firstLine(err.Error())}
	}
	message := "the condition cannot be read: " + firstLine(at.Message)
	if name, ok := strings.CutPrefix(at.Message, "unknown name "); ok {
		message = fmt.Sprintf("unknown name %q in the condition: %s", name, suggest(name, conditionNames()))
	}
	return conditionFault{ruleConditionSyntax, at.From, message}
}

// notBoolean says what a condition gives instead of true or false; got is the type in Go's words.
func notBoolean(got string) conditionFault {
	switch {
	case strings.HasPrefix(got, "func("):
		return conditionFault{ruleConditionNotBoolean, 0, `a function needs its ids in brackets, as in completed("item")`}
	case got == "string":
		got = "a text"
	case got == "int" || got == "float64":
		got = "a number"
	default:
		got = "something else"
	}
	return conditionFault{ruleConditionNotBoolean, 0, fmt.Sprintf(
		`the condition gives %s, not true or false: compare it, as in standing("item", "question") == "clear"`, got)}
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// conditionNames lists what a condition can use.
func conditionNames() []string {
	var names []string
	for _, f := range reflect.VisibleFields(reflect.TypeFor[ConditionEnv]()) {
		names = append(names, f.Tag.Get("expr"))
	}
	return names
}

// isConditionFunction tells whether a name is one of the functions of ConditionEnv.
func isConditionFunction(name string) bool {
	for _, f := range reflect.VisibleFields(reflect.TypeFor[ConditionEnv]()) {
		if f.Tag.Get("expr") == name {
			return f.Type.Kind() == reflect.Func
		}
	}
	return false
}

// needsOf returns the predicates that are joined by "and" at the top of a condition.
func (k *conditionCheck) needsOf(n ast.Node) []conditionNeed {
	switch n := n.(type) {
	case *ast.BinaryNode:
		if n.Operator == "&&" || n.Operator == "and" {
			return append(k.needsOf(n.Left), k.needsOf(n.Right)...)
		}
	case *ast.CallNode:
		function, _ := n.Callee.(*ast.IdentifierNode)
		if function == nil || len(n.Arguments) != 1 {
			return nil
		}
		is := Occurrence(function.Value)
		id, _ := n.Arguments[0].(*ast.StringNode)
		if slices.Contains(AllOccurrences(), is) && id != nil && k.def.Item(journey.ItemID(id.Value)) != nil {
			return []conditionNeed{{id.Value, is, id.Location().From}}
		}
	}
	return nil
}
