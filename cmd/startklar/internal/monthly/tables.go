package monthly

import (
	"cmp"
	"slices"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/signal"
	"startklar/domain/statement"
	"startklar/templates/catalogue"
	"startklar/templates/pages"
)

// indicators is the table of the first page.
func (l Letter) indicators() pages.StatementTable {
	t := pages.StatementTable{
		Heading: l.T("statement.indicators.heading"), Loud: 1,
		Head: []string{
			l.T("statement.column.indicator"), l.T("statement.column.own"), l.T("statement.column.nation"),
			l.T("statement.column.change"), l.T("statement.column.word"),
		},
		Notes: []string{l.T("statement.words.note")},
	}
	for _, line := range l.Content.Lines {
		i := l.indicator(line.Indicator)
		t.Rows = append(t.Rows, pages.StatementRow{
			Raised: line.Level == signal.Watch || line.Level == signal.Propose,
			Cells: []pages.StatementCell{
				{Text: l.numbered(i)},
				l.own(line),
				{Text: of(l.Lang, line.Nation), Note: share(l.Lang, line.Nation)},
				change(l.Lang, line),
				{Text: l.word(line)},
			},
		})
	}
	return t
}

func (l Letter) numbered(i monitoring.Indicator) string {
	return string(i.ID) + ". " + i.Title.In(string(l.Lang))
}

// own is the municipality's count; where it is too few to judge, the pooled one stands beside.
func (l Letter) own(line statement.Line) pages.StatementCell {
	cell := pages.StatementCell{Text: of(l.Lang, line.Own), Note: share(l.Lang, line.Own)}
	if line.Level == signal.TooFew && line.Pooled.Known() {
		cell.Note = l.T("statement.pooled", "pooled", of(l.Lang, line.Pooled))
	}
	return cell
}

// change says which way the share went in three months.
func change(lang catalogue.Lang, line statement.Line) pages.StatementCell {
	if !line.Own.Known() || !line.Before.Known() {
		return pages.StatementCell{Text: calendar.NoNumber}
	}
	key := "statement.change.same"
	switch now, before := line.Own.Num*line.Before.Den, line.Before.Num*line.Own.Den; {
	case now > before:
		key = "statement.change.up"
	case now < before:
		key = "statement.change.down"
	}
	return pages.StatementCell{Text: lang.T(key), Note: lang.T("statement.change.from", "before", of(lang, line.Before))}
}

// word is the one word.
func (l Letter) word(line statement.Line) string {
	switch {
	case line.Level == "" || !line.Own.Known():
		return l.T("statement.word.not_judged")
	case line.High:
		return l.T("statement.word.high")
	}
	return l.T("statement.word." + string(line.Level))
}

// origins is the table of the third page.
func (l Letter) origins() pages.StatementTable {
	t := pages.StatementTable{
		Heading: l.T("statement.origins.heading"), Loud: 1,
		Head:  []string{l.T("statement.column.origin"), l.T("statement.column.own"), l.T("statement.column.nation")},
		Notes: []string{l.T("statement.origins.note")},
	}
	for _, i := range l.Programme.Indicators {
		if i.ByOrigin {
			t.Lead = i.Definition.In(string(l.Lang))
		}
	}
	for _, o := range l.Content.Origins {
		t.Rows = append(t.Rows, pages.StatementRow{Cells: []pages.StatementCell{
			{Text: l.T("origin." + string(o.Origin))},
			{Text: of(l.Lang, o.Own), Note: share(l.Lang, o.Own)},
			{Text: of(l.Lang, o.Nation), Note: share(l.Lang, o.Nation)},
		}})
	}
	return t
}

// fullWidth is how wide the drawing of who counts is.
const fullWidth = 1000.0

// who says who is counted, in figures and as a bar.
func (l Letter) who() pages.StatementWho {
	size := func(m monitoring.Measure) statement.Count { c, _ := l.Content.Group(m); return c }
	w := pages.StatementWho{Heading: l.T("statement.who.heading"), Lead: l.T("statement.who.lead")}
	whole := size(monitoring.Measure(monitoring.GroupP))
	w.Whole = pages.StatementCell{Text: l.number(whole), Note: l.T("statement.who.whole")}
	drawn := whole.Known()
	at := 0.0
	for _, g := range []struct{ measure, key string }{{"G1", "statement.who.g1"}, {"G2", "statement.who.g2"}, {"E", "statement.who.e"}} {
		c := size(monitoring.Measure(g.measure))
		part := pages.StatementPart{Kind: g.measure, Label: l.T(g.key), Text: l.number(c), Note: share(l.Lang, c), Left: at, Share: c.Share() * fullWidth}
		if marked := size(monitoring.MeasureMarkedRehab); g.measure == "G2" && marked.Known() {
			part.Note = l.T("statement.who.marked", "marked", l.number(marked))
		}
		at, drawn = at+part.Share, drawn && c.Known()
		w.Parts = append(w.Parts, part)
	}
	if drawn {
		w.Drawing = l.T("statement.who.drawing")
	}
	if unmarked := size(monitoring.MeasureUnmarked); unmarked.Known() || unmarked.Status == statement.StatusHidden {
		w.Beside = append(w.Beside, upperFirst(l.T("statement.who.unmarked", "unmarked", of(l.Lang, unmarked))))
	}
	return w
}

// number is how many there are, where the whole they are of stands beside.
func (l Letter) number(c statement.Count) string {
	if !c.Known() {
		return of(l.Lang, c)
	}
	return l.Integer(c.Num)
}

// points are those that deserve attention.
func (l Letter) points() pages.StatementPoints {
	p := pages.StatementPoints{Heading: l.T("statement.points.heading"), None: l.T("statement.points.none")}
	for _, line := range l.Content.Attention(l.Programme) {
		i := l.indicator(line.Indicator)
		key := "statement.point." + string(line.Level)
		if i.Worry == monitoring.WorryBoth {
			key = "statement.point.both"
		}
		p.All = append(p.All, pages.StatementPassage{
			Heading: i.Title.In(string(l.Lang)), Text: l.T(key, "own", of(l.Lang, line.Own), "counted", l.counted(line.Indicator)),
			Note: l.T("statement.point.moves", "moves", i.Moves.In(string(l.Lang))),
		})
	}
	return p
}

// question is for the team meeting: about what deserves attention first.
func (l Letter) question() pages.StatementPassage {
	return pages.StatementPassage{Heading: l.T("statement.question.heading"), Text: l.asking()}
}

func (l Letter) asking() string {
	points := l.Content.Attention(l.Programme)
	if len(points) == 0 {
		return l.T("statement.question.none")
	}
	return l.T("statement.question." + string(points[0].Indicator))
}

// journey lists the steps, done, next and late.
func (l Letter) journey() pages.StatementJourney {
	j := pages.StatementJourney{Heading: l.T("statement.journey.heading")}
	for _, state := range []statement.StepState{statement.StepDone, statement.StepNext, statement.StepLate} {
		list := pages.StatementList{Heading: l.T("statement.journey." + string(state)), None: l.T("statement.journey." + string(state) + "_none")}
		for _, s := range l.Content.Journey {
			if s.State != state {
				continue
			}
			item := pages.StatementItem{Name: s.Title.In(string(l.Lang))}
			switch {
			case state == statement.StepLate:
				item.Text = l.T("statement.journey.days", "count", s.Days)
			case state == statement.StepNext && !s.On.IsZero():
				item.Text = l.T("statement.journey.by", "date", s.On)
			}
			list.Items = append(list.Items, item)
		}
		j.Groups = append(j.Groups, list)
	}
	return j
}

func (l Letter) comment() pages.StatementPassage { return comment(l.Lang, l.Version.Comment) }

func comment(lang catalogue.Lang, c *statement.Comment) pages.StatementPassage {
	switch {
	case c == nil:
		return pages.StatementPassage{}
	case c.Erased:
		return pages.StatementPassage{Heading: lang.T("statement.comment.heading"), Text: lang.T("statement.comment.erased")}
	}
	return pages.StatementPassage{Heading: lang.T("statement.comment.heading"), Text: c.Text}
}

func (l Letter) corrections(changed []statement.Changed) pages.StatementList {
	return corrections(l.Lang, l.Programme, l.Version, changed, mostCorrections)
}

// mostCorrections is how many changes a sheet lists; the national edition is one page.
const (
	mostCorrections         = 10
	mostNationalCorrections = 3
)

// corrections say what is not as it was in the edition before, and why: the municipality's own counts first, for they
// are what its reader looks for.
func corrections(lang catalogue.Lang, p *monitoring.Programme, v Version, changed []statement.Changed, most int) pages.StatementList {
	list := pages.StatementList{Heading: lang.T("statement.corrections.heading"), None: lang.T("statement.corrections.none")}
	if v.Number > 1 {
		list.Lead, list.None = lang.T("statement.corrections.lead", "number", v.Number, "reason", v.Reason), lang.T("statement.corrections.same")
	}
	changed = slices.Clone(changed)
	slices.SortStableFunc(changed, func(a, b statement.Changed) int { return cmp.Compare(rank(a), rank(b)) })
	for _, c := range changed[:min(len(changed), most)] {
		item := pages.StatementItem{Name: changedName(lang, p, c), Text: lang.T("statement.corrections.hidden")}
		if c.Was.Status != statement.StatusHidden {
			item.Text = lang.T("statement.corrections.line", "was", of(lang, c.Was), "is", of(lang, c.Is))
		}
		list.Items = append(list.Items, item)
	}
	if more := len(changed) - most; more > 0 {
		list.Items = append(list.Items, pages.StatementItem{Name: lang.T("statement.corrections.more", "count", more)})
	}
	return list
}

func rank(c statement.Changed) int {
	if c.National {
		return 1
	}
	return 0
}

// changedName says which count changed: "Lønnede timer, januar 2026, hele landet".
func changedName(lang catalogue.Lang, p *monitoring.Programme, c statement.Changed) string {
	name := measureName(lang, p, c.Measure)
	if c.Origin != monitoring.OriginAll {
		name += ", " + lowerFirst(lang.T("origin."+string(c.Origin)))
	}
	name += ", " + calendar.FormatMonth(c.Month, string(lang))
	if c.National {
		name = lang.T("statement.corrections.nation", "name", name)
	}
	return name
}

func measureName(lang catalogue.Lang, p *monitoring.Programme, m monitoring.Measure) string {
	if i, known := p.Indicator(monitoring.IndicatorID(m)); known {
		return i.Title.In(string(lang))
	}
	return lang.T("statement.measure." + string(m))
}

// definitions say how each indicator is counted.
func (l Letter) definitions() pages.StatementList {
	list := pages.StatementList{Heading: l.T("statement.definitions.heading")}
	for _, i := range l.Programme.Indicators {
		name := i.Title.In(string(l.Lang))
		if len(i.Targets) == 0 {
			name = l.numbered(i)
		}
		list.Items = append(list.Items, pages.StatementItem{Name: name, Text: i.Definition.In(string(l.Lang))})
	}
	return list
}

func (l Letter) foot() []string {
	who := l.T("statement.foot.inside")
	if l.Outside {
		who = l.T("statement.foot.outside")
	}
	return []string{who, l.T("statement.foot.source")}
}
