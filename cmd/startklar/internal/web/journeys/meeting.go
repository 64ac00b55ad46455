package journeys

import (
	"net/url"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/meeting"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// meetingOffer is something that can be done with a meeting.
type meetingOffer struct {
	form, name string
	command    workflow.Command
	fields     []parts.Field
}

// meetingParts are a meeting's booking and what the viewer may do with it, what comes next standing open.
func (f *itemForms) meetingParts() []templ.Component {
	m := f.v.Item.Meeting
	var all []templ.Component
	if m != nil {
		all = append(all, f.booking(m))
	}
	all = append(all, f.ownPage(m)...)
	var actions []pages.ItemAction
	for n, offer := range f.meetingOffers(m != nil && !m.On.IsZero()) {
		if !f.allowed(offer.command) {
			continue
		}
		kind := parts.Secondary
		if n == 0 && !f.runsWorkshop() {
			kind = parts.Primary
		}
		action := f.action(offer.form, offer.name, kind, offer.fields...)
		action.Open = action.Open || n == 0 && !site.Hostable(f.v.Item.Def)
		actions = append(actions, action)
	}
	if len(actions) > 0 {
		all = append(all, pages.ItemActions{Heading: f.T("meeting.heading"), Actions: actions})
	}
	return all
}

// ownPage leads to the meeting's own page, where everything about it is done.
func (f *itemForms) ownPage(m *workflow.Meeting) []templ.Component {
	if m != nil && m.Of != "" {
		return []templ.Component{parts.Buttons{{Label: f.T("meetings.open"), Href: site.MeetingPath(meeting.ID(m.Of)), Kind: f.meetingKind()}}}
	}
	var all []templ.Component
	if m != nil && m.Missed != "" {
		all = append(all, parts.Notice{
			Kind: parts.NoticeInfo, Text: f.T("meetings.item_missed", "date", m.MissedOn),
			Link: &parts.Link{Label: f.T("meetings.open_missed"), Href: site.MeetingPath(meeting.ID(m.Missed))},
		})
	}
	return all
}

// meetingKind is how a way to the meeting looks: a page has one main action. While a workshop has no date, that is to
// find one; then it is the workshop itself, for those who run it.
func (f *itemForms) meetingKind() parts.ButtonKind {
	if !f.undated() && f.runsWorkshop() {
		return parts.Secondary
	}
	return parts.Primary
}

// undated tells whether the meeting waits for a date.
func (f *itemForms) undated() bool {
	m := f.v.Item.Meeting
	return m == nil || m.On.IsZero() && m.HeldOn.IsZero()
}

// meetingPlan lets hosts make the meeting where there is none: it comes before all else.
func (f *itemForms) meetingPlan() []templ.Component {
	m := f.v.Item.Meeting
	free := m == nil || m.Of == "" && m.On.IsZero() && m.HeldOn.IsZero()
	if free && !f.v.Item.State.Ended() && site.Hostable(f.v.Item.Def) && policy.Check(f.Actor, policy.HostMeeting, f.v.State.Municipality) == nil {
		kind := meeting.Workshop
		if f.v.Item.Def.Repeat != nil {
			kind = meeting.Seminar
		}
		address := url.Values{"slags": {string(kind)}, "forloeb": {string(f.v.State.ID)}, "trin": {string(f.v.Item.Def.ID)}}
		return []templ.Component{pages.Part{ID: "planlaeg", Heading: f.T("meetings.plan"), Text: f.T("meetings.plan_text"), Parts: []templ.Component{
			parts.Buttons{{Label: f.T("meetings.plan_button"), Href: site.MeetingsRoot + "/nyt?" + address.Encode()}},
		}}}
	}
	return nil
}

// meetingOffers stand in the order in which they come: booking, holding once the day has come, cancelling.
func (f *itemForms) meetingOffers(booked bool) []meetingOffer {
	target, id := f.target(), f.v.Item.ID
	hold := meetingOffer{"moede/afhold", "hold", workflow.HoldMeeting{Target: target, Item: id, On: f.Today}, f.holdFields()}
	book := meetingOffer{"moede", "book", workflow.BookMeeting{Target: target, Item: id, On: f.Today, Start: "09:00", End: "10:00"}, f.bookFields()}
	if !booked {
		return []meetingOffer{book, hold}
	}
	book.name = "move"
	cancel := meetingOffer{"moede/aflys", "cancel", workflow.CancelMeeting{Target: target, Item: id, Reason: "-"}, []parts.Field{f.reason()}}
	if f.v.Item.Meeting.On.After(f.Today) {
		return []meetingOffer{book, hold, cancel}
	}
	return []meetingOffer{hold, book, cancel}
}

// booking shows when and where, or that the meeting was cancelled or held.
func (f *itemForms) booking(m *workflow.Meeting) parts.SummaryList {
	list := parts.SummaryList{Heading: f.T("meeting.booking")}
	add := func(key, text, note string) {
		if text != "" {
			list.Rows = append(list.Rows, parts.SummaryRow{Key: f.T(key), Text: text, Note: note})
		}
	}
	if m.On.IsZero() && m.HeldOn.IsZero() {
		add("meeting.cancelled", m.Note, f.Name(m.BookedBy))
		if m.Note == "" && m.Of != "" {
			add("meeting.when", f.T("meetings.no_date"), "")
		}
		return list
	}
	add("meeting.when", f.when(m), f.T("meeting.booked_by", "name", f.Name(m.BookedBy)))
	add("meeting.place", m.Place, "")
	add("meeting.held", f.LongDate(m.HeldOn), m.Note)
	return list
}

// when writes "torsdag den 2. april 2026 (uge 14), kl. 9.00–12.00".
func (f *itemForms) when(m *workflow.Meeting) string {
	if m.On.IsZero() {
		return ""
	}
	return f.MeetingTime(m.On, m.Start, m.End)
}

func (f *itemForms) bookFields() []parts.Field {
	m := workflow.Meeting{}
	if f.v.Item.Meeting != nil {
		m = *f.v.Item.Meeting
	}
	return []parts.Field{
		{Kind: parts.Date, Name: "on", Label: f.T("meeting.date"), Value: m.On.String(), Min: f.Today.String(), Width: parts.Narrow},
		{Kind: parts.TimeOfDay, Name: "start", Label: f.T("meeting.start"), Value: m.Start, Width: parts.Narrow},
		{Kind: parts.TimeOfDay, Name: "end", Label: f.T("meeting.end"), Value: m.End, Width: parts.Narrow},
		{Name: "place", Label: f.T("meeting.place"), Hint: f.T("meeting.place_hint"), Value: m.Place, Optional: true, Width: parts.Full},
	}
}

func (f *itemForms) holdFields() []parts.Field {
	on := f.Today
	if m := f.v.Item.Meeting; m != nil && !m.On.IsZero() && m.On.Before(on) {
		on = m.On
	}
	return []parts.Field{
		{Kind: parts.Date, Name: "on", Label: f.T("meeting.held_on"), Value: on.String(), Max: f.Today.String(), Width: parts.Narrow},
		{Kind: parts.TextArea, Name: "note", Label: f.T("item.note"), Rows: 3, Optional: true, MaxLength: workflow.MaxReason},
	}
}

// BookMeeting sets or moves a meeting: the first post shows the deadlines that would move, the second does it.
func (s *Pages) BookMeeting(c echo.Context) error {
	on, ok := site.DateValue(c, "on")
	if !ok {
		return s.Refused(c, site.Write{Again: s.againItem("moede")}, domain.RefuseField(domain.Invalid, "on", "not_a_date", nil))
	}
	command := workflow.BookMeeting{
		Target: target(c), Item: site.ItemParam(c), On: on, Start: site.ClockValue(c, "start"), End: site.ClockValue(c, "end"), Place: strings.TrimSpace(c.FormValue("place")),
	}
	if c.FormValue("confirmed") == "" {
		text := s.words(c).T("moves.meeting", "when", s.words(c).MeetingTime(on, command.Start, command.End))
		return s.previewMoves(c, preview{form: "moede", command: command, names: []string{"on", "start", "end", "place"}, text: text})
	}
	return s.itemWrite(c, "moede", command)
}

// CancelMeeting takes the date of a meeting item back.
func (s *Pages) CancelMeeting(c echo.Context) error {
	return s.itemWrite(c, "moede/aflys", workflow.CancelMeeting{Target: target(c), Item: site.ItemParam(c), Reason: c.FormValue("reason")})
}

// HoldMeeting notes that a meeting was held.
func (s *Pages) HoldMeeting(c echo.Context) error {
	on, ok := site.DateValue(c, "on")
	if !ok {
		return s.Refused(c, site.Write{Again: s.againItem("moede/afhold")}, domain.RefuseField(domain.Invalid, "on", "not_a_date", nil))
	}
	return s.itemWrite(c, "moede/afhold", workflow.HoldMeeting{Target: target(c), Item: site.ItemParam(c), On: on, Note: c.FormValue("note")})
}
