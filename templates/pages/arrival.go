package pages

import (
	"context"
	"io"

	"startklar/templates/parts"
)

// Arrival is how far a file is on its way in. The module arrival.js keeps it up to date; without it the page has to be
// looked at anew.
type Arrival struct {
	// Status is the address that tells how far it is.
	Status   string
	Progress parts.Progress
	// Again leads to the same page, to be looked at anew.
	Again parts.Link
}

// Render writes the progress.
func (a Arrival) Render(ctx context.Context, w io.Writer) error { return arrival(a).Render(ctx, w) }
