package cli

import (
	"fmt"
	"io"
	"slices"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/desk"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
)

type signalsCommand struct {
	Month  calendar.Month `required:"" placeholder:"YYYY-MM" help:"The month."`
	Format string         `enum:"table,json" default:"table" placeholder:"FORMAT" help:"table or json. Default: table."`
	clockFlag
}

// Help tells what is listed.
func (signalsCommand) Help() string {
	return "One row per municipality and indicator with a share in the month: how likely a count like this one were, were " +
		"the municipality like the others. A month that is not delivered by its day, and a step of the journey that is " +
		"14 days overdue, have rows of no indicator. A signal asks for a look and is no verdict. The two latest delivered " +
		"months are provisional: their levels are only shown, and propose nothing."
}

// signalRow is a signal. Its JSON is a contract: what is not known is null.
type signalRow struct {
	Unit      municipality.Code      `json:"unit"`
	Month     calendar.Month         `json:"month"`
	Indicator monitoring.IndicatorID `json:"indicator"`
	Num       *int                   `json:"n"`
	Den       *int                   `json:"N"`
	National  *float64               `json:"national"`
	Rho       *float64               `json:"rho"`
	Tail      *float64               `json:"tail"`
	Expected  *float64               `json:"expected"`
	Level     signal.Level           `json:"level"`
	Reason    signal.Reason          `json:"reason"`
}

// Run prints a month's signals.
func (c signalsCommand) Run(s *session) error {
	a, err := s.open(app.Existing, c.clock())
	if err != nil {
		return err
	}
	defer a.Close()
	signals, err := a.Desk.Signals(s.ctx, actor, a.Monitoring, c.Month, c.today())
	if err != nil {
		return err
	}
	if err := c.caution(s, a.Desk); err != nil {
		return err
	}
	rows := make([]signalRow, len(signals))
	for i, one := range signals {
		rows[i] = signalRowOf(one)
	}
	if c.Format == "json" {
		return writeJSON(s.stdout, rows)
	}
	return writeSignalsTable(s.stdout, rows)
}

// caution tells of a month that is not settled: nobody is judged by it.
func (c signalsCommand) caution(s *session, d *desk.Desk) error {
	delivered, settled, err := d.DeliveredMonths(s.ctx, actor)
	if err == nil && slices.Contains(delivered, c.Month) && c.Month.After(settled) {
		fmt.Fprintf(s.stderr, "%s is provisional: its figures still change, and nothing is proposed because of them\n", c.Month)
	}
	return err
}

func signalRowOf(s signal.Signal) signalRow {
	r := signalRow{Unit: s.Municipality, Month: s.Month, Indicator: s.Indicator, Level: s.Level, Reason: s.Reason}
	if s.Indicator != "" {
		r.Num, r.Den = &s.Num, &s.Den
	}
	if s.Judged {
		r.National, r.Rho, r.Tail, r.Expected = &s.National, &s.Rho, &s.Tail, &s.Expected
	}
	return r
}

func writeSignalsTable(w io.Writer, rows []signalRow) error {
	if len(rows) == 0 {
		_, err := fmt.Fprintln(w, "nothing is delivered for the month, and nothing is late")
		return err
	}
	t := newTable()
	t.line("CODE\tMUNICIPALITY\tINDICATOR\tN\tOF\tEXPECTED\tNATIONAL\tRHO\tTAIL\tLEVEL\tREASON")
	for _, r := range rows {
		m, _ := municipality.Get(r.Unit)
		t.line("%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s", r.Unit, m.Name, orDash(string(r.Indicator)), known("%d", r.Num),
			known("%d", r.Den), known("%.1f", r.Expected), known("%.3f", r.National), known("%.4f", r.Rho), known("%.5f", r.Tail),
			r.Level, orDash(string(r.Reason)))
	}
	return t.write(w)
}

// known prints a value, or that there is none.
func known[T any](format string, value *T) string {
	if value == nil {
		return orDash("")
	}
	return fmt.Sprintf(format, *value)
}
