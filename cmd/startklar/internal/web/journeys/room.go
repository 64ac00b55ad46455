package journeys

import (
	"net/http"
	"strconv"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/templates"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// The room of a workshop. Its page works online by plain forms. With scripts it works without a network as
// well, from the start and after the browser was started again, by a service worker and IndexedDB.
//
// The other way would have been one self-contained HTML file to be downloaded and opened from the disk. It was
// left for three reasons. A file from the disk has no origin of ours: it could not send what it captured without
// cross-origin rights and a secret inside the file. Its storage belongs to "file://", which browsers share
// between all files or refuse altogether, and locked-down PCs block or quarantine downloaded HTML. And its
// script would have to stand inline, against the content policy that guards every other page. A service worker
// asks for https, which the product has (or localhost, which the tests have); it survives a restart of the
// browser, and it is bound to the path /rum/, so that it never answers for the rest of the product.
//
// What is captured is written to IndexedDB with strict durability before anything else happens. Each record has
// an id that the device made, which is its client key: sent again it changes nothing. A record leaves the
// device only when the server has confirmed it and a person removes the workshop; until then it can be saved as
// a file. What the server refuses stays, with the reason, until a person mends or drops it.

// WorkerPath is where the service worker lies: its folder is as far as it reaches.
const WorkerPath = site.RoomRoot + "/arbejder.js"

// RoomWorker serves the service worker. Browsers ask for it anew at every visit.
func (s *Pages) RoomWorker(c echo.Context) error {
	c.Response().Header().Set("Cache-Control", "no-cache")
	return site.ServeAsset(c, "room-worker.js")
}

// roomMark tells the service worker that a page is the room and not somebody's sign-in page.
const roomMark = "X-Startklar-Room"

// RoomPage is the room.
func (s *Pages) RoomPage(c echo.Context) error { return s.showRoom(c, nil) }

func (s *Pages) showRoom(c echo.Context, errs []parts.FieldError) error {
	v, err := s.loadRoom(c)
	if err != nil {
		return err
	}
	v.errs = errs
	c.Response().Header().Set(roomMark, "1")
	return s.Render(c, site.StatusOf(c, errs), v.roomOf())
}

func (v *workshopView) roomOf() pages.Room {
	shell := v.shell("room.heading")
	shell.Wide = true
	shell.Scripts = []string{"room.js"}
	room := pages.Room{
		Shell: shell, Action: v.roomPath() + "/skriv", Data: v.roomData(), Texts: v.roomTexts(),
		Links: []parts.Link{
			v.link("projector.heading", v.roomPath()+"/vis"), v.link("workshop.prepare", v.path()+"/workshop"), v.link("minutes.heading", v.path()+"/referat"),
		},
		Paper:    []parts.Link{v.link("poster.heading", v.roomPath()+"/plakat"), v.link("sheet.heading", v.roomPath()+"/handlingsark")},
		Sections: v.sections(), Park: v.parkForm(),
		General: pages.RoomSection{ID: "ovrige", Title: v.T("room.general"), Agreements: v.records(workflow.Point{}), Agree: v.agreeForm(workflow.Point{}, "ovrige")},
		Close:   parts.Button{Label: v.T("room.close"), Href: v.path() + "/referat"},
	}
	for _, p := range v.room.OnTheList() {
		room.Parked = append(room.Parked, pages.RoomRecord{
			ID: p.ID, Text: v.said(p.Text, v.room.Withheld, p.Erased), Meta: v.question(p.Point),
			Withdraw: &pages.RoomForm{Kind: "takeup", Hidden: v.hidden("parked", p.ID), Button: parts.Button{Label: v.T("room.take_up"), Kind: parts.Secondary}},
		})
	}
	return room
}

// roomData is what the scripts need to know: where things are, who is here, and what the server has.
func (v *workshopView) roomData() templ.Attributes {
	files := []string{
		templates.AssetURL(templates.Sheet), templates.AssetURL("shell.js"), templates.AssetURL("room.js"), templates.AssetURL("projector.js"),
		templates.AssetPrefix + "room-store.js", templates.AssetURL("mark.svg"), templates.AssetURL(templates.DesignSystem + "/css/dkfds.min.css"),
		templates.AssetURL(templates.DesignSystem + "/img/all-svg-icons.svg"),
	}
	for _, face := range []string{"Regular", "Italic", "SemiBold", "Bold"} {
		files = append(files, templates.AssetURL(templates.DesignSystem+"/fonts/IBMPlexSans-"+face+".woff2"))
	}
	return templ.Attributes{
		"data-room": v.roomPath(), "data-owner": site.Fingerprint(string(v.Actor.ID)), "data-who": v.Actor.Name, "data-known": strings.Join(v.known(), " "),
		"data-files": strings.Join(files, " "), "data-signin": "/log-ind?retur=" + v.roomPath(), "data-worker": WorkerPath,
		"data-start": v.meetingStart(), "data-title": v.ItemTitle(v.i) + " " + site.PlaceName(v.st.Municipality),
	}
}

func (v *workshopView) meetingStart() string {
	if v.i.Meeting == nil {
		return ""
	}
	return v.i.Meeting.Start
}

// known are the ids of every record that the server has, withdrawn ones too: what a device holds of them is no
// longer shown as the device's own.
func (v *workshopView) known() []string {
	var ids []string
	for _, a := range v.st.Agreements {
		if a.Item == v.i.ID {
			ids = append(ids, a.ID)
		}
	}
	for _, p := range v.room.Parked {
		ids = append(ids, p.ID)
	}
	for _, d := range v.room.Decisions {
		ids = append(ids, d.ID)
	}
	for _, p := range v.st.Proposals {
		ids = append(ids, string(p.ID))
	}
	return ids
}

// roomTextKeys are the words of the scripts: room.js.NAME in the catalogue, data-text-NAME on the page.
var roomTextKeys = []string{
	"saved", "sent", "waiting", "refused", "all_sent", "line_waiting", "line_saved", "line_refused", "line_signin",
	"fetched", "fetching", "fetch_failed", "no_worker", "no_storage", "not_persistent", "removed", "remove_waiting",
	"by", "what", "who", "when", "text", "now", "keep_mine", "use_theirs", "drop_sure", "imported", "import_failed",
	"decided", "withdrawn", "taken_up", "proposed", "change",
	"clock_now", "clock_used", "clock_left", "clock_over", "clock_five", "clock_up", "clock_none", "clock_behind", "clock_ahead", "clock_paused",
}

func (v *workshopView) roomTexts() templ.Attributes {
	texts := templ.Attributes{}
	for _, key := range roomTextKeys {
		texts["data-text-"+strings.ReplaceAll(key, "_", "-")] = v.T("roomjs." + key)
	}
	for _, standing := range journey.AllStandings() {
		texts["data-standing-"+strings.ReplaceAll(string(standing), "_", "-")] = v.Standing(standing)
	}
	return texts
}

// sections are the points of the agenda; a workshop that nobody prepared takes up what was marked for it.
func (v *workshopView) sections() []pages.RoomSection {
	agenda := v.room.Agenda
	if len(agenda) == 0 {
		agenda = v.firstAgenda()
	}
	times := v.agendaTimes(agenda)
	var all []pages.RoomSection
	for n, p := range agenda {
		section := pages.RoomSection{
			ID: "p" + strconv.Itoa(n+1), Title: v.pointTitle(p), Minutes: p.Minutes, Kicker: v.kicker(n, times, p.Minutes),
		}
		if f := v.st.PointField(p.Point); f != nil {
			v.takeUp(&section, p.Point, f)
		}
		all = append(all, section)
	}
	return all
}

func (v *workshopView) kicker(n int, times []string, minutes int) string {
	if times[n] == "" {
		return v.T("agenda.kicker", "number", n+1, "count", minutes)
	}
	return v.T("agenda.kicker_time", "number", n+1, "from", times[n], "to", times[n+1], "count", minutes)
}

// takeUp fills the section of a question: what was prepared, what was decided, what was agreed, and the forms.
func (v *workshopView) takeUp(section *pages.RoomSection, p workflow.Point, f *workflow.Field) {
	section.Point = pointValue(p)
	for _, prompt := range f.Prompts {
		section.Prompts = append(section.Prompts, v.Text(prompt.Text))
	}
	section.Answer = v.prepared(p, f)
	section.Standing = v.standingStatus(v.st.StandingOf(p.Item, p.Question))
	for _, d := range v.room.Decided() {
		if d.Point == p {
			section.Decided = v.T("room.decided", "standing", v.Standing(d.Standing))
		}
	}
	for _, standing := range []journey.Standing{journey.Clear, journey.Clarifying} {
		section.Decide = append(section.Decide, pages.RoomForm{
			Kind: "decide", Hidden: append(v.hidden("point", pointValue(p)), pages.Hidden{Name: "standing", Value: string(standing)}),
			Button: parts.Button{Label: v.Standing(standing), Kind: parts.Secondary, Context: v.Text(f.Text)},
		})
	}
	section.Agreements = v.records(p)
	section.Agree = v.agreeForm(p, section.ID)
	v.proposing(section, p, f)
}

// standingStatus is a standing as a word and a shape.
func (v *workshopView) standingStatus(st journey.Standing) parts.Status {
	kinds := map[journey.Standing]parts.StatusKind{
		journey.NotBegun: parts.NotBegun, journey.Clarifying: parts.Open, journey.ForWorkshop: parts.Raised, journey.Clear: parts.Done,
	}
	return parts.Status{Kind: kinds[st], Text: v.Standing(st)}
}

// prepared is the answer as far as the viewer may read it, with the answers to its prompts where it is split.
// Comments and notes are no part of it: the room, and what is fetched for it, never hold them.
func (v *workshopView) prepared(p workflow.Point, f *workflow.Field) pages.RoomAnswer {
	a := v.st.Answer(p.Item, p.Question)
	if a == nil {
		return pages.RoomAnswer{}
	}
	if a.Withheld {
		return pages.RoomAnswer{Withheld: v.T("room.withheld")}
	}
	var texts []string
	if text := strings.TrimSpace(a.Text); text != "" {
		texts = append(texts, text)
	}
	for _, prompt := range f.Prompts {
		if under := v.st.Answer(p.Item, prompt.ID); a.Split && under != nil && !under.Withheld && strings.TrimSpace(under.Text) != "" {
			texts = append(texts, v.Text(prompt.Text)+"\n"+strings.TrimSpace(under.Text))
		}
	}
	return pages.RoomAnswer{Text: strings.Join(texts, "\n\n")}
}

// proposing offers to write a text for the municipality, which a leader accepts or not.
func (v *workshopView) proposing(section *pages.RoomSection, p workflow.Point, f *workflow.Field) {
	if !v.allowed(workflow.ProposeAnswer{Target: v.in().Target, Item: p.Item, Field: p.Question, ID: "room-asks", Text: "-"}) {
		return
	}
	section.Propose = &pages.RoomForm{
		Kind: "proposal", Hidden: v.hidden("point", pointValue(p)),
		Fields: []parts.Field{v.kept("proposal", pointValue(p), parts.Field{
			Kind: parts.TextArea, Name: "text", ID: section.ID + "-forslag-tekst", Label: v.T("room.proposal_text"), Rows: 4, MaxLength: f.MaxLength,
		})},
		Button: parts.Button{Label: v.T("room.propose_button"), Kind: parts.Secondary},
	}
	for _, q := range v.st.ProposalsFor(p.Item, p.Question) {
		if q.State == workflow.ProposalWaiting && q.Source == workflow.FromConsultant {
			section.Proposals = append(section.Proposals, pages.RoomRecord{ID: string(q.ID), Text: q.Text, Meta: v.T("room.proposal_waits", "name", v.Name(q.By))})
		}
	}
}

// records are the agreements about a question, or about none.
func (v *workshopView) records(p workflow.Point) []pages.RoomRecord {
	var all []pages.RoomRecord
	for _, a := range v.st.AgreementsOf(v.i.ID) {
		if a.Point == p || p == (workflow.Point{}) && !v.onAgenda(a.Point) {
			record := v.agreementRecord(a)
			record.Change, record.Withdraw = v.changeForm(a), v.withdrawForm(a)
			all = append(all, record)
		}
	}
	return all
}

func (v *workshopView) onAgenda(p workflow.Point) bool {
	agenda := v.room.Agenda
	if len(agenda) == 0 {
		agenda = v.firstAgenda()
	}
	for _, point := range agenda {
		if p != (workflow.Point{}) && point.Point == p {
			return true
		}
	}
	return false
}

// hidden is what every capture sends along: an id for the record, and one thing that it is about. Reading the
// page again makes other ids, so that each rendering counts once.
func (v *workshopView) hidden(name, value string) []pages.Hidden {
	return []pages.Hidden{{Name: "id", Value: site.NewClientKey()}, {Name: name, Value: value}}
}

// kept completes a field of a capture that was refused: what was entered stays.
func (v *workshopView) kept(kind, about string, f parts.Field) parts.Field {
	about2 := v.c.FormValue("point") + v.c.FormValue("agreement")
	if len(v.errs) == 0 || v.c.FormValue("kind") != kind || about2 != about {
		return f
	}
	return v.field(f)
}

// agreementFields are what, who and when in one line.
func (v *workshopView) agreementFields(kind, about, id string, now workflow.AgreementText) []parts.Field {
	on := now.On.String()
	fields := []parts.Field{
		{Name: "what", ID: id + "-hvad", Label: v.T("agreement.what"), Value: now.What, Width: parts.Full},
		{Name: "who", ID: id + "-hvem", Label: v.T("agreement.who"), Value: now.Who},
		{Kind: parts.Date, Name: "on", ID: id + "-hvornaar", Label: v.T("agreement.when"), Value: on, Width: parts.Narrow},
	}
	for n := range fields {
		fields[n] = v.kept(kind, about, fields[n])
	}
	return fields
}

func (v *workshopView) agreeForm(p workflow.Point, id string) pages.RoomForm {
	return pages.RoomForm{
		Kind: "agreement", Hidden: v.hidden("point", pointValue(p)), Fields: v.agreementFields("agreement", pointValue(p), id, workflow.AgreementText{}),
		Button: parts.Button{Label: v.T("agreement.add"), Context: v.question(p)},
	}
}

func (v *workshopView) changeForm(a *workflow.Agreement) *pages.RoomForm {
	if v.st.Confirmed(a) || a.Withheld {
		return nil
	}
	return &pages.RoomForm{
		Kind: "change", Fields: v.agreementFields("change", a.ID, "ret-"+a.ID, a.Text()),
		Hidden: append(v.hidden("agreement", a.ID), pages.Hidden{Name: "base", Value: strconv.Itoa(a.Revision())}),
		Button: parts.Button{Label: v.T("agreement.change")},
	}
}

func (v *workshopView) withdrawForm(a *workflow.Agreement) *pages.RoomForm {
	return &pages.RoomForm{
		Kind: "withdraw", Hidden: v.hidden("agreement", a.ID),
		Fields: []parts.Field{v.kept("withdraw", a.ID, parts.Field{Name: "reason", ID: "traek-" + a.ID, Label: v.T("agreement.withdraw_reason"), Width: parts.Full})},
		Button: parts.Button{Label: v.T("agreement.withdraw"), Kind: parts.Secondary},
	}
}

func (v *workshopView) parkForm() pages.RoomForm {
	return pages.RoomForm{
		Kind: "park", Hidden: v.hidden("point", ""),
		Fields: []parts.Field{v.kept("park", "", parts.Field{Name: "text", ID: "parker-tekst", Label: v.T("room.park_text"), Width: parts.Full})},
		Button: parts.Button{Label: v.T("room.park"), Kind: parts.Secondary},
	}
}

// ProjectorPage is what the room looks at: question, prepared answer, agreement.
func (s *Pages) ProjectorPage(c echo.Context) error {
	v, err := s.loadRoom(c)
	if err != nil {
		return err
	}
	c.Response().Header().Set(roomMark, "1")
	return s.Render(c, http.StatusOK, v.projector())
}

func (v *workshopView) projector() pages.Projector {
	p := pages.Projector{
		Title: v.T("projector.heading"), Data: v.roomData(), Texts: v.roomTexts(), Action: v.roomPath() + "/skriv",
		Leave: v.link("projector.leave", v.roomPath()),
	}
	add := func(s pages.Slide) {
		s.ID = "s" + strconv.Itoa(len(p.Slides)+1)
		p.Slides = append(p.Slides, s)
	}
	first := pages.Slide{Kicker: site.PlaceName(v.st.Municipality), Heading: v.ItemTitle(v.i)}
	sections := v.sections()
	for _, s := range sections {
		first.Items = append(first.Items, s.Title)
	}
	add(first)
	for _, s := range sections {
		if s.Point == "" {
			add(pages.Slide{Kicker: s.Kicker, Heading: s.Title})
			continue
		}
		add(pages.Slide{Kicker: s.Kicker, Heading: s.Title, Items: s.Prompts})
		add(v.answerSlide(s))
		form := v.agreeForm(readPoint(s.Point), s.ID)
		form.Hidden = append(form.Hidden, pages.Hidden{Name: "vis", Value: "1"})
		add(pages.Slide{Kicker: s.Title, Heading: v.T("projector.agreement"), Point: s.Point, Agree: &form, Agreed: s.Agreements})
	}
	last := pages.Slide{Kicker: v.ItemTitle(v.i), Heading: v.T("projector.all"), Empty: v.T("projector.after")}
	for _, a := range v.st.AgreementsOf(v.i.ID) {
		record := v.agreementRecord(a)
		last.Items = append(last.Items, record.Text+" – "+record.Meta)
	}
	add(last)
	return p
}

func (v *workshopView) answerSlide(s pages.RoomSection) pages.Slide {
	slide := pages.Slide{Kicker: s.Title, Heading: v.T("projector.answer"), Prose: s.Answer.Text}
	if slide.Prose == "" {
		slide.Empty = v.T("summary.blank")
	}
	if s.Answer.Withheld != "" {
		slide.Empty = s.Answer.Withheld
	}
	return slide
}

// posterLines and sheetRows are how many lines paper offers to write on.
const (
	posterLines = 4
	sheetRows   = 14
)

// PosterPage is the room on paper, in A3; with what was agreed, once there is something.
func (s *Pages) PosterPage(c echo.Context) error {
	v, err := s.loadWorkshop(c)
	if err != nil {
		return err
	}
	shell := v.shell("poster.heading")
	shell.Lead = ""
	page := pages.Poster{Shell: shell, Agenda: v.agendaLines(), Print: v.T("poster.print")}
	for _, section := range v.sections() {
		if section.Point != "" {
			page.Sections = append(page.Sections, v.posterSection(section.Title, section.Agreements))
		}
	}
	page.Sections = append(page.Sections, v.posterSection(v.T("room.general"), v.records(workflow.Point{})))
	c.Response().Header().Set(roomMark, "1")
	return s.Render(c, http.StatusOK, page)
}

func (v *workshopView) posterSection(title string, agreed []pages.RoomRecord) pages.PosterSection {
	return pages.PosterSection{Title: title, Agreements: agreed, Blank: max(1, posterLines-len(agreed))}
}

// ActionSheetPage is who does what by when on A4.
func (s *Pages) ActionSheetPage(c echo.Context) error {
	v, err := s.loadWorkshop(c)
	if err != nil {
		return err
	}
	page := pages.ActionSheet{Shell: v.shell("sheet.heading")}
	page.Shell.Lead = v.T("sheet.lead")
	for _, a := range v.st.AgreementsOf(v.i.ID) {
		text := a.Text()
		row := pages.ActionRow{What: v.said(text.What, a.Withheld, text.Erased), Who: text.Who, When: v.Date(a.DueOn())}
		if a.Done() {
			row.Done = v.T("agreements.done")
		}
		page.Rows = append(page.Rows, row)
	}
	page.Blank = max(3, sheetRows-len(page.Rows))
	c.Response().Header().Set(roomMark, "1")
	return s.Render(c, http.StatusOK, page)
}
