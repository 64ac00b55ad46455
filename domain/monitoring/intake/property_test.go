package intake_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/intake"
	"startklar/domain/monitoring/monitoringtest"
	"startklar/domain/person"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var first = calendar.NewMonth(2026, time.January)

// deliveries draws a few months of a few citizens, who come, go and return.
func deliveries(p *monitoring.Programme) *rapid.Generator[[]monitoring.Delivery] {
	return rapid.Custom(func(t *rapid.T) []monitoring.Delivery {
		var all []monitoring.Delivery
		for n := range 6 {
			if rapid.IntRange(0, 5).Draw(t, "delivered") == 0 {
				continue
			}
			d := monitoring.Delivery{Pair: monitoring.Pair{Municipality: "0851", Month: first.Add(n)}}
			for c := range 5 {
				if rapid.Bool().Draw(t, "present") {
					d.Records = append(d.Records, record(t, p, c))
				}
			}
			all = append(all, d)
		}
		return all
	})
}

func record(t *rapid.T, p *monitoring.Programme, citizen int) monitoring.Record {
	return monitoring.Record{
		Citizen: fmt.Sprintf("c%d", citizen),
		Marks:   monitoring.Marks(rapid.IntRange(0, int(monitoring.MarkRevisited)*2-1).Draw(t, "marks")),
		Exempt:  rapid.SampledFrom([]string{"", "", "helbred", "dom"}).Draw(t, "exempt"),
		Benefit: rapid.SampledFrom(p.Benefits).Draw(t, "benefit").Code,
		Origin:  rapid.SampledFrom(monitoring.AllOrigins()).Draw(t, "origin"),
		Exit:    rapid.SampledFrom([]monitoring.Exit{"", "", "", monitoring.ExitMoved}).Draw(t, "exit"),
	}
}

func count(t fatal, p *monitoring.Programme, all []monitoring.Delivery) []intake.Counted {
	counted, err := intake.Count(p, all)
	if err != nil {
		t.Fatal(err)
	}
	return counted
}

type fatal interface{ Fatal(...any) }

func TestNumeratorsNeverExceedDenominatorsAndPartsAddUp(t *testing.T) {
	p := monitoringtest.Programme(t)
	rapid.Check(t, func(t *rapid.T) {
		for _, m := range count(t, p, deliveries(p).Draw(t, "deliveries")) {
			n := map[monitoring.Measure]int{}
			byOrigin := map[monitoring.Measure]int{}
			for _, c := range m.Cells {
				if c.Num < 0 || c.Num > c.Den {
					t.Fatalf("%s %+v", m.Month, c)
				}
				n[c.Measure] += c.Num
				byOrigin[c.Measure] += c.Den
			}
			if n["P"] != n["G1"]+n["G2"]+n["E"] {
				t.Fatalf("%s: groups %v", m.Month, n)
			}
			parts := n["3:self_supporting"] + n["3:paid_hours"] + n["3:education"] + n["3:wage_subsidy"] + n["3:work_placement"]
			if n["3"] != parts || n["3"] != n["4"] || byOrigin["4"] != n["G1"] {
				t.Fatalf("%s: parts %v", m.Month, n)
			}
		}
	})
}

// TestCountsAreWhatTheDefinitionsSay counts every indicator a second time, slowly and as the definitions read: each
// citizen's rows are looked through for each month.
func TestCountsAreWhatTheDefinitionsSay(t *testing.T) {
	p := monitoringtest.Programme(t)
	rapid.Check(t, func(t *rapid.T) {
		all := deliveries(p).Draw(t, "deliveries")
		for n, m := range count(t, p, all) {
			for _, c := range m.Cells {
				if i, known := p.Indicator(monitoring.IndicatorID(c.Measure)); known {
					num, den := slowly(p, all[:n+1], i, c.Origin)
					if c.Num != num || c.Den != den {
						t.Fatalf("%s %s %s: %d of %d, want %d of %d", m.Month, c.Measure, c.Origin, c.Num, c.Den, num, den)
					}
				}
			}
		}
	})
}

// slowly counts an indicator in the last of some deliveries.
func slowly(p *monitoring.Programme, all []monitoring.Delivery, i monitoring.Indicator, origin monitoring.Origin) (num, den int) {
	for _, r := range all[len(all)-1].Records {
		if r.Exit != "" || origin != "" && r.Origin != origin {
			continue
		}
		history := rowsOf(all, r.Citizen)
		if i.Of != monitoring.GroupP && i.Of != groupOf(history) {
			continue
		}
		den++
		if slices.ContainsFunc(i.Any, func(f monitoring.Fact) bool { return holds(p, f, history) }) {
			num++
		}
	}
	return num, den
}

// rowsOf are a citizen's rows, the newest first.
func rowsOf(all []monitoring.Delivery, citizen string) (rows []monitoring.Record) {
	for _, d := range slices.Backward(all) {
		for _, r := range d.Records {
			if r.Citizen == citizen {
				rows = append(rows, r)
			}
		}
	}
	return rows
}

func latched(history []monitoring.Record) bool {
	for _, r := range history {
		if r.Marks.Has(monitoring.MarkRevisited) {
			return false
		}
		if r.Marks.Has(monitoring.MarkRehab) {
			return true
		}
	}
	return false
}

func groupOf(history []monitoring.Record) monitoring.Group {
	switch {
	case latched(history):
		return monitoring.GroupG2
	case history[0].Exempt != "":
		return monitoring.GroupE
	default:
		return monitoring.GroupG1
	}
}

func holds(p *monitoring.Programme, f monitoring.Fact, history []monitoring.Record) bool {
	switch f {
	case monitoring.FactRehabGroup:
		return latched(history)
	case monitoring.FactLeftBenefits:
		return !slices.Contains(p.Target, history[0].Benefit)
	case monitoring.FactEverStepUp:
		return slices.ContainsFunc(history, func(r monitoring.Record) bool { return r.Marks.Has(monitoring.MarkStepUp) })
	default:
		return history[0].Marks.Has(marks[string(f)])
	}
}

// TestTheOrderOfArrivalDoesNotMatter takes deliveries in one by one in any order, each with the cells that follow
// from what is there by then, and compares what holds in the end with a count of everything at once.
func TestTheOrderOfArrivalDoesNotMatter(t *testing.T) {
	p := monitoringtest.Programme(t)
	rapid.Check(t, func(t *rapid.T) {
		all := deliveries(p).Draw(t, "deliveries")
		s := newStream(t)
		for _, d := range rapid.Permutation(slices.Clone(all)).Draw(t, "order") {
			s.deliver(p, d)
		}
		for _, want := range count(t, p, all) {
			got := s.state.Cells(want.Month)
			if d := cmp.Diff(sorted(want.Cells), sorted(got)); d != "" {
				t.Fatalf("%s (-want +got):\n%s", want.Month, d)
			}
		}
		if len(s.state.Live()) != len(all) {
			t.Fatalf("%d are live of %d", len(s.state.Live()), len(all))
		}
	})
}

func sorted(cells []monitoring.Cell) []string {
	var all []string
	for _, c := range cells {
		all = append(all, fmt.Sprintf("%s %s %d/%d", c.Measure, c.Origin, c.Num, c.Den))
	}
	slices.Sort(all)
	return all
}

var system = person.SystemActor("test")

func BenchmarkCount(b *testing.B) {
	p := monitoringtest.Programme(b)
	all := large(24, 10_000/24)
	for b.Loop() {
		if _, err := intake.Count(p, all); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/10_000, "ns/row")
}

// large are months of the same citizens.
func large(months, citizens int) (all []monitoring.Delivery) {
	for n := range months {
		d := monitoring.Delivery{Pair: monitoring.Pair{Municipality: "0851", Month: first.Add(n)}}
		for c := range citizens {
			d.Records = append(d.Records, monitoring.Record{
				Citizen: fmt.Sprintf("borger-%08d", c), Marks: monitoring.Marks((c*7 + n) % 200), Benefit: "kontanthjaelp",
				Origin: monitoring.AllOrigins()[c%6],
			})
		}
		all = append(all, d)
	}
	return all
}
