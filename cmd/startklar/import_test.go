package main_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/domain/monitoring"

	"github.com/google/go-cmp/cmp"
)

// shop is a directory with a store in which municipalities take part, and a file for them.
type shop struct {
	*testing.T
	dir, db, file string
}

func newShop(t *testing.T, rows int) *shop {
	t.Helper()
	dir := t.TempDir()
	s := &shop{T: t, dir: dir, db: filepath.Join(dir, "db", "store.db"), file: filepath.Join(dir, "in.csv")}
	s.must("enrol", "0101", "0147", "0151", "0153", "0155", "0157", "--from", "2025-01-01")
	s.must("generate", "records", "--seed", "5", "--municipalities", "6", "--months", "6", "--from", "2025-01",
		"--rows", fmt.Sprint(rows), "--out", s.file)
	return s
}

// command is the program on the shop's store, with a directory of its own for temporary files.
func (s *shop) command(args ...string) *exec.Cmd {
	tmp := filepath.Join(s.dir, "tmp")
	if err := os.MkdirAll(tmp, 0o700); err != nil {
		s.Fatal(err)
	}
	c := exec.Command("startklar", args...)
	if args[0] != "generate" {
		c.Args = append(c.Args, "--db", "sqlite:"+s.db)
	}
	c.Dir = s.dir
	c.Env = append(os.Environ(), "TMPDIR="+tmp)
	return c
}

// run runs the program and returns what it printed and its exit status.
func (s *shop) run(c *exec.Cmd) (stdout, stderr string, status int) {
	s.Helper()
	var out, log bytes.Buffer
	c.Stdout, c.Stderr = &out, &log
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		s.Fatal(err)
	}
	return out.String(), log.String(), c.ProcessState.ExitCode()
}

func (s *shop) must(args ...string) string {
	s.Helper()
	out, log, status := s.run(s.command(args...))
	if status != 0 {
		s.Fatalf("%s: exit status %d\n%s%s", args, status, out, log)
	}
	return out
}

// cells are all that hold in the store.
func (s *shop) cells() []monitoring.MonthCells {
	s.Helper()
	a, err := app.Open(context.Background(), app.Options{URL: "sqlite:" + s.db, Expect: app.Existing})
	if err != nil {
		s.Fatal(err)
	}
	defer a.Close()
	all, err := a.Store.Cells(context.Background(), monitoring.CellQuery{})
	if err != nil {
		s.Fatal(err)
	}
	return all
}

func TestAnImportThatIsKilledIsFinishedByTheSameCall(t *testing.T) {
	t.Parallel()
	whole := newShop(t, 60_000)
	began := time.Now()
	whole.must("import", "records", whole.file)
	took := time.Since(began)
	s := newShop(t, 60_000)
	random := rand.New(rand.NewPCG(1, 2))
	for range 6 {
		c := s.command("import", "records", s.file)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.Int64N(int64(took))))
		_ = c.Process.Kill() // it may have ended by itself
		_ = c.Wait()
		s.must("verify")
	}
	s.must("import", "records", s.file)
	if out := s.must("import", "records", s.file); !strings.Contains(out, "Uændret: 36\n") {
		t.Errorf("once more: %s", out)
	}
	if d := cmp.Diff(whole.cells(), s.cells()); d != "" {
		t.Errorf("(-whole +killed):\n%s", d)
	}
}

func TestAFullDiskIsAClearErrorAndStoresNothingHalf(t *testing.T) {
	t.Parallel()
	s := newShop(t, 250_000)
	c := s.command("import", "records", s.file)
	c.Path, c.Err = exec.LookPath("cramped")
	c.Args[0] = "cramped"
	out, log, status := s.run(c)
	if status != 3 || !strings.Contains(out, "Ikke gemt, fordi arbejdet blev afbrudt: ") {
		t.Fatalf("exit status %d\n%.1000s\n%s", status, out, log)
	}
	last := log[strings.LastIndex(strings.TrimSpace(log), "\n")+1:]
	if !strings.HasPrefix(last, "startklar: ") || !strings.Contains(last, "disk") {
		t.Errorf("the error is not clear: %s", last)
	}
	s.must("verify")
	in, _, _ := strings.Cut(out, "Ikke gemt")
	for _, m := range s.cells() {
		if !strings.Contains(in, "    "+string(m.Municipality)+" ") {
			t.Errorf("%s %s is stored, and the report says that it is not", m.Municipality, m.Month)
		}
	}
	if out := s.must("import", "records", s.file); strings.Contains(out, "Ikke gemt") {
		t.Errorf("with room again: %s", out)
	}
	s.must("verify")
}

// TestACivilRegistrationNumberIsNowhereAfterwards writes a number into each column in turn, and into the header, and
// looks for it in everything that is left: output, store, its log, temporary files.
func TestACivilRegistrationNumberIsNowhereAfterwards(t *testing.T) {
	t.Parallel()
	s := newShop(t, 500)
	text, err := os.ReadFile(s.file)
	if err != nil {
		t.Fatal(err)
	}
	inputs := t.TempDir()
	lines := strings.SplitN(string(text), "\n", 4)
	separator := lines[0][strings.IndexAny(lines[0], ";,\t"):][:1]
	columns := strings.Split(lines[0], separator)
	var numbers []string
	call := []string{"import", "records"}
	for n := range 2 * len(columns) {
		digits := fmt.Sprintf("%02d%02d%02d", n%28+1, n%12+1, 60+n%30) + fmt.Sprintf("%04d", 1000+n)
		written := digits
		if n%2 == 0 {
			written = digits[:6] + "-" + digits[6:]
		}
		numbers = append(numbers, digits, written)
		row := n / len(columns) // the header, then the first row
		fields := strings.Split(lines[row], separator)
		fields[n%len(columns)] = written
		changed := append([]string{}, lines...)
		changed[row] = strings.Join(fields, separator)
		call = append(call, filepath.Join(inputs, fmt.Sprintf("%d.csv", n)))
		if err := os.WriteFile(call[len(call)-1], []byte(strings.Join(changed, "\n")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range [][]string{append(call, "--dry-run"), call} {
		out, log, status := s.run(s.command(c...))
		if refused := strings.Count(out, "  Fejl: "); status != 2 || refused != 2*len(columns) {
			t.Errorf("exit status %d, %d of %d files with an error\n%s", status, refused, 2*len(columns), out)
		}
		s.nowhere(numbers, out+log)
	}
}

// nowhere looks for texts in what was printed and in every file of the shop.
func (s *shop) nowhere(texts []string, printed string) {
	s.Helper()
	look := func(where string, content []byte) {
		for n, text := range texts {
			if bytes.Contains(content, []byte(text)) {
				s.Errorf("number %d is in %s", n, where)
			}
		}
	}
	look("what was printed", []byte(printed))
	err := filepath.WalkDir(s.dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		look(path, content)
		return err
	})
	if err != nil {
		s.Error(err)
	}
}
