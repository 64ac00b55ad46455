package desk

import (
	"context"
	"fmt"
	"time"

	"startklar/domain"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/intake"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// Deliveries is the history of a municipality's deliveries, for those who deliver. It holds no records.
func (d *Desk) Deliveries(ctx context.Context, actor person.Actor, code municipality.Code) (intake.State, error) {
	if err := policy.Check(actor, policy.DeliverRecords, code); err != nil {
		return intake.State{}, err
	}
	state, _, err := d.door.State(ctx, intake.StreamOf(code), time.Time{})
	if err != nil {
		return intake.State{}, err
	}
	s, ok := state.(intake.State)
	if !ok {
		return intake.State{}, domain.Fault("deliveries", fmt.Errorf("got %T", state))
	}
	return s, nil
}

// Records are the packed records of one of a municipality's deliveries, for those who deliver: what is new is
// counted together with them. NotFound if there are none.
func (d *Desk) Records(ctx context.Context, actor person.Actor, code municipality.Code, file domain.FileHash) ([]byte, error) {
	if err := policy.Check(actor, policy.DeliverRecords, code); err != nil {
		return nil, err
	}
	return d.reads.File(ctx, file)
}

// Participations tell which municipalities take part in a programme in which months.
func (d *Desk) Participations(ctx context.Context, actor person.Actor, programme string) ([]monitoring.Participation, error) {
	if err := policy.CheckRole(actor, policy.DeliverRecords); err != nil {
		return nil, err
	}
	return d.reads.Participations(ctx, programme)
}
