package workflow_test

import (
	"slices"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/workflow"

	"github.com/google/go-cmp/cmp"
)

// dated has deadlines before and after a meeting, and one that counts from the start.
const dated = `
stages:
  - id: s
    title: S
    items:
      - {id: prepare, kind: task, title: P, role: MunicipalLeader, due: workshop - 5 working days}
      - {id: early, kind: task, title: E, role: MunicipalLeader, due: workshop - 1 week}
      - {id: workshop, kind: meeting, title: W, role: ProcessConsultant, anchor: workshop, due: start + 10 weeks}
      - {id: follow, kind: task, title: F, role: MunicipalLeader, due: workshop + 1 month, after: [workshop]}
      - {id: plain, kind: task, title: N, role: MunicipalLeader}
      - {id: skipped, kind: task, title: K, role: MunicipalLeader, required: false, due: workshop + 2 days}
`

func override(tr *trial, item journey.InstanceID, on calendar.Date) workflow.OverrideDeadline {
	return workflow.OverrideDeadline{Target: tr.target(), Item: item, On: on, Reason: "agreed by telephone"}
}

func TestADeadlineStoresRuleAnchorDateAndOverrideWithItsReason(t *testing.T) {
	tr := begin(t, dated)
	tr.do(consultant, override(tr, "workshop", monday.AddDays(80)))
	want := workflow.Deadline{
		Rule: "start + 10 weeks", Anchor: "start", Computed: monday.AddWeeks(10),
		Overridden: monday.AddDays(80), Reason: "agreed by telephone",
	}
	if got := tr.state.Item("workshop").Deadline; got != want || got.On() != monday.AddDays(80) {
		t.Errorf("the deadline is %+v", got)
	}
}

func TestADeadlineComesWhenItsAnchorIsSet(t *testing.T) {
	tr := begin(t, dated)
	tr.due(map[journey.InstanceID]string{"prepare": "", "workshop": "2019-11-11", "follow": "", "plain": ""})
	tr.book("workshop", calendar.NewDate(2019, time.October, 7))
	tr.due(map[journey.InstanceID]string{"prepare": "2019-09-30", "early": "2019-09-30", "follow": "2019-11-07", "plain": ""})
}

func TestWhenAnAnchorMovesOpenItemsFollowAndCompletedOnesNever(t *testing.T) {
	tr := begin(t, dated)
	tr.book("workshop", calendar.NewDate(2019, time.October, 7))
	tr.complete(leader, "prepare")
	tr.skip(leader, "skipped")
	tr.do(leader, workflow.SuspendItem{Target: tr.target(), Item: "early", Reason: "holidays"})
	tr.book("workshop", calendar.NewDate(2019, time.November, 4))
	tr.due(map[journey.InstanceID]string{
		"prepare": "2019-09-30", // completed: stays
		"skipped": "2019-10-09", // skipped: stays
		"early":   "2019-10-28", // suspended: follows
		"follow":  "2019-12-04", // not yet open: follows
	})
}

func TestTheDayOnWhichAMeetingIsHeldMovesItsAnchorToo(t *testing.T) {
	tr := begin(t, dated)
	tr.book("workshop", calendar.NewDate(2019, time.October, 7))
	tr.later(36)
	tr.hold("workshop", calendar.NewDate(2019, time.October, 8))
	tr.due(map[journey.InstanceID]string{"follow": "2019-11-08", "prepare": "2019-10-01", "workshop": "2019-11-11"})
}

func TestACancelledMeetingTakesItsDateBackFromWhatIsOpen(t *testing.T) {
	tr := begin(t, dated)
	tr.book("workshop", calendar.NewDate(2019, time.October, 7))
	tr.complete(leader, "prepare")
	tr.do(consultant, override(tr, "early", monday.AddDays(3)))
	tr.do(consultant, workflow.CancelMeeting{Target: tr.target(), Item: "workshop", Reason: "illness"})
	tr.due(map[journey.InstanceID]string{"prepare": "2019-09-30", "early": "2019-09-05", "follow": "", "workshop": "2019-11-11"})
	tr.book("workshop", calendar.NewDate(2019, time.November, 4))
	tr.due(map[journey.InstanceID]string{"prepare": "2019-09-30", "early": "2019-09-05", "follow": "2019-12-04"})
}

func TestAReopenedItemTakesTheDeadlineThatItsAnchorGivesNow(t *testing.T) {
	tr := begin(t, dated)
	tr.book("workshop", calendar.NewDate(2019, time.October, 7))
	tr.complete(leader, "prepare")
	tr.book("workshop", calendar.NewDate(2019, time.November, 4))
	tr.due(map[journey.InstanceID]string{"prepare": "2019-09-30"})
	tr.reopen(leader, "prepare")
	tr.due(map[journey.InstanceID]string{"prepare": "2019-10-28"})
}

func TestAnOverrideSurvivesAndCanBeTakenBack(t *testing.T) {
	tr := begin(t, dated)
	tr.book("workshop", calendar.NewDate(2019, time.October, 7))
	tr.do(consultant, override(tr, "prepare", calendar.NewDate(2019, time.October, 2)))
	tr.book("workshop", calendar.NewDate(2019, time.November, 4))
	tr.due(map[journey.InstanceID]string{"prepare": "2019-10-02", "early": "2019-10-28"})
	if got := tr.state.Item("prepare").Deadline.Computed.String(); got != "2019-10-28" {
		t.Errorf("the computed date beneath the override is %s", got)
	}
	if events := tr.do(consultant, override(tr, "prepare", calendar.NewDate(2019, time.October, 2))); len(events) != 0 {
		t.Errorf("the same override again gave %v", kinds(events))
	}
	tr.do(consultant, override(tr, "prepare", calendar.Date{}))
	tr.due(map[journey.InstanceID]string{"prepare": "2019-10-28"})
}

func TestAnItemWithoutARuleCanBeGivenADeadline(t *testing.T) {
	tr := begin(t, dated)
	tr.do(consultant, override(tr, "plain", monday))
	tr.due(map[journey.InstanceID]string{"plain": monday.String()})
	tr.refuses(consultant, override(tr, "plain", monday.AddDays(-1)), domain.Invalid, "date_before_start")
}

func TestTheCascadeIsPreviewedAndThenHappensAsPreviewed(t *testing.T) {
	tr := begin(t, dated)
	tr.book("workshop", calendar.NewDate(2019, time.October, 7))
	tr.do(consultant, override(tr, "prepare", calendar.NewDate(2019, time.October, 2)))
	tr.complete(leader, "plain")
	before := tr.state
	move := workflow.BookMeeting{
		Target: tr.target(), Item: "workshop", On: calendar.NewDate(2019, time.November, 4), Start: "09:00", End: "12:00", Place: "Rådhuset",
	}
	events, after, err := workflow.Preview(before, consultant, move, tr.now)
	if err != nil {
		t.Fatal(err)
	}
	if tr.state.Number != before.Number {
		t.Fatal("the preview did something")
	}
	moves := workflow.DeadlineMoves(before, after)
	day := func(s string) calendar.Date { d, _ := calendar.ParseDate(s); return d }
	want := []workflow.DeadlineMove{
		{Item: "prepare", From: day("2019-10-02"), To: day("2019-10-02"), Kept: true},
		{Item: "early", From: day("2019-09-30"), To: day("2019-10-28")},
		{Item: "follow", From: day("2019-11-07"), To: day("2019-12-04")},
		{Item: "skipped", From: day("2019-10-09"), To: day("2019-11-06")},
	}
	if diff := cmp.Diff(want, moves); diff != "" {
		t.Errorf("the cascade (-want +got):\n%s", diff)
	}
	done := tr.do(consultant, move)
	if diff := cmp.Diff(kinds(events), kinds(done)); diff != "" {
		t.Errorf("what was previewed and what happened:\n%s", diff)
	}
	if diff := cmp.Diff(moves, workflow.DeadlineMoves(before, tr.state)); diff != "" {
		t.Errorf("the cascade that happened differs:\n%s", diff)
	}
}

func TestAPreviewOfWhatIsRefusedIsRefusedTheSameWay(t *testing.T) {
	tr := begin(t, dated)
	_, after, err := workflow.Preview(tr.state, consultant, workflow.HoldMeeting{Target: tr.target(), Item: "workshop", On: monday.AddDays(1)}, tr.now)
	if domain.AsError(err).Key != "date_future" || after.Number != tr.state.Number {
		t.Errorf("got %v, %d", err, after.Number)
	}
}

func TestWhereSeveralItemsSetOneAnchorTheFirstInThePlanDecides(t *testing.T) {
	tr := begin(t, `
stages:
  - id: s
    title: S
    items:
      - {id: here, kind: meeting, title: H, role: ProcessConsultant, anchor: workshop, required: false}
      - {id: online, kind: meeting, title: O, role: ProcessConsultant, anchor: workshop, required: false}
      - {id: follow, kind: task, title: F, role: MunicipalLeader, due: workshop + 1 week}
`)
	tr.book("online", monday.AddDays(20))
	tr.due(map[journey.InstanceID]string{"follow": monday.AddDays(27).String()})
	tr.book("here", monday.AddDays(10))
	tr.due(map[journey.InstanceID]string{"follow": monday.AddDays(17).String()})
	tr.book("online", monday.AddDays(30))
	tr.due(map[journey.InstanceID]string{"follow": monday.AddDays(17).String()})
}

func TestAnAnchorThatIsNoMeetingIsTheDayOfCompletionInCopenhagen(t *testing.T) {
	tr := begin(t, `
stages:
  - id: s
    title: S
    items:
      - {id: a, kind: task, title: A, role: MunicipalLeader, anchor: agreed}
      - {id: b, kind: task, title: B, role: MunicipalLeader, due: agreed + 1 working day}
`)
	tr.now = time.Date(2019, 9, 5, 22, 30, 0, 0, time.UTC) // half past midnight on Friday the 6th
	tr.complete(leader, "a")
	tr.due(map[journey.InstanceID]string{"b": "2019-09-09"})
}

func TestDeadlinesInWorkingDaysSkipHolidaysOfTheirYear(t *testing.T) {
	tr := begin(t, `
stages:
  - id: s
    title: S
    items:
      - {id: m, kind: meeting, title: M, role: ProcessConsultant, anchor: m}
      - {id: after, kind: task, title: A, role: MunicipalLeader, due: m + 3 working days}
      - {id: before, kind: task, title: B, role: MunicipalLeader, due: m - 3 working days}
`)
	tr.book("m", calendar.NewDate(2020, time.April, 8)) // Easter is 9 to 13 April 2020
	tr.due(map[journey.InstanceID]string{"after": "2020-04-16", "before": "2020-04-03"})
}

func TestProgressCountsWhatIsRequiredAndNamesTheEarliestDeadline(t *testing.T) {
	tr := begin(t, dated)
	stage := tr.state.Stages[0].Def
	progress := func(want workflow.Progress) {
		t.Helper()
		if got := tr.state.StageProgress(stage); got != want {
			t.Errorf("progress %+v, want %+v", got, want)
		}
	}
	progress(workflow.Progress{Total: 5, Due: monday.AddWeeks(10)})
	tr.book("workshop", calendar.NewDate(2019, time.October, 7))
	progress(workflow.Progress{Total: 5, Due: calendar.NewDate(2019, time.September, 30)})
	tr.complete(leader, "prepare", "early")
	progress(workflow.Progress{Done: 2, Total: 5, Due: calendar.NewDate(2019, time.November, 7)})
	tr.reopen(leader, "early")
	progress(workflow.Progress{Done: 1, Total: 5, Due: calendar.NewDate(2019, time.September, 30), Stale: 1})
}

func TestNextStepsPutWhatIsDueSoonestFirstAndRequiredBeforeOptional(t *testing.T) {
	tr := begin(t, dated)
	next := func() (ids []string) {
		for _, i := range tr.state.NextSteps() {
			ids = append(ids, string(i.ID))
		}
		return ids
	}
	if got, want := next(), []string{"workshop", "prepare", "early", "plain", "skipped"}; !slices.Equal(got, want) {
		t.Errorf("next %v, want %v", got, want)
	}
	tr.book("workshop", calendar.NewDate(2019, time.October, 7))
	tr.do(consultant, override(tr, "plain", monday.AddDays(1)))
	if got, want := next(), []string{"plain", "prepare", "early", "workshop", "skipped"}; !slices.Equal(got, want) {
		t.Errorf("next %v, want %v", got, want)
	}
}
