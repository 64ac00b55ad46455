// Package workflow is the case engine: it carries journeys through definitions that are data.
//
// A definition is written in YAML and compiled by Parse, which also lints it: what parses can run. A
// journey is a State, a value that follows from its events alone. Two pure functions are the whole core:
//
//	Decide(state, actor, command, now) → events, or a typed refusal
//	Evolve(state, event)               → state
//
// Neither does I/O, reads a clock or draws a random number, so live work, recovery, "as of" questions,
// rehearsals and tests all run the same code. After every command the rules are evaluated until nothing
// changes (applyRules); what a rule causes is an event like any other and is never recomputed later.
//
// # What people can count on
//
//   - A gate that was passed stays passed. When something behind it is reopened, what was completed and
//     rested on it is marked stale, with the reason, and a person confirms or reopens each (stale.go).
//   - Completed, skipped and terminated are three things, and a gate says which of them it takes.
//   - Optional and untouched items hold nothing back (stageDone).
//   - An answer is saved as a draft without validation; declaring a section finished enforces it. The person
//     declares; the engine never concludes "done" from filled boxes (decide_section.go).
//   - Two people who write in one field are told of each other by revision numbers (SaveAnswer).
//   - Signing freezes a version by hash, and says who wrote and who signed (freeze.go).
//   - A deadline keeps its rule, anchor, computed date and override. When an anchor moves, open items
//     follow, completed ones never do, overrides stay (deadlines.go).
//   - A journey keeps the version of the definition it began on, and an answer the version of its question.
//
// The package imports domain and the journal, and knows no database, web server or file.
package workflow
