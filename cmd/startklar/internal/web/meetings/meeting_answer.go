package meetings

import (
	"net/http"
	"strconv"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/meeting"
	"startklar/domain/municipality"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// pollForm is the dates as a table of radio groups.
func (v *meetingView) pollForm(code municipality.Code) templ.Component {
	form := pages.FormOf{Action: v.path("/datosvar"), Command: parts.HiddenCommand{ClientKey: site.NewClientKey()}, Buttons: parts.Buttons{{Label: v.T("meetings.send_answer")}}}
	form.Hidden = []pages.Hidden{{Name: "municipality", Value: string(code)}}
	var before *meeting.Ballot
	if v.link == "" {
		before = v.m.Poll.Ballot(string(v.Actor.ID))
	} else {
		form.Body = append(form.Body, v.field("datosvar", parts.Field{Name: "name", Label: v.T("meetings.who"), Hint: v.T("meetings.who_hint"), MaxLength: meeting.MaxName}))
	}
	note := ""
	if before != nil {
		note = before.Note
	}
	form.Body = append(form.Body, v.pollTable(before), v.field("datosvar", parts.Field{
		Kind: parts.TextArea, Name: "note", Label: v.T("meetings.poll_note"), Value: note, Rows: 2, Optional: true, MaxLength: meeting.MaxReason,
	}))
	text := v.T("meetings.poll_until", "date", v.m.Poll.ClosesOn)
	if before != nil {
		text = v.T("meetings.poll_answered", "date", v.m.Poll.ClosesOn)
	}
	return pages.Part{ID: "svar", Heading: v.T("meetings.poll_heading"), Text: text, Parts: []templ.Component{form}}
}

func (v *meetingView) pollTable(before *meeting.Ballot) parts.Table {
	t := parts.Table{Caption: v.T("meetings.poll_caption"), Columns: []parts.Column{{Label: v.T("meetings.date")}}}
	for _, c := range meeting.AllChoices() {
		t.Columns = append(t.Columns, parts.Column{Label: v.choice(c)})
	}
	for n, slot := range v.m.Poll.Slots {
		name := "slot." + strconv.Itoa(n)
		chosen := meeting.Choice("")
		if before != nil {
			chosen = before.Choices[slot.Key()]
		}
		if v.posted("datosvar") {
			chosen = meeting.Choice(v.c.FormValue(name))
		}
		row := parts.Row{Cells: []parts.Cell{{Text: v.shortSlot(slot), Note: v.slotWarning(slot)}}}
		for i, c := range meeting.AllChoices() {
			id := site.FieldID("datosvar", name)
			if i > 0 {
				id += "-" + string(c)
			}
			row.Cells = append(row.Cells, parts.Cell{Value: pages.Tick{Name: name, ID: id, Value: string(c), Label: v.shortSlot(slot) + ": " + v.choice(c), Checked: chosen == c}})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// AnswerPoll takes the dates' answers from somebody who is signed in.
func (s *Pages) AnswerPoll(c echo.Context) error {
	m, err := s.Desk.Meeting(c.Request().Context(), site.ActorOf(c), meeting.ID(c.Param("meeting")))
	if err != nil {
		return err
	}
	return s.meetingWrite(c, "datosvar", "done.datosvar", ballot(c, m))
}

// ballot reads the answers of a posted poll.
func ballot(c echo.Context, m meeting.Seen) meeting.AnswerPoll {
	answer := meeting.AnswerPoll{
		Target: meeting.Target{Meeting: m.ID}, Municipality: municipality.Code(c.FormValue("municipality")),
		Name: c.FormValue("name"), Note: strings.TrimSpace(c.FormValue("note")), Choices: map[string]meeting.Choice{},
	}
	if m.Poll == nil {
		return answer
	}
	for n, slot := range m.Poll.Slots {
		if choice := c.FormValue("slot." + strconv.Itoa(n)); choice != "" {
			answer.Choices[slot.Key()] = meeting.Choice(choice)
		}
	}
	return answer
}

// registerForm says whether the municipality comes, and with how many.
func (v *meetingView) registerForm(p meeting.Party) templ.Component {
	text := v.partstatText(p)
	persons := ""
	if p.Persons > 0 {
		persons = strconv.Itoa(p.Persons)
	}
	form := v.form("svar", parts.Button{Label: v.T("meetings.send_answer")}, v.partstatField(p.Partstat),
		parts.Field{Kind: parts.Number, Name: "persons", Label: v.T("meetings.how_many"), Hint: v.T("meetings.how_many_hint"), Value: persons, Optional: true, Width: parts.Narrow})
	form.Hidden = []pages.Hidden{{Name: "municipality", Value: string(p.Municipality)}}
	return pages.Part{ID: "svar", Heading: v.T("meetings.register"), Text: text, Parts: []templ.Component{form}}
}

func (v *meetingView) partstatField(chosen meeting.Partstat) parts.Field {
	f := parts.Field{Kind: parts.Radio, Name: "partstat", Label: v.T("meetings.do_you_come"), Inline: true}
	if chosen != meeting.NeedsAction {
		f.Value = string(chosen)
	}
	for _, p := range []meeting.Partstat{meeting.Accepted, meeting.Tentative, meeting.Declined} {
		f.Options = append(f.Options, parts.Option{Value: string(p), Label: v.partstat(p, false)})
	}
	return f
}

// partstatText says what the municipality has answered, and where it stands in the line.
func (v *meetingView) partstatText(p meeting.Party) string {
	switch {
	case p.Waiting > 0:
		return v.T("meetings.you_wait", "number", v.m.Line[p.Municipality]+1, "persons", p.Persons)
	case p.Partstat == meeting.Accepted:
		return v.T("meetings.you_come", "count", p.Persons)
	case p.Partstat == meeting.NeedsAction:
		return v.T("meetings.you_answer")
	default:
		return v.T("meetings.you_said", "answer", v.partstat(p.Partstat, false))
	}
}

// registerForOthers lets the host write down what a municipality said on the telephone.
func (v *meetingView) registerForOthers() templ.Component {
	options := []parts.Option{}
	for _, p := range v.sortedParties() {
		options = append(options, parts.Option{Value: string(p.Municipality), Label: site.PlaceName(p.Municipality)})
	}
	form := v.form("svar", parts.Button{Label: v.T("meetings.register_other"), Kind: parts.Secondary},
		parts.Field{Kind: parts.Select, Name: "municipality", Label: v.T("meetings.municipality"), Options: options}, v.partstatField(meeting.NeedsAction),
		parts.Field{Kind: parts.Number, Name: "persons", Label: v.T("meetings.how_many_other"), Optional: true, Width: parts.Narrow})
	return pages.Folded{Summary: v.T("meetings.register_other_summary"), Open: v.posted("svar"), Parts: []templ.Component{form}}
}

// RegisterForMeeting says for a municipality whether it comes, and with whom.
func (s *Pages) RegisterForMeeting(c echo.Context) error {
	return s.meetingWrite(c, "svar", "done.moedesvar", attending(c, meeting.ID(c.Param("meeting")), municipality.Code(c.FormValue("municipality"))))
}

// attending reads whether a municipality comes, and with how many.
func attending(c echo.Context, id meeting.ID, code municipality.Code) meeting.Register {
	persons, ok := countValue(c, "persons")
	if !ok {
		persons = -1 // refused as no number of persons
	}
	return meeting.Register{Target: meeting.Target{Meeting: id}, Municipality: code, Partstat: meeting.Partstat(c.FormValue("partstat")), Persons: persons}
}

// countValue reads a whole number; 0 for an empty field.
func countValue(c echo.Context, name string) (n int, ok bool) {
	text := strings.TrimSpace(c.FormValue(name))
	if text == "" {
		return 0, true
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}

func meetingTarget(c echo.Context) meeting.Target {
	return meeting.Target{Meeting: meeting.ID(c.Param("meeting"))}
}

// AttendancePage is the one form on which attendance is written, and the sheet for the room on paper.
func (s *Pages) AttendancePage(c echo.Context) error { return s.showAttendance(c, nil) }

func (s *Pages) showAttendance(c echo.Context, errs []parts.FieldError) error {
	v, err := s.loadMeeting(c, errs)
	if err != nil {
		return err
	}
	if !v.manages {
		return domain.Refuse(domain.Permission, "not_your_meeting", nil)
	}
	page := pages.Board{Shell: v.shell(v.T("meetings.attendance"))}
	page.Shell.Kicker, page.Shell.Errors, page.Shell.Lead = v.m.Title, errs, v.meetingWhen(v.m.Slot)
	page.Shell.Breadcrumb = append(page.Shell.Breadcrumb, parts.Link{Label: v.m.Title, Href: v.path("")})
	files := v.FileLinks(v.path(""), nil)
	if v.m.On.After(v.Today) {
		page.Parts = append(page.Parts, parts.Notice{Kind: parts.NoticeInfo, Text: v.T("meetings.attendance_ahead")}, v.attendanceTable(false))
		page.Parts = append(page.Parts, files)
		return s.Render(c, site.StatusOf(c, errs), page)
	}
	form := pages.FormOf{
		Action: v.path("/fremmoede"), Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
		Body: []templ.Component{v.attendanceTable(true)}, Buttons: parts.Buttons{{Label: v.T("meetings.save_attendance")}},
	}
	if v.m.State == meeting.Held {
		form.Body = append(form.Body, v.field("fremmoede", v.reasonField()))
	}
	page.Parts = append(page.Parts, pages.WrittenText(v.T("meetings.attendance_text")), form, files)
	return s.Render(c, site.StatusOf(c, errs), page)
}

// attendanceTable ticks those who have a place, with as many as they registered.
func (v *meetingView) attendanceTable(input bool) parts.Table {
	t := parts.Table{Caption: v.T("meetings.attendance"), Columns: []parts.Column{
		{Label: v.T("meetings.municipality")}, {Label: v.T("meetings.answer")}, {Label: v.T("meetings.came_tick")}, {Label: v.T("meetings.came_count")},
	}}
	if !input {
		t.Columns = append(t.Columns, parts.Column{Label: v.T("meetings.initials")})
	}
	for _, p := range v.sortedParties() {
		code := string(p.Municipality)
		row := parts.Row{Cells: []parts.Cell{{Text: site.PlaceName(p.Municipality)}, v.answerCell(p)}}
		if !input {
			blank := parts.Cell{Text: strings.Repeat("_", 8)}
			t.Rows = append(t.Rows, parts.Row{Cells: append(row.Cells, parts.Cell{Text: "☐"}, blank, parts.Cell{Text: strings.Repeat("_", 20)})})
			continue
		}
		came, count := p.Seated(), max(p.Persons, 1)
		if v.m.State == meeting.Held {
			came, count = p.Attendance == meeting.Present, max(p.Came, 1)
		}
		number := strconv.Itoa(count)
		if v.posted("fremmoede") {
			came, number = v.c.FormValue("present."+code) != "", v.c.FormValue("came."+code)
		}
		row.Cells = append(row.Cells,
			parts.Cell{Value: pages.Tick{Name: "present." + code, ID: "present-" + code, Value: "1", Box: true, Checked: came, Label: v.T("meetings.came_from", "place", site.PlaceName(p.Municipality))}},
			parts.Cell{Value: v.field("fremmoede", parts.Field{Kind: parts.Number, Name: "came." + code, Label: v.T("meetings.came_persons", "place", site.PlaceName(p.Municipality)), HideLabel: true, Value: number, Width: parts.Narrow})})
		t.Rows = append(t.Rows, row)
	}
	return t
}

// SaveAttendance keeps who came.
func (s *Pages) SaveAttendance(c echo.Context) error {
	m, err := s.Desk.Meeting(c.Request().Context(), site.ActorOf(c), meeting.ID(c.Param("meeting")))
	if err != nil {
		return err
	}
	attend := meeting.Attend{Target: meetingTarget(c), Reason: strings.TrimSpace(c.FormValue("reason"))}
	for _, p := range m.Parties {
		if code := string(p.Municipality); c.FormValue("present."+code) != "" {
			n, ok := countValue(c, "came."+code)
			if !ok {
				n = -1 // refused as no number of persons
			}
			attend.Present = append(attend.Present, meeting.Headcount{Municipality: p.Municipality, Persons: n})
		}
	}
	return s.Carry(c, site.Write{Command: attend, Done: "done.fremmoede", Back: site.MeetingPath(m.ID), Again: inForm("fremmoede", s.showAttendance)})
}

// PublishNotes writes to everybody who was invited.
func (s *Pages) PublishNotes(c echo.Context) error {
	return s.meetingWrite(c, "noter", "done.noter", meeting.PublishNotes{
		Target: meetingTarget(c), Text: strings.TrimSpace(c.FormValue("text")), Material: meetingMaterial(c),
	})
}

// CancelWholeMeeting cancels a meeting for everybody.
func (s *Pages) CancelWholeMeeting(c echo.Context) error {
	return s.meetingWrite(c, "aflys", "done.moede_aflyst", meeting.Cancel{Target: meetingTarget(c), Reason: strings.TrimSpace(c.FormValue("reason"))})
}

// MakeMeetingLink makes a link and shows it once: only its hash is kept.
func (s *Pages) MakeMeetingLink(c echo.Context) error {
	w, token := s.words(c), site.NewToken()
	command := meeting.MakeLink{
		Target: meetingTarget(c), Link: strings.ToLower(site.NewClientKey()), Hash: linkHash(token),
		Municipality: municipality.Code(c.FormValue("municipality")), Until: w.Today.AddDays(pollLinkDays),
	}
	if _, err := s.Desk.Do(c.Request().Context(), w.Actor, c.FormValue("client_key"), command); err != nil {
		return s.Refused(c, site.Write{Again: inForm("link", s.againMeeting)}, err)
	}
	address := s.Origin(c) + pollLinkPath(token)
	c.Response().Status = http.StatusOK
	return s.showMeeting(c, nil, pages.LinkBox{
		Heading: w.T("meetings.link_ready", "place", site.PlaceName(command.Municipality)), Text: w.T("meetings.link_text", "date", command.Until),
		Label: w.T("meetings.link_copy"), Link: address,
	})
}

// pollLinkDays is how long a link works.
const pollLinkDays = 30

// WithdrawMeetingLink closes a link to a meeting; it no longer opens.
func (s *Pages) WithdrawMeetingLink(c echo.Context) error {
	return s.meetingWrite(c, "link", "done.link_tilbage", meeting.WithdrawLink{Target: meetingTarget(c), Link: c.Param("link")})
}
