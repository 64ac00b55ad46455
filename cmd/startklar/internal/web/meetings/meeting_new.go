package meetings

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/meeting"
	"startklar/domain/municipality"
	"startklar/domain/policy"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// newMeeting is a meeting that somebody is about to make.
type newMeeting struct {
	*words
	c    echo.Context
	kind meeting.Kind
	rows []view.OverviewRow
	// defs are the definitions of the rows by hash.
	defs map[string]*workflow.Definition
	// been is when a municipality that is ripe for a seminar was last at one.
	been map[journey.ID]calendar.Date
	errs []parts.FieldError
}

// NewMeetingPage is the empty form of a meeting.
func (s *Pages) NewMeetingPage(c echo.Context) error { return s.showNewMeeting(c, nil) }

// loadNewMeeting reads the journeys that the viewer can invite, and their definitions.
func (s *Pages) loadNewMeeting(c echo.Context, errs []parts.FieldError) (*newMeeting, error) {
	w := s.words(c)
	if err := policy.CheckRole(w.Actor, policy.HostMeeting); err != nil {
		return nil, err
	}
	n := &newMeeting{words: w, c: c, kind: meeting.Seminar, defs: map[string]*workflow.Definition{}, errs: errs}
	if c.FormValue("slags") == string(meeting.Workshop) {
		n.kind = meeting.Workshop
	}
	o, err := s.Desk.Overview(c.Request().Context(), w.Actor, view.OverviewQuery{Run: journey.Active, Sort: view.ByName})
	if err != nil {
		return nil, err
	}
	n.rows = o.Rows
	for _, row := range n.rows {
		if n.defs[row.DefinitionHash] == nil {
			if n.defs[row.DefinitionHash], err = s.Definitions.Definition(row.Definition, row.Version, row.DefinitionHash); err != nil {
				return nil, err
			}
		}
	}
	return n, s.readSeminars(n)
}

// readSeminars looks up who of those that are ripe for a seminar has been to one.
func (s *Pages) readSeminars(n *newMeeting) error {
	n.been = map[journey.ID]calendar.Date{}
	if n.kind != meeting.Seminar {
		return nil
	}
	held, err := s.Desk.MeetingsHeld(n.Ctx, n.Actor, view.OverviewQuery{Run: journey.Active})
	if err != nil {
		return err
	}
	ripe := map[journey.ID]*workflow.Definition{}
	for _, row := range n.rows {
		if n.ready(row) {
			ripe[row.Journey] = n.defs[row.DefinitionHash]
		}
	}
	for _, h := range held {
		def := ripe[h.Journey]
		if def == nil {
			continue
		}
		id, _ := h.Item.Item()
		if i := def.Item(id); i != nil && site.Hostable(i) && i.Repeat != nil && h.On.After(n.been[h.Journey]) {
			n.been[h.Journey] = h.On
		}
	}
	return nil
}

func (s *Pages) showNewMeeting(c echo.Context, errs []parts.FieldError) error {
	n, err := s.loadNewMeeting(c, errs)
	if err != nil {
		return err
	}
	page := pages.Board{Shell: s.Shell(c, n.T("meetings.new."+string(n.kind)))}
	page.Shell.Errors, page.Shell.Minutes = errs, 5
	page.Shell.Breadcrumb = []parts.Link{{Label: n.T("menu.meetings"), Href: site.MeetingsRoot}}
	page.Shell.Audience = parts.Audience{Readers: []string{n.T("meetings.audience_invited"), n.T("meetings.audience_host")}}
	if len(n.rows) == 0 {
		page.Parts = append(page.Parts, parts.EmptyState{Text: n.T("meetings.no_journeys")})
		return s.Render(c, site.StatusOf(c, errs), page)
	}
	form := pages.FormOf{
		Action: site.MeetingsRoot + "/nyt", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()}, Hidden: []pages.Hidden{{Name: "slags", Value: string(n.kind)}},
		Buttons: parts.Buttons{{Label: n.T("meetings.create")}},
	}
	for _, f := range detailFields(n.words, meeting.Details{Title: n.suggestedTitle()}, meeting.Where{}) {
		form.Body = append(form.Body, n.field(f))
	}
	form.Body = append(form.Body, n.stepField())
	page.Parts = append(page.Parts, n.suggestion())
	form.Body = append(form.Body, n.choosers()...)
	page.Parts = append(page.Parts, form)
	return s.Render(c, site.StatusOf(c, errs), page)
}

// field keeps what was entered.
func (n *newMeeting) field(f parts.Field) parts.Field {
	if f.ID == "" {
		f.ID = site.FieldID("nyt", f.Name)
	}
	if len(n.errs) > 0 {
		if values, err := n.c.FormParams(); err == nil {
			f.Value, f.Values = n.c.FormValue(f.Name), values[f.Name]
		}
	}
	for _, e := range n.errs {
		if e.FieldID == f.ID {
			f.Error = e.Message
		}
	}
	return f
}

// suggestedTitle names a workshop by its place.
func (n *newMeeting) suggestedTitle() string {
	if n.kind != meeting.Workshop {
		return ""
	}
	if code := journey.ID(n.c.QueryParam("forloeb")).Municipality(); code != "" {
		return n.T("meetings.workshop_in", "place", site.PlaceName(code))
	}
	return n.T("meetings.workshop_title")
}

// detailFields are what a host writes about a meeting.
func detailFields(w *words, d meeting.Details, where meeting.Where) []parts.Field {
	capacity := ""
	if d.Capacity > 0 {
		capacity = strconv.Itoa(d.Capacity)
	}
	return []parts.Field{
		{Name: "title", Label: w.T("meetings.title"), Value: d.Title, MaxLength: meeting.MaxTitle, Width: parts.Full},
		{Kind: parts.TextArea, Name: "text", Label: w.T("meetings.text"), Hint: w.T("meetings.text_hint"), Value: d.Text, Rows: 5, Optional: true, MaxLength: meeting.MaxText},
		{Name: "place", Label: w.T("meeting.place"), Value: where.Place, Optional: true, MaxLength: meeting.MaxPlace, Width: parts.Full},
		{Kind: parts.URLField, Name: "video", Label: w.T("meetings.video"), Hint: w.T("meetings.video_hint"), Value: where.Video, Optional: true, Width: parts.Full},
		{Kind: parts.Number, Name: "capacity", Label: w.T("meetings.capacity"), Hint: w.T("meetings.capacity_hint"), Value: capacity, Optional: true, Width: parts.Narrow},
		{Kind: parts.TextArea, Name: "agenda", Label: w.T("meetings.agenda"), Hint: w.T("meetings.agenda_hint"), Value: meetingAgendaText(d.Agenda), Rows: 5, Optional: true},
		{Kind: parts.TextArea, Name: "material", Label: w.T("meetings.material"), Hint: w.T("meetings.material_hint"), Value: materialText(d.Material), Rows: 3, Optional: true},
	}
}

func (v *meetingView) materialField(value string) parts.Field {
	return parts.Field{Kind: parts.TextArea, Name: "material", Label: v.T("meetings.material"), Hint: v.T("meetings.material_hint"), Value: value, Rows: 3, Optional: true}
}

func meetingAgendaText(all []meeting.AgendaLine) string {
	lines := make([]string, len(all))
	for n, line := range all {
		lines[n] = strconv.Itoa(line.Minutes) + " " + line.Text
	}
	return strings.Join(lines, "\n")
}

func materialText(all []meeting.Material) string {
	lines := make([]string, len(all))
	for n, m := range all {
		lines[n] = strings.TrimSpace(m.Title + " " + m.Link)
	}
	return strings.Join(lines, "\n")
}

// writtenLines are the lines of a field that say anything.
func writtenLines(c echo.Context, name string) []string {
	var all []string
	for line := range strings.Lines(strings.ReplaceAll(c.FormValue(name), "\r", "")) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// meetingAgenda reads lines such as "15 Velkomst"; a line without minutes is refused by the rules.
func meetingAgenda(c echo.Context) []meeting.AgendaLine {
	var all []meeting.AgendaLine
	for _, line := range writtenLines(c, "agenda") {
		first, rest, _ := strings.Cut(line, " ")
		minutes, err := strconv.Atoi(first)
		if err != nil {
			minutes, rest = -1, line
		}
		all = append(all, meeting.AgendaLine{Minutes: minutes, Text: strings.TrimSpace(rest)})
	}
	return all
}

// meetingMaterial reads lines such as "Oplæg https://…": the link stands last, if there is one.
func meetingMaterial(c echo.Context) []meeting.Material {
	var all []meeting.Material
	for _, line := range writtenLines(c, "material") {
		m := meeting.Material{Title: line}
		if at := strings.LastIndex(line, " "); strings.Contains(line[at+1:], "://") {
			m = meeting.Material{Title: strings.TrimSpace(line[:max(at, 0)]), Link: line[at+1:]}
			if m.Title == "" {
				m.Title = m.Link
			}
		}
		all = append(all, m)
	}
	return all
}

func meetingDetails(c echo.Context) (meeting.Details, meeting.Where) {
	capacity, ok := countValue(c, "capacity")
	if !ok {
		capacity = -1 // refused as no number of places
	}
	details := meeting.Details{
		Title: strings.TrimSpace(c.FormValue("title")), Text: strings.TrimSpace(c.FormValue("text")), Capacity: capacity,
		Agenda: meetingAgenda(c), Material: meetingMaterial(c),
	}
	return details, meeting.Where{Place: strings.TrimSpace(c.FormValue("place")), Video: strings.TrimSpace(c.FormValue("video"))}
}

// stepField says which step of the journeys the meeting is.
func (n *newMeeting) stepField() parts.Field {
	f := parts.Field{Kind: parts.Select, Name: "trin", Label: n.T("meetings.step_field"), Hint: n.T("meetings.step_hint"), Value: n.c.QueryParam("trin")}
	seen := map[journey.ItemID]bool{}
	for _, row := range n.rows {
		for _, i := range n.defs[row.DefinitionHash].Items {
			if seen[i.ID] || !site.Hostable(i) || (n.kind == meeting.Workshop) == (i.Repeat != nil) {
				continue
			}
			seen[i.ID] = true
			f.Options = append(f.Options, parts.Option{Value: string(i.ID), Label: n.Text(i.Title)})
		}
	}
	f.Options = append(f.Options, parts.Option{Value: "", Label: n.T("meetings.no_step")})
	if f.Value == "" && len(f.Options) > 0 {
		f.Value = f.Options[0].Value
	}
	return n.field(f)
}

// choosers are the municipalities by region, each with how far it has come. A whole region is one tick.
func (n *newMeeting) choosers() []templ.Component {
	if n.kind == meeting.Workshop {
		f := parts.Field{Kind: parts.Select, Name: "forloeb", Label: n.T("meetings.municipality"), Value: n.c.QueryParam("forloeb")}
		for _, row := range n.rows {
			f.Options = append(f.Options, parts.Option{Value: string(row.Journey), Label: site.PlaceName(row.Municipality)})
		}
		return []templ.Component{n.field(f)}
	}
	var all []templ.Component
	chosen := n.chosen()
	for number, region := range n.regions() {
		f := parts.Field{Kind: parts.Checkbox, Name: "forloeb", ID: "region-" + strconv.Itoa(number), Label: region, Values: chosen}
		rows := n.inRegion(region)
		f.Options = append(f.Options, parts.Option{Value: regionPrefix + region, Label: n.T("meetings.whole_region", "region", region, "number", len(rows))})
		for _, row := range rows {
			f.Options = append(f.Options, parts.Option{Value: string(row.Journey), Label: site.PlaceName(row.Municipality), Hint: n.ripeness(row)})
		}
		if values, err := n.c.FormParams(); err == nil && len(n.errs) > 0 {
			f.Values = values["forloeb"]
		}
		if number == 0 {
			for _, e := range n.errs {
				if e.FieldID == site.FieldID("nyt", "municipality") {
					f.Error = e.Message
				}
			}
		}
		all = append(all, f)
	}
	return all
}

// regionPrefix begins the value of a tick for a whole region.
const regionPrefix = "region:"

// chosen are the journeys that are ticked at first: that of the address, or the suggested ones.
func (n *newMeeting) chosen() []string {
	if one := n.c.QueryParam("forloeb"); one != "" {
		return []string{one}
	}
	if n.c.QueryParam("forslag") == "" {
		return nil
	}
	var all []string
	for _, row := range n.rows {
		if n.ripe(row) {
			all = append(all, string(row.Journey))
		}
	}
	return all
}

// ripe tells whether a municipality is to be suggested for a seminar: it is ready, and has not been to one.
func (n *newMeeting) ripe(row view.OverviewRow) bool {
	return n.ready(row) && n.been[row.Journey].IsZero()
}

// ready tells whether a municipality has what it takes for a seminar: the stage of its first meeting is done.
func (n *newMeeting) ready(row view.OverviewRow) bool {
	def := n.defs[row.DefinitionHash]
	for _, i := range def.Items {
		if !site.Hostable(i) {
			continue
		}
		at := slices.IndexFunc(row.Stages, func(cell view.StageCell) bool { return cell.Stage == i.Stage.ID })
		return at >= 0 && row.Stages[at].State == journey.Completed
	}
	return false
}

// ripeness says how far a municipality has come, and when it was last at a seminar.
func (n *newMeeting) ripeness(row view.OverviewRow) string {
	def, current, text := n.defs[row.DefinitionHash], site.CurrentOf(row), ""
	for at, cell := range row.Stages {
		if cell.Stage == current && at < len(def.Stages) {
			text = n.T("meetings.come_to", "stage", n.Text(def.Stages[at].Title), "done", cell.Done, "total", cell.Total)
		}
	}
	if on := n.been[row.Journey]; !on.IsZero() {
		text += " · " + n.T("meetings.been_to", "date", n.Date(on))
	}
	return text
}

// suggestion names how many are ripe and ticks them.
func (n *newMeeting) suggestion() templ.Component {
	if n.kind == meeting.Workshop {
		return templ.NopComponent
	}
	ripe := 0
	for _, row := range n.rows {
		if n.ripe(row) {
			ripe++
		}
	}
	if ripe == 0 {
		return templ.NopComponent
	}
	return parts.Notice{Kind: parts.NoticeInfo, Text: n.T("meetings.suggest", "count", ripe), Link: &parts.Link{
		Label: n.T("meetings.suggest_link"), Href: site.MeetingsRoot + "/nyt?slags=seminar&forslag=1",
	}}
}

// regions are those of the journeys today, in the order of names.
func (n *newMeeting) regions() []string {
	var all []string
	for _, row := range n.rows {
		if region := municipality.RegionOn(row.Municipality, n.Today); !slices.Contains(all, region) {
			all = append(all, region)
		}
	}
	slices.SortFunc(all, municipality.Compare)
	return all
}

func (n *newMeeting) inRegion(region string) []view.OverviewRow {
	return slices.DeleteFunc(slices.Clone(n.rows), func(row view.OverviewRow) bool {
		return municipality.RegionOn(row.Municipality, n.Today) != region
	})
}

// invitees are the journeys that were ticked, one by one or by region.
func (n *newMeeting) invitees() []meeting.Invitee {
	values, err := n.c.FormParams()
	if err != nil {
		return nil
	}
	var all []meeting.Invitee
	for _, row := range n.rows {
		region := regionPrefix + municipality.RegionOn(row.Municipality, n.Today)
		if slices.Contains(values["forloeb"], string(row.Journey)) || slices.Contains(values["forloeb"], region) {
			all = append(all, n.invitee(row))
		}
	}
	return all
}

// invitee is a journey with the step, if it has it.
func (n *newMeeting) invitee(row view.OverviewRow) meeting.Invitee {
	item := journey.ItemID(n.c.FormValue("trin"))
	i := meeting.Invitee{Municipality: row.Municipality}
	if def := n.defs[row.DefinitionHash].Item(item); def != nil && site.Hostable(def) {
		i.Journey, i.Item = row.Journey, journey.InstanceID(item)
	}
	return i
}

// CreateMeeting makes a meeting and invites to it.
func (s *Pages) CreateMeeting(c echo.Context) error {
	n, err := s.loadNewMeeting(c, nil)
	if err != nil {
		return err
	}
	id := meeting.ID(strings.ToLower(c.FormValue("client_key")))
	command := meeting.Plan{Target: meeting.Target{Meeting: id}, Kind: n.kind, Host: n.Actor.ID, HostRole: n.Actor.Role, Invitees: n.invitees()}
	command.Details, command.Where = meetingDetails(c)
	return s.Carry(c, site.Write{Command: command, Done: "done.moede_oprettet", Back: site.MeetingPath(id), Again: inForm("nyt", s.showNewMeeting)})
}

// EditMeetingPage changes what the host wrote.
func (s *Pages) EditMeetingPage(c echo.Context) error { return s.showEditMeeting(c, nil) }

func (s *Pages) showEditMeeting(c echo.Context, errs []parts.FieldError) error {
	v, err := s.loadMeeting(c, errs)
	if err != nil {
		return err
	}
	if !v.manages {
		return domain.Refuse(domain.Permission, "not_your_meeting", nil)
	}
	page := pages.Board{Shell: v.shell(v.T("meetings.edit"))}
	page.Shell.Errors = errs
	page.Shell.Breadcrumb = append(page.Shell.Breadcrumb, parts.Link{Label: v.m.Title, Href: v.path("")})
	page.Parts = []templ.Component{v.form("ret", parts.Button{Label: v.T("meetings.save")}, detailFields(v.words, v.m.Details, v.m.Where)...)}
	return s.Render(c, site.StatusOf(c, errs), page)
}

// DescribeMeeting keeps what a meeting is about and where it is.
func (s *Pages) DescribeMeeting(c echo.Context) error {
	command := meeting.Describe{Target: meetingTarget(c)}
	command.Details, command.Where = meetingDetails(c)
	return s.Carry(c, site.Write{Command: command, Done: "done.moede_rettet", Back: site.MeetingPath(command.Meeting), Again: inForm("ret", s.showEditMeeting)})
}

// InviteMorePage lists those who are not invited yet.
func (s *Pages) InviteMorePage(c echo.Context) error { return s.showInviteMore(c, nil) }

func (s *Pages) showInviteMore(c echo.Context, errs []parts.FieldError) error {
	v, err := s.loadMeeting(c, errs)
	if err != nil {
		return err
	}
	n, err := s.loadNewMeeting(c, errs)
	if err != nil {
		return err
	}
	n.rows = slices.DeleteFunc(n.rows, func(row view.OverviewRow) bool { return v.m.Party(row.Municipality) != nil })
	page := pages.Board{Shell: v.shell(v.T("meetings.invite_more"))}
	page.Shell.Errors = errs
	page.Shell.Breadcrumb = append(page.Shell.Breadcrumb, parts.Link{Label: v.m.Title, Href: v.path("")})
	if len(n.rows) == 0 {
		page.Parts = append(page.Parts, parts.EmptyState{Text: v.T("meetings.all_invited")})
	} else {
		form := pages.FormOf{Action: v.path("/inviter"), Command: parts.HiddenCommand{ClientKey: site.NewClientKey()}, Buttons: parts.Buttons{{Label: v.T("meetings.invite")}}}
		form.Body = append([]templ.Component{n.stepField()}, n.choosers()...)
		page.Parts = append(page.Parts, form)
	}
	return s.Render(c, http.StatusOK, page)
}

// InviteMore invites further municipalities.
func (s *Pages) InviteMore(c echo.Context) error {
	n, err := s.loadNewMeeting(c, nil)
	if err != nil {
		return err
	}
	return s.Carry(c, site.Write{
		Command: meeting.Invite{Target: meetingTarget(c), Invitees: n.invitees()}, Done: "done.inviteret",
		Back: site.MeetingPath(meetingTarget(c).Meeting), Again: inForm("nyt", s.showInviteMore),
	})
}
