package statement

import (
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
)

// Changed is a count that is not as it was in the edition before.
type Changed struct {
	Measure monitoring.Measure `json:"measure"`
	Origin  monitoring.Origin  `json:"origin,omitempty"`
	// National tells that it is the nation's.
	National bool `json:"national,omitempty"`
	// Month is the statement's own, or an earlier one of a line.
	Month calendar.Month `json:"month"`
	Was   Count          `json:"was"`
	Is    Count          `json:"is"`
}

// Since lists what is not as it was in the edition before, in the order of the statement.
func (c Content) Since(p *monitoring.Programme, before Content) []Changed {
	d := difference{month: c.Month, split: monitoring.Measure(p.OriginSplit().ID)}
	d.groups(before.Groups, c.Groups, false)
	for _, now := range c.Lines {
		was, _ := before.Line(now.Indicator)
		measure := monitoring.Measure(now.Indicator)
		d.see(Changed{Measure: measure, Was: was.Own, Is: now.Own})
		d.see(Changed{Measure: measure, National: true, Was: was.Nation, Is: now.Nation})
	}
	d.see(Changed{Measure: monitoring.Measure(c.Result.Indicator), Was: before.Result.Now, Is: c.Result.Now})
	d.origins(before.Origins, c.Origins, false)
	d.trends(before.Trends, c.Trends, false)
	return d.all
}

// Since lists what is not as it was in the edition before.
func (n Nation) Since(p *monitoring.Programme, before Nation) []Changed {
	d := difference{month: n.Month, split: monitoring.Measure(p.OriginSplit().ID)}
	d.groups(before.Groups, n.Groups, true)
	for i, now := range n.Lines {
		if i < len(before.Lines) {
			d.see(Changed{Measure: monitoring.Measure(now.Indicator), National: true, Was: before.Lines[i].Own, Is: now.Own})
		}
	}
	d.origins(before.Origins, n.Origins, true)
	d.trends(before.Trends, n.Trends, true)
	return d.all
}

// difference collects what changed.
type difference struct {
	month calendar.Month
	// split names the indicator that is counted by origin.
	split monitoring.Measure
	all   []Changed
}

func (d *difference) see(c Changed) {
	if c.Month.IsZero() {
		c.Month = d.month
	}
	if c.Was.Num != c.Is.Num || c.Was.Den != c.Is.Den || c.Was.Status != c.Is.Status {
		d.all = append(d.all, c)
	}
}

func (d *difference) groups(was, is []Group, national bool) {
	for i, g := range is {
		if i < len(was) && was[i].Measure == g.Measure {
			d.see(Changed{Measure: g.Measure, National: national, Was: was[i].Count, Is: g.Count})
		}
	}
}

func (d *difference) origins(was, is []OriginLine, national bool) {
	for i, o := range is {
		if i < len(was) && was[i].Origin == o.Origin {
			d.see(Changed{Measure: d.split, Origin: o.Origin, National: national, Was: was[i].Own, Is: o.Own})
		}
	}
}

// trends looks at the earlier months of the lines: the statement's own has been looked at.
func (d *difference) trends(was, is []Trend, national bool) {
	for i, t := range is {
		if i >= len(was) {
			return
		}
		for k, p := range t.Points {
			if k < len(was[i].Points) && p.Month != d.month {
				d.see(Changed{Measure: monitoring.Measure(t.Indicator), National: national, Month: p.Month, Was: was[i].Points[k].Own, Is: p.Own})
			}
		}
	}
}
