package pages

import (
	"context"
	"io"

	"startklar/templates/parts"
)

// Rescue stands in place of the error page when a form with somebody's words in it could not be carried out:
// the words are there to be copied, and the same form can be sent once more.
type Rescue struct {
	Shell   parts.Shell
	Message string
	Texts   []parts.Field
	// SignIn leads to the sign-in page in a new tab; empty where that would not help.
	SignIn string
	Again  Form
	Home   parts.Link
}

// Render writes the page.
func (p Rescue) Render(ctx context.Context, w io.Writer) error { return rescue(p).Render(ctx, w) }
