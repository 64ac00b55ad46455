package administration

import (
	"startklar/cmd/startklar/internal/sheet"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/view"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

const (
	// accessesFile is how many looks a file holds at most.
	accessesFile = 50_000
)

// AccessesPage shows who has looked at the counts of which municipality's citizens, the newest first; ?format=xlsx or
// csv the same as a file.
func (s *Pages) AccessesPage(c echo.Context) error {
	w := s.words(c)
	q := readLogQuery(c)
	if site.WantsFile(c) {
		q.Limit, q.Before = accessesFile, 0
	}
	accesses, err := s.Desk.Accesses(w.Ctx, w.Actor, q)
	if err != nil {
		return err
	}
	if site.WantsFile(c) {
		return s.SendTable(c, "opslag", w.accessesSheet(accesses))
	}
	people, err := s.Desk.Roster(w.Ctx, w.Actor)
	if err != nil {
		return err
	}
	shell := s.Shell(c, w.T("accesses.heading"))
	shell.Lead = w.T("accesses.lead", "days", int(s.Accesses.Hours()/24))
	who := append(site.PeopleOptions(w.T("history.any"), people, nil), parts.Option{Value: "system:cli", Label: w.T("accesses.command_line")})
	shown, before := logShown(accesses, func(a view.Access) int64 { return a.Number })
	return s.renderLog(c, shell, w.T("accesses.audience_note"), before, w.logFilters(site.AccessesPath, q, who), w.accessTable(c, shown))
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
			{Text: w.Moment(a.At)}, {Text: w.accessWho(a)}, {Text: w.accessWhose(a)}, {Text: w.accessMonths(a)}, {Text: w.accessAsOf(a)}, {Text: w.accessWhat(a)},
		}})
	}
	if len(accesses) > 0 {
		table.Downloads = w.FileLinks(site.AccessesPath, c.QueryParams())
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
	return site.PlaceName(a.Municipality)
}

func (w *words) accessMonths(a view.Access) string {
	switch {
	case a.From.IsZero() && a.To.IsZero():
		return w.T("accesses.every_month")
	case a.From == a.To:
		return w.Month(a.To)
	case a.From.IsZero():
		return w.T("accesses.until", "month", w.Month(a.To))
	case a.To.IsZero():
		return w.T("accesses.since", "month", w.Month(a.From))
	default:
		return w.T("accesses.between", "from", w.Month(a.From), "to", w.Month(a.To))
	}
}

func (w *words) accessAsOf(a view.Access) string {
	if a.AsOf.IsZero() {
		return w.T("accesses.now")
	}
	return w.Moment(a.AsOf)
}

// accessWhat names a page or command, and says so where its counts left as a file; one that has no words yet is named as
// the code does.
func (w *words) accessWhat(a view.Access) string {
	what, asFile := a.Page()
	if key := "accesses.page." + what; w.Has(key) {
		what = w.T(key)
	}
	if asFile {
		return w.T("accesses.as_file", "what", what)
	}
	return what
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
