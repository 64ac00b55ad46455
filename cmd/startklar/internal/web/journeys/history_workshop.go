package journeys

import (
	"startklar/cmd/startklar/internal/desk"
	"startklar/workflow"
)

// whatInRoom is an event of a workshop in words.
func (h *history) whatInRoom(e desk.HistoryEntry) string {
	switch b := e.Body.(type) {
	case *workflow.QuestionDecided:
		question := string(b.Point.Question)
		if f := h.st.PointField(b.Point); f != nil {
			question = h.Text(f.Text)
		}
		return h.T("event.question_decided", "question", question, "standing", h.Standing(b.Standing))
	case *workflow.MinutesSent:
		return h.T("event.minutes_sent", "edition", b.Edition, "date", b.ObjectBy)
	case *workflow.MinutesConfirmed:
		if b.BySilence {
			return h.T("event.minutes_confirmed.silence", "edition", b.Edition)
		}
		return h.T("event.minutes_confirmed", "edition", b.Edition)
	case *workflow.CheckOpened:
		return h.T("event.check_opened", "days", b.Round*workflow.CheckEvery)
	case *workflow.CheckAnswered:
		if b.Done {
			return h.T("event.check_answered.done")
		}
		return h.T("event.check_answered", "date", b.On)
	}
	return h.T("event." + e.Kind)
}

// saidInRoom is what a person wrote in an event of a workshop; empty for none.
func saidInRoom(e desk.HistoryEntry) string {
	switch b := e.Body.(type) {
	case *workflow.AgreementMade:
		return b.What + " · " + b.Who
	case *workflow.AgreementChanged:
		return b.What + " · " + b.Who
	case *workflow.AgreementWithdrawn:
		return b.Reason
	case *workflow.PointParked:
		return b.Text
	case *workflow.MinutesObjected:
		return b.Text
	case *workflow.ObjectionAnswered:
		return b.Reply
	default:
		return ""
	}
}
