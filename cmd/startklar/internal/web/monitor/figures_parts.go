package monitor

import (
	"strings"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/templates/parts"
	"startklar/templates/parts/chart"

	"github.com/a-h/templ"
)

// stackOf draws what an indicator is made up of over time: each citizen in the first part that is true.
func (f *figures) stackOf(id monitoring.IndicatorID) func(string) (templ.Component, parts.Table) {
	return func(name string) (templ.Component, parts.Table) {
		i, known := f.programme.Indicator(id)
		if !known || !i.Stacked || f.month.IsZero() {
			return nil, parts.Table{}
		}
		s := chart.Stack{First: f.first, ProvisionalName: f.T("chart.provisional"), Picture: f.frame(name, f.stackTitle(i), f.T("chart.stack_lead", "title", i.Title))}
		for _, fact := range i.Any {
			s.Parts = append(s.Parts, f.T("fact."+string(fact)))
		}
		for m := f.first; !m.After(f.last); m = m.Add(1) {
			s.Columns = append(s.Columns, f.column(i, m))
		}
		s.Alt = f.stackAlt(i)
		s.Table = f.stackTable(i)
		s.Table.Downloads = f.downloads(name)
		return s, s.Table
	}
}

// column is a month with the share of each part; a month of which a part is not shown is a gap.
func (f *figures) column(i monitoring.Indicator, m calendar.Month) chart.Column {
	c := chart.Column{Known: true, Provisional: f.spread.Provisional(m)}
	for _, fact := range i.Any {
		share, ok := f.count(m, monitoring.Part(i.ID, fact)).Share()
		c.Shares, c.Known = append(c.Shares, share), c.Known && ok
	}
	return c
}

// stackTitle names the largest part.
func (f *figures) stackTitle(i monitoring.Indicator) string {
	most, largest := -1, ""
	for _, fact := range i.Any {
		if n, shown := f.count(f.month, monitoring.Part(i.ID, fact)).Num.Value(); shown && n > most {
			most, largest = n, f.T("fact."+string(fact))
		}
	}
	if most <= 0 {
		return f.T("chart.stack_none", "title", i.Title)
	}
	return f.T("chart.stack_most", "part", largest, "count", most, "all", f.counted(f.count(f.month, monitoring.Measure(i.ID))))
}

func (f *figures) stackAlt(i monitoring.Indicator) string {
	said := []string{f.T("chart.alt_span", "from", f.monthName(f.first), "to", f.monthName(f.last))}
	for _, fact := range i.Any {
		said = append(said, f.T("chart.alt_part", "part", f.T("fact."+string(fact)), "count", f.counted(f.count(f.month, monitoring.Part(i.ID, fact)))))
	}
	return strings.Join(said, " ")
}

func (f *figures) stackTable(i monitoring.Indicator) parts.Table {
	t := parts.Table{Caption: f.T("chart.stack_lead", "title", i.Title), HideCaption: true, Wide: true, Columns: []parts.Column{{Label: f.T("figures.month"), Notes: f.T("chart.provisional")}}}
	for _, fact := range i.Any {
		t.Columns = append(t.Columns, parts.Column{Label: f.T("fact." + string(fact)), Numeric: true})
	}
	t.Columns = append(t.Columns, parts.Column{Label: f.T("figures.together"), Numeric: true}, parts.Column{Label: f.T("figures.out_of"), Numeric: true})
	for m := f.first; !m.After(f.last); m = m.Add(1) {
		row := parts.Row{Marked: m == f.month, Cells: []parts.Cell{{Text: f.monthName(m), Note: f.provisional(m)}}}
		for _, fact := range i.Any {
			row.Cells = append(row.Cells, f.cell(f.count(m, monitoring.Part(i.ID, fact)).Num))
		}
		all := f.count(m, monitoring.Measure(i.ID))
		row.Cells = append(row.Cells, f.cell(all.Num), f.cell(all.Den))
		t.Rows = append(t.Rows, row)
	}
	return t
}

// originsOf draws an indicator by origin beside the nation.
func (f *figures) originsOf(id monitoring.IndicatorID) func(string) (templ.Component, parts.Table) {
	return func(name string) (templ.Component, parts.Table) {
		i, known := f.programme.Indicator(id)
		if !known || !i.ByOrigin || f.month.IsZero() {
			return nil, parts.Table{}
		}
		r := chart.Rows{OwnName: f.unitName(f.unit), OtherName: f.T("figures.nation"), Picture: f.frame(name, f.T("chart.origins"), f.T("chart.origins_lead", "title", i.Title, "month", f.monthName(f.month)))}
		local, said := f.unit != monitoring.National, []string{}
		for _, o := range monitoring.AllOrigins() {
			own, nation := f.countOf(f.unit, f.month, monitoring.Measure(id), o), f.countOf(monitoring.National, f.month, monitoring.Measure(id), o)
			row := chart.Row{Name: f.T("origin." + string(o)), Text: f.counted(own), Provisional: own.Provisional}
			row.Own, row.Known = own.Share()
			if local {
				row.Other, row.OthersKnown = nation.Share()
			}
			r.Rows = append(r.Rows, row)
			said = append(said, f.T("chart.alt_part", "part", row.Name, "count", f.whole(own)))
		}
		r.Alt = strings.Join(said, " ")
		r.Notes = []chart.Note{{Text: f.T("chart.origins_note")}}
		r.Table = f.originTable(i)
		r.Table.Downloads = f.downloads(name)
		return r, r.Table
	}
}

func (f *figures) originTable(i monitoring.Indicator) parts.Table {
	t := parts.Table{Caption: f.T("chart.origins_lead", "title", i.Title, "month", f.monthName(f.month)), HideCaption: true, Columns: []parts.Column{
		{Label: f.T("figures.origin")},
		{Label: f.T("figures.number"), Numeric: true},
		{Label: f.T("figures.out_of"), Numeric: true},
		{Label: f.T("figures.share"), Numeric: true},
		{Label: f.T("figures.nation"), Numeric: true},
	}}
	for _, o := range monitoring.AllOrigins() {
		own, nation := f.countOf(f.unit, f.month, monitoring.Measure(i.ID), o), f.countOf(monitoring.National, f.month, monitoring.Measure(i.ID), o)
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: f.T("origin." + string(o))}, f.cell(own.Num), f.cell(own.Den), f.shareCell(own), f.shareCell(nation)}})
	}
	return t
}
