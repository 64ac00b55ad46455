package desk

import (
	"context"

	"startklar/domain/monitoring"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// Marked are the municipalities of which a live delivery contains each of the three registration markings (Bilag 3,
// registreringskrav). It tells nothing about citizens.
func (d *Desk) Marked(ctx context.Context, actor person.Actor) (map[municipality.Code]bool, error) {
	if err := policy.CheckRole(actor, policy.DeliverRecords); err != nil {
		return nil, err
	}
	all, err := d.reads.Received(ctx, monitoring.ReceivedQuery{})
	marked := map[municipality.Code]bool{}
	for _, r := range all {
		if r.JobBroker && r.Rehab && r.StepUp {
			marked[r.Municipality] = true
		}
	}
	return marked, err
}
