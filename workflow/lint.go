package workflow

import (
	"slices"

	"startklar/domain/journey"
	"startklar/domain/person"
)

// lint checks what the shape and the references alone do not show. Each of its rules stands in AllRules.
func (c *compiler) lint() {
	for _, n := range c.nodes {
		if n.item == nil {
			continue
		}
		c.lintSections(n)
		c.lintRoles(n)
		c.lintRepeat(n)
		c.lintReminders(n)
	}
	for _, n := range c.nodes {
		if n.item == nil {
			c.lintStageEnd(n)
		}
	}
	found := c.lintCycles()
	best := newWorld(c.nodes, found, true)
	c.lintReach(best, newWorld(c.nodes, found, false))
	c.lintDeadlines(best)
}

// lintSections checks that every section asks something, and the right sort of thing.
func (c *compiler) lintSections(n *planNode) {
	for i := range n.itemShape.Sections {
		s := &n.itemShape.Sections[i]
		if len(s.Groups) == 0 {
			c.lintAsked(n.item.Kind, &s.place, len(s.Questions), len(s.Fields))
			continue
		}
		if s.has("questions") || s.has("fields") {
			c.add(ruleMixedSection, s.value("groups"), "a section has groups or questions and fields of its own, not both: put them into a group")
		}
		for g := range s.Groups {
			group := &s.Groups[g]
			c.lintAsked(n.item.Kind, &group.place, len(group.Questions), len(group.Fields))
		}
	}
}

// lintAsked checks the questions of a checklist's section or group, or the fields of a form's.
func (c *compiler) lintAsked(kind journey.Kind, at *place, questions, fields int) {
	if !at.read() {
		return
	}
	want, other := "questions", "fields"
	count := questions
	switch kind {
	case journey.Checklist:
	case journey.Form:
		want, other, count = other, want, fields
	default:
		return
	}
	if at.has(other) {
		c.add(ruleMisplacedKey, at.key(other), "%q does not belong to %s: write %s", other, withArticle(string(kind)), want)
	}
	if count == 0 && !at.has(want) && !at.has("groups") {
		c.add(ruleNoQuestions, at.start, "there is nothing to answer here: write %s", want)
	}
}

// lintRoles checks that somebody can complete what must be completed. Guests and steering members come by a
// link that lets them answer or read, not complete.
func (c *compiler) lintRoles(n *planNode) {
	i, shape := n.item, n.itemShape
	if !i.Required || i.Kind == journey.Milestone || !shape.has("role") {
		return
	}
	byLink := func(r person.Role) bool { return r == person.Guest || r == person.SteeringMember }
	switch {
	case len(shape.Role) == 0:
		c.add(ruleNoRole, shape.value("role"), "nobody can complete the required %s: write a role, or required: false", n)
	case len(i.Roles) > 0 && !slices.ContainsFunc(i.Roles, func(r person.Role) bool { return !byLink(r) }):
		c.add(ruleNoRole, shape.value("role"),
			"%s come by a link and cannot complete the required %s: add a role such as MunicipalLeader", alternatives(wordsOf(i.Roles)), n)
	}
}

func (c *compiler) lintRepeat(n *planNode) {
	r := n.item.Repeat
	if r != nil && r.Every != "" && r.Max == 0 && n.item.Required && !n.itemShape.Repeat.has("max") {
		c.add(ruleEndlessRepeat, n.itemShape.value("repeat"),
			"only the first round of the required %s holds its stage open, and the schedule has no end: write max, or required: false", n)
	}
}

func (c *compiler) lintReminders(n *planNode) {
	for _, key := range []string{"reminders", "escalate"} {
		if n.itemShape.has(key) && !n.itemShape.has("due") {
			c.add(ruleNoDeadline, n.itemShape.key(key), "%q needs a deadline: write due, as in due: start + 4 weeks, or remove the key", key)
		}
	}
}

// lintStageEnd checks that a stage ends in every journey, also where no condition requires an item.
func (c *compiler) lintStageEnd(n *planNode) {
	if len(n.stage.Items) == 0 || len(n.stage.CloseRoles) > 0 {
		return
	}
	ends := func(i *PlanItem) bool {
		return i.Kind == journey.Milestone && !i.Discretionary || alwaysRequired(i)
	}
	if !slices.ContainsFunc(n.stage.Items, ends) {
		c.add(ruleStageNeverEnds, n.stageShape.value("id"),
			"nothing in %s is always required, so nothing ends it: add a milestone, close: ROLE, or a required item", n)
	}
}

// alwaysRequired tells whether the stage waits for the item in every journey.
func alwaysRequired(i *PlanItem) bool { return i.Required && i.RequiredWhen == nil && !i.Discretionary }
