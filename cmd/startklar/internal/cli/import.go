package cli

import (
	"errors"
	"fmt"
	"math"
	"os"
	"runtime/debug"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/intake"
	"startklar/domain/personaldata"
)

// importCommand holds what can be imported.
type importCommand struct {
	Records importRecordsCommand `cmd:"" help:"Take files of monitoring records in."`
}

type importRecordsCommand struct {
	Files  []string `arg:"" name:"file" help:"CSV files with records."`
	DryRun bool     `help:"Say what would happen, and store nothing."`
	clockFlag
}

// Help tells what is taken in and what is refused.
func (importRecordsCommand) Help() string {
	return "A delivery is the rows of one municipality and month. One bad row refuses its delivery; the others of the " +
		"file are stored. A row whose municipality or month cannot be read, or an unknown column, refuses the file. " +
		"A later delivery supersedes an earlier one of the same municipality and month, which is kept. The report is in " +
		"Danish. Exit status 2 if anything was refused. A call that was cut off is finished by the same call."
}

// Run takes the files in, one after the other.
func (c importRecordsCommand) Run(s *session) error {
	files, err := openSources(c.Files)
	defer closeSources(files)
	if err != nil {
		return err
	}
	a, err := s.open(app.Existing, c.clock())
	if err != nil {
		return err
	}
	defer a.Close()
	boundMemory()
	progress := newProgress(s.stderr)
	run, err := a.Intake.Begin(s.ctx, actor, intake.Options{DryRun: c.DryRun, Files: len(files), Progress: progress.tell})
	if err != nil {
		return err
	}
	refused := false
	for _, f := range files {
		progress.begin(f.Name)
		report, err := run.File(s.ctx, f.Source)
		progress.end()
		importReport{report, a.Monitoring}.write(s.stdout)
		if err != nil {
			return err
		}
		refused = refused || report.AnyRefused()
	}
	if !c.DryRun {
		if err := a.Intake.Finish(s.ctx); err != nil { // the deliveries stand, and the service does it at night
			fmt.Fprintln(s.stderr, "signals:", err)
		}
	}
	if refused {
		return refuse("%s", texts.T("intake.some_refused"))
	}
	return nil
}

// importMemory is how much memory the collector may let grow while files are read, in bytes: what lives is far less,
// whatever a file's size, and the rest would be garbage that waits.
const importMemory = 192 << 20

// boundMemory bounds the garbage, unless GOMEMLIMIT has.
func boundMemory() {
	if debug.SetMemoryLimit(-1) == math.MaxInt64 {
		debug.SetMemoryLimit(importMemory)
	}
}

// source is an open file of records.
type source struct {
	intake.Source
	file *os.File
}

// openSources opens every file before anything is taken in. The error refuses the call, and names the file unless its
// name may be a person's number.
func openSources(paths []string) (all []source, err error) {
	for n, path := range paths {
		name := path
		if _, found := personaldata.FindCPR(path); found {
			name = fmt.Sprintf("file %d of the call", n+1)
		}
		f, err := os.Open(path)
		if err != nil {
			return all, refuse("%s: %w", name, cause(err))
		}
		all = append(all, source{intake.Source{Name: name, ReaderAt: f}, f})
		info, err := f.Stat()
		if err != nil {
			return all, refuse("%s: %w", name, cause(err))
		}
		if !info.Mode().IsRegular() {
			return all, refuse("%s: not a file", name)
		}
		all[n].Size = info.Size()
	}
	return all, nil
}

// cause leaves out the path, which [os.PathError] repeats.
func cause(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

func closeSources(all []source) {
	for _, f := range all {
		_ = f.file.Close() // it was only read
	}
}
