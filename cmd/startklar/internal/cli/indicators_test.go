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
	"startklar/domain/municipality"

	"github.com/google/go-cmp/cmp"
)

// The world of the comparison: seven municipalities in four regions, two of which merge on the way, over eighteen
// months. One begins later, some deliver late or not at all, and one delivers a January anew.
var (
	comparedCodes  = []string{"0101", "0370", "0400", "0461", "0561", "0751", "0851"}
	comparedFrom   = calendar.NewMonth(2025, time.September)
	comparedMonths = 18
	laterCode      = "0851"
	laterFrom      = calendar.NewMonth(2025, time.December)
	redelivered    = monitoring.Pair{Municipality: "0101", Month: calendar.NewMonth(2026, time.January)}
	firstReceipt   = time.Date(2027, 3, 5, 10, 0, 0, 0, time.UTC)
	secondReceipt  = time.Date(2027, 3, 7, 10, 0, 0, 0, time.UTC)
)

const recordHeader = "citizen;municipality;month;job_broker;rehab;step_up;exempt;benefit;paid_hours;self_supporting;" +
	"education;wage_subsidy;work_placement;origin;exit;revisited\n"

// TestFiguresEqualPlainSQLOverTheRows imports made-up rows twice, and compares what the command prints with a second
// implementation: before the second file, after it, and as of moments before, between and after.
func TestFiguresEqualPlainSQLOverTheRows(t *testing.T) {
	s := emptySession(t)
	enrolCompared(t, s)
	rows := openRows(t)
	first, second := comparedFiles(rand.New(rand.NewPCG(7, 7)))
	rows.add(t, first, 1)
	importRows(t, s, first, firstReceipt)
	before := compareFigures(t, s, rows, "after the first file", time.Time{}, 1)
	rows.add(t, second, 2)
	importRows(t, s, second, secondReceipt)
	after := compareFigures(t, s, rows, "after the second file", time.Time{}, 2)
	worthComparing(t, before, after)
	compareFigures(t, s, rows, "before anything", firstReceipt.Add(-time.Second), 0)
	compareFigures(t, s, rows, "between", firstReceipt.AddDate(0, 0, 1), 1)
	compareFigures(t, s, rows, "after", secondReceipt.AddDate(0, 0, 1), 2)
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

func enrolCompared(t *testing.T, s *session) {
	t.Helper()
	early := slices.DeleteFunc(slices.Clone(comparedCodes), func(c string) bool { return c == laterCode })
	for _, call := range []enrolCommand{
		{Codes: early, From: comparedFrom.First(), Definition: defaultDefinition},
		{Codes: []string{laterCode}, From: laterFrom.First().AddDays(14), Definition: defaultDefinition},
	} {
		call.Now = moment{comparedFrom.First().Start()}
		if err := call.Run(s); err != nil {
			t.Fatal(err)
		}
	}
}

// comparedFiles are the lines of two files. The second brings late months, and the redelivered one, of other rows.
func comparedFiles(random *rand.Rand) (first, second []string) {
	for _, code := range comparedCodes {
		for i := range comparedMonths {
			m := comparedFrom.Add(i)
			delivery := comparedDelivery(random, code, m)
			late := random.IntN(6) == 0
			again := redelivered.Municipality == municipality.Code(code) && redelivered.Month == m
			switch {
			case code == laterCode && m.Before(laterFrom), random.IntN(10) == 0 && !again:
			case late && !again:
				second = append(second, delivery...)
			default:
				first = append(first, delivery...)
			}
			if again {
				second = append(second, comparedDelivery(random, code, m)...)
			}
		}
	}
	return first, second
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

// compareFigures runs the command for every month, singly and pooled, and returns the single months' figures.
func compareFigures(t *testing.T, s *session, r rows, when string, asOf time.Time, received int) (single []string) {
	t.Helper()
	for _, pooled := range []bool{false, true} {
		months := 1
		if pooled {
			months = 12
		}
		var got []string
		for i := range comparedMonths {
			call := indicatorsCommand{Month: comparedFrom.Add(i), Format: "json", Pooled: pooled, AsOf: moment{asOf}}
			for _, f := range figuresOf(t, s, call) {
				got = append(got, f.line(t))
			}
		}
		slices.Sort(got)
		want := r.figures(t, received, months)
		if diff := cmp.Diff(want, got); diff != "" || len(want) == 0 {
			t.Fatalf("%s, pooled %v, %d figures (-sql +command):\n%s", when, pooled, len(want), diff)
		}
		t.Logf("%s, pooled %v: %d figures agree", when, pooled, len(want))
		if !pooled {
			single = want
		}
	}
	return single
}

// worthComparing fails if the made-up rows leave out what the comparison is for: every status, and a redelivered month
// that changes a later one.
func worthComparing(t *testing.T, before, after []string) {
	t.Helper()
	for _, status := range monitoring.AllStatuses() {
		if !slices.ContainsFunc(after, func(line string) bool { return strings.Contains(line, `"status":"`+string(status)+`"`) }) {
			t.Errorf("no figure is %s", status)
		}
	}
	march := fmt.Sprintf(`{"unit":%q,"month":%q,"indicator":"2"`, redelivered.Municipality, redelivered.Month.Add(2))
	of := func(lines []string) string {
		return lines[slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, march) })]
	}
	if of(before) == of(after) {
		t.Errorf("the redelivered month changes nothing in March: %s", of(after))
	}
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
