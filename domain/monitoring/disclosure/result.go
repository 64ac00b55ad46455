package disclosure

import (
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/view"
)

// Result is where a unit stands with an indicator that has targets, as the viewer may see it. Whoever does not see
// all counts gets what follows from the months that are shown to them.
type Result struct {
	// Now is the month asked for. Best is the single month with the highest share so far, the earliest of equals;
	// its Month is zero while no month has a share.
	Now, Best view.Figure
	Targets   []Target
}

// Target is one target of a result.
type Target struct {
	// Percent of N.
	Percent int
	// Met tells whether any single month so far reached it; In is the first that did.
	Met bool
	In  calendar.Month
	// Missing is how many citizens more the month asked for would have to count; not shown where its n or N are not.
	Missing view.Number
}

// Result tells where a unit stands with an indicator's targets by the end of a month: see [figures.Book.Result]. The
// edition must hold the months from the beginning.
func (b *Book) Result(unit monitoring.UnitID, m calendar.Month, id monitoring.IndicatorID) (Result, bool) {
	of, found := b.edition.book.Result(unit, m, id)
	now, known := b.Count(unit, m, monitoring.Measure(id), monitoring.OriginAll)
	if !found || !known {
		return Result{}, false
	}
	r := Result{Now: now}
	_, shared := now.Share()
	for _, t := range of.Targets {
		missing := view.Shown(t.Missing)
		if !shared {
			missing = view.NotShown(now.Withheld())
		}
		r.Targets = append(r.Targets, Target{Percent: t.Percent, Missing: missing})
	}
	for _, month := range b.Delivered() {
		if f, found := b.Count(unit, month, monitoring.Measure(id), monitoring.OriginAll); found && !month.After(m) {
			r.see(f)
		}
	}
	return r, true
}

// see takes a month into account if its share is shown.
func (r *Result) see(f view.Figure) {
	if _, shared := f.Share(); !shared {
		return
	}
	num, den := values(f)
	bestNum, bestDen := values(r.Best)
	if r.Best.Month.IsZero() || num*bestDen > bestNum*den {
		r.Best = f
	}
	for i, t := range r.Targets {
		if !t.Met && 100*num >= t.Percent*den {
			r.Targets[i].Met, r.Targets[i].In = true, f.Month
		}
	}
}

func values(f view.Figure) (num, den int) {
	num, _ = f.Num.Value()
	den, _ = f.Den.Value()
	return num, den
}
