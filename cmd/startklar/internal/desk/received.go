package desk

import (
	"context"

	"startklar/domain/monitoring"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// Received is what has been delivered, beside who takes part and so was to deliver.
type Received struct {
	Taking     []monitoring.Participation
	Deliveries []monitoring.Received
}

// Received lists deliveries of a programme. Municipal roles see their own, without the number of rows, for that is a
// count of citizens; asking for another municipality's is refused with Private.
func (d *Desk) Received(ctx context.Context, actor person.Actor, programme string, q monitoring.ReceivedQuery) (Received, error) {
	if err := policy.CheckRole(actor, policy.ReadDeliveries); err != nil {
		return Received{}, err
	}
	if q.Municipalities == nil && actor.Role.Municipal() {
		q.Municipalities = actor.Municipalities
	}
	for _, code := range q.Municipalities {
		if err := policy.Check(actor, policy.ReadDeliveries, code); err != nil {
			return Received{}, err
		}
	}
	all, err := d.reads.Received(ctx, q)
	if err != nil {
		return Received{}, err
	}
	taking, err := d.reads.Participations(ctx, programme)
	if err != nil {
		return Received{}, err
	}
	return Received{Taking: partOf(taking, q.Municipalities), Deliveries: withoutRows(actor, all)}, nil
}

// partOf leaves the participations of some municipalities: all of them for nil.
func partOf(taking []monitoring.Participation, codes []municipality.Code) []monitoring.Participation {
	if codes == nil {
		return taking
	}
	var some []monitoring.Participation
	for _, p := range taking {
		for _, code := range codes {
			if p.Municipality == code {
				some = append(some, p)
			}
		}
	}
	return some
}

func withoutRows(actor person.Actor, all []monitoring.Received) []monitoring.Received {
	if policy.CheckRole(actor, policy.DeliverRecords) == nil {
		return all
	}
	for n := range all {
		all[n].Rows = 0
	}
	return all
}
