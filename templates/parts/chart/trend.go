package chart

import (
	"context"
	"io"
	"slices"
	"strings"

	"startklar/domain/calendar"
	"startklar/templates/catalogue"
)

// Trend is one or two shares over months, against a band of what could be expected.
type Trend struct {
	Picture
	// First is the first month; every line has one value for each month from there on.
	First calendar.Month
	// Lines are drawn in their order, at most three: solid, dashed, dotted.
	Lines []Line
	// Band lies behind the lines; BandName explains it.
	Band     []Range
	BandName string
	// Targets are shares to reach, as lines with their words.
	Targets []Target
	// Spans are stretches of time that a note explains.
	Spans []Span
	// ProvisionalName explains pale, hollow marks.
	ProvisionalName string
}

// Line is a share over months. Name stands at its end and in the legend; it is short.
type Line struct {
	Name   string
	Values []Value
}

// Value is a share; the zero value is a gap.
type Value struct {
	Share              float64
	Known, Provisional bool
}

// Range is a stretch of shares; the zero value is a gap.
type Range struct {
	Low, High float64
	Known     bool
}

// Target is a share to reach.
type Target struct {
	Share float64
	Label string
}

// Span is a stretch of months, the last of them included; a zero Until is open. Mark is the letter of its note.
type Span struct {
	From, Until calendar.Month
	Mark        string
}

// Render writes the picture.
func (t Trend) Render(ctx context.Context, w io.Writer) error {
	return trend(t, t.draw(catalogue.From(ctx))).Render(ctx, w)
}

// The measures of a trend, in the drawing's units.
const (
	trendWidth, trendHeight = 460, 270
	labelHeight             = 17
)

// trendDrawing is a trend worked out.
type trendDrawing struct {
	box
	across, up []tick
	// bands are the outlines of the stretches of the band.
	bands   []string
	lines   []lineDrawing
	targets []tick
	spans   []spanDrawing
	legend  []Sample
}

type lineDrawing struct {
	class string
	// settled and provisional are the strokes, marks the shapes upon them.
	settled, provisional string
	marks                []markDrawing
	// label stands at labelX and labelY.
	label          string
	labelX, labelY float64
}

type markDrawing struct{ class, shape string }

type spanDrawing struct {
	left, width float64
	mark        string
}

// lineKinds name the classes of the lines, in their order.
var lineKinds = []string{"own", "other", "third"}

func (t Trend) draw(lang catalogue.Lang) trendDrawing {
	d := trendDrawing{box: box{left: 46, top: 26, right: trendWidth - 92, bottom: trendHeight - 26}}
	up := newShares(d.box, t.greatest())
	across := months{d.box, t.First, t.count()}
	d.up, d.across = up.ticks(lang), across.ticks(lang)
	d.bands = bands(t.Band, across, up)
	for _, target := range t.Targets {
		d.targets = append(d.targets, tick{up.y(target.Share), target.Label})
	}
	for n, l := range t.Lines {
		d.lines = append(d.lines, l.draw(lineKinds[min(n, len(lineKinds)-1)], across, up))
	}
	spread(d.lines, d.top, d.bottom)
	d.spans = spans(t.Spans, across)
	d.legend = t.samples()
	return d
}

func (t Trend) count() (n int) {
	for _, l := range t.Lines {
		n = max(n, len(l.Values))
	}
	return n
}

// greatest is the share that the axis must hold, with some air above.
func (t Trend) greatest() (share float64) {
	for _, l := range t.Lines {
		for _, v := range l.Values {
			if v.Known {
				share = max(share, v.Share)
			}
		}
	}
	for _, r := range t.Band {
		if r.Known {
			share = max(share, r.High)
		}
	}
	for _, target := range t.Targets {
		share = max(share, target.Share)
	}
	return min(share*1.04, 1)
}

// bands outline the stretches of months in which the band is known.
func bands(all []Range, across months, up shares) (outlines []string) {
	for from := 0; from < len(all); from++ {
		if !all[from].Known {
			continue
		}
		until := from
		for until < len(all) && all[until].Known {
			until++
		}
		outlines = append(outlines, bandOutline(all[from:until], from, across, up))
		from = until
	}
	return outlines
}

// bandOutline goes along the upper edge and comes back along the lower one. Where a month stands alone it is a bar.
func bandOutline(all []Range, from int, across months, up shares) string {
	half := 0.0
	if len(all) == 1 {
		half = across.slot() / 3
	}
	var upper, lower []string
	for n, r := range all {
		x := across.x(from + n)
		upper = append(upper, at(x-half)+" "+at(up.y(r.High)))
		lower = append(lower, at(x-half)+" "+at(up.y(r.Low)))
		if half > 0 {
			upper, lower = append(upper, at(x+half)+" "+at(up.y(r.High))), append(lower, at(x+half)+" "+at(up.y(r.Low)))
		}
	}
	slices.Reverse(lower)
	return "M" + strings.Join(append(upper, lower...), "L") + "Z"
}

// draw breaks the line at gaps, and draws what leads to a provisional month apart.
func (l Line) draw(kind string, across months, up shares) lineDrawing {
	d := lineDrawing{class: "sk-chart__line sk-chart__line--" + kind}
	var settled, provisional strings.Builder
	for n, v := range l.Values {
		if !v.Known {
			continue
		}
		x, y := across.x(n), up.y(v.Share)
		if n > 0 && l.Values[n-1].Known {
			stroke := &settled
			if v.Provisional {
				stroke = &provisional
			}
			stroke.WriteString("M" + at(across.x(n-1)) + " " + at(up.y(l.Values[n-1].Share)) + "L" + at(x) + " " + at(y))
		}
		d.marks = append(d.marks, mark(kind, v.Provisional, x, y))
		d.label, d.labelX, d.labelY = l.Name, across.right+6, y
	}
	d.settled, d.provisional = settled.String(), provisional.String()
	return d
}

// mark is the shape of a value: a disc for the first line, a square for the second, a triangle for the third.
func mark(kind string, provisional bool, x, y float64) markDrawing {
	class := "sk-chart__mark sk-chart__mark--" + kind
	if provisional {
		class += " sk-chart__mark--provisional"
	}
	return markDrawing{class, markShape(kind, x, y)}
}

func markShape(kind string, x, y float64) string {
	switch kind {
	case "own":
		return "M" + at(x) + " " + at(y-4) + "a4 4 0 1 0 .01 0z"
	case "other":
		return "M" + at(x-3.4) + " " + at(y-3.4) + "h6.8v6.8h-6.8z"
	default:
		return "M" + at(x) + " " + at(y-4.4) + "l4.4 7.8h-8.8z"
	}
}

// spread moves the words at the ends of lines apart, so that they can be read.
func spread(lines []lineDrawing, top, bottom float64) {
	order := make([]*lineDrawing, 0, len(lines))
	for n := range lines {
		if lines[n].label != "" {
			order = append(order, &lines[n])
		}
	}
	slices.SortFunc(order, func(a, b *lineDrawing) int {
		if a.labelY < b.labelY {
			return -1
		}
		return 1
	})
	for n, l := range order {
		l.labelY = max(l.labelY, top+float64(n)*labelHeight)
		if n > 0 {
			l.labelY = max(l.labelY, order[n-1].labelY+labelHeight)
		}
	}
	for n, l := range slices.Backward(order) {
		l.labelY = min(l.labelY, bottom-float64(len(order)-1-n)*labelHeight)
	}
}

// spans place stretches of time; what lies outside is left out.
func spans(all []Span, across months) (drawn []spanDrawing) {
	for _, s := range all {
		from, until := across.index(s.From), across.count-1
		if !s.Until.IsZero() {
			until = min(until, across.index(s.Until))
		}
		if from = max(from, 0); from > until {
			continue
		}
		left := across.left + across.slot()*float64(from)
		drawn = append(drawn, spanDrawing{left, across.slot() * float64(until-from+1), s.Mark})
	}
	return drawn
}

// samples explain the signs that are in the drawing.
func (t Trend) samples() (all []Sample) {
	provisional := false
	for n, l := range t.Lines {
		kind := lineKinds[min(n, len(lineKinds)-1)]
		all = append(all, Sample{Label: l.Name, class: "sk-chart__line sk-chart__line--" + kind, shape: "M1 10H27", mark: mark(kind, false, 14, 10)})
		provisional = provisional || slices.ContainsFunc(l.Values, func(v Value) bool { return v.Known && v.Provisional })
	}
	if slices.ContainsFunc(t.Band, func(r Range) bool { return r.Known }) {
		all = append(all, Sample{Label: t.BandName, class: "sk-chart__band", shape: "M1 4H27V16H1z"})
	}
	if provisional {
		all = append(all, Sample{
			Label: t.ProvisionalName, class: "sk-chart__line sk-chart__line--own sk-chart__line--provisional",
			shape: "M1 10H27", mark: mark("own", true, 14, 10),
		})
	}
	return all
}
