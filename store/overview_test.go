package store

import (
	"bytes"
	"cmp"
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/view"
	"startklar/store/storetest"
	"startklar/workflow"
	"startklar/workflow/journal"

	gocmp "github.com/google/go-cmp/cmp"
)

// TestTheOverviewShowsWhatTheStatesGive asks many questions and answers each a second time, in memory, from
// the states of the journeys.
func TestTheOverviewShowsWhatTheStatesGive(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		s := openCounters(t, url)
		rows := overviewRows(t, s)
		random := rand.New(rand.NewPCG(1, 0))
		nonEmpty := 0
		for range 400 {
			q := randomQuery(random)
			want := expected(rows, q)
			got, err := s.Overview(context.Background(), q)
			if err != nil {
				t.Fatalf("%+v: %v", q, err)
			}
			if d := gocmp.Diff(want, got, gocmp.Comparer(func(a, b calendar.Date) bool { return a == b })); d != "" {
				t.Fatalf("%+v (-want +got):\n%s", q, d)
			}
			if got.Matching > 0 && got.Matching < len(rows) {
				nonEmpty++
			}
		}
		if nonEmpty < 50 {
			t.Errorf("only %d questions had an answer that is neither all nor nothing", nonEmpty)
		}
	})
}

// overviewRows starts journeys, carries some of them on, and gives the rows that they should have.
func overviewRows(t *testing.T, s *Store) (rows []view.OverviewRow) {
	t.Helper()
	library := workflow.NewLibrary(s)
	now := time.Date(2019, 9, 2, 8, 0, 0, 0, time.UTC)
	door, err := journal.Open(s, journal.Options{Clock: func() time.Time { return now }, CacheStreams: 10},
		workflow.Journeys{Definitions: library}, workflow.Publications{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(door.Close)
	do := func(c journal.Command) {
		if _, err := door.Do(context.Background(), storetest.Request("", c)); err != nil {
			t.Fatalf("%s: %v", c.CommandName(), err)
		}
	}
	defs := definitions(t)
	for _, def := range defs {
		do(workflow.Publish(def))
	}
	for n, code := range []municipality.Code{"0580", "0492", "0461", "0851", "0101", "0751", "0316", "0410"} {
		now = now.Add(time.Duration(n%3) * 24 * time.Hour)
		def := defs[n%len(defs)]
		target := workflow.Target{Journey: journey.NewID(code, def.Key, 1)}
		do(workflow.StartJourney{Target: target, Definition: def.Key, Version: def.Version, Hash: def.Hash, StartedOn: calendar.DateOf(now)})
		for _, c := range turns(s, target, library, n, calendar.DateOf(now)) {
			do(c)
		}
		state, err := s.Journey(context.Background(), library, target.Journey)
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, rowOf(state))
	}
	return rows
}

// turns are what happens to the n-th journey.
func turns(s *Store, target workflow.Target, library *workflow.Library, n int, today calendar.Date) []journal.Command {
	state, _ := s.Journey(context.Background(), library, target.Journey)
	first := state.Items[0].ID
	for _, i := range state.Items {
		if i.State.Open() {
			first = i.ID
			break
		}
	}
	return [][]journal.Command{
		{},
		{workflow.SelectJourney{Target: target, Reason: "chosen"}},
		{workflow.OverrideDeadline{Target: target, Item: first, On: today.AddDays(3), Reason: "soon"}},
		{workflow.TerminateJourney{Target: target, Reason: "over"}},
		{workflow.StartItem{Target: target, Item: first}},
	}[n%5]
}

// rowOf is the row that a state gives, by the rules of view.OverviewRow.
func rowOf(s workflow.State) view.OverviewRow {
	r := view.OverviewRow{
		Journey: s.ID, Municipality: s.Municipality, Definition: s.Def.Key, Version: s.Def.Version, DefinitionHash: s.Def.Hash,
		StartedOn: s.StartedOn, Run: s.Run, EndedOn: s.EndedOn, Selected: s.Selected, ChangedAt: s.ChangedAt,
	}
	for _, run := range s.Stages {
		p := s.StageProgress(run.Def)
		if run.State.Ended() || s.Run != journey.Active {
			p.Due = calendar.Date{}
		}
		r.Stages = append(r.Stages, view.StageCell{
			Stage: run.Def.ID, State: run.State, Since: run.Since, Done: p.Done, Total: p.Total, DueOn: p.Due, Stale: p.Stale,
		})
		r.Done, r.Total, r.Stale = r.Done+p.Done, r.Total+p.Total, r.Stale+p.Stale
		if !p.Due.IsZero() && (r.DueOn.IsZero() || p.Due.Before(r.DueOn)) {
			r.DueOn = p.Due
		}
	}
	return r
}

func randomQuery(r *rand.Rand) view.OverviewQuery {
	one := func(n int) bool { return r.IntN(n) == 0 }
	q := view.OverviewQuery{Sort: view.AllOverviewSorts()[r.IntN(5)], Descending: one(2)}
	if one(4) {
		q.Municipalities = [][]municipality.Code{{}, {"0851"}, {"0492", "0580", "0101", "0999"}}[r.IntN(3)]
	}
	if one(4) {
		q.Definition = []string{"ny-kollega", "nobody's'--"}[r.IntN(2)]
	}
	if one(4) {
		q.Run = []journey.State{journey.Active, journey.Terminated}[r.IntN(2)]
	}
	if one(4) {
		q.Stage, q.StageState = "modtagelse", []journey.State{journey.Active, journey.Completed}[r.IntN(2)]
	}
	if one(4) {
		q.LateOn = calendar.NewDate(2019, 9, 1+r.IntN(20))
	}
	q.OnlyStale = one(20)
	if one(3) {
		q.Limit, q.Offset = 1+r.IntN(5), r.IntN(6)
	}
	return q
}

// expected answers a question in memory.
func expected(rows []view.OverviewRow, q view.OverviewQuery) view.Overview {
	var o view.Overview
	for _, r := range rows {
		if matches(r, q) {
			o.Rows = append(o.Rows, r)
		}
	}
	slices.SortFunc(o.Rows, func(a, b view.OverviewRow) int {
		first, key := compareBy(q.Sort, a, b)
		if q.Descending {
			key = -key
		}
		return cmp.Or(first, key, bytes.Compare(nameKey(a.Municipality), nameKey(b.Municipality)), cmp.Compare(a.Journey, b.Journey))
	})
	o.Matching = len(o.Rows)
	if q.Limit > 0 {
		o.Rows = o.Rows[min(q.Offset, len(o.Rows)):min(q.Offset+q.Limit, len(o.Rows))]
	}
	if len(o.Rows) == 0 {
		o.Rows = nil
	}
	return o
}

func matches(r view.OverviewRow, q view.OverviewQuery) bool {
	inStage := slices.ContainsFunc(r.Stages, func(c view.StageCell) bool { return c.Stage == q.Stage && c.State == q.StageState })
	return (q.Municipalities == nil || slices.Contains(q.Municipalities, r.Municipality)) &&
		(q.Definition == "" || q.Definition == r.Definition) && (q.Run == "" || q.Run == r.Run) && (q.Stage == "" || inStage) &&
		(q.LateOn.IsZero() || !r.DueOn.IsZero() && r.DueOn.Before(q.LateOn)) && (!q.OnlyStale || r.Stale > 0)
}

// compareBy gives what is compared first, whatever the direction, and the key itself.
func compareBy(sort view.OverviewSort, a, b view.OverviewRow) (first, key int) {
	switch sort {
	case view.ByDue:
		none := func(r view.OverviewRow) int {
			if r.DueOn.IsZero() {
				return 1
			}
			return 0
		}
		return none(a) - none(b), cmp.Compare(a.DueOn.String(), b.DueOn.String())
	case view.ByProgress:
		share := func(r view.OverviewRow) int { return r.Done * 1_000_000 / max(r.Total, 1) }
		return 0, share(a) - share(b)
	case view.ByChanged:
		return 0, a.ChangedAt.Compare(b.ChangedAt)
	case view.ByCode:
		return 0, cmp.Compare(a.Municipality, b.Municipality)
	}
	return 0, bytes.Compare(nameKey(a.Municipality), nameKey(b.Municipality))
}
