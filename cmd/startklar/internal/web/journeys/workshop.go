package journeys

import (
	"slices"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// workshopView is a workshop as one viewer sees it.
type workshopView struct {
	*words
	c  echo.Context
	s  *Pages
	st workflow.State
	i  *workflow.Item
	// room is never nil: a workshop of which nothing is known yet is empty.
	room *workflow.Workshop
	errs []parts.FieldError
}

// loadWorkshop reads the workshop of the address; NotFound for a meeting that is none.
func (s *Pages) loadWorkshop(c echo.Context) (*workshopView, error) {
	v, err := s.loadItem(c)
	if err != nil {
		return nil, err
	}
	if len(v.State.WorkshopChecklists(v.Item)) == 0 {
		return nil, domain.Refuse(domain.NotFound, "not_a_workshop", domain.Args{"item": c.Param("item")})
	}
	room := v.State.RoomOf(v.Item.ID)
	if room == nil {
		room = &workflow.Workshop{Item: v.Item.ID}
	}
	return &workshopView{words: s.words(c), c: c, s: s, st: v.State, i: v.Item, room: room}, nil
}

// loadRoom is loadWorkshop for those who run it.
func (s *Pages) loadRoom(c echo.Context) (*workshopView, error) {
	v, err := s.loadWorkshop(c)
	if err != nil {
		return nil, err
	}
	return v, policy.Check(v.Actor, policy.RunWorkshop, v.st.Municipality)
}

// RoomPath is the address of a workshop's room. It lies apart from the journey's pages: what works without a
// network is this path and nothing else.
func RoomPath(id journey.ID, item journey.InstanceID) string {
	return strings.Replace(site.ItemPath(id, item), "/forloeb/", site.RoomRoot+"/", 1)
}

func (v *workshopView) path() string     { return site.ItemPath(v.st.ID, v.i.ID) }
func (v *workshopView) roomPath() string { return RoomPath(v.st.ID, v.i.ID) }

func (v *workshopView) in() workflow.Room {
	return workflow.Room{Target: workflow.Target{Journey: v.st.ID}, Item: v.i.ID}
}

func (v *workshopView) runs() bool {
	return policy.Check(v.Actor, policy.RunWorkshop, v.st.Municipality) == nil
}

func (v *workshopView) allowed(c workflow.Command) bool {
	return workflow.Allowed(v.st, v.Actor, c, v.Now) == nil
}

// shell surrounds a page of the workshop; heading is a key.
func (v *workshopView) shell(heading string) parts.Shell {
	shell := v.s.Shell(v.c, v.T(heading))
	shell.Kicker = v.T("workshop.kicker", "title", v.ItemTitle(v.i), "place", site.PlaceName(v.st.Municipality))
	shell.Breadcrumb = append(v.crumbs(v.st, true), parts.Link{Label: v.ItemTitle(v.i), Href: v.path()})
	shell.Audience = parts.Audience{
		Readers: []string{v.T("audience.municipality", "place", site.PlaceName(v.st.Municipality)), v.T("audience.consultant"), v.T("audience.star")},
		Note:    v.T("minutes.audience"),
	}
	shell.Errors = v.errs
	return shell
}

// link is a link with a text of the catalogue.
func (v *workshopView) link(key, href string) parts.Link {
	return parts.Link{Label: v.T(key), Href: href}
}

// pointValue writes a question's address as forms and the room carry it; readPoint reads it.
func pointValue(p workflow.Point) string {
	if p == (workflow.Point{}) {
		return ""
	}
	return string(p.Item) + "/" + string(p.Question)
}

func readPoint(text string) workflow.Point {
	item, question, ok := strings.Cut(text, "/")
	if !ok {
		return workflow.Point{}
	}
	return workflow.Point{Item: journey.InstanceID(item), Question: journey.FieldID(question)}
}

// question is how a point reads; empty for none.
func (v *workshopView) question(p workflow.Point) string {
	f := v.st.PointField(p)
	if f == nil {
		return ""
	}
	return string(f.ID) + " " + v.Text(f.Text)
}

// pointTitle is a point of the agenda in words.
func (v *workshopView) pointTitle(p workflow.AgendaPoint) string {
	if p.Kind == workflow.AgendaQuestion {
		return v.question(p.Point)
	}
	return v.T("agenda." + string(p.Kind))
}

// agendaTimes are the clock times at which the points begin; empty where no time is booked.
func (v *workshopView) agendaTimes(agenda []workflow.AgendaPoint) []string {
	times := make([]string, len(agenda)+1)
	if v.i.Meeting == nil {
		return times
	}
	minute, ok := minuteOf(v.i.Meeting.Start)
	for n := range times {
		if ok {
			times[n] = v.Clock(clockText(minute))
		}
		if n < len(agenda) {
			minute += agenda[n].Minutes
		}
	}
	return times
}

// minuteOf reads "09:05" as minutes of the day.
func minuteOf(text string) (int, bool) {
	hour, minute, ok := strings.Cut(text, ":")
	h, okHour := twoDigits(hour)
	m, okMinute := twoDigits(minute)
	return h*60 + m, ok && okHour && okMinute
}

func twoDigits(text string) (int, bool) {
	if len(text) != 2 || text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9' {
		return 0, false
	}
	return int(text[0]-'0')*10 + int(text[1]-'0'), true
}

func clockText(minute int) string {
	minute %= 24 * 60
	digits := func(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }
	return digits(minute/60) + ":" + digits(minute%60)
}

// agendaLines are the agenda with its times.
func (v *workshopView) agendaLines() []pages.AgendaLine {
	times := v.agendaTimes(v.room.Agenda)
	var lines []pages.AgendaLine
	for n, p := range v.room.Agenda {
		lines = append(lines, pages.AgendaLine{Time: times[n], Title: v.pointTitle(p), Minutes: v.T("agenda.minutes", "count", p.Minutes)})
	}
	return lines
}

// who is the second line of an agreement: who, and by when.
func (v *workshopView) whoWhen(who string, on calendar.Date) string {
	return v.T("agreement.meta", "who", who, "date", v.LongDate(on))
}

// record is an agreement as the room shows it.
func (v *workshopView) agreementRecord(a *workflow.Agreement) pages.RoomRecord {
	text := a.Text()
	record := pages.RoomRecord{ID: a.ID, Text: v.said(text.What, a.Withheld, text.Erased), Meta: v.whoWhen(text.Who, a.DueOn())}
	return record
}

// said is a text, or why there is none to read.
func (v *workshopView) said(text string, withheld, erased bool) string {
	switch {
	case withheld:
		return v.T("minutes.withheld_text")
	case erased:
		return v.T("history.erased")
	default:
		return text
	}
}

// minutesStatus is how far the minutes are, as a word and a shape.
func (v *workshopView) minutesStatus() parts.Status {
	state := v.st.MinutesState(v.room)
	kinds := map[workflow.MinutesState]parts.StatusKind{
		workflow.NoMinutes: parts.NotBegun, workflow.MinutesOut: parts.Waiting, workflow.MinutesDisputed: parts.Raised,
		workflow.MinutesOutdated: parts.Raised, workflow.MinutesStand: parts.Done,
	}
	return parts.Status{Kind: kinds[state], Text: v.T("minutes.state." + string(state))}
}

// unanswered counts the agreements that the check under way asks about and that nobody has answered.
func unanswered(st workflow.State, room *workflow.Workshop) int {
	round, count := room.Round(), 0
	if round == 0 {
		return 0
	}
	for _, a := range st.AgreementsOf(room.Item) {
		if a.Open() && !a.AnsweredIn(round) {
			count++
		}
	}
	return count
}

// workshopParts lead from the meeting's page to its room, minutes and agreements.
func (f *itemForms) workshopParts() []templ.Component {
	if len(f.v.State.WorkshopChecklists(f.v.Item)) == 0 {
		return nil
	}
	room := f.v.State.RoomOf(f.v.Item.ID)
	if room == nil {
		room = &workflow.Workshop{Item: f.v.Item.ID}
	}
	v := &workshopView{words: f.words, c: f.c, s: f.s, st: f.v.State, i: f.v.Item, room: room}
	card := v.card()
	if card.Main != nil && f.undated() {
		card.Main.Kind = parts.Secondary // finding a date comes first
	}
	return []templ.Component{card}
}

// runsWorkshop tells whether the meeting is a workshop that the viewer leads.
func (f *itemForms) runsWorkshop() bool {
	return len(f.v.State.WorkshopChecklists(f.v.Item)) > 0 && policy.Check(f.Actor, policy.RunWorkshop, f.v.State.Municipality) == nil
}

func (v *workshopView) card() pages.WorkshopCard {
	card := pages.WorkshopCard{Heading: v.T("workshop.heading")}
	row := func(key, text string) {
		card.Rows = append(card.Rows, parts.SummaryRow{Key: v.T(key), Text: text})
	}
	questions := len(slices.DeleteFunc(slices.Clone(v.room.Agenda), func(p workflow.AgendaPoint) bool { return p.Kind != workflow.AgendaQuestion }))
	row("room.agenda", v.T("workshop.agenda_of", "count", questions))
	row("room.agreements", v.T("workshop.agreements_of", "count", len(v.st.AgreementsOf(v.i.ID))))
	row("minutes.heading", v.minutesStatus().Text)
	if v.runs() {
		label, href := "workshop.prepare", v.path()+"/workshop"
		if questions > 0 {
			label, href = "workshop.enter", v.roomPath()
			card.Links = append(card.Links, v.link("workshop.prepare", v.path()+"/workshop"))
		}
		card.Main = &parts.Button{Label: v.T(label), Href: href}
	}
	if v.room.Edition() != nil || v.runs() {
		card.Links = append(card.Links, v.link("minutes.heading", v.path()+"/referat"))
	}
	if v.room.Edition() != nil {
		card.Links = append(card.Links, v.link("agreements.heading", v.path()+"/aftaler"))
	}
	card.Links = append(card.Links, v.link("poster.heading", v.roomPath()+"/plakat"), v.link("sheet.heading", v.roomPath()+"/handlingsark"))
	return card
}

// workshopNotices tell the municipality and its consultant on the journey's page what waits for them: minutes
// that can be objected to, agreements to answer.
func (v *journeyView) workshopNotices() []parts.Notice {
	var all []parts.Notice
	for _, room := range v.st.Workshops {
		path := site.ItemPath(v.st.ID, room.Item)
		state := v.st.MinutesState(room)
		if v.Actor.Role == person.MunicipalLeader && state == workflow.MinutesOut {
			all = append(all, parts.Notice{
				Heading: v.T("minutes.notice"), Text: v.T("minutes.notice_text", "date", room.Edition().ObjectBy),
				Link: &parts.Link{Label: v.T("minutes.read"), Href: path + "/referat"},
			})
		}
		if v.Actor.Role == person.ProcessConsultant && state == workflow.MinutesDisputed {
			all = append(all, parts.Notice{
				Kind: parts.NoticeWarning, Heading: v.T("minutes.state.objected"), Link: &parts.Link{Label: v.T("minutes.read"), Href: path + "/referat"},
			})
		}
		if n := unanswered(v.st, room); n > 0 && policy.CheckRole(v.Actor, policy.AnswerCheck) == nil {
			all = append(all, parts.Notice{
				Heading: v.T("agreements.notice", "count", n), Link: &parts.Link{Label: v.T("agreements.answer"), Href: path + "/aftaler"},
			})
		}
	}
	return all
}
