package tour_test

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/demo"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/disclosure"
	"startklar/domain/monitoring/disclosure/attack"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/statement"
	"startklar/domain/view"
	"startklar/templates/catalogue"
)

// reopened opens a house's store once more, with another rule of what outsiders see; nil is the product's.
func reopened(t *testing.T, path string, rule func(*disclosure.Rule) *disclosure.Rule) *house {
	t.Helper()
	h := &house{path: path, cookies: map[person.ID][]*http.Cookie{}}
	var err error
	h.app, err = app.Open(context.Background(), app.Options{
		URL: "sqlite:" + path, Clock: func() time.Time { return end }, MaxBatch: 128, CacheStreams: 16, ReadConnections: 2, Rule: rule,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.app.Close)
	if err := h.serve(nil); err != nil {
		t.Fatal(err)
	}
	return h
}

// copied is a house like another one, in which a test may write.
func copied(t *testing.T, of *house, rule func(*disclosure.Rule) *disclosure.Rule) *house {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy.db")
	db, err := sql.Open("sqlite3", "file:"+of.path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("VACUUM INTO ?", path); err != nil {
		t.Fatal(err)
	}
	return reopened(t, path, rule)
}

// publish freezes a month as it is known by now, and releases it, as two people of the national agency.
func (h *house) publish(t *testing.T, m calendar.Month, reason string) {
	t.Helper()
	ctx := context.Background()
	freezes := person.Actor{ID: "star-1", Role: person.NationalOfficer}
	releases := person.Actor{ID: "star-2", Role: person.NationalOfficer}
	if _, err := h.app.Desk.FreezeStatement(ctx, freezes, "", m, time.Time{}, reason); err != nil {
		t.Fatal(err)
	}
	state, err := h.app.Desk.StatementMonth(ctx, freezes, m)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.app.Desk.Do(ctx, releases, "", statement.Release{Month: m, Number: state.Pending.Number}); err != nil {
		t.Fatal(err)
	}
}

// edition is everything that a municipality's leader can reach of one edition of a month's statements, as it was read.
type edition struct {
	*reached
	row view.StatementRow
	// before is the edition that it corrects; nil for the first.
	before *edition
	// pooled are the numbers of the twelve months that end with the month.
	pooled map[place]int
	// cells counts the cells of tables that were understood.
	cells int
}

// theLeader is whose municipality is the reader's own.
var theLeader = person.Actor{ID: "leder-" + person.ID(own), Role: person.MunicipalLeader, Municipalities: []municipality.Code{own}}

// editionsOf are the editions that a leader can read, each with the one that it corrects, without having been read.
func editionsOf(t *testing.T, h *house) (all []*edition) {
	t.Helper()
	rows := reach(t, h, time.Time{}).editions()
	slices.SortStableFunc(rows, func(a, b view.StatementRow) int { return a.Edition.Number - b.Edition.Number })
	for _, row := range rows {
		e := &edition{reached: reach(t, h, row.Edition.AsOf), row: row, pooled: map[place]int{}}
		for back := range 24 { // a line begins before the first delivery
			m := row.Month.Add(-back)
			e.months[calendar.FormatMonth(m, "da")] = m
		}
		for _, earlier := range all {
			if earlier.row.Month == row.Month && earlier.row.Edition.Number == row.Edition.Number-1 {
				e.before = earlier
			}
		}
		all = append(all, e)
	}
	return all
}

func (e *edition) String() string {
	return fmt.Sprintf("%s, edition %d", e.row.Month, e.row.Edition.Number)
}

// address is that of a part of the edition: a municipality, or the nation.
func (e *edition) address(part, format string) string {
	address := fmt.Sprintf("/opgoerelser/%s/%s?udgave=%d", e.row.Month, part, e.row.Edition.Number)
	if format != "" {
		address += "&format=" + format
	}
	return address
}

// readAll reads every page and file of the edition.
func (e *edition) readAll() {
	e.t.Helper()
	const half = string(own) + "/halvside"
	for _, d := range []struct {
		part   string
		format string
		leaves bool
	}{
		{string(own), "", false}, {string(own), "html", true}, {half, "", true}, {half, "html", true}, {"landet", "", true}, {"landet", "html", true},
	} {
		address := e.address(d.part, d.format)
		a := e.fetch(address)
		e.noJSON(a, address)
		e.sheet(a.page(e.t).Find("article.sk-st"), address, d.leaves)
	}
	for _, part := range []string{string(own), half, "landet"} {
		address := e.address(part, "json")
		e.noJSON(e.get(e.t, theLeader.ID, catalogue.Danish, address), address)
	}
	for _, format := range []string{"xlsx", "csv"} {
		for _, g := range grids(e.t, e.fetch(e.address("landet", format))) {
			from := &edition{reached: &reached{reading: e.afresh()}}
			from.read(g, about{month: e.row.Month})
			e.take(from, e.address("landet", format), true)
		}
	}
}

func (e *edition) fetch(address string) answer {
	e.t.Helper()
	a := e.get(e.t, theLeader.ID, catalogue.Danish, address)
	if a.status != http.StatusOK {
		e.t.Fatalf("%s: status %d", address, a.status)
	}
	return a
}

// take adds what was read of one page or file, each number of which has to be what the reader may know: what outsiders
// are shown, and the own counts where the page does not leave the house.
func (e *edition) take(from *edition, where string, leaves bool) {
	e.t.Helper()
	mine := func(unit monitoring.UnitID) bool { return unit == monitoring.UnitID(own) && !leaves }
	for at, value := range from.numbers {
		shown, open := attack.Book(e.outside, at.month)(at.unit, at.Number)
		if mine(at.unit) {
			shown, open = e.number(at.unit, at.month, at.Number)
		}
		if !open || shown != value {
			e.t.Errorf("%s: %v is sent as %d, and %d is shown of it (%v)", where, at, value, shown, open)
		}
		e.keep(at, fmt.Sprint(value))
	}
	for at, value := range from.pooled {
		shown, open := attack.Pooled(e.outside, at.month)(at.unit, at.Number)
		if mine(at.unit) {
			c, found := e.truth.Pooled(at.unit, at.month, at.Measure, at.Origin)
			if shown, open = c.Num, found; at.Den {
				shown = c.Den
			}
		}
		if !open || shown != value {
			e.t.Errorf("%s: pooled %v is sent as %d, and %d is shown of it (%v)", where, at, value, shown, open)
		}
		e.pooled[at] = value
	}
	e.tables, e.cells = e.tables+from.tables, e.cells+from.cells
}

// tellable attacks a month that the edition tells of with what was read of it, and whatever outsiders may be shown.
func (e *edition) tellable(m calendar.Month) []attack.Target {
	e.t.Helper()
	for at := range e.truthOfOwn(m) {
		e.numbers[at], _ = e.number(at.unit, at.month, at.Number)
	}
	return e.told(m, e.andMore(m))
}

// TestEveryNumberOfAnEditionIsShown reads everything that a leader can reach of each edition, one of which is a
// correction: pages, files, the workbook, every table cell by cell and every count in a sentence. Each number has to be
// the municipality's own or shown to outsiders, and together they tell nothing of others.
func TestEveryNumberOfAnEditionIsShown(t *testing.T) {
	h := copied(t, enter(t, furnished), nil)
	latest := demo.Frozen(today).Add(-1)
	h.publish(t, latest, "Flere kommuner har leveret igen.")
	corrections := 0
	for _, e := range editionsOf(t, h) {
		e.readAll()
		n := e.others()
		t.Logf("%s: %d tables with %d cells, %d numbers, %d of others, %d pooled", e, e.tables, e.cells, len(e.numbers), n, len(e.pooled))
		if e.tables < 10 || e.cells < 250 || n < 500 || len(e.pooled) < 10 {
			t.Errorf("%s: that is not everything: the pages are no longer understood", e)
		}
		e.poolsFollow()
		if e.before != nil {
			corrections++
			pairs, few := e.differences()
			t.Logf("%s and the one before: of %d numbers of others that both tell, %d differ by 1 to 4", e, pairs, few)
		}
		if e.row.Month != latest {
			continue // enough is attacked, of other months by other tests
		}
		for _, one := range e.tellable(e.row.Month) {
			t.Errorf("%s: %s can be told", e, one)
		}
	}
	if corrections == 0 {
		t.Error("there is no correction to read")
	}
}

// poolsFollow adds the nation's pooled numbers up again from the single months that outsiders are shown.
func (e *edition) poolsFollow() {
	e.t.Helper()
	for at, value := range e.pooled {
		if at.unit == monitoring.UnitID(own) {
			continue
		}
		sum := 0
		for back := range 12 {
			n, open := attack.Book(e.outside, at.month.Add(-back))(at.unit, at.Number)
			if _, delivered := e.number(at.unit, at.month.Add(-back), at.Number); delivered && !open {
				e.t.Errorf("%s: %v is pooled over %s, which is not shown", e, at, at.month.Add(-back))
			}
			sum += n
		}
		if sum != value {
			e.t.Errorf("%s: %v is pooled as %d, and its months make %d", e, at, value, sum)
		}
	}
}

// differences counts the numbers of others that two editions of a month tell differently.
func (e *edition) differences() (pairs, few int) {
	for at, is := range e.numbers {
		was, told := e.before.numbers[at]
		if !told || at.unit == monitoring.UnitID(own) {
			continue
		}
		pairs++
		if by := max(is-was, was-is); by > 0 && by < disclosure.DefaultThreshold {
			few++
		}
	}
	return pairs, few
}

// TestAFrozenEditionWithoutSecondarySuppression freezes and releases a month in two houses, one of which has half of the
// rule: the attack on what was released tells small counts there, and none in the other one.
func TestAFrozenEditionWithoutSecondarySuppression(t *testing.T) {
	m := demo.Frozen(today).Add(-3)
	told := func(rule func(*disclosure.Rule) *disclosure.Rule) (n int) {
		h := copied(t, enter(t, furnished), rule)
		h.publish(t, m, "")
		for _, e := range editionsOf(t, h) {
			if e.row.Month != m {
				continue
			}
			e.readAll()
			e.others()
			for _, one := range e.tellable(m) {
				if one.Value > 0 && one.Value < disclosure.DefaultThreshold {
					n++
				}
			}
		}
		return n
	}
	if n := told(nil); n > 0 {
		t.Errorf("%d small counts can be told", n)
	}
	n := told((*disclosure.Rule).PrimaryOnly)
	if n == 0 {
		t.Error("the attack tells nothing of an edition with primary suppression alone")
	}
	t.Logf("with primary suppression alone %d small counts can be told", n)
}
