package desk

import (
	"context"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/annotation"
	"startklar/domain/monitoring/disclosure"
	"startklar/domain/monitoring/figures"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/view"
)

// Book is what a moment knew of a range of months, with every municipality's counts as they are. It is for those who
// may see them all; everybody else is shown figures from which something may have been withheld (see Figures). A look
// is logged before it returns.
func (d *Desk) Book(ctx context.Context, actor person.Actor, p *monitoring.Programme, r figures.Range) (*figures.Book, error) {
	if err := policy.CheckRole(actor, policy.ReadCounts); err != nil {
		return nil, err
	}
	b, err := figures.Read(ctx, d.reads, p, r)
	if err != nil || r.Measures != nil && len(r.Measures) == 0 {
		return b, err // nothing but who has delivered
	}
	look := FigureQuery{What: "counts", From: r.From, To: r.To, AsOf: r.AsOf}
	if err := d.logAccess(ctx, actor, look, disclosure.Viewer{Everything: true}); err != nil {
		return nil, err
	}
	return b, nil
}

// Signals are those of a month as seen on a day, for those who may see all counts. None are given where a dated event
// suspends them.
func (d *Desk) Signals(ctx context.Context, actor person.Actor, p *monitoring.Programme, m calendar.Month, today calendar.Date) ([]signal.Signal, error) {
	book, err := d.Book(ctx, actor, p, signal.Range(m))
	if err != nil {
		return nil, err
	}
	return d.signals(ctx, actor, book, p, m, today)
}

// signals are those of a month in a book that reaches far enough back.
func (d *Desk) signals(ctx context.Context, actor person.Actor, book *figures.Book, p *monitoring.Programme, m calendar.Month, today calendar.Date) ([]signal.Signal, error) {
	overview, err := d.Overview(ctx, actor, view.OverviewQuery{Sort: view.ByCode})
	if err != nil {
		return nil, err
	}
	events, err := d.Annotations(ctx, actor, time.Time{})
	if err != nil {
		return nil, err
	}
	return signal.Of(book, p, m, signal.Circumstances{
		Today: today, DaysOverdue: daysOverdue(overview, p.Key, today), Suspended: annotation.Suspensions(events),
	}), nil
}

// daysOverdue tells how late the most overdue step of each municipality's journey of a programme is.
func daysOverdue(overview view.Overview, programme string, today calendar.Date) map[municipality.Code]int {
	late := map[municipality.Code]int{}
	for _, r := range overview.Rows {
		if r.Definition == programme && r.EndedOn.IsZero() {
			late[r.Municipality] = max(late[r.Municipality], view.DaysLate(r.DueOn, today))
		}
	}
	return late
}
