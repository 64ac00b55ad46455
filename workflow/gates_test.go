package workflow_test

import (
	"fmt"
	"testing"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/workflow"
)

// Three tasks that follow one another, the last in a stage that waits for the first stage.
const chain = `
stages:
  - id: first
    title: First
    items:
      - {id: a, kind: task, title: A, role: MunicipalLeader}
      - {id: b, kind: task, title: B, role: MunicipalLeader, after: [a]}
      - {id: m, kind: milestone, title: M, after: [b]}
  - id: second
    title: Second
    after: [first]
    items:
      - {id: c, kind: task, title: C, role: MunicipalLeader, after: [m]}
      - {id: d, kind: task, title: D, role: MunicipalLeader}
      - {id: e, kind: task, title: E, role: MunicipalLeader}
`

func TestGatesOpenInTurnAndMilestonesOccurByThemselves(t *testing.T) {
	tr := begin(t, chain)
	tr.want(`first=Active a=Enabled b=Available m=Available
		second=Available c=Available d=Available e=Available`)
	tr.complete(leader, "a")
	tr.want(`first=Active a=Completed b=Enabled m=Available
		second=Available c=Available d=Available e=Available`)
	tr.complete(leader, "b")
	tr.want(`first=Completed a=Completed b=Completed m=Completed
		second=Active c=Enabled d=Enabled e=Enabled`)
}

func TestReopeningBehindAPassedGateKeepsItPassedAndMarksWhatRestedOnItStale(t *testing.T) {
	tr := begin(t, chain)
	tr.complete(leader, "a", "b", "d")
	tr.start(leader, "c")
	tr.reopen(leader, "a")
	tr.want(`first=Completed a=Active!a b=Completed!a m=Completed
		second=Active c=Active d=Completed!a e=Enabled`)
	for _, id := range []journey.InstanceID{"a", "b", "d"} {
		if s := tr.state.Item(id).Stale; s.Because != "a" || s.Reason != "more is known" || !s.Since.Equal(tr.now) {
			t.Errorf("%s is stale %+v", id, s)
		}
	}
}

func TestCompletingTheReopenedItemLeavesTheOthersStaleUntilAPersonLooks(t *testing.T) {
	tr := begin(t, chain)
	tr.complete(leader, "a", "b", "c", "d")
	tr.reopen(leader, "a")
	tr.complete(leader, "a")
	tr.want(`first=Completed a=Completed b=Completed!a m=Completed
		second=Active c=Completed!a d=Completed!a e=Enabled`)
	tr.do(leader, workflow.ConfirmStale{Target: tr.target(), Item: "b", Note: "it stands"})
	tr.reopen(leader, "c")
	tr.want(`first=Completed a=Completed b=Completed m=Completed
		second=Active c=Active!c d=Completed!a e=Enabled`)
	tr.complete(leader, "c", "e")
	tr.want(`journey=Completed
		first=Completed a=Completed b=Completed m=Completed
		second=Completed c=Completed d=Completed!a e=Completed`)
}

func TestReopeningInTheMiddleLeavesWhatStoodBeforeItAlone(t *testing.T) {
	tr := begin(t, chain)
	tr.complete(leader, "a", "b", "c", "d")
	tr.reopen(leader, "c")
	tr.want(`first=Completed a=Completed b=Completed m=Completed
		second=Active c=Active!c d=Completed e=Enabled`)
}

func TestWhatWaitsForAStageRestsOnlyOnWhatTheStageRequires(t *testing.T) {
	tr := begin(t, `
stages:
  - id: first
    title: First
    items:
      - {id: a, kind: task, title: A, role: MunicipalLeader}
      - {id: b, kind: task, title: B, role: MunicipalLeader, required: false}
  - id: second
    title: Second
    after: [first]
    items:
      - {id: c, kind: task, title: C, role: MunicipalLeader}
      - {id: d, kind: task, title: D, role: MunicipalLeader}
`)
	tr.complete(leader, "b", "a", "c")
	tr.reopen(leader, "b")
	tr.want(`first=Completed a=Completed b=Active!b
		second=Active c=Completed d=Enabled`)
	tr.reopen(leader, "a")
	tr.want(`first=Completed a=Active!a b=Active!b
		second=Active c=Completed!a d=Enabled`)
}

func TestConditionsAreReasonsToBecomeStaleToo(t *testing.T) {
	tr := begin(t, `
stages:
  - id: s
    title: S
    items:
      - {id: a, kind: task, title: A, role: MunicipalLeader}
      - {id: b, kind: task, title: B, role: MunicipalLeader, when: completed("a")}
      - {id: c, kind: task, title: C, role: MunicipalLeader}
`)
	tr.complete(leader, "a", "b")
	tr.reopen(leader, "a")
	tr.want(`s=Active a=Active!a b=Completed!a c=Enabled`)
}

func TestReopeningASkippedItemMarksWhatPassedItsGateStale(t *testing.T) {
	tr := begin(t, `
stages:
  - id: s
    title: S
    items:
      - {id: a, kind: task, title: A, role: MunicipalLeader, required: false}
      - {id: b, kind: task, title: B, role: MunicipalLeader, after: [a]}
      - {id: c, kind: task, title: C, role: MunicipalLeader}
`)
	tr.skip(leader, "a")
	tr.complete(leader, "b")
	tr.reopen(leader, "a")
	tr.want(`s=Active a=Active!a b=Completed!a c=Enabled`)
}

func TestReopeningAnItemThatWasSkippedBehindAClosedGateDoesNotPassTheGate(t *testing.T) {
	tr := begin(t, `
stages:
  - id: s
    title: S
    items:
      - {id: a, kind: task, title: A, role: MunicipalLeader}
      - {id: b, kind: task, title: B, role: MunicipalLeader, required: false, after: [a]}
      - {id: c, kind: task, title: C, role: MunicipalLeader}
`)
	tr.skip(leader, "b")
	tr.reopen(leader, "b")
	tr.want(`s=Active a=Enabled b=Available!b c=Enabled`)
	tr.complete(leader, "a")
	tr.want(`s=Active a=Completed b=Enabled!b c=Enabled`)
}

// Skippable tells two gates: b takes what its default is, the others what they say.
func threeWays(item string) string {
	return fmt.Sprintf(`
stages:
  - id: s
    title: S
    items:
      - {id: a, kind: task, title: A, role: MunicipalLeader, skip: MunicipalLeader, exit: {when: selected}, %s}
      - {id: default, kind: task, title: D, role: MunicipalLeader, after: [a]}
      - {id: completed, kind: task, title: C, role: MunicipalLeader, after: [{item: a, is: completed}]}
      - {id: skipped, kind: task, title: K, role: MunicipalLeader, after: [{item: a, is: skipped}]}
      - {id: terminated, kind: task, title: T, role: MunicipalLeader, after: [{item: a, is: terminated}]}
      - {id: either, kind: task, title: E, role: MunicipalLeader, after: [{item: a, is: completed_or_skipped}]}
`, item)
}

func TestAGateTellsCompletedSkippedAndTerminatedApart(t *testing.T) {
	completed := func(tr *trial) { tr.complete(leader, "a") }
	skipped := func(tr *trial) { tr.skip(leader, "a") }
	terminated := func(tr *trial) { tr.terminate(leader, "a") }
	for name, c := range map[string]struct {
		item string
		does func(*trial)
		want string
	}{
		"a required item is completed": {
			"required: true", completed,
			`s=Active a=Completed default=Enabled completed=Enabled skipped=Available terminated=Available either=Enabled`,
		},
		"a required item is skipped: by default that does not count": {
			"required: true", skipped,
			`s=Active a=Skipped default=Available completed=Available skipped=Enabled terminated=Available either=Enabled`,
		},
		"a required item is skipped where skipping counts": {
			"required: true, skipped_counts: true", skipped,
			`s=Active a=Skipped default=Enabled completed=Available skipped=Enabled terminated=Available either=Enabled`,
		},
		"a required item is terminated": {
			"required: true", terminated,
			`s=Active a=Terminated default=Available completed=Available skipped=Available terminated=Enabled either=Available`,
		},
		"an optional item is completed": {
			"required: false", completed,
			`s=Active a=Completed default=Enabled completed=Enabled skipped=Available terminated=Available either=Enabled`,
		},
		"an optional item is skipped: by default that counts": {
			"required: false", skipped,
			`s=Active a=Skipped default=Enabled completed=Available skipped=Enabled terminated=Available either=Enabled`,
		},
		"an optional item is skipped where skipping does not count": {
			"required: false, skipped_counts: false", skipped,
			`s=Active a=Skipped default=Enabled completed=Available skipped=Enabled terminated=Available either=Enabled`,
		},
		"an optional item is terminated": {
			"required: false", terminated,
			`s=Active a=Terminated default=Available completed=Available skipped=Available terminated=Enabled either=Available`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			tr := begin(t, threeWays(c.item))
			c.does(tr)
			tr.want(c.want)
		})
	}
}

func TestSkippingNeedsAReasonAndARoleThatMay(t *testing.T) {
	tr := begin(t, `
stages:
  - id: s
    title: S
    items:
      - {id: open, kind: task, title: O, role: [MunicipalLeader, MunicipalMember], required: false}
      - {id: guarded, kind: task, title: G, role: [MunicipalLeader, MunicipalMember], skip: MunicipalLeader}
      - {id: never, kind: task, title: N, role: [MunicipalLeader, MunicipalMember]}
`)
	skip := func(item journey.InstanceID, reason string) workflow.SkipItem {
		return workflow.SkipItem{Target: tr.target(), Item: item, Reason: reason}
	}
	tr.refuses(leader, skip("guarded", " \t"), domain.Invalid, "reason_missing")
	tr.refuses(member, skip("guarded", "because"), domain.Permission, "not_your_item")
	tr.refuses(leader, skip("never", "because"), domain.Permission, "not_your_item")
	tr.do(member, skip("open", "because"))
	tr.do(leader, skip("guarded", "because"))
	tr.want(`s=Active open=Skipped guarded=Skipped never=Enabled`)
	if i := tr.state.Item("guarded"); i.Reason != "because" || i.EndedBy != leader.ID || !i.EndedAt.Equal(tr.now) {
		t.Errorf("the skipped item says %q, %q, %v", i.Reason, i.EndedBy, i.EndedAt)
	}
}

func TestARequiredItemThatWasSkippedHoldsItsStageUnlessSkippingCounts(t *testing.T) {
	for name, c := range map[string]struct{ counts, want string }{
		"it counts":         {"true", `journey=Completed s=Completed a=Skipped b=Completed`},
		"it does not count": {"false", `s=Active a=Skipped b=Completed`},
	} {
		t.Run(name, func(t *testing.T) {
			tr := begin(t, `
stages:
  - id: s
    title: S
    items:
      - {id: a, kind: task, title: A, role: MunicipalLeader, skip: MunicipalLeader, skipped_counts: `+c.counts+`}
      - {id: b, kind: task, title: B, role: MunicipalLeader}
`)
			tr.complete(leader, "b")
			tr.skip(leader, "a")
			if tr.state.Run != journey.Active {
				c.want = "journey=Completed\n" + c.want[len("journey=Completed "):]
			}
			tr.want(c.want)
		})
	}
}

func TestATerminatedRequiredItemHoldsItsStageNoLongerAndOpensNoGate(t *testing.T) {
	tr := begin(t, `
stages:
  - id: s
    title: S
    items:
      - {id: a, kind: task, title: A, role: MunicipalLeader, skip: MunicipalLeader}
      - {id: b, kind: task, title: B, role: MunicipalLeader}
      - {id: c, kind: task, title: C, role: MunicipalLeader, required: false, after: [a]}
  - id: next
    title: Next
    items:
      - {id: z, kind: task, title: Z, role: MunicipalLeader}
`)
	tr.terminate(leader, "a")
	tr.want(`s=Active a=Terminated b=Enabled c=Available
		next=Active z=Enabled`)
	tr.complete(leader, "b")
	tr.want(`s=Completed a=Terminated b=Completed c=Available
		next=Active z=Enabled`)
}

func TestOptionalAndUntouchedItemsDoNotHoldTheirStage(t *testing.T) {
	tr := begin(t, `
stages:
  - id: s
    title: S
    items:
      - {id: a, kind: task, title: A, role: MunicipalLeader}
      - {id: started, kind: task, title: B, role: MunicipalLeader, required: false}
      - {id: untouched, kind: task, title: C, role: MunicipalLeader, required: false}
      - {id: closed, kind: task, title: D, role: MunicipalLeader, required: false, after: [untouched]}
  - id: next
    title: Next
    after: [s]
    items:
      - {id: z, kind: task, title: Z, role: MunicipalLeader}
`)
	tr.start(leader, "started")
	tr.complete(leader, "a")
	tr.want(`s=Completed a=Completed started=Active untouched=Enabled closed=Available
		next=Active z=Enabled`)
	tr.complete(leader, "untouched", "started")
	tr.want(`s=Completed a=Completed started=Completed untouched=Completed closed=Enabled
		next=Active z=Enabled`)
}

const nothingRequired = `
stages:
  - id: s
    title: S
    close: ProcessConsultant
    items:
      - {id: a, kind: task, title: A, role: MunicipalLeader, required: false}
      - {id: b, kind: task, title: B, role: MunicipalLeader, required: false}
      - {id: m, kind: milestone, title: M, after: [{item: a, is: completed}]}
  - id: next
    title: Next
    items:
      - {id: z, kind: task, title: Z, role: MunicipalLeader}
`

func TestAStageWithNothingRequiredWaits(t *testing.T) {
	tr := begin(t, nothingRequired)
	tr.complete(leader, "b")
	tr.skip(leader, "a")
	tr.want(`s=Active a=Skipped b=Completed m=Available
		next=Active z=Enabled`)
}

func TestAStageWithNothingRequiredCompletesWhenItsMilestoneOccurs(t *testing.T) {
	tr := begin(t, nothingRequired)
	tr.complete(leader, "a")
	tr.want(`s=Completed a=Completed b=Enabled m=Completed
		next=Active z=Enabled`)
}

func TestAStageWithNothingRequiredCompletesWhenAPersonClosesIt(t *testing.T) {
	tr := begin(t, nothingRequired)
	shut := workflow.CloseStage{Target: tr.target(), Stage: "s", Reason: "enough"}
	tr.refuses(leader, shut, domain.Permission, "not_your_stage")
	tr.do(consultant, shut)
	tr.want(`s=Completed a=Enabled b=Enabled m=Available
		next=Active z=Enabled`)
	if r := tr.state.Stage("s"); r.ClosedBy != consultant.ID || r.Reason != "enough" || !r.EndedAt.Equal(tr.now) {
		t.Errorf("the closed stage says %q, %q, %v", r.ClosedBy, r.Reason, r.EndedAt)
	}
	tr.refuses(consultant, shut, domain.Conflict, "stage_not_active")
}

func TestARequiredItemHoldsItsStageAlthoughTheMilestoneOccurred(t *testing.T) {
	tr := begin(t, `
stages:
  - id: s
    title: S
    items:
      - {id: a, kind: task, title: A, role: MunicipalLeader}
      - {id: b, kind: task, title: B, role: MunicipalLeader}
      - {id: m, kind: milestone, title: M, after: [a]}
`)
	tr.complete(leader, "a")
	tr.want(`s=Active a=Completed b=Enabled m=Completed`)
}

func TestRequiredWhenHoldsTheStageOnlyInSomeJourneys(t *testing.T) {
	const body = `
stages:
  - id: s
    title: S
    items:
      - {id: a, kind: task, title: A, role: MunicipalLeader}
      - {id: extra, kind: task, title: X, role: MunicipalLeader, required: selected}
  - id: next
    title: Next
    items:
      - {id: z, kind: task, title: Z, role: MunicipalLeader}
`
	t.Run("where the condition does not hold", func(t *testing.T) {
		tr := begin(t, body)
		tr.complete(leader, "a")
		tr.want(`s=Completed a=Completed extra=Enabled
			next=Active z=Enabled`)
	})
	t.Run("where it holds", func(t *testing.T) {
		tr := begin(t, body)
		tr.do(officer, workflow.SelectJourney{Target: tr.target(), Reason: "by its application"})
		tr.complete(leader, "a")
		tr.want(`s=Active a=Completed extra=Enabled
			next=Active z=Enabled`)
		tr.complete(leader, "extra")
		tr.want(`s=Completed a=Completed extra=Completed
			next=Active z=Enabled`)
	})
	t.Run("a stage that has completed stays so when the condition comes true", func(t *testing.T) {
		tr := begin(t, body)
		tr.complete(leader, "a")
		tr.do(officer, workflow.SelectJourney{Target: tr.target(), Reason: "by its application"})
		tr.want(`s=Completed a=Completed extra=Enabled
			next=Active z=Enabled`)
	})
}
