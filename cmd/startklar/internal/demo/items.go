package demo

import (
	"startklar/domain/journey"
)

// The plan items that the tales speak of.
const (
	request       journey.ItemID = "request"
	readiness     journey.ItemID = "readiness"
	steeringGroup journey.ItemID = "steering_group"
	signoff       journey.ItemID = "signoff"
	projectPlan   journey.ItemID = "plan"
	preparation   journey.ItemID = "workshop_preparation"
	workshop      journey.ItemID = "startup_workshop"
	agreements    journey.ItemID = "workshop_agreements"
	registration  journey.ItemID = "registration"
	starterPack   journey.ItemID = "starter_pack"
	seminar       journey.ItemID = "regional_seminar"
	midway        journey.ItemID = "midway_seminar"
	midwayReview  journey.ItemID = "midway_review"
	knowledgeNote journey.ItemID = "knowledge_note"
	synthesis     journey.ItemID = "knowledge_synthesis"
	monthlyRound  journey.ItemID = "monthly_round"
	closingReview journey.ItemID = "closing_review"
	closingSigned journey.ItemID = "closing_approval"
	closed        journey.ItemID = "closing_confirmation"
)

// spokenOf says what kind each of them must be.
var spokenOf = map[journey.ItemID]journey.Kind{
	request: journey.Task, readiness: journey.Checklist, steeringGroup: journey.Form, signoff: journey.Approval,
	projectPlan: journey.Form, preparation: journey.Task, workshop: journey.Meeting, agreements: journey.Form,
	registration: journey.Task, starterPack: journey.Delivery, seminar: journey.Meeting, midway: journey.Meeting,
	midwayReview: journey.Form, knowledgeNote: journey.Form, synthesis: journey.Form, monthlyRound: journey.Task,
	closingReview: journey.Form, closingSigned: journey.Approval, closed: journey.Task,
}

// first is the id of an item's first instance.
func first(id journey.ItemID) journey.InstanceID { return id.Instance(1) }
