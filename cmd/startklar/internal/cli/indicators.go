package cli

import (
	"fmt"
	"io"
	"strings"

	"startklar/cmd/startklar/internal/app"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/figures"
	"startklar/domain/municipality"
)

type indicatorsCommand struct {
	Month        calendar.Month         `required:"" placeholder:"YYYY-MM" help:"The month."`
	Municipality monitoring.UnitID      `placeholder:"CODE|national|region:NAME" help:"Only one unit. Default: all of them."`
	Indicator    monitoring.IndicatorID `placeholder:"N" help:"Only one indicator, 1 to 8 or R. Default: all of them."`
	Pooled       bool                   `help:"Sum n and N over the delivered months of the twelve that end with the month."`
	AsOf         moment                 `placeholder:"TIME" help:"As known at TIME: what was received later does not count. Default: everything received."`
	Format       string                 `enum:"table,csv,json" default:"table" placeholder:"FORMAT" help:"table, csv or json. Default: table."`
	clockFlag
}

// Help tells what is listed.
func (indicatorsCommand) Help() string {
	return "One row per unit, indicator and, for indicator 4, origin. Units are the municipalities that take part in the " +
		"month, the regions of that time that have any, and the nation. A month that is not delivered is missing, which " +
		"differs from a group without citizens (no_denominator) and from 0 %. The two latest delivered months are " +
		"provisional. Nothing is suppressed: the figures are for administration and do not leave the house."
}

// Run prints a month's figures.
func (c indicatorsCommand) Run(s *session) error {
	if c.Municipality != "" && !figures.KnownUnit(c.Municipality) {
		return refuse("--municipality: write the code of a municipality, such as 0851, or national, or region: with the name of a region (%s)",
			strings.Join(municipality.Regions(c.Month.Last()), ", "))
	}
	a, err := s.open(app.Existing, c.clock())
	if err != nil {
		return err
	}
	defer a.Close()
	q, err := c.query(a.Monitoring)
	if err != nil {
		return err
	}
	book, err := a.Desk.Book(s.ctx, actor, a.Monitoring, c.reading(a.Monitoring, q.Indicators))
	if err != nil {
		return err
	}
	return c.write(s.stdout, book.Figures(q))
}

func (c indicatorsCommand) query(p *monitoring.Programme) (figures.Query, error) {
	q := figures.Query{From: c.Month, To: c.Month, Pooled: c.Pooled}
	if c.Municipality != "" {
		q.Units = []monitoring.UnitID{c.Municipality}
	}
	if c.Indicator == "" {
		return q, nil
	}
	if _, known := p.Indicator(c.Indicator); !known {
		var ids []string
		for _, i := range p.Indicators {
			ids = append(ids, string(i.ID))
		}
		return q, refuse("--indicator: write one of %s", strings.Join(ids, ", "))
	}
	q.Indicators = []monitoring.IndicatorID{c.Indicator}
	return q, nil
}

// reading selects what is read: no more than the figures need.
func (c indicatorsCommand) reading(p *monitoring.Programme, ids []monitoring.IndicatorID) figures.Range {
	r := figures.Range{From: c.Month, To: c.Month, Measures: figures.Measures(p, ids...), AsOf: c.AsOf.Time}
	if c.Pooled {
		return r.Pooled()
	}
	return r
}

func (c indicatorsCommand) write(w io.Writer, list []monitoring.Figure) error {
	switch c.Format {
	case "json":
		_, err := w.Write(figures.AppendJSON(nil, list))
		return err
	case "csv":
		return writeFiguresCSV(w, list)
	default:
		return c.writeTable(w, list)
	}
}

func (c indicatorsCommand) writeTable(w io.Writer, list []monitoring.Figure) error {
	if len(list) == 0 {
		_, err := fmt.Fprintln(w, c.nobody())
		return err
	}
	t := newTable()
	t.line("UNIT\tMONTH\tINDICATOR\tORIGIN\tN\tOF\tSHARE\tSTATUS\tDELIVERED")
	for _, f := range list {
		status := string(f.Status)
		if f.Provisional {
			status += ", provisional"
		}
		cells := figureCells(f)
		if share, ok := f.Share(); ok {
			cells[2] = fmt.Sprintf("%.1f %%", 100*share)
		}
		t.line("%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%d/%d", f.Unit, f.Month, f.Indicator, orDash(string(f.Origin)),
			orDash(cells[0]), orDash(cells[1]), orDash(cells[2]), status, f.Delivered, f.Participating)
	}
	return t.write(w)
}

// nobody says who has no figures: whoever does not take part, which differs from a month that is missing.
func (c indicatorsCommand) nobody() string {
	if c.Municipality == "" || c.Municipality == monitoring.National {
		return "nobody takes part in the month"
	}
	if m, ok := municipality.Get(municipality.Code(c.Municipality)); ok {
		return label(m.Code) + " does not take part in the month"
	}
	return fmt.Sprintf("nobody of %s takes part in the month", c.Municipality)
}
