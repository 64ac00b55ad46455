package workflow_test

import (
	"strings"
	"testing"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
)

// kindred has one item of every kind that people work on, behind a gate.
const kindred = `
stages:
  - id: s
    title: S
    items:
      - {id: gate, kind: task, title: G, role: MunicipalLeader}
      - {id: task, kind: task, title: T, role: [MunicipalLeader], after: [gate], skip: MunicipalLeader, override: ProcessConsultant}
      - id: list
        kind: checklist
        title: L
        role: [MunicipalLeader]
        after: [gate]
        skip: MunicipalLeader
        auto_complete: false
        sections:
          - {id: A, title: A, questions: [{id: q, text: Q, prompts: [{id: p, text: P}]}]}
      - {id: meet, kind: meeting, title: M, role: [MunicipalLeader], after: [gate], skip: MunicipalLeader}
      - {id: sign, kind: approval, title: N, role: [MunicipalLeader], of: [of], after: [gate], skip: MunicipalLeader}
      - {id: pack, kind: delivery, title: P, role: [MunicipalLeader, NationalOfficer], after: [gate], skip: MunicipalLeader, documents: [{id: guide, title: G}]}
      - {id: of, kind: checklist, title: O, role: MunicipalLeader, sections: [{id: O, title: O, questions: [{id: o, text: O}]}]}
`

// bring carries an item of kindred to a state.
func bring(t testing.TB, item journey.InstanceID, state journey.State) *trial {
	t.Helper()
	tr := begin(t, kindred)
	tr.declare(leader, "of", "O")
	if state != journey.Available {
		tr.complete(leader, "gate")
	}
	switch state {
	case journey.Active:
		tr.work(item)
	case journey.Completed:
		tr.work(item)
		tr.finish(item)
	case journey.Skipped:
		tr.work(item)
		tr.skip(leader, item)
	case journey.Terminated:
		tr.work(item)
		tr.terminate(leader, item)
	case journey.Suspended:
		tr.work(item)
		tr.do(leader, workflow.SuspendItem{Target: tr.target(), Item: item, Reason: "r"})
	}
	if got := tr.state.Item(item).State; got != state {
		t.Fatalf("%s is %s, want %s", item, got, state)
	}
	return tr
}

// work begins an item in its own way.
func (tr *trial) work(item journey.InstanceID) {
	tr.Helper()
	switch item {
	case "meet":
		tr.do(leader, workflow.BookMeeting{Target: tr.target(), Item: "meet", On: monday, Start: "09:00", End: "10:00"})
	case "pack":
		tr.deliver(1, "guide")
	default:
		tr.start(leader, item)
	}
}

// finish completes an item in its own way.
func (tr *trial) finish(item journey.InstanceID) {
	tr.Helper()
	switch item {
	case "meet":
		tr.do(leader, workflow.HoldMeeting{Target: tr.target(), Item: "meet", On: monday})
	case "pack":
		tr.confirm(false, "guide")
		tr.complete(leader, "pack")
	case "sign":
		tr.sign(leader, "sign")
	case "list":
		tr.declare(leader, "list", "A")
		tr.complete(leader, "list")
	default:
		tr.complete(leader, item)
	}
}

// TestWhatAnItemInEachStateTakes is the state machine as a table: for every command that is about an item and
// every state, "ok" or the key of the refusal.
func TestWhatAnItemInEachStateTakes(t *testing.T) {
	at := workflow.Target{Journey: journey.NewID(home, "trial", 1)}
	const working = "item_not_open ok ok item_not_open item_not_open item_not_open item_not_open"
	const ending = "ok ok ok item_ended item_ended item_ended ok"
	for _, row := range []struct {
		item    journey.InstanceID
		command workflow.Command
		by      person.Actor
		// takes has a word for each of journey.AllStates.
		takes string
	}{
		{"task", workflow.StartItem{Target: at, Item: "task"}, leader, working},
		{"task", workflow.CompleteItem{Target: at, Item: "task"}, leader, working},
		{"task", workflow.SuspendItem{Target: at, Item: "task", Reason: "r"}, leader, working},
		{"task", workflow.SkipItem{Target: at, Item: "task", Reason: "r"}, leader, ending},
		{"task", workflow.TerminateItem{Target: at, Item: "task", Reason: "r"}, leader, ending},
		{"task", workflow.AssignItem{Target: at, Item: "task", Assignee: "x"}, leader, ending},
		{"task", workflow.OverrideDeadline{Target: at, Item: "task", On: monday, Reason: "r"}, consultant, ending},
		{
			"task",
			workflow.ResumeItem{Target: at, Item: "task"},
			leader,
			"item_not_suspended item_not_suspended item_not_suspended item_not_suspended item_not_suspended item_not_suspended ok",
		},
		{
			"task",
			workflow.ReopenItem{Target: at, Item: "task", Reason: "r"},
			leader,
			"item_not_reopenable item_not_reopenable item_not_reopenable ok ok item_not_reopenable item_not_reopenable",
		},
		{
			"task",
			workflow.ConfirmStale{Target: at, Item: "task"},
			leader,
			"item_not_stale item_not_stale item_not_stale item_not_stale item_not_stale item_not_stale item_not_stale",
		},
		{
			"task",
			workflow.OpenGate{Target: at, Item: "task", Reason: "r"},
			consultant,
			"ok gate_not_closed gate_not_closed gate_not_closed gate_not_closed gate_not_closed gate_not_closed",
		},
		{"list", workflow.SaveAnswer{Target: at, Item: "list", Field: "q", Text: "x"}, leader, working},
		{"list", workflow.DeclareStanding{Target: at, Item: "list", Question: "q", Standing: journey.Clear}, leader, working},
		{"list", workflow.SplitQuestion{Target: at, Item: "list", Question: "q", Split: true}, leader, working},
		{"list", workflow.TakeQuestion{Target: at, Item: "list", Question: "q", Owner: "x"}, leader, working},
		{"list", workflow.DeclareSection{Target: at, Item: "list", Section: "A", Gaps: []journey.FieldID{"q"}}, leader, working},
		{"list", workflow.OpenSection{Target: at, Item: "list", Section: "A"}, leader, working},
		{
			"list",
			workflow.CompleteItem{Target: at, Item: "list"},
			leader,
			"item_not_open sections_open sections_open item_not_open item_not_open item_not_open item_not_open",
		},
		{"meet", workflow.BookMeeting{Target: at, Item: "meet", On: monday, Start: "11:00", End: "12:00"}, leader, working},
		{"meet", workflow.HoldMeeting{Target: at, Item: "meet", On: monday}, leader, working},
		{
			"meet",
			workflow.CancelMeeting{Target: at, Item: "meet", Reason: "r"},
			leader,
			"item_not_open meeting_not_booked ok item_not_open item_not_open item_not_open item_not_open",
		},
		{"sign", workflow.SignOff{Target: at, Item: "sign", Declared: true}, leader, working},
		{
			"pack",
			workflow.DeliverDocument{Target: at, Item: "pack", Document: "guide", Version: 2},
			officer,
			"item_not_open ok ok ok item_not_open item_not_open item_not_open",
		},
		{
			"pack",
			workflow.ConfirmDocument{Target: at, Item: "pack", Document: "guide", InUse: true},
			leader,
			"item_not_open document_not_delivered ok ok item_not_open item_not_open item_not_open",
		},
	} {
		t.Run(row.command.CommandName()+" "+string(row.item), func(t *testing.T) {
			takes := strings.Fields(row.takes)
			for n, state := range journey.AllStates() {
				tr := bring(t, row.item, state)
				c := row.command
				if sign, ok := c.(workflow.SignOff); ok {
					sign.Digest = tr.state.Freeze(tr.state.Item("sign")).Digest
					c = sign
				}
				if takes[n] == "ok" {
					tr.do(row.by, c)
					continue
				}
				e := tr.refuses(row.by, c, domain.Conflict, takes[n])
				if takes[n] != "sections_open" && e.Detail != state {
					t.Errorf("in %s the refusal's detail is %v", state, e.Detail)
				}
			}
		})
	}
}
