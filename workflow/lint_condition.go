package workflow

import (
	"fmt"
	"slices"

	"startklar/domain/journey"

	"github.com/expr-lang/expr/ast"
)

// environment is expr's name for everything that a condition sees. It would be a way around the check of ids.
const environment = "$env"

// conditionCheck walks over a condition and checks ids and compared values.
type conditionCheck struct {
	def    *Definition
	faults []conditionFault
	// items are the items that it reads.
	items []journey.ItemID
	// named are the places where a function is named; those that are called are in called.
	named  []*ast.IdentifierNode
	called map[ast.Node]bool
}

func (k *conditionCheck) add(rule RuleID, at ast.Node, format string, args ...any) {
	k.faults = append(k.faults, conditionFault{rule, at.Location().From, fmt.Sprintf(format, args...)})
}

// Visit implements the visitor of expr.
func (k *conditionCheck) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.IdentifierNode:
		if isConditionFunction(n.Value) || n.Value == environment {
			k.named = append(k.named, n)
		}
	case *ast.CallNode:
		k.called[n.Callee] = true
		k.ids(n)
	case *ast.BinaryNode:
		k.compared(n.Left, n.Right)
		k.compared(n.Right, n.Left)
	}
}

// bareFunctions refuses functions that are not called in place: their ids could not be checked.
func (k *conditionCheck) bareFunctions() {
	for _, n := range k.named {
		switch {
		case n.Value == environment:
			k.add(ruleConditionSyntax, n, "remove %s: write the name alone", environment)
		case !k.called[n]:
			k.add(ruleConditionSyntax, n, "write %s with its ids in brackets, as in completed(\"item\")", n.Value)
		}
	}
}

// ids checks the item and the field that a call names.
func (k *conditionCheck) ids(call *ast.CallNode) {
	function, ok := call.Callee.(*ast.IdentifierNode)
	if !ok || !isConditionFunction(function.Value) {
		return
	}
	for _, argument := range call.Arguments {
		if _, literal := argument.(*ast.StringNode); !literal {
			k.add(ruleConditionReference, argument, `write the id itself in quotes, as in %s("item"): it is checked when the definition is`, function.Value)
			return
		}
	}
	id := call.Arguments[0].(*ast.StringNode)
	item := k.def.Item(journey.ItemID(id.Value))
	if item == nil {
		k.add(ruleConditionReference, id, "there is no item %q: %s", id.Value, suggest(id.Value, itemIDs(k.def)))
		return
	}
	if !slices.Contains(k.items, item.ID) {
		k.items = append(k.items, item.ID)
	}
	if len(call.Arguments) > 1 {
		k.fieldID(function.Value, item, call.Arguments[1].(*ast.StringNode))
	}
}

// fieldID checks a field's id and that the function can read its type.
func (k *conditionCheck) fieldID(function string, item *PlanItem, id *ast.StringNode) {
	fits := map[string]func(*Field) bool{
		"answered": func(*Field) bool { return true },
		"standing": func(f *Field) bool { return item.Kind == journey.Checklist && f.Question == nil },
		"number":   func(f *Field) bool { return f.Type == Number || f.Type == Integer },
		"choice":   func(f *Field) bool { return f.Type == Choice },
	}[function]
	f := item.Field(journey.FieldID(id.Value))
	if f != nil && fits(f) {
		return
	}
	var known []string
	for _, s := range item.Sections {
		for _, other := range s.Fields() {
			if fits(other) {
				known = append(known, string(other.ID))
			}
		}
	}
	k.add(ruleConditionReference, id, "item %q has no %s %q: %s", item.ID, readBy(function), id.Value, suggest(id.Value, known))
}

// readBy names what a function of conditions reads.
func readBy(function string) string {
	switch function {
	case "standing":
		return "question"
	case "number":
		return "number field"
	case "choice":
		return "choice field"
	}
	return "question or field"
}

// compared checks the texts that a state, standing or choice is compared with.
func (k *conditionCheck) compared(side, other ast.Node) {
	call, ok := side.(*ast.CallNode)
	if !ok {
		return
	}
	values, known := k.valuesOf(call)
	if !known {
		return
	}
	for _, literal := range literalsOf(other) {
		if !slices.Contains(values, literal.Value) {
			k.add(ruleConditionValue, literal, "%q cannot occur here: %s", literal.Value, suggest(literal.Value, values))
		}
	}
}

// valuesOf lists what a call can give; false for a call that gives no closed set.
func (k *conditionCheck) valuesOf(call *ast.CallNode) ([]string, bool) {
	function, ok := call.Callee.(*ast.IdentifierNode)
	if !ok {
		return nil, false
	}
	switch function.Value {
	case "state":
		return wordsOf(journey.AllStates()), true
	case "standing":
		return wordsOf(journey.AllStandings()), true
	case "choice":
		f := k.fieldOf(call)
		if f == nil || f.Type != Choice {
			return nil, false
		}
		values := []string{""}
		for _, c := range f.Choices {
			values = append(values, c.ID)
		}
		return values, true
	}
	return nil, false
}

func (k *conditionCheck) fieldOf(call *ast.CallNode) *Field {
	var ids []string
	for _, argument := range call.Arguments {
		if s, ok := argument.(*ast.StringNode); ok {
			ids = append(ids, s.Value)
		}
	}
	if len(ids) != 2 {
		return nil
	}
	item := k.def.Item(journey.ItemID(ids[0]))
	if item == nil {
		return nil
	}
	return item.Field(journey.FieldID(ids[1]))
}

// literalsOf returns the texts of a literal or of a list of literals.
func literalsOf(n ast.Node) []*ast.StringNode {
	switch n := n.(type) {
	case *ast.StringNode:
		return []*ast.StringNode{n}
	case *ast.ArrayNode:
		var all []*ast.StringNode
		for _, element := range n.Nodes {
			all = append(all, literalsOf(element)...)
		}
		return all
	}
	return nil
}

func itemIDs(def *Definition) []string {
	ids := make([]string, len(def.Items))
	for i, item := range def.Items {
		ids[i] = string(item.ID)
	}
	return ids
}
