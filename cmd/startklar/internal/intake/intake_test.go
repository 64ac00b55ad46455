package intake_test

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/intake"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/generate"
	deliveries "startklar/domain/monitoring/intake"
	"startklar/domain/monitoring/monitoringtest"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/workflow"
	"startklar/workflow/journal"

	"github.com/google/go-cmp/cmp"
)

var (
	system = person.SystemActor("test")
	codes  = []municipality.Code{"0101", "0147", "0151", "0153"}
	from   = calendar.NewMonth(2025, time.January)
	now    = time.Date(2026, 1, 12, 9, 0, 0, 0, time.UTC)
)

// world is a store in which the municipalities take part.
type world struct {
	*testing.T
	*app.App
}

func newWorld(t *testing.T) *world {
	t.Helper()
	a, err := app.Open(t.Context(), app.Options{
		URL: "sqlite:" + filepath.Join(t.TempDir(), "store.db"), Clock: func() time.Time { return now }, MaxBatch: 16, CacheStreams: 64,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	def, err := a.Newest(t.Context(), a.Monitoring.Key)
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range codes {
		start := workflow.StartJourney{
			Target: workflow.Target{Journey: journey.NewID(code, def.Key, 1)}, StartedOn: from.First(),
			Definition: def.Key, Version: def.Version, Hash: def.Hash,
		}
		if _, err := a.Desk.Do(t.Context(), system, "", start); err != nil {
			t.Fatal(err)
		}
	}
	return &world{t, a}
}

// made is a made-up file of the municipalities.
func made(t *testing.T) string {
	t.Helper()
	o := generate.Believable()
	o.Seed, o.Municipalities, o.From, o.Months, o.Rows = 7, codes, from, 6, 4000
	o.Programme = monitoringtest.Programme(t)
	var b bytes.Buffer
	if _, err := o.Write(t.Context(), &b, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// monthsOf cuts a file into one for each month.
func monthsOf(file string) (all []string) {
	header, rows, _ := strings.Cut(file, "\n")
	column := slices.Index(strings.FieldsFunc(header, separated), "month")
	byMonth := map[string]*strings.Builder{}
	var order []string
	for row := range strings.Lines(rows) {
		month := fieldsOf(row)[column]
		if byMonth[month] == nil {
			byMonth[month] = &strings.Builder{}
			byMonth[month].WriteString(header + "\n")
			order = append(order, month)
		}
		byMonth[month].WriteString(row)
	}
	slices.Sort(order)
	for _, month := range order {
		all = append(all, byMonth[month].String())
	}
	return all
}

func separated(r rune) bool { return r == ';' || r == ',' || r == '\t' }

func fieldsOf(row string) []string {
	separator := string(row[strings.IndexFunc(row, separated)])
	return strings.Split(row, separator)
}

// run takes files in as one call on a desk.
func (w *world) run(d intake.Desk, o intake.Options, files ...string) ([]intake.Report, error) {
	w.Helper()
	service := *w.Intake
	service.Desk = d
	o.Files = len(files)
	run, err := service.Begin(w.Context(), system, o)
	if err != nil {
		w.Fatal(err)
	}
	var all []intake.Report
	for _, text := range files {
		report, err := run.File(w.Context(), intake.Source{Name: "fil.csv", ReaderAt: strings.NewReader(text), Size: int64(len(text))})
		all = append(all, report)
		if err != nil {
			return all, err
		}
	}
	return all, nil
}

func (w *world) takes(files ...string) []intake.Report {
	w.Helper()
	all, err := w.run(w.Desk, intake.Options{}, files...)
	if err != nil {
		w.Fatal(err)
	}
	return all
}

// cells are all that hold.
func (w *world) cells() []monitoring.MonthCells {
	w.Helper()
	all, err := w.Store.Cells(w.Context(), monitoring.CellQuery{})
	if err != nil {
		w.Fatal(err)
	}
	return all
}

// intact verifies everything, every figure among it.
func (w *world) intact(deliveries int) {
	w.Helper()
	found, err := w.Verify(w.Context())
	if err != nil || found.Difference != "" || found.Deliveries != deliveries {
		w.Errorf("verify: %+v, %v, want %d deliveries", found, err, deliveries)
	}
}

func outcomes(r intake.Report) map[intake.Outcome]int {
	all := map[intake.Outcome]int{}
	for _, o := range intake.AllOutcomes() {
		if n := r.Count(o); n > 0 {
			all[o] = n
		}
	}
	return all
}

func (w *world) outcome(r intake.Report, want map[intake.Outcome]int) {
	w.Helper()
	if d := cmp.Diff(want, outcomes(r)); d != "" {
		w.Errorf("outcomes (-want +got):\n%s", d)
	}
}

func TestTheOrderInWhichMonthsArriveDoesNotMatter(t *testing.T) {
	whole := newWorld(t)
	whole.outcome(whole.takes(made(t))[0], map[intake.Outcome]int{intake.New: 24})
	whole.intact(24)
	months := monthsOf(made(t))
	rand.New(rand.NewPCG(3, 0)).Shuffle(len(months), func(i, j int) { months[i], months[j] = months[j], months[i] })
	parts := newWorld(t)
	parts.takes(months...)
	if d := cmp.Diff(whole.cells(), parts.cells()); d != "" {
		t.Errorf("(-whole +parts):\n%s", d)
	}
	parts.intact(24)
	whole.outcome(whole.takes(made(t))[0], map[intake.Outcome]int{intake.Unchanged: 24})
}

// failing is a desk whose store fails after some deliveries have been taken in.
type failing struct {
	intake.Desk
	mu   sync.Mutex
	good int
}

func (d *failing) Do(ctx context.Context, actor person.Actor, key string, c domain.Command) (journal.Result, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.good--; d.good < 0 {
		return journal.Result{}, &domain.Error{Code: domain.Unavailable, Key: "store_failed", Err: errors.New("database or disk is full")}
	}
	return d.Desk.Do(ctx, actor, key, c)
}

func TestAStoreThatFailsInTheMiddleLeavesWholeDeliveriesAndARightReport(t *testing.T) {
	w := newWorld(t)
	reports, err := w.run(&failing{Desk: w.Desk, good: 2}, intake.Options{}, made(t))
	if domain.CodeOf(err) != domain.Unavailable || !strings.Contains(err.Error(), "disk is full") {
		t.Errorf("error %v", err)
	}
	w.outcome(reports[0], map[intake.Outcome]int{intake.New: 12, intake.Left: 12})
	in := map[monitoring.Pair]bool{}
	for _, m := range w.cells() {
		in[m.Pair] = true
	}
	for _, d := range reports[0].Deliveries {
		if in[d.Pair] != (d.Outcome == intake.New) {
			t.Errorf("%s %s is said to be %s", d.Municipality, d.Month, d.Outcome)
		}
	}
	w.intact(12)
	w.outcome(w.takes(made(t))[0], map[intake.Outcome]int{intake.New: 12, intake.Unchanged: 12})
	whole := newWorld(t)
	whole.takes(made(t))
	if d := cmp.Diff(whole.cells(), w.cells()); d != "" {
		t.Errorf("(-whole +finished):\n%s", d)
	}
}

func TestAContextThatEndsLeavesTheRest(t *testing.T) {
	w := newWorld(t)
	ctx, stop := context.WithCancel(t.Context())
	run, err := w.Intake.Begin(ctx, system, intake.Options{Progress: func(stage intake.Stage, _, _ int64) {
		if stage == intake.Counting {
			stop()
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	report, err := run.File(ctx, intake.Source{ReaderAt: strings.NewReader(made(t)), Size: int64(len(made(t)))})
	if report.Count(intake.New) == 0 || report.Count(intake.New)+report.Count(intake.Left) != 24 {
		t.Errorf("outcomes %v", outcomes(report))
	}
	if report.Count(intake.Left) > 0 && domain.AsError(err).Key != "interrupted" {
		t.Errorf("error %v", err)
	}
	w.intact(report.Count(intake.New))
}

// meddling is a desk on which another delivery comes in while the first is being counted.
type meddling struct {
	intake.Desk
	once   sync.Once
	meddle func()
}

func (d *meddling) Do(ctx context.Context, actor person.Actor, key string, c domain.Command) (journal.Result, error) {
	d.once.Do(d.meddle)
	return d.Desk.Do(ctx, actor, key, c)
}

func TestWhatIsCountedOnDeliveriesThatMovedOnIsCountedAgain(t *testing.T) {
	w := newWorld(t)
	months := monthsOf(made(t))
	d := &meddling{Desk: w.Desk, meddle: func() { w.takes(months[0]) }}
	if _, err := w.run(d, intake.Options{}, strings.Join(append(months[1:2:2], rowsOnly(months[2:])...), "")); err != nil {
		t.Fatal(err)
	}
	whole := newWorld(t)
	whole.takes(made(t))
	if d := cmp.Diff(whole.cells(), w.cells()); d != "" {
		t.Errorf("(-whole +meddled):\n%s", d)
	}
	w.intact(24)
}

// rowsOnly leaves the headers out.
func rowsOnly(files []string) (all []string) {
	for _, f := range files {
		_, rows, _ := strings.Cut(f, "\n")
		all = append(all, rows)
	}
	return all
}

func TestADryRunSaysTheSameAndStoresNothing(t *testing.T) {
	w := newWorld(t)
	months := monthsOf(made(t))
	files := []string{months[0], months[1], made(t), months[1]}
	dry, err := w.run(w.Desk, intake.Options{DryRun: true}, files...)
	if err != nil {
		t.Fatal(err)
	}
	if len(w.cells()) != 0 {
		t.Error("a dry run stored something")
	}
	for n := range dry {
		dry[n].DryRun = false
	}
	if d := cmp.Diff(w.takes(files...), dry); d != "" {
		t.Errorf("(-real +dry):\n%s", d)
	}
}

func TestWhoMayNotDeliverBeginsNothing(t *testing.T) {
	w := newWorld(t)
	leader := person.Actor{ID: "leder", Role: person.MunicipalLeader, Municipalities: codes[:1]}
	if _, err := w.Intake.Begin(t.Context(), leader, intake.Options{}); domain.CodeOf(err) != domain.Permission {
		t.Errorf("%v", err)
	}
}

func TestAFigureThatItsRecordsDoNotGiveIsFound(t *testing.T) {
	w := newWorld(t)
	w.takes(made(t))
	state, err := w.Desk.Deliveries(t.Context(), system, codes[0])
	if err != nil {
		t.Fatal(err)
	}
	forged := deliveries.TakeIn{Municipality: codes[0], DecidedOn: state.Number}
	for _, d := range state.Live() {
		forged.Counted = append(forged.Counted, deliveries.MonthCells{Month: d.Month, Cells: state.Cells(d.Month)})
	}
	cells := forged.Counted[3].Cells
	n := slices.IndexFunc(cells, func(c monitoring.Cell) bool { return c.Measure == "1" })
	cells[n].Num, cells[n].Den = 1, 1
	first, err := w.Desk.Records(t.Context(), system, codes[0], state.Live()[1].File)
	if err != nil {
		t.Fatal(err)
	}
	// January's records delivered as those of another month: the event is sound in itself, its figures are not.
	forged.Months = []deliveries.Brought{{Month: state.Live()[3].Month, File: state.Live()[1].File, Data: first}}
	if _, err := w.Desk.Do(t.Context(), system, "", forged); err != nil {
		t.Fatal(err)
	}
	found, err := w.Verify(t.Context())
	if err != nil || !strings.Contains(found.Difference, "deliveries/0101 as of 2026-01-12T09:00:00Z: 2025-04") {
		t.Errorf("%+v, %v", found, err)
	}
}
