package monitor

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/monthly"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
	"startklar/domain/statement"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// StatementsPage lists the months: for those who prepare statements every delivered one with its phase, for others
// those that were released.
func (s *Pages) StatementsPage(c echo.Context) error {
	w := s.words(c)
	rows, err := s.Desk.StatementMonths(w.Ctx, w.Actor)
	if err != nil {
		return err
	}
	page := pages.StatementPage{Shell: s.Shell(c, w.T("statement.list_heading"))}
	page.Shell.Lead = w.T("statement.list_lead." + w.Reach())
	page.Shell.Audience = parts.Audience{Readers: []string{w.T("statement.audience_everybody")}, Note: w.T("statement.audience")}
	table := parts.Table{
		Caption: w.T("statement.list_heading"), HideCaption: true,
		Columns: []parts.Column{{Label: w.T("statement.column.month")}, {Label: w.T("statement.column.phase")}, {Label: w.T("statement.column.released")}},
		Empty:   parts.EmptyState{Heading: w.T("statement.list_none"), Text: w.T("statement.list_none_text." + w.Reach())},
	}
	if table.Rows, err = s.statementRows(w, rows); err != nil {
		return err
	}
	page.Sheet = table
	return s.Render(c, http.StatusOK, page)
}

func (s *Pages) statementRows(w *words, editions []view.StatementRow) (rows []parts.Row, err error) {
	months, settled := []calendar.Month{}, calendar.Month{}
	if w.prepares() {
		if months, settled, err = s.Desk.DeliveredMonths(w.Ctx, w.Actor); err != nil {
			return nil, err
		}
	}
	for _, row := range editions {
		if !slices.Contains(months, row.Month) {
			months = append(months, row.Month)
		}
	}
	slices.SortFunc(months, func(a, b calendar.Month) int { return b.Compare(a) })
	for _, m := range months {
		rows = append(rows, w.monthRow(m, settled, editions))
	}
	return rows, nil
}

// monthRow is a month with its newest edition, and what waits before it.
func (w *words) monthRow(m, settled calendar.Month, editions []view.StatementRow) parts.Row {
	var newest *statement.Edition
	status := parts.Status{Kind: parts.NotBegun, Text: w.T("statement.phase.open")}
	if m.After(settled) && w.prepares() {
		status = parts.Status{Kind: parts.Locked, Text: w.T("statement.phase.provisional")}
	}
	for _, row := range slices.Backward(editions) {
		if row.Month != m {
			continue
		}
		if !row.Edition.Released() {
			status = parts.Status{Kind: parts.Waiting, Text: w.T("statement.phase.frozen")}
			continue
		}
		newest = &row.Edition
		status = parts.Status{Kind: parts.Done, Text: w.T("statement.phase.released")}
	}
	released := parts.Cell{}
	if newest != nil {
		released.Text = w.T("statement.fact.released", "number", newest.Number, "date", calendar.DateOf(newest.ReleasedAt))
		released.Note = newest.Reason
	}
	href := site.StatementMonthPath(m)
	if w.Actor.Role.Municipal() && len(w.Actor.Municipalities) > 0 {
		href = site.StatementPath(m, string(w.Actor.Municipalities[0]))
	}
	return parts.Row{Cells: []parts.Cell{{Text: monthly.Month(w.Lang, m), Href: href}, {Value: status}, released}}
}

// StatementMonthPage is a month: for those who prepare it what waits and every municipality, for consultants the
// municipalities that they carry. Municipal people are led to their own statement.
func (s *Pages) StatementMonthPage(c echo.Context) error { return s.showStatementMonth(c, "", nil) }

func (s *Pages) showStatementMonth(c echo.Context, form string, errs []parts.FieldError) error {
	which, err := whichStatement(c)
	if err != nil {
		return err
	}
	w := s.words(c)
	switch {
	case w.Actor.Role.Municipal() && len(w.Actor.Municipalities) > 0:
		return site.SeeOther(c, site.StatementPath(which.Month, string(w.Actor.Municipalities[0])))
	case !w.prepares():
		return s.carriedStatements(c, which)
	}
	month, err := s.Desk.StatementMonth(w.Ctx, w.Actor, which.Month)
	if err != nil {
		return err
	}
	if len(month.Places) == 0 {
		return domain.Refuse(domain.NotFound, "not_found", nil)
	}
	p := preparing{words: w, c: c, month: which.Month, of: month, form: form, errs: errs}
	page := pages.StatementPage{Shell: s.statementShell(c, w.T("statement.month_heading", "month", which.Month), calendar.Month{})}
	page.Shell.Errors, page.Shell.Lead = errs, w.T("statement.month_lead")
	page.Shell.Audience = parts.Audience{Readers: []string{w.T("audience.star")}, Note: w.T("statement.audience_month")}
	page.Before = p.steps()
	page.Sheet = p.places()
	page.After = []templ.Component{p.editions()}
	return s.Render(c, site.StatusOf(c, errs), page)
}

// carriedStatements lists a consultant's municipalities in a month.
func (s *Pages) carriedStatements(c echo.Context, which desk.Which) error {
	w := s.words(c)
	if _, err := s.Desk.NationalStatement(w.Ctx, w.Actor, which, false); err != nil {
		return err
	}
	page := pages.StatementPage{Shell: s.statementShell(c, w.T("statement.month_heading", "month", which.Month), calendar.Month{})}
	page.Shell.Audience = parts.Audience{Readers: []string{w.T("audience.consultant"), w.T("audience.star")}, Note: w.T("statement.audience_outside")}
	table := parts.Table{Caption: w.T("statement.places"), HideCaption: true, Columns: []parts.Column{{Label: w.T("statement.column.unit")}}}
	table.Rows = []parts.Row{{Cells: []parts.Cell{{Text: w.T("nation.title"), Href: site.StatementPath(which.Month, nationUnit)}}}}
	for _, code := range w.byName(w.Actor.Municipalities) {
		table.Rows = append(table.Rows, parts.Row{Cells: []parts.Cell{{Text: site.PlaceName(code), Href: site.StatementPath(which.Month, string(code))}}})
	}
	page.Sheet = table
	return s.Render(c, http.StatusOK, page)
}

// byName orders municipalities as Danes read them.
func (w *words) byName(codes []municipality.Code) []municipality.Code {
	sorted := slices.Clone(codes)
	slices.SortFunc(sorted, func(a, b municipality.Code) int { return municipality.Compare(site.PlaceName(a), site.PlaceName(b)) })
	return sorted
}

// preparing is a month on its way to its release.
type preparing struct {
	*words
	c     echo.Context
	month calendar.Month
	of    desk.StatementMonth
	// form is the one that came back with errs; empty for none.
	form string
	errs []parts.FieldError
}

// steps are what can be done with the month now.
func (p preparing) steps() []templ.Component {
	if p.of.Pending != nil {
		return []templ.Component{p.frozen(p.of.Pending), p.discard(p.of.Pending)}
	}
	if p.of.Provisional || p.month.After(p.of.Settled) {
		return []templ.Component{parts.Notice{Heading: p.T("statement.phase.provisional"), Text: p.T("statement.provisional_text")}}
	}
	return []templ.Component{p.freeze()}
}

// freeze fixes what the page was made from: the moment is that of the page.
func (p preparing) freeze() templ.Component {
	form := pages.Form{
		Action: site.StatementMonthPath(p.month) + "/frys", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
		Hidden:  []pages.Hidden{{Name: "as_of", Value: p.Now.UTC().Format(time.RFC3339Nano)}},
		Buttons: parts.Buttons{{Label: p.T("statement.freeze")}},
	}
	work := pages.Work{Heading: p.T("statement.freeze_heading"), Text: p.T("statement.freeze_text", "moment", p.Moment(p.Now))}
	if len(p.of.Released) > 0 {
		work.Heading, work.Text = p.T("statement.correct_heading"), p.T("statement.correct_text", "moment", p.Moment(p.Now))
		form.Buttons[0].Label, form.Buttons[0].Kind = p.T("statement.correct"), parts.Secondary
		form.Fields = p.fields("frys", parts.Field{
			Kind: parts.TextArea, Name: "reason", Label: p.T("statement.reason"), Hint: p.T("statement.reason_hint"), Rows: 3, MaxLength: statement.MaxReason,
		})
	}
	work.Forms = []pages.Form{form}
	return work
}

// fields keeps what was entered in the form that came back.
func (p preparing) fields(form string, fields ...parts.Field) []parts.Field {
	if p.form != form {
		return fields
	}
	return site.Refill(p.c, p.errs, fields)
}

// frozen waits for a second person.
func (p preparing) frozen(e *statement.Edition) templ.Component {
	work := pages.Work{Heading: p.T("statement.frozen_heading", "number", e.Number), Text: p.T("statement.frozen_text", "by", p.By(e.FrozenBy, e.FrozenAt), "moment", p.Moment(e.AsOf))}
	if !e.MayRelease(p.Actor) {
		work.Text += " " + p.T("statement.frozen_own")
		return work
	}
	work.Forms = []pages.Form{{
		Action: site.StatementMonthPath(p.month) + "/frigiv", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
		Hidden:  []pages.Hidden{{Name: "number", Value: p.Integer(e.Number)}},
		Buttons: parts.Buttons{{Label: p.T("statement.release")}},
	}}
	return work
}

// discard takes back what is frozen.
func (p preparing) discard(e *statement.Edition) templ.Component {
	return pages.ItemActions{Heading: p.T("statement.more"), Actions: []pages.ItemAction{{
		Summary: p.T("statement.discard"), Lead: p.T("statement.discard_text"), Open: p.form == "kasser",
		Form: pages.Form{
			Action: site.StatementMonthPath(p.month) + "/kasser", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
			Hidden:  []pages.Hidden{{Name: "number", Value: p.Integer(e.Number)}},
			Fields:  p.fields("kasser", parts.Field{Kind: parts.TextArea, Name: "reason", Label: p.T("statement.discard_reason"), Rows: 3, MaxLength: statement.MaxReason}),
			Buttons: parts.Buttons{{Label: p.T("statement.discard"), Kind: parts.Danger}},
		},
	}}}
}

// places lists the nation and every municipality, in alphabetical order.
func (p preparing) places() parts.Table {
	table := parts.Table{
		Caption: p.T("statement.places"), Columns: []parts.Column{
			{Label: p.T("statement.column.unit")}, {Label: p.T("statement.column.coverage")}, {Label: p.T("statement.column.changed")}, {Label: p.T("statement.column.comment")},
		},
	}
	delivered, codes := map[municipality.Code]bool{}, []municipality.Code{}
	for _, place := range p.of.Places {
		delivered[place.Municipality] = place.Delivered
		codes = append(codes, place.Municipality)
	}
	table.Rows = append(table.Rows, parts.Row{Cells: []parts.Cell{
		{Text: p.T("nation.title"), Href: site.StatementPath(p.month, nationUnit)}, {Text: p.T("statement.of", "n", p.deliveredPlaces(), "of", len(codes))}, {}, {Text: p.commented(monitoring.National)},
	}})
	for _, code := range p.byName(codes) {
		status := parts.Status{Kind: parts.Done, Text: p.T("statement.delivered")}
		if !delivered[code] {
			status = parts.Status{Kind: parts.Late, Text: p.T("statement.not_delivered")}
		}
		table.Rows = append(table.Rows, parts.Row{Cells: []parts.Cell{
			{Text: site.PlaceName(code), Href: site.StatementPath(p.month, string(code))}, {Value: status}, {Text: p.changed(code)}, {Text: p.commented(monitoring.UnitID(code))},
		}})
	}
	return table
}

func (p preparing) deliveredPlaces() (n int) {
	for _, place := range p.of.Places {
		if place.Delivered {
			n++
		}
	}
	return n
}

// changed tells whether the newest edition corrected a municipality's own counts.
func (p preparing) changed(code municipality.Code) string {
	e := p.of.Pending
	if e == nil {
		e = p.of.Newest()
	}
	if e != nil && slices.Contains(e.Changed, code) {
		return p.T("statement.changed_in", "number", e.Number)
	}
	return ""
}

func (p preparing) commented(unit monitoring.UnitID) string {
	if c := p.of.Comment(unit); c != nil && c.Text != "" {
		return p.T("statement.has_comment")
	}
	return ""
}

// editions lists what has been released, and why.
func (p preparing) editions() templ.Component {
	list := parts.SummaryList{Heading: p.T("statement.editions")}
	for _, e := range slices.Backward(p.of.Released) {
		row := parts.SummaryRow{
			Key: p.T("statement.edition_link", "number", e.Number), Text: p.T("statement.edition_text", "frozen", p.By(e.FrozenBy, e.FrozenAt), "released", p.By(e.ReleasedBy, e.ReleasedAt), "moment", p.Moment(e.AsOf)),
		}
		if e.Reason != "" {
			var names []string
			for _, code := range p.byName(e.Changed) {
				names = append(names, site.PlaceName(code))
			}
			row.Note = strings.TrimSpace(e.Reason + " " + p.T("statement.changed_places", "count", len(names), "places", p.List(names)))
		}
		list.Rows = append(list.Rows, row)
	}
	if len(list.Rows) == 0 {
		return parts.SummaryList{}
	}
	return list
}
