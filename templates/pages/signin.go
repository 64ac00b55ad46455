package pages

import (
	"context"
	"io"

	"startklar/templates/parts"
)

// SignIn is the page before somebody is known.
type SignIn struct {
	Shell parts.Shell
	Text  []string
	// Door offers the demonstration's people; nil outside it.
	Door *Door
}

// Door is the choice of whom to be in the demonstration.
type Door struct {
	// Back is where the person wanted to go.
	Back string
	// Place and Role choose among a municipality's people.
	Place, Role parts.Field
	Quick       []DoorPerson
	Groups      []DoorGroup
	Empty       parts.EmptyState
}

// DoorGroup is people of like roles.
type DoorGroup struct {
	Heading string
	People  []DoorPerson
}

// DoorPerson is somebody to be.
type DoorPerson struct {
	ID, Name, Note string
}

// Render writes the page.
func (s SignIn) Render(ctx context.Context, w io.Writer) error { return signIn(s).Render(ctx, w) }

// Plain is a page of texts.
type Plain struct {
	Shell    parts.Shell
	Sections []PlainSection
}

// PlainSection is a heading with a text, points, or both.
type PlainSection struct {
	Heading, Text string
	Points        []string
}

// Render writes the page.
func (p Plain) Render(ctx context.Context, w io.Writer) error { return plain(p).Render(ctx, w) }
