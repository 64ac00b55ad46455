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
	idle, err := countFsyncs(b, "idle")
	for _, who := range []struct {
		name string
		n    int
	}{{"1", alone}, {"64", together}} {
		var calls int
		if err == nil {
			calls, err = countFsyncs(b, who.name)
		}
		if err != nil {
			t.add("fsyncs per completion, clients: "+who.name, "not counted", err.Error())
			continue
		}
		t.add("fsyncs per completion, clients: "+who.name, fmt.Sprintf("%.3f", float64(calls-idle)/float64(who.n)),
			fmt.Sprintf("%d calls for %d completions, checkpoints included", calls-idle, who.n))
	}
}

const childVariable = "STARTKLAR_BENCH_FSYNC"

var fsyncLine = regexp.MustCompile(`(?m)^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+(?:\d+\s+)?f(?:data)?sync$`)

// countFsyncs counts the calls of a run. strace itself fails now and then on a program with many threads, so
// it has a few attempts.
func countFsyncs(b *testing.B, who string) (total int, err error) {
	b.Helper()
	for range 3 {
		report := filepath.Join(b.TempDir(), "strace")
		command := exec.Command("strace", "-f", "-c", "-o", report, "-e", "trace=fsync,fdatasync",
			os.Args[0], "-test.run", "^$", "-test.bench", "^BenchmarkFsyncChild$", "-test.benchtime", "1x")
		command.Env = append(os.Environ(), childVariable+"="+who)
		if err = command.Run(); err == nil {
			return readFsyncs(report)
		}
	}
	return 0, fmt.Errorf("strace: %w", err)
}

// readFsyncs sums up strace's table.
func readFsyncs(report string) (total int, err error) {
	text, err := os.ReadFile(report)
	if err != nil {
		return 0, err
	}
	for _, m := range fsyncLine.FindAllStringSubmatch(string(text), -1) {
		n, err := strconv.Atoi(m[1])
		if err != nil {
			return 0, err
		}
		total += n
	}
	return total, nil
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
