package workflow

import (
	"fmt"

	"startklar/domain/journey"
)

// world is what can happen in the most favourable journey: everybody does what they may, every condition
// holds. Without discretionary items it is the most favourable journey to which nobody adds any.
type world struct {
	nodes         []*planNode
	discretionary bool
	// open holds the nodes whose gates can open; ended the stages that can be completed.
	open, ended map[*planNode]bool
}

// newWorld finds the smallest set of things that can happen, by adding what follows until nothing does.
// What waits for itself has been reported as a circle; here it counts as open, so that one fault is one
// message.
func newWorld(nodes []*planNode, found circles, discretionary bool) *world {
	w := &world{nodes: nodes, discretionary: discretionary, open: map[*planNode]bool{}, ended: map[*planNode]bool{}}
	for n := range found {
		w.open[n], w.ended[n] = true, true
	}
	for changed := true; changed; {
		changed = false
		for _, n := range nodes {
			if !w.open[n] && w.canOpen(n) {
				w.open[n], changed = true, true
			}
			if n.item == nil && !w.ended[n] && w.canEnd(n) {
				w.ended[n], changed = true, true
			}
		}
	}
	return w
}

func (w *world) canOpen(n *planNode) bool {
	if n.item != nil && (!w.open[n.within] || n.item.Discretionary && !w.discretionary) {
		return false
	}
	return w.all(n.waits)
}

func (w *world) all(waits []wait) bool {
	for _, wait := range waits {
		if !w.can(wait) {
			return false
		}
	}
	return true
}

// canEnd tells whether a stage can be completed. That something ends it at all is another rule's matter.
func (w *world) canEnd(n *planNode) bool {
	if !w.open[n] {
		return false
	}
	for _, i := range n.inside {
		if alwaysRequired(i.item) && !w.open[i] {
			return false
		}
	}
	return true
}

// can tells whether what a gate waits for can happen.
func (w *world) can(wait wait) bool {
	on := wait.on
	if on.item == nil {
		return w.ended[on]
	}
	switch wait.is {
	case IsSkipped:
		return w.open[on] && len(on.item.SkipRoles) > 0
	case IsTerminated:
		return on.item.Exit != nil && w.all(on.exits)
	}
	return w.open[on]
}

// lintReach reports stages and items that can never open, and required items that only open where a person
// adds another. What stands in a stage that cannot open is not reported beside it.
func (c *compiler) lintReach(best, plain *world) {
	for _, n := range c.nodes {
		within := n.within
		switch {
		case !best.open[n] && (within == nil || best.open[within]):
			at := best.blocked(n)
			c.add(ruleGateUnreachable, at.at, "%s can never open: it waits for %s", n, best.reason(at))
		case best.open[n] && !plain.open[n] && (within == nil || plain.open[within]) && mustHappen(n):
			at := plain.blocked(n)
			c.add(ruleGateDiscretionary, at.at,
				"%s must happen but waits for %s, which may never be there because a person must add an item first: wait for something else, or write required: false", n, at.on)
		}
	}
}

// mustHappen tells whether the journey waits for a stage or item in every case.
func mustHappen(n *planNode) bool {
	if n.item != nil {
		return alwaysRequired(n.item)
	}
	for _, i := range n.inside {
		if alwaysRequired(i.item) {
			return true
		}
	}
	return false
}

// blocked returns the first thing that a node waits for in vain.
func (w *world) blocked(n *planNode) wait {
	for _, wait := range n.waits {
		if !w.can(wait) {
			return wait
		}
	}
	return wait{on: n, at: n.place().start}
}

// reason says why something cannot happen and what to write instead.
func (w *world) reason(wait wait) string {
	on := wait.on
	switch {
	case on.item == nil && w.open[on]:
		return fmt.Sprintf("%s, which requires an item that can never open; wait for another", on)
	case wait.is == IsTerminated && on.item.Exit == nil:
		return fmt.Sprintf("%s to be terminated, but it has no exit; write an exit there, or another is", on)
	case wait.is == IsSkipped && w.open[on] && on.item.Kind == journey.Milestone:
		return fmt.Sprintf("%s to be skipped, but nobody skips a milestone; write another is", on)
	case wait.is == IsSkipped && w.open[on]:
		return fmt.Sprintf("%s to be skipped, but nobody may skip it; write skip: ROLE there, or another is", on)
	}
	return fmt.Sprintf("%s, which can never open either; wait for something else", on)
}
