package cases

import (
	"net/url"
	"slices"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/calendar"
	"startklar/domain/caseload"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// MyCasesPage lists the municipalities that the viewer carries. The bare address leads to the view that they
// begin with.
func (s *Pages) MyCasesPage(c echo.Context) error { return s.showCases(c, c.QueryParams(), nil) }

// showCases shows the list by a filter, with what was wrong with the view that should be saved.
func (s *Pages) showCases(c echo.Context, query url.Values, errs []parts.FieldError) error {
	views, err := s.Desk.SavedViews(c.Request().Context(), site.ActorOf(c))
	if err != nil {
		return err
	}
	if start, ok := beginning(views); ok && len(query) == 0 {
		return site.SeeOther(c, casesAddress(start))
	}
	d, err := s.newDocket(c)
	if err != nil {
		return err
	}
	l := &caseList{docket: d, filter: readCasesFilter(query), views: views, unread: d.unreadFrom()}
	shown := d.matching(l.filter)
	if site.WantsFile(c) {
		return s.SendTable(c, "kommuner", l.workbook(shown))
	}
	return s.Render(c, site.StatusOf(c, errs), l.page(shown, errs))
}

// beginning is the query of the view that a person begins with; false for that of all.
func beginning(views view.SavedViews) (string, bool) {
	for _, v := range views.Views {
		if v.Ref == views.Standard {
			return v.Query, v.Query != ""
		}
	}
	for _, b := range builtInViews {
		if b.ref == views.Standard {
			return b.query, b.query != ""
		}
	}
	return "", false
}

// caseList builds the list.
type caseList struct {
	*docket
	filter casesFilter
	views  view.SavedViews
	unread map[municipality.Code]int
}

// unreadFrom counts the viewer's unread messages by the municipality that they came from.
func (d *docket) unreadFrom() map[municipality.Code]int {
	from := map[municipality.Code]int{}
	const most = 100
	box, err := d.s.Desk.Inbox(d.Ctx, d.Actor, view.InboxQuery{Show: view.InboxUnread, Limit: most})
	if err != nil {
		return from // the list is whole without it
	}
	for code, people := range d.people {
		for _, p := range people {
			for _, row := range box.Rows {
				if row.From == p.ID {
					from[code]++
				}
			}
		}
	}
	return from
}

func (l *caseList) page(shown []view.Case, errs []parts.FieldError) pages.Cases {
	page := pages.Cases{
		Shell: l.s.Shell(l.c, l.T("cases.heading")), Filters: l.caseFilters(l.filter, len(shown)), Table: l.table(shown),
		Views: l.caseViews(errs), Action: site.BulkPath,
		SelectAll: parts.Link{Label: l.T("cases.select_all", "count", len(shown)), Href: l.address(url.Values{"valgt": {"alle"}})},
		Write:     parts.Button{Label: l.T("cases.write"), Kind: parts.Secondary},
	}
	if l.allChosen() {
		page.SelectAll = parts.Link{Label: l.T("cases.select_none"), Href: l.address(url.Values{"valgt": {""}})}
	}
	page.Filters.Views = l.viewLinks()
	page.Shell.Wide, page.Shell.Errors = true, errs
	page.Shell.Lead = l.T("cases.lead", "date", l.Today)
	page.Shell.Audience = parts.Audience{Readers: []string{l.T("cases.audience")}, Note: l.T("cases.audience_note")}
	return page
}

// address is the list's own with some values changed.
func (l *caseList) address(changes url.Values) string {
	query, _ := url.ParseQuery(l.filter.query())
	if len(query) == 0 {
		query.Set("vis", string(caseload.AllCases))
	}
	return site.AddressWith(site.CasesPath, query, changes)
}

func (l *caseList) allChosen() bool { return l.c.QueryParam("valgt") == "alle" }

// viewLinks are the built-in views and the person's own.
func (l *caseList) viewLinks() []parts.View {
	now := l.filter.query()
	var links []parts.View
	for _, b := range builtInViews {
		links = append(links, parts.View{Label: l.T("cases.view." + string(b.ref)), Href: casesAddress(b.query), Current: now == b.query})
	}
	for _, v := range l.views.Views {
		links = append(links, parts.View{Label: v.Name, Href: casesAddress(v.Query), Current: now == v.Query})
	}
	return links
}

func (l *caseList) table(shown []view.Case) parts.Table {
	t := parts.Table{
		Caption: l.T("cases.heading"), HideCaption: true, Wide: true, Empty: l.emptyList(), Downloads: l.FileLinks(site.CasesPath, l.c.QueryParams()),
		Columns: []parts.Column{
			l.sorted("overview.municipality", "navn"), l.sorted("cases.stage", "trin"), l.sorted("cases.next", "frist"),
			{Label: l.T("cases.whose")},
			l.sorted("cases.seen", "aktiv"), l.sorted("cases.workshop_on", "workshop"), l.sorted("cases.mix", "afklaret"),
			{Label: l.T("cases.unread")},
		},
	}
	for _, c := range shown {
		t.Rows = append(t.Rows, l.row(c))
	}
	return t
}

// sorted makes a heading order the list by its column; twice turns the order round.
func (l *caseList) sorted(label, by string) parts.Column {
	column := parts.Column{Label: l.T(label), Sorted: sortedNow(l.filter.sort == by, l.filter.descending)}
	column.Sort = l.address(sortChanges(by, column.Sorted))
	return column
}

func (l *caseList) row(c view.Case) parts.Row {
	name := site.PlaceName(c.Municipality)
	step, whose := l.nextStep(c)
	cells := []parts.Cell{
		{Value: pages.CaseName{
			Code: string(c.Municipality), Name: name, Href: site.JourneyPath(c.Journey), Checked: l.allChosen(),
			Choose: l.T("cases.choose", "place", name), Brief: parts.Link{Label: l.T("cases.brief"), Context: ": " + name, Href: briefPath(c.Municipality)},
		}},
		{Text: l.stageTitle(c)},
		{Value: step},
		{Text: whose},
		{Text: l.seen(c)},
		{Text: l.workshopDate(c)},
		{Value: l.mix(c.Mix)},
		{},
	}
	if n := l.unread[c.Municipality]; n > 0 {
		cells[7] = parts.Cell{Text: l.T("cases.unread_count", "count", n), Href: site.InboxPath}
	}
	return parts.Row{Cells: cells}
}

// nextStep is the most pressing of what a journey waits for, and whose move it is.
func (l *caseList) nextStep(c view.Case) (step pages.CaseStep, whose string) {
	if len(c.Waiting) == 0 {
		step.Title = l.T("cases.nothing")
		if c.Run != journey.Active {
			step.Title = l.State(c.Run) + " " + l.Date(c.EndedOn)
		}
		return step, ""
	}
	w := c.Waiting[0]
	step = pages.CaseStep{Title: l.waitTitle(c, w.Item), Href: site.ItemPath(c.Journey, w.Item), Late: l.LateStatus(w.Due)}
	switch {
	case w.From.After(l.Today):
		step.Due, step.Late = l.T("cases.on", "date", w.From), parts.Status{}
	case step.Late.Text == "" && !w.Due.IsZero():
		step.Due = l.T("item.due", "date", w.Due)
	}
	return step, l.whose(w)
}

// seen is when the municipality last left something.
func (l *caseList) seen(c view.Case) string {
	if c.SeenAt.IsZero() {
		return l.T("cases.never_seen")
	}
	return l.Date(calendar.DateOf(c.SeenAt))
}

func (l *caseList) workshopDate(c view.Case) string {
	switch {
	case !c.WorkshopHeld.IsZero():
		return l.T("cases.held", "date", c.WorkshopHeld)
	case !c.WorkshopOn.IsZero():
		return l.Date(c.WorkshopOn)
	case c.Ready():
		return l.T("cases.ready")
	default:
		return ""
	}
}

func (l *caseList) emptyList() parts.EmptyState {
	if l.filter.any() {
		return parts.EmptyState{
			Heading: l.T("cases.none"), Text: l.T("overview.none_text"),
			Action: &parts.Button{Label: l.T("overview.all"), Href: casesAddress(""), Kind: parts.Secondary},
		}
	}
	return parts.EmptyState{Heading: l.T("cases.none"), Text: l.T("overview.none_consultant")}
}

// caseViews is the form that keeps the selection, and the views kept before.
func (l *caseList) caseViews(errs []parts.FieldError) pages.CaseViews {
	name := parts.Field{Name: "view_name", Label: l.T("cases.view_name"), MaxLength: caseload.MaxViewName}
	standard := parts.Field{Kind: parts.Confirm, Name: "standard", Label: l.T("cases.view_standard")}
	made := pages.CaseViews{Open: len(errs) > 0, Save: pages.Form{
		Action: site.CasesPath + "/visninger", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
		Hidden: []pages.Hidden{{Name: "query", Value: l.filter.query()}},
		Fields: site.Entered(l.c, errs, name, standard), Buttons: parts.Buttons{{Label: l.T("cases.view_save"), Kind: parts.Secondary}},
	}}
	refs := caseload.BuiltIns()
	for _, v := range l.views.Views {
		refs = append(refs, v.Ref)
	}
	for _, ref := range refs {
		made.Own = append(made.Own, l.caseView(ref))
	}
	return made
}

// caseView is one view with what can be done with it.
func (l *caseList) caseView(ref caseload.ViewRef) pages.CaseView {
	at := slices.IndexFunc(l.views.Views, func(v view.SavedView) bool { return v.Ref == ref })
	made := pages.CaseView{}
	if at < 0 {
		made.Name = l.T("cases.view." + string(ref))
	} else {
		made.Name = l.views.Views[at].Name
		made.Delete = l.viewForm("slet", ref, parts.Button{Label: l.T("cases.view_delete"), Context: ": " + made.Name, Kind: parts.Tertiary})
	}
	if ref == l.views.Standard || l.views.Standard == "" && ref == caseload.AllCases {
		made.Note = l.T("cases.view_is_standard")
	} else {
		made.Begin = l.viewForm("foerst", ref, parts.Button{Label: l.T("cases.view_begin"), Context: ": " + made.Name, Kind: parts.Tertiary})
	}
	return made
}

func (l *caseList) viewForm(verb string, ref caseload.ViewRef, button parts.Button) *pages.Form {
	return &pages.Form{
		Action: site.CasesPath + "/visninger/" + url.PathEscape(string(ref)) + "/" + verb, Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
		Hidden: []pages.Hidden{{Name: "query", Value: l.filter.query()}}, Buttons: parts.Buttons{button},
	}
}

// SaveView keeps the selection under a name.
func (s *Pages) SaveView(c echo.Context) error {
	query, _ := url.ParseQuery(c.FormValue("query"))
	kept := readCasesFilter(query).query()
	return s.Carry(c, site.Write{
		Command: caseload.SaveView{Person: site.ActorOf(c).ID, Name: c.FormValue("view_name"), Query: kept, Standard: c.FormValue("standard") == "1"},
		Done:    "cases.view_saved", Back: casesAddress(kept),
		Again: func(c echo.Context, errs []parts.FieldError) error {
			if len(query) == 0 {
				query = url.Values{"vis": {string(caseload.AllCases)}}
			}
			return s.showCases(c, query, errs)
		},
	})
}

// DeleteView forgets a view.
func (s *Pages) DeleteView(c echo.Context) error {
	return s.Carry(c, site.Write{
		Command: caseload.DeleteView{Person: site.ActorOf(c).ID, View: caseload.ViewRef(c.Param("view"))}, Done: "cases.view_deleted", Back: s.backToCases(c),
	})
}

// BeginWithView makes a view the one that its owner begins with.
func (s *Pages) BeginWithView(c echo.Context) error {
	return s.Carry(c, site.Write{
		Command: caseload.BeginWithView{Person: site.ActorOf(c).ID, View: caseload.ViewRef(c.Param("view"))}, Done: "cases.view_begun", Back: s.backToCases(c),
	})
}

// backToCases is the list as it was when a form was sent from it.
func (s *Pages) backToCases(c echo.Context) string {
	query, _ := url.ParseQuery(c.FormValue("query"))
	return casesAddress(readCasesFilter(query).query())
}
