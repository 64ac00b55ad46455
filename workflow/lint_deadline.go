package workflow

import (
	"fmt"
	"strings"
)

// lintDeadlines checks that every deadline gets a date while it still matters: its anchor is set by an item
// that can open, and that does not itself wait for the item or for its deadline. It follows gates (after,
// when, the stage's own) and deadlines; where several items set an anchor, one good one is enough.
func (c *compiler) lintDeadlines(best *world) {
	reported := map[*planNode]bool{}
	for _, n := range c.nodes {
		if n.item == nil || n.item.Due == nil || n.item.Due.Anchor == StartAnchor {
			continue
		}
		setters := c.settersOf(n.item.Due.Anchor)
		if why := anchorFault(n, setters, best); why != "" {
			c.add(ruleDeadlineAnchor, n.itemShape.value("due"), "%s", why)
			continue
		}
		if len(setters) == 0 {
			c.unknownAnchor(n)
			continue
		}
		c.deadlineCycle(n, setters, reported)
	}
}

func (c *compiler) settersOf(anchor string) []*planNode {
	var setters []*planNode
	for _, n := range c.nodes {
		if n.item != nil && n.item.Anchor == anchor {
			setters = append(setters, n)
		}
	}
	return setters
}

func (c *compiler) unknownAnchor(n *planNode) {
	known := []string{StartAnchor}
	for _, other := range c.nodes {
		if other.item != nil && other.item.Anchor != "" {
			known = append(known, other.item.Anchor)
		}
	}
	name := n.item.Due.Anchor
	c.add(ruleDeadlineAnchor, n.itemShape.value("due"), "nothing sets the date %q: write anchor: %s at the item that sets it, or count from another date; %s",
		name, name, suggest(name, known))
}

// anchorFault says why none of the items that set an anchor ever does so in time; "" if one may.
func anchorFault(n *planNode, setters []*planNode, best *world) string {
	why := ""
	for _, s := range setters {
		switch {
		case s == n:
			why = fmt.Sprintf("the deadline of %s counts from %q, a date that only it sets: count from another, such as start", n, n.item.Due.Anchor)
		case !best.open[s] && why == "":
			why = fmt.Sprintf("the date %q is never set, for %s can never open: count from another, such as start", n.item.Due.Anchor, s)
		case best.open[s]:
			return ""
		}
	}
	return why
}

// deadlineCycle reports a deadline whose date is only set behind the item itself or behind a deadline that
// counts from it; each circle once.
func (c *compiler) deadlineCycle(n *planNode, setters []*planNode, reported map[*planNode]bool) {
	var way []string
	for _, s := range setters {
		back := c.leadsTo(s, n, map[*planNode]bool{})
		if back == nil {
			return
		}
		if way == nil {
			way = append([]string{fmt.Sprintf("the deadline of %s counts from %q, which %s sets", n, n.item.Due.Anchor, s)}, back...)
		}
		if reported[s] {
			return
		}
	}
	reported[n] = true
	c.add(ruleDeadlineCycle, n.itemShape.value("due"), "this deadline gets its date too late: %s; count from another date, such as start",
		strings.Join(way, ", "))
}

// leadsTo returns the steps by which a node waits for another, nil if it does not.
func (c *compiler) leadsTo(from, to *planNode, seen map[*planNode]bool) []string {
	if seen[from] {
		return nil
	}
	seen[from] = true
	for _, step := range c.steps(from) {
		if step.on.node == to {
			return []string{step.say}
		}
		if rest := c.leadsTo(step.on.node, to, seen); rest != nil {
			return append([]string{step.say}, rest...)
		}
	}
	return nil
}

// steps lists what a node waits for: by its gate, as a stage by what it requires, and by its deadline.
func (c *compiler) steps(n *planNode) []dependency {
	all := moment{n, opens}.dependencies()
	for _, d := range all {
		if d.on.what == ends {
			all = append(all, stageEnd(d.on.node)[1:]...)
		}
	}
	if n.item == nil || n.item.Due == nil {
		return all
	}
	for _, s := range c.settersOf(n.item.Due.Anchor) {
		say := fmt.Sprintf("the deadline of %s counts from %q, which %s sets", n, n.item.Due.Anchor, s)
		all = append(all, dependency{on: moment{s, opens}, say: say})
	}
	return all
}
