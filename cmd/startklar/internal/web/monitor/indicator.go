package monitor

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"startklar/cmd/startklar/internal/desk"
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

func indicatorPath(id monitoring.IndicatorID) string { return site.IndicatorsPath + "/" + string(id) }

// indicatorFilter is what the address of an indicator asks for; anything unknown in it is left out.
type indicatorFilter struct {
	month  calendar.Month
	region string
	// asOf is the moment as of which figures are seen, zero for the present.
	asOf time.Time
	// place is the municipality whose line is drawn beside the nation's, empty for none.
	place municipality.Code
}

func readIndicatorFilter(c echo.Context) indicatorFilter {
	f := indicatorFilter{region: c.QueryParam("region")}
	f.month, _ = calendar.ParseMonth(c.QueryParam("maaned"))
	f.asOf, _ = calendar.ParseMoment(c.QueryParam("pr"))
	if on, err := calendar.ParseWritten(strings.TrimSpace(c.QueryParam("pr"))); err == nil {
		f.asOf = on.End()
	}
	if !municipality.KnownRegion(f.region) {
		f.region = ""
	}
	if m, known := municipality.Get(municipality.Code(c.QueryParam("kommune"))); known {
		f.place = m.Code
	}
	return f
}

// unit is whom the page is about.
func (f indicatorFilter) unit() monitoring.UnitID {
	switch {
	case f.place != "":
		return monitoring.UnitID(f.place)
	case f.region != "":
		return monitoring.RegionUnit(f.region)
	}
	return monitoring.National
}

// indicator builds the page of one indicator for one viewer.
type indicator struct {
	*figures
	of     monitoring.Indicator
	filter indicatorFilter
}

// newIndicator reads what a page of one indicator needs. Everything within the viewer's reach is about to be shown, or
// one figure alone.
func (s *Pages) newIndicator(c echo.Context, path string, alone bool) (*indicator, error) {
	of, known := s.Monitoring.Indicator(monitoring.IndicatorID(c.Param("indicator")))
	if !known {
		return nil, domain.Refuse(domain.NotFound, "not_found", nil)
	}
	if err := policy.CheckRole(site.ActorOf(c), policy.ReadOverview); err != nil {
		return nil, err
	}
	filter := readIndicatorFilter(c)
	if filter.place != "" {
		if err := policy.Check(site.ActorOf(c), policy.ReadFigures, filter.place); err != nil {
			return nil, err
		}
	}
	q := desk.FigureQuery{What: "indicator", AsOf: filter.asOf}
	if alone {
		q.What, q.Units, q.From, q.One = "answer", []monitoring.UnitID{filter.unit(), monitoring.National}, filter.month, true
	}
	f, err := s.newFigures(c, q, filter.unit(), path)
	if err != nil {
		return nil, err
	}
	if slices.Contains(f.spread.Delivered(), filter.month) {
		f.month = filter.month
	}
	return &indicator{figures: f, of: of, filter: filter}, nil
}

// IndicatorsPage lists the indicators with the nation's figures, and the dated events.
func (s *Pages) IndicatorsPage(c echo.Context) error {
	if err := policy.CheckRole(site.ActorOf(c), policy.ReadOverview); err != nil {
		return err
	}
	f, err := s.newFigures(c, desk.FigureQuery{What: "indicators", Units: []monitoring.UnitID{monitoring.National}}, monitoring.National, site.IndicatorsPath)
	if err != nil {
		return err
	}
	table := f.overviewOfIndicators()
	audience := f.nationalAudience()
	if site.WantsFile(c) {
		return s.SendTable(c, "indikatorer", f.SheetOf(table, audience))
	}
	page := pages.Figures{Shell: s.Shell(c, f.T("indicators.heading"))}
	page.Shell.Minutes, page.Shell.Audience = 4, audience
	if f.month.IsZero() {
		page.Parts = []templ.Component{f.nothingYet(), f.eventList()}
		return s.Render(c, http.StatusOK, page)
	}
	page.Shell.Lead = f.T("indicators.lead", "month", f.monthName(f.month), "delivered", f.coverage())
	table.Downloads = f.FileLinks(site.IndicatorsPath, url.Values{})
	page.Parts = []templ.Component{table, pages.Heading{ID: "hvem", Text: f.T("figures.groups")}, f.groups(), f.eventList()}
	return s.Render(c, http.StatusOK, page)
}

func (f *figures) overviewOfIndicators() parts.Table {
	t := parts.Table{Caption: f.T("indicators.table", "month", f.monthName(f.month)), Columns: []parts.Column{
		{Label: f.T("figures.indicator")},
		{Label: f.T("figures.number"), Numeric: true},
		{Label: f.T("figures.out_of"), Numeric: true},
		{Label: f.T("figures.share"), Numeric: true},
		{Label: f.T("indicators.three_before"), Numeric: true},
	}}
	for _, i := range f.programme.Indicators {
		now, then := f.count(f.month, monitoring.Measure(i.ID)), f.count(f.month.Add(-back), monitoring.Measure(i.ID))
		row := parts.Row{Cells: []parts.Cell{{Text: f.indicatorTitle(i), Href: indicatorPath(i.ID), Note: f.Text(i.Definition)}}}
		if i.ByOrigin {
			row.Cells = append(row.Cells, parts.Cell{Text: f.T("indicators.by_origin")}, parts.Cell{}, parts.Cell{}, parts.Cell{})
		} else {
			row.Cells = append(row.Cells, f.cell(now.Num), f.cell(now.Den), f.shareCell(now), f.shareCell(then))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (f *figures) nationalAudience() parts.Audience {
	a := parts.Audience{Readers: []string{f.T("figures.audience.star"), f.T("figures.audience.consultants")}, Note: f.T("figures.audience.note"), Logged: true}
	if f.Actor.Role == person.ProcessConsultant {
		a.Note, a.Logged = f.T("figures.audience.suppressed"), false
	}
	return a
}

// IndicatorPage is one indicator: what it counts and what can move it, then its pictures, then the municipalities.
func (s *Pages) IndicatorPage(c echo.Context) error {
	i, err := s.newIndicator(c, indicatorPath(monitoring.IndicatorID(c.Param("indicator"))), false)
	if err != nil {
		return err
	}
	audience := i.nationalAudience()
	if site.WantsFile(c) && c.QueryParam(pictureParam) != "" {
		return s.sendPicture(i.figures, i.pictures(), audience)
	}
	places := i.places(i.of, i.placesOf(i.filter.region))
	if site.WantsFile(c) {
		return s.SendTable(c, "indikator-"+string(i.of.ID), i.SheetOf(places, audience))
	}
	page := pages.Figures{Shell: s.Shell(c, i.indicatorTitle(i.of)), Views: i.views()}
	page.Shell.Minutes, page.Shell.Audience, page.Shell.Wide = 6, audience, true
	page.Shell.Breadcrumb = []parts.Link{{Label: i.T("indicators.heading"), Href: site.IndicatorsPath}}
	if i.month.IsZero() {
		page.Parts = []templ.Component{i.definition(), i.nothingYet()}
		return s.Render(c, http.StatusOK, page)
	}
	page.Shell.Lead = i.T("indicator.lead", "place", i.unitName(i.unit), "month", i.monthName(i.month), "delivered", i.coverage())
	places.Downloads = i.FileLinks(i.path, c.QueryParams())
	page.Parts = []templ.Component{
		i.filters(), i.definition(), i.drawn(i.pictures()), pages.Heading{ID: "hvem", Text: i.T("figures.groups")}, i.groups(), places,
	}
	if m := i.tileMap(); m != nil {
		page.Parts = append(page.Parts, m)
	}
	page.Parts = append(page.Parts, i.permalink(s.Origin(c)))
	return s.Render(c, http.StatusOK, page)
}

// pictures are those of the indicator.
func (i *indicator) pictures() []picture {
	all := []picture{{"udvikling", i.trendOf(i.of.ID)}}
	if i.of.ByOrigin {
		all = []picture{{"herkomst", i.originsOf(i.of.ID)}}
	}
	return append(all, picture{"tragt", i.funnelIn(i.of.ID, i.filter.region)}, picture{"dele", i.stackOf(i.of.ID)})
}

// views lead to the other indicators, with the same month and moment.
func (i *indicator) views() (all []parts.View) {
	for _, other := range i.programme.Indicators {
		all = append(all, parts.View{
			Label: i.T("indicator.short", "number", string(other.ID), "title", other.Short), Href: site.AddressWith(indicatorPath(other.ID), i.c.QueryParams(), nil), Current: other.ID == i.of.ID,
		})
	}
	return all
}

// filters are month, moment, region and municipality: they stand in the address.
func (i *indicator) filters() parts.Filters {
	months := parts.Field{Kind: parts.Select, Name: "maaned", Label: i.T("figures.month"), Value: i.month.String()}
	for _, m := range slices.Backward(i.spread.Delivered()) {
		label := i.monthName(m)
		if i.spread.Provisional(m) {
			label += " (" + site.LowerFirst(i.T("chart.provisional")) + ")"
		}
		months.Options = append(months.Options, parts.Option{Value: m.String(), Label: label})
	}
	regions := parts.Field{Kind: parts.Select, Name: "region", Label: i.T("overview.region"), Value: i.filter.region, Options: []parts.Option{{Label: i.T("overview.any")}}}
	for _, name := range municipality.Regions(i.month.Last()) {
		regions.Options = append(regions.Options, parts.Option{Value: name, Label: name})
	}
	places := parts.Field{Kind: parts.Select, Name: "kommune", Label: i.T("indicator.place"), Value: string(i.filter.place), Options: []parts.Option{{Label: i.T("indicator.no_place")}}}
	for _, code := range i.placesOf("") {
		places.Options = append(places.Options, parts.Option{Value: string(code), Label: site.PlaceName(code)})
	}
	f := parts.Filters{Action: i.path, Fields: []parts.Field{months, regions, places}}
	if i.mayChooseMoment() {
		f.Fields = append(f.Fields, parts.Field{Name: "pr", Label: i.T("indicator.as_of"), Hint: i.T("indicator.as_of_hint"), Value: i.c.QueryParam("pr")})
	}
	if i.filter != (indicatorFilter{}) {
		f.Clear = i.path
	}
	return f
}

// mayChooseMoment: two moments can tell apart what one does not, so that only those look back who see every count.
func (i *indicator) mayChooseMoment() bool { return i.Actor.Role == person.NationalOfficer }

// definition is what is counted, and what can move it.
func (i *indicator) definition() templ.Component {
	rows := []parts.SummaryRow{
		{Key: i.T("indicator.definition"), Text: i.Text(i.of.Definition)},
		{Key: i.T("indicator.moves"), Text: i.Text(i.of.Moves)},
		{Key: i.T("indicator.worry"), Text: i.T("indicator.worry." + worryKey(i.of))},
		{Key: i.T("indicator.source"), Text: i.of.Source},
	}
	return parts.SummaryList{Heading: i.T("indicator.about"), Rows: rows}
}

func worryKey(i monitoring.Indicator) string {
	if i.Worry == monitoring.WorryNone {
		return "none"
	}
	return string(i.Worry)
}
