package dock

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"time"

	"startklar/cmd/startklar/internal/intake"
	"startklar/domain"
	"startklar/domain/monitoring/record"
	"startklar/domain/monitoring/uploads"
	"startklar/domain/person"
	"startklar/domain/personaldata"
)

// check says what would happen. A file with a personal number in it is let go of at once.
func (d *Dock) check(b *berth) {
	report, err := d.run(b, b.by, intake.Options{DryRun: true})
	gone := err != nil || named(report) || unlisted(report) && anyNumber(b)
	d.mu.Lock()
	defer d.mu.Unlock()
	b.Report, b.Ended, b.Phase, b.Err = &report, d.Clock(), Checked, err
	if err != nil {
		b.Phase = Failed
	}
	if gone || !b.waits() {
		b.drop()
		return
	}
	b.going = time.AfterFunc(d.Keep, func() { d.forget(b) })
}

// forget lets go of a file that waited too long.
func (d *Dock) forget(b *berth) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if b.Phase == Checked {
		b.drop()
	}
}

// TakeIn begins to take in what is good in a waiting file.
func (d *Dock) TakeIn(actor person.Actor, id string) error {
	b, err := d.waiting(actor, id)
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if !b.waits() { // somebody was quicker
		return domain.Refuse(domain.Conflict, "upload_gone", nil)
	}
	b.going.Stop()
	b.Phase, b.By, b.Stage, b.Of, b.Total = TakingIn, actor.ID, "", 0, 0
	go d.takeIn(b, actor)
	return nil
}

func (d *Dock) takeIn(b *berth, actor person.Actor) {
	report, err := d.run(b, actor, intake.Options{})
	number, noted := d.note(b, actor, report)
	if err := d.Intake.Finish(d.ctx); err != nil { // the deliveries stand, and what follows is done at night
		d.Log.Error("after deliveries", "error", err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if err == nil {
		err = noted
	}
	b.drop()
	b.Report, b.Ended, b.Phase, b.Number, b.Err = &report, d.Clock(), Done, number, err
	if err != nil {
		b.Phase = Failed
	}
}

// run reads the file once. A fault is logged, and told as one that is not explained.
func (d *Dock) run(b *berth, actor person.Actor, o intake.Options) (report intake.Report, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = domain.Fault("take a file in", fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
		if err != nil {
			d.Log.Error("file of records", "error", err)
		}
	}()
	o.Files = 1
	o.Progress = func(stage intake.Stage, done, total int64) {
		d.mu.Lock()
		defer d.mu.Unlock()
		b.Stage, b.Of, b.Total = stage, done, total
	}
	run, err := d.Intake.Begin(d.ctx, actor, o)
	if err != nil {
		return report, err
	}
	return run.File(d.ctx, intake.Source{Name: b.Name, ReaderAt: b.file, Size: b.Bytes})
}

// note writes into the history what became of a file, even when the service is about to end.
func (d *Dock) note(b *berth, actor person.Actor, r intake.Report) (int64, error) {
	data, err := reportOf(r).Encode()
	if err != nil {
		return 0, domain.Fault("report of a file", err)
	}
	result, err := d.Desk.Do(context.WithoutCancel(d.ctx), actor, "", uploads.Note{
		Programme: d.Intake.Programme.Key, Report: domain.HashOf(data), Data: data,
		About: uploads.About{
			Name: b.Name, Bytes: b.Bytes, Rows: r.Rows,
			New: r.Count(intake.New), Superseding: r.Count(intake.Superseding), Unchanged: r.Count(intake.Unchanged),
			Refused: r.Count(intake.Refused), Left: r.Count(intake.Left), Errors: r.Refused, Warnings: r.Warned,
		},
	})
	return result.Number, err
}

// reportOf is what is kept of a report.
func reportOf(r intake.Report) uploads.Report {
	kept := uploads.Report{Errors: r.Refusals, Warnings: r.Warnings}
	for _, d := range r.Deliveries {
		if d.Doubts.Count() > 0 {
			kept.Doubts = append(kept.Doubts, uploads.Doubt{Pair: d.Pair, Shrunk: d.Doubts.Shrunk, Vanished: d.Doubts.Vanished, Unmarked: d.Doubts.Unmarked})
		}
	}
	return kept
}

// ReportOf is what is kept of a look's report; empty before there is one.
func (l Look) ReportOf() uploads.Report {
	if l.Report == nil {
		return uploads.Report{}
	}
	return reportOf(*l.Report)
}

// named tells whether the report names a personal number.
func named(r intake.Report) bool {
	return slices.ContainsFunc(r.Refusals, func(n record.Note) bool { return n.Reason == record.CPR || n.Reason == record.HeaderCPR })
}

// unlisted tells whether there is more wrong than the report lists.
func unlisted(r intake.Report) bool { return r.Refused > len(r.Refusals) }

// anyNumber looks for a personal number in the whole file, line by line.
func anyNumber(b *berth) bool {
	lines := bufio.NewReaderSize(io.NewSectionReader(b.file, 0, b.Bytes), 1<<16)
	for {
		line, err := lines.ReadSlice('\n')
		if _, found := personaldata.FindCPR(string(line)); found {
			return true
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return !errors.Is(err, io.EOF) // what cannot be read may hold one
		}
	}
}
