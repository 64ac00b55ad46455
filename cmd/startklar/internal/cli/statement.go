package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/monthly"
	printing "startklar/cmd/startklar/internal/report"
	"startklar/cmd/startklar/internal/sheet"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
	"startklar/templates/catalogue"
	"startklar/templates/pages"

	"golang.org/x/sync/errgroup"
)

type statementCommand struct {
	Month        calendar.Month    `required:"" placeholder:"YYYY-MM" help:"The month."`
	Municipality municipality.Code `placeholder:"CODE" help:"Only this municipality's. Default: all, and the national statement with its workbook."`
	Out          string            `required:"" type:"path" placeholder:"DIR" help:"The folder to write to; it is made where it is not there."`
	Format       string            `enum:"html,pdf" default:"html" placeholder:"FORMAT" help:"html or pdf. Default: html."`
	clockFlag
}

// Help tells what is written.
func (statementCommand) Help() string {
	return "One file per municipality, and unless one is chosen the national statement as a page and as a workbook. The newest " +
		"released edition of the month is written, or a draft that says so where there is none. The files are in Danish, hold " +
		"their own type, and are made to leave the house: counts of 1 to 4, and what they could be computed from, are not " +
		"shown. pdf needs Chromium."
}

// Run writes the files.
func (c statementCommand) Run(s *session) error {
	if _, known := municipality.Get(c.Municipality); c.Municipality != "" && !known {
		return refuse("--municipality: write the code of a municipality, such as 0851")
	}
	printer := printing.FindPrinter(tabs(), printWithin)
	if c.Format == "pdf" && printer == nil {
		return refuse("--format pdf needs Chromium (the package chromium of Debian); --format html writes pages that any browser prints")
	}
	a, err := s.open(app.Existing, c.clock())
	if err != nil {
		return err
	}
	defer a.Close()
	w := &statements{session: s, app: a, command: c}
	if err := w.read(); err != nil {
		return err
	}
	if err := os.MkdirAll(c.Out, 0o755); err != nil {
		return refuse("--out: %w", err)
	}
	return w.write(printer)
}

// tabs is how many files are made at once.
func tabs() int { return max(2, runtime.GOMAXPROCS(0)) }

// statements is one call at work.
type statements struct {
	*session
	app     *app.App
	command statementCommand
	codes   []municipality.Code
	// letter gives a municipality's statement.
	letter func(context.Context, municipality.Code) (desk.Statement, error)
	nation *desk.NationalStatement
	press  *printing.Press
}

// read finds the newest released edition, or prepares a draft.
func (w *statements) read() error {
	which := desk.Which{Month: w.command.Month}
	codes, err := w.app.Desk.ReleasedStatements(w.ctx, actor, which)
	if err != nil {
		return err
	}
	w.letter = func(ctx context.Context, code municipality.Code) (desk.Statement, error) {
		return w.app.Desk.Statement(ctx, actor, which, code, true)
	}
	national := func() (desk.NationalStatement, error) { return w.app.Desk.NationalStatement(w.ctx, actor, which, true) }
	if codes == nil {
		press, err := w.app.Desk.Press(w.ctx, actor, which, true)
		if err != nil {
			return err
		}
		codes, w.letter = press.Municipalities(), press.Statement
		national = func() (desk.NationalStatement, error) { return press.National(w.ctx) }
	}
	if one := w.command.Municipality; one != "" {
		if !slices.Contains(codes, one) {
			return refuse("--municipality: %s has no statement of %s", label(one), w.command.Month)
		}
		w.codes = []municipality.Code{one}
		return nil
	}
	w.codes = codes
	nation, err := national()
	w.nation = &nation
	return err
}

// write makes the files, several at once.
func (w *statements) write(printer *printing.Printer) (err error) {
	if w.command.Format == "pdf" {
		if w.press, err = printer.Press(w.ctx); err != nil {
			return err
		}
		defer w.press.Close()
	}
	total := len(w.codes)
	if w.nation != nil {
		total++
	}
	bar := newTally(w.stderr, fmt.Sprintf("statements of %s", w.command.Month), total)
	defer bar.end()
	group, ctx := errgroup.WithContext(w.ctx)
	group.SetLimit(tabs())
	if w.nation != nil {
		group.Go(func() error { defer bar.one(); return w.writeNation(ctx) })
	}
	for _, code := range w.codes {
		group.Go(func() error { defer bar.one(); return w.writeOne(ctx, code) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	bar.end()
	fmt.Fprintf(w.stdout, "%s of %s written to %s\n", counted(total, "statement", "statements"), w.command.Month, printable(w.command.Out))
	return nil
}

func (w *statements) writeOne(ctx context.Context, code municipality.Code) error {
	s, err := w.letter(ctx, code)
	if err != nil {
		return err
	}
	letter := monthly.Of(catalogue.Danish, s)
	if consultant, err := w.app.Desk.ConsultantOf(ctx, actor, code); err == nil {
		letter.Call = append(letter.Call, monthly.Caller{Name: consultant.Name, Phone: consultant.Contact.Phone})
	}
	return w.store(ctx, string(code), letter.Sheet())
}

func (w *statements) writeNation(ctx context.Context) error {
	n := monthly.OfNation(catalogue.Danish, *w.nation)
	var book bytes.Buffer
	if err := sheet.Write(&book, n.Table()); err != nil {
		return err
	}
	if err := os.WriteFile(w.path(string(monitoring.National), "xlsx"), book.Bytes(), 0o644); err != nil {
		return refuse("--out: %w", err)
	}
	return w.store(ctx, string(monitoring.National), n.Sheet())
}

func (w *statements) path(unit, kind string) string {
	return filepath.Join(w.command.Out, w.command.Month.String()+"-"+unit+"."+kind)
}

// store writes a sheet as a file of its own.
func (w *statements) store(ctx context.Context, unit string, s pages.Sheet) error {
	var html bytes.Buffer
	page := pages.StatementPaper{Sheet: s, Style: printing.StatementStyle()}
	if err := page.Render(catalogue.With(ctx, catalogue.Danish), &html); err != nil {
		return err
	}
	content := html.Bytes()
	if w.press != nil {
		var err error
		if content, err = w.press.PDF(ctx, html.String()); err != nil {
			return fmt.Errorf("%s: %w", unit, err)
		}
	}
	if err := os.WriteFile(w.path(unit, w.command.Format), content, 0o644); err != nil {
		return refuse("--out: %w", err)
	}
	return nil
}

// tally tells how many of some things are done: by a bar on a terminal, by a line elsewhere.
type tally struct {
	*progress
	mu sync.Mutex
}

func newTally(w io.Writer, what string, total int) *tally {
	t := &tally{progress: newProgress(w)}
	t.count(what, total)
	return t
}

func (t *tally) one() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.bar != nil {
		_ = t.bar.Add(1) // a bar that cannot be drawn is no reason to stop
	}
}
