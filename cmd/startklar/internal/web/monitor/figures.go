package monitor

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

const (
	// pictureParam names the picture whose values are asked for as a file.
	pictureParam = "billede"
)

// trendMonths is how many months a picture over time shows at most.
const trendMonths = 18

// figures is a page of figures for one viewer: what is seen, of whom, in which month.
type figures struct {
	*words
	c         echo.Context
	spread    *desk.Spread
	programme *monitoring.Programme
	// unit is whom the page is about; code is its municipality, empty for a region and the nation.
	unit monitoring.UnitID
	code municipality.Code
	// month is the one that is talked about, first and last are the ends of pictures over time.
	month, first, last calendar.Month
	// path is the page's own address, without its query.
	path string
}

// newFigures reads what the page needs. The month defaults to the newest settled one.
func (s *Pages) newFigures(c echo.Context, q desk.FigureQuery, unit monitoring.UnitID, path string) (*figures, error) {
	f := &figures{words: s.words(c), c: c, unit: unit, path: path, programme: s.Monitoring}
	if _, is := municipality.Get(municipality.Code(unit)); is {
		f.code = municipality.Code(unit)
	}
	q.What = lookOf(c, q.What)
	var err error
	if f.spread, err = s.Desk.Spread(f.Ctx, f.Actor, q); err != nil {
		return nil, err
	}
	f.month = f.spread.Settled()
	delivered := f.spread.Delivered()
	if len(delivered) > 0 {
		f.last = delivered[len(delivered)-1]
		f.first = delivered[0]
		if f.first.MonthsUntil(f.last) >= trendMonths {
			f.first = f.last.Add(1 - trendMonths)
		}
	}
	return f, nil
}

// picture is one drawing of a page, with the name that its file goes by.
type picture struct {
	name string
	draw func(name string) (templ.Component, parts.Table)
}

// drawn draws pictures. What has nothing to draw is left out.
func (f *figures) drawn(all []picture) (charts pages.Charts) {
	for _, p := range all {
		if of, _ := p.draw(p.name); of != nil {
			charts = append(charts, of)
		}
	}
	return charts
}

// downloads lead to a picture's values as files.
func (f *figures) downloads(name string) parts.Downloads {
	query := url.Values{}
	for key, values := range f.c.QueryParams() {
		query[key] = values
	}
	query.Set(pictureParam, name)
	links := f.FileLinks(f.path, query)
	for n := range links {
		links[n].Context = f.pictureTitle(name)
	}
	return links
}

// sendPicture sends the values of the picture that the address names.
func (s *Pages) sendPicture(f *figures, all []picture, a parts.Audience) error {
	at := slices.IndexFunc(all, func(p picture) bool { return p.name == f.c.QueryParam(pictureParam) })
	if at < 0 {
		return domain.Refuse(domain.NotFound, "not_found", nil)
	}
	of, table := all[at].draw(all[at].name)
	if of == nil {
		return domain.Refuse(domain.NotFound, "not_found", nil)
	}
	return s.SendTable(f.c, "tal-"+all[at].name, f.SheetOf(table, a))
}

// OwnFigures is the municipality's own page: the sentences first, then two lines, and the rest on demand.
func (s *Pages) OwnFigures(c echo.Context) error {
	actor := site.ActorOf(c)
	if !actor.Role.Municipal() || len(actor.Municipalities) == 0 {
		return site.SeeOther(c, site.IndicatorsPath)
	}
	code := actor.Municipalities[0]
	f, err := s.newFigures(c, desk.FigureQuery{What: "own_figures"}, monitoring.UnitID(code), site.OwnFiguresPath)
	if err != nil {
		return err
	}
	audience := f.ownAudience()
	main, more := f.ownPictures()
	if site.WantsFile(c) {
		return s.sendPicture(f, slices.Concat(main, more), audience)
	}
	page := pages.Figures{Shell: s.Shell(c, f.T("figures.own.heading"))}
	page.Shell.Minutes, page.Shell.Audience = 6, audience
	if f.month.IsZero() || !f.anyDelivered() {
		page.Parts = []templ.Component{f.nothingYet(), f.ownLinks(nil)}
		return s.Render(c, http.StatusOK, page)
	}
	page.Shell.Lead = f.T("figures.own.lead", "place", site.PlaceName(code), "month", f.monthName(f.month), "delivered", f.coverage())
	newest, err := s.NewestStatement(f.Words)
	if err != nil {
		return err
	}
	page.Parts = []templ.Component{f.sayings(), f.ownLinks(newest), pages.Heading{ID: "hvem", Text: f.T("figures.groups")}, f.groups(), f.drawn(main)}
	page.Parts = append(page.Parts, pages.FigureFold{ID: "alle", Summary: f.T("figures.own.all"), Parts: []templ.Component{f.allIndicators()}},
		pages.FigureFold{ID: "mere", Summary: f.T("figures.own.more"), Parts: []templ.Component{f.drawn(more)}})
	return s.Render(c, http.StatusOK, page)
}

// ownLinks lead to the newest statement, where there is one, and to what the figures rest on: the deliveries.
func (f *figures) ownLinks(newest *view.StatementRow) (links pages.LinkRow) {
	if newest != nil {
		links = append(links, parts.Link{Label: f.T("statement.newest", "month", newest.Month), Href: site.StatementPath(newest.Month, string(f.code))})
	}
	return append(links, parts.Link{Label: f.T("figures.own.deliveries"), Href: deliveriesOf(f.code)})
}

// pictureOf names the picture of an indicator where a page has several of the kind.
func pictureOf(kind string, id monitoring.IndicatorID) string { return kind + "-" + string(id) }

// pictureTitle names a picture: by words of its own, or else by its kind and its indicator.
func (f *figures) pictureTitle(name string) string {
	kind, id, several := strings.Cut(name, "-")
	if key := "figures.picture." + name; !several || f.Has(key) {
		return f.T(key)
	}
	i, _ := f.programme.Indicator(monitoring.IndicatorID(id))
	return f.T("figures.picture.of", "kind", f.T("figures.picture."+kind), "title", i.Short)
}

// ownPictures are those over time that are always there, and those on demand.
func (f *figures) ownPictures() (main, more []picture) {
	first := f.programme.Headline().ID
	main = []picture{{pictureOf("udvikling", first), f.trendOf(first)}}
	for _, i := range f.programme.Trended() {
		if i.ID != first {
			main = append(main, picture{pictureOf("udvikling", i.ID), f.trendOf(i.ID)})
		}
	}
	stacked := f.programme.Stacked().ID
	more = []picture{
		{"krav", f.trendOf(f.programme.Required().ID)},
		{pictureOf("tragt", first), f.funnelOf(first)},
		{pictureOf("dele", stacked), f.stackOf(stacked)},
		{"herkomst", f.originsOf(f.programme.OriginSplit().ID)},
	}
	return main, more
}

func (f *figures) ownAudience() parts.Audience {
	return parts.Audience{
		Readers: []string{f.T("figures.audience.own", "place", site.PlaceName(f.code)), f.T("figures.audience.star")}, Note: f.T("figures.audience.note"),
		Logged: true,
	}
}

// anyDelivered tells whether the unit has delivered anything at all.
func (f *figures) anyDelivered() bool {
	return slices.ContainsFunc(f.spread.Delivered(), func(m calendar.Month) bool { return f.spread.HasDelivered(f.code, m) })
}

// nothingYet stands where nothing has been delivered: who delivers, and the next day on which it is due.
func (f *figures) nothingYet() parts.EmptyState {
	month := calendar.MonthOf(f.Today).Add(-1)
	if f.Today.After(f.programme.Due(month)) {
		month = month.Add(1)
	}
	return parts.EmptyState{
		Heading: f.T("figures.none"), Text: f.T("figures.none_text", "month", f.monthName(month), "date", f.programme.Due(month)),
	}
}

// coverage tells how many have delivered the month.
func (f *figures) coverage() string {
	nation, _ := f.spread.Count(monitoring.National, f.month, monitoring.Measure(monitoring.GroupP), monitoring.OriginAll)
	return f.T("figures.coverage", "delivered", nation.Delivered, "count", nation.Participating)
}

// level is the signal of the page's municipality in its month.
func (f *figures) level(code municipality.Code, id monitoring.IndicatorID) (signal.Signal, bool) {
	if code == "" {
		return signal.Signal{}, false
	}
	return f.spread.Signal(code, id, f.month)
}
