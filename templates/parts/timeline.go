package parts

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"startklar/domain/calendar"
	"startklar/domain/document"
	"startklar/templates/catalogue"
)

// Timeline draws dates on a line. It is a picture: a table that says the same stands beside it. Every kind of
// mark has a shape of its own, so that it reads without colours.
type Timeline struct {
	Caption string
	document.Timeline
}

// The measures of the drawing, in its own units.
const (
	lineWidth   = 960
	labelWidth  = 330
	chartLeft   = labelWidth + 14
	chartRight  = lineWidth - 14
	headHeight  = 46
	rowHeight   = 30
	footHeight  = 12
	longestMark = 46
)

// Render writes the drawing, or nothing where there is nothing to draw.
func (t Timeline) Render(ctx context.Context, w io.Writer) error {
	if len(t.Marks) == 0 {
		return nil
	}
	return timeline(t, t.chart(catalogue.From(ctx))).Render(ctx, w)
}

// chart is the drawing worked out: every place is a number.
type chart struct {
	viewBox string
	height  int
	months  []chartMonth
	today   chartToday
	rows    []chartRow
}

type chartMonth struct {
	x     string
	label string
	// strong marks the beginning of a year.
	strong bool
}

type chartToday struct{ x, label, anchor, labelX string }

type chartRow struct {
	label        string
	y, textY     string
	x            string
	shape        string
	class        string
	stripe       bool
	date, anchor string
	dateX        string
}

func (t Timeline) chart(lang catalogue.Lang) chart {
	from, to := t.Span()
	height := headHeight + rowHeight*len(t.Marks) + footHeight
	c := chart{viewBox: fmt.Sprintf("0 0 %d %d", lineWidth, height), height: height}
	place := func(d calendar.Date) int {
		return chartLeft + (chartRight-chartLeft)*from.DaysUntil(d)/max(from.DaysUntil(to), 1)
	}
	c.months = months(from, to, lang, place)
	today := place(t.Today)
	c.today = chartToday{x: number(today), label: lang.T("timeline.today", "date", t.Today), anchor: "middle", labelX: number(today)}
	switch {
	case today > chartRight-60:
		c.today.anchor, c.today.labelX = "end", number(chartRight)
	case today < chartLeft+60:
		c.today.anchor, c.today.labelX = "start", number(chartLeft)
	}
	for n, m := range t.Marks {
		c.rows = append(c.rows, markRow(n, m, place(m.On), lang))
	}
	return c
}

// months are the lines behind the marks: as many as can be read.
func months(from, to calendar.Date, lang catalogue.Lang, place func(calendar.Date) int) []chartMonth {
	first, count := calendar.MonthOf(from), calendar.MonthOf(from).MonthsUntil(calendar.MonthOf(to))
	step := 1
	for count/step > 8 {
		step = map[int]int{1: 2, 2: 3, 3: 6, 6: 12}[step]
		if step == 12 {
			break
		}
	}
	var all []chartMonth
	for n := 0; n < count; n += step {
		month := first.Add(n)
		_, number0 := month.Civil()
		all = append(all, chartMonth{x: number(place(month.First())), label: shortMonth(month, lang), strong: number0 == 1})
	}
	return all
}

// shortMonth writes "jan. 26".
func shortMonth(m calendar.Month, lang catalogue.Lang) string {
	year, month := m.Civil()
	names := strings.Fields(lang.T("timeline.months"))
	if int(month) > len(names) {
		return calendar.FormatMonth(m, string(lang))
	}
	return fmt.Sprintf("%s %02d", names[month-1], year%100)
}

func markRow(n int, m document.Mark, x int, lang catalogue.Lang) chartRow {
	top := headHeight + rowHeight*n
	middle := top + rowHeight/2
	r := chartRow{
		label: shortened(m.Label), y: number(top), textY: number(middle + 5), x: number(x), shape: shape(m.Kind, x, middle),
		class: "sk-mark sk-mark--" + string(m.Kind), stripe: n%2 == 1, date: calendar.Format(m.On, string(lang)), anchor: "start", dateX: number(x + 13),
	}
	if m.Done {
		r.class += " sk-mark--done"
	}
	if m.Late {
		r.class += " sk-mark--late"
		r.date += " – " + m.State
	}
	if x > (chartLeft+chartRight)/2 {
		r.anchor, r.dateX = "end", number(x-13)
	}
	return r
}

func shortened(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= longestMark {
		return text
	}
	return strings.TrimSpace(string([]rune(text)[:longestMark-1])) + "…"
}

// shape is the outline of a mark: a diamond, a star-less circle, a square, a triangle, a hollow flag.
func shape(kind document.MarkKind, x, y int) string {
	switch kind {
	case document.Milestone:
		return fmt.Sprintf("M%d %d l8 8 -8 8 -8 -8 z", x, y-8)
	case document.Goal:
		return fmt.Sprintf("M%d %d a7 7 0 1 0 .01 0 z", x, y-7)
	case document.Meeting:
		return fmt.Sprintf("M%d %d h13 v13 h-13 z", x-6, y-6)
	case document.Agreement:
		return fmt.Sprintf("M%d %d l8 14 h-16 z", x, y-7)
	default:
		return fmt.Sprintf("M%d %d v16 M%d %d h10", x, y-8, x-5, y-8)
	}
}

// legend is one line of what the shapes mean.
type legend struct{ shape, class, text string }

func (t Timeline) legends(lang catalogue.Lang) []legend {
	var all []legend
	for _, kind := range document.AllMarkKinds() {
		for _, m := range t.Marks {
			if m.Kind == kind {
				all = append(all, legend{shape(kind, 10, 10), "sk-mark sk-mark--" + string(kind), lang.T("timeline.kind." + string(kind))})
				break
			}
		}
	}
	return all
}

func number(n int) string { return strconv.Itoa(n) }
