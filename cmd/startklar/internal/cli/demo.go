package cli

import (
	"fmt"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/demo"
	"startklar/domain/view"
)

type demoCommand struct {
	clockFlag
}

// Help tells what is made.
func (demoCommand) Help() string {
	return "Every municipality with a made-up journey, and people named by role and place. A store with anything in it " +
		"is refused. A run that was cut off leaves a store to throw away."
}

// Run fills an empty store.
func (c demoCommand) Run(s *session) error {
	clock := demo.NewClock(c.clock()())
	a, err := s.open(app.Empty, clock.Now)
	if err != nil {
		return err
	}
	defer a.Close()
	definition, err := a.Newest(s.ctx, defaultDefinition)
	if err != nil {
		return err
	}
	told := 0
	err = demo.Fill(s.ctx, a.Door, a.Intake, clock, definition, func(done, total int) {
		if tenth := 10 * done / total; tenth > told {
			told = tenth
			fmt.Fprintf(s.stderr, "%d %% of %d commands\n", 10*tenth, total)
		}
	})
	if err != nil {
		return err
	}
	if err := demo.Publish(s.ctx, a.Desk, clock); err != nil {
		return err
	}
	filled, err := a.Desk.Overview(s.ctx, actor, view.OverviewQuery{Limit: 1})
	if err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "filled the store with %s, up to %s\n", counted(filled.Matching, "journey", "journeys"), c.today())
	return nil
}
