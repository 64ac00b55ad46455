package workflow_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
)

func TestWhatIsAllowedIsWhatWouldBeDone(t *testing.T) {
	people := []person.Actor{leader, member, consultant, officer, admin, stranger}
	for _, who := range people {
		tr := begin(t, chain)
		tr.complete(leader, "a")
		tr.do(leader, workflow.SuspendItem{Target: tr.target(), Item: "b", Reason: "away"})
		for _, c := range []workflow.Command{
			workflow.StartItem{Target: tr.target(), Item: "b"},
			workflow.ResumeItem{Target: tr.target(), Item: "b"},
			workflow.ReopenItem{Target: tr.target(), Item: "a", Reason: "-"},
			workflow.OpenGate{Target: tr.target(), Item: "c", Reason: "-"},
			workflow.AssignItem{Target: tr.target(), Item: "b"},
			workflow.OverrideDeadline{Target: tr.target(), Item: "b", Reason: "-"},
			workflow.SkipItem{Target: tr.target(), Item: "b", Reason: "-"},
		} {
			before := tr.state
			allowed := workflow.Allowed(before, who, c, tr.now)
			_, tried := tr.try(who, c)
			if domain.CodeOf(allowed) != domain.CodeOf(tried) {
				t.Errorf("%s by %s: allowed %v, tried %v", c.CommandName(), who.ID, allowed, tried)
			}
			tr.state = before
		}
	}
}

func TestUnmetNamesWhatKeepsAnItemFromBeginning(t *testing.T) {
	tr := begin(t, chain)
	b, m, c := workflow.OnPart{Item: "a", Is: workflow.IsCompleted}, workflow.OnPart{Item: "m", Is: workflow.IsCompletedOrSkipped}, workflow.OnPart{Stage: "first", Is: workflow.IsCompleted}
	for _, want := range []struct {
		item  journey.InstanceID
		unmet []workflow.Unmet
	}{
		{"a", nil},
		{"b", []workflow.Unmet{{On: b}}},
		{"c", []workflow.Unmet{{On: c, OfStage: true}, {On: m}}},
	} {
		got := tr.state.Unmet(tr.state.Item(want.item))
		if diff := cmp.Diff(want.unmet, got); diff != "" {
			t.Errorf("%s:\n%s", want.item, diff)
		}
	}
	tr.complete(leader, "a", "b")
	if got := tr.state.Unmet(tr.state.Item("c")); got != nil {
		t.Errorf("c has begun, yet waits for %v", got)
	}
}
