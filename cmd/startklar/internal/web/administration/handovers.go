package administration

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
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

var handoverKinds = map[roster.HandoverState]parts.StatusKind{
	roster.HandoverPlanned: parts.Open, roster.HandoverDone: parts.Done, roster.HandoverCancelled: parts.Neutral,
}

func (w *words) handoverStatus(h roster.Handover) parts.Status {
	return parts.Status{Kind: handoverKinds[h.State], Text: w.T("handover.state." + string(h.State))}
}

// HandoversPage lists the handovers that the viewer may see: a consultant those to themselves.
func (s *Pages) HandoversPage(c echo.Context) error {
	w := s.words(c)
	all, err := s.Desk.Handovers(w.Ctx, w.Actor)
	if err != nil {
		return err
	}
	page := pages.Folder{Shell: s.Shell(c, w.T("handover.list"))}
	page.Shell.Lead, page.Shell.Audience = w.T("handover.list_lead"), w.handoverAudience()
	table := w.handoversTable(all)
	if site.WantsFile(c) {
		return s.SendTable(c, "overdragelser", w.SheetOf(table, page.Shell.Audience))
	}
	table.Downloads = w.FileLinks(site.HandoversPath, nil)
	page.Main = append(page.Main, w.adminViews(c))
	if policy.CheckRole(w.Actor, policy.HandOver) == nil {
		page.Main = append(page.Main, parts.Button{Label: w.T("handover.new"), Href: "/ny-overdragelse", Kind: parts.Secondary})
	}
	page.Main = append(page.Main, table)
	return s.Render(c, http.StatusOK, page)
}

func (w *words) handoversTable(all []roster.Handover) parts.Table {
	table := parts.Table{
		Caption: w.T("handover.list"), HideCaption: true,
		Columns: []parts.Column{{Label: w.T("handover.on")}, {Label: w.T("handover.from")}, {Label: w.T("handover.to")}, {Label: w.T("handover.what")}, {Label: w.T("handover.state")}},
		Empty:   parts.EmptyState{Heading: w.T("handover.none"), Text: w.T("handover.none_text")},
	}
	for _, h := range all {
		table.Rows = append(table.Rows, parts.Row{Cells: []parts.Cell{
			{Text: w.Date(h.On), Href: site.HandoverPath(h.ID), File: h.On},
			{Text: w.Name(h.From)},
			{Text: w.Name(h.To)},
			{Text: strings.Join(site.PlaceNames(h.Municipalities), ", ")},
			{Value: w.handoverStatus(h)},
		}})
	}
	return table
}

func (w *words) handoverAudience() parts.Audience {
	return parts.Audience{Readers: []string{w.T("handover.audience_to"), w.T("people.audience_star"), w.T("people.audience_admin")}, Note: w.T("handover.audience_note")}
}

// HandoverPage shows a handover: the note, and to whoever has the municipalities now what is open in them.
func (s *Pages) HandoverPage(c echo.Context) error {
	w := s.words(c)
	h, err := s.Desk.Handover(w.Ctx, w.Actor, roster.HandoverID(c.Param("handover")))
	if err != nil {
		return err
	}
	page := pages.Folder{Shell: s.Shell(c, w.T("handover.heading", "name", w.Name(h.From)))}
	page.Shell.Audience = w.handoverAudience()
	page.Shell.Breadcrumb = []parts.Link{{Label: w.T("handover.list"), Href: site.HandoversPath}}
	note := w.T("history.erased")
	if !h.NoteErased {
		note = h.Note
	}
	page.Main = []templ.Component{
		parts.SummaryList{Rows: []parts.SummaryRow{
			{Key: w.T("handover.state"), Value: w.handoverStatus(h)},
			{Key: w.T("handover.on"), Text: w.Date(h.On)},
			{Key: w.T("handover.from"), Text: w.Name(h.From)},
			{Key: w.T("handover.to"), Text: w.Name(h.To)},
			{Key: w.T("handover.what"), Text: strings.Join(site.PlaceNames(h.Municipalities), "\n")},
			{Key: w.T("handover.by"), Text: w.By(h.PlannedBy, h.PlannedAt)},
		}},
		pages.Section{Heading: w.T("handover.note"), Main: []templ.Component{pages.Written(note)}},
	}
	open, err := s.openMatters(w, h)
	if err != nil {
		return err
	}
	switch {
	case site.WantsFile(c):
		return s.SendTable(c, "overdragelse", w.SheetOf(open, page.Shell.Audience))
	case len(open.Rows) > 0:
		open.Downloads = w.FileLinks(site.HandoverPath(h.ID), nil)
		page.Main = append(page.Main, open)
		if unread, err := s.Desk.Unread(w.Ctx, w.Actor); err == nil && unread > 0 {
			page.Main = append(page.Main, parts.Link{Label: w.T("handover.unread", "count", unread), Href: site.InboxPath})
		}
	case h.State == roster.HandoverPlanned && policy.CheckRole(w.Actor, policy.ReadCaseload) == nil:
		page.Main = append(page.Main, parts.Notice{Text: w.T("handover.not_yet", "on", h.On)})
	}
	if h.State == roster.HandoverPlanned && policy.CheckRole(w.Actor, policy.HandOver) == nil {
		page.Main = append(page.Main, pages.Work{Heading: w.T("handover.cancel"), Text: w.T("handover.cancel_text"), Forms: []pages.Form{{
			Action: site.HandoverPath(h.ID) + "/aflys", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
			Buttons: parts.Buttons{{Label: w.T("handover.cancel_button"), Kind: parts.Danger}},
		}}})
	}
	return s.Render(c, http.StatusOK, page)
}

// openMatters lists what is open in the municipalities that were handed over, as far as the viewer reaches them:
// what waits, and the next workshop. Who has no case content by right of the role sees none.
func (s *Pages) openMatters(w *words, h roster.Handover) (parts.Table, error) {
	table := parts.Table{Caption: w.T("handover.open"), Columns: []parts.Column{
		{Label: w.T("people.place")}, {Label: w.T("handover.waits")}, {Label: w.T("handover.due"), Notes: w.T("overview.days_late")}, {Label: w.T("handover.workshop")},
	}}
	if policy.CheckRole(w.Actor, policy.ReadCaseload) != nil {
		return table, nil
	}
	cases, err := s.Desk.Caseload(w.Ctx, w.Actor, view.OverviewQuery{Municipalities: slices.Clone(h.Municipalities)})
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
	due, late := "", w.Late(row.DueOn)
	if !row.DueOn.IsZero() {
		due = w.Date(row.DueOn)
	}
	workshop := w.T("handover.no_workshop")
	switch {
	case !row.WorkshopHeld.IsZero():
		workshop = w.T("handover.workshop_held", "on", row.WorkshopHeld)
	case !row.WorkshopOn.IsZero():
		workshop = w.Date(row.WorkshopOn)
	}
	return parts.Row{Cells: []parts.Cell{
		{Text: site.PlaceName(row.Municipality), Href: site.JourneyPath(row.Journey)}, {Text: waits}, {Text: due, Note: late, File: row.DueOn}, {Text: workshop},
	}}
}

// NewHandoverPage asks from whom, what, to whom, when and why.
func (s *Pages) NewHandoverPage(c echo.Context) error { return s.showNewHandover(c, nil) }

func (s *Pages) showNewHandover(c echo.Context, errs []parts.FieldError) error {
	w := s.words(c)
	if err := policy.CheckRole(w.Actor, policy.HandOver); err != nil {
		return err
	}
	people, err := s.Desk.Roster(w.Ctx, w.Actor)
	if err != nil {
		return err
	}
	from := person.ID(c.FormValue("fra"))
	page := pages.Folder{Shell: s.Shell(c, w.T("handover.new"))}
	page.Shell.Lead, page.Shell.Errors, page.Shell.Audience = w.T("handover.new_lead"), errs, w.handoverAudience()
	page.Shell.Breadcrumb = []parts.Link{{Label: w.T("handover.list"), Href: site.HandoversPath}}
	at := slices.IndexFunc(people, func(p view.PersonRow) bool { return p.ID == from && len(p.Consults()) > 0 })
	if at < 0 {
		page.Main = []templ.Component{w.chooseGiver(people)}
	} else {
		page.Main = []templ.Component{w.handoverForm(c, people[at], people, errs)}
	}
	return s.Render(c, site.StatusOf(c, errs), page)
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
		what.Options = append(what.Options, parts.Option{Value: string(code), Label: site.PlaceName(code)})
		what.Values = append(what.Values, string(code))
	}
	to := parts.Field{Kind: parts.Select, Name: "to", Label: w.T("handover.to")}
	to.Options = site.PeopleOptions(w.T("handover.choose_to"), people, func(p view.PersonRow) bool {
		return p.Active() && p.Role == person.ProcessConsultant && p.ID != giver.ID
	})
	return pages.Form{
		Action: site.HandoversPath, Command: parts.HiddenCommand{ClientKey: site.ClientKey(c)},
		Hidden: []pages.Hidden{{Name: "fra", Value: string(giver.ID)}},
		Fields: site.Entered(c, errs, what, to,
			parts.Field{Kind: parts.Date, Name: "on", Label: w.T("handover.on"), Hint: w.T("handover.on_hint"), Value: w.Today.String(), Min: w.Today.String(), Width: parts.Narrow},
			parts.Field{Kind: parts.TextArea, Name: "note", Label: w.T("handover.note"), Hint: w.T("handover.note_hint"), Rows: 8, MaxLength: roster.MaxNote, Width: parts.Full},
		),
		Buttons: parts.Buttons{{Label: w.T("handover.do")}},
	}
}

// PlanHandover hands over, at once or on a later day.
func (s *Pages) PlanHandover(c echo.Context) error {
	values, err := c.FormParams()
	if err != nil {
		return err
	}
	on, _ := site.DateValue(c, "on")
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
	return s.Carry(c, site.Write{Command: command, Done: done, Back: site.HandoverPath(command.ID), Again: s.showNewHandover})
}

// handoverID names a handover after the form that it was planned in.
func handoverID(c echo.Context) roster.HandoverID {
	return roster.HandoverID(strings.TrimPrefix(site.LetterID(c), "m-"))
}

// CancelHandover takes a planned handover back before its day.
func (s *Pages) CancelHandover(c echo.Context) error {
	id := roster.HandoverID(c.Param("handover"))
	return s.Carry(c, site.Write{Command: roster.CancelHandover{ID: id}, Done: "handover.cancelled", Back: site.HandoverPath(id)})
}
