package pages

import (
	"context"
	"io"

	"startklar/templates/parts"
)

// Journey is a municipality's journey: where we are, the one next step, this week's forty minutes, and what
// waits on others.
type Journey struct {
	Shell parts.Shell
	// Ended says what the journey came to; nil while it runs.
	Ended *Ended
	// Stale lists what has changed under something finished.
	Stale *parts.TaskList
	// Next is the one next step; nil when the viewer has none, and then Waiting says why.
	Next    *parts.NextStep
	Waiting parts.EmptyState
	Week    Week
	// News is what there is to read, behind what there is to do; nil for nothing.
	News *parts.Notice
	// Others lists what waits on others.
	Others  *parts.TaskList
	Stages  []JourneyStage
	History parts.Link
}

// Ended is what a journey came to.
type Ended struct {
	Notice parts.Notice
	Counts []parts.SummaryRow
}

// Week is what fits in this week's forty minutes.
type Week struct {
	Heading, Lead, Total string
	Tasks                parts.TaskList
}

// JourneyStage is one stage with its items.
type JourneyStage struct {
	ID, Title, Help string
	State           parts.StepState
	// Current marks the stage that we have come to; it is one at most.
	Current bool
	Status  parts.Status
	Text    string
	Tasks   parts.TaskList
	// Folded hides the items behind a line with this text; empty shows them.
	Folded  string
	Actions []ItemAction
}

// Render writes the page.
func (j Journey) Render(ctx context.Context, w io.Writer) error { return journeyPage(j).Render(ctx, w) }

// JourneyList offers several journeys of one municipality, or says that there is none yet.
type JourneyList struct {
	Shell parts.Shell
	Tasks parts.TaskList
	Empty parts.EmptyState
}

// Render writes the page.
func (l JourneyList) Render(ctx context.Context, w io.Writer) error {
	return journeyList(l).Render(ctx, w)
}
