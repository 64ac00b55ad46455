package desk

import (
	"context"
	"slices"

	"startklar/domain/monitoring"
	"startklar/domain/monitoring/disclosure"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// Received is what has been delivered, beside who takes part and so was to deliver.
type Received struct {
	Taking     []monitoring.Participation
	Deliveries []monitoring.Received
}

// Received lists deliveries of a programme. The number of rows is a count of citizens: it is told to those who deliver,
// of municipalities that are asked for by name, and the look is logged before it returns. Municipal roles see their own
// deliveries; asking for another municipality's is refused with Private. What is the page or file that is made of it.
func (d *Desk) Received(ctx context.Context, actor person.Actor, programme, what string, q monitoring.ReceivedQuery) (Received, error) {
	if err := policy.CheckRole(actor, policy.ReadDeliveries); err != nil {
		return Received{}, err
	}
	counts := q.Municipalities != nil && policy.CheckRole(actor, policy.DeliverRecords) == nil
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
	if !counts {
		withoutRows(all)
	} else if len(all) > 0 {
		if err := d.logReceived(ctx, actor, what, q); err != nil {
			return Received{}, err
		}
	}
	return Received{Taking: partOf(taking, q.Municipalities), Deliveries: all}, nil
}

// logReceived keeps who is about to see how many rows which municipalities delivered.
func (d *Desk) logReceived(ctx context.Context, actor person.Actor, what string, q monitoring.ReceivedQuery) error {
	look := FigureQuery{What: what, From: q.From, To: q.To, AsOf: q.AsOf}
	for _, code := range q.Municipalities {
		look.Units = append(look.Units, monitoring.UnitID(code))
	}
	return d.logAccess(ctx, actor, look, disclosure.Viewer{Everything: true})
}

// partOf leaves the participations of some municipalities: all of them for nil.
func partOf(taking []monitoring.Participation, codes []municipality.Code) []monitoring.Participation {
	if codes == nil {
		return taking
	}
	return slices.DeleteFunc(slices.Clone(taking), func(p monitoring.Participation) bool { return !slices.Contains(codes, p.Municipality) })
}

func withoutRows(all []monitoring.Received) {
	for n := range all {
		all[n].Rows = 0
	}
}
