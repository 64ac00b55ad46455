package pages

import (
	"context"
	"io"

	"startklar/templates/parts"
)

// Error is what a person sees when a request could not be carried out: what happened, and the ways on.
type Error struct {
	Shell   parts.Shell
	Message string
	// Status is the HTTP status, shown small for those who report it.
	Status int
}

// Render writes the page.
func (e Error) Render(ctx context.Context, w io.Writer) error { return errorPage(e).Render(ctx, w) }
