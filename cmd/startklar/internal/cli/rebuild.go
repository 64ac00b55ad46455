package cli

import (
	"fmt"
	"time"

	"startklar/cmd/startklar/internal/app"
)

type rebuildCommand struct{}

// Help tells when to use it.
func (rebuildCommand) Help() string {
	return "All of them or none, in one transaction. The history itself is never touched: a difference that verify " +
		"finds in a chain stays one."
}

// Run rebuilds the projections.
func (rebuildCommand) Run(s *session) error {
	a, err := s.open(app.Existing, time.Now)
	if err != nil {
		return err
	}
	defer a.Close()
	streams, err := a.Door.Rebuild(s.ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "rebuilt the projections of %d streams\n", streams)
	return nil
}
