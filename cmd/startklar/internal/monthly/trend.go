package monthly

import (
	"slices"
	"strings"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/statement"
	"startklar/templates/catalogue"
	"startklar/templates/parts"
	"startklar/templates/parts/chart"
)

// drawTrend draws an indicator over the months, beside the nation where it is a municipality's. Months that are
// hidden or not delivered are gaps, and the table says which.
func drawTrend(lang catalogue.Lang, i monitoring.Indicator, t statement.Trend, local bool) chart.Trend {
	short := i.Short.In(string(lang))
	name := "statement.trend.own"
	if !local {
		name = "statement.trend.nation"
	}
	drawn := chart.Trend{Picture: chart.Picture{
		ID: "udvikling-" + string(i.ID), Title: trendTitle(lang, i.Short.In(string(lang)), t), Alt: trendAlt(lang, short, t, local), Level: 3,
		Table: trendTable(lang, short, t, local),
	}}
	own, nation := chart.Line{Name: lang.T(name)}, chart.Line{Name: lang.T("statement.trend.nation")}
	for n, p := range t.Points {
		if n == 0 {
			drawn.First = p.Month
		}
		own.Values = append(own.Values, value(p.Own))
		nation.Values = append(nation.Values, value(p.Nation))
	}
	gaps := slices.ContainsFunc(t.Points, func(p statement.Point) bool { return !p.Own.Known() || local && !p.Nation.Known() })
	if gaps {
		drawn.Notes = []chart.Note{{Text: lang.T("statement.trend.gaps")}}
	}
	if drawn.Lines = []chart.Line{own}; local {
		drawn.Lines = append(drawn.Lines, nation)
	}
	return drawn
}

// trendAlt says the values that matter, for those who do not see the lines and for those who read on paper: the first
// month, the one that a change is measured from, and the last. A month without a value is told of where it is the last.
func trendAlt(lang catalogue.Lang, name string, t statement.Trend, local bool) string {
	last := len(t.Points) - 1
	said := func(line string, of func(statement.Point) statement.Count) string {
		var values []string
		for _, n := range []int{0, last - 3, last} {
			if n >= 0 && (of(t.Points[n]).Known() || n == last) {
				values = append(values, lang.T("statement.trend.alt_value", "count", withShare(lang, of(t.Points[n])), "month", calendar.FormatMonth(t.Points[n].Month, string(lang))))
			}
		}
		return lang.T("statement.trend.alt_line", "line", lang.T(line), "values", strings.Join(values, ", "))
	}
	all := []string{lang.T("statement.trend.alt", "indicator", name)}
	if local {
		all = append(all, said("statement.trend.own", func(p statement.Point) statement.Count { return p.Own }),
			said("statement.trend.nation", func(p statement.Point) statement.Count { return p.Nation }))
	} else {
		all = append(all, said("statement.trend.nation", func(p statement.Point) statement.Count { return p.Own }))
	}
	return strings.Join(all, " ")
}

// withShare writes "59 af 335 (18 %)".
func withShare(lang catalogue.Lang, c statement.Count) string {
	if text := share(lang, c); text != "" {
		return of(lang, c) + " (" + text + ")"
	}
	return of(lang, c)
}

func value(c statement.Count) chart.Value { return chart.Value{Share: c.Share(), Known: c.Known()} }

// trendTitle is the message: where it is now and where it was a year ago.
func trendTitle(lang catalogue.Lang, name string, t statement.Trend) string {
	if len(t.Points) == 0 {
		return lang.T("statement.trend.title_none", "indicator", name)
	}
	before, now := t.Points[0].Own, t.Points[len(t.Points)-1].Own
	switch {
	case !now.Known():
		return lang.T("statement.trend.title_none", "indicator", name)
	case !before.Known():
		return lang.T("statement.trend.title_now", "indicator", name, "own", of(lang, now))
	}
	return lang.T("statement.trend.title", "indicator", name, "own", of(lang, now), "before", of(lang, before))
}

func trendTable(lang catalogue.Lang, caption string, t statement.Trend, local bool) parts.Table {
	name := lang.T("statement.trend.own")
	if !local {
		name = lang.T("statement.trend.nation")
	}
	table := parts.Table{Caption: caption, HideCaption: true, Columns: []parts.Column{{Label: lang.T("statement.trend.month")}, {Label: name}}}
	if local {
		table.Columns = append(table.Columns, parts.Column{Label: lang.T("statement.trend.nation")})
	}
	for _, p := range t.Points {
		cells := []parts.Cell{{Text: calendar.FormatMonth(p.Month, string(lang))}, {Text: of(lang, p.Own), Note: share(lang, p.Own)}}
		if local {
			cells = append(cells, parts.Cell{Text: of(lang, p.Nation), Note: share(lang, p.Nation)})
		}
		table.Rows = append(table.Rows, parts.Row{Cells: cells})
	}
	return table
}
