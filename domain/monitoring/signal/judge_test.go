package signal_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/figures"
	"startklar/domain/monitoring/monitoringtest"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
)

var (
	began = calendar.NewMonth(2025, 1)
	now   = calendar.NewMonth(2026, 6)
)

// others are nine municipalities with exactly half of 1,000 each: the others' share is 1/2, and with the one that
// is judged among ten, whose z takes its neighbour's, ρ is 0.
const others = 9

// world is a book in which the first municipality has its own counts and the others half of 1,000.
type world struct {
	t         *testing.T
	own       map[calendar.Month]map[monitoring.IndicatorID]signal.Count
	enrolled  calendar.Month
	delivered int
	half      int
}

func newWorld(t *testing.T) *world {
	return &world{t: t, own: map[calendar.Month]map[monitoring.IndicatorID]signal.Count{}, enrolled: began, delivered: others, half: 500}
}

func (w *world) has(m calendar.Month, id monitoring.IndicatorID, n, of int) *world {
	if w.own[m] == nil {
		w.own[m] = map[monitoring.IndicatorID]signal.Count{}
	}
	w.own[m][id] = signal.Count{Num: n, Den: of}
	return w
}

func (w *world) book() *figures.Book {
	all := municipality.All()
	s := figures.Stored{Participations: []monitoring.Participation{{Municipality: all[0].Code, From: w.enrolled, Enrolled: w.enrolled.First()}}}
	for i := range others {
		s.Participations = append(s.Participations, monitoring.Participation{Municipality: all[i+1].Code, From: began, Enrolled: began.First()})
	}
	for m := range w.own {
		s.Cells = append(s.Cells, cells(all[0].Code, m, w.own[m]))
		for i := range w.delivered {
			counts := map[monitoring.IndicatorID]signal.Count{}
			for id := range w.own[m] {
				counts[id] = signal.Count{Num: w.half, Den: 1000}
			}
			s.Cells = append(s.Cells, cells(all[i+1].Code, m, counts))
		}
	}
	return figures.New(monitoringtest.Programme(w.t), s)
}

func cells(code municipality.Code, m calendar.Month, counts map[monitoring.IndicatorID]signal.Count) monitoring.MonthCells {
	c := monitoring.MonthCells{Pair: monitoring.Pair{Municipality: code, Month: m}, Cells: []monitoring.Cell{{Measure: "P", Num: 1, Den: 1}}}
	for id, count := range counts {
		c.Cells = append(c.Cells, monitoring.Cell{Measure: monitoring.Measure(id), Num: count.Num, Den: count.Den})
	}
	return c
}

// of are the signals of the first municipality.
func (w *world) of(c signal.Circumstances) (list []signal.Signal) {
	return slices.DeleteFunc(signal.Of(w.book(), monitoringtest.Programme(w.t), now, c), func(s signal.Signal) bool {
		return s.Municipality != municipality.All()[0].Code
	})
}

// one is the only signal of the first municipality.
func (w *world) one() signal.Signal {
	w.t.Helper()
	list := w.of(signal.Circumstances{})
	if len(list) != 1 {
		w.t.Fatalf("%d signals: %+v", len(list), list)
	}
	return list[0]
}

func said(s signal.Signal) string { return fmt.Sprintf("%s %s", s.Level, s.Reason) }

func TestEachLevelByHand(t *testing.T) {
	for _, c := range []struct {
		name      string
		indicator monitoring.IndicatorID
		n, of     int
		tail      float64
		want      string
	}{
		// of 20, in 2²⁰ths: P(X ≤ 6) = 60460, ≤ 5: 21700, ≤ 3: 1351, ≤ 2: 211
		{"not rare", "6", 6, 20, 60460.0 / (1 << 20), "none "},
		{"rare", "6", 5, 20, 21700.0 / (1 << 20), "watch tail"},
		{"rarer, yet not enough", "6", 3, 20, 1351.0 / (1 << 20), "watch tail"},
		{"very rare", "6", 2, 20, 211.0 / (1 << 20), "propose tail"},
		{"high is no worry", "6", 20, 20, 1, "none "},
		{"of five even nobody is no surprise", "6", 0, 5, 1.0 / 32, "too_few "},
		{"of six it is", "6", 0, 6, 1.0 / 64, "watch tail"},
		// P(X = 0 of 10) = 1/1024 = 0.098 %, and exactly five are missing
		{"exactly five are missing", "6", 0, 10, 1.0 / 1024, "propose tail"},
		{"both ends: low", "2", 2, 20, 211.0 / (1 << 20), "watch tail"},
		{"both ends: high", "2", 15, 20, 21700.0 / (1 << 20), "watch tail"},
		{"both ends: the middle", "2", 10, 20, 0.5 * (1 + 184756.0/(1<<20)), "none "},
		{"both ends: too few", "2", 5, 5, 1.0 / 32, "too_few "},
	} {
		s := newWorld(t).has(now, c.indicator, c.n, c.of).one()
		if said(s) != c.want || math.Abs(s.Tail-c.tail) > 1e-12 || s.National != 0.5 || s.Rho != 0 || s.Expected != float64(c.of)/2 || !s.Judged {
			t.Errorf("%s: %q, %+v", c.name, said(s), s)
		}
	}
}

func TestAProposalNeedsFiveCitizensBelowExpectation(t *testing.T) {
	w := newWorld(t).has(now, "6", 1, 6)
	w.half = 900 // P(X ≤ 1 of 6) = 0.1⁶ + 6·0.9·0.1⁵ = 0.0055 %, with 5.4 − 1 missing
	if s := w.one(); said(s) != "watch tail" || math.Abs(s.Tail-0.000055) > 1e-12 {
		t.Errorf("%q, %+v", said(s), s)
	}
}

func TestWatchThreeTimesThreeMonthsApartProposes(t *testing.T) {
	repeated := func(n, three, six int, id monitoring.IndicatorID, of int) string {
		return said(newWorld(t).has(now, id, n, of).has(now.Add(-3), id, three, of).has(now.Add(-6), id, six, of).one())
	}
	for _, c := range []struct {
		name string
		got  string
		want string
	}{
		{"each time", repeated(5, 5, 5, "6", 20), "propose repeated"},
		{"a proposal then is as good", repeated(5, 2, 5, "6", 20), "propose repeated"},
		{"not three months ago", repeated(5, 6, 5, "6", 20), "watch tail"},
		{"not six months ago", repeated(5, 5, 6, "6", 20), "watch tail"},
		{"not now", repeated(6, 5, 5, "6", 20), "none "},
		{"by itself already", repeated(2, 5, 5, "6", 20), "propose tail"},
		{"no good direction", repeated(5, 5, 5, "2", 20), "watch tail"},
		// P(X ≤ 2 of 12) = 79/4096 = 1.9 %, with 6 − 2 missing
		{"fewer than five missing", repeated(2, 2, 2, "6", 12), "watch tail"},
		{"six months ago there was nobody", repeated(5, 5, 0, "6", 20), "propose repeated"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
	if got := said(newWorld(t).has(now, "6", 5, 20).has(now.Add(-6), "6", 5, 20).one()); got != "watch tail" {
		t.Errorf("a month is missing: %q", got)
	}
	early := newWorld(t).has(now, "6", 5, 20).has(now.Add(-3), "6", 5, 20).has(now.Add(-6), "6", 5, 20)
	early.enrolled = now.Add(-11) // project month 6 then, 12 now
	if got := said(early.one()); got != "watch tail" {
		t.Errorf("early then: %q", got)
	}
}

func TestEarlyMonthsAreNotJudged(t *testing.T) {
	for id, first := range map[monitoring.IndicatorID]int{"1": 4, "2": 1, "3": 7, "5": 7, "6": 7, "7": 13, "8": 13} {
		for _, projectMonth := range []int{first - 1, first} {
			w := newWorld(t).has(now, id, 0, 20)
			w.enrolled = now.Add(1 - projectMonth)
			if projectMonth == 0 {
				continue
			}
			if s := w.one(); (s.Level == signal.Early) != (projectMonth < first) || !s.Judged {
				t.Errorf("indicator %s in project month %d: %q", id, projectMonth, said(s))
			}
		}
	}
}

func TestTooFewDeliveriesLeaveTheLevelUnknown(t *testing.T) {
	for delivered, want := range map[int]string{7: "propose tail", 6: "unknown "} { // 8 and 7 of 10 with its own
		w := newWorld(t).has(now, "6", 0, 20)
		w.delivered = delivered
		if s := w.one(); said(s) != want || s.Judged == (want == "unknown ") || s.Num != 0 || s.Den != 20 {
			t.Errorf("%d others delivered: %q, %+v", delivered, said(s), s)
		}
	}
}

func TestNobodyElseToCompareWith(t *testing.T) {
	p := monitoringtest.Programme(t)
	code := municipality.All()[0].Code
	b := figures.New(p, figures.Stored{
		Participations: []monitoring.Participation{{Municipality: code, From: began, Enrolled: began.First()}},
		Cells:          []monitoring.MonthCells{cells(code, now, map[monitoring.IndicatorID]signal.Count{"6": {Num: 0, Den: 50}})},
	})
	if list := signal.Of(b, p, now, signal.Circumstances{}); len(list) != 1 || said(list[0]) != "unknown " {
		t.Errorf("%+v", list)
	}
}

func TestWithoutAShareThereIsNoRow(t *testing.T) {
	w := newWorld(t).has(now, "6", 0, 0).has(now, "4", 1, 20).has(now, "R", 0, 90)
	if list := w.of(signal.Circumstances{Today: now.Add(9).First()}); len(list) != 0 {
		t.Errorf("%+v", list)
	}
}

func TestALateMonthAndALateStepPropose(t *testing.T) {
	w := newWorld(t).has(now.Add(-1), "6", 10, 20)
	code := municipality.All()[0].Code
	due := monitoringtest.Programme(t).Due(now)
	for _, c := range []struct {
		today calendar.Date
		late  int
		want  []string
	}{
		{due, 13, nil},
		{due.AddDays(1), 13, []string{"propose missing"}},
		{due, 14, []string{"propose overdue_step"}},
		{due.AddDays(30), 40, []string{"propose missing", "propose overdue_step"}},
	} {
		var got []string
		for _, s := range w.of(signal.Circumstances{Today: c.today, DaysOverdue: map[municipality.Code]int{code: c.late}}) {
			got = append(got, said(s))
			if s.Indicator != "" || s.Judged {
				t.Errorf("%+v", s)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s, %d days: %s", c.today, c.late, diff)
		}
	}
}

func TestADatedEventSuspendsSignals(t *testing.T) {
	w := newWorld(t).has(now, "6", 2, 20).has(now, "5", 2, 20)
	for _, c := range []struct {
		name string
		s    signal.Suspension
		want []string
	}{
		{"one indicator", signal.Suspension{Indicators: []monitoring.IndicatorID{"6"}, From: now}, []string{"propose tail", "unknown "}},
		{"all of them", signal.Suspension{From: now.Add(-3), Until: now}, []string{"unknown ", "unknown "}},
		{"none named are all", signal.Suspension{Indicators: []monitoring.IndicatorID{}, From: now}, []string{"unknown ", "unknown "}},
		{"until last month", signal.Suspension{From: now.Add(-3), Until: now.Add(-1)}, []string{"propose tail", "propose tail"}},
		{"from next month", signal.Suspension{From: now.Add(1)}, []string{"propose tail", "propose tail"}},
	} {
		var got []string
		for _, s := range w.of(signal.Circumstances{Suspended: []signal.Suspension{c.s}}) {
			got = append(got, said(s))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestOverlappingIndicatorsShareOneProposal(t *testing.T) {
	p := monitoringtest.Programme(t)
	w := newWorld(t)
	for _, id := range []monitoring.IndicatorID{"1", "3", "5", "6", "8"} {
		w.has(now, id, 2, 20)
	}
	w.has(now, "5", 10, 20)
	list := signal.Proposals(p, w.of(signal.Circumstances{DaysOverdue: map[municipality.Code]int{municipality.All()[0].Code: 99}}))
	var got []string
	for _, proposal := range list {
		for _, s := range proposal.Signals {
			got = append(got, proposal.Subject+" "+string(s.Indicator))
		}
	}
	if diff := cmp.Diff([]string{"overdue_step ", "1 1", "activity 3", "activity 6", "8 8"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestABookForSignalsReachesSixMonthsBack(t *testing.T) {
	if r := signal.Range(now); r.From != now.Add(-6) || r.To != now {
		t.Errorf("%+v", r)
	}
	if len(signal.AllLevels()) != 6 || signal.AllLevels()[0] != signal.Unknown {
		t.Error("the levels are decided in their order")
	}
}
