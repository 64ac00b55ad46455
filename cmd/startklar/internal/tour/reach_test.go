package tour_test

import (
	"context"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/desk"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/disclosure"
	"startklar/domain/monitoring/disclosure/attack"
	"startklar/domain/monitoring/figures"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/templates/catalogue"

	"github.com/PuerkitoBio/goquery"
)

// own is the municipality whose leader looks for the others' counts.
const own municipality.Code = "0851"

// reached is a house with somebody in it who reads everything.
type reached struct {
	*house
	*reading
	who   person.ID
	truth *figures.Book
	// outside is what outsiders are shown of everybody.
	outside *disclosure.Book
	month   calendar.Month
}

// reach is for what was known at a moment; the zero moment is now.
func reach(t *testing.T, h *house, asOf time.Time) *reached {
	t.Helper()
	ctx, system := context.Background(), person.SystemActor("cli")
	truth, err := h.app.Desk.Counts(ctx, system, desk.FigureQuery{What: "counts", AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	outside, err := h.app.Desk.FiguresForOutsiders(ctx, system, desk.FigureQuery{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	return &reached{house: h, reading: newReading(t, h.app.Monitoring, outside), truth: truth, outside: outside, month: truth.Settled()}
}

// ofFigures are the parts of the product that tell of figures.
var ofFigures = []string{"/tal", "/indikatorer", "/opgoerelser", "/stoette", "/leverancer"}

// walk follows every link within the parts that tell of figures, from the front page on, and reads what is there.
func (r *reached) walk(who person.ID) (pages, files int) {
	r.t.Helper()
	r.who = who
	seen, next := map[string]bool{}, slices.Concat([]string{"/"}, ofFigures)
	for len(next) > 0 {
		address := next[0]
		next = next[1:]
		if seen[address] {
			continue
		}
		seen[address] = true
		a := r.get(r.t, who, catalogue.Danish, address)
		r.noJSON(a, address)
		switch {
		case a.status != http.StatusOK:
		case a.header.Get("Content-Disposition") != "":
			files++
			r.file(a, address)
		default:
			pages++
			page := a.page(r.t)
			if address != "/" {
				r.page(page, address)
			}
			page.Find("a[href]").Each(func(_ int, link *goquery.Selection) {
				if to := link.AttrOr("href", ""); isOfFigures(to) {
					next = append(next, strings.Split(to, "#")[0])
				}
			})
		}
	}
	return pages, files
}

// noJSON fails for figures that are sent as JSON, by themselves or within a page: there are none, so nobody reads them.
func (r *reached) noJSON(a answer, address string) {
	r.t.Helper()
	if strings.Contains(a.header.Get("Content-Type"), "json") || strings.Contains(a.body, `type="application/json"`) {
		r.t.Errorf("%s sends JSON, which nobody reads here", address)
	}
}

func isOfFigures(address string) bool {
	return slices.ContainsFunc(ofFigures, func(part string) bool {
		rest, below := strings.CutPrefix(address, part)
		return below && (rest == "" || strings.ContainsRune("/?#", rune(rest[0])))
	})
}

// of is what an address is about.
func (r *reached) of(address string) about {
	u, err := url.Parse(address)
	if err != nil {
		r.t.Fatal(err)
	}
	of := about{unit: monitoring.National, month: r.month}
	switch query := u.Query(); {
	case strings.HasPrefix(u.Path, "/tal"):
		of.unit = monitoring.UnitID(own)
	case query.Get("kommune") != "":
		of.unit = monitoring.UnitID(query.Get("kommune"))
	case query.Get("region") != "":
		of.unit = monitoring.RegionUnit(query.Get("region"))
	}
	if m, err := calendar.ParseMonth(u.Query().Get("maaned")); err == nil {
		of.month = m
	}
	if rest, is := strings.CutPrefix(u.Path, "/indikatorer/"); is {
		of.indicator = monitoring.IndicatorID(strings.Split(rest, "/")[0])
	}
	return of
}

// indicatorOf is the indicator that a picture draws.
func indicatorOf(picture string, of about) about {
	if at := strings.LastIndex(picture, "-"); at >= 0 {
		of.indicator = monitoring.IndicatorID(picture[at+1:])
	}
	switch picture {
	case "krav":
		of.indicator = "R"
	case "herkomst":
		of.indicator = "4"
	}
	return of
}

// file reads a file. It is of figures where it belongs to a page of them.
func (r *reached) file(a answer, address string) {
	u, _ := url.Parse(address)
	if !strings.HasPrefix(u.Path, "/tal") && !strings.HasPrefix(u.Path, "/indikatorer") {
		return
	}
	for _, g := range grids(r.t, a) {
		r.read(g, indicatorOf(u.Query().Get("billede"), r.of(address)))
	}
}

// page reads the tables of a page, and listens to its sentences and drawings.
func (r *reached) page(page *goquery.Document, address string) {
	r.listen(page, address)
	if !strings.HasPrefix(address, "/tal") && !strings.HasPrefix(address, "/indikatorer") {
		return
	}
	page.Find("main table").Each(func(_ int, table *goquery.Selection) {
		picture := table.Closest("figure").AttrOr("id", "")
		r.read(gridOf(table), indicatorOf(picture, r.of(address)))
	})
}

// seen is what the attack is given. A share with all its digits tells n and N to who knows about how many there are.
func (r *reached) seen(m calendar.Month) attack.Seen {
	return func(unit monitoring.UnitID, n attack.Number) (int, bool) {
		if value, known := r.numbers[place{unit, m, n}]; known {
			return value, true
		}
		for at, share := range r.shares {
			whole, _ := attack.Whole(at.Measure, at.Origin)
			if share.exact && at.unit == unit && at.month == m && (at.Number == n || whole == n) {
				return r.number(unit, m, n)
			}
		}
		return 0, false
	}
}

// number is what is true.
func (r *reached) number(unit monitoring.UnitID, m calendar.Month, n attack.Number) (int, bool) {
	c, found := r.truth.Count(unit, m, n.Measure, n.Origin)
	if n.Den {
		return c.Den, found
	}
	return c.Num, found
}

// andMore sees what was read, and whatever outsiders may be shown of anybody beside.
func (r *reached) andMore(m calendar.Month) attack.Seen {
	read, more := r.seen(m), attack.Book(r.outside, m)
	return func(unit monitoring.UnitID, n attack.Number) (int, bool) {
		if value, shown := read(unit, n); shown {
			return value, true
		}
		return more(unit, n)
	}
}

// told attacks a month with what was seen. What outsiders may be shown is no secret, whether it was read or not.
func (r *reached) told(m calendar.Month, seen attack.Seen) (told []attack.Target) {
	r.t.Helper()
	a, err := attack.New(r.truth, seen, m, false)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, one := range a.Told(rand.New(rand.NewPCG(1, 98))) {
		if _, open := attack.Book(r.outside, m)(one.Unit, one.Number); !open && one.Unit != monitoring.UnitID(own) {
			told = append(told, one)
		}
	}
	return told
}

// others counts the numbers that were read of others than the own municipality, and checks each against what the one
// place that decides shows to outsiders.
func (r *reached) others() (n int) {
	r.t.Helper()
	for at, value := range r.numbers {
		if at.unit == monitoring.UnitID(own) {
			continue
		}
		n++
		shown, open := attack.Book(r.outside, at.month)(at.unit, at.Number)
		if !open || shown != value {
			r.t.Errorf("%v is sent as %d, and %d is shown of it (%v)", at, value, shown, open)
		}
	}
	for at, share := range r.shares {
		if at.unit == monitoring.UnitID(own) {
			continue
		}
		n++
		f, _ := r.outside.Count(at.unit, at.month, at.Measure, at.Origin)
		if shown, open := f.Share(); !open || math.Abs(shown-share.value) > 0.00051 {
			r.t.Errorf("the share of %v is sent as %v, and %v is shown of it (%v)", at, share.value, shown, open)
		}
	}
	return n
}

// sayable are the counts that may stand in a sentence: the own ones, and what is shown of others that are known.
func (r *reached) sayable(units ...monitoring.UnitID) map[[2]int]bool {
	may := map[[2]int]bool{}
	for _, m := range r.truth.Delivered() {
		for _, what := range everyMeasure(r.programme) {
			for _, o := range append(monitoring.AllOrigins(), monitoring.OriginAll) {
				for _, read := range []func(monitoring.UnitID, calendar.Month, monitoring.Measure, monitoring.Origin) (figures.Count, bool){r.truth.Count, r.truth.Pooled} {
					c, _ := read(monitoring.UnitID(own), m, what, o)
					may[[2]int{c.Num, c.Den}] = true
				}
				for _, unit := range units {
					f, _ := r.outside.Count(unit, m, what, o)
					num, _ := f.Num.Value()
					if den, shown := f.Den.Value(); shown {
						may[[2]int{num, den}] = true
					}
					may[[2]int{f.Delivered, f.Participating}] = true
				}
			}
		}
	}
	return may
}

func everyMeasure(p *monitoring.Programme) (all []monitoring.Measure) {
	for _, g := range monitoring.AllGroups() {
		all = append(all, monitoring.Measure(g))
	}
	all = append(all, monitoring.MeasureMarkedRehab, monitoring.MeasureUnmarked)
	for _, i := range p.Indicators {
		all = append(all, monitoring.Measure(i.ID))
		for _, fact := range i.Any {
			all = append(all, monitoring.Part(i.ID, fact))
		}
	}
	return all
}

// TestWhatALeaderIsSentTellsNoHiddenCount walks every page and file of figures that a municipality's leader reaches,
// reads every table, sentence and drawing, and attacks what was read.
func TestWhatALeaderIsSentTellsNoHiddenCount(t *testing.T) {
	r := reach(t, enter(t, furnished), time.Time{})
	pages, files := r.walk("leder-" + person.ID(own))
	n := r.others()
	for _, address := range []string{"/tal", "/opgoerelser"} {
		r.noJSON(r.get(t, r.who, catalogue.Danish, address+"?format=json"), address)
	}
	t.Logf("%d pages and %d files with %d tables; %d numbers of one's own and others, %d of others", pages, files, r.tables, len(r.numbers)+len(r.shares), n)
	if pages < 5 || files < 14 || r.tables < 20 || n < 50 {
		t.Error("that is not everything: the walk no longer understands the pages")
	}
	may := r.sayable(monitoring.National)
	for _, e := range r.editions() { // which were frozen before some deliveries came
		then := reach(t, r.house, e.Edition.AsOf)
		maps.Copy(may, then.sayable(then.outside.Units(e.Month)...))
	}
	for pair, where := range r.said {
		if !may[pair] {
			t.Errorf("%s says %d of %d, which is neither the municipality's own nor shown", where, pair[0], pair[1])
		}
	}
	for _, m := range []calendar.Month{r.month, r.month.Add(-3), r.month.Add(1)} {
		// Others' figures come to a leader through a few national ones, each of which was found among those shown to
		// outsiders. With all that outsiders may be shown the leader knows more than that.
		for _, one := range r.told(m, r.andMore(m)) {
			t.Errorf("%s: %s can be told by who is sent a leader's pages", m, one)
		}
	}
}

// editions are the statements that a leader can read.
func (r *reached) editions() []view.StatementRow {
	r.t.Helper()
	rows, err := r.app.Desk.StatementMonths(context.Background(), theLeader)
	if err != nil || len(rows) == 0 {
		r.t.Fatalf("%d statements, %v", len(rows), err)
	}
	return rows
}

// truthOfOwn are the places of the own municipality's counts in a month.
func (r *reached) truthOfOwn(m calendar.Month) map[place]bool {
	all := map[place]bool{}
	for _, what := range everyMeasure(r.programme) {
		for _, o := range append(monitoring.AllOrigins(), monitoring.OriginAll) {
			if _, found := r.truth.Count(monitoring.UnitID(own), m, what, o); found {
				all[place{monitoring.UnitID(own), m, attack.Number{Measure: what, Origin: o}}] = true
			}
		}
	}
	return all
}

// TestWhatLeavesTheHouseTellsNoHiddenCount gives the leader what all the process consultants are sent as well: every
// municipality, region and the nation as outsiders see them.
func TestWhatLeavesTheHouseTellsNoHiddenCount(t *testing.T) {
	r := reach(t, enter(t, furnished), time.Time{})
	r.readOutside()
	if n := r.others(); n < 1000 {
		t.Errorf("only %d numbers of others: the pages are no longer understood", n)
	}
	for _, one := range r.told(r.month, r.seen(r.month)) {
		t.Errorf("%s can be told", one)
	}
}

// TestWhatLeavesTheHouseWithoutSecondarySuppression is the same with half of the rule: the attack finds counts.
func TestWhatLeavesTheHouseWithoutSecondarySuppression(t *testing.T) {
	r := reach(t, reopened(t, enter(t, furnished).path, (*disclosure.Rule).PrimaryOnly), time.Time{})
	r.readOutside()
	r.others()
	small := 0
	for _, one := range r.told(r.month, r.seen(r.month)) {
		if one.Value > 0 && one.Value < disclosure.DefaultThreshold {
			small++
		}
	}
	if small == 0 {
		t.Error("the attack tells nothing of pages with primary suppression alone")
	}
	t.Logf("%d small counts can be told", small)
}

// readOutside reads, beside what the leader is sent, the indicators as every process consultant is sent them.
func (r *reached) readOutside() {
	r.t.Helper()
	r.walk("leder-" + person.ID(own))
	for n := 1; ; n++ {
		who := person.ID(fmt.Sprintf("proceskonsulent-%d", n))
		if !r.known(who) {
			break
		}
		r.consult(who)
	}
}

func (r *reached) known(who person.ID) bool {
	_, err := r.app.Store.Person(context.Background(), who)
	return err == nil
}

// consult reads the files of a consultant's indicators: their municipalities, the regions, the nation.
func (r *reached) consult(who person.ID) {
	r.t.Helper()
	var places []string
	for _, i := range r.programme.Indicators {
		path := "/indikatorer/" + string(i.ID)
		a := r.get(r.t, who, catalogue.Danish, path+"?format=csv")
		for _, g := range grids(r.t, a) {
			if !i.ByOrigin {
				r.read(g, r.of(path))
			}
			for _, row := range g.rows {
				places = append(places, "kommune="+string(r.unit(row[0])))
			}
		}
		r.pictures(who, path, i, "")
		for _, name := range municipality.Regions(r.month.Last()) {
			r.pictures(who, path, i, "region="+url.QueryEscape(name))
		}
	}
	slices.Sort(places)
	for _, place := range slices.Compact(places) {
		for _, i := range r.programme.Indicators {
			if i.ByOrigin || i.Stacked {
				r.pictures(who, "/indikatorer/"+string(i.ID), i, place)
			}
		}
	}
}

// pictures reads the values of the drawings of an indicator.
func (r *reached) pictures(who person.ID, path string, i monitoring.Indicator, query string) {
	r.t.Helper()
	names := []string{"udvikling"}
	if i.ByOrigin {
		names = []string{"herkomst"}
	}
	if i.Stacked {
		names = append(names, "dele")
	}
	for _, name := range names {
		address := path + "?format=csv&billede=" + name
		if query != "" {
			address += "&" + query
		}
		a := r.get(r.t, who, catalogue.Danish, address)
		if a.status != http.StatusOK {
			r.t.Fatalf("%s: %s: status %d", who, address, a.status)
		}
		for _, g := range grids(r.t, a) {
			r.read(g, r.of(address))
		}
	}
}

// TestWhatEverybodyReadsIsRarelyHidden holds that the indicators of the nation and its regions pay for the small
// numbers of single municipalities only where nothing else helps: with the step-up marking, which a few dozen have.
func TestWhatEverybodyReadsIsRarelyHidden(t *testing.T) {
	r := reach(t, enter(t, furnished), time.Time{})
	all := 0
	for _, m := range r.truth.Delivered() {
		for _, unit := range r.outside.Units(m) {
			if _, err := municipality.ParseCode(string(unit)); err == nil {
				continue
			}
			for _, i := range r.programme.Indicators {
				f, _ := r.outside.Count(unit, m, monitoring.Measure(i.ID), "")
				if i.ByOrigin || f.Withheld() == view.WithheldFew || f.Withheld() == view.WithheldMissing {
					continue
				}
				if all++; f.Withheld() != view.WithheldNot && i.ID != "8" {
					t.Errorf("indicator %s of %s is hidden in %s", i.ID, unit, m)
				}
			}
		}
	}
	if all < 500 {
		t.Errorf("only %d indicators of the nation and its regions", all)
	}
}
