package intake

import (
	"context"
	"fmt"
	"time"

	"startklar/domain"
	"startklar/domain/monitoring"
	deliveries "startklar/domain/monitoring/intake"
	"startklar/domain/monitoring/record"
	"startklar/domain/municipality"
	"startklar/domain/person"

	"golang.org/x/sync/errgroup"
)

// Recounted is what counting everything again came to.
type Recounted struct {
	// Deliveries are those that were counted again, superseded ones among them.
	Deliveries int
	// Difference names the first figure that is not what the records give; empty if every figure is.
	Difference string
}

// Recount counts every municipality's figures again from the stored records, as they were known at each moment at
// which a delivery was received. The error is the store's.
func (s *Service) Recount(ctx context.Context, actor person.Actor) (Recounted, error) {
	all := municipality.All()
	found := make([]Recounted, len(all))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce())
	for n, m := range all {
		group.Go(func() (err error) {
			found[n], err = s.recount(ctx, actor, m.Code)
			return err
		})
	}
	err := group.Wait()
	var sum Recounted
	for _, r := range found {
		sum.Deliveries += r.Deliveries
		if sum.Difference == "" {
			sum.Difference = r.Difference
		}
	}
	return sum, err
}

func (s *Service) recount(ctx context.Context, actor person.Actor, code municipality.Code) (Recounted, error) {
	state, err := s.Desk.Deliveries(ctx, actor, code)
	if err != nil {
		return Recounted{}, err
	}
	out := Recounted{Deliveries: len(state.Deliveries)}
	stored := shelf{service: s, actor: actor, code: code, records: map[domain.FileHash][]monitoring.Record{}}
	for _, at := range state.Moments() {
		counted, damaged, err := stored.count(ctx, state.LiveAt(at))
		if err != nil {
			return out, err
		}
		if damaged == "" {
			damaged = state.Differ(at, counted)
		}
		if damaged != "" {
			out.Difference = fmt.Sprintf("%s as of %s: %s", deliveries.StreamOf(code), at.Format(time.RFC3339Nano), damaged)
			break
		}
	}
	return out, nil
}

// shelf holds the unpacked records of one municipality's deliveries: most of them are live at many moments.
type shelf struct {
	service *Service
	actor   person.Actor
	code    municipality.Code
	records map[domain.FileHash][]monitoring.Record
}

// count counts deliveries. What cannot be counted is told as damaged; the error is the store's.
func (s shelf) count(ctx context.Context, live []*deliveries.Taken) (all []deliveries.Counted, damaged string, err error) {
	counter := deliveries.NewCounter(s.service.Programme)
	for _, d := range live {
		records, known := s.records[d.File]
		if !known {
			data, err := s.service.Desk.Records(ctx, s.actor, s.code, d.File)
			if err != nil {
				return nil, "", err
			}
			if records, err = record.Unpack(data); err != nil {
				return nil, fmt.Sprintf("%s: %v", d.Month, err), nil
			}
			s.records[d.File] = records
		}
		counted, err := counter.Next(monitoring.Delivery{Pair: monitoring.Pair{Municipality: s.code, Month: d.Month}, Records: records})
		if err != nil {
			return nil, err.Error(), nil
		}
		all = append(all, counted)
	}
	return all, "", nil
}
