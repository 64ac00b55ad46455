package monitor

import (
	"strings"

	"startklar/cmd/startklar/internal/monthly"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/annotation"
	"startklar/domain/monitoring/signal"
	"startklar/domain/view"
	"startklar/templates/parts"
	"startklar/templates/parts/chart"

	"github.com/a-h/templ"
)

// back is how far a picture's message looks back.
const back = 3

// trendOf draws an indicator over time: the page's unit, the nation, and the band that chance explains.
func (f *figures) trendOf(id monitoring.IndicatorID) func(string) (templ.Component, parts.Table) {
	return func(name string) (templ.Component, parts.Table) {
		i, known := f.programme.Indicator(id)
		if !known || f.month.IsZero() {
			return nil, parts.Table{}
		}
		t := chart.Trend{
			First: f.first, BandName: f.T("chart.band", "place", f.unitName(f.unit)), ProvisionalName: f.T("chart.provisional"),
			Lines: []chart.Line{{Name: f.shortName(f.unit)}},
		}
		if f.unit != monitoring.National {
			t.Lines = append(t.Lines, chart.Line{Name: f.T("figures.nation")})
		}
		for m := f.first; !m.After(f.last); m = m.Add(1) {
			t.Lines[0].Values = append(t.Lines[0].Values, value(f.count(m, monitoring.Measure(id))))
			if f.unit != monitoring.National {
				t.Lines[1].Values = append(t.Lines[1].Values, value(f.countOf(monitoring.National, m, monitoring.Measure(id), monitoring.OriginAll)))
			}
			t.Band = append(t.Band, f.band(i, m))
		}
		for _, percent := range i.Targets {
			t.Targets = append(t.Targets, chart.Target{Share: float64(percent) / 100, Label: f.T("chart.target", "percent", percent)})
		}
		t.Picture = f.frame(name, f.trendTitle(i), sentence(f.Text(i.Title))+" "+f.T("chart.of."+strings.ToLower(string(i.Of))))
		t.Alt = f.trendAlt(i, t)
		t.Spans, t.Notes = f.events(i.ID, f.first, f.last)
		t.Table = f.trendTable(i)
		t.Table.Downloads = f.downloads(name)
		return t, t.Table
	}
}

// frame is a picture with its names.
func (f *figures) frame(name, title, lead string) chart.Picture {
	return chart.Picture{ID: name, Title: title, Lead: lead}
}

// value is a figure as a line shows it.
func value(f view.Figure) chart.Value {
	share, known := f.Share()
	return chart.Value{Share: share, Known: known, Provisional: f.Provisional}
}

// band is what could be expected of so many citizens, if the municipality were like the others.
func (f *figures) band(i monitoring.Indicator, m calendar.Month) chart.Range {
	if f.code == "" || i.Worry == monitoring.WorryNone {
		return chart.Range{}
	}
	size, shown := f.count(m, monitoring.Measure(i.ID)).Den.Value()
	b, known := f.spread.Background(f.code, i.ID, m)
	if !known || !shown || size == 0 {
		return chart.Range{}
	}
	low, high := b.Range(size, signal.WatchTail)
	return chart.Range{Low: float64(low) / float64(size), High: float64(high) / float64(size), Known: true}
}

// shortName fits at the end of a line.
func (f *figures) shortName(unit monitoring.UnitID) string {
	const fits = 11
	name := []rune(f.unitName(unit))
	if len(name) <= fits {
		return string(name)
	}
	return string(name[:fits-1]) + "."
}

// trendTitle is the message: how many there are, and how many there were.
func (f *figures) trendTitle(i monitoring.Indicator) string {
	if len(i.Targets) > 0 {
		if text := f.targets(i); text != "" {
			return text
		}
	}
	now, then := f.count(f.month, monitoring.Measure(i.ID)), f.count(f.month.Add(-back), monitoring.Measure(i.ID))
	if _, ok := now.Share(); !ok {
		return f.T("figures.say_not", "title", i.Title, "month", f.monthName(f.month), "why", site.LowerFirst(f.counted(now)))
	}
	text := sentence(f.T("chart.now", "count", f.whole(now), "counted", i.Counted))
	if _, ok := then.Share(); ok {
		text += " " + f.T("chart.then", "count", f.whole(then))
	}
	return text
}

// trendAlt tells where the lines begin and end, and what is missing.
func (f *figures) trendAlt(i monitoring.Indicator, t chart.Trend) string {
	said := []string{f.T("chart.alt_span", "from", f.monthName(f.first), "to", f.monthName(f.last))}
	for _, l := range t.Lines {
		if first, last := ends(l.Values); last >= 0 {
			said = append(said, f.T("chart.alt_line", "name", l.Name, "first", f.percent(l.Values[first].Share), "first_month", f.monthName(f.first.Add(first)),
				"last", f.percent(l.Values[last].Share), "last_month", f.monthName(f.first.Add(last))))
		}
	}
	if at := f.first.MonthsUntil(f.month); at >= 0 && at < len(t.Band) && t.Band[at].Known {
		said = append(said, f.T("chart.alt_band", "month", f.monthName(f.month), "low", f.percent(t.Band[at].Low), "high", f.percent(t.Band[at].High)))
	}
	if missing := f.missing(i); missing != "" {
		said = append(said, f.T("chart.alt_missing", "months", missing))
	}
	return strings.Join(said, " ")
}

// ends are the first and the last value of a line; the last is -1 where there is none.
func ends(values []chart.Value) (first, last int) {
	first, last = -1, -1
	for n, v := range values {
		if v.Known {
			if first < 0 {
				first = n
			}
			last = n
		}
	}
	return first, last
}

// missing names the months without a value.
func (f *figures) missing(i monitoring.Indicator) string {
	var names []string
	for m := f.first; !m.After(f.last); m = m.Add(1) {
		if _, ok := f.count(m, monitoring.Measure(i.ID)).Share(); !ok {
			names = append(names, f.monthName(m))
		}
	}
	return strings.Join(names, ", ")
}

// events are the dated events of an indicator in some months, each with its letter.
func (f *figures) events(id monitoring.IndicatorID, from, until calendar.Month) (spans []chart.Span, notes []chart.Note) {
	for _, a := range f.spread.Annotations {
		if !a.About(id) || !a.Touches(from, until) {
			continue
		}
		mark := string(rune('A' + len(spans)%26))
		spans = append(spans, chart.Span{From: a.From, Until: a.Until, Mark: mark})
		notes = append(notes, chart.Note{Mark: mark, Text: f.eventText(a.Content)})
	}
	return spans, notes
}

// eventText is an event in one line: when, what, and what follows.
func (w *words) eventText(c annotation.Content) string {
	text := w.T("annotation.line", "span", w.eventSpan(c), "title", c.Title)
	if c.Suspends {
		text += " " + w.T("annotation.suspends_line")
	}
	return text
}

// eventSpan writes "Marts 2026 – maj 2026".
func (w *words) eventSpan(c annotation.Content) string {
	switch {
	case c.Until.IsZero():
		return w.T("annotation.from_on", "month", w.monthName(c.From))
	case c.Until == c.From:
		return monthly.Month(w.Lang, c.From)
	}
	return monthly.Month(w.Lang, c.From) + " – " + w.monthName(c.Until)
}

func (f *figures) trendTable(i monitoring.Indicator) parts.Table {
	unit := f.unitName(f.unit)
	t := parts.Table{Caption: f.T("chart.table", "title", i.Title, "place", unit), HideCaption: true, Wide: true, Columns: []parts.Column{
		{Label: f.T("figures.month"), Notes: f.T("chart.provisional")},
		{Label: f.T("figures.number"), Numeric: true},
		{Label: f.T("figures.out_of"), Numeric: true},
		{Label: f.T("figures.share"), Numeric: true},
	}}
	local := f.unit != monitoring.National
	judged := f.code != "" && i.Worry != monitoring.WorryNone
	if local {
		t.Columns = append(t.Columns, parts.Column{Label: f.T("figures.nation"), Numeric: true})
	}
	if judged {
		t.Columns = append(t.Columns, parts.Column{Label: f.T("chart.expected")})
	}
	for m := f.first; !m.After(f.last); m = m.Add(1) {
		now := f.count(m, monitoring.Measure(i.ID))
		row := parts.Row{Marked: m == f.month, Cells: []parts.Cell{
			{Text: f.monthName(m), Note: f.provisional(m)}, f.cell(now.Num), f.cell(now.Den), f.shareCell(now),
		}}
		if local {
			row.Cells = append(row.Cells, f.shareCell(f.countOf(monitoring.National, m, monitoring.Measure(i.ID), monitoring.OriginAll)))
		}
		if judged {
			row.Cells = append(row.Cells, f.expected(i, m))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (f *figures) provisional(m calendar.Month) string {
	if f.spread.Provisional(m) {
		return f.T("chart.provisional")
	}
	return ""
}

func (f *figures) expected(i monitoring.Indicator, m calendar.Month) parts.Cell {
	b := f.band(i, m)
	if !b.Known {
		return parts.Cell{Text: f.T("figure.nobody")}
	}
	return parts.Cell{Text: f.T("chart.range", "low", f.percent(b.Low), "high", f.percent(b.High))}
}
