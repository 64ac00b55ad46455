package workflow

import (
	"startklar/domain/journey"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
)

// Condition is a compiled if-part: a boolean expression over one journey, checked for types and ids when
// the definition is parsed.
type Condition struct {
	Text string
	// Items are the items that it reads.
	Items   []journey.ItemID
	program *vm.Program
}

// ConditionEnv is what a condition can see. Its functions take ids as literal strings.
type ConditionEnv struct {
	// Selected tells whether the municipality is selected for knowledge development.
	Selected bool `expr:"selected"`
	// Municipality is the four-digit code.
	Municipality string                             `expr:"municipality"`
	Completed    func(item string) bool             `expr:"completed"`
	Skipped      func(item string) bool             `expr:"skipped"`
	Terminated   func(item string) bool             `expr:"terminated"`
	State        func(item string) string           `expr:"state"`
	Answered     func(item, field string) bool      `expr:"answered"`
	Standing     func(item, question string) string `expr:"standing"`
	Number       func(item, field string) float64   `expr:"number"`
	Choice       func(item, field string) string    `expr:"choice"`
}

// holds evaluates the condition on a journey. No condition holds always; one that fails at run time does
// not hold.
func (c *Condition) holds(s State) bool {
	if c == nil {
		return true
	}
	out, err := expr.Run(c.program, s.conditionEnv())
	if err != nil {
		return false
	}
	held, ok := out.(bool)
	return ok && held
}

func (s State) conditionEnv() ConditionEnv {
	is := func(want journey.State) func(string) bool {
		return func(item string) bool { return s.stateOf(journey.ItemID(item)) == want }
	}
	return ConditionEnv{
		Selected:     s.Selected,
		Municipality: string(s.Municipality),
		Completed:    is(journey.Completed),
		Skipped:      is(journey.Skipped),
		Terminated:   is(journey.Terminated),
		State:        func(item string) string { return string(s.stateOf(journey.ItemID(item))) },
		Answered:     func(item, field string) bool { return s.answerText(item, field) != "" },
		Standing:     func(item, q string) string { return string(s.answerOf(item, q).Standing) },
		Number:       func(item, field string) float64 { return parseNumber(s.answerText(item, field)) },
		Choice:       s.answerText,
	}
}
