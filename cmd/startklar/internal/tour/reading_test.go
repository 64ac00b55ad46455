package tour_test

import (
	"encoding/csv"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/disclosure"
	"startklar/domain/monitoring/disclosure/attack"
	"startklar/domain/municipality"
	"startklar/templates/catalogue"

	"github.com/PuerkitoBio/goquery"
	"github.com/xuri/excelize/v2"
)

// grid is a table as it was sent: on a page, in a drawing's values, or in a file.
type grid struct {
	head []string
	rows [][]string
}

// column is where a heading stands, -1 for nowhere.
func (g grid) column(name string) int {
	for n, head := range g.head {
		if head == name {
			return n
		}
	}
	return -1
}

// grids are all tables of an answer.
func grids(t testing.TB, a answer) (all []grid) {
	t.Helper()
	switch kind := a.header.Get("Content-Type"); {
	case strings.HasPrefix(kind, "text/csv"):
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(a.body, "\ufeff")))
		r.Comma = ';'
		rows, err := r.ReadAll()
		if err != nil || len(rows) == 0 {
			t.Fatalf("no CSV: %v", err)
		}
		return []grid{{rows[0], rows[1:]}}
	case strings.Contains(kind, "spreadsheet"):
		book, err := excelize.OpenReader(strings.NewReader(a.body))
		if err != nil {
			t.Fatal(err)
		}
		defer book.Close()
		rows, err := book.GetRows(book.GetSheetName(0), excelize.Options{RawCellValue: true})
		if err != nil || len(rows) == 0 {
			t.Fatalf("no sheet: %v", err)
		}
		return []grid{{rows[0], rows[1:]}}
	}
	return nil
}

// gridOf reads a table of a page.
func gridOf(table *goquery.Selection) (g grid) {
	words := func(_ int, cell *goquery.Selection) string {
		cell = cell.Clone()
		cell.Find(".sk-note").Remove()
		return strings.Join(strings.Fields(cell.Text()), " ")
	}
	g.head = table.Find("thead th").Map(words)
	table.Find("tbody tr").Each(func(_ int, row *goquery.Selection) {
		g.rows = append(g.rows, row.Find("th, td").Map(words))
	})
	return g
}

// place is where a number belongs.
type place struct {
	unit  monitoring.UnitID
	month calendar.Month
	attack.Number
}

// shareOf is a share that was read; exact tells that it has all its digits, as in a file.
type shareOf struct {
	value float64
	exact bool
}

// reading is everything about figures that somebody has read, put together.
type reading struct {
	t         testing.TB
	programme *monitoring.Programme
	months    map[string]calendar.Month
	numbers   map[place]int
	shares    map[place]shareOf
	// said are the counts in sentences: "38 af 212".
	said map[[2]int]string
	// tables counts those that were understood.
	tables int
}

func newReading(t testing.TB, p *monitoring.Programme, b *disclosure.Book) *reading {
	r := &reading{t: t, programme: p, months: map[string]calendar.Month{}, numbers: map[place]int{}, shares: map[place]shareOf{}, said: map[[2]int]string{}}
	for _, m := range b.Delivered() {
		r.months[calendar.FormatMonth(m, "da")] = m
	}
	return r
}

// about says what a table is of, as the page does around it.
type about struct {
	unit      monitoring.UnitID
	month     calendar.Month
	indicator monitoring.IndicatorID
}

const words = catalogue.Danish

// read understands a table by its headings. A table that nobody understands fails the test: it may tell anything.
func (r *reading) read(g grid, of about) {
	r.t.Helper()
	switch {
	case len(g.head) == 0:
		r.t.Errorf("a table without headings: %q", g.rows)
		return
	case g.head[0] == words.T("figures.month") && g.column(words.T("figures.together")) >= 0:
		r.parts(g, of)
	case g.head[0] == words.T("figures.month"):
		r.trend(g, of)
	case g.head[0] == words.T("figures.origin"):
		r.origins(g, of)
	case g.head[0] == words.T("figures.group"):
		r.groups(g, of)
	case g.head[0] == words.T("overview.municipality"):
		r.places(g, of)
	case g.head[0] == words.T("figures.indicator"):
		r.indicators(g, of)
	case g.head[0] == words.T("nation.sheet.unit"):
		r.nation(g, of)
	default:
		r.t.Errorf("nobody understands a table with the headings %q", g.head)
		return
	}
	r.tables++
}

func (r *reading) trend(g grid, of about) {
	for _, row := range g.rows {
		of.month = r.month(row[0])
		r.row(g, row, of, monitoring.Measure(of.indicator), monitoring.OriginAll)
	}
}

// row has n, N, the share, and the nation's share, as far as there are columns for them.
func (r *reading) row(g grid, row []string, of about, what monitoring.Measure, o monitoring.Origin) {
	r.learn(of, what, o, g.at(row, words.T("figures.number")), g.at(row, words.T("figures.out_of")), g.at(row, words.T("figures.share")))
	if of.unit != monitoring.National {
		nation := about{unit: monitoring.National, month: of.month}
		r.learn(nation, what, o, "", "", g.at(row, words.T("figures.nation")))
	}
}

// at is the cell below a heading, empty for none.
func (g grid) at(row []string, name string) string {
	if n := g.column(name); n >= 0 && n < len(row) {
		return row[n]
	}
	return ""
}

func (r *reading) parts(g grid, of about) {
	i, _ := r.programme.Indicator(of.indicator)
	for _, row := range g.rows {
		of.month = r.month(row[0])
		all := g.at(row, words.T("figures.out_of"))
		r.learn(of, monitoring.Measure(i.ID), "", g.at(row, words.T("figures.together")), all, "")
		for _, fact := range i.Any {
			r.learn(of, monitoring.Part(i.ID, fact), "", g.at(row, words.T("fact."+string(fact))), all, "")
		}
	}
}

func (r *reading) origins(g grid, of about) {
	for n, o := range monitoring.AllOrigins() {
		if len(g.rows) <= n || g.rows[n][0] != words.T("origin."+string(o)) {
			r.t.Fatalf("origins that nobody understands: %q", g.rows)
		}
		r.row(g, g.rows[n], of, monitoring.Measure(of.indicator), o)
	}
}

func (r *reading) groups(g grid, of about) {
	for n, group := range monitoring.AllGroups() {
		r.learn(of, monitoring.Measure(group), "", g.rows[n][1], "", "")
	}
}

// places are rows of municipalities, with the groups beside.
func (r *reading) places(g grid, of about) {
	for _, row := range g.rows {
		of.unit = r.unit(row[0])
		r.row(g, row, of, monitoring.Measure(of.indicator), monitoring.OriginAll)
		for _, group := range monitoring.AllGroups() {
			r.learn(of, monitoring.Measure(group), "", g.at(row, string(group)), "", "")
		}
	}
}

// indicators have n and N apart, or together, and the nation's share beside.
func (r *reading) indicators(g grid, of about) {
	for _, i := range r.programme.Indicators {
		for _, row := range g.rows {
			if !strings.HasPrefix(row[0], words.T("indicator.numbered", "number", string(i.ID), "title", i.Title)) || i.ByOrigin {
				continue
			}
			r.row(g, row, of, monitoring.Measure(i.ID), "")
		}
	}
}

// nation is the national edition as a workbook: n and N of each column's measure for every unit.
func (r *reading) nation(g grid, of about) {
	for _, row := range g.rows {
		switch row[1] {
		case words.T("nation.sheet.kind.nation"):
			of.unit = monitoring.National
		case words.T("nation.sheet.kind.region"):
			of.unit = monitoring.RegionUnit(row[0])
		default:
			of.unit = r.unit(row[0])
		}
		for n, what := range columnsOfNation(r.programme) {
			r.learn(of, what, "", row[4+2*n], row[5+2*n], "")
		}
	}
}

// columnsOfNation are the measures of the national workbook, in its order.
func columnsOfNation(p *monitoring.Programme) []monitoring.Measure {
	all := []monitoring.Measure{"G1", "G2"}
	for _, i := range p.Indicators {
		if !i.ByOrigin {
			all = append(all, monitoring.Measure(i.ID))
		}
	}
	return all
}

func (r *reading) month(name string) calendar.Month {
	m, known := r.months[name]
	if !known {
		r.t.Fatalf("nobody knows the month %q", name)
	}
	return m
}

func (r *reading) unit(name string) monitoring.UnitID {
	for _, m := range municipality.All() {
		if m.Name == name {
			return monitoring.UnitID(m.Code)
		}
	}
	r.t.Fatalf("nobody knows the municipality %q", name)
	return ""
}

// learn keeps what a row tells of a measure.
func (r *reading) learn(of about, what monitoring.Measure, o monitoring.Origin, num, den, share string) {
	at := place{of.unit, of.month, attack.Number{Measure: what, Origin: o}}
	r.keep(at, num)
	if whole, split := attack.Whole(what, o); split {
		r.keep(place{of.unit, of.month, whole}, den)
	}
	if s, ok := parseShare(share); ok {
		if was, known := r.shares[at]; known && math.Abs(was.value-s.value) > 0.00051 {
			r.t.Errorf("%v is %v in one place and %v in another", at, was, s)
		}
		if s.exact || !r.shares[at].exact {
			r.shares[at] = s
		}
	}
}

func (r *reading) keep(at place, text string) {
	n, err := strconv.Atoi(strings.ReplaceAll(text, ".", ""))
	if err != nil {
		return // a word for why there is none
	}
	if was, known := r.numbers[at]; known && was != n {
		r.t.Errorf("%v is %d in one place and %d in another", at, was, n)
	}
	r.numbers[at] = n
}

// parseShare reads "17,9 %", and 0.1792452830188679 of a file.
func parseShare(text string) (shareOf, bool) {
	percent, rounded := strings.CutSuffix(strings.ReplaceAll(text, "\u00a0", " "), " %") // a cell's spaces are plain
	if rounded {
		v, err := strconv.ParseFloat(strings.ReplaceAll(percent, ",", "."), 64)
		return shareOf{v / 100, false}, err == nil
	}
	v, err := strconv.ParseFloat(text, 64)
	return shareOf{v, true}, err == nil
}

var countsInWords = regexp.MustCompile(`(\d[\d.]*) af (\d[\d.]*)`)

// listen keeps the counts that stand in sentences and tables, in the titles of drawings and in what is read aloud for
// them.
func (r *reading) listen(page *goquery.Document, where string) {
	page.Find("main *").Contents().Each(func(_ int, part *goquery.Selection) {
		if goquery.NodeName(part) != "#text" {
			return
		}
		for _, found := range countsInWords.FindAllStringSubmatch(part.Text(), -1) {
			n, _ := strconv.Atoi(strings.ReplaceAll(found[1], ".", ""))
			of, _ := strconv.Atoi(strings.ReplaceAll(found[2], ".", ""))
			r.said[[2]int{n, of}] = where
		}
	})
}
