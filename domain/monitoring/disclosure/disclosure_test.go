package disclosure_test

import (
	"math/rand/v2"
	"testing"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/disclosure"
	"startklar/domain/monitoring/figures"
	"startklar/domain/monitoring/monitoringtest"
	"startklar/domain/municipality"
	"startklar/domain/view"
)

func rule(t testing.TB) *disclosure.Rule {
	t.Helper()
	r, err := disclosure.NewRule(monitoringtest.Programme(t), disclosure.DefaultThreshold)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var january = calendar.MonthOf(calendar.NewDate(2026, 1, 1))

// world is generated deliveries of some municipalities.
type world struct {
	codes  []municipality.Code
	stored figures.Stored
}

// place makes a municipality take part from January.
func (w *world) place(code municipality.Code) {
	w.codes = append(w.codes, code)
	w.stored.Participations = append(w.stored.Participations, monitoring.Participation{
		Municipality: code, From: january, Enrolled: january.First(),
	})
}

// deliver adds a month of a municipality.
func (w *world) deliver(code municipality.Code, m calendar.Month, c counts) {
	cells := monitoring.MonthCells{Pair: monitoring.Pair{Municipality: code, Month: m}}
	for k, n := range c {
		cells.Cells = append(cells.Cells, monitoring.Cell{Measure: k.measure, Origin: k.origin, Num: n[0], Den: n[1]})
	}
	w.stored.Cells = append(w.stored.Cells, cells)
}

func (w *world) book(t testing.TB) *figures.Book { return figuresOf(monitoringtest.Programme(t), w) }

func figuresOf(p *monitoring.Programme, w *world) *figures.Book { return figures.New(p, w.stored) }

type countKey struct {
	measure monitoring.Measure
	origin  monitoring.Origin
}

// counts are n and N of every measure.
type counts map[countKey][2]int

// citizen is what one citizen is, by the facts that the indicators ask for.
type citizen struct {
	group   monitoring.Group
	origin  monitoring.Origin
	facts   map[monitoring.Fact]bool
	marking bool
}

// count counts citizens by the definitions of the domain, without the programme's data: a second way to the same.
func count(citizens []citizen) counts {
	c := counts{}
	add := func(m monitoring.Measure, o monitoring.Origin, in, of bool) {
		n := c[countKey{m, o}]
		if of {
			n[1]++
			if in {
				n[0]++
			}
		}
		c[countKey{m, o}] = n
	}
	for _, one := range citizens {
		a, b, ed := one.facts[monitoring.FactSelfSupporting], one.facts[monitoring.FactPaidHours], one.facts[monitoring.FactEducation]
		d, w := one.facts[monitoring.FactWageSubsidy], one.facts[monitoring.FactWorkPlacement]
		g1, g2 := one.group == monitoring.GroupG1, one.group == monitoring.GroupG2
		add("P", "", true, true)
		add("G1", "", g1, true)
		add("G2", "", g2, true)
		add("E", "", one.group == monitoring.GroupE, true)
		add("marked_rehab", "", one.marking, true)
		add("unmarked", "", !one.facts[monitoring.FactJobBroker], g1)
		add("1", "", one.facts[monitoring.FactJobBroker], g1)
		add("2", "", g2, true)
		add("3", "", a || b || ed || d || w, g1)
		add("5", "", a || ed, g1)
		add("6", "", a || b, g1)
		add("7", "", one.facts[monitoring.FactLeftBenefits], g2)
		add("8", "", one.facts[monitoring.FactEverStepUp], g1)
		add("R", "", a || b || ed, g1)
		add("3:self_supporting", "", a, g1)
		add("3:paid_hours", "", !a && b, g1)
		add("3:education", "", !a && !b && ed, g1)
		add("3:wage_subsidy", "", !a && !b && !ed && d, g1)
		add("3:work_placement", "", !a && !b && !ed && !d && w, g1)
		for _, o := range monitoring.AllOrigins() {
			add("4", o, a || b || ed || d || w, g1 && one.origin == o)
		}
	}
	return c
}

// population makes citizens with plausible frequencies.
func population(rng *rand.Rand, people int) []citizen {
	origins := []monitoring.Origin{
		monitoring.OriginDanish, monitoring.OriginDanish, monitoring.OriginDanish, monitoring.OriginDanish, monitoring.OriginDanish,
		monitoring.OriginImmigrantWestern, monitoring.OriginImmigrantNonWestern, monitoring.OriginImmigrantNonWestern,
		monitoring.OriginDescendantNonWestern, monitoring.OriginUnknown,
	}
	chances := map[monitoring.Fact]int{
		monitoring.FactJobBroker: 70, monitoring.FactSelfSupporting: 5, monitoring.FactPaidHours: 12, monitoring.FactEducation: 4,
		monitoring.FactWageSubsidy: 5, monitoring.FactWorkPlacement: 12, monitoring.FactLeftBenefits: 15, monitoring.FactEverStepUp: 15,
	}
	all := make([]citizen, people)
	for n := range all {
		one := citizen{group: monitoring.GroupG1, origin: origins[rng.IntN(len(origins))], facts: map[monitoring.Fact]bool{}}
		if rng.IntN(60) == 0 {
			one.origin = monitoring.OriginDescendantWestern
		}
		switch g := rng.IntN(100); {
		case g < 18:
			one.group, one.marking = monitoring.GroupG2, g < 14
		case g < 26:
			one.group = monitoring.GroupE
		}
		for _, f := range monitoring.AllFacts() {
			one.facts[f] = rng.IntN(100) < chances[f]
		}
		all[n] = one
	}
	return all
}

// national is a world of some of the 98, small ones among them.
func national(rng *rand.Rand, municipalities int, months int) *world {
	w := &world{}
	all := municipality.All()
	for n := range municipalities {
		code := all[n*len(all)/municipalities].Code
		w.place(code)
		size := 5 + rng.IntN(20)*rng.IntN(40)
		for m := range months {
			w.deliver(code, january.Add(m), count(population(rng, size+rng.IntN(4))))
		}
	}
	return w
}

// measures are all that can be asked for.
func measures(p *monitoring.Programme) (all []countKey) {
	for _, m := range []monitoring.Measure{"P", "G1", "G2", "E", monitoring.MeasureMarkedRehab, monitoring.MeasureUnmarked} {
		all = append(all, countKey{measure: m})
	}
	for _, i := range p.Indicators {
		if i.ByOrigin {
			for _, o := range monitoring.AllOrigins() {
				all = append(all, countKey{monitoring.Measure(i.ID), o})
			}
			continue
		}
		all = append(all, countKey{measure: monitoring.Measure(i.ID)})
		if i.Stacked {
			for _, f := range i.Any {
				all = append(all, countKey{measure: monitoring.Part(i.ID, f)})
			}
		}
	}
	return all
}

func small(n int) bool { return n > 0 && n < disclosure.DefaultThreshold }

func TestOutsidersSeeNoSmallCountAndNoSmallComplement(t *testing.T) {
	w := national(rand.New(rand.NewPCG(1, 1)), 98, 1)
	b := w.book(t)
	outside := rule(t).Edition(b).For(disclosure.Outsiders())
	shown, all := 0, 0
	for _, unit := range outside.Units(january) {
		for _, k := range measures(monitoringtest.Programme(t)) {
			f, found := outside.Count(unit, january, k.measure, k.origin)
			if !found {
				t.Fatalf("%s %v: not found", unit, k)
			}
			all++
			n, open := f.Num.Value()
			of, whole := f.Den.Value()
			if open {
				shown++
			}
			if open && small(n) || whole && small(of) || open && whole && small(of-n) {
				t.Errorf("%s %v: %d of %d is shown", unit, k, n, of)
			}
			if _, share := f.Share(); share && (!open || !whole) {
				t.Errorf("%s %v has a share without its counts", unit, k)
			}
		}
	}
	if shown < all/2 {
		t.Errorf("only %d of %d counts are shown", shown, all)
	}
	t.Logf("%d of %d counts are shown", shown, all)
}

func TestNothingIsHiddenFromWhoeverSeesEverything(t *testing.T) {
	w := national(rand.New(rand.NewPCG(2, 1)), 12, 13)
	b := w.book(t)
	every := rule(t).Edition(b).For(disclosure.Viewer{Everything: true})
	last := january.Add(12)
	for _, unit := range b.Units(last) {
		for _, k := range measures(monitoringtest.Programme(t)) {
			for name, ask := range map[string]struct {
				shown func(monitoring.UnitID, calendar.Month, monitoring.Measure, monitoring.Origin) (view.Figure, bool)
				whole func(monitoring.UnitID, calendar.Month, monitoring.Measure, monitoring.Origin) (figures.Count, bool)
			}{
				"month": {every.Count, b.Count}, "pooled": {every.Pooled, b.Pooled},
			} {
				f, _ := ask.shown(unit, last, k.measure, k.origin)
				c, _ := ask.whole(unit, last, k.measure, k.origin)
				if f.Num != view.Shown(c.Num) || f.Den != view.Shown(c.Den) || f.Status != c.Status {
					t.Errorf("%s of %s %v: %v of %v, want %d of %d", name, unit, k, f.Num, f.Den, c.Num, c.Den)
				}
			}
		}
	}
}
