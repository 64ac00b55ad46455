package web

import (
	"net/http"
	"net/url"
	"strconv"

	"startklar/cmd/startklar/internal/sheet"
	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

const (
	accessesPath = "/opslag"
	accessesSize = 50
	// accessesFile is how many looks a file holds at most.
	accessesFile = 50_000
)

func readAccessQuery(c echo.Context) view.AccessQuery {
	q := view.AccessQuery{
		Municipality: municipality.Code(c.QueryParam("kommune")), Person: person.ID(c.QueryParam("person")), Limit: accessesSize + 1,
	}
	q.From, _ = calendar.ParseDate(c.QueryParam("fra"))
	q.To, _ = calendar.ParseDate(c.QueryParam("til"))
	q.Before, _ = strconv.ParseInt(c.QueryParam("foer"), 10, 64)
	return q
}

// accessesPage shows who has looked at the counts of which municipality's citizens, the newest first; ?format=xlsx or
// csv the same as a file.
func (s *server) accessesPage(c echo.Context) error {
	w := s.words(c)
	q := readAccessQuery(c)
	if wantsFile(c) {
		q.Limit, q.Before = accessesFile, 0
	}
	accesses, err := s.Desk.Accesses(w.ctx, w.actor, q)
	if err != nil {
		return err
	}
	if wantsFile(c) {
		return s.sendTable(c, "opslag", w.accessesSheet(accesses))
	}
	people, err := s.Desk.Roster(w.ctx, w.actor)
	if err != nil {
		return err
	}
	page := pages.Folder{Shell: s.shell(c, w.T("accesses.heading"))}
	page.Shell.Lead, page.Shell.Wide = w.T("accesses.lead", "days", int(s.Accesses.Hours()/24)), true
	page.Shell.Audience = parts.Audience{Readers: []string{w.T("people.audience_admin"), w.T("people.audience_star")}, Note: w.T("accesses.audience_note")}
	more := len(accesses) > accessesSize
	accesses = accesses[:min(len(accesses), accessesSize)]
	page.Main = []templ.Component{w.adminViews(c), w.accessFilters(q, people), w.accessTable(c, accesses)}
	if more {
		next := addressWith(accessesPath, c.QueryParams(), url.Values{"foer": {strconv.FormatInt(accesses[accessesSize-1].Number, 10)}})
		page.Main = append(page.Main, parts.Button{Label: w.T("ledger.older"), Href: next, Kind: parts.Secondary})
	}
	return s.render(c, http.StatusOK, page)
}

func (w *words) accessFilters(q view.AccessQuery, people []view.PersonRow) templ.Component {
	who := peopleOptions(w.T("history.any"), people, nil)
	who = append(who, parts.Option{Value: "system:cli", Label: w.T("accesses.command_line")})
	made := parts.Filters{Action: accessesPath, Fields: []parts.Field{
		{Kind: parts.Select, Name: "kommune", Label: w.T("people.place"), Value: string(q.Municipality), Options: w.placeOptions(w.T("history.any"))},
		{Kind: parts.Select, Name: "person", Label: w.T("ledger.person"), Value: string(q.Person), Options: who},
		{Kind: parts.Date, Name: "fra", Label: w.T("ledger.from"), Value: q.From.String(), Width: parts.Narrow},
		{Kind: parts.Date, Name: "til", Label: w.T("ledger.to"), Value: q.To.String(), Width: parts.Narrow},
	}}
	if q.Municipality != "" || q.Person != "" || !q.From.IsZero() || !q.To.IsZero() {
		made.Clear = accessesPath
	}
	return made
}

func (w *words) accessTable(c echo.Context, accesses []view.Access) templ.Component {
	table := parts.Table{
		Caption: w.T("accesses.heading"), HideCaption: true,
		Columns: []parts.Column{
			{Label: w.T("history.column.when")},
			{Label: w.T("history.column.who")},
			{Label: w.T("accesses.whose")},
			{Label: w.T("accesses.months")},
			{Label: w.T("accesses.as_of")},
			{Label: w.T("accesses.what")},
		},
		Empty: parts.EmptyState{Heading: w.T("accesses.none"), Text: w.T("accesses.none_text")},
	}
	for _, a := range accesses {
		table.Rows = append(table.Rows, parts.Row{Cells: []parts.Cell{
			{Text: w.moment(a.At)}, {Text: w.accessWho(a)}, {Text: w.accessWhose(a)}, {Text: w.accessMonths(a)}, {Text: w.accessAsOf(a)}, {Text: w.accessWhat(a)},
		}})
	}
	if len(accesses) > 0 {
		table.Downloads = w.fileLinks(accessesPath, c.QueryParams())
	}
	return table
}

func (w *words) accessWho(a view.Access) string {
	return w.ledgerWho(view.LedgerRow{Actor: a.Actor, OnBehalfOf: a.OnBehalfOf})
}

func (w *words) accessWhose(a view.Access) string {
	if a.Municipality == "" {
		return w.T("accesses.all")
	}
	return placeName(a.Municipality)
}

func (w *words) accessMonths(a view.Access) string {
	switch {
	case a.From.IsZero() && a.To.IsZero():
		return w.T("accesses.every_month")
	case a.From == a.To:
		return w.month(a.To)
	case a.From.IsZero():
		return w.T("accesses.until", "month", w.month(a.To))
	case a.To.IsZero():
		return w.T("accesses.since", "month", w.month(a.From))
	default:
		return w.T("accesses.between", "from", w.month(a.From), "to", w.month(a.To))
	}
}

func (w *words) accessAsOf(a view.Access) string {
	if a.AsOf.IsZero() {
		return w.T("accesses.now")
	}
	return w.moment(a.AsOf)
}

// accessWhat names a page or command; one that has no words yet is named as the code does.
func (w *words) accessWhat(a view.Access) string {
	if key := "accesses.page." + a.What; w.Has(key) {
		return w.T(key)
	}
	return a.What
}

// accessesSheet is the log as a file.
func (w *words) accessesSheet(accesses []view.Access) sheet.Table {
	t := sheet.Table{Title: w.T("accesses.heading"), Facts: []sheet.Fact{{Label: w.T("audience.heading"), Text: w.T("accesses.audience_note")}}}
	for _, key := range []string{
		"history.column.number", "history.column.when", "history.column.who", "accesses.whose", "accesses.months", "accesses.as_of", "accesses.what",
	} {
		t.Columns = append(t.Columns, sheet.Column{Title: w.T(key)})
	}
	for _, a := range accesses {
		t.Rows = append(t.Rows, []any{a.Number, a.At, w.accessWho(a), w.accessWhose(a), w.accessMonths(a), w.accessAsOf(a), w.accessWhat(a)})
	}
	return t
}
