package bench

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// measureFsyncs counts the system calls of a process that completes items, with strace; without strace the
// row says so. It runs this test binary again for it.
func measureFsyncs(b *testing.B, t *table) {
	if _, err := exec.LookPath("strace"); err != nil {
		t.add("fsyncs per completion", "not counted", "install strace to count them")
		return
	}
	idle := countFsyncs(b, "idle")
	for _, who := range []struct {
		name string
		n    int
	}{{"1", alone}, {"64", together}} {
		calls := countFsyncs(b, who.name) - idle
		t.add("fsyncs per completion, clients: "+who.name, fmt.Sprintf("%.3f", float64(calls)/float64(who.n)),
			fmt.Sprintf("%d calls for %d completions, checkpoints included", calls, who.n))
	}
}

const childVariable = "STARTKLAR_BENCH_FSYNC"

var fsyncLine = regexp.MustCompile(`(?m)^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+(?:\d+\s+)?f(?:data)?sync$`)

func countFsyncs(b *testing.B, who string) int {
	b.Helper()
	report := filepath.Join(b.TempDir(), "strace")
	command := exec.Command("strace", "-f", "-c", "-o", report, "-e", "trace=fsync,fdatasync",
		os.Args[0], "-test.run", "^$", "-test.bench", "^BenchmarkFsyncChild$", "-test.benchtime", "1x")
	command.Env = append(os.Environ(), childVariable+"="+who)
	if out, err := command.CombinedOutput(); err != nil {
		b.Fatalf("strace: %v\n%s", err, out)
	}
	text, err := os.ReadFile(report)
	must(b, err)
	total := 0
	for _, m := range fsyncLine.FindAllStringSubmatch(string(text), -1) {
		n, err := strconv.Atoi(m[1])
		must(b, err)
		total += n
	}
	return total
}

// BenchmarkFsyncChild is the process whose calls are counted; BenchmarkTable runs it.
func BenchmarkFsyncChild(b *testing.B) {
	who := os.Getenv(childVariable)
	if who == "" {
		b.Skip("run by BenchmarkTable, under strace")
	}
	e := newEngine(b)
	ids := e.start(b, e.def, together/tasks)
	switch who {
	case "1":
		for i := range alone {
			e.complete(b, ids, i)
		}
	case "64":
		e.crowd(together, func(i int) { e.complete(b, ids, i) })
	}
}
