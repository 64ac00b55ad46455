package dock

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"startklar/cmd/startklar/internal/intake"
	"startklar/domain"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/workflow/journal"
)

// Desk carries commands out.
type Desk interface {
	Do(ctx context.Context, actor person.Actor, key string, c domain.Command) (journal.Result, error)
}

// Options are what a dock needs.
type Options struct {
	Intake *intake.Service
	Desk   Desk
	Clock  func() time.Time
	Log    *slog.Logger
	// MaxBytes is the largest file.
	MaxBytes int64
	// Dir is where files lie, "" the system's directory for temporary files.
	Dir string
	// Keep is how long a checked file waits; 0 for an hour.
	Keep time.Duration
}

// Dock holds one file at a time. It is safe for concurrent use.
type Dock struct {
	Options
	// ctx ends the work.
	ctx context.Context

	mu sync.Mutex
	// now is the file that is here or was last; nil before the first.
	now *berth
}

// New makes a dock whose work ends with the context.
func New(ctx context.Context, o Options) *Dock {
	if o.Keep <= 0 {
		o.Keep = time.Hour
	}
	return &Dock{Options: o, ctx: ctx}
}

// Phase is how far a file has come.
type Phase string

// The phases.
const (
	Receiving Phase = "receiving"
	Checking  Phase = "checking"
	// Checked has a report. The file may be gone already: see [Look.Waits].
	Checked  Phase = "checked"
	TakingIn Phase = "taking_in"
	Done     Phase = "done"
	// Failed could not be carried through.
	Failed Phase = "failed"
)

// busy tells whether something is under way.
func (p Phase) busy() bool { return p == Receiving || p == Checking || p == TakingIn }

// Look is what can be seen of a file at a moment.
type Look struct {
	ID    string
	Name  string
	Bytes int64
	By    person.ID
	Phase Phase
	// Began is when it came, Ended when the last phase ended.
	Began, Ended time.Time
	// Stage, Of and Total tell how far the work is: bytes read or municipalities counted.
	Stage     intake.Stage
	Of, Total int64
	// Report is that of the last phase that ended; nil before.
	Report *intake.Report
	// Waits tells that the file is here and can be taken in.
	Waits bool
	// Number is that of the file in the history, once it is there.
	Number int64
	// Err is why it failed.
	Err error
}

// Busy tells whether the page is to look again.
func (l Look) Busy() bool { return l.Phase.busy() }

// Look returns the file that is here or was last; false if there has been none. It is for those who deliver.
func (d *Dock) Look(actor person.Actor) (Look, bool, error) {
	if err := policy.CheckRole(actor, policy.DeliverRecords); err != nil {
		return Look{}, false, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.now == nil {
		return Look{}, false, nil
	}
	look := d.now.Look
	look.Waits = d.now.waits()
	return look, true, nil
}

// Discard throws a waiting file away.
func (d *Dock) Discard(actor person.Actor, id string) error {
	b, err := d.waiting(actor, id)
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	b.drop()
	d.now = nil
	return nil
}

// waiting is the file with this id, if it can be taken in; Conflict if it cannot any more.
func (d *Dock) waiting(actor person.Actor, id string) (*berth, error) {
	if err := policy.CheckRole(actor, policy.DeliverRecords); err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.now == nil || d.now.ID != id || !d.now.waits() {
		return nil, domain.Refuse(domain.Conflict, "upload_gone", nil)
	}
	return d.now, nil
}
