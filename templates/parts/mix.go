package parts

import (
	"context"
	"io"
)

// Mix says how many there are of each kind, as words with their numbers beside each other; never a share.
type Mix []MixPart

// MixPart is one kind: "6 afklaret".
type MixPart struct {
	Kind  StatusKind
	Count int
	Text  string // with the number in it
}

// Render writes the parts that are not empty.
func (m Mix) Render(ctx context.Context, w io.Writer) error { return mix(m).Render(ctx, w) }
