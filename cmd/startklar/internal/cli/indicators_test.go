package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/generate"
	"startklar/domain/municipality"

	"github.com/google/go-cmp/cmp"
)

// compared is a world in which two implementations count the same rows.
type compared struct {
	codes  []string
	from   calendar.Month
	months int
	// later are those who take part later than from, redelivered the month that arrives twice.
	later       map[string]calendar.Month
	redelivered monitoring.Pair
	// files are the lines of a first and a second file.
	files [2][]string
}

// takesPartFrom is the month in which a municipality begins.
func (w compared) takesPartFrom(code string) calendar.Month {
	if from, later := w.later[code]; later {
		return from
	}
	return w.from
}

var (
	firstReceipt  = time.Date(2027, 3, 5, 10, 0, 0, 0, time.UTC)
	secondReceipt = time.Date(2027, 3, 7, 10, 0, 0, 0, time.UTC)
)

const recordHeader = "citizen;municipality;month;job_broker;rehab;step_up;exempt;benefit;paid_hours;self_supporting;" +
	"education;wage_subsidy;work_placement;origin;exit;revisited\n"

// TestFiguresEqualPlainSQLOverTheRows makes rows up in which everything happens often: seven municipalities in four
// regions, two of which merge on the way, over eighteen months. One begins later, some deliver late or not at all, and
// one delivers a January anew.
func TestFiguresEqualPlainSQLOverTheRows(t *testing.T) {
	w := compared{
		codes: []string{"0101", "0370", "0400", "0461", "0561", "0751", "0851"}, from: calendar.NewMonth(2025, time.September), months: 18,
		later:       map[string]calendar.Month{"0851": calendar.NewMonth(2025, time.December)},
		redelivered: monitoring.Pair{Municipality: "0101", Month: calendar.NewMonth(2026, time.January)},
	}
	w.files = w.madeUp(rand.New(rand.NewPCG(7, 7)))
	after := w.compare(t)
	for _, status := range monitoring.AllStatuses() {
		if !slices.ContainsFunc(after, func(line string) bool { return strings.Contains(line, `"status":"`+string(status)+`"`) }) {
			t.Errorf("no figure is %s", status)
		}
	}
}

// TestFiguresOfAGeneratedFileEqualPlainSQL compares the same on a file that could be true.
func TestFiguresOfAGeneratedFileEqualPlainSQL(t *testing.T) {
	w := compared{
		codes: []string{"0101", "0151", "0370", "0492", "0751", "0825", "0851"}, from: calendar.NewMonth(2025, time.November), months: 8,
		redelivered: monitoring.Pair{Municipality: "0151", Month: calendar.NewMonth(2026, time.January)},
	}
	w.files[0] = generated(t, 1, w.codes, w.from, w.months, 8000)
	w.files[1] = generated(t, 2, w.codes[1:2], w.redelivered.Month, 1, 150)
	w.compare(t)
}

func generated(t *testing.T, seed uint64, codes []string, from calendar.Month, months, rows int) []string {
	t.Helper()
	o := generate.Believable()
	o.Seed, o.From, o.Months, o.Rows = seed, from, months, rows
	var err error
	if o.Programme, err = app.Monitored(); err != nil {
		t.Fatal(err)
	}
	for _, code := range codes {
		o.Municipalities = append(o.Municipalities, municipality.Code(code))
	}
	var text bytes.Buffer
	if _, err := o.Write(t.Context(), &text, nil); err != nil {
		t.Fatal(err)
	}
	header, lines, _ := strings.Cut(strings.TrimSuffix(text.String(), "\n"), "\n")
	if header+"\n" != recordHeader {
		t.Fatalf("the columns are %s", header)
	}
	return strings.Split(lines, "\n")
}

// compare imports the two files, and compares what the command prints with plain SQL: before the second file, after
// it, and as of moments before, between and after. It returns the figures after it.
func (w compared) compare(t *testing.T) []string {
	t.Helper()
	s := emptySession(t)
	w.enrol(t, s)
	rows := openRows(t, w)
	rows.add(t, w.files[0], 1)
	importRows(t, s, w.files[0], firstReceipt)
	before := w.compareAt(t, s, rows, "after the first file", time.Time{}, 1)
	rows.add(t, w.files[1], 2)
	importRows(t, s, w.files[1], secondReceipt)
	after := w.compareAt(t, s, rows, "after the second file", time.Time{}, 2)
	w.compareAt(t, s, rows, "before anything", firstReceipt.Add(-time.Second), 0)
	w.compareAt(t, s, rows, "between", firstReceipt.AddDate(0, 0, 1), 1)
	w.compareAt(t, s, rows, "after", secondReceipt.AddDate(0, 0, 1), 2)
	if w.march(before) == w.march(after) {
		t.Errorf("the redelivered month changes nothing in March: %s", w.march(after))
	}
	return after
}

// march is the figure of indicator 2, which latches, two months after the one that arrives twice.
func (w compared) march(lines []string) string {
	prefix := fmt.Sprintf(`{"unit":%q,"month":%q,"indicator":"2"`, w.redelivered.Municipality, w.redelivered.Month.Add(2))
	return lines[slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, prefix) })]
}

func emptySession(t *testing.T) *session {
	t.Helper()
	s := &session{ctx: context.Background(), stdout: &bytes.Buffer{}, stderr: &bytes.Buffer{}, line: &commandLine{}}
	s.line.DB = "sqlite:" + filepath.Join(t.TempDir(), "store.db")
	a, err := s.open(app.Anything, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	a.Close()
	return s
}

func (w compared) enrol(t *testing.T, s *session) {
	t.Helper()
	for _, code := range w.codes {
		call := enrolCommand{Codes: []string{code}, From: w.takesPartFrom(code).First().AddDays(14), Definition: defaultDefinition}
		call.Now = moment{w.from.First().Start()}
		if err := call.Run(s); err != nil {
			t.Fatal(err)
		}
	}
}

// madeUp are the lines of two files. The second brings late months, and the redelivered one, of other rows.
func (w compared) madeUp(random *rand.Rand) (files [2][]string) {
	for _, code := range w.codes {
		for i := range w.months {
			m := w.from.Add(i)
			if m.Before(w.takesPartFrom(code)) {
				continue
			}
			delivery := comparedDelivery(random, code, m)
			switch dice := random.IntN(12); {
			case w.redelivered == (monitoring.Pair{Municipality: municipality.Code(code), Month: m}):
				files[0] = append(files[0], delivery...)
				files[1] = append(files[1], comparedDelivery(random, code, m)...)
			case dice == 0: // never delivered
			case dice < 3:
				files[1] = append(files[1], delivery...)
			default:
				files[0] = append(files[0], delivery...)
			}
		}
	}
	return files
}

// comparedDelivery is one month of one municipality; one of the lines stands twice. Bornholm has nobody but one who
// is exempt, so that it has groups without citizens.
func comparedDelivery(random *rand.Rand, code string, m calendar.Month) (lines []string) {
	citizens := 24
	if code == "0400" {
		return []string{comparedLine(random, code, m, 0, "1;0;0;helbred;andet;0;1;0;0;0;dansk;;0")}
	}
	for i := range citizens {
		if random.IntN(8) > 0 {
			lines = append(lines, comparedLine(random, code, m, i, ""))
		}
	}
	return append(lines, lines[0])
}

func comparedLine(random *rand.Rand, code string, m calendar.Month, citizen int, rest string) string {
	if rest == "" {
		mark := func(of int) int {
			if random.IntN(of) == 0 {
				return 1
			}
			return 0
		}
		pick := func(from ...string) string { return from[random.IntN(len(from))] }
		origins := []string{}
		for _, o := range monitoring.AllOrigins() {
			origins = append(origins, string(o))
		}
		rest = fmt.Sprintf("%d;%d;%d;%s;%s;%s;%d;%d;%d;%d;%s;%s;%d", mark(2), mark(14), mark(10), pick("", "", "", "", "helbred", "dom"),
			pick("kontanthjaelp", "integrationsydelse", "sho", "overgangsydelse", "fleksjob", "andet", "foertidspension"),
			pick("0", "0", "0", "0.01", "37.5"), mark(8), mark(8), mark(8), mark(8), pick(origins...),
			pick("", "", "", "", "", "", "", "", "fraflytning"), mark(16))
	}
	return fmt.Sprintf("c%s-%d;%s;%s;%s", code, citizen, code, m, rest)
}

func importRows(t *testing.T, s *session, lines []string, at time.Time) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "records.csv")
	if err := os.WriteFile(file, []byte(recordHeader+strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	call := importRecordsCommand{Files: []string{file}}
	call.Now = moment{at}
	if err := call.Run(s); err != nil {
		t.Fatalf("%v\n%s", err, s.stdout)
	}
}

// compareAt runs the command for every month, singly and pooled, and returns the single months' figures.
func (w compared) compareAt(t *testing.T, s *session, r rows, when string, asOf time.Time, received int) (single []string) {
	t.Helper()
	for _, pooled := range []bool{true, false} {
		months := 1
		if pooled {
			months = 12
		}
		var got []string
		for i := range w.months {
			call := indicatorsCommand{Month: w.from.Add(i), Format: "json", Pooled: pooled, AsOf: moment{asOf}}
			for _, f := range figuresOf(t, s, call) {
				got = append(got, f.line(t))
			}
		}
		slices.Sort(got)
		single = r.figures(t, received, months)
		if diff := cmp.Diff(single, got); diff != "" || len(single) == 0 {
			t.Fatalf("%s, pooled %v, %d figures (-sql +command):\n%s", when, pooled, len(single), diff)
		}
		t.Logf("%s, pooled %v: %d figures agree", when, pooled, len(single))
	}
	return single
}

func figuresOf(t *testing.T, s *session, call indicatorsCommand) (list []comparedFigure) {
	t.Helper()
	out := s.stdout.(*bytes.Buffer)
	out.Reset()
	if err := call.Run(s); err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(out)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&list); err != nil {
		t.Fatal(err)
	}
	return list
}
