package intake_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/intake"
	"startklar/domain/monitoring/monitoringtest"

	"github.com/google/go-cmp/cmp"
)

const separator = "-- expect --\n"

// TestCases reads testdata/cases: each file is deliveries and looks at them, the separator, and what is seen.
// Expectations are computed by hand, so nothing rewrites them. A new case is a new file:
//
//	2026-01                        a delivery of this month; one of the same month below supersedes it
//	  a rehab                      citizen a: marks by their columns' names, origin=, benefit=, exempt=, exit=
//	  b                            citizen b: no marks, dansk, kontanthjaelp
//	look P G2 4:dansk doubts       each live month's n/N of these measures, and what is questionable
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	p := monitoringtest.Programme(t)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			input, want, found := strings.Cut(string(content), separator)
			if !found {
				t.Fatal("the separator is missing")
			}
			if d := cmp.Diff(want, play(t, p, input)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// play takes the deliveries in and tells what the looks see.
func play(t *testing.T, p *monitoring.Programme, input string) string {
	t.Helper()
	live := map[calendar.Month]monitoring.Delivery{}
	var now calendar.Month
	var seen strings.Builder
	for line := range strings.Lines(input) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0, words[0] == "#":
		case words[0] == "look":
			fmt.Fprint(&seen, look(t, p, live, words[1:]))
		case !strings.HasPrefix(line, " "):
			var err error
			if now, err = calendar.ParseMonth(words[0]); err != nil {
				t.Fatal(err)
			}
			live[now] = monitoring.Delivery{Pair: monitoring.Pair{Municipality: "0851", Month: now}}
		default:
			d := live[now]
			d.Records = append(d.Records, parse(t, words))
			live[now] = d
		}
	}
	return seen.String()
}

var marks = map[string]monitoring.Marks{
	"job_broker": monitoring.MarkJobBroker, "rehab": monitoring.MarkRehab, "step_up": monitoring.MarkStepUp,
	"self_supporting": monitoring.MarkSelfSupporting, "paid_hours": monitoring.MarkPaidHours,
	"education": monitoring.MarkEducation, "wage_subsidy": monitoring.MarkWageSubsidy,
	"work_placement": monitoring.MarkWorkPlacement, "revisited": monitoring.MarkRevisited,
}

func parse(t *testing.T, words []string) monitoring.Record {
	t.Helper()
	r := monitoring.Record{Citizen: words[0], Benefit: "kontanthjaelp", Origin: monitoring.OriginDanish}
	for _, word := range words[1:] {
		mark, known := marks[word]
		name, value, _ := strings.Cut(word, "=")
		switch {
		case known:
			r.Marks |= mark
		case name == "origin":
			r.Origin = monitoring.Origin(value)
		case name == "benefit":
			r.Benefit = value
		case name == "exempt":
			r.Exempt = value
		case name == "exit":
			r.Exit = monitoring.Exit(value)
		default:
			t.Fatalf("what is %q?", word)
		}
	}
	return r
}

func look(t *testing.T, p *monitoring.Programme, live map[calendar.Month]monitoring.Delivery, measures []string) string {
	t.Helper()
	var all []monitoring.Delivery
	for _, d := range live {
		all = append(all, d)
	}
	counted, err := intake.Count(p, all)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, m := range counted {
		fmt.Fprint(&b, m.Month)
		for _, name := range measures {
			if name == "doubts" {
				fmt.Fprintf(&b, " shrunk %d, vanished %d, unmarked %d", m.Doubts.Shrunk, m.Doubts.Vanished, m.Doubts.Unmarked)
				continue
			}
			c := cell(t, m.Cells, name)
			fmt.Fprintf(&b, " %s %d/%d", name, c.Num, c.Den)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// cell finds a measure; "4:dansk" is that of an origin.
func cell(t *testing.T, cells []monitoring.Cell, name string) monitoring.Cell {
	t.Helper()
	n := slices.IndexFunc(cells, func(c monitoring.Cell) bool {
		full := string(c.Measure)
		if c.Origin != monitoring.OriginAll {
			full += ":" + string(c.Origin)
		}
		return full == name
	})
	if n < 0 {
		t.Fatalf("nothing counts %q", name)
	}
	return cells[n]
}
