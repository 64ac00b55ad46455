package statement

import "slices"

// Outside is the content as it leaves the house: closed counts are hidden, and so is what would tell them: how they
// are judged, how many citizens are missing to a target, what changed in them.
func (c Content) Outside() Content {
	c.Groups = outsideGroups(c.Groups)
	c.Lines = outsideLines(c.Lines)
	c.Origins = outsideOrigins(c.Origins)
	c.Trends = outsideTrends(c.Trends)
	c.Open = c.Open.outside()
	c.Result = c.Open
	c.Changed = outsideChanged(c.Changed)
	return c
}

// Outside is the national edition as everybody may see it.
func (n Nation) Outside() Nation {
	n.Groups = outsideGroups(n.Groups)
	n.Lines = outsideLines(n.Lines)
	n.Origins = outsideOrigins(n.Origins)
	n.Trends = outsideTrends(n.Trends)
	n.Changed = outsideChanged(n.Changed)
	n.Units = slices.Clone(n.Units)
	for i, u := range n.Units {
		n.Units[i].Counts = make([]Count, len(u.Counts))
		for k, count := range u.Counts {
			n.Units[i].Counts[k] = count.outside()
		}
	}
	return n
}

func outsideGroups(all []Group) []Group {
	all = slices.Clone(all)
	for i, g := range all {
		all[i].Count = g.Count.outside()
	}
	return all
}

func outsideLines(all []Line) []Line {
	all = slices.Clone(all)
	for i, l := range all {
		all[i].Own, all[i].Before, all[i].Pooled, all[i].Nation = l.Own.outside(), l.Before.outside(), l.Pooled.outside(), l.Nation.outside()
		if l.Own.Closed || l.Nation.Closed {
			all[i].Level, all[i].High, all[i].Tail = "", false, 0
		}
	}
	return all
}

func outsideOrigins(all []OriginLine) []OriginLine {
	all = slices.Clone(all)
	for i, o := range all {
		all[i].Own, all[i].Nation = o.Own.outside(), o.Nation.outside()
	}
	return all
}

func outsideTrends(all []Trend) []Trend {
	all = slices.Clone(all)
	for i, t := range all {
		all[i].Points = slices.Clone(t.Points)
		for k, p := range t.Points {
			all[i].Points[k].Own, all[i].Points[k].Nation = p.Own.outside(), p.Nation.outside()
		}
	}
	return all
}

// outside hides the month's count, and how many are missing with it. The best month is an open one already.
func (r Result) outside() Result {
	r.Targets = slices.Clone(r.Targets)
	for i := range r.Targets {
		if r.Now.Closed {
			r.Targets[i].Missing, r.Targets[i].Known = 0, false
		}
	}
	r.Now, r.Best = r.Now.outside(), r.Best.outside()
	return r
}

// outsideChanged keeps what was open before and is open now; of the rest only that it changed.
func outsideChanged(all []Changed) []Changed {
	all = slices.Clone(all)
	for i, d := range all {
		if d.Was.Closed || d.Is.Closed {
			all[i].Was, all[i].Is = Count{Status: StatusHidden}, Count{Status: StatusHidden}
		}
	}
	return all
}

// ForOwn is the content as the municipality's own leadership sees it: its counts as they are, and the nation's as
// outsiders see them.
func (c Content) ForOwn() Content {
	c.Lines = slices.Clone(c.Lines)
	for i, l := range c.Lines {
		if l.Nation.Closed {
			c.Lines[i].Nation, c.Lines[i].Level, c.Lines[i].High, c.Lines[i].Tail = l.Nation.outside(), "", false, 0
		}
	}
	c.Origins = slices.Clone(c.Origins)
	for i, o := range c.Origins {
		c.Origins[i].Nation = o.Nation.outside()
	}
	c.Trends = slices.Clone(c.Trends)
	for i, t := range c.Trends {
		c.Trends[i].Points = slices.Clone(t.Points)
		for k, p := range t.Points {
			c.Trends[i].Points[k].Nation = p.Nation.outside()
		}
	}
	c.Changed = slices.Clone(c.Changed)
	for i, d := range c.Changed {
		if d.National && (d.Was.Closed || d.Is.Closed) {
			c.Changed[i].Was, c.Changed[i].Is = Count{Status: StatusHidden}, Count{Status: StatusHidden}
		}
	}
	return c
}
