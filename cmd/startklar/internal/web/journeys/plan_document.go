package journeys

import (
	"cmp"
	"slices"
	"strings"

	"startklar/domain/calendar"
	"startklar/domain/document"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/programme"
	"startklar/templates/parts"
	"startklar/workflow"
)

// drafting writes a document about a journey, as far as the viewer may read it.
type drafting struct {
	*words
	st  workflow.State
	doc document.Document
}

// draft begins a document with whose it is and when it was made.
func (w *words) draft(st workflow.State, title string) *drafting {
	m, _ := municipality.Get(st.Municipality)
	d := &drafting{words: w, st: st, doc: document.Document{Lang: string(w.Lang), Title: title, Kicker: w.T("journey.kicker", "title", st.Def.Title, "place", m.Name)}}
	d.fact("document.municipality", w.T("document.place", "place", m.Name))
	d.fact("document.made", w.Moment(w.Now))
	return d
}

// fact adds a fact; nothing for nothing.
func (d *drafting) fact(key, value string) {
	if value != "" {
		d.doc.Facts = append(d.doc.Facts, document.Fact{Name: d.T(key), Value: value})
	}
}

// planItem is the project plan of a journey; nil where its definition has none.
func planItem(st workflow.State) *workflow.Item { return st.Item(programme.Plan.Instance(1)) }

// plan writes the plan: the dates first, then section by section. Prefix stands before the headings where the
// plan is part of something larger.
func (d *drafting) plan(i *workflow.Item, prefix string) {
	line := d.timeline(i)
	if len(line.Marks) > 0 {
		d.doc.Heading(2, prefix+d.T("plan.dates"))
		near := d.near(line)
		var remarks []string
		if left := len(line.Marks) - len(near.Marks); left > 0 {
			remarks = append(remarks, d.T("plan.farther", "count", left))
		}
		d.doc.Figure(d.T("plan.timeline"), near, remarks...)
		d.doc.Table(d.T("plan.dates_table"), d.heads("plan.column.date", "plan.column.what", "plan.column.kind", "plan.column.owner", "plan.column.state"), d.dateRows(line))
	}
	for _, section := range i.Def.Sections {
		d.doc.Heading(2, prefix+d.Text(section.Title))
		d.section(i, section)
	}
	d.agreements(prefix)
}

func (d *drafting) heads(keys ...string) []string {
	heads := make([]string, len(keys))
	for n, key := range keys {
		heads[n] = d.T(key)
	}
	return heads
}

// section writes the fields of a form's section: short ones together in one table.
func (d *drafting) section(i *workflow.Item, section *workflow.Section) {
	var short [][]string
	flush := func() {
		d.doc.Table("", d.heads("plan.column.subject", "plan.column.answer"), short)
		short = nil
	}
	for _, f := range section.Fields() {
		text, absent := d.content(i, f)
		switch {
		case f.Type != workflow.LongText && f.Type != workflow.Rows:
			short = append(short, []string{d.Text(f.Text), cmp.Or(d.Reads(f, text), absent)})
		default:
			flush()
			d.doc.Heading(3, d.Text(f.Text))
			d.long(f, text, absent)
		}
	}
	flush()
}

// long writes a text or a small table, or why there is none.
func (d *drafting) long(f *workflow.Field, text, absent string) {
	table := d.rowsTable(f, text)
	switch {
	case absent != "":
		d.doc.Note(absent)
	case f.Type == workflow.Rows && table != nil:
		d.doc.Table("", labels(table), texts(table))
	default:
		d.doc.Text(text)
	}
}

// content is what stands in a field, or why nothing is shown: withheld, erased, or not answered.
func (d *drafting) content(i *workflow.Item, f *workflow.Field) (text, absent string) {
	a := d.st.Answer(i.ID, f.ID)
	switch {
	case a == nil:
		return "", d.T("summary.blank")
	case a.Withheld && a.Revision > 0:
		return "", d.withheldText(f.Section)
	case a.Erased:
		return "", d.T("answer.erased")
	case strings.TrimSpace(a.Text) == "" || f.Type == workflow.Rows && len(d.rowsOf(i, f.ID)) == 0:
		return "", d.T("summary.blank")
	default:
		return a.Text, ""
	}
}

func labels(t *parts.Table) []string {
	var all []string
	for _, column := range t.Columns {
		all = append(all, column.Label)
	}
	return all
}

func texts(t *parts.Table) [][]string {
	var all [][]string
	for _, row := range t.Rows {
		var cells []string
		for _, cell := range row.Cells {
			cells = append(cells, cell.Text)
		}
		all = append(all, cells)
	}
	return all
}

// rowsOf reads a small table as far as the viewer may; none where it cannot be read.
func (d *drafting) rowsOf(i *workflow.Item, field journey.FieldID) []workflow.Row {
	a := d.st.Answer(i.ID, field)
	if a == nil {
		return nil
	}
	rows, err := workflow.ParseRows(a.Text)
	if err != nil {
		return nil
	}
	return rows
}

// agreements writes what the workshop agreed, which the plan follows up.
func (d *drafting) agreements(prefix string) {
	var rows [][]string
	for _, a := range d.agreed() {
		rows = append(rows, []string{a.Label, a.Owner, d.Date(a.On), a.State})
	}
	if len(rows) == 0 {
		return
	}
	d.doc.Heading(2, prefix+d.T("plan.agreements"))
	d.doc.Table("", d.heads("plan.column.agreement", "plan.column.owner", "plan.column.date", "plan.column.state"), rows)
}

// agreed lists what the workshop agreed that has a date: in its room, or written in the form afterwards.
func (d *drafting) agreed() []document.Mark {
	var all []document.Mark
	if i := d.st.Item(programme.Agreements.Instance(1)); i != nil {
		all = append(all, d.marks(i, programme.Decisions, "decision", document.Agreement)...)
		all = append(all, d.marks(i, programme.Actions, "action", document.Agreement)...)
	}
	for _, a := range d.st.Agreements {
		if text := a.Text(); !a.Withdrawn && !a.Withheld && text.What != "" && !a.DueOn().IsZero() {
			all = append(all, d.agreement(a))
		}
	}
	sortMarks(all)
	return all
}

func (d *drafting) agreement(a *workflow.Agreement) document.Mark {
	m := document.Mark{On: a.DueOn(), Kind: document.Agreement, Label: a.Text().What, Owner: a.Text().Who, Done: a.Done(), State: d.distance(a.DueOn())}
	late := d.Late(m.On)
	switch {
	case m.Done:
		m.State = d.T("plan.done")
	case late != "":
		m.State, m.Late = late, true
	}
	return m
}

func sortMarks(all []document.Mark) {
	slices.SortStableFunc(all, func(a, b document.Mark) int {
		return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.Label, b.Label))
	})
}

// marks are the rows of a small table that have a date.
func (d *drafting) marks(i *workflow.Item, field, label journey.FieldID, kind document.MarkKind) []document.Mark {
	var all []document.Mark
	for _, row := range d.rowsOf(i, field) {
		on, err := calendar.ParseDate(row["by"])
		if err == nil && row[label] != "" {
			all = append(all, document.Mark{On: on, Kind: kind, Label: row[label], Owner: row["owner"], State: d.distance(on)})
		}
	}
	return all
}

// timeline puts the plan's own dates and those of the journey on one line.
func (d *drafting) timeline(plan *workflow.Item) document.Timeline {
	t := document.Timeline{Today: d.Today}
	t.Marks = append(t.Marks, d.marks(plan, programme.Milestones, "milestone", document.Milestone)...)
	t.Marks = append(t.Marks, d.marks(plan, programme.Goals, "goal", document.Goal)...)
	t.Marks = append(t.Marks, d.agreed()...)
	for _, i := range d.st.Items {
		if m, ok := d.journeyMark(i); ok {
			t.Marks = append(t.Marks, m)
		}
	}
	sortMarks(t.Marks)
	return t
}

// nearMonths is how far ahead the drawing always reaches.
const nearMonths = 6

// near leaves out the deadlines that lie beyond both the plan's own last date and the coming months: they would
// press together what people work with.
func (d *drafting) near(t document.Timeline) document.Timeline {
	last := d.Today.AddMonths(nearMonths)
	for _, m := range t.Marks {
		if m.Kind != document.Deadline && m.On.After(last) {
			last = m.On
		}
	}
	t.Marks = slices.DeleteFunc(slices.Clone(t.Marks), func(m document.Mark) bool { return m.On.After(last) })
	return t
}

// journeyMark is a meeting in the calendar, or the deadline of something required that is not done.
func (d *drafting) journeyMark(i *workflow.Item) (document.Mark, bool) {
	m := document.Mark{Label: d.ItemTitle(i), Owner: d.owner(i)}
	if i.Meeting != nil && !i.Meeting.On.IsZero() {
		m.On, m.Kind, m.State = i.Meeting.On, document.Meeting, d.distance(i.Meeting.On)
		if !i.Meeting.HeldOn.IsZero() {
			m.On, m.Done, m.State = i.Meeting.HeldOn, true, d.T("plan.held")
		}
		return m, true
	}
	m.On, m.Kind = i.Deadline.On(), document.Deadline
	if m.On.IsZero() || i.State.Ended() || !d.st.Required(i) || i.State == journey.Suspended {
		return m, false
	}
	m.State = d.distance(m.On)
	if late := d.Late(m.On); late != "" {
		m.State, m.Late = late, true
	}
	return m, true
}

// distance says how far a date lies from today.
func (d *drafting) distance(on calendar.Date) string {
	switch days := d.Today.DaysUntil(on); {
	case days == 0:
		return d.T("plan.today")
	case days > 0:
		return d.T("plan.ahead", "count", days)
	default:
		return d.T("plan.passed", "count", -days)
	}
}

func (d *drafting) dateRows(t document.Timeline) [][]string {
	var rows [][]string
	for _, m := range t.Marks {
		rows = append(rows, []string{d.Date(m.On), m.Label, d.T("timeline.kind." + string(m.Kind)), m.Owner, m.State})
	}
	return rows
}
