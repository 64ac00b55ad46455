package journeys

import (
	"startklar/cmd/startklar/internal/web/site"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/a-h/templ"
)

// linkDays is how long a link works if nobody says otherwise.
const linkDays = 21

// who shows which administrations have agreed and which are missing, with what the leader can do about it.
func (f *steeringView) who() []templ.Component {
	missing := f.administrations()
	all := []templ.Component{pages.Heading{Text: f.T("steering.who"), Lead: f.counted(missing)}}
	if changed := f.outdatedNames(); len(changed) > 0 {
		all = append(all, parts.Notice{Kind: parts.NoticeWarning, Heading: f.T("steering.outdated"), Text: f.T("steering.outdated_text", "names", changed)})
	}
	if len(f.v.State.Invitations)+len(missing) > 0 {
		all = append(all, f.table(missing))
	}
	all = append(all, f.since()...)
	if f.managed() {
		all = append(all, f.another())
	}
	return all
}

func (f *steeringView) outdatedNames() []string {
	var names []string
	for _, i := range f.v.State.Invitations {
		if f.outdated(i) {
			names = append(names, i.Administration)
		}
	}
	return names
}

func (f *steeringView) table(missing []string) parts.Table {
	managed := f.managed()
	t := parts.Table{Caption: f.T("steering.who"), HideCaption: true, Columns: []parts.Column{
		{Label: f.T("steering.column.administration")},
		{Label: f.T("steering.column.answer")},
		{Label: f.T("steering.column.who")},
		{Label: f.T("steering.column.link")},
	}}
	if managed {
		t.Columns = append(t.Columns, parts.Column{Label: f.T("steering.column.action"), Hidden: true})
	}
	for _, i := range f.v.State.Invitations {
		row := parts.Row{Cells: []parts.Cell{{Text: i.Administration}, f.answerCell(i), f.memberCell(i), {Text: f.linkState(i)}}}
		if managed {
			row.Cells = append(row.Cells, parts.Cell{Value: f.linkForms(i)})
		}
		t.Rows = append(t.Rows, row)
	}
	for n, name := range missing {
		row := parts.Row{Cells: []parts.Cell{{Text: name}, {Value: parts.Status{Kind: parts.NotBegun, Text: f.T("stance.uninvited")}}, {}, {Text: f.T("steering.no_link")}}}
		if managed {
			row.Cells = append(row.Cells, parts.Cell{Value: pages.RowForms{ID: "uden-link-" + f.Integer(n), Forms: []pages.Form{f.inviteForm("", name, f.T("steering.make"))}}})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// answerCell is what an administration said, and that the sheet has changed since.
func (f *steeringView) answerCell(i *workflow.Invitation) parts.Cell {
	cell := parts.Cell{Value: f.stance(i), Note: i.Note}
	if f.outdated(i) {
		note := f.T("steering.changed_since")
		if cell.Note != "" {
			note += " " + cell.Note
		}
		cell.Note = note
	}
	return cell
}

func (f *steeringView) memberCell(i *workflow.Invitation) parts.Cell {
	switch {
	case i.Stance == "":
		return parts.Cell{}
	case i.Erased:
		return parts.Cell{Text: f.T("answer.erased"), Note: f.Moment(i.AnsweredAt)}
	default:
		return parts.Cell{Text: i.Title, Note: f.Moment(i.AnsweredAt)}
	}
}

// linkForms renew a link and take it back.
func (f *steeringView) linkForms(i *workflow.Invitation) pages.RowForms {
	forms := pages.RowForms{ID: "link-" + i.ID, Forms: []pages.Form{f.inviteForm(i.ID, i.Administration, f.T("steering.renew"))}}
	if i.Hash != "" {
		forms.Forms = append(forms.Forms, pages.Form{
			Action: steeringPath(f.v.State.ID) + "/traek", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
			Hidden:  []pages.Hidden{{Name: "invitation", Value: i.ID}},
			Buttons: parts.Buttons{{Label: f.T("steering.withdraw"), Kind: parts.Tertiary, Context: " " + i.Administration}},
		})
	}
	return forms
}

// inviteForm makes a link with one press. Its token is made here, so that pressing twice makes one link.
func (f *steeringView) inviteForm(invitation, administration, label string) pages.Form {
	return pages.Form{
		Action: steeringPath(f.v.State.ID) + "/link", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
		Hidden: []pages.Hidden{
			{Name: "token", Value: site.NewToken()},
			{Name: "invitation", Value: invitation},
			{Name: "administration", Value: administration},
			{Name: "until", Value: f.Today.AddDays(linkDays).String()},
		},
		Buttons: parts.Buttons{{Label: label, Kind: parts.Secondary, Context: " " + administration}},
	}
}

// another invites an administration that is not in the list, or chooses how long a link works.
func (f *steeringView) another() pages.ItemActions {
	form := f.inviteForm("", "", f.T("steering.make"))
	form.Hidden = form.Hidden[:1]
	form.Fields = []parts.Field{
		{Name: "administration", Label: f.T("steering.column.administration"), Hint: f.T("steering.administration_hint"), MaxLength: workflow.MaxAdministration, Value: f.c.FormValue("administration")},
		{Kind: parts.Date, Name: "until", Label: f.T("steering.until"), Hint: f.T("steering.until_hint", "max", workflow.MaxLinkDays), Width: parts.Narrow, Value: f.untilValue()},
	}
	f.mark(form.Fields)
	return pages.ItemActions{Heading: f.T("steering.more"), Actions: []pages.ItemAction{{
		Summary: f.T("steering.another"), Open: len(f.errs) > 0 && f.clashed == nil, Form: form,
	}}}
}

func (f *steeringView) untilValue() string {
	if entered := f.c.FormValue("until"); entered != "" {
		return entered
	}
	return f.Today.AddDays(linkDays).String()
}

// mark puts what was wrong at its field.
func (f *steeringView) mark(fields []parts.Field) {
	for n := range fields {
		for _, e := range f.errs {
			if e.FieldID == fields[n].Name {
				fields[n].Error = e.Message
			}
		}
	}
}

// after are the leader's own texts on the sheet.
func (f *steeringView) after() []templ.Component {
	if !f.managed() {
		return nil
	}
	all := []templ.Component{pages.WrittenText(f.T("steering.write_lead"))}
	all = append(all, f.writeForm(workflow.Asks, f.T("steering.asks"), f.T("steering.asks_hint")))
	for _, t := range f.v.Sheet.Tracks {
		all = append(all, f.writeForm(string(t.Section.ID), f.T("steering.short", "title", f.sectionTitle(t.Item, t.Section)), f.T("steering.short_hint")))
	}
	open := f.c.FormValue("part") != "" && len(f.errs) > 0
	return []templ.Component{pages.Folded{Summary: f.T("steering.write"), Open: open, Parts: all}}
}

// writeForm is one text. After a clash both stand there: one's own in the field, the colleague's above it.
func (f *steeringView) writeForm(part, label, hint string) pages.Form {
	now := f.v.State.SheetText(part)
	field := parts.Field{
		Kind: parts.TextArea, Name: sheetField(part), Label: label, Hint: hint, Rows: 3, Width: parts.Full,
		MaxLength: workflow.MaxSheetText, Value: now.Text, Optional: true,
	}
	if f.c.FormValue("part") == part && len(f.errs) > 0 {
		field.Value, field.Error = f.c.FormValue(sheetField(part)), f.errs[0].Message
		if theirs, ok := f.clashed[part]; ok {
			field.Hint = f.T("steering.clashed", "name", f.Name(theirs.By), "text", theirs.Text)
		}
	}
	return pages.Form{
		Action: steeringPath(f.v.State.ID) + "/ark", Fields: []parts.Field{field},
		Command: parts.HiddenCommand{ClientKey: site.NewClientKey(), BaseRevision: int64(now.Revision)},
		Hidden:  []pages.Hidden{{Name: "part", Value: part}},
		Buttons: parts.Buttons{{Label: f.T("steering.save"), Kind: parts.Secondary, Context: " " + label}},
	}
}
