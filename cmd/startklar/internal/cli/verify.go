package cli

import (
	"fmt"
	"time"

	"startklar/cmd/startklar/internal/app"
)

type verifyCommand struct{}

// Help tells what the report says.
func (verifyCommand) Help() string {
	return "Prints the first difference, if there is one, and one closing line with counts. Figures are counted again from " +
		"the records that they came from, as they were known at each moment; deliveries are those counted. What was erased by an event is counted and " +
		"is no difference. Exit status 1 on a difference."
}

// Run verifies the store.
func (verifyCommand) Run(s *session) error {
	a, err := s.open(app.Existing, time.Now)
	if err != nil {
		return err
	}
	defer a.Close()
	found, err := a.Verify(s.ctx)
	if err != nil {
		return err
	}
	verdict := "no difference"
	if found.Difference != "" {
		fmt.Fprintln(s.stdout, found.Difference)
		verdict = "a difference"
	}
	fmt.Fprintf(s.stdout, "checked %d streams, %d events, %d deliveries, %d erased: %s\n",
		found.Streams, found.Events, found.Deliveries, found.Erased, verdict)
	if found.Difference != "" {
		return errDifferent
	}
	return nil
}
