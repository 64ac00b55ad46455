package journeys

import (
	"startklar/cmd/startklar/internal/desk"
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
)

const answerSaved = "answer_saved"

// what is an event in words. Each kind has a text event.KIND; some have one for each outcome.
func (h *history) what(e desk.HistoryEntry) string {
	if e.Withheld || e.Erased() {
		return h.absent(e)
	}
	switch b := e.Body.(type) {
	case *workflow.StageChanged:
		return h.T("event.stage_changed."+string(b.State), "title", h.stageTitle(e.Subject))
	case *workflow.ItemChanged:
		return h.T("event.item_changed." + string(b.State))
	case *workflow.JourneyEnded:
		return h.T("event.journey_ended." + string(b.State))
	case *workflow.ItemAssigned:
		return h.given("event.item_assigned", b.Assignee)
	case *workflow.QuestionTaken:
		return h.given("event.question_taken", b.Owner)
	case *workflow.StandingDeclared:
		return h.T("event.standing_declared", "standing", h.Standing(b.Standing))
	case *workflow.SectionDeclared:
		if len(b.Gaps) == 0 {
			return h.T("event.section_declared.whole", "title", h.sectionTitle(e.Subject))
		}
		return h.T("event.section_declared", "title", h.sectionTitle(e.Subject), "count", len(b.Gaps))
	case *workflow.SectionOpened:
		return h.T("event.section_opened", "title", h.sectionTitle(e.Subject))
	case *workflow.ItemMarkedStale:
		return h.T("event.item_marked_stale", "title", h.instanceTitle(b.Because))
	case *workflow.Signed:
		return h.T("event.signed", "edition", b.Edition)
	case *workflow.AdministrationInvited:
		return h.T("event.administration_invited", "name", b.Administration, "date", b.Until)
	case *workflow.SheetAnswered:
		return h.T("event.sheet_answered", "stance", h.T("stance."+string(b.Stance)))
	case *workflow.SheetRemarked:
		return h.T("event.sheet_remarked", "title", b.Title)
	case *workflow.ProposalDecided:
		return h.T("event.proposal_decided." + string(b.State))
	case *workflow.SectionShared:
		if !b.Shared {
			return h.T("event.section_shared.back", "title", h.sectionTitle(e.Subject))
		}
		return h.T("event.section_shared", "title", h.sectionTitle(e.Subject))
	default:
		return h.whatDated(e)
	}
}

// absent names an event whose content is not there: withheld from the viewer, or erased.
func (h *history) absent(e desk.HistoryEntry) string {
	if workflow.WorkshopText(e.Kind) {
		return h.T("event." + e.Kind)
	}
	switch e.Kind {
	case answerSaved, "stale_confirmed", "journey_selected", "comment_written", "evidence_attached", "request_addressed",
		"proposal_written", "proposal_commented":
		return h.T("event." + e.Kind)
	case "request_made", "request_renewed": // who was asked, and by when, is the municipality's own
		return h.T("event." + e.Kind + ".absent")
	case "section_opened":
		return h.T("event.section_opened", "title", h.sectionTitle(e.Subject))
	default:
		return h.T("event.absent")
	}
}

// whatDated are the events whose words name a date, a version or nothing.
func (h *history) whatDated(e desk.HistoryEntry) string {
	switch b := e.Body.(type) {
	case *workflow.AnchorSet:
		return h.T("event.anchor_set", "date", b.On)
	case *workflow.DeadlineComputed:
		return h.T("event.deadline_computed", "date", b.On)
	case *workflow.DeadlineOverridden:
		if b.On.IsZero() {
			return h.T("event.deadline_overridden.back")
		}
		return h.T("event.deadline_overridden", "date", b.On)
	case *workflow.MeetingBooked:
		return h.T("event.meeting_booked", "when", h.MeetingTime(b.On, b.Start, b.End))
	case *workflow.MeetingHeld:
		return h.T("event.meeting_held", "date", b.On)
	case *workflow.DocumentDelivered:
		return h.T("event.document_delivered", "title", h.documentTitle(e.Subject), "version", b.Version)
	case *workflow.DocumentReceived:
		return h.T("event.document_received", "title", h.documentTitle(e.Subject), "version", b.Version)
	case *workflow.DocumentOpened:
		return h.T("event.document_opened", "title", h.documentTitle(e.Subject), "version", b.Version)
	case *workflow.TeamNamed:
		return h.T("event.team_named", "name", b.Name)
	case *workflow.TeamRemoved:
		return h.T("event.team_removed", "name", h.teamName(e.Subject))
	case *workflow.DocumentInUse:
		if b.Team != "" {
			return h.T("event.document_in_use_by", "team", h.teamNamed(b.Team), "title", h.documentTitle(e.Subject), "version", b.Version)
		}
		return h.T("event.document_in_use", "title", h.documentTitle(e.Subject), "version", b.Version)
	case *workflow.JourneyStarted:
		return h.T("event.journey_started", "date", b.StartedOn)
	case *workflow.QuestionDue:
		if b.On.IsZero() {
			return h.T("event.question_due.back")
		}
		return h.T("event.question_due", "date", b.On)
	case *workflow.RequestMade:
		return h.T("event.request_made", "date", b.Due)
	case *workflow.RequestRenewed:
		return h.T("event.request_renewed", "date", b.Due)
	case *workflow.QuestionSplit:
		if !b.Split {
			return h.T("event.question_split.joined")
		}
	default:
		return h.whatInRoom(e)
	}
	return h.T("event." + e.Kind)
}

// byRule tells whether the plan's own rules caused an event, after what the actor did.
func byRule(e desk.HistoryEntry) bool {
	switch b := e.Body.(type) {
	case *workflow.ItemChanged:
		return b.ByRule
	case *workflow.StageChanged:
		return !b.ByHand
	case *workflow.AnchorSet, *workflow.DeadlineComputed, *workflow.ItemMarkedStale:
		return true
	default:
		return false
	}
}

// given is an assignment, or its end.
func (h *history) given(key string, to person.ID) string {
	if to == "" {
		return h.T(key + ".back")
	}
	return h.T(key, "name", h.Name(to))
}

func (h *history) stageTitle(subject string) domain.Text {
	if r := h.st.Stage(journey.StageID(subject)); r != nil {
		return r.Def.Title
	}
	return domain.Text{DA: subject}
}

func (h *history) instanceTitle(id journey.InstanceID) string {
	if i := h.st.Item(id); i != nil {
		return h.ItemTitle(i)
	}
	return string(id)
}

func (h *history) sectionTitle(subject string) domain.Text {
	item, part := workflow.SplitSubject(subject)
	if i := h.st.Item(item); i != nil {
		if s := i.Def.Section(journey.SectionID(part)); s != nil {
			return s.Title
		}
	}
	return domain.Text{DA: string(part)}
}

// teamName is the team of an event's subject, removed or not.
func (h *history) teamName(subject string) string {
	_, id := workflow.SplitSubject(subject)
	return h.teamNamed(journey.TeamID(id))
}

func (h *history) teamNamed(id journey.TeamID) string {
	for _, t := range h.st.Teams {
		if t.ID == id && t.Name != "" {
			return t.Name
		}
	}
	return string(id)
}

func (h *history) documentTitle(subject string) domain.Text {
	item, part := workflow.SplitSubject(subject)
	if i := h.st.Item(item); i != nil {
		for _, d := range i.Def.Documents {
			if d.ID == part {
				return d.Title
			}
		}
	}
	return domain.Text{DA: string(part)}
}

// reasonOf is the reason or note that a person gave with an event; empty for none.
func reasonOf(e desk.HistoryEntry) string {
	switch b := e.Body.(type) {
	case *workflow.JourneySelected:
		return b.Reason
	case *workflow.JourneyEnded:
		return b.Reason
	case *workflow.StageChanged:
		return b.Reason
	case *workflow.ItemAdded:
		return b.Reason
	case *workflow.ItemChanged:
		return b.Reason
	case *workflow.ItemReopened:
		return b.Reason
	case *workflow.ItemMarkedStale:
		return b.Reason
	case *workflow.StaleConfirmed:
		return b.Note
	case *workflow.GateOpened:
		return b.Reason
	case *workflow.DeadlineOverridden:
		return b.Reason
	case *workflow.SectionDeclared:
		return b.Note
	case *workflow.SectionOpened:
		return b.Reason
	case *workflow.MeetingCancelled:
		return b.Reason
	case *workflow.MeetingHeld:
		return b.Note
	case *workflow.CommentWritten:
		return b.Text
	case *workflow.EvidenceAttached:
		return b.Label
	case *workflow.RequestAddressed:
		return b.Note
	case *workflow.ProposalWritten:
		return b.Text
	case *workflow.ProposalCommented:
		return b.Word
	default:
		return saidInRoom(e)
	}
}
