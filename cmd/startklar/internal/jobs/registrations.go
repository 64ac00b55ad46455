package jobs

import (
	"context"
	"errors"
	"fmt"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/workflow"
	"startklar/workflow/journal"
)

// RegistrationsDesk is what looking for markings needs of the desk.
type RegistrationsDesk interface {
	Marked(ctx context.Context, actor person.Actor) (map[municipality.Code]bool, error)
	Caseload(ctx context.Context, actor person.Actor, q view.OverviewQuery) ([]view.Case, error)
	Do(ctx context.Context, actor person.Actor, key string, c domain.Command) (journal.Result, error)
}

// Registrations completes the steps that rest on records in the journeys of those who have delivered a month with each
// of the three markings, every night and whenever deliveries have been taken in. A journey in which the step cannot be
// taken yet is looked at again the next night.
func Registrations(desk RegistrationsDesk, definitions workflow.Definitions) Job {
	return Job{Name: "registrations", At: "20 5 * * *", Run: func(ctx context.Context) error {
		return completeRegistrations(ctx, desk, definitions)
	}}
}

func completeRegistrations(ctx context.Context, desk RegistrationsDesk, definitions workflow.Definitions) error {
	actor := person.SystemActor("registrations")
	marked, err := desk.Marked(ctx, actor)
	if err != nil || len(marked) == 0 {
		return err
	}
	cases, err := desk.Caseload(ctx, actor, view.OverviewQuery{Sort: view.ByCode})
	if err != nil {
		return err
	}
	var errs []error
	for _, c := range cases {
		if !marked[c.Municipality] {
			continue
		}
		for _, item := range restingOnRecords(c, definitions) {
			done := workflow.CompleteItem{Target: workflow.Target{Journey: c.Journey}, Item: item}
			if _, err := desk.Do(ctx, actor, "", done); err != nil && domain.CodeOf(err) != domain.Conflict {
				errs = append(errs, fmt.Errorf("%s: %w", c.Journey, err))
			}
		}
	}
	return errors.Join(errs...)
}

// restingOnRecords are what a journey waits for that completes by records.
func restingOnRecords(c view.Case, definitions workflow.Definitions) (all []journey.InstanceID) {
	def, err := definitions.Definition(c.Definition, c.Version, c.DefinitionHash)
	if err != nil {
		return nil // a definition that cannot be read shows elsewhere
	}
	for _, w := range c.Waiting {
		id, _ := w.Item.Item()
		if i := def.Item(id); i != nil && i.ByRecords {
			all = append(all, w.Item)
		}
	}
	return all
}
