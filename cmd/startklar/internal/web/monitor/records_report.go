package monitor

import (
	"net/http"
	"strconv"

	"startklar/cmd/startklar/internal/sheet"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring/record"
	"startklar/domain/monitoring/uploads"
	"startklar/domain/municipality"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

func takenInOf(number int64) string { return site.TakenInPath + "/" + strconv.FormatInt(number, 10) }

// TakenInPage is a file that was taken in, with the report that was shown; ?format= the report as a file.
func (s *Pages) TakenInPage(c echo.Context) error {
	w := s.words(c)
	number, _ := strconv.ParseInt(c.Param("number"), 10, 64) // what is no number is that of none
	u, report, err := s.Desk.Upload(w.Ctx, w.Actor, s.Monitoring.Key, lookOf(c, "report"), number)
	if err != nil {
		return err
	}
	if site.WantsFile(c) {
		return s.SendTable(c, "rapport", w.reportSheet(u.Name, report))
	}
	page := s.recordsShell(c, u.Name)
	page.Shell.Lead = w.T("takein.by", "name", w.Name(u.By), "when", w.Moment(u.At))
	page.Shell.Breadcrumb = append(page.Shell.Breadcrumb, parts.Link{Label: w.T("takein.heading"), Href: site.RecordsRoute})
	page.Main = append([]templ.Component{parts.SummaryList{Rows: w.uploadRows(u)}}, w.findings(report, u.Errors, u.Warnings, takenInOf(number))...)
	return s.Render(c, http.StatusOK, page)
}

func (w *words) uploadRows(u uploads.Upload) []parts.SummaryRow {
	rows := []parts.SummaryRow{{Key: w.T("takein.size"), Text: w.Size(u.Bytes)}, {Key: w.T("takein.rows"), Text: w.Integer(int(u.Rows))}}
	for _, o := range []struct {
		name  string
		count int
	}{{"new", u.New}, {"superseding", u.Superseding}, {"unchanged", u.Unchanged}, {"refused", u.Refused}, {"left", u.Left}} {
		if o.count > 0 {
			rows = append(rows, parts.SummaryRow{Key: w.T("takein.outcome." + o.name), Text: w.T("takein.deliveries", "count", o.count)})
		}
	}
	return rows
}

// RecordsReport is what was found in the file that is here or was last, as a file.
func (s *Pages) RecordsReport(c echo.Context) error {
	w := s.words(c)
	look, any, err := s.Dock.Look(w.Actor)
	if err != nil {
		return err
	}
	if !any || look.Report == nil || !site.WantsFile(c) {
		return domain.Refuse(domain.NotFound, "not_found", nil)
	}
	report := look.ReportOf()
	if err := s.Desk.LookAtReport(w.Ctx, w.Actor, view.AsFile("report"), report); err != nil {
		return err
	}
	return s.SendTable(c, "rapport", w.reportSheet(look.Name, report))
}

// warningsShown is how many warnings a page lists; the file has those that the report has.
const warningsShown = 100

// findings are what was wrong, then what is questionable. The numbers count all there are.
func (w *words) findings(r uploads.Report, errors, warnings int, file string) (all []templ.Component) {
	if errors > 0 {
		t := w.findingsTable(w.T("takein.errors", "count", errors), r.Errors)
		t.Downloads = w.FileLinks(file, nil)
		all = append(all, w.listed("fejl", t, len(r.Errors), errors))
	}
	if warnings > 0 {
		t := w.findingsTable(w.T("takein.warnings", "count", warnings), r.Warnings[:min(len(r.Warnings), warningsShown)])
		t.Downloads = w.FileLinks(file, nil)
		all = append(all, w.listed("advarsler", t, len(t.Rows), warnings))
	}
	if len(r.Doubts) > 0 {
		t := w.findingsTable(w.T("takein.doubts"), nil)
		t.Columns = []parts.Column{{Label: w.T("overview.municipality")}, {Label: w.T("deliveries.month")}, {Label: w.T("takein.what")}}
		for _, d := range r.Doubts[:min(len(r.Doubts), warningsShown)] {
			t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: site.PlaceName(d.Municipality), Href: deliveriesOf(d.Municipality)}, {Text: w.Month(d.Month)}, {Value: pages.Lines(w.doubtLines(d))}}})
		}
		all = append(all, w.listed("leverancer-at-se-efter", t, len(t.Rows), len(r.Doubts)))
	}
	return all
}

// listed is a table under its heading, with a word about what is not in it.
func (w *words) listed(id string, t parts.Table, shown, total int) templ.Component {
	b := pages.Block{ID: id, Heading: t.Caption, Parts: []templ.Component{t}}
	if shown < total {
		b.Text = w.T("takein.shown", "shown", shown, "all", total)
	}
	return b
}

func (w *words) findingsTable(caption string, notes []record.Note) parts.Table {
	t := parts.Table{Caption: caption, HideCaption: true, Columns: []parts.Column{
		{Label: w.T("takein.where")}, {Label: w.T("takein.column")}, {Label: w.T("takein.delivery")}, {Label: w.T("takein.what")},
	}}
	for _, n := range notes {
		line := w.T("takein.no_line")
		if n.Line > 0 {
			line = w.T("takein.in_line", "number", int(n.Line))
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: line}, {Text: string(n.Column)}, {Text: w.deliveryName(n)}, {Text: w.reason(n)}}})
	}
	return t
}

// deliveryName is which delivery a note is about; empty for the file.
func (w *words) deliveryName(n record.Note) string {
	if n.Municipality == "" {
		return ""
	}
	name := site.PlaceName(n.Municipality)
	if name == "" {
		name = string(n.Municipality)
	}
	return w.T("deliveries.one", "name", name, "month", w.Month(n.Month))
}

// reason says what is wrong, or questionable.
func (w *words) reason(n record.Note) string {
	var pairs []any
	for name, value := range n.Args {
		pairs = append(pairs, name, value)
	}
	return w.T(n.Reason.TextKey(), pairs...)
}

func (w *words) doubtLines(d uploads.Doubt) (lines []string) {
	for _, doubt := range []struct {
		key   string
		count int
	}{{"intake.doubt.shrunk", d.Shrunk}, {"intake.doubt.vanished", d.Vanished}, {"intake.doubt.unmarked", d.Unmarked}} {
		if doubt.count > 0 {
			lines = append(lines, w.T(doubt.key, "count", doubt.count))
		}
	}
	return lines
}

// reportSheet is a report as a file: a row for everything that was found.
func (w *words) reportSheet(name string, r uploads.Report) sheet.Table {
	t := sheet.Table{Title: w.T("takein.report", "name", name), Facts: []sheet.Fact{{Label: w.T("audience.heading"), Text: w.T("takein.audience_note")}}}
	for _, key := range []string{"takein.kind", "takein.line", "takein.column", "overview.sort.code", "overview.municipality", "deliveries.month", "takein.what"} {
		t.Columns = append(t.Columns, sheet.Column{Title: w.T(key)})
	}
	add := func(kind string, line any, column string, code municipality.Code, month calendar.Month, what string) {
		when := ""
		if !month.IsZero() {
			when = month.String()
		}
		t.Rows = append(t.Rows, []any{w.T(kind), line, column, string(code), site.PlaceName(code), when, what})
	}
	for _, list := range []struct {
		kind  string
		notes []record.Note
	}{{"takein.error", r.Errors}, {"takein.warning", r.Warnings}} {
		for _, n := range list.notes {
			var line any
			if n.Line > 0 {
				line = int(n.Line)
			}
			add(list.kind, line, string(n.Column), n.Municipality, n.Month, w.reason(n))
		}
	}
	for _, d := range r.Doubts {
		for _, text := range w.doubtLines(d) {
			add("takein.warning", nil, "", d.Municipality, d.Month, text)
		}
	}
	return t
}
