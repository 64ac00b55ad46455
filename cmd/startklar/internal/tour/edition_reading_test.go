package tour_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/disclosure/attack"

	"github.com/PuerkitoBio/goquery"
)

// cell is a cell of a statement's table: what it says, and what stands below.
type cell struct{ text, note string }

// cellsOf are the rows of a table, cell by cell.
func cellsOf(table *goquery.Selection) (rows [][]cell) {
	table.Find("tbody tr").Each(func(_ int, tr *goquery.Selection) {
		var row []cell
		tr.Find("th, td").Each(func(_ int, one *goquery.Selection) {
			one = one.Clone()
			notes := one.Find(".sk-st__under, .sk-note")
			note := plain(notes.Text())
			notes.Remove()
			row = append(row, cell{plain(one.Text()), note})
		})
		rows = append(rows, row)
	})
	return rows
}

// plain has one ordinary space between words.
func plain(text string) string { return strings.Join(strings.Fields(text), " ") }

// afresh is a reading in which nothing has been read yet.
func (r *reading) afresh() *reading {
	return &reading{
		t: r.t, programme: r.programme, months: r.months,
		numbers: map[place]int{}, shares: map[place]shareOf{}, said: map[[2]int]string{},
	}
}

// sheet reads a statement, its tables cell by cell and then what stands around them.
func (e *edition) sheet(article *goquery.Selection, where string, leaves bool) {
	e.t.Helper()
	from := &edition{reached: &reached{reading: e.afresh(), month: e.row.Month, truth: e.truth, outside: e.outside}, row: e.row, pooled: map[place]int{}}
	unit := monitoring.UnitID(own)
	if article.HasClass("sk-st--nation") {
		unit = monitoring.National
	}
	article.Find("table").Each(func(_ int, table *goquery.Selection) {
		from.table(table, about{unit: unit, month: e.row.Month}, where)
	})
	from.who(article, about{unit: unit, month: e.row.Month})
	e.take(from, where, leaves)
	e.corrections(article, unit, where, leaves)
	around := article.Clone()
	around.Find("table, .sk-st__definitions, .sk-st__comment, .sk-st__story").Remove()
	e.around(around, where, leaves)
}

// table reads a table of a statement by its headings. One that nobody understands fails the test.
func (e *edition) table(table *goquery.Selection, of about, where string) {
	e.t.Helper()
	head := table.Find("thead th").Map(func(_ int, th *goquery.Selection) string { return plain(th.Text()) })
	rows := cellsOf(table)
	heading := func(keys ...string) bool {
		return slices.EqualFunc(head[:min(len(head), len(keys))], keys, func(h, key string) bool { return h == words.T(key) }) && len(head) >= len(keys)
	}
	for _, row := range rows {
		if len(row) != len(head) {
			e.t.Errorf("%s: a row of %d cells below %q", where, len(row), head)
			return
		}
		e.cells += len(row)
		switch {
		case heading("statement.column.indicator", "statement.column.own", "statement.column.nation", "statement.column.change", "statement.column.word"):
			what := e.indicator(row[0].text)
			e.count(of, what, "", row[1])
			e.count(about{unit: monitoring.National, month: of.month}, what, "", row[2])
			e.change(of, what, row[3])
			e.word(row[4])
		case heading("statement.column.indicator", "statement.column.nation", "statement.column.pooled", "statement.column.change"):
			what := e.indicator(row[0].text)
			e.count(of, what, "", row[1])
			e.pool(of, what, row[2].text)
			e.share(row[2])
			e.change(of, what, row[3])
		case heading("statement.column.origin", "statement.column.own", "statement.column.nation"):
			o := e.origin(row[0].text)
			e.count(of, "4", o, row[1])
			e.count(about{unit: monitoring.National, month: of.month}, "4", o, row[2])
		case heading("statement.trend.month"):
			e.point(table, head, row, of)
		case heading("statement.column.region", "statement.column.coverage"):
			e.region(head, row, of)
		default:
			e.t.Errorf("%s: nobody understands a table with the headings %q", where, head)
			return
		}
	}
	e.tables++
}

// point is a month of a line: of the municipality and the nation, or of the nation alone.
func (e *edition) point(table *goquery.Selection, head []string, row []cell, of about) {
	e.t.Helper()
	picture := indicatorOf(table.Closest("figure").AttrOr("id", ""), of)
	of.month = e.reading.month(row[0].text)
	for n, name := range head[1:] {
		switch name {
		case words.T("statement.trend.own"):
		case words.T("statement.trend.nation"):
			of.unit = monitoring.National
		default:
			e.t.Errorf("nobody understands a line with the heading %q", name)
		}
		e.count(of, monitoring.Measure(picture.indicator), "", row[n+1])
	}
}

func (e *edition) region(head []string, row []cell, of about) {
	e.t.Helper()
	of.unit = monitoring.RegionUnit(row[0].text)
	c, found := e.truth.Count(of.unit, of.month, "P", "")
	if n, all, is := pairOf(row[1].text); !found || !is || n != c.Delivered || all != c.Participating {
		e.t.Errorf("%s: %q have delivered, and %d of %d is true", of.unit, row[1].text, c.Delivered, c.Participating)
	}
	for n, title := range head[2:] {
		e.count(of, e.indicator(title), "", row[n+2])
	}
}

var onePair = regexp.MustCompile(`^(\d[\d.]*) af (\d[\d.]*)$`)

// pairOf reads "38 af 212".
func pairOf(text string) (n, of int, is bool) {
	found := onePair.FindStringSubmatch(text)
	if found == nil {
		return 0, 0, false
	}
	n, _ = strconv.Atoi(strings.ReplaceAll(found[1], ".", ""))
	of, _ = strconv.Atoi(strings.ReplaceAll(found[2], ".", ""))
	return n, of, true
}

// silent tells whether a cell says why there is no count.
func silent(text string) bool {
	return slices.Contains([]string{words.T("statement.hidden"), words.T("statement.missing"), words.T("statement.no_denominator"), calendar.NoNumber}, text)
}

// count reads a cell that counts a measure: n of N with the share below, or why there is none.
func (e *edition) count(of about, what monitoring.Measure, o monitoring.Origin, c cell) {
	e.t.Helper()
	n, all, is := pairOf(c.text)
	if !is {
		if !silent(c.text) || c.note != "" {
			e.t.Errorf("nobody understands the count %q of %s %s", c, of.unit, what)
		}
		return
	}
	e.learn(of, what, o, strconv.Itoa(n), strconv.Itoa(all), "")
	if pooled, isPooled := strings.CutPrefix(c.note, strings.TrimSuffix(words.T("statement.pooled", "pooled", ""), " ")); isPooled {
		e.pool(of, what, strings.TrimSpace(pooled))
		return
	}
	e.share(c)
}

// share checks that the share below a count is its own, and no more exact than a whole percent.
func (e *edition) share(c cell) {
	e.t.Helper()
	n, all, is := pairOf(c.text)
	if is && c.note != plain(calendar.FormatPercent(float64(n)/float64(all), 0, string(words))) || !is && c.note != "" {
		e.t.Errorf("nobody understands the share %q of %q", c.note, c.text)
	}
}

// pool reads a pooled count.
func (e *edition) pool(of about, what monitoring.Measure, text string) {
	e.t.Helper()
	n, all, is := pairOf(text)
	if !is {
		if !silent(text) {
			e.t.Errorf("nobody understands the pooled count %q of %s %s", text, of.unit, what)
		}
		return
	}
	e.pooled[place{of.unit, of.month, attack.Number{Measure: what}}] = n
	if whole, split := attack.Whole(what, ""); split {
		e.pooled[place{of.unit, of.month, whole}] = all
	}
}

// change reads which way a share went in three months, and from which count.
func (e *edition) change(of about, what monitoring.Measure, c cell) {
	e.t.Helper()
	known := []string{words.T("statement.change.up"), words.T("statement.change.down"), words.T("statement.change.same")}
	before, counted := strings.CutPrefix(c.note, strings.TrimSuffix(words.T("statement.change.from", "before", ""), " ")+" ")
	if counted && slices.Contains(known, c.text) {
		of.month = of.month.Add(-3)
		n, all, is := pairOf(before)
		if is {
			e.learn(of, what, "", strconv.Itoa(n), strconv.Itoa(all), "")
			return
		}
	}
	if c != (cell{text: calendar.NoNumber}) {
		e.t.Errorf("nobody understands the change %q of %s %s", c, of.unit, what)
	}
}

// word is how an indicator is judged, in a word.
func (e *edition) word(c cell) {
	e.t.Helper()
	for _, key := range []string{"none", "high", "watch", "propose", "too_few", "early", "unknown", "not_judged"} {
		if c == (cell{text: words.T("statement.word." + key)}) {
			return
		}
	}
	e.t.Errorf("nobody understands the word %q", c)
}

// indicator is the one of a name, with its number or without.
func (e *edition) indicator(name string) monitoring.Measure {
	e.t.Helper()
	for _, i := range e.programme.Indicators {
		if title := i.Title.In(string(words)); name == title || name == string(i.ID)+". "+title {
			return monitoring.Measure(i.ID)
		}
	}
	e.t.Errorf("nobody knows the indicator %q", name)
	return ""
}

func (e *edition) origin(name string) monitoring.Origin {
	e.t.Helper()
	for _, o := range monitoring.AllOrigins() {
		if name == words.T("origin."+string(o)) {
			return o
		}
	}
	e.t.Errorf("nobody knows the origin %q", name)
	return ""
}

// who reads how many are in each group.
func (e *edition) who(article *goquery.Selection, of about) {
	e.t.Helper()
	labels := map[string]monitoring.Measure{
		"": "P", words.T("statement.who.g1"): "G1", words.T("statement.who.g2"): "G2", words.T("statement.who.e"): "E",
	}
	article.Find(".sk-st__part").Each(func(_ int, part *goquery.Selection) {
		what, known := labels[plain(part.Find(".sk-st__label").Text())]
		figure := plain(part.Find(".sk-st__figure").Text())
		if !known || !silent(figure) && !wholeNumber.MatchString(figure) {
			e.t.Errorf("nobody understands the group %q", plain(part.Text()))
			return
		}
		e.cells++
		e.learn(of, what, "", figure, "", "")
		if marked := wholeNumber.FindString(part.Find(".sk-st__note").Text()); what == "G2" && marked != "" && !strings.Contains(part.Find(".sk-st__note").Text(), "%") {
			e.learn(of, monitoring.MeasureMarkedRehab, "", marked, "", "")
		}
	})
}

var wholeNumber = regexp.MustCompile(`\d[\d.]*`)

// corrections reads what a correction says that was, and is.
func (e *edition) corrections(article *goquery.Selection, unit monitoring.UnitID, where string, leaves bool) {
	e.t.Helper()
	line := regexp.MustCompile("^" + words.T("statement.corrections.line", "was", "(.+)", "is", "(.+)") + "$")
	article.Find("section.sk-st__block").Each(func(_ int, section *goquery.Selection) {
		if plain(section.Find("h2").Text()) != words.T("statement.corrections.heading") {
			return
		}
		section.Find("li").Each(func(_ int, item *goquery.Selection) {
			name := plain(item.Find("strong").Text())
			if name == "" { // how many more there are
				return
			}
			told := strings.TrimSpace(strings.TrimPrefix(plain(item.Text()), name))
			found := line.FindStringSubmatch(told)
			switch {
			case told == words.T("statement.corrections.hidden"):
			case found == nil || e.before == nil:
				e.t.Errorf("%s: nobody understands the correction %q", where, plain(item.Text()))
			default:
				of, what, o := e.corrected(name, unit)
				for text, at := range map[string]*edition{found[1]: e.before, found[2]: e} {
					from := &edition{reached: &reached{reading: e.afresh()}, pooled: map[place]int{}}
					from.count(of, what, o, cell{text: text, note: shareBelow(text)})
					from.cells++
					at.take(from, where, leaves)
				}
			}
		})
	})
}

// corrected is what a line of the corrections is about: "Lønnede timer, januar 2026, hele landet".
func (e *edition) corrected(name string, unit monitoring.UnitID) (of about, what monitoring.Measure, o monitoring.Origin) {
	e.t.Helper()
	of = about{unit: unit}
	rest := name
	if short, national := strings.CutSuffix(rest, words.T("statement.corrections.nation", "name", "")); national {
		rest, of.unit = short, monitoring.National
	}
	at := strings.LastIndex(rest, ", ")
	if at < 0 {
		e.t.Fatalf("nobody understands the correction %q", name)
	}
	of.month, rest = e.reading.month(rest[at+2:]), rest[:at]
	for _, i := range e.programme.Indicators {
		title := i.Title.In(string(words))
		if rest == title {
			return of, monitoring.Measure(i.ID), ""
		}
		for _, one := range monitoring.AllOrigins() {
			if strings.EqualFold(rest, title+", "+words.T("origin."+string(one))) {
				return of, monitoring.Measure(i.ID), one
			}
		}
	}
	for _, m := range everyMeasure(e.programme) {
		if rest == words.T("statement.measure."+string(m)) {
			return of, m, ""
		}
	}
	e.t.Fatalf("nobody understands the correction %q", name)
	return of, what, o
}

// shareBelow is the share that would stand below a count.
func shareBelow(text string) string {
	n, all, is := pairOf(text)
	if !is {
		return ""
	}
	return plain(calendar.FormatPercent(float64(n)/float64(all), 0, string(words)))
}

// around reads what stands around the tables: each count is one that may be told there, and every other number a date, a
// share of one of them, or one that the content explains.
func (e *edition) around(text *goquery.Selection, where string, leaves bool) {
	e.t.Helper()
	var lines []string
	text.Find("*").Contents().Each(func(_ int, part *goquery.Selection) {
		if goquery.NodeName(part) == "#text" {
			lines = append(lines, plain(part.Text()))
		}
	})
	may := e.mayStand(leaves)
	if e.before != nil && strings.Contains(plain(text.Text()), words.T("statement.corrections.heading")) {
		for pair := range e.before.mayStand(leaves) {
			may[pair] = true
		}
	}
	for _, line := range lines {
		for _, found := range countsInWords.FindAllString(line, -1) {
			if n, all, is := pairOf(strings.TrimRight(found, ".")); !is || !may[[2]int{n, all}] {
				e.t.Errorf("%s says %q, which may not be told there: %q", where, found, line)
			}
		}
	}
}

// mayStand are the counts that may stand in a sentence: what outsiders are shown of the municipality and the nation, and
// the municipality's own where the page does not leave the house.
func (e *edition) mayStand(leaves bool) map[[2]int]bool {
	may := map[[2]int]bool{}
	c, _ := e.truth.Count(monitoring.National, e.row.Month, "P", "")
	may[[2]int{c.Delivered, c.Participating}] = true
	for _, m := range e.truth.Delivered() {
		for _, what := range everyMeasure(e.programme) {
			for _, o := range append(monitoring.AllOrigins(), monitoring.OriginAll) {
				n, all, open := e.mayTell(monitoring.National, m, what, o, false)
				may[[2]int{n, all}] = may[[2]int{n, all}] || open
				n, all, open = e.mayTell(monitoring.UnitID(own), m, what, o, !leaves)
				may[[2]int{n, all}] = may[[2]int{n, all}] || open
				if m != e.row.Month {
					continue
				}
				pooled, _ := e.outside.Pooled(monitoring.UnitID(own), m, what, o)
				n, open = pooled.Num.Value()
				all, whole := pooled.Den.Value()
				if c, found := e.truth.Pooled(monitoring.UnitID(own), m, what, o); found && !leaves {
					n, all, open, whole = c.Num, c.Den, true, true
				}
				may[[2]int{n, all}] = may[[2]int{n, all}] || open && whole
			}
		}
	}
	return may
}

// mayTell is a count as it may be told: as it is, or as outsiders are shown it.
func (e *edition) mayTell(unit monitoring.UnitID, m calendar.Month, what monitoring.Measure, o monitoring.Origin, inside bool) (n, all int, open bool) {
	if inside {
		c, found := e.truth.Count(unit, m, what, o)
		return c.Num, c.Den, found
	}
	f, found := e.outside.Count(unit, m, what, o)
	n, open = f.Num.Value()
	all, whole := f.Den.Value()
	return n, all, found && open && whole
}
