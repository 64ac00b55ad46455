package workflow_test

import (
	"fmt"

	"startklar/domain/journey"
	"startklar/workflow"
	"startklar/workflow/journal"
)

// same tells whether nothing in a journey has changed: every part is still the very same.
func same(a, b workflow.State) bool {
	if a.Number != b.Number || len(a.Items) != len(b.Items) || len(a.Answers) != len(b.Answers) || len(a.Stages) != len(b.Stages) {
		return false
	}
	for n := range a.Items {
		if a.Items[n] != b.Items[n] {
			return false
		}
	}
	for n := range a.Answers {
		if a.Answers[n] != b.Answers[n] {
			return false
		}
	}
	for n := range a.Stages {
		if a.Stages[n] != b.Stages[n] {
			return false
		}
	}
	return true
}

// broken names an invariant that a command broke; empty if all hold.
func broken(before, after workflow.State, c journal.Command) string {
	if _, erase := c.(journal.Erase); erase {
		return ""
	}
	if before.Run != "" && before.Run != journey.Active && !same(before, after) {
		return "something happened after the journey's end"
	}
	for n, r := range before.Stages {
		if problem := brokenStage(r, after.Stages[n]); problem != "" {
			return problem
		}
	}
	for _, r := range after.Stages {
		if p := after.StageProgress(r.Def); p.Done > p.Total || p.Done < 0 {
			return fmt.Sprintf("stage %s: %d of %d done", r.Def.ID, p.Done, p.Total)
		}
	}
	for _, i := range before.Items {
		if problem := brokenItem(i, after.Item(i.ID), c); problem != "" {
			return problem
		}
	}
	_, cancel := c.(workflow.CancelMeeting)
	for _, a := range before.Anchors {
		if after.Anchor(a.Name).IsZero() && !a.On.IsZero() && !cancel {
			return "the anchor " + a.Name + " has lost its date"
		}
	}
	if problem := brokenEnd(after); problem != "" {
		return problem
	}
	return brokenAnswers(before, after, c)
}

// brokenStage: what has opened stays open, what has completed stays completed.
func brokenStage(before, after *workflow.StageRun) string {
	if before.State != journey.Available && after.State == journey.Available || before.State.Ended() && after.State != before.State {
		return fmt.Sprintf("stage %s went from %s to %s", before.Def.ID, before.State, after.State)
	}
	return ""
}

// brokenItem: a gate that was passed stays passed, Terminated is final, deadlines of what has ended never move,
// and an override survives everything but another.
func brokenItem(before, after *workflow.Item, c journal.Command) string {
	if before == after {
		return ""
	}
	if after == nil {
		return fmt.Sprintf("%s has gone", before.ID)
	}
	waits := before.State == journey.Skipped && before.Resume == journey.Available
	_, override := c.(workflow.OverrideDeadline)
	switch {
	case before.State != journey.Available && after.State == journey.Available && !waits,
		before.State == journey.Terminated && after.State != journey.Terminated:
		return fmt.Sprintf("%s went from %s to %s", before.ID, before.State, after.State)
	case before.State.Ended() && after.State.Ended() && before.Deadline != after.Deadline:
		return fmt.Sprintf("%s has ended, and its deadline moved from %+v to %+v", before.ID, before.Deadline, after.Deadline)
	case !override && before.Deadline.Overridden != after.Deadline.Overridden:
		return fmt.Sprintf("%s has lost its override", before.ID)
	case before.Signature != nil && (after.Signature == nil || after.Signature.Edition < before.Signature.Edition):
		return fmt.Sprintf("%s has lost a signature", before.ID)
	case after.Stale != nil && after.State == journey.Terminated:
		return fmt.Sprintf("%s is terminated and stale", before.ID)
	}
	return ""
}

// brokenEnd: a journey that has ended has nothing open.
func brokenEnd(s workflow.State) string {
	if s.Run == journey.Active {
		return ""
	}
	for _, i := range s.Items {
		if !i.State.Ended() {
			return fmt.Sprintf("the journey has ended, %s is %s", i.ID, i.State)
		}
	}
	return ""
}

// brokenAnswers: revisions grow by one, in the answer that was saved and in no other.
func brokenAnswers(before, after workflow.State, c journal.Command) string {
	save, saves := c.(workflow.SaveAnswer)
	for _, a := range after.Answers {
		was := revision(before, a.Item, a.Field)
		grown := saves && a.Item == save.Item && a.Field == save.Field
		if a.Revision != was && (!grown || a.Revision != was+1) {
			return fmt.Sprintf("the revision of %s/%s went from %d to %d", a.Item, a.Field, was, a.Revision)
		}
	}
	if len(after.Answers) < len(before.Answers) {
		return "an answer has gone"
	}
	return ""
}
