package workflow_test

import (
	"slices"
	"testing"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
)

func TestStartingLaysOutEveryItemThatIsNotDiscretionary(t *testing.T) {
	tr := begin(t, `
stages:
  - id: s
    title: S
    items:
      - {id: a, kind: task, title: A, role: MunicipalLeader, repeat: {max: 3}}
      - {id: b, kind: task, title: B, role: MunicipalLeader, discretionary: true}
      - {id: c, kind: task, title: C, role: MunicipalLeader, start: auto}
`)
	tr.want(`s=Active a=Enabled c=Active`)
	if s := tr.state; s.ID != tr.id || s.Municipality != home || s.StartedOn != monday || s.Number != int64(len(tr.history)) {
		t.Errorf("the journey says %q, %q, %v, %d", s.ID, s.Municipality, s.StartedOn, s.Number)
	}
}

const repeated = `
stages:
  - id: s
    title: S
    items:
      - {id: seminar, kind: meeting, title: R, role: ProcessConsultant, repeat: {max: 3}}
      - {id: after, kind: task, title: A, role: MunicipalLeader, after: [seminar]}
`

func TestRepetitionsAreNumberedInstancesOfOneItem(t *testing.T) {
	tr := begin(t, repeated)
	tr.add(consultant, "seminar")
	tr.add(consultant, "seminar")
	tr.want(`s=Active seminar=Enabled seminar#2=Enabled seminar#3=Enabled after=Available`)
	full := workflow.AddItem{Target: tr.target(), Item: "seminar"}
	tr.refuses(consultant, full, domain.Conflict, "no_more_instances")
	if i := tr.state.Item("seminar#3"); i.Number != 3 || i.Def.ID != "seminar" {
		t.Errorf("the third instance is number %d of %s", i.Number, i.Def.ID)
	}
}

func TestOnlyTheFirstInstanceHoldsItsStageAndGatesSeeTheLatest(t *testing.T) {
	tr := begin(t, repeated)
	tr.add(consultant, "seminar")
	tr.hold("seminar", monday)
	tr.want(`s=Active seminar=Completed seminar#2=Enabled after=Available`)
	tr.hold("seminar#2", monday)
	tr.want(`s=Active seminar=Completed seminar#2=Completed after=Enabled`)
	tr.add(consultant, "seminar")
	tr.complete(leader, "after")
	tr.want(`journey=Completed
		s=Completed seminar=Completed seminar#2=Completed seminar#3=Terminated after=Completed`)
}

func TestReopeningOneInstanceLeavesTheOthersAlone(t *testing.T) {
	tr := begin(t, repeated)
	tr.add(consultant, "seminar")
	tr.hold("seminar", monday)
	tr.hold("seminar#2", monday)
	tr.reopen(consultant, "seminar#2")
	tr.want(`s=Active seminar=Completed seminar#2=Active!seminar#2 after=Enabled`)
}

func TestADiscretionaryItemIsThereOnlyWhereAPersonAddsItAndOnce(t *testing.T) {
	tr := begin(t, `
stages:
  - id: s
    title: S
    items:
      - {id: x, kind: task, title: X, role: MunicipalLeader, discretionary: true, required: false}
      - {id: a, kind: task, title: A, role: MunicipalLeader}
  - id: next
    title: Next
    items:
      - {id: z, kind: task, title: Z, role: MunicipalLeader}
`)
	plain := workflow.AddItem{Target: tr.target(), Item: "a"}
	extra := workflow.AddItem{Target: tr.target(), Item: "x", Reason: "they asked for it"}
	tr.want(`s=Active a=Enabled
		next=Active z=Enabled`)
	tr.refuses(leader, plain, domain.Conflict, "no_more_instances")
	tr.refuses(member, extra, domain.Permission, "not_your_item")
	tr.do(leader, extra)
	tr.want(`s=Active x=Enabled a=Enabled
		next=Active z=Enabled`)
	tr.refuses(leader, extra, domain.Conflict, "no_more_instances")
}

func TestADiscretionaryItemThatIsRequiredHoldsItsStageOnceAdded(t *testing.T) {
	tr := begin(t, `
stages:
  - id: s
    title: S
    items:
      - {id: x, kind: task, title: X, role: MunicipalLeader, discretionary: true}
      - {id: a, kind: task, title: A, role: MunicipalLeader}
`)
	tr.add(leader, "x")
	tr.complete(leader, "a")
	tr.want(`s=Active x=Enabled a=Completed`)
}

const pausable = `
stages:
  - id: s
    title: S
    items:
      - {id: a, kind: task, title: A, role: MunicipalLeader, skip: MunicipalLeader, exit: {when: selected}}
      - {id: b, kind: task, title: B, role: MunicipalLeader}
      - {id: c, kind: task, title: C, role: MunicipalLeader, after: [a]}
`

func TestASuspendedItemComesBackToWhereItWas(t *testing.T) {
	tr := begin(t, pausable)
	pause := func(item journey.InstanceID) workflow.SuspendItem {
		return workflow.SuspendItem{Target: tr.target(), Item: item, Reason: "holidays"}
	}
	tr.start(leader, "b")
	tr.do(leader, pause("a"))
	tr.do(leader, pause("b"))
	tr.want(`s=Active a=Suspended b=Suspended c=Available`)
	tr.refuses(leader, pause("a"), domain.Conflict, "item_not_open")
	tr.refuses(leader, pause("c"), domain.Conflict, "item_not_open")
	tr.refuses(leader, workflow.CompleteItem{Target: tr.target(), Item: "b"}, domain.Conflict, "item_not_open")
	for _, item := range []journey.InstanceID{"a", "b"} {
		tr.do(leader, workflow.ResumeItem{Target: tr.target(), Item: item})
	}
	tr.want(`s=Active a=Enabled b=Active c=Available`)
	tr.refuses(leader, workflow.ResumeItem{Target: tr.target(), Item: "b"}, domain.Conflict, "item_not_suspended")
}

func TestASuspendedItemCanBeSkippedTerminatedAndExited(t *testing.T) {
	for name, c := range map[string]struct {
		does func(*trial)
		want string
	}{
		"skipped":    {func(tr *trial) { tr.skip(leader, "a") }, `s=Active a=Skipped b=Enabled c=Available`},
		"terminated": {func(tr *trial) { tr.terminate(leader, "a") }, `s=Active a=Terminated b=Enabled c=Available`},
		"exited": {
			func(tr *trial) { tr.do(officer, workflow.SelectJourney{Target: tr.target(), Reason: "r"}) },
			`s=Active a=Terminated b=Enabled c=Available`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			tr := begin(t, pausable)
			tr.do(leader, workflow.SuspendItem{Target: tr.target(), Item: "a", Reason: "holidays"})
			c.does(tr)
			tr.want(c.want)
		})
	}
}

func TestTerminatedIsFinal(t *testing.T) {
	tr := begin(t, pausable)
	tr.terminate(leader, "a")
	again := func(c workflow.Command, key string) { t.Helper(); tr.refuses(leader, c, domain.Conflict, key) }
	again(workflow.TerminateItem{Target: tr.target(), Item: "a", Reason: "r"}, "item_ended")
	again(workflow.SkipItem{Target: tr.target(), Item: "a", Reason: "r"}, "item_ended")
	again(workflow.ReopenItem{Target: tr.target(), Item: "a", Reason: "r"}, "item_not_reopenable")
	again(workflow.StartItem{Target: tr.target(), Item: "a"}, "item_not_open")
}

func TestAnExitCriterionEndsWhatIsOpenAndLeavesWhatIsDone(t *testing.T) {
	const body = `
stages:
  - id: s
    title: S
    items:
      - {id: round, kind: task, title: R, role: MunicipalLeader, required: false, repeat: {max: 4}, exit: {after: [end]}}
      - {id: far, kind: task, title: F, role: MunicipalLeader, required: false, after: [other], exit: {after: [end]}}
      - {id: other, kind: task, title: O, role: MunicipalLeader}
      - {id: end, kind: task, title: E, role: MunicipalLeader}
`
	tr := begin(t, body)
	tr.complete(leader, "round")
	tr.add(leader, "round")
	tr.start(leader, "round#2")
	tr.complete(leader, "end")
	tr.want(`s=Active round=Completed round#2=Terminated far=Terminated other=Enabled end=Completed`)
	tr.refuses(leader, workflow.ReopenItem{Target: tr.target(), Item: "round", Reason: "r"}, domain.Conflict, "item_not_reopenable")
}

// One checklist and one delivery that complete by themselves, and one form that a person completes.
const parts = `
stages:
  - id: s
    title: S
    items:
      - id: list
        kind: checklist
        title: L
        role: MunicipalLeader
        sections:
          - {id: A, title: A, questions: [{id: A.1, text: One}, {id: A.2, text: Two}]}
          - {id: B, title: B, questions: [{id: B.1, text: Three}]}
      - id: pack
        kind: delivery
        title: P
        role: [NationalOfficer, MunicipalLeader]
        documents: [{id: guide, title: G}, {id: paper, title: P}]
      - id: form
        kind: form
        title: F
        role: MunicipalLeader
        auto_complete: false
        sections: [{id: F, title: F, fields: [{id: f, type: line, text: F}]}]
`

func TestAChecklistCompletesWhenEverySectionIsDeclared(t *testing.T) {
	tr := begin(t, parts)
	tr.save(leader, "list", "A.1", "text alone completes nothing")
	tr.save(leader, "list", "A.2", "text")
	tr.save(leader, "list", "B.1", "text")
	tr.declare(leader, "list", "A")
	tr.want(`s=Active list=Active pack=Enabled form=Enabled`)
	tr.declare(leader, "list", "B")
	tr.want(`s=Active list=Completed pack=Enabled form=Enabled`)
}

func TestReopeningWithdrawsTheDeclarationsThatAreNamedAndKeepsTheRest(t *testing.T) {
	for name, c := range map[string]struct {
		sections, open []journey.SectionID
	}{
		"one section":           {[]journey.SectionID{"B"}, []journey.SectionID{"B"}},
		"none named: all of it": {nil, []journey.SectionID{"A", "B"}},
	} {
		t.Run(name, func(t *testing.T) {
			tr := begin(t, parts)
			tr.declare(leader, "list", "A")
			tr.declare(leader, "list", "B")
			tr.reopen(leader, "list", c.sections...)
			tr.want(`s=Active list=Active!list pack=Enabled form=Enabled`)
			var open []journey.SectionID
			for _, id := range []journey.SectionID{"A", "B"} {
				if !tr.state.Item("list").Section(id).Declared() {
					open = append(open, id)
				}
			}
			if !slices.Equal(open, c.open) {
				t.Errorf("open are %v, want %v", open, c.open)
			}
			for _, id := range c.open {
				tr.declare(leader, "list", id)
			}
			tr.want(`s=Active list=Completed pack=Enabled form=Enabled`)
		})
	}
}

func (tr *trial) deliver(version int, documents ...journey.FieldID) {
	tr.Helper()
	for _, d := range documents {
		tr.do(officer, workflow.DeliverDocument{Target: tr.target(), Item: "pack", Document: d, Version: version})
	}
}

func (tr *trial) confirm(inUse bool, documents ...journey.FieldID) {
	tr.Helper()
	for _, d := range documents {
		tr.do(leader, workflow.ConfirmDocument{Target: tr.target(), Item: "pack", Document: d, InUse: inUse})
	}
}

func TestADeliveryCompletesWhenEveryDocumentIsInUse(t *testing.T) {
	tr := begin(t, parts)
	tr.deliver(1, "guide", "paper")
	tr.confirm(false, "guide")
	tr.confirm(true, "guide", "paper")
	tr.want(`s=Active list=Enabled pack=Completed form=Enabled`)
	if d := tr.state.Item("pack").Document("paper"); d.ReceivedOn != monday || d.InUseOn != monday || d.Version != 1 {
		t.Errorf("what is in use has been received: %+v", d)
	}
}

func TestANewVersionOfADocumentIsReceivedAndTakenIntoUseAnew(t *testing.T) {
	tr := begin(t, parts)
	tr.deliver(1, "guide", "paper")
	tr.confirm(true, "guide", "paper")
	tr.later(1)
	tr.deliver(2, "guide")
	tr.want(`s=Active list=Enabled pack=Completed form=Enabled`)
	if d := tr.state.Item("pack").Document("guide"); d.Version != 2 || d.DeliveredOn != monday.AddDays(1) || !d.ReceivedOn.IsZero() || !d.InUseOn.IsZero() {
		t.Errorf("the new version: %+v", d)
	}
	old := workflow.DeliverDocument{Target: tr.target(), Item: "pack", Document: "guide", Version: 1}
	if e := tr.refuses(officer, old, domain.Conflict, "version_delivered"); e.Detail != 2 {
		t.Errorf("the refusal's detail is %v", e.Detail)
	}
	tr.confirm(true, "guide")
}

func TestAReopenedDeliveryWaitsUntilItsDocumentsAreConfirmedAgain(t *testing.T) {
	tr := begin(t, parts)
	tr.deliver(1, "guide", "paper")
	tr.confirm(true, "guide", "paper")
	tr.reopen(leader, "pack")
	tr.want(`s=Active list=Enabled pack=Active!pack form=Enabled`)
	tr.confirm(true, "guide", "paper")
	tr.want(`s=Active list=Enabled pack=Completed form=Enabled`)
}

func TestADeliveryCanBeCompletedByHandWhenEverythingIsReceived(t *testing.T) {
	tr := begin(t, parts)
	done := workflow.CompleteItem{Target: tr.target(), Item: "pack"}
	tr.refuses(leader, done, domain.Conflict, "documents_open")
	tr.deliver(1, "guide", "paper")
	tr.confirm(false, "guide")
	tr.refuses(leader, done, domain.Conflict, "documents_open")
	tr.confirm(false, "paper")
	tr.do(leader, done)
	tr.want(`s=Active list=Enabled pack=Completed form=Enabled`)
}

func TestAnItemWithoutAutoCompleteWaitsForAPerson(t *testing.T) {
	tr := begin(t, parts)
	done := workflow.CompleteItem{Target: tr.target(), Item: "form"}
	if e := tr.refuses(leader, done, domain.Conflict, "sections_open"); !slices.Equal(e.Detail.([]journey.SectionID), []journey.SectionID{"F"}) {
		t.Errorf("the refusal names %v", e.Detail)
	}
	tr.declare(leader, "form", "F")
	tr.want(`s=Active list=Enabled pack=Enabled form=Active`)
	tr.do(leader, done)
	tr.want(`s=Active list=Enabled pack=Enabled form=Completed`)
}

func TestTheEndOfAJourneyTerminatesWhatIsOpen(t *testing.T) {
	const body = `
stages:
  - id: s
    title: S
    items:
      - {id: a, kind: task, title: A, role: MunicipalLeader}
      - {id: done, kind: task, title: D, role: MunicipalLeader, required: false}
      - {id: started, kind: task, title: B, role: MunicipalLeader, required: false}
      - {id: paused, kind: task, title: P, role: MunicipalLeader, required: false}
      - {id: closed, kind: task, title: C, role: MunicipalLeader, required: false, after: [started]}
  - id: last
    title: Last
    after: [s]
    items:
      - {id: z, kind: task, title: Z, role: MunicipalLeader}
`
	prepare := func(t *testing.T) *trial {
		tr := begin(t, body)
		tr.complete(leader, "done")
		tr.start(leader, "started")
		tr.do(leader, workflow.SuspendItem{Target: tr.target(), Item: "paused", Reason: "r"})
		return tr
	}
	t.Run("when every stage has completed", func(t *testing.T) {
		tr := prepare(t)
		tr.complete(leader, "a")
		tr.later(3)
		tr.complete(leader, "z")
		tr.want(`journey=Completed
			s=Completed a=Completed done=Completed started=Terminated paused=Terminated closed=Terminated
			last=Completed z=Completed`)
		if tr.state.EndedOn != monday.AddDays(3) {
			t.Errorf("ended on %v", tr.state.EndedOn)
		}
	})
	t.Run("when a person ends it", func(t *testing.T) {
		tr := prepare(t)
		tr.do(officer, workflow.TerminateJourney{Target: tr.target(), Reason: "they withdrew"})
		tr.want(`journey=Terminated
			s=Terminated a=Terminated done=Completed started=Terminated paused=Terminated closed=Terminated
			last=Terminated z=Terminated`)
		last := tr.history[len(tr.history)-1].Body.(*workflow.JourneyEnded)
		if last.Reason != "they withdrew" || last.On != monday {
			t.Errorf("the last event is %+v", last)
		}
	})
}

const gated = `
stages:
  - id: s
    title: S
    items:
      - {id: a, kind: task, title: A, role: MunicipalLeader}
      - {id: b, kind: task, title: B, role: MunicipalLeader, after: [a], override: [ProcessConsultant, NationalOfficer]}
      - {id: auto, kind: task, title: C, role: MunicipalLeader, start: auto, after: [a], override: [ProcessConsultant]}
      - {id: m, kind: milestone, title: M, after: [a], override: [ProcessConsultant]}
      - {id: n, kind: task, title: N, role: MunicipalLeader, after: [m]}
`

func TestANamedExceptionLetsAnItemBeginAndSaysWhy(t *testing.T) {
	tr := begin(t, gated)
	open := workflow.OpenGate{Target: tr.target(), Item: "b", Reason: "the director is away"}
	tr.refuses(leader, open, domain.Permission, "not_allowed")
	tr.refuses(consultant, workflow.OpenGate{Target: tr.target(), Item: "b"}, domain.Invalid, "reason_missing")
	tr.refuses(consultant, workflow.OpenGate{Target: tr.target(), Item: "n", Reason: "r"}, domain.Permission, "not_your_item")
	tr.do(consultant, open)
	tr.want(`s=Active a=Enabled b=Enabled auto=Available m=Available n=Available`)
	if i := tr.state.Item("b"); i.Exception != "the director is away" {
		t.Errorf("the exception says %q", i.Exception)
	}
	tr.refuses(consultant, open, domain.Conflict, "gate_not_closed")
	tr.complete(leader, "b")
	tr.complete(leader, "a")
	tr.want(`s=Active a=Completed b=Completed auto=Active m=Completed n=Enabled`)
}

func TestANamedExceptionDoesWhatTheGateWouldHaveDone(t *testing.T) {
	tr := begin(t, gated)
	tr.do(consultant, workflow.OpenGate{Target: tr.target(), Item: "auto", Reason: "r"})
	tr.do(consultant, workflow.OpenGate{Target: tr.target(), Item: "m", Reason: "r"})
	tr.want(`s=Active a=Enabled b=Available auto=Active m=Completed n=Enabled`)
}

func TestSelectionIsRecordedWithItsReasonAndOpensWhatWaitsForIt(t *testing.T) {
	tr := begin(t, `
stages:
  - id: s
    title: S
    items:
      - {id: a, kind: task, title: A, role: MunicipalLeader}
      - {id: x, kind: task, title: X, role: MunicipalLeader, required: selected, when: selected}
`)
	choose := workflow.SelectJourney{Target: tr.target(), Reason: "a good application"}
	tr.want(`s=Active a=Enabled x=Available`)
	tr.refuses(consultant, choose, domain.Permission, "not_allowed")
	tr.refuses(officer, workflow.SelectJourney{Target: tr.target()}, domain.Invalid, "reason_missing")
	events := tr.do(officer, choose)
	tr.want(`s=Active a=Enabled x=Enabled`)
	if body := events[0].Body.(*workflow.JourneySelected); body.Reason != "a good application" || !tr.state.Selected {
		t.Errorf("the selection says %+v", body)
	}
	if events := tr.do(officer, choose); len(events) != 0 {
		t.Errorf("selecting again gave %v", kinds(events))
	}
}

func TestAssigningGivesAnItemAPersonAndTakesItBack(t *testing.T) {
	tr := begin(t, pausable)
	for _, who := range []person.ID{member.ID, ""} {
		tr.do(leader, workflow.AssignItem{Target: tr.target(), Item: "a", Assignee: who})
		if got := tr.state.Item("a").Assignee; got != who {
			t.Errorf("assigned to %q, want %q", got, who)
		}
		if events := tr.do(leader, workflow.AssignItem{Target: tr.target(), Item: "a", Assignee: who}); len(events) != 0 {
			t.Errorf("the same again gave %v", kinds(events))
		}
	}
}

func TestWorkBeginsAnItemAndSaysWhen(t *testing.T) {
	tr := begin(t, parts)
	tr.later(2)
	tr.save(leader, "list", "A.1", "draft")
	if i := tr.state.Item("list"); i.State != journey.Active || !i.StartedAt.Equal(tr.now) {
		t.Errorf("the list is %s since %v", i.State, i.StartedAt)
	}
	tr.want(`s=Active list=Active pack=Enabled form=Enabled`)
	if events := tr.do(leader, workflow.StartItem{Target: tr.target(), Item: "list"}); len(events) != 0 {
		t.Errorf("starting again gave %v", kinds(events))
	}
}

func TestMeetingsAreBookedMovedCancelledAndHeldWithARisingSequence(t *testing.T) {
	tr := begin(t, repeated)
	sequence := func(want int) {
		t.Helper()
		if m := tr.state.Item("seminar").Meeting; m.Sequence != want {
			t.Errorf("sequence %d, want %d", m.Sequence, want)
		}
	}
	tr.book("seminar", monday.AddDays(7))
	sequence(0)
	if events := tr.book("seminar", monday.AddDays(7)); len(events) != 0 {
		t.Errorf("booking the same again gave %v", kinds(events))
	}
	sequence(0)
	tr.book("seminar", monday.AddDays(8))
	sequence(1)
	tr.do(consultant, workflow.CancelMeeting{Target: tr.target(), Item: "seminar", Reason: "illness"})
	sequence(2)
	tr.refuses(consultant, workflow.CancelMeeting{Target: tr.target(), Item: "seminar", Reason: "r"}, domain.Conflict, "meeting_not_booked")
	tr.book("seminar", monday.AddDays(8))
	sequence(3)
	tr.later(8)
	tr.hold("seminar", monday.AddDays(8))
	sequence(3)
	if m := tr.state.Item("seminar").Meeting; m.HeldOn != monday.AddDays(8) || m.Place != "Rådhuset" {
		t.Errorf("the meeting that was held: %+v", m)
	}
}

func TestAMeetingMayBeginAtMidnight(t *testing.T) {
	tr := begin(t, repeated)
	tr.do(consultant, workflow.BookMeeting{Target: tr.target(), Item: "seminar", On: monday, Start: "00:00", End: "01:00"})
}

func TestEachTeamTakesAVersionIntoUse(t *testing.T) {
	tr := begin(t, parts)
	at := tr.target()
	tr.do(leader, workflow.NameTeam{Target: at, Name: "  Jobformidlere  "})
	tr.do(member, workflow.NameTeam{Target: at, Name: "Unge"})
	tr.refuses(leader, workflow.NameTeam{Target: at, Name: "unge"}, domain.Conflict, "team_exists")
	tr.refuses(leader, workflow.NameTeam{Target: at, Name: " "}, domain.Invalid, "name_missing")
	tr.deliver(1, "guide", "paper")
	use := func(team journey.TeamID, version int) workflow.ConfirmDocument {
		return workflow.ConfirmDocument{Target: at, Item: "pack", Document: "guide", InUse: true, Team: team, Version: version}
	}
	tr.refuses(leader, use("", 1), domain.Invalid, "team_missing")
	tr.do(leader, use("t1", 1))
	tr.deliver(2, "guide")
	tr.refuses(leader, use("t2", 1), domain.Stale, "document_newer")
	tr.do(leader, use("t2", 2))
	if events := tr.do(leader, use("t2", 2)); len(events) != 0 {
		t.Errorf("a second word gave %d events", len(events))
	}
	run := tr.state.Item("pack").Document("guide")
	if run.Use("t1").Version != 1 || run.Use("t2").Version != 2 || run.Use("t2").By != leader.ID || run.InUseOn.IsZero() {
		t.Errorf("%+v", run)
	}
	tr.do(leader, workflow.RemoveTeam{Target: at, Team: "t1"})
	tr.refuses(leader, use("t1", 2), domain.NotFound, "team_unknown")
	tr.do(leader, workflow.NameTeam{Target: at, Name: "Jobformidlere"})
	if now := tr.state.TeamsNow(); len(now) != 2 || now[1].ID != "t3" {
		t.Errorf("a new team never gets an old one's id: %+v", now)
	}
}

func TestANewerVersionLeavesACompletedDeliveryCompleted(t *testing.T) {
	tr := begin(t, parts)
	tr.do(leader, workflow.NameTeam{Target: tr.target(), Name: "Jobformidlere"})
	tr.deliver(1, "guide", "paper")
	for _, doc := range []journey.FieldID{"guide", "paper"} {
		tr.do(leader, workflow.ConfirmDocument{Target: tr.target(), Item: "pack", Document: doc, InUse: true, Team: "t1"})
	}
	tr.deliver(2, "guide")
	tr.want(`s=Active list=Enabled pack=Completed form=Enabled`)
	if run := tr.state.Item("pack").Document("guide"); run.Use("t1").Version != 1 || !run.InUseOn.IsZero() {
		t.Errorf("the team still uses version 1: %+v", run)
	}
}

func TestADocumentIsOpenedOncePerVersion(t *testing.T) {
	tr := begin(t, parts)
	open := workflow.OpenDocument{Target: tr.target(), Item: "pack", Document: "guide"}
	tr.refuses(leader, open, domain.Conflict, "document_not_delivered")
	tr.deliver(1, "guide")
	tr.do(leader, open)
	if events := tr.do(leader, open); len(events) != 0 || tr.state.Item("pack").Document("guide").OpenedOn != monday {
		t.Errorf("%d events", len(events))
	}
	tr.deliver(2, "guide")
	if len(tr.do(leader, open)) == 0 {
		t.Error("the new version was not opened")
	}
}
