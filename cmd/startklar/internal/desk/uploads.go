package desk

import (
	"context"
	"fmt"
	"time"

	"startklar/domain"
	"startklar/domain/monitoring/uploads"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// Uploads are the files that were taken in on the page, for those who deliver.
func (d *Desk) Uploads(ctx context.Context, actor person.Actor, programme string) (uploads.State, error) {
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

// UploadReport is what was found in a file that was taken in.
func (d *Desk) UploadReport(ctx context.Context, actor person.Actor, u uploads.Upload) (uploads.Report, error) {
	if err := policy.CheckRole(actor, policy.DeliverRecords); err != nil {
		return uploads.Report{}, err
	}
	data, err := d.reads.File(ctx, u.Report)
	if err != nil {
		return uploads.Report{}, err
	}
	r, err := uploads.Decode(data)
	if err != nil {
		return uploads.Report{}, domain.Fault("report of a file", err)
	}
	return r, nil
}
