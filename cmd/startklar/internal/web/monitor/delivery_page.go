package monitor

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// allMonths is as far back as a municipality's own page goes.
const allMonths = 36

func joined(all []string) string { return strings.Join(all, " · ") }

// MunicipalDeliveriesPage is every month of one municipality.
func (s *Pages) MunicipalDeliveriesPage(c echo.Context) error {
	code := municipality.Code(c.Param("code"))
	d, err := s.newDeliveries(c, allMonths, code)
	if err != nil {
		return err
	}
	if _, known := municipality.Get(code); !known {
		return domain.Refuse(domain.NotFound, "not_found", nil)
	}
	page := s.municipalShell(d, code, d.T("deliveries.of", "name", site.PlaceName(code)))
	page.Shell.Lead = d.T("deliveries.of_lead", "day", d.programme.DueDay)
	table := d.monthTable(code)
	if site.WantsFile(c) {
		return s.SendTable(c, "dataleverancer-"+string(code), d.SheetOf(table, page.Shell.Audience))
	}
	if len(table.Rows) > 0 {
		table.Downloads = d.FileLinks(deliveriesOf(code), c.QueryParams())
	}
	if !d.asOf.IsZero() {
		page.Main = append(page.Main, d.asOfNotice(deliveriesOf(code)))
	}
	page.Main = append(page.Main, table)
	return s.Render(c, http.StatusOK, page)
}

// municipalShell surrounds the pages of one municipality's deliveries.
func (s *Pages) municipalShell(d *deliveryView, code municipality.Code, heading string) pages.Folder {
	page := s.deliveryShell(d.c, heading)
	page.Shell.Audience = parts.Audience{
		Readers: []string{d.T("audience.municipality", "place", site.PlaceName(code)), d.T("audience.star")}, Note: d.T("deliveries.audience_own"),
	}
	page.Shell.Audience.Logged = d.counts()
	if !d.Actor.Role.Municipal() {
		page.Shell.Breadcrumb = []parts.Link{d.deliveriesCrumb()}
	}
	return page
}

// counts tells whether the viewer may know how many rows there are.
func (d *deliveryView) counts() bool { return policy.CheckRole(d.Actor, policy.DeliverRecords) == nil }

// monthTable are the months of one municipality in which it takes part, the newest first.
func (d *deliveryView) monthTable(code municipality.Code) parts.Table {
	t := parts.Table{
		Caption: d.T("deliveries.of", "name", site.PlaceName(code)), HideCaption: true,
		Columns: []parts.Column{
			{Label: d.T("deliveries.month")},
			{Label: d.T("deliveries.standing")},
			{Label: d.T("deliveries.first")},
			{Label: d.T("deliveries.latest")},
			{Label: d.T("deliveries.warnings_head"), Numeric: true},
		},
		Empty: parts.EmptyState{Heading: d.T("deliveries.none_yet"), Text: d.T("deliveries.none_yet_text")},
	}
	if d.counts() {
		t.Columns = append(t.Columns, parts.Column{Label: d.T("deliveries.rows"), Numeric: true})
	}
	for _, m := range d.months {
		if a, takes := d.arrival(monitoring.Pair{Municipality: code, Month: m}); takes {
			t.Rows = append(t.Rows, parts.Row{Cells: d.monthCells(a)})
		}
	}
	return t
}

func (d *deliveryView) monthCells(a arrival) []parts.Cell {
	stand := d.T("deliveries." + string(a.stand))
	live, came := a.live()
	if !came {
		cells := []parts.Cell{{Text: d.Month(a.Month)}, {Value: d.standing(a), Text: stand, Note: d.T("deliveries.due", "date", d.programme.Due(a.Month))}, {}, {}, {}}
		if d.counts() {
			cells = append(cells, parts.Cell{})
		}
		return cells
	}
	cells := []parts.Cell{
		{Text: d.Month(a.Month), Href: deliveryPath(a.Pair)},
		{Text: stand},
		{Text: d.Date(a.firstDay()), File: a.firstDay()},
		{},
		{Text: d.Integer(live.Warnings), File: live.Warnings},
	}
	if len(a.all) > 1 {
		cells[3] = parts.Cell{Text: d.Date(calendar.DateOf(live.At)), File: calendar.DateOf(live.At)}
	}
	if d.counts() {
		cells = append(cells, parts.Cell{Text: d.Integer(live.Rows), File: live.Rows})
	}
	return cells
}

// DeliveryPage is one month of a municipality with every delivery of it.
func (s *Pages) DeliveryPage(c echo.Context) error {
	pair, err := pairIn(c)
	if err != nil {
		return err
	}
	d, err := s.newDelivery(c, pair)
	if err != nil {
		return err
	}
	a, _ := d.arrival(pair)
	if len(a.all) == 0 {
		return domain.Refuse(domain.NotFound, "not_found", nil)
	}
	page := s.municipalShell(d, pair.Municipality, d.T("deliveries.one", "name", site.PlaceName(pair.Municipality), "month", d.Month(pair.Month)))
	page.Shell.Breadcrumb = append(page.Shell.Breadcrumb, parts.Link{Label: site.PlaceName(pair.Municipality), Href: deliveriesOf(pair.Municipality)})
	stand := parts.SummaryRow{Key: d.T("deliveries.standing"), Text: d.T("deliveries." + string(a.stand)), Note: d.T("deliveries.due", "date", d.programme.Due(pair.Month))}
	page.Main = []templ.Component{parts.SummaryList{Rows: []parts.SummaryRow{stand}}, d.received(a)}
	if !d.asOf.IsZero() {
		page.Main = append([]templ.Component{d.asOfNotice(deliveryPath(pair))}, page.Main...)
	}
	return s.Render(c, http.StatusOK, page)
}

// received lists the deliveries of a month, the newest first.
func (d *deliveryView) received(a arrival) parts.Table {
	t := parts.Table{Caption: d.T("deliveries.all"), Columns: []parts.Column{
		{Label: d.T("deliveries.number")},
		{Label: d.T("deliveries.came")},
		{Label: d.T("deliveries.by")},
		{Label: d.T("deliveries.warnings_head"), Numeric: true},
		{Label: d.T("deliveries.markings")},
		{Label: d.T("deliveries.holds")},
	}}
	if d.counts() {
		t.Columns = append(t.Columns, parts.Column{Label: d.T("deliveries.rows"), Numeric: true}, parts.Column{Label: d.T("deliveries.figures")})
	}
	for n := len(a.all) - 1; n >= 0; n-- {
		r := a.all[n]
		cells := []parts.Cell{
			{Text: d.T("deliveries.version", "number", r.Number)},
			{Text: d.Moment(r.At)},
			{Text: d.deliverer(r)},
			{Text: d.Integer(r.Warnings)},
			{Text: d.markings(r)},
			d.holding(a.Pair, r),
		}
		if d.counts() {
			cells = append(cells, parts.Cell{Text: d.Integer(r.Rows)}, d.figuresThen(r))
		}
		t.Rows = append(t.Rows, parts.Row{Cells: cells})
	}
	return t
}

// deliverer is who took a delivery in; for municipalities the agency.
func (d *deliveryView) deliverer(r monitoring.Received) string {
	if !d.counts() {
		return d.T("deliveries.star")
	}
	return d.Name(person.ID(r.By))
}

func (d *deliveryView) markings(r monitoring.Received) string {
	var all []string
	for _, m := range []struct {
		has bool
		key string
	}{{r.JobBroker, "deliveries.job_broker"}, {r.Rehab, "deliveries.rehab"}, {r.StepUp, "deliveries.step_up"}} {
		if m.has {
			all = append(all, d.T(m.key))
		}
	}
	if len(all) == 0 {
		return d.T("deliveries.no_markings")
	}
	return strings.Join(all, ", ")
}

// figuresThen leads to the month's figures as they were once a delivery had been taken in.
func (d *deliveryView) figuresThen(r monitoring.Received) parts.Cell {
	then := r.At.Add(time.Second).UTC().Format(time.RFC3339) // an address knows no fractions
	return parts.Cell{Text: d.T("deliveries.figures_then"), Href: site.AddressWith(indicatorPath(d.programme.Indicators[0].ID), nil, url.Values{
		"kommune": {string(r.Municipality)}, "maaned": {r.Month.String()}, "pr": {then},
	})}
}

// holding tells how long a delivery counted; a superseded one leads to what was known then.
func (d *deliveryView) holding(p monitoring.Pair, r monitoring.Received) parts.Cell {
	if r.Until.IsZero() || !d.asOf.IsZero() && r.Until.After(d.asOf) {
		return parts.Cell{Text: d.T("deliveries.counts")}
	}
	until := calendar.DateOf(r.Until)
	cell := parts.Cell{Text: d.T("deliveries.superseded", "date", until)}
	if before := until.AddDays(-1); !before.Before(calendar.DateOf(r.At)) {
		cell.Href = deliveryPath(p) + "?pr=" + before.String()
	}
	return cell
}
