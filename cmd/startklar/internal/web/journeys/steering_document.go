package journeys

import (
	"cmp"

	"startklar/cmd/startklar/internal/desk"
	"startklar/domain/programme"
	"startklar/workflow"
)

// sheet writes the decision sheet: what the group is asked to agree, what has been decided, what is open, and how
// many there are to do it.
func (w *words) sheet(v desk.Steering) *drafting {
	d := w.draft(v.State, w.T("steering.sheet"))
	d.doc.Lead, d.doc.Compact = w.T("steering.sheet_lead"), true
	d.asks(v)
	for _, t := range v.Sheet.Tracks {
		d.sheetTrack(t, v.Withheld)
	}
	d.sheetOpen(v)
	d.sheetCapacity(v.Sheet)
	return d
}

func (d *drafting) asks(v desk.Steering) {
	d.doc.Heading(2, d.T("steering.asks"))
	switch text := v.Sheet.Asks; {
	case v.Withheld:
		d.doc.Note(d.T("answer.not_shared"))
	case text.Text == "":
		d.doc.List(d.T("steering.asks_goal"), d.T("steering.asks_open", "count", len(v.Sheet.Open)), d.T("steering.asks_capacity"))
	default:
		d.doc.Text(text.Text)
	}
}

// sheetTrack is one track in short.
func (d *drafting) sheetTrack(t workflow.SheetTrack, withheld bool) {
	d.doc.Heading(2, d.sectionTitle(t.Item, t.Section))
	d.doc.Note(d.T("checklist.progress", "done", t.Clear, "total", t.Total))
	if t.Text.Text != "" && !withheld {
		d.doc.Text(t.Text.Text)
		return
	}
	var rows [][]string
	for _, p := range t.Decided {
		text := p.Text
		if p.Withheld {
			text = d.T("answer.not_shared")
		}
		rows = append(rows, []string{d.T("checklist.numbered", "ref", refOf(p.Field), "title", p.Field.Text), text})
	}
	d.doc.Table("", d.heads("steering.column.question", "steering.column.decided"), rows)
	if len(rows) == 0 {
		d.doc.Note(d.T("steering.nothing_decided"))
	}
}

func (d *drafting) sheetOpen(v desk.Steering) {
	d.doc.Heading(2, d.T("steering.open"))
	var rows [][]string
	for _, p := range v.Sheet.Open {
		rows = append(rows, []string{
			d.T("checklist.numbered", "ref", refOf(p.Field), "title", p.Field.Text), d.Standing(p.Standing), cmp.Or(d.Name(p.Owner), d.T("item.nobody")),
		})
	}
	d.doc.Table("", d.heads("steering.column.question", "steering.column.standing", "plan.column.owner"), rows)
	if len(rows) == 0 {
		d.doc.Note(d.T("steering.nothing_open"))
	}
}

func (d *drafting) sheetCapacity(sheet workflow.Sheet) {
	if d.st.Item(programme.Plan.Instance(1)) == nil {
		return
	}
	d.doc.Heading(2, d.T("steering.capacity"))
	var rows [][]string
	for _, f := range sheet.Capacity {
		text := d.Reads(f.Field, f.Text)
		if f.Withheld {
			text = d.T("answer.not_shared")
		}
		rows = append(rows, []string{d.Text(f.Field.Text), text})
	}
	d.doc.Table("", d.heads("plan.column.subject", "plan.column.answer"), rows)
	if len(rows) == 0 {
		d.doc.Note(d.T("steering.no_capacity"))
	}
}
