package store

import (
	"context"
	"strings"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
)

var _ monitoring.Reads = (*Store)(nil)

const (
	selectCells = "SELECT municipality, month, measure, origin, num, den FROM figure_cells"
	cellsOrder  = " ORDER BY municipality, month, measure, origin"

	selectDeliveries = "SELECT municipality, month, number, known_from, known_to, received_by, row_count, warnings, " +
		"job_broker, rehab, step_up FROM deliveries"
	deliveriesOrder = " ORDER BY municipality, month, number"

	selectParticipations = "SELECT municipality, started_on, ended_on FROM journeys WHERE definition = ? " +
		"ORDER BY municipality, started_on, id"
)

// Cells implements monitoring.Reads.
func (s *Store) Cells(ctx context.Context, q monitoring.CellQuery) (all []monitoring.MonthCells, err error) {
	b := &overviewQuery{}
	b.knownAt(q.AsOf)
	b.between(q.From, q.To)
	among(b, "municipality", q.Municipalities)
	among(b, "measure", q.Measures)
	err = s.read(ctx, func(t *tx) error {
		var code, month, measure, origin string
		var cell monitoring.Cell
		return t.each("cells", selectCells+b.filter()+cellsOrder, b.args, []any{&code, &month, &measure, &origin, &cell.Num, &cell.Den}, func() (err error) {
			if all, err = inMonth(all, code, month); err != nil {
				return err
			}
			cell.Measure, cell.Origin = monitoring.Measure(measure), monitoring.Origin(origin)
			last := &all[len(all)-1]
			last.Cells = append(last.Cells, cell)
			return nil
		})
	})
	return all, err
}

// inMonth makes the pair of a row the last one.
func inMonth(all []monitoring.MonthCells, code, month string) ([]monitoring.MonthCells, error) {
	pair, err := pairOf(code, month)
	if len(all) == 0 || all[len(all)-1].Pair != pair {
		all = append(all, monitoring.MonthCells{Pair: pair})
	}
	return all, err
}

func pairOf(code, month string) (monitoring.Pair, error) {
	m, err := calendar.ParseMonth(month)
	return monitoring.Pair{Municipality: municipality.Code(code), Month: m}, failed("month", err)
}

// Received implements monitoring.Reads.
func (s *Store) Received(ctx context.Context, q monitoring.ReceivedQuery) (all []monitoring.Received, err error) {
	b := &overviewQuery{}
	switch {
	case !q.All:
		b.knownAt(q.AsOf)
	case !q.AsOf.IsZero():
		b.and("known_from <= ?", q.AsOf.UnixMicro())
	}
	b.between(q.From, q.To)
	among(b, "municipality", q.Municipalities)
	err = s.read(ctx, func(t *tx) error {
		var code, month, by string
		var at, until int64
		var jobBroker, rehab, stepUp int64
		var r monitoring.Received
		into := []any{&code, &month, &r.Number, &at, &until, &by, &r.Rows, &r.Warnings, &jobBroker, &rehab, &stepUp}
		return t.each("deliveries", selectDeliveries+b.filter()+deliveriesOrder, b.args, into, func() (err error) {
			if r.Pair, err = pairOf(code, month); err != nil {
				return err
			}
			r.At, r.Until, r.By = moment(at), moment(until), by
			r.JobBroker, r.Rehab, r.StepUp = jobBroker != 0, rehab != 0, stepUp != 0
			all = append(all, r)
			return nil
		})
	})
	return all, err
}

// Participations implements monitoring.Reads. A journey that has begun takes part from the month of its start, and
// one that has ended until the month of its end.
func (s *Store) Participations(ctx context.Context, programme string) (all []monitoring.Participation, err error) {
	err = s.read(ctx, func(t *tx) error {
		var code, started, ended string
		return t.each("participations", selectParticipations, []any{programme}, []any{&code, &started, &ended}, func() error {
			p := monitoring.Participation{Municipality: municipality.Code(code)}
			var until calendar.Date
			if err := dates(date{started, &p.Enrolled}, date{ended, &until}); err != nil {
				return err
			}
			p.From, p.Until = calendar.MonthOf(p.Enrolled), calendar.MonthOf(until)
			all = append(all, p)
			return nil
		})
	})
	return all, err
}

// filter is WHERE.
func (b *overviewQuery) filter() string {
	if len(b.where) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(b.where, " AND ")
}

// knownAt leaves what was known at a moment; the zero moment is now.
func (b *overviewQuery) knownAt(at time.Time) {
	if at.IsZero() {
		b.and("known_to = 0")
		return
	}
	b.and("known_from <= ? AND (known_to = 0 OR known_to > ?)", at.UnixMicro(), at.UnixMicro())
}

// between leaves the months of a period; a zero end is open.
func (b *overviewQuery) between(from, to calendar.Month) {
	if !from.IsZero() {
		b.and("month >= ?", from.String())
	}
	if !to.IsZero() {
		b.and("month <= ?", to.String())
	}
}

// among leaves the rows with one of some values: all rows for nil, none for an empty list.
func among[T ~string](b *overviewQuery, column string, values []T) {
	if values == nil {
		return
	}
	args := make([]any, len(values))
	for n, v := range values {
		args[n] = string(v)
	}
	if len(args) == 0 {
		b.and("1 = 0")
		return
	}
	b.and(column+" IN (?"+strings.Repeat(", ?", len(args)-1)+")", args...)
}
