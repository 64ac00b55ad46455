package workflow

import (
	"errors"
	"unicode/utf8"

	"startklar/domain/calendar"
	"startklar/domain/journey"

	"github.com/goccy/go-yaml/ast"
)

// gates compiles the entry and exit of a stage or item, and the condition on which it is required.
func (c *compiler) gates(n *planNode) {
	if n.item == nil {
		n.stage.Entry, n.waits = c.sentry(n.stageShape.After, &n.stageShape.place)
		return
	}
	i, shape := n.item, n.itemShape
	i.Entry, n.waits = c.sentry(shape.After, &shape.place)
	if shape.Exit != nil {
		exit, exits := c.sentry(shape.Exit.After, &shape.Exit.place)
		i.Exit, n.exits = &exit, exits
		if shape.Exit.read() && !shape.Exit.has("after") && !shape.Exit.has("when") {
			c.add(ruleMissingKey, shape.value("exit"), `"after" or "when" is missing: write what ends the item`)
		}
	}
	if shape.Required.when != "" {
		i.RequiredWhen, _ = c.condition(string(shape.Required.when), shape.values["required"])
	}
}

// sentry compiles a gate from the keys "after" and "when" of a mapping.
func (c *compiler) sentry(after []gateShape, at *place) (Sentry, []wait) {
	var s Sentry
	var waits []wait
	for i := range after {
		w, ok := c.onPart(&after[i])
		if !ok {
			continue
		}
		for _, other := range waits {
			if other.on == w.on {
				c.add(ruleGateForm, w.at, "the gate names %s twice: remove one", w.on)
			}
		}
		waits = append(waits, w)
		s.On = append(s.On, partOf(w))
	}
	if node := at.values["when"]; node != nil {
		text, _ := stringOf(node)
		var needs []wait
		s.If, needs = c.condition(text, node)
		waits = append(waits, needs...)
	}
	return s, waits
}

func partOf(w wait) OnPart {
	if w.on.item != nil {
		return OnPart{Item: w.on.item.ID, Is: w.is}
	}
	return OnPart{Stage: w.on.stage.ID, Is: w.is}
}

// onPart finds what one element of "after" waits for.
func (c *compiler) onPart(g *gateShape) (wait, bool) {
	w := wait{at: g.start, is: g.Is}
	switch {
	case g.name != "":
		w.on = c.byID[g.name]
		if w.on == nil {
			c.unknownID("item or stage", g.name, g.start, func(*planNode) bool { return true })
		}
	case !g.read():
		return w, false
	case g.has("item") == g.has("stage"):
		c.add(ruleGateForm, g.start, "write either item or stage here, one of the two")
	case g.has("item"):
		w.at = g.value("item")
		w.on = c.named("item", string(g.Item), w.at, isItem)
	default:
		w.at = g.value("stage")
		w.on = c.named("stage", string(g.Stage), w.at, isStage)
	}
	if w.on == nil {
		return w, false
	}
	if isStage(w.on) && g.has("is") && g.Is != IsCompleted && g.Is != "" {
		c.add(ruleGateForm, g.value("is"), "a stage can only be completed: write is: completed, or wait for an item")
	}
	if w.is == "" {
		w.is = occurrenceFor(w.on)
	}
	return w, true
}

// occurrenceFor is what a gate waits for where it does not say.
func occurrenceFor(n *planNode) Occurrence {
	if n.item != nil && (!n.item.Required || n.item.SkippedCounts) {
		return IsCompletedOrSkipped
	}
	return IsCompleted
}

func isItem(n *planNode) bool  { return n.item != nil }
func isStage(n *planNode) bool { return n.item == nil }

// named finds a node of one sort by its id and reports an unknown one.
func (c *compiler) named(what, id string, at position, sort func(*planNode) bool) *planNode {
	if id == "" {
		return nil
	}
	if n := c.byID[id]; n != nil && sort(n) {
		return n
	}
	c.unknownID(what, id, at, sort)
	return nil
}

func (c *compiler) unknownID(what, id string, at position, sort func(*planNode) bool) {
	var known []string
	for _, n := range c.nodes {
		if n.id() != "" && sort(n) {
			known = append(known, n.id())
		}
	}
	c.add(ruleUnknownReference, at, "there is no %s %q: %s", what, id, suggest(id, known))
}

// condition compiles a condition and maps its faults into the text. It returns what must have happened
// before it can hold.
func (c *compiler) condition(text string, node ast.Node) (*Condition, []wait) {
	if text == "" {
		return nil, nil
	}
	read := compileCondition(text, c.def)
	for _, f := range read.faults {
		c.add(f.rule, c.source.inside(node, f.offset), "%s", f.message)
	}
	var waits []wait
	for _, n := range read.needs {
		waits = append(waits, wait{on: c.byID[n.item], is: n.is, at: c.source.inside(node, n.offset)})
	}
	return read.condition, waits
}

// deadline compiles due, reminders and escalate.
func (c *compiler) deadline(n *planNode) {
	i, shape := n.item, n.itemShape
	if shape.Due != "" {
		rule, err := calendar.ParseRule(string(shape.Due))
		if err == nil {
			i.Due = &rule
		}
		c.ruleError(ruleDeadlineSyntax, err, string(shape.Due), shape.values["due"])
	}
	for r, text := range shape.Reminders {
		if offset, ok := c.offset(text, shape.element("reminders", r)); ok {
			i.Reminders = append(i.Reminders, offset)
		}
	}
	if e := shape.Escalate; e != nil {
		after, _ := c.offset(e.After, e.values["after"])
		i.Escalate = &Escalation{After: after, To: rolesOf(e.To)}
	}
}

func (c *compiler) offset(text offsetText, node ast.Node) (calendar.Offset, bool) {
	if text == "" {
		return calendar.Offset{}, false
	}
	offset, err := calendar.ParseOffset(string(text))
	c.ruleError(ruleOffsetSyntax, err, string(text), node)
	return offset, err == nil
}

// ruleError reports where a deadline or distance cannot be read.
func (c *compiler) ruleError(rule RuleID, err error, text string, node ast.Node) {
	var at *calendar.RuleError
	if errors.As(err, &at) {
		c.add(rule, c.source.inside(node, utf8.RuneCountInString(text[:min(at.Offset, len(text))])), "%s", at.Message)
	}
}

// approvalOf resolves what an approval freezes.
func (c *compiler) approvalOf(n *planNode) {
	if n.item.Kind != journey.Approval {
		return
	}
	for i, id := range n.itemShape.Of {
		at := startOf(n.itemShape.element("of", i))
		of := c.named("item", string(id), at, isItem)
		switch {
		case of == nil:
			continue
		case of.item.Kind != journey.Checklist && of.item.Kind != journey.Form:
			c.add(ruleApprovalOf, at, "%s is %s and has no answers to freeze: name a checklist or form", of, withArticle(string(of.item.Kind)))
		case of.item.Repeat != nil:
			c.add(ruleApprovalOf, at, "%s is repeated, so it is not clear which instance to freeze: remove its repeat, or name another", of)
		}
		n.item.Of = append(n.item.Of, of.item.ID)
	}
}
