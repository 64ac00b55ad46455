// Package audit has the whole history recomputed in the background when somebody asks, one run at a time, and
// remembers what the last run found until the service ends. No request waits for it.
//
// It decides nothing about who may ask, and repairs nothing.
package audit

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"startklar/domain/person"
	"startklar/workflow/journal"
)

// Verifier recomputes the history.
type Verifier struct {
	ctx    context.Context
	verify func(context.Context) (journal.Report, error)
	clock  func() time.Time
	log    *slog.Logger

	mu   sync.Mutex
	last Run
}

// Run is one look at the whole history. The zero Run is none.
type Run struct {
	By              person.ID
	Began, Finished time.Time
	Report          journal.Report
	// Failed tells that the store could not be read to the end.
	Failed bool
}

// Running tells whether the run has not finished.
func (r Run) Running() bool { return !r.Began.IsZero() && r.Finished.IsZero() }

// New makes a verifier whose runs end with the context.
func New(ctx context.Context, verify func(context.Context) (journal.Report, error), clock func() time.Time, log *slog.Logger) *Verifier {
	return &Verifier{ctx: ctx, verify: verify, clock: clock, log: log}
}

// Start begins a run, unless one is under way: that one answers for both.
func (v *Verifier) Start(by person.ID) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.last.Running() {
		return
	}
	v.last = Run{By: by, Began: v.clock()}
	go v.run(v.last)
}

// Last returns the run under way, or the one before.
func (v *Verifier) Last() Run {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.last
}

func (v *Verifier) run(r Run) {
	report, err := v.verify(v.ctx)
	if err != nil {
		v.log.Error("verify", "error", err)
	}
	if report.Difference != "" {
		v.log.Error("verify found a difference", "difference", report.Difference)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	r.Report, r.Failed, r.Finished = report, err != nil, v.clock()
	v.last = r
}
