// Package cli is the product on the command line: one file per command. A command turns its flags into typed
// commands or reads, asks the desk as system:cli, and prints a report.
//
// Reports go to standard output, progress, refusals and logs to standard error. Others script against both
// the reports and the exit statuses (exit.go): they change only on purpose.
//
// It must not decide anything about journeys: no rules, no SQL, no rights.
package cli

import (
	"context"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"startklar/cmd/startklar/internal/config"
	"startklar/workflow"

	"github.com/alecthomas/kong"
)

const description = `Startklar carries municipalities through the programme "Flere skal med 2".

A command acts as system:cli, nationwide, and is logged.

Exit status: 0 done, 1 verify found a difference, 2 input refused, 3 the store cannot be used.

TIME is RFC 3339, such as 2019-09-10T14:30:00+02:00, or a date, which means the end of that day in Copenhagen; it is inclusive.`

// commandLine is everything that can be written after "startklar".
type commandLine struct {
	DB     string `name:"db" placeholder:"URL" help:"The store: sqlite:PATH or postgres://USER@HOST/NAME. Default: the setting database.url, which is ${db_default} unless set."`
	Config string `placeholder:"FILE" help:"The settings. Default: ${config_default} in the working directory, where there is one."`

	Serve      serveCommand      `cmd:"" help:"Serve the product to browsers until told to stop."`
	Demo       demoCommand       `cmd:"" help:"Fill an empty store with demo data that end today."`
	Enrol      enrolCommand      `cmd:"" help:"Start municipalities on their journey: all of them or none."`
	Status     statusCommand     `cmd:"" help:"Show where every enrolled municipality is."`
	Journey    journeyCommand    `cmd:"" help:"Show one municipality's journey, now or as it was, or its history."`
	Verify     verifyCommand     `cmd:"" help:"Recompute every chain, head, projection and figure, and name the first difference."`
	Rebuild    rebuildCommand    `cmd:"" help:"Write every projection anew from the history."`
	Erase      eraseCommand      `cmd:"" help:"Erase what was written in events, and leave word of it."`
	Person     personCommand     `cmd:"" help:"Keep the register of people: who has which role where."`
	Import     importCommand     `cmd:"" help:"Take in what others deliver."`
	Indicators indicatorsCommand `cmd:"" help:"Show a month's indicators, unsuppressed."`
	Signals    signalsCommand    `cmd:"" help:"Show which municipalities' figures of a month are worth a look."`
	Statement  statementCommand  `cmd:"" help:"Write the monthly statements as files that leave the house."`
	Definition definitionCommand `cmd:"" help:"Check and picture definitions of journeys."`
	Generate   generateCommand   `cmd:"" help:"Make up files to try things with."`
}

// Main runs the command line of this process and returns its exit status. The first SIGINT or SIGTERM asks
// the command to end, the second ends the process.
func Main() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)

	line := &commandLine{}
	parser, err := newParser(line)
	if err != nil {
		return report(os.Stderr, err)
	}
	parsed, err := parser.Parse(os.Args[1:])
	if err != nil {
		return report(os.Stderr, usage(err))
	}
	s := &session{ctx: ctx, stdout: os.Stdout, stderr: os.Stderr, line: line, command: parsed.Command()}
	return report(os.Stderr, parsed.Run(s))
}

func newParser(line *commandLine) (*kong.Kong, error) {
	return kong.New(line,
		kong.Name("startklar"),
		kong.Description(description),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Vars{
			"db_default":         config.Default().Database.URL,
			"config_default":     config.DefaultFile,
			"listen_default":     config.Default().Server.Listen,
			"definition_default": defaultDefinition,
			"show_formats":       strings.Join(workflow.ShowFormats(), ","),
		},
	)
}

// session is one run of one command.
type session struct {
	ctx            context.Context
	stdout, stderr io.Writer
	line           *commandLine
	// command names what runs, for the log: its words, never what was written behind them.
	command string
}
