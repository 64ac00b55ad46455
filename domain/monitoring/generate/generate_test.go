package generate_test

import (
	"bytes"
	"math"
	"strings"
	"testing"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/generate"
	"startklar/domain/monitoring/monitoringtest"
	"startklar/domain/monitoring/record"
	"startklar/domain/municipality"
	"startklar/domain/personaldata"

	"github.com/google/go-cmp/cmp"
)

func options(t testing.TB, municipalities, months, rows int) generate.Options {
	t.Helper()
	o := generate.Believable()
	o.Programme = monitoringtest.Programme(t)
	for _, m := range municipality.All()[:municipalities] {
		o.Municipalities = append(o.Municipalities, m.Code)
	}
	o.Seed, o.From, o.Months, o.Rows = 7, calendar.NewMonth(2024, time.June), months, rows
	return o
}

func write(t testing.TB, o generate.Options) string {
	t.Helper()
	var text strings.Builder
	rows, err := o.Write(t.Context(), &text, nil)
	if err != nil || rows != strings.Count(text.String(), "\n")-1 {
		t.Fatalf("%d rows: %v", rows, err)
	}
	return text.String()
}

func TestAFileIsReadWithoutRefusals(t *testing.T) {
	o := options(t, 98, 18, 60_000)
	text := write(t, o)
	f, err := record.Read(t.Context(), strings.NewReader(text), int64(len(text)), record.Options{
		Programme: o.Programme, Now: time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC), Spill: t.TempDir(),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := f.Report()
	good, refused := r.Counts()
	if good != 98*18 || refused != 0 || r.Refused != 0 {
		t.Errorf("%d good, %d refused: %v", good, refused, r.Refusals)
	}
	if math.Abs(float64(r.Rows)-60_000) > 1500 {
		t.Errorf("%d rows", r.Rows)
	}
	if r.Warned == 0 || r.Warned > 600 {
		t.Errorf("%d warnings", r.Warned)
	}
	if _, found := personaldata.FindCPR(text); found {
		t.Error("CPR-shaped text")
	}
	var made []monitoring.Delivery
	if err := o.Each(func(d monitoring.Delivery) error {
		made = append(made, d)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	var back []monitoring.Delivery
	for _, code := range f.Municipalities() {
		of, err := f.Deliveries(code)
		if err != nil {
			t.Fatal(err)
		}
		back = append(back, of...)
	}
	if diff := cmp.Diff(made, back); diff != "" {
		t.Errorf("what was made is not what was read:\n%.2000s", diff)
	}
}

func TestTheSameSeedMakesTheSame(t *testing.T) {
	o := options(t, 5, 6, 3000)
	first := write(t, o)
	if write(t, o) != first {
		t.Error("two files of one seed differ")
	}
	alone := o
	alone.Municipalities = o.Municipalities[:1]
	o.Seed++
	if write(t, o) == first {
		t.Error("two seeds make the same file")
	}
}

// traits counts what makes a file believable.
type traits struct {
	records, lost, late, exits, pensions, exempt, revisited, vanished int
	origins                                                           map[monitoring.Origin]int
}

func TestWhatHappensInEarnestHappens(t *testing.T) {
	var got traits
	got.origins = map[monitoring.Origin]int{}
	o := options(t, 3, 18, 60_000)
	before := map[string]monitoring.Record{}
	at := municipality.Code("")
	if err := o.Each(func(d monitoring.Delivery) error {
		first := d.Municipality != at
		if first {
			at, before = d.Municipality, map[string]monitoring.Record{}
		}
		now := map[string]monitoring.Record{}
		for _, r := range d.Records {
			now[r.Citizen] = r
			got.see(r, before, first)
		}
		for name, r := range before {
			if _, here := now[name]; !here && r.Exit == "" {
				got.vanished++
			}
		}
		before = now
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for what, n := range map[string]int{
		"markings lost": got.lost, "late": got.late, "exits": got.exits, "pensions": got.pensions, "exempt": got.exempt,
		"revisited": got.revisited, "vanished": got.vanished, "origins": len(got.origins) / 6,
	} {
		if n == 0 {
			t.Errorf("no %s", what)
		}
	}
	if got.vanished > got.exits {
		t.Errorf("%d vanished, %d exits", got.vanished, got.exits)
	}
}

func (g *traits) see(r monitoring.Record, before map[string]monitoring.Record, first bool) {
	g.records++
	g.origins[r.Origin]++
	count := func(n *int, yes bool) {
		if yes {
			*n++
		}
	}
	was, known := before[r.Citizen]
	count(&g.late, !known && !first)
	count(&g.lost, known && was.Marks.Has(monitoring.MarkJobBroker) && !r.Marks.Has(monitoring.MarkJobBroker))
	count(&g.exits, r.Exit != "")
	count(&g.pensions, r.Exit == monitoring.ExitPension)
	count(&g.exempt, r.Exempt != "")
	count(&g.revisited, r.Marks.Has(monitoring.MarkRevisited))
}

// shares are of all rows in the last month, by municipality: with a job broker, in a job, doing anything.
func shares(t *testing.T, o generate.Options) map[municipality.Code][3]float64 {
	t.Helper()
	all := map[municipality.Code][3]float64{}
	if err := o.Each(func(d monitoring.Delivery) error {
		var counts [3]float64
		group := 0.0
		for _, r := range d.Records {
			if r.Marks.Has(monitoring.MarkRehab) {
				continue
			}
			group++
			for i, any := range []monitoring.Marks{
				monitoring.MarkJobBroker, monitoring.MarkSelfSupporting,
				monitoring.MarkPaidHours | monitoring.MarkEducation | monitoring.MarkWageSubsidy | monitoring.MarkWorkPlacement,
			} {
				if r.Marks&any != 0 {
					counts[i]++
				}
			}
		}
		for i := range counts {
			counts[i] /= group
		}
		all[d.Municipality] = counts
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestALagIsAsLargeAsItSays(t *testing.T) {
	o := options(t, 2, 3, 1_200_000)
	o.Spread = 0
	behind := o.Municipalities[1]
	o.Lag = map[municipality.Code]float64{behind: 5}
	for _, persistence := range []float64{0, 0.9} {
		o.Persistence = persistence
		got := shares(t, o)
		for i, what := range []string{"job broker", "job", "anything"} {
			lag := got[o.Municipalities[0]][i] - got[behind][i]
			if math.Abs(lag-0.05) > 0.012 {
				t.Errorf("persistence %v, %s: behind by %.3f", persistence, what, lag)
			}
		}
	}
}

func TestPersistenceIsHowMuchMonthsResembleEachOther(t *testing.T) {
	o := options(t, 1, 2, 100_000)
	o.Spread = 0
	for _, persistence := range []float64{0, 0.9} {
		o.Persistence = persistence
		var months []map[string]bool
		if err := o.Each(func(d monitoring.Delivery) error {
			broker := map[string]bool{}
			for _, r := range d.Records {
				if !r.Marks.Has(monitoring.MarkRehab) {
					broker[r.Citizen] = r.Marks.Has(monitoring.MarkJobBroker)
				}
			}
			months = append(months, broker)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		same, both := 0.0, 0.0
		for name, was := range months[0] {
			if is, here := months[1][name]; here {
				both++
				if is == was {
					same++
				}
			}
		}
		p := 0.7
		want := persistence + (1-persistence)*(p*p+(1-p)*(1-p))
		if got := same / both; math.Abs(got-want) > 0.03 {
			t.Errorf("persistence %v: %.3f are as before, want %.3f", persistence, got, want)
		}
	}
}

func TestOptionsThatMakeNothingAreRefused(t *testing.T) {
	for name, change := range map[string]func(*generate.Options){
		"no months":         func(o *generate.Options) { o.Months = 0 },
		"no municipalities": func(o *generate.Options) { o.Municipalities = nil },
		"an unknown one":    func(o *generate.Options) { o.Municipalities = []municipality.Code{"9999"} },
		"no chance":         func(o *generate.Options) { o.Persistence = 1 },
	} {
		o := options(t, 1, 1, 1)
		change(&o)
		if rows, err := o.Write(t.Context(), &bytes.Buffer{}, nil); err == nil {
			t.Errorf("%s: %d rows", name, rows)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	o := options(b, 98, 24, 1_000_000)
	for b.Loop() {
		var sink counter
		if _, err := o.Write(b.Context(), &sink, nil); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(sink))
	}
}

type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
