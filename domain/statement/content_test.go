package statement_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/figures"
	"startklar/domain/monitoring/monitoringtest"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
	"startklar/domain/statement"
)

// world is a book of two municipalities that deliver every month, and the signals of its last month.
type world struct {
	programme *monitoring.Programme
	source    statement.Source
}

// newWorld counts for each municipality of each month what count gives: n of N for a measure.
func newWorld(t testing.TB, months int, count func(code municipality.Code, back int, m monitoring.Measure) (n, of int)) *world {
	t.Helper()
	p := monitoringtest.Programme(t)
	stored := figures.Stored{}
	for _, code := range []municipality.Code{"0461", "0851"} {
		began := january.Add(1 - months)
		stored.Participations = append(stored.Participations, monitoring.Participation{Municipality: code, From: began, Enrolled: began.First()})
		for m := range months {
			cells := []monitoring.Cell{}
			for _, measure := range measures() {
				n, of := count(code, months-1-m, measure)
				cells = append(cells, monitoring.Cell{Measure: measure, Num: n, Den: of})
			}
			for _, o := range monitoring.AllOrigins() {
				cells = append(cells, monitoring.Cell{Measure: "4", Origin: o, Num: 1, Den: 3})
			}
			stored.Cells = append(stored.Cells, monitoring.MonthCells{Pair: monitoring.Pair{Municipality: code, Month: began.Add(m)}, Cells: cells})
		}
		for later := range 2 {
			stored.Later = append(stored.Later, monitoring.Pair{Municipality: code, Month: january.Add(1 + later)})
		}
	}
	book := figures.New(p, stored)
	return &world{p, statement.Source{
		Book: book, Programme: p, Month: january, AsOf: april, Open: func(statement.Place) bool { return true },
		Signals:  signal.Of(book, p, january, signal.Circumstances{Today: calendar.DateOf(april)}),
		Received: []monitoring.Received{{Pair: monitoring.Pair{Municipality: "0851", Month: january}, Number: 2, At: april}},
	}}
}

func measures() []monitoring.Measure {
	return []monitoring.Measure{"P", "G1", "G2", "E", "marked_rehab", "unmarked", "1", "2", "3", "5", "6", "7", "8", "R"}
}

// even gives everybody half of 200 of everything, and own what is said.
func even(own map[monitoring.Measure]int) func(municipality.Code, int, monitoring.Measure) (int, int) {
	return func(code municipality.Code, back int, m monitoring.Measure) (int, int) {
		if n, told := own[m]; told && code == "0851" && back == 0 {
			return n, 200
		}
		if m == "unmarked" {
			return 10, 200
		}
		return 100, 200
	}
}

func TestAStatementHoldsWhatTheMonthCounted(t *testing.T) {
	w := newWorld(t, 14, even(map[monitoring.Measure]int{"6": 88}))
	c := w.source.Of("0851")
	six, ok := c.Line("6")
	want := statement.Line{
		Indicator: "6", Own: count(88, 200), Before: count(100, 200), Pooled: count(1188, 2400), Nation: count(188, 400),
		Level: six.Level, Tail: six.Tail,
	}
	if !ok || six != want {
		t.Errorf("got %+v\nwant %+v", six, want)
	}
	if len(c.Lines) != 7 || len(c.Origins) != 6 || len(c.Trends) != 2 || len(c.Trends[0].Points) != 12 {
		t.Errorf("%d lines, %d origins, %d trends", len(c.Lines), len(c.Origins), len(c.Trends))
	}
	if c.Coverage.Delivered != 2 || c.Receipt.Number != 2 || c.Provisional {
		t.Errorf("coverage %+v, receipt %+v, provisional %v", c.Coverage, c.Receipt, c.Provisional)
	}
	n := w.source.Nation()
	if len(n.Units) != 4 || n.Lines[0].Own != count(200, 400) {
		t.Errorf("%d units, first line %+v", len(n.Units), n.Lines[0])
	}
}

func TestOnlyOpenMonthsTellHowManyHaveMetATarget(t *testing.T) {
	w := newWorld(t, 14, even(nil)) // both are at half in every month
	met := func(open func(statement.Place) bool) (all []int) {
		w.source.Open = open
		for _, r := range w.source.Nation().Met {
			all = append(all, r.Count)
		}
		return all
	}
	for name, c := range map[string]struct {
		open func(statement.Place) bool
		want []int
	}{
		"all open":              {func(statement.Place) bool { return true }, []int{2, 2}},
		"one has no open month": {func(p statement.Place) bool { return p.Unit != "0851" }, []int{1, 1}},
		"one has an open month": {func(p statement.Place) bool { return p.Unit != "0851" || p.Month == january.Add(-4) }, []int{2, 2}},
		"one is open later":     {func(p statement.Place) bool { return p.Unit != "0851" || p.Month.After(january) }, []int{1, 1}},
	} {
		if got := met(c.open); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v have met the targets, want %v", name, got, c.want)
		}
	}
}

func count(n, of int) statement.Count {
	return statement.Count{Num: n, Den: of, Status: monitoring.StatusOK}
}

func TestTheOneThingToDo(t *testing.T) {
	step := statement.Step{State: statement.StepNext, On: calendar.NewDate(2026, 5, 4)}
	for _, c := range []struct {
		name string
		own  map[monitoring.Measure]int
		with func(*statement.Content)
		want statement.TaskKind
	}{
		{"not delivered", nil, func(c *statement.Content) { c.Receipt = statement.Receipt{} }, statement.TaskDeliver},
		{"many without a marking", map[monitoring.Measure]int{"unmarked": 40}, nil, statement.TaskMark},
		{"few without a marking and a worry", map[monitoring.Measure]int{"unmarked": 3, "6": 20}, nil, statement.TaskDiscuss},
		{"a worry about the marking itself", map[monitoring.Measure]int{"unmarked": 3, "1": 20}, nil, statement.TaskMark},
		{"a step that waits", nil, func(c *statement.Content) { c.Journey = []statement.Step{step} }, statement.TaskStep},
		{"nothing presses", nil, nil, statement.TaskKeep},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, 14, even(c.own))
			content := w.source.Of("0851")
			if c.with != nil {
				c.with(&content)
			}
			got := content.Task(w.programme)
			if got.Kind != c.want || got.By.IsZero() {
				t.Errorf("got %+v, want %s", got, c.want)
			}
		})
	}
}

func TestNothingNewIsOnePage(t *testing.T) {
	w := newWorld(t, 14, even(nil))
	if c := w.source.Of("0851"); !c.Quiet(w.programme) {
		t.Errorf("not quiet: %+v", c)
	}
	for name, own := range map[string]map[monitoring.Measure]int{"moved": {"6": 97}, "worrying": {"6": 20}} {
		if c := newWorld(t, 14, even(own)).source.Of("0851"); c.Quiet(w.programme) {
			t.Errorf("%s: quiet", name)
		}
	}
}

func TestOverlappingIndicatorsAreOnePoint(t *testing.T) {
	w := newWorld(t, 14, even(map[monitoring.Measure]int{"3": 20, "5": 20, "6": 10, "1": 30, "8": 30}))
	points := w.source.Of("0851").Attention(w.programme)
	var ids []string
	for _, l := range points {
		ids = append(ids, string(l.Indicator))
	}
	if got := strings.Join(ids, " "); got != "6 1" {
		t.Errorf("points %q", got)
	}
}

func TestACorrectionListsWhatChanged(t *testing.T) {
	before := newWorld(t, 14, even(nil)).source.Of("0851")
	after := newWorld(t, 14, even(map[monitoring.Measure]int{"5": 90})).source.Of("0851")
	var got []string
	for _, d := range after.Since(monitoringtest.Programme(t), before) {
		got = append(got, fmt.Sprint(d.Measure, d.National, d.Month, d.Was.Num, d.Is.Num))
	}
	if want := "5false2026-01100 90,5true2026-01200 190"; strings.Join(got, ",") != strings.ReplaceAll(want, "2026-01", " 2026-01 ") {
		t.Errorf("got %q", got)
	}
	if again := before.Since(monitoringtest.Programme(t), before); len(again) != 0 {
		t.Errorf("the same differs: %v", again)
	}
}

// TestOutsidersGetNothingThatIsClosed gives every count a number of its own and closes some: none of the closed
// numbers stands anywhere in what outsiders get.
func TestOutsidersGetNothingThatIsClosed(t *testing.T) {
	w := newWorld(t, 14, even(nil))
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		closed := map[string]bool{}
		number := 100_000
		mark := func(c *statement.Count) {
			number += 7
			c.Num, c.Den, c.Status = number, number+1_000_000, monitoring.StatusOK
			if c.Closed = (seed>>(number%61))&1 == 1; c.Closed {
				closed[strconv.Itoa(c.Num)], closed[strconv.Itoa(c.Den)] = true, true
			}
		}
		c := numbered(w.source.Of("0851"), mark)
		n := w.source.Nation()
		for i := range n.Units {
			for k := range n.Units[i].Counts {
				mark(&n.Units[i].Counts[k])
			}
		}
		text, err := json.Marshal([]any{c.Outside(), n.Outside()})
		if err != nil {
			t.Fatal(err)
		}
		for figure := range closed {
			if strings.Contains(string(text), ":"+figure+",") {
				t.Fatalf("%s is closed and stands in %s", figure, text)
			}
		}
		for _, l := range c.Outside().Lines {
			if !l.Own.Known() && (l.Level != "" || l.Tail != 0) {
				t.Fatalf("%s is closed and judged", l.Indicator)
			}
		}
		if r := c.Outside().Result; !r.Now.Known() && r.Targets[0].Known {
			t.Fatal("the citizens missing to a target tell the count")
		}
	})
}

func numbered(c statement.Content, mark func(*statement.Count)) statement.Content {
	for i := range c.Groups {
		mark(&c.Groups[i].Count)
	}
	for i := range c.Lines {
		l := &c.Lines[i]
		l.Level = signal.Watch
		for _, count := range []*statement.Count{&l.Own, &l.Before, &l.Pooled, &l.Nation} {
			mark(count)
		}
	}
	for i := range c.Origins {
		mark(&c.Origins[i].Own)
		mark(&c.Origins[i].Nation)
	}
	for i := range c.Trends {
		for k := range c.Trends[i].Points {
			mark(&c.Trends[i].Points[k].Own)
			mark(&c.Trends[i].Points[k].Nation)
		}
	}
	for _, r := range []*statement.Result{&c.Result, &c.Open} {
		mark(&r.Now)
		mark(&r.Best)
	}
	c.Changed = []statement.Changed{{Measure: "6", Month: january}}
	mark(&c.Changed[0].Was)
	mark(&c.Changed[0].Is)
	return c
}
