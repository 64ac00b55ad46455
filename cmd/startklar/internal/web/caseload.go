package web

import (
	"context"

	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
)

// CaseDesk is what the pages of those who carry many municipalities ask.
type CaseDesk interface {
	Caseload(ctx context.Context, actor person.Actor, q view.OverviewQuery) ([]view.Case, error)
	News(ctx context.Context, actor person.Actor, since calendar.Date) ([]view.NewsRow, error)
	WorkNotes(ctx context.Context, actor person.Actor, code municipality.Code) ([]view.WorkNote, error)
	SavedViews(ctx context.Context, actor person.Actor) (view.SavedViews, error)
}
