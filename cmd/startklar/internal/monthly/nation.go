package monthly

import (
	"slices"

	"startklar/cmd/startklar/internal/sheet"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
	"startklar/domain/statement"
	"startklar/templates/catalogue"
	"startklar/templates/pages"
)

// National is the national edition on its way to a sheet.
type National struct {
	catalogue.Lang
	Programme *monitoring.Programme
	Content   statement.Nation
	Version   Version
	Inside    bool
}

// Sheet writes the edition: one page.
func (n National) Sheet() pages.NationSheet {
	c := n.Content
	s := pages.NationSheet{
		Lang: string(n.Lang), Kicker: n.T("nation.kicker"), Title: n.T("nation.title"), Month: upperFirst(n.month()), Inside: n.Inside,
		Mark: mark(n.Lang, n.Version, c.Provisional), Facts: versionFacts(n.Lang, n.Version, c.Coverage),
		Sentences:  []pages.StatementSentence{n.hours(), n.targets(), n.coverage()},
		Indicators: n.indicators(), Regions: n.regions(), Comment: comment(n.Lang, n.Version.Comment),
		Caveats: pages.StatementList{Heading: n.T("nation.caveats.heading"), Items: n.caveats()},
		Foot:    []string{n.T("statement.foot.source")},
	}
	if n.Version.Number > 1 {
		s.Corrections = corrections(n.Lang, n.Programme, n.Version, unsaid(c.Changed), mostNationalCorrections)
	}
	for _, t := range c.Trends {
		i, _ := n.Programme.Indicator(t.Indicator)
		s.Trends = append(s.Trends, drawTrend(n.Lang, i, t, false))
	}
	return s
}

// unsaid leaves out that counts are the nation's: here all of them are.
func unsaid(changed []statement.Changed) []statement.Changed {
	changed = slices.Clone(changed)
	for i := range changed {
		changed[i].National = false
	}
	return changed
}

func (n National) month() string { return calendar.FormatMonth(n.Content.Month, string(n.Lang)) }

func (n National) line(id monitoring.IndicatorID) statement.Line {
	for _, l := range n.Content.Lines {
		if l.Indicator == id {
			return l
		}
	}
	return statement.Line{}
}

func (n National) hours() pages.StatementSentence {
	s := pages.StatementSentence{Head: n.T("statement.hours.head")}
	six := n.line(n.Programme.Headline().ID)
	if !six.Own.Known() {
		s.Text = upperFirst(of(n.Lang, six.Own))
		return s
	}
	s.Text = n.T("nation.hours", "own", of(n.Lang, six.Own), "share", share(n.Lang, six.Own))
	if six.Before.Known() {
		s.Text += " " + n.T("nation.hours_before", "before", of(n.Lang, six.Before), "share", share(n.Lang, six.Before))
	}
	return s
}

func (n National) targets() pages.StatementSentence {
	s := pages.StatementSentence{Head: n.T("nation.targets.head")}
	for _, r := range n.Content.Met {
		s.Text += " " + n.T("nation.targets", "count", r.Count, "percent", r.Percent)
	}
	return s
}

func (n National) coverage() pages.StatementSentence {
	c := n.Content.Coverage
	s := pages.StatementSentence{Head: n.T("nation.coverage.head"), Text: n.T("nation.coverage.all", "participating", c.Participating)}
	if c.Delivered < c.Participating {
		s.Text = n.T("nation.coverage.some", "delivered", c.Delivered, "participating", c.Participating) + " " +
			n.T("nation.missing.heading") + ": " + n.List(n.missing()) + "."
	}
	return s
}

// missing names those who have not delivered, in Danish order.
func (n National) missing() (names []string) {
	for _, code := range n.Content.Coverage.Missing {
		m, _ := municipality.Get(code)
		names = append(names, m.Name)
	}
	slices.SortFunc(names, municipality.Compare)
	return names
}

func (n National) indicators() pages.StatementTable {
	t := pages.StatementTable{
		Heading: n.T("statement.indicators.heading"), Loud: 1,
		Head: []string{
			n.T("statement.column.indicator"), n.T("statement.column.nation"), n.T("statement.column.pooled"), n.T("statement.column.change"),
		},
	}
	for _, l := range n.Content.Lines {
		t.Rows = append(t.Rows, pages.StatementRow{Cells: []pages.StatementCell{
			{Text: measureName(n.Lang, n.Programme, monitoring.Measure(l.Indicator))},
			{Text: of(n.Lang, l.Own), Note: share(n.Lang, l.Own)},
			{Text: of(n.Lang, l.Pooled), Note: share(n.Lang, l.Pooled)},
			change(n.Lang, l),
		}})
	}
	return t
}

// regional are the indicators that the page tells of each region: the marking, the headline and the requirement.
func (n National) regional() (all []monitoring.Measure) {
	for _, i := range []monitoring.Indicator{n.Programme.Marking(), n.Programme.Headline(), n.Programme.Required()} {
		if i.ID != "" && !slices.Contains(all, monitoring.Measure(i.ID)) {
			all = append(all, monitoring.Measure(i.ID))
		}
	}
	return all
}

func (n National) regions() pages.StatementTable {
	t := pages.StatementTable{Heading: n.T("nation.regions.heading"), Head: []string{n.T("statement.column.region"), n.T("statement.column.coverage")}}
	columns, regional := statement.Columns(n.Programme), n.regional()
	for _, m := range regional {
		t.Head = append(t.Head, measureName(n.Lang, n.Programme, m))
	}
	for _, u := range n.Content.Units {
		name, regionWide := regionName(u.Unit)
		if !regionWide {
			continue
		}
		row := pages.StatementRow{Cells: []pages.StatementCell{{Text: name}, {Text: n.T("statement.of", "n", u.Delivered, "of", u.Participating)}}}
		for _, m := range regional {
			for i, column := range columns {
				if column == m && i < len(u.Counts) {
					row.Cells = append(row.Cells, pages.StatementCell{Text: of(n.Lang, u.Counts[i]), Note: share(n.Lang, u.Counts[i])})
				}
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (n National) caveats() (all []pages.StatementItem) {
	for _, key := range []string{"nation.caveat.sum", "nation.caveat.seven", "nation.caveat.discretion", "nation.caveat.rank"} {
		all = append(all, pages.StatementItem{Name: n.T(key)})
	}
	return all
}

// Table is the edition as a workbook: the nation, the regions, and every municipality in alphabetical order, each
// count as n and N, with coverage and caveats on the first sheet.
func (n National) Table() sheet.Table {
	columns := statement.Columns(n.Programme)
	t := sheet.Table{
		Title: n.T("nation.sheet", "month", n.month(), "number", max(n.Version.Number, 1)),
		Columns: []sheet.Column{
			{Title: n.T("nation.sheet.unit")}, {Title: n.T("nation.sheet.kind")}, {Title: n.T("nation.sheet.delivered")}, {Title: n.T("nation.sheet.participating")},
		},
		Facts: []sheet.Fact{{Label: n.T("nation.sheet.coverage"), Text: n.coverage().Text}},
	}
	for _, m := range columns {
		name := measureName(n.Lang, n.Programme, m)
		t.Columns = append(t.Columns, sheet.Column{Title: n.T("nation.sheet.n", "name", name)}, sheet.Column{Title: n.T("nation.sheet.of", "name", name)})
	}
	for _, c := range n.caveats() {
		t.Facts = append(t.Facts, sheet.Fact{Label: n.T("nation.sheet.caveats"), Text: c.Name})
	}
	if n.Version.Reason != "" {
		t.Facts = append(t.Facts, sheet.Fact{Label: n.T("statement.corrections.heading"), Text: n.Version.Reason})
	}
	t.Rows = append(t.Rows, n.wholeRow(columns))
	for _, u := range alphabetical(n.Content.Units) {
		t.Rows = append(t.Rows, n.unitRow(u))
	}
	return t
}

// wholeRow is the nation's: the sizes of the groups come from its groups, the indicators from its lines.
func (n National) wholeRow(columns []monitoring.Measure) []any {
	c := n.Content.Coverage
	row := []any{n.T("nation.sheet.whole"), n.T("nation.sheet.kind.nation"), c.Delivered, c.Participating}
	for _, m := range columns {
		count := n.line(monitoring.IndicatorID(m)).Own
		for _, g := range n.Content.Groups {
			if g.Measure == m {
				count = g.Count
			}
		}
		row = append(row, n.values(count)...)
	}
	return row
}

func (n National) unitRow(u statement.Unit) []any {
	name, regionWide := regionName(u.Unit)
	kind := n.T("nation.sheet.kind.region")
	if !regionWide {
		m, _ := municipality.Get(municipality.Code(u.Unit))
		name, kind = m.Name, n.T("nation.sheet.kind.municipality")
	}
	row := []any{name, kind, u.Delivered, u.Participating}
	for _, c := range u.Counts {
		row = append(row, n.values(c)...)
	}
	return row
}

// values are n and N as numbers, or why there are none in both places.
func (n National) values(c statement.Count) []any {
	if c.Known() || c.Status == monitoring.StatusNoDenominator {
		return []any{c.Num, c.Den}
	}
	why := of(n.Lang, c)
	return []any{why, why}
}
