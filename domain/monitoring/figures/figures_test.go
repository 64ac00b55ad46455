package figures_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/figures"
	"startklar/domain/monitoring/monitoringtest"
	"startklar/domain/municipality"
)

func month(s string) calendar.Month {
	m, err := calendar.ParseMonth(s)
	if err != nil {
		panic(err)
	}
	return m
}

func takesPart(code, from, until string) monitoring.Participation {
	p := monitoring.Participation{Municipality: municipality.Code(code), From: month(from), Enrolled: month(from).First()}
	if until != "" {
		p.Until = month(until)
	}
	return p
}

// delivered is a month in which n of N have a job broker, and the whole is N.
func delivered(code, m string, n, of int) monitoring.MonthCells {
	return monitoring.MonthCells{
		Pair: monitoring.Pair{Municipality: municipality.Code(code), Month: month(m)},
		Cells: []monitoring.Cell{
			{Measure: "P", Num: of, Den: of},
			{Measure: "1", Num: n, Den: of},
			{Measure: "R", Num: n, Den: of},
			{Measure: "4", Origin: monitoring.OriginDanish, Num: n, Den: of},
			{Measure: "3:paid_hours", Num: n, Den: of},
		},
	}
}

// brief says a figure in a line.
func brief(f monitoring.Figure) string {
	one, _ := json.Marshal([]any{f.Unit, f.Month, f.Num, f.Den, f.Status, f.Provisional, f.Delivered, f.Participating})
	return string(one)
}

func briefs(list []monitoring.Figure) (lines []string) {
	for _, f := range list {
		lines = append(lines, brief(f))
	}
	return lines
}

func jobBroker(from, to string) figures.Query {
	return figures.Query{From: month(from), To: month(to), Indicators: []monitoring.IndicatorID{"1"}}
}

func TestAMonthHasItsMunicipalitiesRegionsAndTheNation(t *testing.T) {
	b := figures.New(monitoringtest.Programme(t), figures.Stored{
		Participations: []monitoring.Participation{
			takesPart("0101", "2026-01", ""), takesPart("0751", "2026-01", ""), takesPart("0851", "2026-02", ""),
			takesPart("0370", "2026-01", ""),
		},
		Cells: []monitoring.MonthCells{
			delivered("0101", "2026-01", 3, 10), delivered("0370", "2026-01", 0, 0), delivered("0751", "2026-02", 1, 5),
			delivered("0851", "2026-01", 9, 9), // before it takes part
		},
	})
	want := []string{
		`["0101","2026-01",3,10,"ok",true,1,1]`,
		`["0370","2026-01",0,0,"no_denominator",true,1,1]`,
		`["0751","2026-01",0,0,"missing",true,0,1]`,
		`["region:Hovedstaden","2026-01",3,10,"ok",true,1,1]`,
		`["region:Midtjylland","2026-01",0,0,"missing",true,0,1]`,
		`["region:Sjælland","2026-01",0,0,"no_denominator",true,1,1]`,
		`["national","2026-01",3,10,"ok",true,2,3]`,
	}
	if diff := cmp.Diff(want, briefs(b.Figures(jobBroker("2026-01", "2026-01")))); diff != "" {
		t.Error(diff)
	}
	if got := b.Figures(jobBroker("2025-12", "2025-12")); len(got) != 0 {
		t.Errorf("before anybody took part: %v", briefs(got))
	}
	if got := b.Figures(jobBroker("2026-02", "2026-01")); len(got) != 0 {
		t.Errorf("of a range that ends before it begins: %v", briefs(got))
	}
}

func TestRegionsMergeOnTheirDate(t *testing.T) {
	b := figures.New(monitoringtest.Programme(t), figures.Stored{
		Participations: []monitoring.Participation{takesPart("0101", "2026-12", "2027-01"), takesPart("0370", "2026-12", "")},
		Cells: []monitoring.MonthCells{
			delivered("0101", "2026-12", 1, 4), delivered("0370", "2026-12", 2, 5),
			delivered("0101", "2027-01", 2, 4), delivered("0370", "2027-01", 3, 5), delivered("0101", "2027-02", 4, 4),
		},
	})
	q := jobBroker("2026-12", "2027-02")
	q.Units = []monitoring.UnitID{"region:Hovedstaden", "region:Østdanmark", "region:Nowhere"}
	want := []string{
		`["region:Hovedstaden","2026-12",1,4,"ok",true,1,1]`,
		`["region:Østdanmark","2027-01",5,9,"ok",true,2,2]`,
		`["region:Østdanmark","2027-02",0,0,"missing",false,0,1]`,
	}
	if diff := cmp.Diff(want, briefs(b.Figures(q))); diff != "" {
		t.Error(diff)
	}
	units := []monitoring.UnitID{"0101", "0370", "region:Østdanmark", "national"}
	if diff := cmp.Diff(units, b.Units(month("2027-01"))); diff != "" {
		t.Error(diff)
	}
	q.Pooled, q.From = true, month("2027-01")
	if got := briefs(b.Figures(q))[0]; got != `["region:Østdanmark","2027-01",8,18,"ok",true,2,2]` {
		t.Errorf("pooled over the merger: %s", got)
	}
}

func TestTheLatestDeliveredMonthsAreProvisional(t *testing.T) {
	s := figures.Stored{
		Participations: []monitoring.Participation{takesPart("0101", "2026-01", "")},
		Cells:          []monitoring.MonthCells{delivered("0101", "2026-01", 1, 4), delivered("0101", "2026-03", 1, 4)},
	}
	states := func() (list []bool) {
		b := figures.New(monitoringtest.Programme(t), s)
		for i := range 5 {
			list = append(list, b.Provisional(month("2026-01").Add(i)))
		}
		return list
	}
	if diff := cmp.Diff([]bool{true, false, true, false, false}, states()); diff != "" {
		t.Error(diff)
	}
	if settled := figures.New(monitoringtest.Programme(t), s).Settled(); !settled.IsZero() {
		t.Errorf("two delivered months, and %s is settled", settled)
	}
	s.Later = []monitoring.Pair{{Municipality: "0101", Month: month("2026-05")}, {Municipality: "0999", Month: month("2026-06")}}
	if diff := cmp.Diff([]bool{false, false, true, false, true}, states()); diff != "" {
		t.Error(diff)
	}
	if settled := figures.New(monitoringtest.Programme(t), s).Settled(); settled != month("2026-01") {
		t.Errorf("settled: %s", settled)
	}
}

func TestPooledFiguresSumTheDeliveredMonthsOfTwelve(t *testing.T) {
	b := figures.New(monitoringtest.Programme(t), figures.Stored{
		Participations: []monitoring.Participation{takesPart("0101", "2025-01", ""), takesPart("0751", "2025-01", "2025-06")},
		Cells: []monitoring.MonthCells{
			delivered("0101", "2025-01", 100, 100), delivered("0101", "2025-02", 1, 2), delivered("0101", "2025-12", 2, 3),
			delivered("0101", "2026-01", 4, 8), delivered("0751", "2025-05", 9, 9),
		},
	})
	q := jobBroker("2026-01", "2026-01")
	q.Pooled = true
	want := []string{
		`["0101","2026-01",7,13,"ok",true,1,1]`, `["region:Hovedstaden","2026-01",7,13,"ok",true,1,1]`,
		`["national","2026-01",7,13,"ok",true,1,1]`,
	}
	if diff := cmp.Diff(want, briefs(b.Figures(q))); diff != "" {
		t.Error(diff)
	}
	if c, found := b.Pooled("0101", month("2027-02"), "1", ""); !found || c.Status != monitoring.StatusMissing {
		t.Errorf("nothing delivered for a year: %+v", c)
	}
}

func TestFiguresAreListedByUnitMonthIndicatorAndOrigin(t *testing.T) {
	b := figures.New(monitoringtest.Programme(t), figures.Stored{
		Participations: []monitoring.Participation{takesPart("0101", "2026-01", "")},
		Cells:          []monitoring.MonthCells{delivered("0101", "2026-01", 1, 4)},
	})
	var got []string
	for _, f := range b.Figures(figures.Query{From: month("2026-01"), To: month("2026-02"), Units: []monitoring.UnitID{"0101"}}) {
		got = append(got, strings.TrimSpace(f.Month.String()[5:]+" "+string(f.Indicator)+" "+string(f.Origin)))
	}
	one := "1,2,3,4 dansk,4 indvandrer_vestlig,4 indvandrer_ikke_vestlig,4 efterkommer_vestlig,4 efterkommer_ikke_vestlig,4 uoplyst,5,6,7,8,R"
	want := "01 " + strings.ReplaceAll(one, ",", ",01 ") + ",02 " + strings.ReplaceAll(one, ",", ",02 ")
	if diff := cmp.Diff(strings.Split(want, ","), got); diff != "" {
		t.Error(diff)
	}
}

func TestGroupsPartsAndMarksAreCountedForEveryUnit(t *testing.T) {
	b := figures.New(monitoringtest.Programme(t), figures.Stored{
		Participations: []monitoring.Participation{takesPart("0101", "2026-01", ""), takesPart("0751", "2026-01", "")},
		Cells:          []monitoring.MonthCells{delivered("0101", "2026-01", 1, 4), delivered("0751", "2026-01", 2, 6)},
	})
	for measure, want := range map[monitoring.Measure][2]int{
		"P": {10, 10}, "3:paid_hours": {3, 10}, monitoring.MeasureMarkedRehab: {0, 0}, "G2": {0, 0},
	} {
		c, found := b.Count(monitoring.National, month("2026-01"), measure, "")
		if got := [2]int{c.Num, c.Den}; !found || got != want {
			t.Errorf("%s: %v, %v", measure, got, found)
		}
	}
	if _, found := b.Count(monitoring.National, month("2026-01"), "9", ""); found {
		t.Error("a measure that there is not was counted")
	}
	if b.ProjectMonth("0101", month("2026-03")) != 3 || b.ProjectMonth("0101", month("2025-12")) != 0 || b.ProjectMonth("0999", month("2026-03")) != 0 {
		t.Error("the month of enrolment is project month 1")
	}
	if !b.HasDelivered("0101", month("2026-01")) || b.HasDelivered("0101", month("2026-02")) || len(b.Municipalities(month("2026-02"))) != 2 {
		t.Error("who takes part, and who has delivered")
	}
}

func TestTheResultIsMetInTheBestSingleMonthSoFar(t *testing.T) {
	p := monitoringtest.Programme(t)
	b := figures.New(p, figures.Stored{
		Participations: []monitoring.Participation{takesPart("0101", "2026-01", "")},
		Cells: []monitoring.MonthCells{
			delivered("0101", "2026-01", 5, 40), delivered("0101", "2026-02", 6, 40), delivered("0101", "2026-03", 5, 41),
			delivered("0101", "2026-05", 0, 0), delivered("0101", "2026-06", 8, 40),
		},
	})
	r, found := b.Result("0101", month("2026-03"), "R")
	want := []figures.Target{
		{Percent: 15, Met: true, In: month("2026-02"), Missing: 2, Known: true}, // 15 % of 41 is 6.15: 7 citizens
		{Percent: 20, Missing: 4, Known: true},                                  // 8.2: 9 citizens
	}
	if diff := cmp.Diff(want, r.Targets); !found || diff != "" || r.Best.Month != month("2026-02") {
		t.Error(found, r.Best, diff)
	}
	if r, _ := b.Result("0101", month("2026-01"), "R"); r.Targets[0].Met || r.Targets[0].Missing != 1 {
		t.Errorf("a month before it was met: %+v", r.Targets)
	}
	for _, m := range []string{"2026-04", "2026-05"} {
		if r, found := b.Result("0101", month(m), "R"); !found || r.Targets[1].Known || r.Targets[1].Missing != 0 {
			t.Errorf("%s has no share: %+v", m, r.Targets)
		}
	}
	if r, _ := b.Result("0101", month("2026-06"), "R"); r.Targets[1].In != month("2026-06") || r.Targets[1].Missing != 0 {
		t.Errorf("exactly 20 %%: %+v", r.Targets)
	}
	if _, found := b.Result("0101", month("2025-12"), "R"); found {
		t.Error("a result before enrolment")
	}
}

func TestCitizensMissingAreTheFewestThatReachTheTarget(t *testing.T) {
	p := monitoringtest.Programme(t)
	rapid.Check(t, func(t *rapid.T) {
		of := rapid.IntRange(1, 5000).Draw(t, "N")
		n := rapid.IntRange(0, of).Draw(t, "n")
		b := figures.New(p, figures.Stored{
			Participations: []monitoring.Participation{takesPart("0101", "2026-01", "")},
			Cells:          []monitoring.MonthCells{delivered("0101", "2026-01", n, of)},
		})
		r, _ := b.Result("0101", month("2026-01"), "R")
		for _, target := range r.Targets {
			more := 0
			for 100*(n+more) < target.Percent*of {
				more++
			}
			if target.Missing != more || target.Met != (more == 0) {
				t.Fatalf("%d of %d, %d %%: %+v, want %d missing", n, of, target.Percent, target, more)
			}
		}
	})
}

func TestTheNationIsTheSumOfItsUnits(t *testing.T) {
	p := monitoringtest.Programme(t)
	codes := municipality.All()
	rapid.Check(t, func(t *rapid.T) {
		var s figures.Stored
		for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(0, len(codes)-1), 1, 8, rapid.ID).Draw(t, "members") {
			code := string(codes[i].Code)
			from := rapid.IntRange(0, 5).Draw(t, "from")
			s.Participations = append(s.Participations, takesPart(code, month("2026-06").Add(from).String(), month("2026-06").Add(from+8).String()))
			for m := range 14 {
				if rapid.Bool().Draw(t, "delivers") {
					of := rapid.IntRange(0, 20).Draw(t, "N")
					s.Cells = append(s.Cells, delivered(code, month("2026-06").Add(m).String(), rapid.IntRange(0, of).Draw(t, "n"), of))
				}
			}
		}
		for _, pooled := range []bool{false, true} {
			checkSums(t, figures.New(p, s).Figures(figures.Query{From: month("2026-06"), To: month("2027-09"), Pooled: pooled}))
		}
	})
}

type sum struct{ n, of, delivered, participating int }

func checkSums(t *rapid.T, list []monitoring.Figure) {
	type cell struct {
		month     calendar.Month
		indicator monitoring.IndicatorID
		origin    monitoring.Origin
	}
	units, regions, nation := map[cell]sum{}, map[cell]sum{}, map[cell]sum{}
	for _, f := range list {
		into := units
		switch {
		case f.Unit == monitoring.National:
			into = nation
		case strings.HasPrefix(string(f.Unit), "region:"):
			into = regions
		}
		at := cell{f.Month, f.Indicator, f.Origin}
		s := into[at]
		into[at] = sum{s.n + f.Num, s.of + f.Den, s.delivered + f.Delivered, s.participating + f.Participating}
		if f.Num > f.Den {
			t.Fatalf("%v", f)
		}
	}
	if diff := cmp.Diff(units, nation, cmp.AllowUnexported(sum{}, cell{})); diff != "" {
		t.Fatalf("municipalities, nation: %s", diff)
	}
	if diff := cmp.Diff(units, regions, cmp.AllowUnexported(sum{}, cell{})); diff != "" {
		t.Fatalf("municipalities, regions: %s", diff)
	}
}

func TestJSONIsAsPromised(t *testing.T) {
	list := []monitoring.Figure{
		{
			Unit: "region:Østdanmark", Month: month("2027-01"), Indicator: "4", Origin: monitoring.OriginUnknown, Num: 1, Den: 3,
			Status: monitoring.StatusOK, Provisional: true, Delivered: 1, Participating: 2,
		},
		{Unit: "0101", Month: month("2027-01"), Indicator: "1", Status: monitoring.StatusMissing, Participating: 1},
		{Unit: "0101", Month: month("2027-01"), Indicator: "R", Status: monitoring.StatusNoDenominator, Delivered: 1, Participating: 1},
	}
	want := `[
  {"unit": "region:Østdanmark", "month": "2027-01", "indicator": "4", "origin": "uoplyst", "n": 1, "N": 3, "share": 0.3333333333333333, "status": "ok", "provisional": true, "delivered": 1, "participating": 2},
  {"unit": "0101", "month": "2027-01", "indicator": "1", "origin": "", "n": null, "N": null, "share": null, "status": "missing", "provisional": false, "delivered": 0, "participating": 1},
  {"unit": "0101", "month": "2027-01", "indicator": "R", "origin": "", "n": 0, "N": 0, "share": null, "status": "no_denominator", "provisional": false, "delivered": 1, "participating": 1}
]
`
	got := figures.AppendJSON(nil, list)
	if diff := cmp.Diff(want, string(got)); diff != "" || !json.Valid(got) {
		t.Error(diff)
	}
	if got := string(figures.AppendJSON(nil, nil)); got != "[]\n" {
		t.Errorf("nothing: %q", got)
	}
}

// memory is a monitoring.Reads that remembers what it was asked.
type memory struct {
	figures.Stored
	received []monitoring.Received
	asked    []any
}

func (m *memory) Cells(_ context.Context, q monitoring.CellQuery) ([]monitoring.MonthCells, error) {
	m.asked = append(m.asked, q)
	return m.Stored.Cells, nil
}

func (m *memory) Received(_ context.Context, q monitoring.ReceivedQuery) ([]monitoring.Received, error) {
	m.asked = append(m.asked, q)
	return m.received, nil
}

func (m *memory) Participations(_ context.Context, programme string) ([]monitoring.Participation, error) {
	m.asked = append(m.asked, programme)
	return m.Stored.Participations, nil
}

func TestABookIsReadInOneReadOfCells(t *testing.T) {
	m := &memory{
		Stored: figures.Stored{
			Participations: []monitoring.Participation{takesPart("0101", "2026-01", "")},
			Cells:          []monitoring.MonthCells{delivered("0101", "2026-02", 1, 4)},
		},
		received: []monitoring.Received{
			{Pair: monitoring.Pair{Municipality: "0101", Month: month("2026-03")}}, {Pair: monitoring.Pair{Municipality: "0101", Month: month("2026-04")}},
		},
	}
	at := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	p := monitoringtest.Programme(t)
	b, err := figures.Read(t.Context(), m, p, figures.Range{
		From: month("2026-02"), To: month("2026-02"), AsOf: at, Measures: figures.Measures(p, "1")[1:],
	}.Pooled())
	if err != nil || b.Provisional(month("2026-02")) || !b.Provisional(month("2026-04")) {
		t.Errorf("%v, delivered %v", err, b.Delivered())
	}
	want := []any{
		"flere-skal-med-2",
		monitoring.CellQuery{From: month("2025-03"), To: month("2026-02"), AsOf: at, Measures: []monitoring.Measure{"P", "1"}},
		monitoring.ReceivedQuery{From: month("2026-03"), AsOf: at},
	}
	if diff := cmp.Diff(want, m.asked); diff != "" {
		t.Error(diff)
	}
}

func TestUnitsThatCanBeNamed(t *testing.T) {
	for unit, want := range map[monitoring.UnitID]bool{
		"0101": true, "national": true, "region:Østdanmark": true, "region:Sjælland": true,
		"0999": false, "": false, "region:": false, "Sjælland": false, "region:0101": false,
	} {
		if figures.KnownUnit(unit) != want {
			t.Errorf("%q: %v", unit, !want)
		}
	}
}

// BenchmarkAllFigures makes JSON of everything: 98 municipalities, 24 months.
func BenchmarkAllFigures(b *testing.B) {
	p := monitoringtest.Programme(b)
	var s figures.Stored
	for _, m := range municipality.All() {
		s.Participations = append(s.Participations, takesPart(string(m.Code), "2025-01", ""))
		for i := range 24 {
			s.Cells = append(s.Cells, delivered(string(m.Code), month("2025-01").Add(i).String(), i, 100))
		}
	}
	for b.Loop() {
		list := figures.New(p, s).Figures(figures.Query{From: month("2025-01"), To: month("2026-12")})
		b.SetBytes(int64(len(figures.AppendJSON(nil, list))))
	}
}
