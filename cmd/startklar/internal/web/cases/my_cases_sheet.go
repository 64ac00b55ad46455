package cases

import (
	"startklar/cmd/startklar/internal/sheet"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/view"
)

// workbook is the list as a file. Work notes are not in it: a file is passed on.
func (l *caseList) workbook(shown []view.Case) sheet.Table {
	t := sheet.Table{Title: l.T("cases.heading"), Facts: []sheet.Fact{{Label: l.T("audience.heading"), Text: l.T("cases.audience")}}}
	for _, key := range []string{
		"overview.sort.code", "overview.municipality", "overview.region", "cases.stage", "cases.next", "cases.whose", "cases.due",
		"overview.days_late", "cases.seen", "cases.workshop_on", "cases.held_on",
		"standing.clear", "standing.clarifying", "standing.for_workshop", "standing.not_begun", "cases.unread",
	} {
		t.Columns = append(t.Columns, sheet.Column{Title: l.T(key)})
	}
	for _, c := range shown {
		step, whose := l.nextStep(c)
		if len(c.Waiting) > 0 {
			whose = l.whoseMove(c.Waiting[0], l.T("role."+string(l.Actor.Role)))
		}
		row := []any{
			string(c.Municipality), site.PlaceName(c.Municipality), municipality.RegionOn(c.Municipality, l.Today), l.stageTitle(c), step.Title, whose,
			c.DueOn, nil, c.SeenAt, c.WorkshopOn, c.WorkshopHeld,
			c.Mix.Clear, c.Mix.Clarifying, c.Mix.ForWorkshop, c.Mix.NotBegun, l.unread[c.Municipality],
		}
		if late := view.DaysLate(c.DueOn, l.Today); late > 0 && c.Run == journey.Active {
			row[7] = late
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
