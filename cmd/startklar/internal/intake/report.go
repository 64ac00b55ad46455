package intake

import (
	"startklar/domain/monitoring"
	deliveries "startklar/domain/monitoring/intake"
	"startklar/domain/monitoring/record"
)

// Outcome is what became of a delivery, or would have in a dry run.
type Outcome string

// The outcomes.
const (
	// New is the first delivery of its month, Superseding takes the place of another, Unchanged is what is live.
	New         Outcome = "new"
	Superseding Outcome = "superseding"
	Unchanged   Outcome = "unchanged"
	// Refused has rows that may not be taken in.
	Refused Outcome = "refused"
	// Left was good and is not in: the work ended before.
	Left Outcome = "left"
)

// AllOutcomes lists the outcomes.
func AllOutcomes() []Outcome { return []Outcome{New, Superseding, Unchanged, Refused, Left} }

// Delivery is what became of one delivery of a file.
type Delivery struct {
	monitoring.Pair
	// Records are those that count once; of a refused delivery the rows of the file.
	Records int
	Outcome Outcome
	// Warnings are its questionable rows and Doubts together.
	Warnings int
	Doubts   deliveries.Doubts
}

// Report is what became of a file. Refusals and warnings of rows are those of the reading.
type Report struct {
	Name   string
	DryRun bool
	record.Report
	// Deliveries are ordered by municipality and month.
	Deliveries []Delivery
}

// Count is how many deliveries came to an outcome.
func (r Report) Count(o Outcome) (n int) {
	for _, d := range r.Deliveries {
		if d.Outcome == o {
			n++
		}
	}
	return n
}

// AnyRefused tells whether the file, or a delivery of it, was refused.
func (r Report) AnyRefused() bool { return r.FileRefused || r.Count(Refused) > 0 }

// join puts what was taken in among what the reading found.
func (r *Report) join(taken []Delivery) {
	known := make(map[monitoring.Pair]Delivery, len(taken))
	for _, d := range taken {
		known[d.Pair] = d
	}
	for _, o := range r.Report.Deliveries {
		d, done := known[o.Pair]
		switch {
		case o.Refused:
			d = Delivery{Pair: o.Pair, Records: int(o.Rows), Outcome: Refused}
		case !done:
			d = Delivery{Pair: o.Pair, Records: int(o.Records), Outcome: Left, Warnings: o.Warnings}
		}
		r.Deliveries = append(r.Deliveries, d)
	}
}
