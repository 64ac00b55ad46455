package chart_test

import (
	"bytes"
	"context"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"startklar/domain/calendar"
	"startklar/templates/catalogue"
	"startklar/templates/parts"
	"startklar/templates/parts/chart"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"
	"pgregory.net/rapid"
)

func draw(t testing.TB, c templ.Component) *goquery.Document {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(catalogue.With(context.Background(), catalogue.Danish), &b); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "NaN") || strings.Contains(b.String(), "Inf") || strings.Contains(b.String(), "⟦") {
		t.Fatalf("not drawn whole: %s", b.String())
	}
	page, err := goquery.NewDocumentFromReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func picture(id string) chart.Picture {
	return chart.Picture{
		ID: id, Title: "38 af 212 er i lønnede timer", Lead: "Aalborg og landet", Alt: "Fra 10 % til 18 %.",
		Table: parts.Table{
			Caption: "Lønnede timer", Columns: []parts.Column{{Label: "Måned"}, {Label: "Antal"}},
			Rows: []parts.Row{{Cells: []parts.Cell{{Text: "maj 2026"}, {Text: "38 af 212"}}}},
		},
		Notes: []chart.Note{{Mark: "A", Text: "Ny lov"}},
	}
}

func january() calendar.Month { return calendar.NewMonth(2026, time.January) }

// specimens are one of every kind, with a gap and a provisional month where there are months.
func specimens() map[string]templ.Component {
	known := func(shares ...float64) (values []chart.Value) {
		for n, share := range shares {
			values = append(values, chart.Value{Share: share, Known: share >= 0, Provisional: n >= len(shares)-2})
		}
		return values
	}
	band := []chart.Range{{.08, .19, true}, {.08, .2, true}, {}, {.09, .2, true}, {.1, .21, true}, {.1, .22, true}}
	return map[string]templ.Component{
		"trend": chart.Trend{
			Picture: picture("a"), First: january(), Band: band, BandName: "Det, tilfældet kan forklare", ProvisionalName: "Foreløbig",
			Lines:   []chart.Line{{"Aalborg", known(.1, .12, -1, .15, .17, .12)}, {"Landet", known(.13, .13, .14, .14, .15, .13)}},
			Targets: []chart.Target{{.15, "15 %"}, {.20, "20 %"}},
			Spans:   []chart.Span{{From: january().Add(3), Mark: "A"}},
		},
		"funnel": chart.Funnel{
			Picture: picture("b"), SizeName: "Borgere i indsatsgruppen", Centre: .15, CentreLabel: "Landet 15 %",
			Watch:     chart.Limits{Low: []chart.Edge{{60, .03}, {200, .09}, {900, .12}}, High: []chart.Edge{{20, .4}, {60, .28}, {200, .2}, {900, .17}}},
			Far:       chart.Limits{Low: []chart.Edge{{90, .01}, {200, .07}, {900, .11}}},
			WatchName: "2,5 %", FarName: "0,1 %", OwnName: "Aalborg", OthersName: "En anden kommune", OutsideName: "Uden for",
			Dots: []chart.Dot{{Size: 212, Share: .18, Own: true, Label: "Aalborg"}, {Size: 40, Share: .1}, {Size: 800, Share: .05, Outside: true}},
		},
		"stack": chart.Stack{
			Picture: picture("c"), First: january(), Parts: []string{"Selvforsørgelse", "Timer", "Uddannelse", "Løntilskud", "Praktik"},
			ProvisionalName: "Foreløbig",
			Columns: []chart.Column{
				{Shares: []float64{.05, .06, .02, .03, .08}, Known: true}, {}, {Shares: []float64{.04, .07, .02, .03, .09}, Known: true, Provisional: true},
			},
		},
		"rows": chart.Rows{
			Picture: picture("d"), OwnName: "Aalborg", OtherName: "Landet",
			Rows: []chart.Row{{Name: "Dansk", Text: "31 af 150", Own: .21, Other: .19, Known: true, OthersKnown: true}, {Name: "Uoplyst", Text: "vises ikke (diskretion)"}},
		},
	}
}

func TestEveryPictureIsWhole(t *testing.T) {
	for name, c := range specimens() {
		t.Run(name, func(t *testing.T) {
			page := draw(t, c)
			for selector, want := range map[string]int{
				"figure > h3": 1, "svg[role=img]": 1, "svg[role=img] > title": 1, "svg[role=img] > desc": 1, "details table": 1,
				"[style]": 0, "script": 0, ".sk-chart__notes li": 1,
			} {
				if got := page.Find(selector).Length(); got != want {
					t.Errorf("%d × %s, want %d", got, selector, want)
				}
			}
			drawing := page.Find("svg[role=img]")
			for _, id := range strings.Fields(drawing.AttrOr("aria-labelledby", "")) {
				if drawing.Find("[id='"+id+"']").Text() == "" {
					t.Errorf("nothing is heard from %q", id)
				}
			}
			if said := page.Find(".sk-chart__said").Text(); said == "" || said != drawing.Find("desc").Text() {
				t.Errorf("on paper it says %q", said)
			}
			if page.Find(".sk-chart__legend li").Length() < 2 {
				t.Error("the signs are not explained")
			}
			within(t, drawing)
		})
	}
}

// TestANameLiesOnNoDotOutsideTheLimits puts a dot without a name where another one's name would go.
func TestANameLiesOnNoDotOutsideTheLimits(t *testing.T) {
	place := func(beside ...chart.Dot) float64 {
		dots := append([]chart.Dot{{Size: 400, Share: .05, Outside: true, Label: "Herlev"}}, beside...)
		page := draw(t, chart.Funnel{Picture: picture("b"), Centre: .15, Watch: chart.Limits{Low: []chart.Edge{{60, .03}, {900, .12}}}, Dots: dots})
		name := page.Find("svg[role=img] text.sk-chart__label--strong")
		if name.Text() != "Herlev" {
			t.Fatalf("the names are %q", name.Text())
		}
		return number(name.AttrOr("x", ""))
	}
	alone := place()
	if place(chart.Dot{Size: 420, Share: .05}) != alone {
		t.Error("a name makes room for a dot within the limits")
	}
	if place(chart.Dot{Size: 420, Share: .05, Outside: true}) == alone {
		t.Error("a name lies upon a dot outside")
	}
}

var places = regexp.MustCompile(`-?\d+(?:\.\d+)?`)

// within looks at where a drawing moves its pen to: nowhere outside of its frame.
func within(t testing.TB, drawing *goquery.Selection) {
	t.Helper()
	// The parser writes the attribute's name in lower or mixed case.
	frame := places.FindAllString(drawing.AttrOr("viewBox", drawing.AttrOr("viewbox", "")), -1)
	if len(frame) != 4 {
		t.Fatalf("frame %v", frame)
	}
	width, height := number(frame[2]), number(frame[3])
	drawing.Find("text, rect").Each(func(_ int, e *goquery.Selection) {
		if x, y := number(e.AttrOr("x", "")), number(e.AttrOr("y", "")); x < 0 || y < 0 || x > width || y > height {
			t.Errorf("%s lies at %g, %g", e.Text(), x, y)
		}
	})
	drawing.Find("path[d]").Each(func(_ int, e *goquery.Selection) {
		for _, move := range regexp.MustCompile(`[ML](-?[\d.]+) (-?[\d.]+)`).FindAllStringSubmatch(e.AttrOr("d", ""), -1) {
			if x, y := number(move[1]), number(move[2]); x < 0 || y < -1 || x > width || y > height {
				t.Errorf("a stroke at %g, %g", x, y)
			}
		}
	})
}

func number(text string) float64 { v, _ := strconv.ParseFloat(text, 64); return v }

// TestAMonthWithoutAValueIsAGap compares a line with a gap to one with a zero.
func TestAMonthWithoutAValueIsAGap(t *testing.T) {
	marks := func(values ...chart.Value) (int, string) {
		page := draw(t, chart.Trend{Picture: picture("a"), First: january(), Lines: []chart.Line{{Name: "Aalborg", Values: values}}})
		return page.Find("svg[role=img] .sk-chart__mark").Length(), page.Find("svg[role=img] .sk-chart__line").First().AttrOr("d", "")
	}
	at := func(share float64) chart.Value { return chart.Value{Share: share, Known: true} }
	if n, stroke := marks(at(.1), chart.Value{}, at(.1)); n != 2 || stroke != "" {
		t.Errorf("a gap: %d marks, stroke %q", n, stroke)
	}
	if n, stroke := marks(at(.1), at(0), at(.1)); n != 3 || stroke == "" {
		t.Errorf("a zero: %d marks, stroke %q", n, stroke)
	}
}

func TestProvisionalMonthsArePaler(t *testing.T) {
	all := specimens()
	for name, want := range map[string]string{"trend": ".sk-chart__mark--provisional", "stack": ".sk-chart__part--provisional"} {
		page := draw(t, all[name])
		if page.Find("svg[role=img] "+want).Length() == 0 || !strings.Contains(page.Find(".sk-chart__legend").Text(), "Foreløbig") {
			t.Errorf("%s: provisional months look like others", name)
		}
	}
}

// TestALineStaysInItsFrame draws whatever shares there are.
func TestALineStaysInItsFrame(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		value := rapid.Custom(func(r *rapid.T) chart.Value {
			return chart.Value{Share: rapid.Float64Range(0, 1).Draw(r, "share"), Known: rapid.Bool().Draw(r, "known"), Provisional: rapid.Bool().Draw(r, "provisional")}
		})
		months := rapid.IntRange(0, 40).Draw(r, "months")
		own := rapid.SliceOfN(value, months, months).Draw(r, "own")
		other := rapid.SliceOfN(value, months, months).Draw(r, "other")
		page := draw(t, chart.Trend{
			Picture: picture("a"), First: january(), Lines: []chart.Line{{"Aalborg", own}, {"Landet", other}},
			Spans: []chart.Span{{From: january().Add(rapid.IntRange(-5, 50).Draw(r, "from")), Mark: "A"}},
		})
		within(t, page.Find("svg[role=img]"))
		apart(t, page)
	})
}

// apart looks at the names at the ends of lines: they must not lie upon each other.
func apart(t testing.TB, page *goquery.Document) {
	t.Helper()
	var ys []float64
	page.Find("svg[role=img] text").Each(func(_ int, e *goquery.Selection) {
		if name := e.Text(); name == "Aalborg" || name == "Landet" {
			ys = append(ys, number(e.AttrOr("y", "")))
		}
	})
	if len(ys) == 2 && math.Abs(ys[0]-ys[1]) < 15 {
		t.Errorf("the names of the lines lie at %v", ys)
	}
}
