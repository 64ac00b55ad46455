package bench

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"
)

// BenchmarkTable measures everything once and prints the table; b.N is not used.
func BenchmarkTable(b *testing.B) {
	t := &table{}
	t.machine()
	measureCompletions(b, t)
	measureFsyncs(b, t)
	measureOverview(b, t)
	measureJourney(b, t)
	measureStart(b, t)
	measureTyping(b, t)
	measureImport(b, t)
	measureFigures(b, t)
	measurePages(b, t)
	t.print()
}

// table is what the run found: rows of a measure, its value and what it is beside.
type table struct{ rows [][3]string }

func (t *table) add(measure, value, beside string) {
	t.rows = append(t.rows, [3]string{measure, value, beside})
	fmt.Fprintln(os.Stderr, "measured:", measure, value, beside)
}

func (t *table) machine() {
	model := "unknown processor"
	if info, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(info)) {
			if name, ok := strings.CutPrefix(line, "model name"); ok {
				model = strings.Trim(name, " :\t\n")
				break
			}
		}
	}
	t.rows = append(t.rows, [3]string{"machine", model, ""})
}

func (t *table) print() {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\nmeasure\tvalue\tbeside")
	for _, r := range t.rows {
		fmt.Fprintf(w, "%s\t%s\t%s\n", r[0], r[1], r[2])
	}
	_ = w.Flush()
}

// rounds is how often two things are measured in turn: machines drift, and a pair drifts together.
const rounds = 5

// paired measures two things in turn and returns their medians and the median of the ratios a/b.
func paired(a, b func() time.Duration) (timeA, timeB time.Duration, ratio float64) {
	var as, bs []time.Duration
	var ratios []float64
	for range rounds {
		da, db := a(), b()
		as, bs, ratios = append(as, da), append(bs, db), append(ratios, float64(da)/float64(db))
	}
	return median(as), median(bs), median(ratios)
}

func median[T int64 | float64 | time.Duration](all []T) T {
	slices.Sort(all)
	return all[len(all)/2]
}

// each is the mean time of one of n runs.
func each(n int, run func(i int)) time.Duration {
	began := time.Now()
	for i := range n {
		run(i)
	}
	return time.Since(began) / time.Duration(n)
}

func perSecond(d time.Duration) string { return fmt.Sprintf("%.0f/s", float64(time.Second)/float64(d)) }

func times(ratio float64) string { return fmt.Sprintf("%.2f times", ratio) }

// BenchmarkPages measures the pages alone.
func BenchmarkPages(b *testing.B) {
	t := &table{}
	t.machine()
	measurePages(b, t)
	t.print()
}

// BenchmarkCompletions measures the commands alone.
func BenchmarkCompletions(b *testing.B) {
	t := &table{}
	t.machine()
	measureCompletions(b, t)
	t.print()
}
