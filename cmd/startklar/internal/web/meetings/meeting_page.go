package meetings

import (
	"slices"
	"strconv"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/meeting"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// meetingView builds one meeting's page. A form that came back refused keeps what was entered.
type meetingView struct {
	*words
	c    echo.Context
	s    *Pages
	m    meeting.Seen
	errs []parts.FieldError
	// manages tells whether the viewer may change the meeting; link is the path of one who came by a link.
	manages bool
	link    string
}

func (s *Pages) loadMeeting(c echo.Context, errs []parts.FieldError) (*meetingView, error) {
	m, err := s.Desk.Meeting(c.Request().Context(), site.ActorOf(c), meeting.ID(c.Param("meeting")))
	if err != nil {
		return nil, err
	}
	return &meetingView{
		words: s.words(c), c: c, s: s, m: m, errs: errs, manages: policy.CheckManageMeeting(site.ActorOf(c), m.Owners()) == nil && m.Whole,
	}, nil
}

// againMeeting shows the meeting's page once more after a refused form.
func (s *Pages) againMeeting(c echo.Context, errs []parts.FieldError) error {
	return s.showMeeting(c, errs, nil)
}

// MeetingPage is a meeting as its host or one of the invited sees it.
func (s *Pages) MeetingPage(c echo.Context) error { return s.showMeeting(c, nil, nil) }

// showMeeting shows a meeting; first stands above everything else.
func (s *Pages) showMeeting(c echo.Context, errs []parts.FieldError, first templ.Component) error {
	v, err := s.loadMeeting(c, errs)
	if err != nil {
		return err
	}
	page := pages.Board{Shell: v.shell(v.m.Title), Status: v.meetingStatus(v.m.State)}
	if site.WantsFile(c) {
		return v.sendRows(page.Shell.Audience)
	}
	page.Shell.Errors = errs
	if first != nil {
		page.Parts = append(page.Parts, first)
	}
	page.Parts = append(page.Parts, v.facts())
	page.Parts = append(page.Parts, v.own()...)
	if v.manages {
		page.Parts = append(page.Parts, v.hostsStep())
		page.Parts = append(page.Parts, v.hosting()...)
	}
	page.Parts = append(page.Parts, v.invitation()...)
	page.Parts = append(page.Parts, v.comers()...)
	if v.manages {
		page.Parts = append(page.Parts, v.changing()...)
	}
	return s.Render(c, site.StatusOf(c, errs), page)
}

// shell surrounds the pages of a meeting.
func (v *meetingView) shell(heading string) parts.Shell {
	shell := v.s.Shell(v.c, heading)
	shell.Kicker = v.T("meetings.kind." + string(v.m.Kind))
	if v.link == "" {
		shell.Breadcrumb = []parts.Link{{Label: v.T("menu.meetings"), Href: site.MeetingsRoot}}
	}
	shell.Audience = parts.Audience{Readers: []string{v.T("meetings.audience_invited"), v.T("meetings.audience_host")}, Note: v.T("meetings.audience_note")}
	return shell
}

// path is the address of a form or page of the meeting.
func (v *meetingView) path(rest string) string {
	if v.link != "" {
		return v.link + rest
	}
	return site.MeetingPath(v.m.ID) + rest
}

// facts are when and where, and why it moved.
func (v *meetingView) facts() templ.Component {
	list := parts.SummaryList{}
	add := func(key, text string) {
		if text != "" {
			list.Rows = append(list.Rows, parts.SummaryRow{Key: v.T(key), Text: text})
		}
	}
	when := v.meetingWhen(v.m.Slot)
	switch v.m.State {
	case meeting.Planned:
		when = v.T("meetings.no_date")
	case meeting.Cancelled:
		when = ""
		add("meetings.cancelled_because", v.m.Reason)
	}
	add("meeting.when", when)
	if v.m.State == meeting.Booked {
		add("meetings.moved_because", v.m.Reason)
	}
	add("meeting.place", v.m.Place)
	if v.m.Video != "" {
		list.Rows = append(list.Rows, parts.SummaryRow{Key: v.T("meetings.video"), Value: pages.Points{{Label: v.m.Video, Href: v.m.Video}}})
	}
	add("meetings.host", v.hostName())
	if v.m.Kind == meeting.Seminar {
		add("meetings.places", v.placesText())
	}
	all := []templ.Component{list}
	if v.m.State == meeting.Booked || v.m.State == meeting.Cancelled && !v.m.On.IsZero() {
		all = append(all, parts.Buttons{{Label: v.T("meetings.calendar"), Href: v.path("/moede.ics"), Kind: parts.Secondary}})
	}
	return templ.Join(all...)
}

// hostName is the host by name for the signed in, by role for those who came by a link.
func (v *meetingView) hostName() string {
	if v.link != "" {
		return v.T("role." + string(v.m.HostRole))
	}
	return v.Name(v.m.Host)
}

// placesText writes "12 af 40 pladser er taget, 3 kommuner venter".
func (v *meetingView) placesText() string {
	room := v.m.Room
	text := v.T("meetings.taken", "count", room.Taken)
	if room.Capacity > 0 {
		text = v.T("meetings.taken_of", "count", room.Taken, "capacity", room.Capacity)
	}
	if room.Waiting > 0 {
		text += " " + v.T("meetings.waiting_count", "count", room.Waiting)
	}
	return text
}

// own is what the viewer's municipality can answer, or what became of it.
func (v *meetingView) own() []templ.Component {
	if !v.Actor.Role.Municipal() && v.Actor.Role != person.Guest || len(v.m.Parties) == 0 {
		return nil
	}
	p := v.m.Parties[0]
	var all []templ.Component
	if v.m.Poll.Open(v.Today) && v.m.State == meeting.Planned {
		all = append(all, v.pollForm(p.Municipality))
	}
	if v.m.State == meeting.Booked && !v.m.On.Before(v.Today) {
		all = append(all, v.registerForm(p))
	}
	if v.m.State == meeting.Held && p.Attendance == meeting.Absent {
		text := v.T("meetings.missed")
		if v.m.Notes == nil {
			text = v.T("meetings.missed_wait")
		}
		all = append(all, parts.Notice{Kind: parts.NoticeInfo, Text: text})
	}
	return append(all, v.stepLink(p))
}

// stepLink leads to the step of the journey that the meeting is.
func (v *meetingView) stepLink(p meeting.Party) templ.Component {
	if p.Journey == "" || v.link != "" {
		return templ.NopComponent
	}
	st, err := v.s.Desk.Journey(v.Ctx, v.Actor, p.Journey)
	if err != nil {
		return templ.NopComponent
	}
	i := st.Attached(string(v.m.ID))
	if i == nil {
		return templ.NopComponent
	}
	label := v.T("meetings.step", "title", v.ItemTitle(i))
	if !v.Actor.Role.Municipal() {
		label = v.T("meetings.step_there", "place", site.PlaceName(p.Municipality))
	}
	return pages.Points{{Label: label, Href: site.ItemPath(st.ID, i.ID)}}
}

// hostsStep leads a workshop's host to the step with its agenda, agreements and minutes.
func (v *meetingView) hostsStep() templ.Component {
	if v.m.Kind != meeting.Workshop || len(v.m.Parties) != 1 {
		return templ.NopComponent
	}
	return v.stepLink(v.m.Parties[0])
}

// invitation is what the host wrote, and the notes from afterwards.
func (v *meetingView) invitation() []templ.Component {
	var all []templ.Component
	if n := v.m.Notes; n != nil {
		all = append(all, pages.Part{ID: "noter", Heading: v.T("meetings.notes"), Text: v.T("meetings.notes_by", "by", v.By(v.hidden(n.By), n.At)), Parts: []templ.Component{
			pages.WrittenText(n.Text), materialList(n.Material),
		}})
	}
	if v.m.Text != "" || len(v.m.Agenda) > 0 {
		all = append(all, pages.Part{ID: "invitation", Heading: v.T("meetings.invitation"), Parts: []templ.Component{pages.WrittenText(v.m.Text), v.agenda()}})
	}
	if len(v.m.Material) > 0 {
		all = append(all, pages.Part{ID: "materiale", Heading: v.T("meetings.material"), Parts: []templ.Component{materialList(v.m.Material)}})
	}
	return all
}

// hidden keeps names from those who came by a link.
func (v *meetingView) hidden(id person.ID) person.ID {
	if v.link != "" {
		return ""
	}
	return id
}

func materialList(all []meeting.Material) templ.Component {
	var list pages.Points
	for _, m := range all {
		list = append(list, parts.Link{Label: m.Title, Href: m.Link})
	}
	return list
}

func (v *meetingView) agenda() templ.Component {
	if len(v.m.Agenda) == 0 {
		return templ.NopComponent
	}
	t := parts.Table{Caption: v.T("meetings.agenda"), Columns: []parts.Column{{Label: v.T("meetings.agenda_point")}, {Label: v.T("meetings.agenda_minutes"), Numeric: true}}}
	total := 0
	for _, line := range v.m.Agenda {
		total += line.Minutes
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: line.Text}, {Text: strconv.Itoa(line.Minutes)}}})
	}
	t.Foot = []parts.Cell{{Text: v.T("meetings.agenda_total")}, {Text: strconv.Itoa(total)}}
	return t
}

// comers is who comes: every municipality for those who manage the meeting, one's own for the others.
func (v *meetingView) comers() []templ.Component {
	if !v.seesComers() {
		return nil
	}
	t := v.comersTable()
	t.Downloads = v.FileLinks(site.MeetingPath(v.m.ID), nil)
	return []templ.Component{pages.Part{ID: "kommuner", Heading: v.T("meetings.invited"), Parts: []templ.Component{t}}}
}

// seesComers tells whether who comes is for the viewer.
func (v *meetingView) seesComers() bool {
	return v.link == "" && !v.Actor.Role.Municipal() && (v.m.Kind != meeting.Workshop || v.manages)
}

// The page has two tables: who comes, and which dates suit whom.
const tableParam, pollTable = "tabel", "datoer"

// sendRows sends who is invited, and who came, as a file, or what they answered about the dates.
func (v *meetingView) sendRows(a parts.Audience) error {
	switch {
	case v.c.QueryParam(tableParam) == pollTable && v.manages && v.m.Poll != nil:
		return v.s.SendTable(v.c, "datoer", v.SheetOf(v.matrixTable(), a))
	case !v.seesComers():
		return domain.Refuse(domain.NotFound, "not_found", nil)
	}
	return v.s.SendTable(v.c, "moede", v.SheetOf(v.comersTable(), a))
}

func (v *meetingView) comersTable() parts.Table {
	t := parts.Table{
		Caption: v.T("meetings.invited"), HideCaption: true,
		Columns: []parts.Column{{Label: v.T("meetings.municipality")}, {Label: v.T("meetings.answer")}, {Label: v.T("meetings.persons"), Numeric: true}, {Label: v.T("meetings.came"), Numeric: true}},
	}
	for _, p := range v.sortedParties() {
		came, number := "", any(nil)
		switch p.Attendance {
		case meeting.Present:
			came, number = strconv.Itoa(p.Came), p.Came
		case meeting.Absent:
			came = v.T("meetings.absent")
		}
		persons := parts.Cell{}
		if p.Partstat == meeting.Accepted {
			persons = parts.Cell{Text: strconv.Itoa(p.Persons), File: p.Persons}
		}
		row := parts.Row{Cells: []parts.Cell{{Text: site.PlaceName(p.Municipality), Href: journeyHref(p)}, v.answerCell(p), persons, {Text: came, File: number}}}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func journeyHref(p meeting.Party) string {
	if p.Journey == "" {
		return ""
	}
	return site.JourneyPath(p.Journey)
}

func (v *meetingView) answerCell(p meeting.Party) parts.Cell {
	cell := parts.Cell{Text: v.partstat(p.Partstat, p.Waiting > 0)}
	if p.Waiting > 0 {
		cell.Note = v.T("meetings.line_number", "number", v.m.Line[p.Municipality]+1)
	}
	return cell
}

// sortedParties are the invited in Danish order.
func (v *meetingView) sortedParties() []meeting.Party {
	all := slices.Clone(v.m.Parties)
	slices.SortFunc(all, func(a, b meeting.Party) int {
		return municipality.Compare(site.PlaceName(a.Municipality), site.PlaceName(b.Municipality))
	})
	return all
}

// posted tells whether the page answers a refused post of this form.
func (v *meetingView) posted(form string) bool {
	return len(v.errs) > 0 && v.c.Request().URL.Path == v.path("/"+form)
}

// form makes a form of fields, which keep what was entered when it comes back.
func (v *meetingView) form(name string, button parts.Button, fields ...parts.Field) pages.Form {
	made := pages.Form{Action: v.path("/" + name), Command: parts.HiddenCommand{ClientKey: site.NewClientKey()}, Buttons: parts.Buttons{button}}
	for _, f := range fields {
		made.Fields = append(made.Fields, v.field(name, f))
	}
	return made
}

func (v *meetingView) field(form string, f parts.Field) parts.Field {
	f.ID = site.FieldID(form, f.Name)
	if !v.posted(form) {
		return f
	}
	if values, err := v.c.FormParams(); err == nil {
		f.Value, f.Values = v.c.FormValue(f.Name), values[f.Name]
	}
	for _, e := range v.errs {
		if e.FieldID == f.ID {
			f.Error = e.Message
		}
	}
	return f
}

// meetingWrite carries out a command on a meeting and comes back to its page.
func (s *Pages) meetingWrite(c echo.Context, form, done string, command domain.Command) error {
	return s.Carry(c, site.Write{Command: command, Done: done, Back: site.MeetingPath(meeting.ID(c.Param("meeting"))), Again: inForm(form, s.againMeeting)})
}

// inForm names the fields at fault as they stand on a page with several forms.
func inForm(form string, again func(echo.Context, []parts.FieldError) error) func(echo.Context, []parts.FieldError) error {
	return func(c echo.Context, errs []parts.FieldError) error {
		for n := range errs {
			if errs[n].FieldID != "" {
				errs[n].FieldID = site.FieldID(form, errs[n].FieldID)
			}
		}
		return again(c, errs)
	}
}
