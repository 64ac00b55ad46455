package intake

import (
	"context"
	"io"
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	deliveries "startklar/domain/monitoring/intake"
	"startklar/domain/monitoring/record"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/workflow/journal"
)

// Desk is where deliveries are looked up and taken in.
type Desk interface {
	Do(ctx context.Context, actor person.Actor, key string, c domain.Command) (journal.Result, error)
	Deliveries(ctx context.Context, actor person.Actor, code municipality.Code) (deliveries.State, error)
	Records(ctx context.Context, actor person.Actor, code municipality.Code, file domain.FileHash) ([]byte, error)
	Participations(ctx context.Context, actor person.Actor, programme string) ([]monitoring.Participation, error)
}

// Service takes files in. It is safe for concurrent use.
type Service struct {
	Desk      Desk
	Programme *monitoring.Programme
	Clock     func() time.Time
	// After is what follows from deliveries that have been taken in; nil for nothing. See Finish.
	After func(ctx context.Context) error
	// Spill is the directory for rows that memory has no room for, "" the system's.
	Spill string
}

// Source is one file of records.
type Source struct {
	// Name is what the file is called.
	Name string
	io.ReaderAt
	Size int64
}

// Stage is what a file is being taken through.
type Stage string

// The stages.
const (
	// Reading counts bytes, Counting municipalities.
	Reading  Stage = "reading"
	Counting Stage = "counting"
)

// Progress tells how far a stage has come, one call at a time.
type Progress func(stage Stage, done, total int64)

// Options of one call.
type Options struct {
	// DryRun says what would happen, and stores nothing.
	DryRun bool
	// Files is how many files will follow each other. A dry run of several remembers what the ones before hold.
	Files int
	// Progress may be nil.
	Progress Progress
}

// Run is one call: its files follow each other, and a dry run remembers what the ones before would have changed.
type Run struct {
	service  *Service
	actor    person.Actor
	options  Options
	taking   map[municipality.Code][]monitoring.Participation
	desk     Desk
	progress Progress
}

// Begin begins a call. It refuses, with Permission, who may not deliver; other errors are the store's.
func (s *Service) Begin(ctx context.Context, actor person.Actor, o Options) (*Run, error) {
	all, err := s.Desk.Participations(ctx, actor, s.Programme.Key)
	if err != nil {
		return nil, err
	}
	r := &Run{service: s, actor: actor, options: o, desk: s.Desk, taking: map[municipality.Code][]monitoring.Participation{}, progress: o.Progress}
	for _, p := range all {
		r.taking[p.Municipality] = append(r.taking[p.Municipality], p)
	}
	if o.DryRun {
		r.desk = newRehearsal(s.Desk, s.Clock, o.Files > 1)
	}
	if r.progress == nil {
		r.progress = func(Stage, int64, int64) {}
	}
	return r, nil
}

// Finish does what follows from the deliveries of a call, once for all its files. What fails now is done at night: the
// deliveries stand.
func (s *Service) Finish(ctx context.Context) error {
	if s.After == nil {
		return nil
	}
	return s.After(ctx)
}

// takes tells whether a municipality takes part in a month.
func (r *Run) takes(code municipality.Code, m calendar.Month) bool {
	return slices.ContainsFunc(r.taking[code], func(p monitoring.Participation) bool { return p.In(m) })
}

// File takes one file in. The report tells what became of every delivery, also when an error ends the work before
// its end: a file that cannot be read, a store that cannot be used, a context that ends.
func (r *Run) File(ctx context.Context, source Source) (Report, error) {
	report := Report{Name: source.Name, DryRun: r.options.DryRun}
	file, err := record.Read(ctx, source, source.Size, record.Options{
		Programme: r.service.Programme, Takes: r.takes, Now: r.service.Clock(), Spill: r.service.Spill,
		Progress: func(bytes, _ int64) { r.progress(Reading, bytes, source.Size) },
	})
	if err != nil {
		return report, &domain.Error{Code: domain.Unavailable, Key: "records_unreadable", Args: domain.Args{"file": source.Name}, Err: err}
	}
	defer func() { _ = file.Close() }() // what was spilled has no name, and goes with the process at the latest
	report.Report = file.Report()
	taken, err := r.municipalities(ctx, file)
	report.join(taken)
	return report, err
}
