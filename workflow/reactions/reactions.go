// Package reactions says what follows, elsewhere, from what has happened: a meeting that moves moves in the journeys
// that it belongs to, and those whom it concerns are told. One file per subject; All lists them.
//
// A reaction is pure and knows only what the events and states say. It sends nothing: a message is a stream like any
// other, and a carrier such as mail is somebody else's.
package reactions

import (
	"fmt"

	"startklar/domain"
	"startklar/workflow/journal"
)

// All lists the reactions, for the journal's door.
func All() []journal.Reaction {
	return []journal.Reaction{
		workshop,
		consultants, consultancies, deputies, handovers,
		meetingsReserve, meetingsLeadJourneys, meetingsTell, minutesHoldMeetings,
		toStories, toSyntheses,
		steeringAnswers,
		colleagues,
		documentsRenewed,
		support,
		statementsReleased,
	}
}

// IDOf is the id of a thing that an event causes: the same event always gives the same id. The purpose tells apart
// what one event causes more than once.
func IDOf(s domain.Stream, e domain.Event, purpose string) string {
	return fmt.Sprintf("%s.%s.%d.%s", s.Kind, s.ID, e.Number, purpose)
}
