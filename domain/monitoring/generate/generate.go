package generate

import (
	"bufio"
	"context"
	"io"
	"math/rand/v2"
	"slices"
	"strconv"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/record"
	"startklar/domain/municipality"
)

// Each makes the deliveries, municipality by municipality, each in month order, until use refuses one.
func (o Options) Each(use func(monitoring.Delivery) error) error {
	if err := o.check(); err != nil {
		return err
	}
	for i, size := range o.sizes() {
		if err := o.municipality(o.Municipalities[i], size, use); err != nil {
			return err
		}
	}
	return nil
}

// municipality makes the months of one. Its chance is its own, so that others may come and go without a change to it.
func (o Options) municipality(code municipality.Code, size int, use func(monitoring.Delivery) error) error {
	number, err := strconv.Atoi(string(code))
	if err != nil {
		return errUnknown
	}
	rng := rand.New(rand.NewPCG(o.Seed, uint64(number)))
	n := o.natureOf(code, rng)
	var cohort []*citizen
	next := 0
	for m := range o.Months {
		month := o.From.Add(m)
		w := o.wordsIn(month)
		cohort = slices.DeleteFunc(cohort, func(c *citizen) bool { return c.gone })
		for _, c := range cohort {
			c.live(n, w, rng)
		}
		for len(cohort) < size {
			next++
			cohort = append(cohort, newCitizen(next, n, w, m == 0, rng))
		}
		d := monitoring.Delivery{Pair: monitoring.Pair{Municipality: code, Month: month}}
		d.Records = make([]monitoring.Record, 0, len(cohort))
		for _, c := range cohort {
			d.Records = append(d.Records, c.record(w, rng))
		}
		if err := use(d); err != nil {
			return err
		}
	}
	return nil
}

func (o Options) wordsIn(m calendar.Month) words {
	return words{
		benefits:   validIn(benefits, o.Programme.Benefits, m),
		changed:    validIn(changedBenefits, o.Programme.Benefits, m),
		exemptions: validIn(exemptions, o.Programme.Exemptions, m),
	}
}

// Write writes the deliveries as a file that package record reads, and returns how many rows it has. Progress is told
// after each delivery; nil is fine.
func (o Options) Write(ctx context.Context, to io.Writer, progress func(rows int)) (rows int, err error) {
	w := bufio.NewWriterSize(to, 1<<20)
	_, _ = w.Write(AppendHeader(nil)) // an error comes back from Flush
	var lines []byte
	err = o.Each(func(d monitoring.Delivery) error {
		lines = AppendRows(lines[:0], d)
		if _, err := w.Write(lines); err != nil {
			return err
		}
		rows += len(d.Records)
		if progress != nil {
			progress(rows)
		}
		return ctx.Err()
	})
	if err != nil {
		return rows, err
	}
	return rows, w.Flush()
}

// AppendHeader appends the first line of a file that package record reads.
func AppendHeader(b []byte) []byte {
	for i, c := range record.Columns() {
		if i > 0 {
			b = append(b, ';')
		}
		b = append(b, c...)
	}
	return append(b, '\n')
}

// AppendRows appends a delivery's lines, in the columns of [AppendHeader].
func AppendRows(b []byte, d monitoring.Delivery) []byte {
	month := d.Month.String()
	for _, r := range d.Records {
		b = appendLine(b, d.Municipality, month, r)
	}
	return b
}

// appendLine writes a record in the order of [record.Columns].
func appendLine(b []byte, code municipality.Code, month string, r monitoring.Record) []byte {
	text := func(s string) { b = append(append(b, s...), ';') }
	flag := func(m monitoring.Marks) {
		if r.Marks.Has(m) {
			b = append(b, '1', ';')
		} else {
			b = append(b, '0', ';')
		}
	}
	text(r.Citizen)
	text(string(code))
	text(month)
	flag(monitoring.MarkJobBroker)
	flag(monitoring.MarkRehab)
	flag(monitoring.MarkStepUp)
	text(r.Exempt)
	text(r.Benefit)
	b = strconv.AppendInt(b, r.PaidHours/100, 10)
	if cents := r.PaidHours % 100; cents > 0 {
		b = append(b, ',', byte('0'+cents/10), byte('0'+cents%10))
	}
	b = append(b, ';')
	flag(monitoring.MarkSelfSupporting)
	flag(monitoring.MarkEducation)
	flag(monitoring.MarkWageSubsidy)
	flag(monitoring.MarkWorkPlacement)
	text(string(r.Origin))
	text(string(r.Exit))
	flag(monitoring.MarkRevisited)
	b[len(b)-1] = '\n'
	return b
}
