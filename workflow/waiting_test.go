package workflow_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/workflow"
)

// towardsWorkshop is a plan in which a workshop rests on two things.
const towardsWorkshop = `stages:
  - id: before
    title: Before
    items:
      - {id: list, kind: checklist, title: List, role: MunicipalLeader, due: start + 3 weeks, sections: [{id: A, title: A, questions: [{id: A.1, text: One}, {id: A.2, text: Two}]}]}
      - {id: plan, kind: task, title: Plan, role: [MunicipalLeader, MunicipalMember], due: start + 2 weeks}
      - {id: extra, kind: task, title: Extra, role: ProcessConsultant, required: false, due: start + 1 week}
  - id: workshop
    title: Workshop
    items:
      - {id: meet, kind: meeting, title: Meet, role: ProcessConsultant, override: ProcessConsultant, anchor: workshop, after: [list, plan]}
`

// waits writes what a journey waits for: "plan:MunicipalLeader,MunicipalMember".
func waits(s workflow.State) string {
	var all []string
	for _, w := range s.Waiting() {
		var roles []string
		for _, r := range w.Roles {
			roles = append(roles, string(r))
		}
		text := fmt.Sprintf("%s:%s", w.Item.ID, strings.Join(roles, ","))
		if !w.From.IsZero() {
			text += "@" + w.From.String()
		}
		all = append(all, text)
	}
	return strings.Join(all, " ")
}

func TestAJourneyWaitsForWhatIsRequiredAndOpenTheMostPressingFirst(t *testing.T) {
	tr := begin(t, towardsWorkshop)
	if got, want := waits(tr.state), "plan:MunicipalLeader,MunicipalMember list:MunicipalLeader"; got != want {
		t.Errorf("waits for %q, want %q", got, want)
	}
	if mix := tr.state.Mix(); mix != (journey.Mix{NotBegun: 2}) || mix.Total() != 2 {
		t.Errorf("mix %+v", mix)
	}
	tr.do(leader, workflow.DeclareStanding{Target: tr.target(), Item: "list", Question: "A.1", Standing: journey.Clear})
	tr.do(leader, workflow.DeclareStanding{Target: tr.target(), Item: "list", Question: "A.2", Standing: journey.ForWorkshop})
	if mix := tr.state.Mix(); mix != (journey.Mix{Clear: 1, ForWorkshop: 1}) {
		t.Errorf("mix %+v", mix)
	}
	tr.do(leader, workflow.DeclareSection{Target: tr.target(), Item: "list", Section: "A"})
	if !tr.state.WorkshopReadyAt().IsZero() {
		t.Error("ready with half of what it rests on")
	}
	tr.now = tr.now.Add(24 * time.Hour)
	tr.do(leader, workflow.CompleteItem{Target: tr.target(), Item: "plan"})
	if at := tr.state.WorkshopReadyAt(); !at.Equal(tr.now) {
		t.Errorf("ready at %v, want %v", at, tr.now)
	}
	if got, want := waits(tr.state), "meet:ProcessConsultant"; got != want {
		t.Errorf("waits for %q, want %q", got, want)
	}
	day := calendar.DateOf(tr.now).AddDays(9)
	tr.do(consultant, workflow.BookMeeting{Target: tr.target(), Item: "meet", On: day, Start: "09:00", End: "12:00"})
	if got, want := waits(tr.state), "meet:ProcessConsultant@"+day.String(); got != want {
		t.Errorf("booked, it waits for %q, want %q", got, want)
	}
	tr.do(officer, workflow.TerminateJourney{Target: tr.target(), Reason: "over"})
	if got := waits(tr.state); got != "" {
		t.Errorf("ended, it waits for %q", got)
	}
}

func TestAWorkshopOpenedByExceptionIsNotReady(t *testing.T) {
	tr := begin(t, towardsWorkshop)
	tr.do(consultant, workflow.OpenGate{Target: tr.target(), Item: "meet", Reason: "the date was set"})
	if at := tr.state.WorkshopReadyAt(); !at.IsZero() {
		t.Errorf("ready at %v", at)
	}
}

func TestTracesTellWhoLeftSomethingLast(t *testing.T) {
	tr := begin(t, towardsWorkshop)
	tr.do(leader, workflow.DeclareStanding{Target: tr.target(), Item: "list", Question: "A.1", Standing: journey.Clear})
	first := tr.now
	tr.now = tr.now.Add(time.Hour)
	tr.do(consultant, workflow.CompleteItem{Target: tr.target(), Item: "extra"})
	traces := tr.state.Traces()
	if len(traces) != 2 || !traces[leader.ID].Equal(first) || !traces[consultant.ID].Equal(tr.now) {
		t.Errorf("traces %v", traces)
	}
	tr.now = tr.now.Add(time.Hour)
	tr.do(leader, workflow.CompleteItem{Target: tr.target(), Item: "plan"})
	if again := tr.state.Traces(); !again[leader.ID].Equal(tr.now) || !slices.Equal([]time.Time{again[consultant.ID]}, []time.Time{traces[consultant.ID]}) {
		t.Errorf("traces %v", again)
	}
}
