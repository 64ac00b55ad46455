package cases

import (
	"startklar/cmd/startklar/internal/sheet"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/domain/view"
)

// workbook is the overview as a file: every row that the filter lets through, on one page.
func (o *overview) workbook(found view.Overview) sheet.Table {
	t := sheet.Table{Title: o.T("overview.heading"), Facts: []sheet.Fact{{Label: o.T("audience.heading"), Text: o.T("overview.audience_note")}}}
	for _, key := range []string{
		"overview.sort.code", "overview.municipality", "overview.region", "overview.consultant", "overview.run", "overview.started",
		"overview.due", "overview.days_late", "overview.units_done", "overview.units", "overview.only_stale",
	} {
		t.Columns = append(t.Columns, sheet.Column{Title: o.T(key)})
	}
	for _, stage := range o.stages {
		title := o.Text(stage.Title)
		t.Columns = append(t.Columns, sheet.Column{Title: title}, sheet.Column{Title: o.T("overview.stage_date", "title", title)})
	}
	t.Columns = append(t.Columns, sheet.Column{Title: o.T("overview.changed")})
	for _, r := range found.Rows {
		t.Rows = append(t.Rows, o.workbookRow(r))
	}
	return t
}

func (o *overview) workbookRow(r view.OverviewRow) []any {
	row := []any{
		string(r.Municipality), site.PlaceName(r.Municipality), o.regionOf(r.Municipality), o.consultantOf(r.Municipality), o.State(r.Run),
		r.StartedOn, r.DueOn, nil, r.Done, r.Total, r.Stale,
	}
	if late := view.DaysLate(r.DueOn, o.Today); late > 0 && r.Run == journey.Active {
		row[7] = late
	}
	for _, stage := range o.stages {
		word, date := any(nil), any(nil)
		for _, s := range r.Stages {
			if s.Stage == stage.ID {
				word, date = o.stageWord(s), any(s.DueOn)
				if s.State == journey.Completed {
					date = s.Since
				}
			}
		}
		row = append(row, word, date)
	}
	return append(row, r.ChangedAt)
}
