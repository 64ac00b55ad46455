package pages

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"startklar/templates/parts"
)

// MyDay is where a consultant begins: what waits for whom, and what is coming.
type MyDay struct {
	Shell parts.Shell
	// Work is what can be done, Coming what is ahead.
	Work, Coming []DayList
}

// DayList is one heading with its lines.
type DayList struct {
	ID, Heading, Lead string
	Lines             []DayLine
	// Empty stands in place of no lines.
	Empty string
	// More leads to the rest.
	More *parts.Link
}

// DayLine is one thing on the day's page.
type DayLine struct {
	// Place is the municipality, Title what it is about.
	Place, Title, Href string
	Facts              []string
	Status             parts.Status
	// Call is whom to call or write to; without an address where that is not known.
	Call parts.Link
	// Value is shown below: the mix of standings.
	Value templ.Component
}

// Render writes the page.
func (d MyDay) Render(ctx context.Context, w io.Writer) error { return myDayPage(d).Render(ctx, w) }
