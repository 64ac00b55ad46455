package journeys

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// The minutes that a new point is given, and how many questions are too few for a workshop.
const (
	questionMinutes = 20
	openingMinutes  = 15
	closingMinutes  = 20
	breakMinutes    = 10
	fewQuestions    = 5
)

// PrepareWorkshopPage shows the agenda as it was prepared, or, for a start, with what was marked for the workshop.
func (s *Pages) PrepareWorkshopPage(c echo.Context) error {
	v, err := s.loadRoom(c)
	if err != nil {
		return err
	}
	agenda := v.room.Agenda
	if v.room.Revision == 0 {
		agenda = v.firstAgenda()
	}
	return v.showAgenda(agenda, nil, http.StatusOK)
}

// firstAgenda opens, takes up what the municipality marked for the workshop, as far as there is room, and closes.
func (v *workshopView) firstAgenda() []workflow.AgendaPoint {
	agenda := []workflow.AgendaPoint{{Kind: workflow.AgendaOpening, Minutes: openingMinutes}}
	for _, p := range v.questions() {
		if v.st.StandingOf(p.Item, p.Question) == journey.ForWorkshop && len(agenda) <= workflow.MaxAgendaQuestions {
			agenda = append(agenda, workflow.AgendaPoint{Kind: workflow.AgendaQuestion, Point: p, Minutes: questionMinutes})
		}
	}
	return append(agenda, workflow.AgendaPoint{Kind: workflow.AgendaClosing, Minutes: closingMinutes})
}

// questions are all that the workshop can take up.
func (v *workshopView) questions() []workflow.Point {
	var all []workflow.Point
	for _, list := range v.st.WorkshopChecklists(v.i) {
		for _, section := range list.Def.Sections {
			for _, f := range section.Fields() {
				all = append(all, workflow.Point{Item: list.ID, Question: f.ID})
			}
		}
	}
	return all
}

// showAgenda shows an agenda to work on. minutes are the texts that stood in the fields; nil for the agenda's.
func (v *workshopView) showAgenda(agenda []workflow.AgendaPoint, minutes []string, status int) error {
	shell := v.shell("prepare.heading")
	shell.Lead = v.T("prepare.lead")
	page := pages.Prepare{
		Shell: shell, Action: v.path() + "/workshop", Length: v.lengthText(agenda), Over: v.over(agenda), Advice: v.advice(agenda),
		Command:  parts.HiddenCommand{ClientKey: site.NewClientKey(), BaseRevision: int64(v.baseRevision())},
		ReadOnly: v.i.State.Ended(),
		Links:    []parts.Link{v.link("workshop.enter", v.roomPath()), v.link("projector.heading", v.roomPath()+"/vis"), v.link("poster.heading", v.roomPath()+"/plakat")},
	}
	for n, p := range agenda {
		page.Rows = append(page.Rows, v.agendaRow(n, p, minutes))
	}
	page.Add = v.notOn(agenda)
	return v.s.Render(v.c, status, page)
}

func (v *workshopView) agendaRow(n int, p workflow.AgendaPoint, minutes []string) pages.PrepareRow {
	title := v.pointTitle(p)
	row := pages.PrepareRow{Value: agendaValue(p), Title: title, Minutes: parts.Field{
		Kind: parts.Number, Name: "minutes", ID: "minutter-" + strconv.Itoa(n+1), Label: v.T("prepare.minutes", "title", title),
		HideLabel: true, Width: parts.Narrow, Suffix: v.T("prepare.minutes_unit"), Value: strconv.Itoa(p.Minutes),
	}}
	if minutes != nil {
		row.Minutes.Value = minutes[n]
	}
	for _, e := range v.errs {
		if e.FieldID == row.Minutes.ID {
			row.Minutes.Error = e.Message
		}
	}
	if p.Kind == workflow.AgendaQuestion {
		row.Note = v.Standing(v.st.StandingOf(p.Point.Item, p.Point.Question))
	}
	return row
}

// baseRevision is the agenda's revision that the writer began from.
func (v *workshopView) baseRevision() int {
	if base, err := strconv.Atoi(v.c.FormValue("base_revision")); err == nil && v.c.Request().Method == http.MethodPost {
		return base
	}
	return v.room.Revision
}

func (v *workshopView) lengthText(agenda []workflow.AgendaPoint) string {
	sum, length := (&workflow.Workshop{Agenda: agenda}).Length(), v.i.Meeting.Length()
	switch {
	case length == 0:
		return v.T("prepare.length", "minutes", sum)
	case sum > length:
		return v.T("prepare.length_over", "minutes", sum, "of", length, "count", sum-length)
	default:
		return v.T("prepare.length_left", "minutes", sum, "of", length, "count", length-sum)
	}
}

func (v *workshopView) over(agenda []workflow.AgendaPoint) bool {
	length := v.i.Meeting.Length()
	return length > 0 && (&workflow.Workshop{Agenda: agenda}).Length() > length
}

func (v *workshopView) advice(agenda []workflow.AgendaPoint) string {
	questions := 0
	for _, p := range agenda {
		if p.Kind == workflow.AgendaQuestion {
			questions++
		}
	}
	if questions >= fewQuestions {
		return ""
	}
	return v.T("prepare.few", "count", questions)
}

// notOn are the questions that are not on the agenda, those marked for the workshop first.
func (v *workshopView) notOn(agenda []workflow.AgendaPoint) []parts.Option {
	options := []parts.Option{{Label: v.T("prepare.choose")}}
	all := slices.DeleteFunc(v.questions(), func(p workflow.Point) bool {
		return slices.ContainsFunc(agenda, func(a workflow.AgendaPoint) bool { return a.Point == p })
	})
	rank := func(p workflow.Point) int {
		if v.st.StandingOf(p.Item, p.Question) == journey.ForWorkshop {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(all, func(a, b workflow.Point) int { return rank(a) - rank(b) })
	for _, p := range all {
		label := v.question(p) + " (" + v.Standing(v.st.StandingOf(p.Item, p.Question)) + ")"
		options = append(options, parts.Option{Value: pointValue(p), Label: label})
	}
	if len(options) == 1 {
		return nil
	}
	return options
}

// agendaValue writes a point as the form carries it: its kind, and its question.
func agendaValue(p workflow.AgendaPoint) string {
	return strings.TrimSuffix(string(p.Kind)+":"+pointValue(p.Point), ":")
}

func readAgendaPoint(text, minutes string) workflow.AgendaPoint {
	kind, point, _ := strings.Cut(text, ":")
	n, err := strconv.Atoi(strings.TrimSpace(minutes))
	if err != nil {
		n = 0
	}
	return workflow.AgendaPoint{Kind: workflow.AgendaKind(kind), Point: readPoint(point), Minutes: n}
}

// PrepareWorkshop saves the agenda, or shows it once more with a point moved, added or taken off.
func (s *Pages) PrepareWorkshop(c echo.Context) error {
	v, err := s.loadRoom(c)
	if err != nil {
		return err
	}
	values, err := c.FormParams()
	if err != nil {
		return err
	}
	var agenda []workflow.AgendaPoint
	minutes := values["minutes"]
	for n, text := range values["point"] {
		if n >= len(minutes) {
			minutes = append(minutes, "")
		}
		agenda = append(agenda, readAgendaPoint(text, minutes[n]))
	}
	if op := c.FormValue("op"); op != "" && op != "save" {
		agenda, minutes = v.rearranged(agenda, minutes, op)
		return v.showAgenda(agenda, minutes, http.StatusOK)
	}
	return s.Carry(c, site.Write{
		Command: workflow.PrepareWorkshop{Room: v.in(), Agenda: agenda, Base: v.baseRevision()},
		Done:    "prepare.done", Back: v.path() + "/workshop",
		Again: func(c echo.Context, errs []parts.FieldError) error {
			v.errs = v.atMinutes(agenda, errs)
			return v.showAgenda(agenda, minutes, site.StatusOf(c, errs))
		},
	})
}

// atMinutes leads a refusal of the minutes to the field that is at fault.
func (v *workshopView) atMinutes(agenda []workflow.AgendaPoint, errs []parts.FieldError) []parts.FieldError {
	for n := range errs {
		if errs[n].FieldID != "minutes" {
			errs[n].FieldID = ""
			continue
		}
		for row, p := range agenda {
			if p.Minutes < 1 || p.Minutes > 240 {
				errs[n].FieldID = "minutter-" + strconv.Itoa(row+1)
				break
			}
		}
	}
	return errs
}

// rearranged is the agenda after one of its buttons.
func (v *workshopView) rearranged(agenda []workflow.AgendaPoint, minutes []string, op string) ([]workflow.AgendaPoint, []string) {
	what, place, _ := strings.Cut(op, ":")
	n, err := strconv.Atoi(place)
	inside := err == nil && n >= 0 && n < len(agenda)
	insert := func(at int, p workflow.AgendaPoint) {
		agenda = slices.Insert(agenda, at, p)
		minutes = slices.Insert(minutes, at, strconv.Itoa(p.Minutes))
	}
	// What is added comes before the closing.
	end := len(agenda)
	if end > 0 && agenda[end-1].Kind == workflow.AgendaClosing {
		end--
	}
	switch {
	case what == "add":
		if p := readPoint(v.c.FormValue("add")); v.st.PointField(p) != nil {
			insert(end, workflow.AgendaPoint{Kind: workflow.AgendaQuestion, Point: p, Minutes: questionMinutes})
		}
	case what == "break":
		insert(end, workflow.AgendaPoint{Kind: workflow.AgendaBreak, Minutes: breakMinutes})
	case what == "remove" && inside:
		agenda, minutes = slices.Delete(agenda, n, n+1), slices.Delete(minutes, n, n+1)
	case what == "up" && inside && n > 0:
		agenda[n-1], agenda[n], minutes[n-1], minutes[n] = agenda[n], agenda[n-1], minutes[n], minutes[n-1]
	case what == "down" && inside && n < len(agenda)-1:
		agenda[n+1], agenda[n], minutes[n+1], minutes[n] = agenda[n], agenda[n+1], minutes[n], minutes[n+1]
	}
	return agenda, minutes
}
