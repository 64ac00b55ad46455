package intake

import (
	"context"
	"runtime"
	"slices"
	"sync"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	deliveries "startklar/domain/monitoring/intake"
	"startklar/domain/monitoring/record"
	"startklar/domain/municipality"

	"golang.org/x/sync/errgroup"
)

// atOnce is how many municipalities are counted at the same time. One more than there are cores keeps them busy
// while a commit waits for the disk.
func atOnce() int { return min(runtime.GOMAXPROCS(0), 4) + 1 }

// municipalities takes in what a file holds, several municipalities at the same time. After a failure, or when ctx
// ends, no other one is begun; those under way are finished, so that the report is right about them.
func (r *Run) municipalities(ctx context.Context, file *record.File) ([]Delivery, error) {
	codes := file.Municipalities()
	group, going := errgroup.WithContext(ctx)
	group.SetLimit(atOnce())
	var one sync.Mutex
	var all []Delivery
	var done int64
	for _, code := range codes {
		group.Go(func() error {
			if going.Err() != nil {
				return going.Err()
			}
			taken, err := r.municipality(context.WithoutCancel(ctx), file, code)
			one.Lock()
			defer one.Unlock()
			all = append(all, taken...)
			done++
			r.progress(Counting, done, int64(len(codes)))
			return err
		})
	}
	err := group.Wait()
	if err != nil && ctx.Err() != nil {
		err = &domain.Error{Code: domain.Unavailable, Key: "interrupted", Err: ctx.Err()}
	}
	return all, err
}

// attempts is how often a municipality is counted when other deliveries of it keep coming in.
const attempts = 5

// municipality takes in what a file holds of one municipality.
func (r *Run) municipality(ctx context.Context, file *record.File, code municipality.Code) ([]Delivery, error) {
	for n := 1; ; n++ {
		taken, err := r.take(ctx, file, code)
		if domain.CodeOf(err) != domain.Stale || n == attempts {
			return taken, err
		}
	}
}

// take counts what is live together with what the file brings, and takes that in.
func (r *Run) take(ctx context.Context, file *record.File, code municipality.Code) ([]Delivery, error) {
	state, err := r.desk.Deliveries(ctx, r.actor, code)
	if err != nil {
		return nil, err
	}
	b := newBringing(r, code, state)
	err = file.Each(code, func(d monitoring.Delivery) error { return b.bring(ctx, d, warningsOf(file.Report(), d.Pair)) })
	if err == nil {
		err = b.countLive(ctx, calendar.Month{})
	}
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(b.taken, func(d Delivery) bool { return d.Outcome != Unchanged }) {
		_, err = r.desk.Do(ctx, r.actor, "", b.command)
	}
	if err != nil {
		return nil, err
	}
	return b.taken, nil
}

// warningsOf is how many questionable rows a delivery of the file has.
func warningsOf(report record.Report, of monitoring.Pair) int {
	n := slices.IndexFunc(report.Deliveries, func(o record.Outcome) bool { return o.Pair == of })
	return report.Deliveries[n].Warnings
}

// bringing is one municipality's part of a file on its way in. Its months are counted in order, those that are live
// among those that are brought; memory holds the records of one month.
type bringing struct {
	*Run
	code    municipality.Code
	counter *deliveries.Counter
	// live are the live deliveries that have not been counted yet.
	live    []*deliveries.Taken
	command deliveries.TakeIn
	taken   []Delivery
}

func newBringing(r *Run, code municipality.Code, state deliveries.State) *bringing {
	return &bringing{
		Run: r, code: code, counter: deliveries.NewCounter(r.service.Programme), live: state.Live(),
		command: deliveries.TakeIn{Municipality: code, DecidedOn: state.Number},
	}
}

// bring counts a delivery of the file, after the live ones of earlier months.
func (b *bringing) bring(ctx context.Context, d monitoring.Delivery, warnings int) error {
	if err := b.countLive(ctx, d.Month); err != nil {
		return err
	}
	doubts, err := b.count(d)
	if err != nil {
		return err
	}
	data := record.Pack(d.Records)
	hash := domain.HashOf(data)
	warnings += doubts.Count()
	b.taken = append(b.taken, Delivery{
		Pair: d.Pair, Records: len(d.Records), Outcome: b.outcome(d.Month, hash), Warnings: warnings, Doubts: doubts,
	})
	b.command.Months = append(b.command.Months, deliveries.Brought{
		Month: d.Month, File: hash, Data: data, About: deliveries.AboutOf(d.Records, warnings),
	})
	return nil
}

// outcome compares a delivery with the live one of its month, which it takes the place of.
func (b *bringing) outcome(month calendar.Month, hash domain.FileHash) Outcome {
	if len(b.live) == 0 || b.live[0].Month != month {
		return New
	}
	before := b.live[0]
	b.live = b.live[1:]
	if before.File == hash {
		return Unchanged
	}
	return Superseding
}

// countLive counts the live deliveries before a month, or all that are left for no month.
func (b *bringing) countLive(ctx context.Context, until calendar.Month) error {
	for len(b.live) > 0 && (until.IsZero() || b.live[0].Month.Before(until)) {
		d := monitoring.Delivery{Pair: monitoring.Pair{Municipality: b.code, Month: b.live[0].Month}}
		var err error
		if d.Records, err = b.load(ctx, b.live[0].File); err != nil {
			return err
		}
		if _, err := b.count(d); err != nil {
			return err
		}
		b.live = b.live[1:]
	}
	return nil
}

func (b *bringing) count(d monitoring.Delivery) (deliveries.Doubts, error) {
	counted, err := b.counter.Next(d)
	if err != nil {
		return counted.Doubts, domain.Fault("count deliveries", err)
	}
	b.command.Counted = append(b.command.Counted, deliveries.MonthCells{Month: d.Month, Cells: counted.Cells})
	return counted.Doubts, nil
}

func (b *bringing) load(ctx context.Context, file domain.FileHash) ([]monitoring.Record, error) {
	data, err := b.desk.Records(ctx, b.actor, b.code, file)
	if err != nil {
		return nil, err
	}
	records, err := record.Unpack(data)
	if err != nil {
		return nil, domain.Fault("unpack records", err)
	}
	return records, nil
}
