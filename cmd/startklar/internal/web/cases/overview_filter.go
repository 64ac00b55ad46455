package cases

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// overviewFilter is what the address asks for; anything unknown in it is left out.
type overviewFilter struct {
	region, consultant, definition, group string
	stage                                 journey.StageID
	stageState, run                       journey.State
	late, stale                           bool
	sort                                  view.OverviewSort
	descending                            bool
	page                                  int
}

// any tells whether the address narrows the list.
func (f overviewFilter) any() bool {
	return f.region != "" || f.consultant != "" || f.definition != "" || f.stage != "" || f.run != "" || f.late || f.stale
}

// stageStates are the states that a stage can have.
func stageStates() []journey.State {
	return []journey.State{journey.Active, journey.Available, journey.Completed}
}

// runStates are the states that a journey can have.
func runStates() []journey.State {
	return []journey.State{journey.Active, journey.Completed, journey.Terminated}
}

func readOverviewFilter(c echo.Context) overviewFilter {
	f := overviewFilter{
		region: c.QueryParam("region"), consultant: c.QueryParam("konsulent"), definition: c.QueryParam("plan"),
		late: c.QueryParam("sent") == "1", stale: c.QueryParam("efter") == "1",
		sort: view.ByName, descending: c.QueryParam("retning") == "ned", page: 1,
	}
	if stage, state, ok := strings.Cut(c.QueryParam("trin"), ":"); ok && slices.Contains(stageStates(), journey.State(state)) {
		f.stage, f.stageState = journey.StageID(stage), journey.State(state)
	}
	if s := journey.State(c.QueryParam("forloeb")); slices.Contains(runStates(), s) {
		f.run = s
	}
	if by := view.OverviewSort(c.QueryParam("sort")); slices.Contains(view.AllOverviewSorts(), by) {
		f.sort = by
	}
	if g := c.QueryParam("gruppe"); g == "region" || g == "konsulent" {
		f.group = g
	}
	if n, err := strconv.Atoi(c.QueryParam("side")); err == nil && n > 1 && n < 1000 {
		f.page = n
	}
	return f
}

// overview builds the page for one viewer.
type overview struct {
	*words
	c      echo.Context
	s      *Pages
	filter overviewFilter
	// consultants by municipality: who carries it.
	people      []view.PersonRow
	consultants map[municipality.Code]view.PersonRow
	// stages are the columns: those of every plan on the page, in order.
	stages []*workflow.Stage
	plans  []*workflow.Definition
}

func (s *Pages) newOverview(c echo.Context) (*overview, error) {
	o := &overview{words: s.words(c), c: c, s: s, filter: readOverviewFilter(c), consultants: map[municipality.Code]view.PersonRow{}}
	people, err := s.Desk.People(o.Ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		if p.Role != person.ProcessConsultant {
			continue
		}
		o.people = append(o.people, p)
		for _, code := range p.Municipalities {
			o.consultants[code] = p
		}
	}
	return o, nil
}

// query turns the filter into what the desk is asked.
func (o *overview) query() view.OverviewQuery {
	f := o.filter
	q := view.OverviewQuery{
		Definition: f.definition, Run: f.run, OnlyStale: f.stale, Sort: f.sort, Descending: f.descending,
		Municipalities: o.selected(), Limit: overviewSize, Offset: (f.page - 1) * overviewSize,
	}
	if f.stage != "" {
		q.Stage, q.StageState = f.stage, f.stageState
	}
	if f.late {
		q.LateOn = o.Today
		if q.Run == "" {
			q.Run = journey.Active
		}
	}
	if f.group != "" || site.WantsFile(o.c) {
		q.Limit, q.Offset = 0, 0
	}
	return q
}

// selected are the municipalities of the chosen region and consultant; nil for all.
func (o *overview) selected() []municipality.Code {
	if o.filter.region == "" && o.filter.consultant == "" {
		return nil
	}
	codes := []municipality.Code{}
	for _, m := range municipality.All() {
		if o.filter.region != "" && o.regionOf(m.Code) != o.filter.region {
			continue
		}
		if o.filter.consultant != "" && string(o.consultants[m.Code].ID) != o.filter.consultant {
			continue
		}
		codes = append(codes, m.Code)
	}
	return codes
}

func (o *overview) regionOf(code municipality.Code) string {
	return municipality.RegionOn(code, o.Today)
}

func (o *overview) consultantOf(code municipality.Code) string {
	if p, ok := o.consultants[code]; ok {
		return p.Name
	}
	return o.T("overview.no_consultant")
}

// address is the page's own with some values changed; an empty value is left out.
func (o *overview) address(changes url.Values) string {
	return site.AddressWith("/overblik", o.c.QueryParams(), changes)
}

// regions are those that exist today.
func (o *overview) regions() []string { return municipality.Regions(calendar.DateOf(o.Now)) }
