// Package programme names the parts of the programme "Flere skal med 2" that some screens know: the checklist,
// the plan, the steering group. The engine knows none of them, and a definition may lack any: a screen whose
// part is not in a journey is not offered there.
package programme

import "startklar/domain/journey"

// The items.
const (
	Readiness     journey.ItemID = "readiness"
	SteeringGroup journey.ItemID = "steering_group"
	SignOff       journey.ItemID = "signoff"
	Plan          journey.ItemID = "plan"
	Workshop      journey.ItemID = "startup_workshop"
	Agreements    journey.ItemID = "workshop_agreements"
	MidwayReview  journey.ItemID = "midway_review"
)

// Fields of the plan and of the other forms that hold rows with dates.
const (
	Goals         journey.FieldID = "goals"
	Milestones    journey.FieldID = "milestones"
	Decisions     journey.FieldID = "decisions"
	Actions       journey.FieldID = "actions"
	Parked        journey.FieldID = "parked"
	Members       journey.FieldID = "members"
	OpenQuestions journey.FieldID = "open_questions"
)

// Capacity is the section of the plan about how many there are to do the work.
const Capacity journey.SectionID = "capacity"

// offers name, for a field of the plan, the questions of the checklist whose answers are a good start: the plan
// says how what the leadership has settled will be done.
var offers = map[journey.FieldID][]journey.FieldID{
	"strategy_cv":                {"C.5", "C.4"},
	"strategy_paid_hours":        {"A.a.1", "B.6"},
	"strategy_target_management": {"A.a.1", "A.a.7"},
	"broker_trust":               {"A.a.5", "C.7"},
	"broker_labour_market":       {"B.5", "A.a.6"},
	"broker_network":             {"A.a.4", "B.3"},
	"agreement_company":          {"B.1", "B.2"},
	"agreement_citizen":          {"C.8", "C.6"},
	"capacity_illness":           {"A.a.3"},
	"registration_exemption":     {"C.1"},
}

// Offers lists the questions whose answers are offered as a start for a field of the plan.
func Offers(field journey.FieldID) []journey.FieldID { return offers[field] }

// OfferedFields lists the fields of the plan that are offered a start.
func OfferedFields() []journey.FieldID {
	var all []journey.FieldID
	for field := range offers {
		all = append(all, field)
	}
	return all
}
