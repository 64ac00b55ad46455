package app

import (
	"context"

	"startklar/domain/person"
	"startklar/workflow/journal"
)

// Verified is what a look at everything that is stored came to.
type Verified struct {
	journal.Report
	// Deliveries are those whose figures were counted again from their records.
	Deliveries int
}

// Verify recomputes every chain, head and projection, and then every figure from the records that it was counted
// from. It names the first difference. The error is the store's.
func (a *App) Verify(ctx context.Context) (Verified, error) {
	report, err := a.Door.Verify(ctx)
	if err != nil || report.Difference != "" {
		return Verified{Report: report}, err
	}
	again, err := a.Intake.Recount(ctx, person.SystemActor("verify"))
	report.Difference = again.Difference
	return Verified{Report: report, Deliveries: again.Deliveries}, err
}
