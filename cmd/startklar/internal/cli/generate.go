package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"startklar/cmd/startklar/internal/app"
	"startklar/domain/calendar"
	"startklar/domain/monitoring/generate"
	"startklar/domain/municipality"
)

type generateCommand struct {
	Records generateRecordsCommand `cmd:"" help:"Make up a believable file of monitoring records."`
}

type generateRecordsCommand struct {
	Seed           uint64 `required:"" placeholder:"N" help:"The same seed makes the same file."`
	Municipalities int    `required:"" placeholder:"M" help:"How many municipalities, the first ones by code."`
	Months         int    `required:"" placeholder:"K" help:"How many months each of them delivers."`
	Rows           int    `required:"" placeholder:"R" help:"About how many rows there are in all."`
	From           string `placeholder:"YYYY-MM" help:"The first month. Default: so that the last month is the latest one that has ended."`
	Out            string `required:"" placeholder:"FILE" help:"Where the file is written."`
	clockFlag
}

// Help tells what believable means.
func (generateRecordsCommand) Help() string {
	return "Municipalities of every size that truly differ; citizens who stay from month to month, come later, leave, lose " +
		"markings again. Nobody in the file exists. It needs no store."
}

// Run writes the file, whole or not at all.
func (c generateRecordsCommand) Run(s *session) error {
	o, err := c.options()
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(c.Out), filepath.Base(c.Out)+".*")
	if err != nil {
		return refuse("--out: %w", err)
	}
	defer os.Remove(file.Name()) //nolint:errcheck // it has its name by then, unless an error is being told
	told := 0
	rows, err := o.Write(s.ctx, file, func(rows int) {
		if tenth := min(10, 10*rows/c.Rows); tenth > told {
			told = tenth
			fmt.Fprintf(s.stderr, "%d %% of about %d rows\n", 10*tenth, c.Rows)
		}
	})
	if err = errors.Join(err, file.Chmod(0o644), file.Close()); err == nil {
		err = os.Rename(file.Name(), c.Out)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "%s: %d rows, %s, %s to %s\n", c.Out, rows, counted(len(o.Municipalities), "municipality", "municipalities"),
		o.From, o.From.Add(o.Months-1))
	return nil
}

// options turns the flags into what is to be made.
func (c generateRecordsCommand) options() (generate.Options, error) {
	o := generate.Believable()
	all := municipality.All()
	switch {
	case c.Municipalities < 1 || c.Municipalities > len(all):
		return o, refuse("--municipalities: write 1 to %d", len(all))
	case c.Months < 1 || c.Months > 600:
		return o, refuse("--months: write 1 to 600")
	case c.Rows < 1:
		return o, refuse("--rows: write how many rows, such as 100000")
	}
	for _, m := range all[:c.Municipalities] {
		o.Municipalities = append(o.Municipalities, m.Code)
	}
	o.Seed, o.Months, o.Rows = c.Seed, c.Months, c.Rows
	o.From = calendar.MonthOf(c.today()).Add(-c.Months)
	var err error
	if c.From != "" {
		if o.From, err = calendar.ParseMonth(c.From); err != nil {
			return o, refuse("--from: %w", err)
		}
	}
	o.Programme, err = app.Monitored()
	return o, err
}
