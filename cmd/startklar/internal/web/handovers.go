package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/roster"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

const handoversPath = "/overdragelser"

func handoverPath(id roster.HandoverID) string {
	return handoversPath + "/" + url.PathEscape(string(id))
}

var handoverKinds = map[roster.HandoverState]parts.StatusKind{
	roster.HandoverPlanned: parts.Open, roster.HandoverDone: parts.Done, roster.HandoverCancelled: parts.Neutral,
}

func (w *words) handoverStatus(h roster.Handover) parts.Status {
	return parts.Status{Kind: handoverKinds[h.State], Text: w.T("handover.state." + string(h.State))}
}

// handoversPage lists the handovers that the viewer may see: a consultant those to themselves.
func (s *server) handoversPage(c echo.Context) error {
	w := s.words(c)
	all, err := s.Desk.Handovers(w.ctx, w.actor)
	if err != nil {
		return err
	}
	page := pages.Folder{Shell: s.shell(c, w.T("handover.list"))}
	page.Shell.Lead, page.Shell.Audience = w.T("handover.list_lead"), w.handoverAudience()
	table := w.handoversTable(all)
	if wantsFile(c) {
		return s.sendTable(c, "overdragelser", w.sheetOf(table, page.Shell.Audience))
	}
	table.Downloads = w.fileLinks(handoversPath, nil)
	page.Main = append(page.Main, w.adminViews(c))
	if policy.CheckRole(w.actor, policy.HandOver) == nil {
		page.Main = append(page.Main, parts.Button{Label: w.T("handover.new"), Href: "/ny-overdragelse", Kind: parts.Secondary})
	}
	page.Main = append(page.Main, table)
	return s.render(c, http.StatusOK, page)
}

func (w *words) handoversTable(all []roster.Handover) parts.Table {
	table := parts.Table{
		Caption: w.T("handover.list"), HideCaption: true,
		Columns: []parts.Column{{Label: w.T("handover.on")}, {Label: w.T("handover.from")}, {Label: w.T("handover.to")}, {Label: w.T("handover.what")}, {Label: w.T("handover.state")}},
		Empty:   parts.EmptyState{Heading: w.T("handover.none"), Text: w.T("handover.none_text")},
	}
	for _, h := range all {
		table.Rows = append(table.Rows, parts.Row{Cells: []parts.Cell{
			{Text: w.date(h.On), Href: handoverPath(h.ID), File: h.On},
			{Text: w.name(h.From)},
			{Text: w.name(h.To)},
			{Text: strings.Join(placeNames(h.Municipalities), ", ")},
			{Value: w.handoverStatus(h)},
		}})
	}
	return table
}

func (w *words) handoverAudience() parts.Audience {
	return parts.Audience{Readers: []string{w.T("handover.audience_to"), w.T("people.audience_star"), w.T("people.audience_admin")}, Note: w.T("handover.audience_note")}
}

// handoverPage shows a handover: the note, and to whoever has the municipalities now what is open in them.
func (s *server) handoverPage(c echo.Context) error {
	w := s.words(c)
	h, err := s.Desk.Handover(w.ctx, w.actor, roster.HandoverID(c.Param("handover")))
	if err != nil {
		return err
	}
	page := pages.Folder{Shell: s.shell(c, w.T("handover.heading", "name", w.name(h.From)))}
	page.Shell.Audience = w.handoverAudience()
	page.Shell.Breadcrumb = []parts.Link{{Label: w.T("handover.list"), Href: handoversPath}}
	note := w.T("history.erased")
	if !h.NoteErased {
		note = h.Note
	}
	page.Main = []templ.Component{
		parts.SummaryList{Rows: []parts.SummaryRow{
			{Key: w.T("handover.state"), Value: w.handoverStatus(h)},
			{Key: w.T("handover.on"), Text: w.date(h.On)},
			{Key: w.T("handover.from"), Text: w.name(h.From)},
			{Key: w.T("handover.to"), Text: w.name(h.To)},
			{Key: w.T("handover.what"), Text: strings.Join(placeNames(h.Municipalities), "\n")},
			{Key: w.T("handover.by"), Text: w.by(h.PlannedBy, h.PlannedAt)},
		}},
		pages.Section{Heading: w.T("handover.note"), Main: []templ.Component{pages.Written(note)}},
	}
	open, err := s.openMatters(w, h)
	if err != nil {
		return err
	}
	switch {
	case wantsFile(c):
		return s.sendTable(c, "overdragelse", w.sheetOf(open, page.Shell.Audience))
	case len(open.Rows) > 0:
		open.Downloads = w.fileLinks(handoverPath(h.ID), nil)
		page.Main = append(page.Main, open)
		if unread, err := s.Desk.Unread(w.ctx, w.actor); err == nil && unread > 0 {
			page.Main = append(page.Main, parts.Link{Label: w.T("handover.unread", "count", unread), Href: inboxPath})
		}
	case h.State == roster.HandoverPlanned && policy.CheckRole(w.actor, policy.ReadCaseload) == nil:
		page.Main = append(page.Main, parts.Notice{Text: w.T("handover.not_yet", "on", h.On)})
	}
	if h.State == roster.HandoverPlanned && policy.CheckRole(w.actor, policy.HandOver) == nil {
		page.Main = append(page.Main, pages.Work{Heading: w.T("handover.cancel"), Text: w.T("handover.cancel_text"), Forms: []pages.Form{{
			Action: handoverPath(h.ID) + "/aflys", Command: parts.HiddenCommand{ClientKey: newClientKey()},
			Buttons: parts.Buttons{{Label: w.T("handover.cancel_button"), Kind: parts.Danger}},
		}}})
	}
	return s.render(c, http.StatusOK, page)
}

// openMatters lists what is open in the municipalities that were handed over, as far as the viewer reaches them:
// what waits, and the next workshop. Who has no case content by right of the role sees none.
func (s *server) openMatters(w *words, h roster.Handover) (parts.Table, error) {
	table := parts.Table{Caption: w.T("handover.open"), Columns: []parts.Column{
		{Label: w.T("people.place")}, {Label: w.T("handover.waits")}, {Label: w.T("handover.due"), Notes: w.T("overview.days_late")}, {Label: w.T("handover.workshop")},
	}}
	if policy.CheckRole(w.actor, policy.ReadCaseload) != nil {
		return table, nil
	}
	cases, err := s.Desk.Caseload(w.ctx, w.actor, view.OverviewQuery{Municipalities: slices.Clone(h.Municipalities)})
	if err != nil {
		return table, err
	}
	for _, row := range cases {
		table.Rows = append(table.Rows, w.openMatter(row))
	}
	return table, nil
}

func (w *words) openMatter(row view.Case) parts.Row {
	waits := w.T("handover.nothing_waits")
	if len(row.Waiting) > 0 {
		waits = w.T("handover.waits_for", "count", len(row.Waiting))
	}
	due, late := "", w.late(row.DueOn)
	if !row.DueOn.IsZero() {
		due = w.date(row.DueOn)
	}
	workshop := w.T("handover.no_workshop")
	switch {
	case !row.WorkshopHeld.IsZero():
		workshop = w.T("handover.workshop_held", "on", row.WorkshopHeld)
	case !row.WorkshopOn.IsZero():
		workshop = w.date(row.WorkshopOn)
	}
	return parts.Row{Cells: []parts.Cell{
		{Text: placeName(row.Municipality), Href: JourneyPath(row.Journey)}, {Text: waits}, {Text: due, Note: late, File: row.DueOn}, {Text: workshop},
	}}
}

// newHandoverPage asks from whom, what, to whom, when and why.
func (s *server) newHandoverPage(c echo.Context) error { return s.showNewHandover(c, nil) }

func (s *server) showNewHandover(c echo.Context, errs []parts.FieldError) error {
	w := s.words(c)
	if err := policy.CheckRole(w.actor, policy.HandOver); err != nil {
		return err
	}
	people, err := s.Desk.Roster(w.ctx, w.actor)
	if err != nil {
		return err
	}
	from := person.ID(c.FormValue("fra"))
	page := pages.Folder{Shell: s.shell(c, w.T("handover.new"))}
	page.Shell.Lead, page.Shell.Errors, page.Shell.Audience = w.T("handover.new_lead"), errs, w.handoverAudience()
	page.Shell.Breadcrumb = []parts.Link{{Label: w.T("handover.list"), Href: handoversPath}}
	at := slices.IndexFunc(people, func(p view.PersonRow) bool { return p.ID == from && len(p.Consults()) > 0 })
	if at < 0 {
		page.Main = []templ.Component{w.chooseGiver(people)}
	} else {
		page.Main = []templ.Component{w.handoverForm(c, people[at], people, errs)}
	}
	return s.render(c, statusOf(c, errs), page)
}

// chooseGiver lists the consultants who have something to hand over.
func (w *words) chooseGiver(people []view.PersonRow) templ.Component {
	table := parts.Table{
		Caption: w.T("handover.choose"), Columns: []parts.Column{{Label: w.T("people.name")}, {Label: w.T("people.place")}, {Label: w.T("people.standing")}},
		Empty: parts.EmptyState{Heading: w.T("handover.nobody"), Text: w.T("handover.nobody_text")},
	}
	for _, p := range people {
		if len(p.Consults()) > 0 {
			table.Rows = append(table.Rows, parts.Row{Cells: []parts.Cell{
				{Text: p.Name, Href: "/ny-overdragelse?fra=" + url.QueryEscape(string(p.ID))},
				{Text: w.T("signin.municipalities", "count", len(p.Municipalities))},
				{Value: w.personStatus(p)},
			}})
		}
	}
	return table
}

func (w *words) handoverForm(c echo.Context, giver view.PersonRow, people []view.PersonRow, errs []parts.FieldError) templ.Component {
	what := parts.Field{Kind: parts.Checkbox, Name: "municipalities", Label: w.T("handover.what"), Hint: w.T("handover.what_hint")}
	for _, code := range giver.Municipalities {
		what.Options = append(what.Options, parts.Option{Value: string(code), Label: placeName(code)})
		what.Values = append(what.Values, string(code))
	}
	to := parts.Field{Kind: parts.Select, Name: "to", Label: w.T("handover.to")}
	to.Options = peopleOptions(w.T("handover.choose_to"), people, func(p view.PersonRow) bool {
		return p.Active() && p.Role == person.ProcessConsultant && p.ID != giver.ID
	})
	return pages.Form{
		Action: handoversPath, Command: parts.HiddenCommand{ClientKey: clientKey(c)},
		Hidden: []pages.Hidden{{Name: "fra", Value: string(giver.ID)}},
		Fields: entered(c, errs, what, to,
			parts.Field{Kind: parts.Date, Name: "on", Label: w.T("handover.on"), Hint: w.T("handover.on_hint"), Value: w.today.String(), Min: w.today.String(), Width: parts.Narrow},
			parts.Field{Kind: parts.TextArea, Name: "note", Label: w.T("handover.note"), Hint: w.T("handover.note_hint"), Rows: 8, MaxLength: roster.MaxNote, Width: parts.Full},
		),
		Buttons: parts.Buttons{{Label: w.T("handover.do")}},
	}
}

// planHandover hands over, at once or on a later day.
func (s *server) planHandover(c echo.Context) error {
	values, err := c.FormParams()
	if err != nil {
		return err
	}
	on, _ := dateValue(c, "on")
	command := roster.PlanHandover{
		ID: handoverID(c), From: person.ID(c.FormValue("fra")), To: person.ID(c.FormValue("to")), On: on, Note: c.FormValue("note"),
	}
	for _, code := range values["municipalities"] {
		command.Municipalities = append(command.Municipalities, municipality.Code(code))
	}
	done := "handover.planned"
	if on == calendar.DateOf(s.Clock()) {
		done = "handover.done"
	}
	return s.carry(c, write{command: command, done: done, back: handoverPath(command.ID), again: s.showNewHandover})
}

// handoverID names a handover after the form that it was planned in.
func handoverID(c echo.Context) roster.HandoverID {
	return roster.HandoverID(strings.TrimPrefix(letterID(c), "m-"))
}

func (s *server) cancelHandover(c echo.Context) error {
	id := roster.HandoverID(c.Param("handover"))
	return s.carry(c, write{command: roster.CancelHandover{ID: id}, done: "handover.cancelled", back: handoverPath(id)})
}
