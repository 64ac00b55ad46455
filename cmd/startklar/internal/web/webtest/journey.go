package webtest

import (
	"context"

	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
)

// State is Aalborg's journey as its leader has it.
func (w *World) State() workflow.State {
	w.T.Helper()
	s, err := w.App.Desk.Journey(context.Background(), w.Actor("leder"), Aalborg)
	if err != nil {
		w.T.Fatal(err)
	}
	return s
}

// Text is what stands in a field of Aalborg's journey.
func (w *World) Text(item journey.InstanceID, field journey.FieldID) string {
	w.T.Helper()
	if a := w.State().Answer(item, field); a != nil {
		return a.Text
	}
	return ""
}

// Write stores an answer beside the pages, on top of what stands there.
func (w *World) Write(who person.ID, item journey.InstanceID, field journey.FieldID, text string) {
	w.T.Helper()
	base := 0
	if a := w.State().Answer(item, field); a != nil {
		base = a.Revision
	}
	w.Do(who, workflow.SaveAnswer{Target: Target(), Item: item, Field: field, Text: text, Base: base})
}

// Stand declares beside the pages how far a question of the checklist is.
func (w *World) Stand(question journey.FieldID, standing journey.Standing) {
	w.T.Helper()
	w.Do("leder", workflow.DeclareStanding{Target: Target(), Item: "readiness", Question: question, Standing: standing})
}
