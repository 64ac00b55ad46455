package meetings

import (
	"net/url"
	"strconv"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/meeting"
	"startklar/domain/municipality"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// hosting is what comes next for those who manage the meeting.
func (v *meetingView) hosting() []templ.Component {
	switch {
	case v.m.State == meeting.Planned && v.m.Poll == nil:
		return []templ.Component{v.findDate()}
	case v.m.State == meeting.Planned:
		return []templ.Component{v.pollBlock(), v.linksBlock()}
	case v.m.State == meeting.Booked && !v.m.On.After(v.Today):
		return []templ.Component{v.attendBlock()}
	case v.m.State == meeting.Held:
		return []templ.Component{v.notesBlock()}
	case v.m.State == meeting.Booked && v.m.Kind == meeting.Seminar:
		return []templ.Component{v.registerForOthers()}
	default:
		return nil
	}
}

// findDate offers to ask the municipalities, or to book at once.
func (v *meetingView) findDate() templ.Component {
	return pages.Part{ID: "dato", Heading: v.T("meetings.find_date"), Text: v.T("meetings.find_date_text"), Parts: []templ.Component{
		parts.Buttons{{Label: v.T("meetings.ask_dates"), Href: v.path("/datoer")}},
		pages.Folded{Summary: v.T("meetings.book_now"), Open: v.posted("book"), Parts: []templ.Component{v.bookForm()}},
	}}
}

// bookForm sets the date, or moves it, for which a reason is asked.
func (v *meetingView) bookForm() templ.Component {
	fields := []parts.Field{
		{Kind: parts.Date, Name: "on", Label: v.T("meeting.date"), Value: v.m.On.String(), Min: v.Today.String(), Width: parts.Narrow},
		{Kind: parts.TimeOfDay, Name: "start", Label: v.T("meeting.start"), Value: v.m.Start, Width: parts.Narrow},
		{Kind: parts.TimeOfDay, Name: "end", Label: v.T("meeting.end"), Value: v.m.End, Width: parts.Narrow},
	}
	label := v.T("meetings.book")
	if v.m.State == meeting.Booked {
		label = v.T("meetings.move")
		fields = append(fields, v.reasonField())
	}
	return v.form("book", parts.Button{Label: label}, fields...)
}

func (v *meetingView) reasonField() parts.Field {
	return parts.Field{Kind: parts.TextArea, Name: "reason", Label: v.T("item.reason"), Hint: v.T("meetings.reason_hint"), Rows: 3, MaxLength: meeting.MaxReason}
}

// pollBlock shows how the dates fare, in words and as a table, and books one.
func (v *meetingView) pollBlock() templ.Component {
	heading, text := v.T("meetings.poll"), v.T("meetings.poll_until", "date", v.m.Poll.ClosesOn)
	if !v.m.Poll.Open(v.Today) {
		text = v.T("meetings.poll_over")
	}
	block := pages.Part{ID: "datoer", Heading: heading, Text: text + " " + v.votedText(), Parts: []templ.Component{pages.WrittenText(v.bestText()), v.matrix()}}
	block.Parts = append(block.Parts,
		pages.Points{{Label: v.T("meetings.change_dates"), Href: v.path("/datoer")}},
		pages.Folded{Summary: v.T("meetings.other_date"), Open: v.posted("book"), Parts: []templ.Component{v.bookForm()}},
	)
	return block
}

// votedText says how many municipalities have answered.
func (v *meetingView) votedText() string {
	voted := 0
	for _, p := range v.m.Parties {
		if v.m.Poll.Answered(p.Municipality) {
			voted++
		}
	}
	return v.T("meetings.voted", "done", voted, "count", len(v.m.Parties))
}

// bestText says in words which dates suit most.
func (v *meetingView) bestText() string {
	best := v.m.Poll.Best()
	if len(best) == 0 {
		return v.T("meetings.nobody_voted")
	}
	var names []string
	for _, t := range best {
		names = append(names, v.shortSlot(t.Slot))
	}
	t := best[0]
	text := v.T("meetings.best", "dates", names, "yes", t.Yes, "needed", t.IfNeeded)
	if t.No == 0 {
		return text + " " + v.T("meetings.best_possible")
	}
	var shut []string
	for _, code := range t.Shut {
		shut = append(shut, site.PlaceName(code))
	}
	return text + " " + v.T("meetings.best_shut", "places", shut)
}

// matrix is every ballot against every date.
func (v *meetingView) matrix() templ.Component {
	t := v.matrixTable()
	t.Downloads = v.FileLinks(site.MeetingPath(v.m.ID), url.Values{tableParam: {pollTable}})
	return templ.Join(t, v.pollNotes())
}

func (v *meetingView) matrixTable() parts.Table {
	t := parts.Table{Caption: v.T("meetings.answers"), HideCaption: true, Columns: []parts.Column{{Label: v.T("meetings.date")}}, Wide: len(v.m.Poll.Answers) > 4}
	for _, b := range v.m.Poll.Answers {
		t.Columns = append(t.Columns, parts.Column{Label: v.voterName(b)})
	}
	several := len(v.m.Poll.Answers) > 1 // one answer needs no sum
	if several {
		t.Columns = append(t.Columns, parts.Column{Label: v.T("meetings.sum")})
	}
	t.Columns = append(t.Columns, parts.Column{Label: v.T("meetings.choose"), Hidden: true})
	for n, tally := range v.m.Poll.Tally() {
		row := parts.Row{Cells: []parts.Cell{{Text: v.shortSlot(tally.Slot)}}}
		for _, b := range v.m.Poll.Answers {
			row.Cells = append(row.Cells, parts.Cell{Text: v.choice(b.Choices[tally.Slot.Key()]), Note: ""})
		}
		if several {
			row.Cells = append(row.Cells, parts.Cell{Text: v.T("meetings.sums", "yes", tally.Yes, "needed", tally.IfNeeded, "no", tally.No)})
		}
		row.Cells = append(row.Cells, parts.Cell{Value: v.chooseForm(n, tally.Slot)})
		t.Rows = append(t.Rows, row)
	}
	return t
}

// pollNotes are what people wrote beside their answers.
func (v *meetingView) pollNotes() templ.Component {
	var notes pages.Points
	for _, b := range v.m.Poll.Answers {
		if b.Note != "" {
			notes = append(notes, parts.Link{Label: v.voterName(b) + ": " + b.Note})
		}
	}
	return notes
}

func (v *meetingView) choice(c meeting.Choice) string {
	if c == "" {
		return "–"
	}
	return v.T("meetings.choice." + string(c))
}

// voterName is who answered: a person by name, one who came by a link by what they called themselves.
func (v *meetingView) voterName(b meeting.Ballot) string {
	switch {
	case b.Erased:
		return v.T("meetings.erased")
	case b.Name != "":
		return v.T("meetings.by_link", "name", b.Name, "place", site.PlaceName(b.Municipality))
	default:
		return v.Name(b.Person())
	}
}

func (v *meetingView) chooseForm(n int, slot meeting.Slot) templ.Component {
	return pages.Form{
		Action: v.path("/book"), Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
		Hidden:  []pages.Hidden{{Name: "on", Value: slot.On.String()}, {Name: "start", Value: slot.Start}, {Name: "end", Value: slot.End}},
		Buttons: parts.Buttons{{Label: v.T("meetings.book_this"), Context: ": " + v.shortSlot(slot), Kind: parts.Secondary, Name: "slot", Value: strconv.Itoa(n)}},
	}
}

// linksBlock makes links by which a municipality answers without signing in, and takes them back.
func (v *meetingView) linksBlock() templ.Component {
	block := pages.Part{ID: "links", Heading: v.T("meetings.links"), Text: v.T("meetings.links_text")}
	options := []parts.Option{}
	for _, p := range v.sortedParties() {
		options = append(options, parts.Option{Value: string(p.Municipality), Label: site.PlaceName(p.Municipality)})
	}
	block.Parts = append(block.Parts, v.form("link", parts.Button{Label: v.T("meetings.make_link"), Kind: parts.Secondary},
		parts.Field{Kind: parts.Select, Name: "municipality", Label: v.T("meetings.municipality"), Options: options}))
	t := parts.Table{Caption: v.T("meetings.links"), HideCaption: true, Columns: []parts.Column{{Label: v.T("meetings.municipality")}, {Label: v.T("meetings.link_until")}, {Label: v.T("meetings.withdraw"), Hidden: true}}}
	for _, l := range v.m.Links {
		if !l.Works(v.Today) {
			continue
		}
		withdraw := v.form("link/"+l.ID+"/tilbage", parts.Button{Label: v.T("meetings.withdraw"), Context: ": " + site.PlaceName(l.Municipality), Kind: parts.Tertiary})
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: site.PlaceName(l.Municipality)}, {Text: v.Date(l.Until)}, {Value: withdraw}}})
	}
	if len(t.Rows) > 0 {
		block.Parts = append(block.Parts, t)
	}
	return block
}

// attendBlock leads to the one form on which attendance is written.
func (v *meetingView) attendBlock() templ.Component {
	return pages.Part{ID: "afhold", Heading: v.T("meetings.hold"), Text: v.T("meetings.hold_text"), Parts: []templ.Component{
		parts.Buttons{{Label: v.T("meetings.write_attendance"), Href: v.path("/fremmoede")}},
	}}
}

// notesBlock writes to everybody who was invited.
func (v *meetingView) notesBlock() templ.Component {
	text, material := "", ""
	if n := v.m.Notes; n != nil {
		text, material = n.Text, materialText(n.Material)
	}
	form := v.form("noter", parts.Button{Label: v.T("meetings.publish")},
		parts.Field{Kind: parts.TextArea, Name: "text", Label: v.T("meetings.notes_text"), Hint: v.T("meetings.notes_hint"), Value: text, Rows: 10, MaxLength: meeting.MaxNotes},
		v.materialField(material))
	block := pages.Part{ID: "skriv-noter", Heading: v.T("meetings.write_notes"), Text: v.T("meetings.write_notes_text"), Parts: []templ.Component{form}}
	if v.m.Notes != nil {
		return pages.Folded{Summary: v.T("meetings.mend_notes"), Open: v.posted("noter"), Parts: []templ.Component{block}}
	}
	return block
}

// changing is everything else that those who manage the meeting can do.
func (v *meetingView) changing() []templ.Component {
	block := pages.Part{ID: "mere", Heading: v.T("meetings.more")}
	links := pages.Points{}
	if v.m.State != meeting.Held {
		links = append(links, parts.Link{Label: v.T("meetings.edit"), Href: v.path("/ret")})
	}
	if v.m.State == meeting.Booked || v.m.State == meeting.Held {
		links = append(links, parts.Link{Label: v.T("meetings.sheet"), Href: v.path("/fremmoede")})
	}
	if v.m.Kind == meeting.Seminar && v.m.State != meeting.Held {
		links = append(links, parts.Link{Label: v.T("meetings.invite_more"), Href: v.path("/inviter")})
	}
	block.Parts = append(block.Parts, links)
	if v.m.State == meeting.Booked || v.m.State == meeting.Cancelled {
		summary := v.T("meetings.move_summary")
		if v.m.State == meeting.Cancelled {
			summary = v.T("meetings.book_again")
		}
		block.Parts = append(block.Parts, pages.Folded{Summary: summary, Open: v.posted("book"), Parts: []templ.Component{v.bookForm()}})
	}
	if v.m.State == meeting.Booked {
		block.Parts = append(block.Parts, pages.Folded{Summary: v.T("meetings.links"), Open: v.posted("link"), Parts: []templ.Component{v.linksBlock()}})
	}
	if v.m.State == meeting.Booked || v.m.State == meeting.Planned {
		block.Parts = append(block.Parts, pages.Folded{Summary: v.T("meetings.cancel_summary"), Open: v.posted("aflys"), Parts: []templ.Component{
			v.form("aflys", parts.Button{Label: v.T("meetings.cancel"), Kind: parts.Danger}, v.reasonField()),
		}})
	}
	if others := v.sortedParties(); v.m.Kind == meeting.Seminar && v.m.State != meeting.Held && len(others) > 1 {
		block.Parts = append(block.Parts, pages.Folded{Summary: v.T("meetings.uninvite_summary"), Open: v.posted("fjern"), Parts: []templ.Component{
			v.form("fjern", parts.Button{Label: v.T("meetings.uninvite"), Kind: parts.Danger}, v.partyField(others)),
		}})
	}
	return []templ.Component{block}
}

// partyField chooses one of the invited.
func (v *meetingView) partyField(parties []meeting.Party) parts.Field {
	f := parts.Field{Kind: parts.Select, Name: "municipality", Label: v.T("meetings.municipality"), Hint: v.T("meetings.uninvite_hint")}
	for _, p := range parties {
		f.Options = append(f.Options, parts.Option{Value: string(p.Municipality), Label: site.PlaceName(p.Municipality)})
	}
	return f
}

// Uninvite takes a municipality off the invitation.
func (s *Pages) Uninvite(c echo.Context) error {
	return s.meetingWrite(c, "fjern", "done.kommune_fjernet", meeting.Uninvite{
		Target: meetingTarget(c), Municipality: municipality.Code(c.FormValue("municipality")),
	})
}
