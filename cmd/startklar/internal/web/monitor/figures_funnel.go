package monitor

import (
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
	"startklar/templates/parts"
	"startklar/templates/parts/chart"

	"github.com/a-h/templ"
)

// funnelOf draws an indicator by how many citizens it is of, with the limits of the rules: one's own municipality,
// and those of the others that the viewer may know.
func (f *figures) funnelOf(id monitoring.IndicatorID) func(string) (templ.Component, parts.Table) {
	return f.funnelIn(id, "")
}

// funnelIn leaves the dots of one region; the limits are everybody's.
func (f *figures) funnelIn(id monitoring.IndicatorID, region string) func(string) (templ.Component, parts.Table) {
	return func(name string) (templ.Component, parts.Table) {
		i, known := f.programme.Indicator(id)
		b, some := f.spread.Background(f.code, id, f.month)
		if !known || !some || i.Worry == monitoring.WorryNone {
			return nil, parts.Table{}
		}
		dots := f.dots(i, region)
		if len(dots) == 0 {
			return nil, parts.Table{}
		}
		n := chart.Funnel{
			Picture:  f.frame(name, f.funnelTitle(i, dots), f.T("chart.funnel_lead", "title", i.Title, "month", f.monthName(f.month))),
			SizeName: f.T("chart.sizes." + strings.ToLower(string(i.Of))), Centre: b.Share, CentreLabel: f.centreLabel(b), Dots: dots,
			WatchName: f.T("chart.limit_watch"), FarName: f.T("chart.limit_far"), OwnName: f.unitName(f.unit),
			OthersName: f.T("chart.other_place"), OutsideName: f.T("chart.outside_place"),
		}
		n.Watch, n.Far = limits(dots, b, i.Worry, signal.WatchTail), limits(dots, b, i.Worry, signal.ProposeTail)
		n.Alt = f.T("chart.funnel_alt", "count", len(dots), "share", f.percent(b.Share)) + " " + n.Title
		n.Notes = []chart.Note{{Text: f.T("chart.funnel_note." + string(i.Worry))}}
		n.Table = f.funnelTable(i, region)
		n.Table.Downloads = f.downloads(name)
		return n, n.Table
	}
}

// centreLabel names the middle: the others of a municipality, or everybody.
func (f *figures) centreLabel(b signal.Background) string {
	if f.code == "" {
		return f.T("chart.centre_all", "share", f.percent(b.Share))
	}
	return f.T("chart.centre", "share", f.percent(b.Share))
}

// dots are the municipalities that are shown to the viewer.
func (f *figures) dots(i monitoring.Indicator, region string) (dots []chart.Dot) {
	for _, code := range f.placesOf(region) {
		now := f.countOf(monitoring.UnitID(code), f.month, monitoring.Measure(i.ID), monitoring.OriginAll)
		share, shown := now.Share()
		size, _ := now.Den.Value()
		if !shown {
			continue
		}
		dot := chart.Dot{Size: size, Share: share, Own: code == f.code, Provisional: now.Provisional}
		judged, _ := f.level(code, i.ID)
		dot.Outside = outside(judged)
		if dot.Own || judged.Level == signal.Propose {
			dot.Label = site.PlaceName(code)
		}
		dots = append(dots, dot)
	}
	return dots
}

// limits are the curves; of an indicator that is worrying when it is low, the low one alone. They reach a little
// beyond the largest municipality.
func limits(dots []chart.Dot, b signal.Background, worry monitoring.Worry, below float64) chart.Limits {
	largest := 50
	for _, d := range dots {
		largest = max(largest, d.Size+d.Size/10)
	}
	low, high := signal.Curve(largest, b.Share, b.Rho, below)
	l := chart.Limits{Low: edges(low)}
	if worry == monitoring.WorryBoth || below == signal.WatchTail {
		l.High = edges(high)
	}
	return l
}

func edges(curve []signal.Edge) []chart.Edge {
	all := make([]chart.Edge, len(curve))
	for n, e := range curve {
		all[n] = chart.Edge(e)
	}
	return all
}

// funnelTitle is the message: whether chance can explain one's own figure, or how many lie outside.
func (f *figures) funnelTitle(i monitoring.Indicator, dots []chart.Dot) string {
	if f.code != "" {
		own := f.T("chart.funnel_own", "place", site.PlaceName(f.code), "count", f.whole(f.count(f.month, monitoring.Measure(i.ID))))
		if judged, ok := f.level(f.code, i.ID); ok {
			own += " " + f.verdict(judged, i)
		}
		return own
	}
	n := 0
	for _, d := range dots {
		if d.Outside {
			n++
		}
	}
	return f.T("chart.funnel_outside", "count", n, "all", len(dots))
}

// funnelTable is the drawing's values. A municipality reads its own and the limits at its own size; nobody reads more
// than the dots that are drawn for them.
func (f *figures) funnelTable(i monitoring.Indicator, region string) parts.Table {
	t := parts.Table{Caption: f.T("chart.funnel_lead", "title", i.Title, "month", f.monthName(f.month)), HideCaption: true, Wide: true, Columns: []parts.Column{
		{Label: f.T("overview.municipality")},
		{Label: f.T("figures.number"), Numeric: true},
		{Label: f.T("figures.out_of"), Numeric: true},
		{Label: f.T("figures.share"), Numeric: true},
		{Label: f.T("chart.expected")},
		{Label: f.T("figures.word")},
	}}
	for _, code := range f.placesOf(region) {
		t.Rows = append(t.Rows, f.funnelRow(i, code))
	}
	return t
}

func (f *figures) funnelRow(i monitoring.Indicator, code municipality.Code) parts.Row {
	now := f.countOf(monitoring.UnitID(code), f.month, monitoring.Measure(i.ID), monitoring.OriginAll)
	expected, word := parts.Cell{Text: f.T("figure.nobody")}, parts.Cell{Text: f.T("signal.level.not_judged")}
	size, shown := now.Den.Value()
	if b, known := f.spread.Background(code, i.ID, f.month); known && shown && size > 0 {
		low, high := b.Range(size, signal.WatchTail)
		expected.Text = f.T("chart.range", "low", f.Integer(low), "high", f.Integer(high))
	}
	if judged, ok := f.level(code, i.ID); ok {
		word = parts.Cell{Value: f.levelStatus(judged.Level), File: f.levelStatus(judged.Level).Text}
	}
	return parts.Row{Marked: code == f.code, Cells: []parts.Cell{{Text: site.PlaceName(code)}, f.cell(now.Num), f.cell(now.Den), f.shareCell(now), expected, word}}
}
