package cases

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// overviewSize is how many rows a page of the overview holds.
const overviewSize = 100

// OverviewPage shows municipality × stage: word, date and days late in each cell.
func (s *Pages) OverviewPage(c echo.Context) error {
	o, err := s.newOverview(c)
	if err != nil {
		return err
	}
	found, err := s.Desk.Overview(o.Ctx, o.Actor, o.query())
	if err != nil {
		return err
	}
	if err := o.learnPlans(found); err != nil {
		return err
	}
	if site.WantsFile(c) {
		return s.SendTable(c, "overblik", o.workbook(found))
	}
	page := o.page(found)
	if o.whole(found) && o.filter.group == "" {
		if page.News, err = o.news(); err != nil {
			return err
		}
	}
	return s.Render(c, http.StatusOK, page)
}

func (o *overview) page(found view.Overview) pages.Overview {
	page := pages.Overview{Shell: o.s.Shell(o.c, o.T("overview.heading")), Filters: o.filters(found.Matching)}
	page.Shell.Wide = true
	page.Shell.Audience = parts.Audience{
		Readers: []string{o.T("overview.audience_star"), o.T("overview.audience_consultant")}, Note: o.T("overview.audience_note"),
	}
	page.Shell.Lead = o.T("overview.lead", "date", o.Today)
	page.Table = o.table(found.Rows)
	page.Table.Downloads = o.FileLinks("/overblik", o.c.QueryParams())
	if o.filter.group == "" {
		page.Pages = o.pageLinks(found.Matching)
	}
	if o.whole(found) {
		page.Map = o.tileMap(found.Rows)
	}
	return page
}

// whole tells whether every journey that the viewer may see is among the rows.
func (o *overview) whole(found view.Overview) bool {
	return !o.filter.any() && len(found.Rows) == found.Matching && found.Matching > 0
}

// table is journeys by stage. Every heading that can, sorts.
func (o *overview) table(rows []view.OverviewRow) parts.Table {
	t := parts.Table{
		Caption: o.T("overview.heading"), HideCaption: true, Wide: true, Empty: o.empty(),
		Columns: []parts.Column{
			o.sorted(parts.Column{Label: o.T("overview.municipality")}, view.ByName),
			o.sorted(parts.Column{Label: o.T("overview.due")}, view.ByDue),
			o.sorted(parts.Column{Label: o.T("overview.progress")}, view.ByProgress),
		},
	}
	for _, stage := range o.stages {
		t.Columns = append(t.Columns, parts.Column{Label: o.Text(stage.Title)})
	}
	t.Columns = append(t.Columns, o.sorted(parts.Column{Label: o.T("overview.changed")}, view.ByChanged))
	if o.filter.group == "" {
		t.Rows = o.rows(rows)
		return t
	}
	for _, g := range o.grouped(rows) {
		t.Rows = append(t.Rows, parts.Row{Group: g.name, GroupText: o.groupText(g.rows)})
		t.Rows = append(t.Rows, o.rows(g.rows)...)
	}
	return t
}

func (o *overview) rows(rows []view.OverviewRow) []parts.Row {
	made := make([]parts.Row, len(rows))
	for n, row := range rows {
		made[n] = o.row(row)
	}
	return made
}

// groupText counts a group in words: "11 forløb · 3 over fristen · Forberedelse 6 · Opstartsworkshop 5".
func (o *overview) groupText(rows []view.OverviewRow) string {
	late, counts := 0, map[journey.StageID]int{}
	for _, r := range rows {
		if r.Run == journey.Active {
			counts[site.CurrentOf(r)]++
			late += min(view.DaysLate(r.DueOn, o.Today), 1)
		}
	}
	text := []string{o.T("overview.rows", "count", len(rows))}
	if late > 0 {
		text = append(text, o.T("overview.group_late", "count", late))
	}
	for _, stage := range o.stages {
		if n := counts[stage.ID]; n > 0 {
			text = append(text, o.Text(stage.Title)+" "+o.Integer(n))
		}
	}
	return strings.Join(text, " · ")
}

// sorted makes a column's heading order the table by it; twice turns the order round.
func (o *overview) sorted(column parts.Column, by view.OverviewSort) parts.Column {
	column.Sorted = sortedNow(o.filter.sort == by, o.filter.descending)
	column.Sort = o.address(sortChanges(string(by), column.Sorted))
	return column
}

// sortedNow tells how a column orders its table, if it is the one that does.
func sortedNow(chosen, descending bool) parts.SortOrder {
	switch {
	case !chosen:
		return parts.NotSorted
	case descending:
		return parts.Descending
	}
	return parts.Ascending
}

// sortChanges are what a press on a column's heading changes in the address: the order, which a second press turns
// round, and the page, which begins again.
func sortChanges(by string, now parts.SortOrder) url.Values {
	changes := url.Values{"sort": {by}, "retning": {""}, "side": {""}}
	if now == parts.Ascending {
		changes.Set("retning", "ned")
	}
	return changes
}

func (o *overview) row(r view.OverviewRow) parts.Row {
	cells := []parts.Cell{
		{Text: site.PlaceName(r.Municipality), Href: site.JourneyPath(r.Journey), Note: o.about(r)},
		o.dueCell(r),
		{Value: pages.StageCell{Text: o.T("overview.done", "done", r.Done, "count", r.Total), Aside: true}},
	}
	for _, stage := range o.stages {
		cells = append(cells, o.stageCell(r, stage.ID))
	}
	return parts.Row{Cells: append(cells, parts.Cell{Value: pages.StageCell{Text: o.dateTime(r.ChangedAt), Aside: true}})}
}

// about is the quiet line below a municipality: code, region and consultant.
func (o *overview) about(r view.OverviewRow) string {
	text := string(r.Municipality)
	if region := o.regionOf(r.Municipality); region != "" {
		text += " · " + region
	}
	if o.Actor.Role != person.ProcessConsultant && o.filter.group != "konsulent" {
		text += " · " + o.consultantOf(r.Municipality)
	}
	return text
}

// dueCell is the nearest deadline of the journey, or how it ended, with how late it is and what has to be seen to again.
func (o *overview) dueCell(r view.OverviewRow) parts.Cell {
	cell := pages.StageCell{Text: o.Date(r.DueOn)}
	if r.Run != journey.Active {
		cell.Text = o.State(r.Run) + " " + o.Date(r.EndedOn)
	}
	if late := o.Late(r.DueOn); late != "" && r.Run == journey.Active {
		cell.Late = parts.Status{Kind: parts.Late, Text: late}
	}
	if r.Stale > 0 {
		cell.Stale = o.T("overview.stale", "count", r.Stale)
	}
	return parts.Cell{Value: cell}
}

// stageWord is how a stage stands. One with nothing done is open: whether anything has been begun does not stand in
// the row.
func (o *overview) stageWord(s view.StageCell) string {
	if s.State == journey.Active && s.Total > 0 && s.Done == 0 {
		return o.T("overview.open")
	}
	return o.State(s.State)
}

// stageCell is one stage of one journey: the word, the date that belongs to it, and how late it is.
func (o *overview) stageCell(r view.OverviewRow, id journey.StageID) parts.Cell {
	for _, s := range r.Stages {
		if s.Stage != id {
			continue
		}
		cell := pages.StageCell{Text: o.stageWord(s), Aside: id != site.CurrentOf(r)}
		switch {
		case s.State == journey.Completed:
			cell.Note = o.dateTime(s.Since)
		case !s.DueOn.IsZero() && r.Run == journey.Active:
			cell.Note = o.T("item.due", "date", s.DueOn)
			if late := o.Late(s.DueOn); late != "" {
				cell.Late = parts.Status{Kind: parts.Late, Text: late}
			}
		}
		if s.State == journey.Active && s.Total > 0 {
			cell.Text += " " + strconv.Itoa(s.Done) + "/" + strconv.Itoa(s.Total)
		}
		if s.Stale > 0 {
			cell.Stale = o.T("overview.stale", "count", s.Stale)
		}
		return parts.Cell{Value: cell}
	}
	return parts.Cell{}
}

func (o *overview) empty() parts.EmptyState {
	if o.filter.any() {
		return parts.EmptyState{
			Heading: o.T("overview.none"), Text: o.T("overview.none_text"),
			Action: &parts.Button{Label: o.T("overview.all"), Href: "/overblik", Kind: parts.Secondary},
		}
	}
	if o.Actor.Role == person.ProcessConsultant {
		return parts.EmptyState{Heading: o.T("overview.none"), Text: o.T("overview.none_consultant")}
	}
	return parts.EmptyState{Heading: o.T("overview.none"), Text: o.T("overview.none_star")}
}

func (o *overview) pageLinks(matching int) []parts.View {
	return site.PageViews(o.Words, matching, overviewSize, o.filter.page, o.address)
}
