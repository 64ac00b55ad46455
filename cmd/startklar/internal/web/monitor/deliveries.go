package monitor

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

func deliveriesOf(code municipality.Code) string { return site.DeliveriesPath + "/" + string(code) }

func deliveryPath(p monitoring.Pair) string {
	return deliveriesOf(p.Municipality) + "/" + p.Month.String()
}

// The ways in which the matrix can be narrowed.
const (
	standMissing   = "mangler"
	standLate      = "forsinket"
	standCorrected = "rettet"
	standWarned    = "advarsler"
)

func deliveryStands() []string {
	return []string{standMissing, standLate, standCorrected, standWarned}
}

// deliverySpans are how many months the matrix may show, the usual one first.
var deliverySpans = []int{6, 12, 18, 24}

// arrival is one month of one municipality.
type arrival struct {
	monitoring.Pair
	// all are its deliveries as they were received; none if it has not come.
	all   []monitoring.Received
	stand monitoring.Timeliness
}

// live is the delivery that counts.
func (a arrival) live() (monitoring.Received, bool) {
	if len(a.all) == 0 {
		return monitoring.Received{}, false
	}
	return a.all[len(a.all)-1], true
}

// firstDay is the day of the first delivery; zero if there is none.
func (a arrival) firstDay() calendar.Date {
	if len(a.all) == 0 {
		return calendar.Date{}
	}
	return calendar.DateOf(a.all[0].At)
}

func (a arrival) holds(stand string) bool {
	live, came := a.live()
	switch stand {
	case standMissing:
		return a.stand.Missing()
	case standLate:
		return a.stand == monitoring.Late || a.stand == monitoring.Overdue
	case standCorrected:
		return len(a.all) > 1
	case standWarned:
		return came && live.Warnings > 0
	default:
		return true
	}
}

// deliveryView is what a viewer may know of deliveries, as of a day.
type deliveryView struct {
	*words
	c         echo.Context
	programme *monitoring.Programme
	// on is the day as of which is told, asOf its moment; zero for now.
	on   calendar.Date
	asOf time.Time
	book desk.Received
	// months are shown, the newest first.
	months  []calendar.Month
	arrived map[monitoring.Pair][]monitoring.Received
}

// deliveriesOn is as of the day that the address asks for.
func (s *Pages) deliveriesOn(c echo.Context) *deliveryView {
	d := &deliveryView{words: s.words(c), c: c, programme: s.Monitoring, arrived: map[monitoring.Pair][]monitoring.Received{}}
	d.on = d.Today
	if on, err := calendar.ParseDate(c.QueryParam("pr")); err == nil && on.Before(d.Today) {
		d.on, d.asOf = on, on.End()
	}
	return d
}

// newDeliveries reads the address. Only STAR asks for all municipalities.
func (s *Pages) newDeliveries(c echo.Context, months int, codes ...municipality.Code) (*deliveryView, error) {
	d := s.deliveriesOn(c)
	last := calendar.MonthOf(d.on.AddDays(1)).Add(-1)
	for n := range months {
		d.months = append(d.months, last.Add(-n))
	}
	return d, s.readDeliveries(d, last.Add(1-months), last, codes...)
}

// newDelivery is one month of a municipality.
func (s *Pages) newDelivery(c echo.Context, p monitoring.Pair) (*deliveryView, error) {
	d := s.deliveriesOn(c)
	return d, s.readDeliveries(d, p.Month, p.Month, p.Municipality)
}

// readDeliveries reads what was delivered in a span of months.
func (s *Pages) readDeliveries(d *deliveryView, from, to calendar.Month, codes ...municipality.Code) (err error) {
	d.book, err = s.Desk.Received(d.Ctx, d.Actor, s.Monitoring.Key, lookOf(d.c, "deliveries"), monitoring.ReceivedQuery{
		From: from, To: to, Municipalities: codes, AsOf: d.asOf, All: true,
	})
	for _, r := range d.book.Deliveries {
		d.arrived[r.Pair] = append(d.arrived[r.Pair], r)
	}
	return err
}

// arrival tells of a month of a municipality; false where it does not take part.
func (d *deliveryView) arrival(p monitoring.Pair) (arrival, bool) {
	a := arrival{Pair: p, all: d.arrived[p]}
	taking := slices.ContainsFunc(d.book.Taking, func(t monitoring.Participation) bool { return t.Municipality == p.Municipality && t.In(p.Month) })
	a.stand = d.programme.Timeliness(p.Month, a.firstDay(), d.on)
	return a, taking
}

// taking lists the municipalities that take part in a month that is shown.
func (d *deliveryView) taking() (codes []municipality.Code) {
	for _, m := range municipality.All() {
		if slices.ContainsFunc(d.months, func(month calendar.Month) bool {
			_, takes := d.arrival(monitoring.Pair{Municipality: m.Code, Month: month})
			return takes
		}) {
			codes = append(codes, m.Code)
		}
	}
	return codes
}

// DeliveriesPage is the matrix municipality × month for those who take records in; municipalities are led to their own.
func (s *Pages) DeliveriesPage(c echo.Context) error {
	w := s.words(c)
	if w.Actor.Role.Municipal() && len(w.Actor.Municipalities) > 0 {
		return site.SeeOther(c, deliveriesOf(w.Actor.Municipalities[0]))
	}
	if err := policy.CheckRole(w.Actor, policy.DeliverRecords); err != nil {
		return err
	}
	months, err := strconv.Atoi(c.QueryParam("antal"))
	if err != nil || !slices.Contains(deliverySpans, months) {
		months = deliverySpans[0]
	}
	d, err := s.newDeliveries(c, months)
	if err != nil {
		return err
	}
	rows := d.rows()
	page := s.deliveryShell(c, w.T("deliveries.heading"))
	page.Shell.Lead, page.Shell.Wide = w.T("deliveries.lead", "day", d.programme.DueDay), true
	table := d.matrix(rows)
	if site.WantsFile(c) {
		return s.SendTable(c, "dataleverancer", w.SheetOf(table, page.Shell.Audience))
	}
	table.Downloads = w.FileLinks(site.DeliveriesPath, c.QueryParams())
	page.Main = []templ.Component{parts.Button{Label: w.T("takein.put"), Href: site.RecordsRoute}}
	if !d.asOf.IsZero() {
		page.Main = append(page.Main, d.asOfNotice(site.DeliveriesPath))
	}
	page.Main = append(page.Main, d.newest()...)
	page.Main = append(page.Main, d.filters(months, len(rows)), table, pages.LinkRow{{Label: w.T("deliveries.pack"), Href: site.PackRoot + "/hvem"}})
	return s.Render(c, http.StatusOK, page)
}

func (s *Pages) deliveryShell(c echo.Context, heading string) pages.Folder {
	w := s.words(c)
	page := pages.Folder{Shell: s.Shell(c, heading)}
	page.Shell.Audience = parts.Audience{Readers: []string{w.T("audience.star")}, Note: w.T("deliveries.audience_note")}
	return page
}

func (w *words) deliveriesCrumb() parts.Link {
	return parts.Link{Label: w.T("deliveries.heading"), Href: site.DeliveriesPath}
}

// rows are the municipalities that the address asks for, by name.
func (d *deliveryView) rows() (rows []municipality.Code) {
	region, stand := d.c.QueryParam("region"), d.c.QueryParam("stand")
	for _, code := range d.taking() {
		if region != "" && municipality.RegionOn(code, d.Today) != region {
			continue
		}
		if slices.ContainsFunc(d.months, func(m calendar.Month) bool {
			a, takes := d.arrival(monitoring.Pair{Municipality: code, Month: m})
			return takes && a.holds(stand)
		}) {
			rows = append(rows, code)
		}
	}
	slices.SortFunc(rows, func(a, b municipality.Code) int { return municipality.Compare(site.PlaceName(a), site.PlaceName(b)) })
	return rows
}

func (d *deliveryView) filters(months, count int) templ.Component {
	q := d.c.QueryParams()
	stand := parts.Field{Kind: parts.Select, Name: "stand", Label: d.T("deliveries.stand"), Value: q.Get("stand"), Options: []parts.Option{{Label: d.T("overview.any")}}}
	for _, value := range deliveryStands() {
		stand.Options = append(stand.Options, parts.Option{Value: value, Label: d.T("deliveries.stand." + value)})
	}
	number := parts.Field{Kind: parts.Select, Name: "antal", Label: d.T("deliveries.months"), Value: strconv.Itoa(months)}
	for _, n := range deliverySpans {
		number.Options = append(number.Options, parts.Option{Value: strconv.Itoa(n), Label: d.T("deliveries.last_months", "count", n)})
	}
	on := parts.Field{Kind: parts.Date, Name: "pr", Label: d.T("deliveries.as_of"), Hint: d.T("deliveries.as_of_hint"), Width: parts.Narrow}
	if !d.asOf.IsZero() {
		on.Value = d.on.String()
	}
	f := parts.Filters{
		Action: site.DeliveriesPath, Result: d.T("deliveries.count", "count", count),
		Fields: []parts.Field{site.RegionField(d.Words, q.Get("region")), stand, number, on},
	}
	if q.Get("region") != "" || q.Get("stand") != "" || q.Get("antal") != "" || !d.asOf.IsZero() {
		f.Clear = site.DeliveriesPath
	}
	return f
}

// asOfNotice says that the page tells of the past.
func (d *deliveryView) asOfNotice(back string) templ.Component {
	return parts.Notice{Heading: d.T("deliveries.as_of_heading", "date", d.on), Text: d.T("deliveries.as_of_text"), Link: &parts.Link{Label: d.T("deliveries.as_of_back"), Href: back}}
}

// newest is how far the newest month has come, and who is missing in any of the months shown.
func (d *deliveryView) newest() (all []templ.Component) {
	m := d.months[0]
	delivered, timely, taking := 0, 0, 0
	for _, code := range d.taking() {
		a, takes := d.arrival(monitoring.Pair{Municipality: code, Month: m})
		if !takes {
			continue
		}
		taking++
		if len(a.all) > 0 {
			delivered++
		}
		if a.stand == monitoring.OnTime {
			timely++
		}
	}
	all = append(all, pages.Section{Heading: d.Month(m), Text: d.T("deliveries.newest", "delivered", delivered, "all", taking, "timely", timely, "date", d.programme.Due(m))})
	for _, month := range d.months {
		if codes := d.missing(month); len(codes) > 0 {
			all = append(all, d.missingBlock(month, codes))
		}
	}
	return all
}

// missing lists the municipalities of which a month is called for.
func (d *deliveryView) missing(m calendar.Month) (codes []municipality.Code) {
	for _, code := range d.taking() {
		if a, takes := d.arrival(monitoring.Pair{Municipality: code, Month: m}); takes && a.stand.Missing() {
			codes = append(codes, code)
		}
	}
	return codes
}

// missingBlock names those who miss a month, with a message that is ready to be sent to them.
func (d *deliveryView) missingBlock(m calendar.Month, codes []municipality.Code) templ.Component {
	letter := url.Values{
		site.SubjectName: {d.T("deliveries.letter_subject", "month", d.Month(m))},
		site.TextName:    {d.T("deliveries.letter_text", "month", d.Month(m), "date", d.programme.Due(m))},
		site.RolesName:   {"alle"},
	}
	list := pages.LinkRow{}
	for _, code := range codes {
		letter.Add(site.PlacesName, string(code))
		list = append(list, parts.Link{Label: site.PlaceName(code), Href: deliveriesOf(code)})
	}
	block := pages.Block{
		ID: "mangler-" + m.String(), Heading: d.T("deliveries.missing", "count", len(codes), "month", d.Month(m)), Text: d.T("deliveries.missing_text", "date", d.programme.Due(m)),
		Parts: []templ.Component{list},
	}
	if d.asOf.IsZero() {
		block.Buttons = parts.Buttons{{Label: d.T("deliveries.write", "month", d.Month(m)), Href: site.BulkPath + "?" + letter.Encode(), Kind: parts.Secondary}}
	}
	return block
}

// matrix is every municipality with the months that are shown.
func (d *deliveryView) matrix(rows []municipality.Code) parts.Table {
	t := parts.Table{
		Caption: d.T("deliveries.heading"), HideCaption: true, Wide: true, Columns: []parts.Column{{Label: d.T("overview.municipality"), Notes: d.T("overview.region")}},
		Empty: parts.EmptyState{Heading: d.T("deliveries.none"), Text: d.T("deliveries.none_text"), Action: &parts.Button{Label: d.T("overview.all"), Href: site.DeliveriesPath, Kind: parts.Secondary}},
	}
	for _, m := range d.months {
		t.Columns = append(t.Columns, parts.Column{Label: d.Month(m), Hint: d.T("deliveries.due", "date", d.programme.Due(m)), Notes: d.T("deliveries.remark", "month", d.Month(m))})
	}
	for _, code := range rows {
		row := parts.Row{Cells: []parts.Cell{{Text: site.PlaceName(code), Href: deliveriesOf(code), Note: municipality.RegionOn(code, d.Today)}}}
		for _, m := range d.months {
			a, takes := d.arrival(monitoring.Pair{Municipality: code, Month: m})
			row.Cells = append(row.Cells, d.cell(a, takes))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// cell is a month in a word: the day on which it first came, and what is to be known of it.
func (d *deliveryView) cell(a arrival, takes bool) parts.Cell {
	if !takes {
		return parts.Cell{Value: pages.StageCell{Text: d.T("deliveries.outside"), Aside: true}, File: d.T("deliveries.outside")}
	}
	live, came := a.live()
	if !came {
		return parts.Cell{Value: d.standing(a), Text: d.T("deliveries." + string(a.stand)), File: d.T("deliveries." + string(a.stand))}
	}
	return parts.Cell{Text: d.Date(a.firstDay()), File: a.firstDay(), Href: deliveryPath(a.Pair), Note: d.remark(a, live)}
}

// standing is a missing month as a status.
func (d *deliveryView) standing(a arrival) parts.Status {
	kind := parts.Waiting
	if a.stand.Missing() {
		kind = parts.Late
	}
	return parts.Status{Kind: kind, Text: d.T("deliveries." + string(a.stand))}
}

// remark is what stands out about a month that came.
func (d *deliveryView) remark(a arrival, live monitoring.Received) string {
	var all []string
	if a.stand == monitoring.Late {
		all = append(all, d.T("deliveries.days_late", "count", d.programme.Due(a.Month).DaysUntil(a.firstDay())))
	}
	if len(a.all) > 1 {
		all = append(all, d.T("deliveries.corrected", "date", calendar.DateOf(live.At)))
	}
	if live.Warnings > 0 {
		all = append(all, d.T("deliveries.warnings", "count", live.Warnings))
	}
	return joined(all)
}

// pairIn reads a month of a municipality from the address.
func pairIn(c echo.Context) (monitoring.Pair, error) {
	p := monitoring.Pair{Municipality: municipality.Code(c.Param("code"))}
	month, err := calendar.ParseMonth(c.Param("month"))
	if err != nil {
		return p, domain.Refuse(domain.NotFound, "not_found", nil)
	}
	p.Month = month
	return p, nil
}
