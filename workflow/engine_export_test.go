package workflow

import (
	"time"

	"startklar/domain/calendar"
)

// AtRest tells whether the rules, evaluated on a state, cause nothing more.
func AtRest(s State, now time.Time) bool {
	d := &decision{state: s, now: now, today: calendar.DateOf(now)}
	d.applyRules()
	return d.err == nil && len(d.events) == 0
}
