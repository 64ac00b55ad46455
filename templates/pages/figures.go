package pages

import (
	"context"
	"io"

	"startklar/templates/parts"

	"github.com/a-h/templ"
)

// Figures is a page of monitoring figures.
type Figures struct {
	Shell parts.Shell
	// Views lead to the other pages of figures.
	Views []parts.View
	Parts []templ.Component
}

// Render writes the page.
func (f Figures) Render(ctx context.Context, w io.Writer) error { return figuresPage(f).Render(ctx, w) }

// Sayings are what the figures say, in sentences: they stand before any picture.
type Sayings []Saying

// Saying is one sentence, with what is to be known about it.
type Saying struct {
	Text, Note string
	Status     parts.Status
	// Summary opens Help: what to do about it.
	Summary string
	Help    []string
}

// Render writes the sentences.
func (s Sayings) Render(ctx context.Context, w io.Writer) error { return sayings(s).Render(ctx, w) }

// Charts are pictures side by side where there is room.
type Charts []templ.Component

// Render writes the pictures, or nothing.
func (c Charts) Render(ctx context.Context, w io.Writer) error {
	if len(c) == 0 {
		return nil
	}
	return charts(c).Render(ctx, w)
}

// FigureFold holds what most readers need not see at once.
type FigureFold struct {
	ID, Summary string
	Open        bool
	Parts       []templ.Component
}

// Render writes the fold.
func (f FigureFold) Render(ctx context.Context, w io.Writer) error {
	return figureFold(f).Render(ctx, w)
}
