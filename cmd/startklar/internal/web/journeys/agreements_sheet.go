package journeys

import (
	"startklar/cmd/startklar/internal/sheet"
	"startklar/cmd/startklar/internal/web/site"
)

// agreementsSheet is the agreements of a workshop as a file. Texts that the viewer may not read say so, as on the page.
func (v *workshopView) agreementsSheet() sheet.Table {
	t := sheet.Table{Title: v.T("agreements.heading"), Facts: []sheet.Fact{{Label: v.T("overview.municipality"), Text: site.PlaceName(v.st.Municipality)}}}
	for _, key := range []string{"roomjs.what", "roomjs.who", "roomjs.when", "steering.column.question", "steering.column.standing", "steering.column.answer"} {
		t.Columns = append(t.Columns, sheet.Column{Title: v.T(key)})
	}
	for _, a := range v.st.AgreementsOf(v.i.ID) {
		row := v.checkRow(a)
		t.Rows = append(t.Rows, []any{row.What, row.Who, a.DueOn(), row.Question, row.Status.Text, row.Answered})
	}
	return t
}
