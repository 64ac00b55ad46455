package journeys

import (
	"slices"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/calendar"
	"startklar/templates/parts"
)

// statementNews tells municipal people on their journey's page that a month's figures are there to read; nil where none
// are.
func (v *journeyView) statementNews() *parts.Notice {
	if !v.Actor.Role.Municipal() {
		return nil
	}
	newest, err := v.s.NewestStatement(v.Words)
	if err != nil {
		v.s.Log.Error("the newest statement", "error", err) // the page can do without
	}
	if newest == nil {
		return nil
	}
	heading, on := "statement.ready", calendar.DateOf(newest.Edition.ReleasedAt)
	if slices.Contains(newest.Edition.Changed, v.st.Municipality) {
		heading = "statement.ready_again"
	}
	return &parts.Notice{
		Heading: v.T(heading, "month", newest.Month), Text: v.T("statement.ready_text", "date", on, "minutes", site.StatementMinutes),
		Link: &parts.Link{Label: v.T("statement.read"), Href: site.StatementPath(newest.Month, string(v.st.Municipality))},
	}
}
