package figures

import (
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
)

// Result is where a unit stands with an indicator that has targets: the status of a contract, not performance.
type Result struct {
	// Now is the month asked for. Best is the single month with the highest share so far, the earliest of equals;
	// its Month is zero while no month has a share.
	Now, Best monitoring.Figure
	Targets   []Target
}

// Target is one target of a result.
type Target struct {
	// Percent of N.
	Percent int
	// Met tells whether any single month so far reached it; In is the first that did.
	Met bool
	In  calendar.Month
	// Missing is how many citizens more the month asked for would have to count: the smallest n' with
	// n'/N ≥ Percent/100, that is ⌈Percent·N/100⌉, minus n, and never below 0. It is known only where the month
	// has a share.
	Missing int
	Known   bool
}

// Result tells where a unit stands with an indicator's targets by the end of a month. "So far" begins with the
// book's first month: read it from the beginning. It is false when the unit does not take part in the month.
func (b *Book) Result(unit monitoring.UnitID, m calendar.Month, id monitoring.IndicatorID) (Result, bool) {
	indicator, _ := b.programme.Indicator(id)
	now, found := b.Figure(unit, m, id, monitoring.OriginAll)
	if !found {
		return Result{}, false
	}
	r := Result{Now: now}
	for _, percent := range indicator.Targets {
		r.Targets = append(r.Targets, Target{Percent: percent, Missing: missing(now, percent), Known: now.Status == monitoring.StatusOK})
	}
	for i := range b.first.MonthsUntil(m) + 1 {
		if f, found := b.Figure(unit, b.first.Add(i), id, monitoring.OriginAll); found && f.Status == monitoring.StatusOK {
			r.see(f)
		}
	}
	return r, true
}

// see takes a month with a share into account.
func (r *Result) see(f monitoring.Figure) {
	if r.Best.Month.IsZero() || f.Num*r.Best.Den > r.Best.Num*f.Den {
		r.Best = f
	}
	for i, t := range r.Targets {
		if !t.Met && reaches(f, t.Percent) {
			r.Targets[i].Met, r.Targets[i].In = true, f.Month
		}
	}
}

// reaches compares whole numbers, for 3/20 is 15 % exactly and 0.15 is not.
func reaches(f monitoring.Figure, percent int) bool { return 100*f.Num >= percent*f.Den }

func missing(f monitoring.Figure, percent int) int {
	if f.Status != monitoring.StatusOK {
		return 0
	}
	return max(0, (percent*f.Den+99)/100-f.Num)
}
