package administration

import (
	"net/http"
	"net/url"
	"strconv"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// logSize is how many lines a page of a log shows.
const logSize = 50

// readLogQuery reads from the address what a log is narrowed to. It asks for one line more than a page shows, which
// tells whether there are older ones.
func readLogQuery(c echo.Context) view.LogQuery {
	q := view.LogQuery{
		Municipality: municipality.Code(c.QueryParam("kommune")), Person: person.ID(c.QueryParam("person")), Limit: logSize + 1,
	}
	q.From, _ = calendar.ParseDate(c.QueryParam("fra"))
	q.To, _ = calendar.ParseDate(c.QueryParam("til"))
	q.Before, _ = strconv.ParseInt(c.QueryParam("foer"), 10, 64)
	return q
}

// logFilters narrow a log to a place, somebody and days, and to what else it can be narrowed to.
func (w *words) logFilters(path string, q view.LogQuery, who []parts.Option, others ...parts.Field) parts.Filters {
	fields := append([]parts.Field{
		{Kind: parts.Select, Name: "kommune", Label: w.T("people.place"), Value: string(q.Municipality), Options: w.PlaceOptions(w.T("history.any"))},
		{Kind: parts.Select, Name: "person", Label: w.T("ledger.person"), Value: string(q.Person), Options: who},
	}, others...)
	made := parts.Filters{Action: path, Fields: append(
		fields,
		parts.Field{Kind: parts.Date, Name: "fra", Label: w.T("ledger.from"), Value: q.From.String(), Width: parts.Narrow},
		parts.Field{Kind: parts.Date, Name: "til", Label: w.T("ledger.to"), Value: q.To.String(), Width: parts.Narrow},
	)}
	if q.Municipality != "" || q.Person != "" || !q.From.IsZero() || !q.To.IsZero() {
		made.Clear = path
	}
	return made
}

// renderLog shows a log's filters and its newest lines, with the way to older ones if before, the number of the last
// line, is not 0.
func (s *Pages) renderLog(c echo.Context, shell parts.Shell, note string, before int64, main ...templ.Component) error {
	w := s.words(c)
	shell.Wide = true
	shell.Audience = parts.Audience{Readers: []string{w.T("people.audience_admin"), w.T("people.audience_star")}, Note: note}
	page := pages.Folder{Shell: shell, Main: append([]templ.Component{w.adminViews(c)}, main...)}
	if before != 0 {
		next := site.AddressWith(c.Request().URL.Path, c.QueryParams(), url.Values{"foer": {strconv.FormatInt(before, 10)}})
		page.Main = append(page.Main, parts.Button{Label: w.T("ledger.older"), Href: next, Kind: parts.Secondary})
	}
	return s.Render(c, http.StatusOK, page)
}

// logShown are the lines that a page shows, and the number of the last of them if there are older ones.
func logShown[T any](all []T, number func(T) int64) (shown []T, before int64) {
	if len(all) <= logSize {
		return all, 0
	}
	return all[:logSize], number(all[logSize-1])
}
