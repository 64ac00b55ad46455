package workflow

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing that is wrong with the text of a definition.
type Problem struct {
	File string
	// Line and Column count from 1, Column in characters.
	Line, Column int
	// Message says what is wrong and what to write instead.
	Message string
	// Rule is the rule of the lint that found it, one of AllRules.
	Rule RuleID
}

// String gives FILE:LINE:COL: message, which editors can jump to.
func (p Problem) String() string {
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
}

// Problems is everything that is wrong with a text, in the order of the text. It is the error of Parse.
type Problems []Problem

// Error gives one line for each problem.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// report collects problems while a text is read; reading goes on after each.
type report struct {
	file     string
	problems Problems
}

func (r *report) add(rule RuleID, at position, format string, args ...any) {
	r.problems = append(r.problems, Problem{
		File: r.file, Line: at.line, Column: at.column, Rule: rule, Message: fmt.Sprintf(format, args...),
	})
}

// sorted returns the problems in the order of the text, each once.
func (r *report) sorted() Problems {
	slices.SortStableFunc(r.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return slices.Compact(r.problems)
}
