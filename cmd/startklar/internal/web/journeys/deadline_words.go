package journeys

import (
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/templates/parts"
	"startklar/workflow"
)

// deadlineRow explains an item's deadline: the date, how late, the rule, and a person's override.
func (w *words) deadlineRow(v itemView) (parts.SummaryRow, bool) {
	i := v.Item
	on := i.Deadline.On()
	if on.IsZero() && i.Def.Due == nil {
		return parts.SummaryRow{}, false
	}
	row := parts.SummaryRow{Key: w.T("item.deadline"), Text: w.LongDate(on), Note: w.deadlineNote(v)}
	if on.IsZero() {
		row.Text = w.T("item.deadline_later")
	}
	if late := w.Late(on); late != "" && !i.State.Ended() {
		row.Status = parts.Status{Kind: parts.Late, Text: late}
	}
	return row, true
}

func (w *words) deadlineNote(v itemView) string {
	d, rule := v.Item.Deadline, w.rule(v)
	switch {
	case d.Overridden.IsZero():
		return rule
	case d.Computed.IsZero():
		return w.T("item.deadline_set", "reason", d.Reason)
	default:
		return w.T("item.deadline_moved", "date", d.Computed, "rule", rule, "reason", d.Reason)
	}
}

// rule writes a deadline's rule as a person would: "5 arbejdsdage før »Opstartsworkshop« (10.9.2019)".
func (w *words) rule(v itemView) string {
	r := v.Item.Def.Due
	if r == nil {
		return ""
	}
	anchor := w.anchor(v.State, r.Anchor)
	switch {
	case r.N == 0:
		return w.T("rule.same", "anchor", anchor)
	case r.N < 0:
		return w.T("rule.before", "amount", w.amount(-r.N, r.Unit), "anchor", anchor)
	default:
		return w.T("rule.after", "amount", w.amount(r.N, r.Unit), "anchor", anchor)
	}
}

// unitKeys name the plural texts of the units that deadlines count in.
var unitKeys = map[calendar.Unit]string{
	calendar.Days: "rule.days", calendar.WorkingDays: "rule.working_days", calendar.Weeks: "rule.weeks", calendar.Months: "rule.months",
}

func (w *words) amount(n int, unit calendar.Unit) string { return w.T(unitKeys[unit], "count", n) }

// anchor names what a deadline counts from, with its date where that is known.
func (w *words) anchor(st workflow.State, name string) string {
	title := w.T("rule.start")
	for _, i := range st.Def.Items {
		if i.Anchor == name && name != workflow.StartAnchor {
			title = w.T("rule.item", "title", i.Title)
			break
		}
	}
	if on := st.Anchor(name); !on.IsZero() {
		return w.T("rule.dated", "title", title, "date", on)
	}
	return w.T("rule.undated", "title", title)
}

// moves lists what a command would do to deadlines, for the page that asks once more.
func (w *words) moves(st workflow.State, moves []workflow.DeadlineMove, own journey.InstanceID) parts.Table {
	t := parts.Table{
		Caption: w.T("moves.caption"),
		Columns: []parts.Column{{Label: w.T("moves.item")}, {Label: w.T("moves.from")}, {Label: w.T("moves.to")}},
		Empty:   parts.EmptyState{Text: w.T("moves.none")},
	}
	for _, m := range moves {
		i := st.Item(m.Item)
		if i == nil {
			continue
		}
		to := parts.Cell{Text: w.dateOr(m.To)}
		if m.Kept {
			to.Note = w.T("moves.kept")
		}
		t.Rows = append(t.Rows, parts.Row{Marked: m.Item == own, Cells: []parts.Cell{{Text: w.ItemTitle(i)}, {Text: w.dateOr(m.From)}, to}})
	}
	return t
}

func (w *words) dateOr(d calendar.Date) string {
	if d.IsZero() {
		return w.T("moves.no_date")
	}
	return w.Date(d)
}
