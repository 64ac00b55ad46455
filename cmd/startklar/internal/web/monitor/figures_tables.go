package monitor

import (
	"slices"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
	"startklar/templates/parts"
)

// groups are P, G1, G2 and E of the page's unit: they stand beside every share, for an exemption moves all of them.
func (f *figures) groups() parts.Table {
	t := parts.Table{Caption: f.T("figures.groups_of", "place", f.unitName(f.unit), "month", f.monthName(f.month)), HideCaption: true, Columns: []parts.Column{
		{Label: f.T("figures.group")}, {Label: f.T("figures.citizens"), Numeric: true}, {Label: f.T("figures.meaning")},
	}}
	for _, g := range monitoring.AllGroups() {
		key := strings.ToLower(string(g))
		count := f.cell(f.count(f.month, monitoring.Measure(g)).Num)
		if g == monitoring.GroupG2 {
			if marked, shown := f.count(f.month, monitoring.MeasureMarkedRehab).Num.Value(); shown {
				count.Note = f.T("figures.marked_now", "count", marked)
			}
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: f.T("figures.group." + key)}, count, {Text: f.T("figures.meaning." + key)}}})
	}
	return t
}

// allIndicators are the indicators of the page's municipality beside the nation's.
func (f *figures) allIndicators() parts.Table {
	t := parts.Table{
		Caption: f.T("figures.all_of", "place", f.unitName(f.unit), "month", f.monthName(f.month)),
		Columns: []parts.Column{
			{Label: f.T("figures.indicator")},
			{Label: f.unitName(f.unit)},
			{Label: f.T("figures.nation"), Numeric: true},
			{Label: f.T("figures.pooled")},
			{Label: f.T("figures.word")},
		},
	}
	for _, i := range f.programme.Indicators {
		if !i.ByOrigin {
			t.Rows = append(t.Rows, f.indicatorRow(i))
		}
	}
	return t
}

func (f *figures) indicatorRow(i monitoring.Indicator) parts.Row {
	nation := f.countOf(monitoring.National, f.month, monitoring.Measure(i.ID), monitoring.OriginAll)
	word := parts.Cell{Text: f.T("signal.level.not_judged")}
	if judged, ok := f.level(f.code, i.ID); ok {
		word = parts.Cell{Value: f.levelStatus(judged.Level), File: f.levelStatus(judged.Level).Text}
	}
	return parts.Row{Cells: []parts.Cell{
		{Text: f.indicatorTitle(i), Note: f.Text(i.Definition)},
		{Text: f.whole(f.count(f.month, monitoring.Measure(i.ID)))},
		f.shareCell(nation),
		{Text: f.pooled(f.unit, i.ID)},
		word,
	}}
}

// places lists the municipalities of the month by name, with an indicator and the groups beside it; no order but
// that of the names.
func (f *figures) places(i monitoring.Indicator, codes []municipality.Code) parts.Table {
	t := parts.Table{
		Caption: f.T("indicator.places", "title", i.Title, "month", f.monthName(f.month)), Wide: true,
		Columns: []parts.Column{
			{Label: f.T("overview.municipality")},
			{Label: f.T("figures.number"), Numeric: true},
			{Label: f.T("figures.out_of"), Numeric: true},
			{Label: f.T("figures.share"), Numeric: true},
			{Label: f.T("figures.pooled")},
			{Label: f.T("figures.word")},
		},
		Empty: parts.EmptyState{Heading: f.T("indicator.no_places"), Text: f.T("indicator.no_places_text")},
	}
	for _, g := range monitoring.AllGroups() {
		t.Columns = append(t.Columns, parts.Column{Label: string(g), Numeric: true})
	}
	for _, code := range codes {
		t.Rows = append(t.Rows, f.placeRow(i, code))
	}
	return t
}

func (f *figures) placeRow(i monitoring.Indicator, code municipality.Code) parts.Row {
	unit := monitoring.UnitID(code)
	now := f.countOf(unit, f.month, monitoring.Measure(i.ID), monitoring.OriginAll)
	word := parts.Cell{}
	if judged, ok := f.level(code, i.ID); ok {
		word = parts.Cell{Value: f.levelStatus(judged.Level), File: f.levelStatus(judged.Level).Text}
	}
	row := parts.Row{Cells: []parts.Cell{
		{Text: site.PlaceName(code)}, f.cell(now.Num), f.cell(now.Den), f.shareCell(now), {Text: f.pooled(unit, i.ID)}, word,
	}}
	for _, g := range monitoring.AllGroups() {
		row.Cells = append(row.Cells, f.cell(f.countOf(unit, f.month, monitoring.Measure(g), monitoring.OriginAll).Num))
	}
	return row
}

// placesOf are the municipalities of the page's month that the viewer may know, by name; of one region if one is named.
func (f *figures) placesOf(region string) (codes []municipality.Code) {
	for _, unit := range f.spread.Units(f.month) {
		code := municipality.Code(unit)
		if _, is := municipality.Get(code); is && (region == "" || municipality.RegionOn(code, f.month.Last()) == region) {
			codes = append(codes, code)
		}
	}
	slices.SortFunc(codes, func(a, b municipality.Code) int { return municipality.Compare(site.PlaceName(a), site.PlaceName(b)) })
	return codes
}

// outside tells whether a signal lies beyond the limits.
func outside(s signal.Signal) bool { return s.Level == signal.Watch || s.Level == signal.Propose }
