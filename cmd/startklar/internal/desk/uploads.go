package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/disclosure"
	"startklar/domain/monitoring/uploads"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// Uploads are the files that were taken in on the page, for those who deliver. How many rows each had counts citizens,
// and so may what is shown beside of the file that is there now: the look is logged before it returns.
func (d *Desk) Uploads(ctx context.Context, actor person.Actor, programme string, beside bool) (uploads.State, error) {
	s, err := d.uploads(ctx, actor, programme)
	if err != nil || !beside && len(s.Uploads) == 0 {
		return s, err
	}
	if err := d.logAccess(ctx, actor, FigureQuery{What: "records"}, disclosure.Viewer{Everything: true}); err != nil {
		return uploads.State{}, err
	}
	return s, nil
}

// Upload is a file that was taken in, with what was found in it: see LookAtReport. NotFound if there is none.
func (d *Desk) Upload(ctx context.Context, actor person.Actor, programme, what string, number int64) (u uploads.Upload, r uploads.Report, err error) {
	s, err := d.uploads(ctx, actor, programme)
	if err != nil {
		return u, r, err
	}
	u, found := s.Upload(number)
	if !found {
		return u, r, domain.Refuse(domain.NotFound, "not_found", nil)
	}
	data, err := d.reads.File(ctx, u.Report)
	if err != nil {
		return u, r, err
	}
	if r, err = uploads.Decode(data); err != nil {
		return u, r, domain.Fault("report of a file", err)
	}
	if err := d.LookAtReport(ctx, actor, what, r); err != nil {
		return uploads.Upload{}, uploads.Report{}, err
	}
	return u, r, nil
}

// LookAtReport keeps that somebody who delivers is about to see what was found in a file: row by row, and how many
// citizens are gone or lack a marking. Whose they are is told where the report names anybody.
func (d *Desk) LookAtReport(ctx context.Context, actor person.Actor, what string, r uploads.Report) error {
	if err := policy.CheckRole(actor, policy.DeliverRecords); err != nil {
		return err
	}
	look := FigureQuery{What: what}
	see := func(code municipality.Code) {
		unit := monitoring.UnitID(code)
		if _, known := municipality.Get(code); known && !slices.Contains(look.Units, unit) {
			look.Units = append(look.Units, unit)
		}
	}
	for _, n := range slices.Concat(r.Errors, r.Warnings) {
		see(n.Municipality)
	}
	for _, one := range r.Doubts {
		see(one.Municipality)
	}
	return d.logAccess(ctx, actor, look, disclosure.Viewer{Everything: true})
}

func (d *Desk) uploads(ctx context.Context, actor person.Actor, programme string) (uploads.State, error) {
	if err := policy.CheckRole(actor, policy.DeliverRecords); err != nil {
		return uploads.State{}, err
	}
	state, _, err := d.door.State(ctx, uploads.StreamOf(programme), time.Time{})
	if err != nil {
		return uploads.State{}, err
	}
	s, ok := state.(uploads.State)
	if !ok {
		return uploads.State{}, domain.Fault("uploads", fmt.Errorf("got %T", state))
	}
	return s, nil
}
