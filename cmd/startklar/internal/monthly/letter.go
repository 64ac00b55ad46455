package monthly

import (
	"strings"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
	"startklar/domain/statement"
	"startklar/templates/catalogue"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
)

// Version is which edition a sheet is of.
type Version struct {
	// Number is 0 for a preview of what nobody has frozen.
	Number int
	// ReleasedOn is zero for what has not been released; Newest is the newest edition, where that is another one.
	ReleasedOn calendar.Date
	Newest     int
	AsOf       time.Time
	Reason     string
	// Comment is what the national agency says; nil for nothing.
	Comment *statement.Comment
}

// Caller is somebody to call.
type Caller struct{ Name, Phone string }

// Letter is a municipality's statement on its way to a sheet.
type Letter struct {
	catalogue.Lang
	Programme *monitoring.Programme
	Content   statement.Content
	Version   Version
	Call      []Caller
	// Outside tells that the content has been reduced to what outsiders may see.
	Outside bool
	// Inside tells that the sheet stands on a page that has its heading already; Whole that all pages are written
	// also where there is nothing new.
	Inside, Whole bool
}

// Sheet writes the statement.
func (l Letter) Sheet() pages.StatementSheet {
	c := l.Content
	s := pages.StatementSheet{
		Lang: string(l.Lang), Kicker: l.T("statement.kicker"), Title: l.place(), Month: l.month(c.Month), Mark: l.mark(), Inside: l.Inside,
		Facts: l.facts(), Sentences: []pages.StatementSentence{l.hours(), l.moved(), l.task()},
		Indicators: l.indicators(),
	}
	s.TargetsHeading, s.TargetsText, s.Targets = l.T("statement.targets.heading"), l.result(), l.targets()
	if !l.Whole && l.Version.Comment == nil && c.Quiet(l.Programme) {
		s.Brief = l.T("statement.brief")
		return s
	}
	s.Who, s.TrendHead, s.Trends = l.who(), l.T("statement.trends.heading"), l.trends()
	s.Points, s.Question, s.Journey = l.points(), l.question(), l.journey()
	s.Origins, s.Comment, s.Corrections = l.origins(), l.comment(), l.corrections(c.Changed)
	s.Definitions, s.Foot = l.definitions(), l.foot()
	return s
}

func (l Letter) place() string {
	m, _ := municipality.Get(l.Content.Municipality)
	return l.T("statement.place", "place", m.Name)
}

func (l Letter) month(m calendar.Month) string { return Month(l.Lang, m) }

// mark says that the sheet is not what stands.
func (l Letter) mark() string { return mark(l.Lang, l.Version, l.Content.Provisional) }

func mark(lang catalogue.Lang, v Version, provisional bool) string {
	switch {
	case provisional:
		return lang.T("statement.mark.provisional")
	case v.Number == 0:
		return lang.T("statement.mark.draft")
	case v.ReleasedOn.IsZero():
		return lang.T("statement.mark.frozen")
	case v.Newest > v.Number:
		return lang.T("statement.mark.overtaken", "number", v.Newest)
	}
	return ""
}

func (l Letter) facts() []pages.StatementFact {
	facts := versionFacts(l.Lang, l.Version, l.Content.Coverage)
	received := l.T("statement.fact.not_received")
	if r := l.Content.Receipt; r.Number > 0 {
		received = l.T("statement.fact.received", "number", r.Number, "date", r.On)
	}
	return append(facts[:2:2], append([]pages.StatementFact{{Name: l.T("statement.fact.receipt"), Value: received}}, facts[2:]...)...)
}

// versionFacts are which edition it is, how many delivered, and as of when.
func versionFacts(lang catalogue.Lang, v Version, c statement.Coverage) []pages.StatementFact {
	edition := lang.T("statement.fact.unreleased", "number", max(v.Number, 1))
	if !v.ReleasedOn.IsZero() {
		edition = lang.T("statement.fact.released", "number", v.Number, "date", v.ReleasedOn)
	}
	return []pages.StatementFact{
		{Name: lang.T("statement.fact.edition"), Value: edition},
		{Name: lang.T("statement.fact.coverage"), Value: lang.T("statement.fact.covered", "delivered", c.Delivered, "participating", c.Participating)},
		{Name: lang.T("statement.fact.as_of"), Value: lang.T("moment", "date", calendar.DateOf(v.AsOf), "clock", calendar.FormatClock(v.AsOf, string(lang)))},
	}
}

// hours is the first sentence: paid hours beside the nation, and whether chance can explain the difference.
func (l Letter) hours() pages.StatementSentence {
	s := pages.StatementSentence{Head: l.T("statement.hours.head")}
	six, _ := l.Content.Line(l.Programme.Headline().ID)
	switch six.Own.Status {
	case monitoring.StatusMissing:
		s.Text = l.T("statement.hours.missing", "month", l.month(l.Content.Month))
		return s
	case monitoring.StatusNoDenominator:
		s.Text = l.T("statement.hours.nobody")
		return s
	case statement.StatusHidden:
		s.Text = l.T("statement.hours.hidden")
		return s
	}
	s.Text = l.T("statement.hours.own", "own", of(l.Lang, six.Own), "share", share(l.Lang, six.Own))
	if six.Nation.Known() {
		s.Text += " " + l.T("statement.hours.nation", "nation", of(l.Lang, six.Nation), "share", share(l.Lang, six.Nation))
	}
	if chance := l.chance(six); chance != "" {
		s.Text += " " + chance
	}
	return s
}

func (l Letter) chance(line statement.Line) string {
	switch {
	case line.Level == "" || !line.Nation.Known():
		return ""
	case line.High:
		return l.T("statement.chance.high")
	case line.Level == signal.TooFew && !line.Pooled.Known():
		return ""
	case line.Level == signal.TooFew:
		return l.T("statement.chance.too_few", "pooled", of(l.Lang, line.Pooled))
	}
	return l.T("statement.chance." + string(line.Level))
}

// moved is the second sentence: what changed most.
func (l Letter) moved() pages.StatementSentence {
	s := pages.StatementSentence{Head: l.T("statement.moved.head"), Text: l.T("statement.moved.none")}
	if line, moved := l.Content.Moved(); moved {
		s.Text = l.T("statement.moved.line", "own", of(l.Lang, line.Own), "counted", l.counted(line.Indicator), "before", of(l.Lang, line.Before))
	}
	return s
}

func (l Letter) indicator(id monitoring.IndicatorID) monitoring.Indicator {
	i, _ := l.Programme.Indicator(id)
	return i
}

func (l Letter) counted(id monitoring.IndicatorID) string {
	return strings.TrimSuffix(l.indicator(id).Counted.In(string(l.Lang)), ".") // the sentence has its own
}

// task is the third sentence: one thing to do, by when, and whom to call.
func (l Letter) task() pages.StatementSentence {
	t := l.Content.Task(l.Programme)
	s := pages.StatementSentence{Head: l.T("statement.task.head"), Text: l.asked(t)}
	for _, c := range l.Call {
		call := parts.Link{Label: l.T("statement.call", "name", c.Name)}
		if c.Phone != "" {
			call = parts.Link{Label: l.T("statement.call_phone", "name", c.Name, "phone", strings.ReplaceAll(c.Phone, " ", "\u00a0")), Href: dial(c.Phone)}
		}
		s.Call = append(s.Call, call)
	}
	return s
}

func (l Letter) asked(t statement.Task) string {
	switch t.Kind {
	case statement.TaskDeliver:
		return l.T("statement.task.deliver", "month", calendar.FormatMonth(l.Content.Month, string(l.Lang)), "date", t.By)
	case statement.TaskMark:
		return l.T("statement.task.mark", "unmarked", of(l.Lang, t.Unmarked), "date", t.By)
	case statement.TaskDiscuss:
		return l.T("statement.task.discuss", "indicator", lowerFirst(l.indicator(t.Indicator).Title.In(string(l.Lang))), "date", t.By)
	case statement.TaskStep:
		if t.By.IsZero() {
			return l.T("statement.task.step_open", "step", t.Step)
		}
		return l.T("statement.task.step", "step", t.Step, "date", t.By)
	default:
		return l.T("statement.task.keep", "date", t.By)
	}
}

// result says where the municipality is with the result requirement.
func (l Letter) result() string {
	r := l.Content.Result
	text := l.T("statement.targets.now", "month", calendar.FormatMonth(l.Content.Month, string(l.Lang)), "now", of(l.Lang, r.Now))
	if !r.Now.Known() {
		text = l.T("statement.targets.now_not", "month", l.month(l.Content.Month), "why", of(l.Lang, r.Now))
	}
	if r.Best.Known() && r.BestIn != l.Content.Month {
		text += " " + l.T("statement.targets.best", "month", calendar.FormatMonth(r.BestIn, string(l.Lang)), "best", of(l.Lang, r.Best))
	}
	return text
}

func (l Letter) targets() (all []pages.StatementTarget) {
	r := l.Content.Result
	for _, t := range r.Targets {
		made := pages.StatementTarget{Label: l.T("statement.target.label", "percent", t.Percent), Met: t.Met}
		switch {
		case t.Met:
			made.Text = l.T("statement.target.met", "month", calendar.FormatMonth(t.In, string(l.Lang)))
		case t.Known:
			made.Text = l.T("statement.target.missing", "count", t.Missing)
		default:
			made.Text = l.T("statement.target.unknown")
		}
		if r.Now.Known() {
			made.Done, made.Of = r.Now.Num, r.Now.Num+t.Missing
		}
		all = append(all, made)
	}
	return all
}

// trends are the lines of the last twelve months.
func (l Letter) trends() (all []templ.Component) {
	for _, t := range l.Content.Trends {
		all = append(all, drawTrend(l.Lang, l.indicator(t.Indicator), t, true))
	}
	return all
}
