package bench

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/cli"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/monitoring/generate"
	"startklar/domain/monitoring/monitoringtest"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/workflow"
)

const (
	importRows   = 1_000_000
	importMonths = 24
)

// measureImport times an import beside sqlite3's own, which checks and counts nothing, and looks at its memory.
func measureImport(b *testing.B, t *table) {
	dir := b.TempDir()
	from := calendar.MonthOf(calendar.DateOf(time.Now())).Add(-importMonths)
	store := enrolled(b, dir, from)
	file := recordsFile(b, dir, from, importRows)
	name := fmt.Sprintf("import of %d rows, 98 municipalities × %d months", importRows, importMonths)
	var memory string
	ours := func() time.Duration {
		took, peak := importOnce(b, store, file)
		memory = peak
		return took
	}
	if _, err := exec.LookPath("sqlite3"); err != nil {
		t.add(name, ours().Round(time.Millisecond).String(), "no sqlite3 on this machine to compare with")
	} else {
		took, shell, ratio := paired(ours, func() time.Duration { return shellImport(b, file) })
		t.add(name, took.Round(time.Millisecond).String(), fmt.Sprintf("%s the sqlite3 shell's %v (asked: at most 2)", times(ratio), shell.Round(time.Millisecond)))
	}
	t.add("peak memory of that import", memory, "VmHWM of its process (asked: under 300 MB)")
	took, memory := importOnce(b, store, recordsFile(b, dir, from, 5*importRows))
	t.add(fmt.Sprintf("peak memory with %d rows", 5*importRows), memory, fmt.Sprintf("in %v (asked: under 300 MB)", took.Round(time.Millisecond)))
}

// enrolled makes a store in which all municipalities take part.
func enrolled(b *testing.B, dir string, from calendar.Month) (path string) {
	b.Helper()
	path = filepath.Join(dir, "enrolled.db")
	a, err := app.Open(context.Background(), app.Options{URL: "sqlite:" + path, MaxBatch: 128, CacheStreams: 128, ReadConnections: 1})
	must(b, err)
	defer a.Close()
	def, err := a.Newest(context.Background(), a.Monitoring.Key)
	must(b, err)
	for _, m := range municipality.All() {
		_, err := a.Desk.Do(context.Background(), person.SystemActor("bench"), "", workflow.StartJourney{
			Target: workflow.Target{Journey: journey.NewID(m.Code, def.Key, 1)}, StartedOn: from.First(),
			Definition: def.Key, Version: def.Version, Hash: def.Hash,
		})
		must(b, err)
	}
	return path
}

// recordsFile makes a file of records up.
func recordsFile(b *testing.B, dir string, from calendar.Month, rows int) (path string) {
	b.Helper()
	o := generate.Believable()
	o.Seed, o.From, o.Months, o.Rows = 1, from, importMonths, rows
	o.Programme = monitoringtest.Programme(b)
	for _, m := range municipality.All() {
		o.Municipalities = append(o.Municipalities, m.Code)
	}
	path = filepath.Join(dir, fmt.Sprintf("%d.csv", rows))
	file, err := os.Create(path)
	must(b, err)
	_, err = o.Write(context.Background(), file, nil)
	must(b, err)
	must(b, file.Close())
	return path
}

const (
	importStore  = "BENCH_IMPORT_STORE"
	importFile   = "BENCH_IMPORT_FILE"
	importMemory = "BENCH_IMPORT_MEMORY"
)

// importOnce imports a file into a fresh copy of a store by a process of its own, and tells its peak memory.
func importOnce(b *testing.B, store, file string) (took time.Duration, peak string) {
	b.Helper()
	dir := b.TempDir()
	fresh, memory := filepath.Join(dir, "store.db"), filepath.Join(dir, "memory")
	content, err := os.ReadFile(store)
	must(b, err)
	must(b, os.WriteFile(fresh, content, 0o600))
	command := exec.Command(os.Args[0], "-test.run", "^$", "-test.bench", "^BenchmarkImportChild$", "-test.benchtime", "1x")
	command.Env = append(os.Environ(), importStore+"="+fresh, importFile+"="+file, importMemory+"="+memory)
	began := time.Now()
	if out, err := command.CombinedOutput(); err != nil {
		b.Fatalf("import: %v\n%.2000s", err, out)
	}
	took = time.Since(began)
	content, err = os.ReadFile(memory)
	must(b, err)
	return took, string(content)
}

// BenchmarkImportChild is the process that imports, by the program's own command; BenchmarkTable runs it.
func BenchmarkImportChild(b *testing.B) {
	store := os.Getenv(importStore)
	if store == "" {
		b.Skip("run by BenchmarkTable, as a process of its own")
	}
	os.Args = []string{"startklar", "import", "records", os.Getenv(importFile), "--db", "sqlite:" + store}
	if status := cli.Main(); status != 0 {
		b.Fatalf("exit status %d", status)
	}
	must(b, os.WriteFile(os.Getenv(importMemory), []byte(peak()), 0o600))
	os.Exit(0)
}

// shellImport has sqlite3 read the same file into a table without types, keys or checks.
func shellImport(b *testing.B, file string) time.Duration {
	b.Helper()
	began := time.Now()
	out, err := exec.Command("sqlite3", filepath.Join(b.TempDir(), "shell.db"), ".mode csv", ".separator ;", ".import "+file+" records").CombinedOutput()
	if err != nil {
		b.Fatalf("sqlite3: %v\n%.2000s", err, out)
	}
	return time.Since(began)
}

// BenchmarkImport measures the import alone.
func BenchmarkImport(b *testing.B) {
	t := &table{}
	t.machine()
	measureImport(b, t)
	t.print()
}
