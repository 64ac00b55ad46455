package bench

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
)

// measureStart times the start of the program on a small and on a large store.
func measureStart(b *testing.B, t *table) {
	for _, n := range []int{few, many} {
		url := "sqlite:" + filepath.Join(b.TempDir(), "start.db")
		fill(b, url, n)
		began := time.Now()
		a, err := app.Open(context.Background(), app.Options{URL: url, MaxBatch: 128, CacheStreams: 1024, ReadConnections: 4})
		took := time.Since(began)
		must(b, err)
		a.Close()
		t.add(fmt.Sprintf("start with %d journeys", n), took.Round(time.Millisecond).String(), "store opened, definitions published, door open")
	}
	t.add("peak memory of this whole run", peak(), "VmHWM, every measure above in one process")
}

// fill puts journeys into a store and closes it.
func fill(b *testing.B, url string, n int) {
	e := &engine{url: url}
	var err error
	e.App, err = app.Open(context.Background(), app.Options{URL: url, MaxBatch: 128, CacheStreams: 1024, ReadConnections: 4})
	must(b, err)
	defer e.Close()
	def, err := e.Newest(context.Background(), "ny-kollega")
	must(b, err)
	e.start(b, def, n)
}

// peak is the most memory that this process has had.
func peak() string {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "unknown"
	}
	for line := range strings.Lines(string(status)) {
		if value, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}
