package workflow

import (
	"fmt"
	"strings"
)

// moment is something that happens to a node: it opens, it ends (a stage is completed), or its exit opens.
type moment struct {
	node *planNode
	what momentKind
}

type momentKind int

const (
	opens momentKind = iota
	ends
	exits
)

// dependency is a moment that another one waits for, and the place where the text says so; at is zero where
// it follows from the plan itself.
type dependency struct {
	on moment
	at position
	// say puts it into words; empty where there is nothing to say.
	say string
}

// dependencies lists what a moment waits for directly.
func (m moment) dependencies() []dependency {
	n := m.node
	switch {
	case m.what == ends:
		return stageEnd(n)
	case m.what == exits:
		return waitsFor(n, n.exits)
	case n.item != nil:
		inside := dependency{on: moment{n.within, opens}, say: fmt.Sprintf("%s is in %s", n, n.within)}
		return append(waitsFor(n, n.waits), inside)
	}
	return waitsFor(n, n.waits)
}

func waitsFor(n *planNode, waits []wait) []dependency {
	var all []dependency
	for _, w := range waits {
		on := moment{w.on, opens}
		switch {
		case w.on.item == nil:
			on.what = ends
		case w.is == IsTerminated:
			on.what = exits
		}
		all = append(all, dependency{on: on, at: w.at, say: fmt.Sprintf("%s waits for %s", n, w.on)})
	}
	return all
}

// stageEnd lists what must happen before a stage is completed: it opens, and so do the items it requires.
func stageEnd(n *planNode) []dependency {
	all := []dependency{{on: moment{n, opens}}}
	for _, i := range n.inside {
		if i.item.Required && !i.item.Discretionary {
			all = append(all, dependency{on: moment{i, opens}, say: fmt.Sprintf("%s ends with %s", n, i)})
		}
	}
	return all
}

// circles are the nodes that wait for each other.
type circles map[*planNode]bool

// cycleSearch walks the dependencies depth first and keeps the way it came.
type cycleSearch struct {
	*compiler
	done  map[moment]bool
	way   []moment
	by    []dependency
	found circles
}

// lintCycles reports every circle of gates once, at the first gate in it.
func (c *compiler) lintCycles() circles {
	s := &cycleSearch{compiler: c, done: map[moment]bool{}, found: circles{}}
	for _, n := range c.nodes {
		s.visit(moment{n, opens})
		s.visit(moment{n, ends})
	}
	return s.found
}

func (s *cycleSearch) visit(m moment) {
	if s.done[m] || m.node.item != nil && m.what == ends {
		return
	}
	for i, earlier := range s.way {
		if earlier == m {
			s.circle(s.by[i:])
			return
		}
	}
	s.way = append(s.way, m)
	for _, d := range m.dependencies() {
		s.by = append(s.by, d)
		s.visit(d.on)
		s.by = s.by[:len(s.by)-1]
	}
	s.way = s.way[:len(s.way)-1]
	s.done[m] = true
}

// circle reports the dependencies that lead back to where they begin.
func (s *cycleSearch) circle(round []dependency) {
	first := -1
	known := true
	var says []string
	for i, d := range round {
		if d.at.line > 0 && (first < 0 || d.at.before(round[first].at)) {
			first = i
		}
		known = known && s.found[d.on.node]
	}
	for i := range round {
		d := round[(max(first, 0)+i)%len(round)]
		if d.say != "" {
			says = append(says, d.say)
		}
		s.found[d.on.node] = true
	}
	if known || first < 0 {
		return
	}
	s.add(ruleGateCycle, round[first].at, "these wait for each other, so none can ever happen: %s; remove one of the gates", strings.Join(says, ", "))
}
