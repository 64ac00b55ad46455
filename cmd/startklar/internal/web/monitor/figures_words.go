package monitor

import (
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"
)

// monthName writes "maj 2026".
func (w *words) monthName(m calendar.Month) string { return calendar.FormatMonth(m, string(w.Lang)) }

// percent writes "17,9 %".
func (w *words) percent(share float64) string {
	return calendar.FormatPercent(share, 1, string(w.Lang))
}

// counted writes "38 af 212", or why that is not shown.
func (w *words) counted(f view.Figure) string {
	num, shown := f.Num.Value()
	den, also := f.Den.Value()
	switch {
	case !shown || !also:
		return w.withheld(f.Withheld())
	case f.Status == monitoring.StatusNoDenominator:
		return w.T("figure.nobody")
	}
	return w.T("figure.of", "n", num, "of", den)
}

// withheld says why a number is not shown.
func (w *words) withheld(why view.Withheld) string { return w.T("figure.withheld." + string(why)) }

// share writes "17,9 %", or nothing where there is no share.
func (w *words) share(f view.Figure) string {
	if share, ok := f.Share(); ok {
		return w.percent(share)
	}
	return ""
}

// whole writes "38 af 212 (17,9 %)": never a share alone.
func (w *words) whole(f view.Figure) string {
	if share := w.share(f); share != "" {
		return w.T("figure.whole", "count", w.counted(f), "share", share)
	}
	return w.counted(f)
}

// cell is a count in a table: the number as a file wants it, or the word for why there is none.
func (w *words) cell(n view.Number) parts.Cell {
	if value, shown := n.Value(); shown {
		return parts.Cell{Text: w.Integer(value), File: value}
	}
	return parts.Cell{Text: w.withheld(n.Why())}
}

// shareCell is a share in a table.
func (w *words) shareCell(f view.Figure) parts.Cell {
	share, ok := f.Share()
	switch {
	case ok:
		return parts.Cell{Text: w.percent(share), File: share}
	case f.Status == monitoring.StatusNoDenominator:
		return parts.Cell{Text: w.T("figure.nobody")}
	}
	return parts.Cell{Text: w.withheld(f.Withheld())}
}

// unitName is a unit as it is called on screens.
func (w *words) unitName(unit monitoring.UnitID) string {
	if unit == monitoring.National {
		return w.T("figures.nation")
	}
	if region, is := strings.CutPrefix(string(unit), string(monitoring.RegionUnit(""))); is {
		return region
	}
	return site.PlaceName(municipality.Code(unit))
}

// levelKinds give each level its shape.
var levelKinds = map[signal.Level]parts.StatusKind{
	signal.Propose: parts.Raised, signal.Watch: parts.Waiting, signal.None: parts.Neutral, signal.TooFew: parts.Neutral,
	signal.Early: parts.Neutral, signal.Unknown: parts.Neutral,
}

// levelStatus is a level as a word and a shape.
func (w *words) levelStatus(l signal.Level) parts.Status {
	return parts.Status{Kind: levelKinds[l], Text: w.T("signal.level." + string(l))}
}

// sentence ends a text with one full stop, for some end with an abbreviation.
func sentence(text string) string { return strings.TrimSuffix(text, ".") + "." }

// indicatorTitle names an indicator with its number.
func (w *words) indicatorTitle(i monitoring.Indicator) string {
	return w.T("indicator.numbered", "number", string(i.ID), "title", i.Title)
}

// count is a figure of the page's unit in a month.
func (f *figures) count(m calendar.Month, what monitoring.Measure) view.Figure {
	return f.countOf(f.unit, m, what, monitoring.OriginAll)
}

// countOf is a figure; one that is not there is missing.
func (f *figures) countOf(unit monitoring.UnitID, m calendar.Month, what monitoring.Measure, o monitoring.Origin) view.Figure {
	found, known := f.spread.Count(unit, m, what, o)
	if !known {
		found.Status, found.Num, found.Den = monitoring.StatusMissing, view.NotShown(view.WithheldMissing), view.NotShown(view.WithheldMissing)
	}
	return found
}

// sayings are what the figures say of a municipality, before any picture.
func (f *figures) sayings() (all pages.Sayings) {
	all = append(all, f.comparison(f.programme.Headline()))
	if text := f.targets(f.programme.Required()); text != "" {
		all = append(all, pages.Saying{Text: text, Note: f.T("figures.required_note")})
	}
	unmarked := f.count(f.month, monitoring.MeasureUnmarked)
	if n, shown := unmarked.Num.Value(); shown && f.programme.Marking().ID != "" {
		all = append(all, pages.Saying{
			Text: f.T("figures.unmarked", "count", n), Summary: f.T("figures.mark_summary"),
			Help: []string{f.T("figures.mark_how"), f.T("figures.mark_when"), f.T("figures.mark_exempt")},
		})
	}
	return all
}

// comparison says how many there are, what the nation has, and whether chance can explain the difference.
func (f *figures) comparison(i monitoring.Indicator) pages.Saying {
	now := f.count(f.month, monitoring.Measure(i.ID))
	nation := f.countOf(monitoring.National, f.month, monitoring.Measure(i.ID), monitoring.OriginAll)
	s := pages.Saying{Text: f.T("figures.say", "count", f.whole(now), "group", f.group(i.Of), "counted", i.Counted, "month", f.monthName(f.month))}
	if _, ok := now.Num.Value(); !ok {
		s.Text = f.T("figures.say_not", "title", i.Title, "month", f.monthName(f.month), "why", site.LowerFirst(f.counted(now)))
	}
	notes := []string{}
	if share := f.share(nation); share != "" {
		notes = append(notes, f.T("figures.say_nation", "share", share))
	}
	if judged, ok := f.level(f.code, i.ID); ok {
		notes = append(notes, f.verdict(judged, i))
		if judged.Level == signal.Watch || judged.Level == signal.Propose {
			s.Status = f.levelStatus(judged.Level)
		}
	}
	s.Note = strings.Join(notes, " ")
	return s
}

// group is a group in a sentence.
func (f *figures) group(g monitoring.Group) string {
	return f.T("figures.in." + strings.ToLower(string(g)))
}

// verdict says whether chance can explain a figure; where there are too few, it gives the pooled counts instead.
func (f *figures) verdict(s signal.Signal, i monitoring.Indicator) string {
	switch {
	case s.Level == signal.TooFew:
		return f.T("signal.verdict.too_few", "count", f.pooled(monitoring.UnitID(s.Municipality), i.ID))
	case s.Level == signal.None && f.above(s):
		return f.T("signal.verdict.above")
	}
	return f.T("signal.verdict." + string(s.Level))
}

// above tells whether a count is higher than chance usually gives.
func (f *figures) above(s signal.Signal) bool {
	b := signal.Background{Share: s.National, Rho: s.Rho}
	_, high := b.Range(s.Den, signal.WatchTail)
	return s.Judged && s.Num > high
}

// pooled is a figure over the twelve months that end with the page's.
func (f *figures) pooled(unit monitoring.UnitID, id monitoring.IndicatorID) string {
	p, _ := f.spread.Pooled(unit, f.month, monitoring.Measure(id), monitoring.OriginAll)
	return f.counted(p)
}

// targets says how many citizens are missing to each target, or when it was met.
func (f *figures) targets(i monitoring.Indicator) string {
	r, found := f.spread.Result(f.unit, f.month, i.ID)
	if !found {
		return ""
	}
	var said []string
	for _, t := range r.Targets {
		n, shown := t.Missing.Value()
		switch {
		case t.Met:
			said = append(said, f.T("figures.target_met", "percent", t.Percent, "month", f.monthName(t.In)))
		case shown:
			said = append(said, f.T("figures.target_missing", "count", n, "percent", t.Percent))
		}
	}
	return strings.Join(said, " ")
}
