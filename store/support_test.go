package store

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"startklar/domain/calendar"
	"startklar/domain/followup"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/workflow/journal"
)

// TestSupportIsReadBackAsItsHistoryGivesIt on both databases, live and rebuilt.
func TestSupportIsReadBackAsItsHistoryGivesIt(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		s, err := Open(t.Context(), url, Options{ReadConnections: 2})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(s.Close)
		now := time.Date(2026, time.June, 1, 9, 0, 0, 0, time.UTC)
		door, err := journal.Open(s, journal.Options{Clock: func() time.Time { return now }}, followup.Rules{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(door.Close)
		followUp(t, door, now)
		supportReadBack(t, s, now)
		if report, err := door.Verify(t.Context()); err != nil || report.Difference != "" {
			t.Errorf("verify: %+v, %v", report, err)
		}
		if _, err := door.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
		supportReadBack(t, s, now)
	})
}

var supportMonth = calendar.NewMonth(2026, time.March)

func followUp(t *testing.T, door *journal.Door, now time.Time) {
	t.Helper()
	officer := person.Actor{ID: "star", Role: person.NationalOfficer}
	at := func(number, base int) followup.At {
		return followup.At{Municipality: "0851", Case: number, Base: base}
	}
	day := calendar.DateOf(now)
	for _, r := range []journal.Request{
		{Actor: person.SystemActor("signals"), Command: followup.Judge{Municipality: "0851", Programme: "p", Seen: []followup.Seen{
			{Subject: "activity", Month: supportMonth, Standing: followup.Proposing, Reasons: []signal.Reason{signal.ByTail, signal.Repeated}, Figures: supportFigures},
			{Subject: "7", Month: supportMonth, Standing: followup.Proposing, Reasons: []signal.Reason{signal.ByTail}},
		}}},
		{Actor: officer, Command: followup.OpenCase{Municipality: "0851", Proposals: []int{1}, Frozen: followup.Frozen{Month: supportMonth}}},
		{Actor: officer, Command: followup.Suppose{At: at(1, 1), Guess: followup.Registration}},
		{Actor: officer, Command: followup.NoteContact{At: at(1, 2), On: day, Way: followup.Call}},
		{Actor: officer, Command: followup.NoteContact{At: at(1, 3), On: day.AddDays(-200), Way: followup.Call}},
		{Actor: officer, Command: followup.DecideSupport{At: at(1, 4), Kinds: []followup.Help{followup.DataReview, followup.Peers}}},
		{Actor: officer, Command: followup.SetReview{At: at(1, 5), On: day.AddDays(30)}},
		{Actor: officer, Command: followup.OpenCase{Municipality: "0851", Subjects: []followup.Subject{"1"}, Reason: "Beder selv om det"}},
		{Actor: officer, Command: followup.Merge{At: at(2, 2), Into: 1}},
		{Actor: officer, Command: followup.OpenCase{Municipality: "0101", Reason: "Beder selv om det"}},
		{Actor: officer, Command: followup.Close{At: followup.At{Municipality: "0101", Case: 1, Base: 2}, Outcome: followup.Explained}},
	} {
		if _, err := door.Do(context.Background(), r); err != nil {
			t.Fatalf("%s: %v", r.Command.CommandName(), err)
		}
	}
}

var supportFigures = []followup.Figure{{Indicator: "6", Num: 2, Den: 40, National: 0.25, Expected: 10, Tail: 0.0001, Judged: true, Level: signal.Propose, Reason: signal.ByTail}}

func supportReadBack(t *testing.T, s *Store, now time.Time) {
	t.Helper()
	day := calendar.DateOf(now)
	first := view.ProposalRow{Municipality: "0851", Proposal: followup.Proposal{
		Number: 1, Subject: "activity", Month: supportMonth, Reasons: []signal.Reason{signal.ByTail, signal.Repeated}, Figures: supportFigures,
		MadeAt: now, State: followup.InCase, Case: 1, By: "star", At: now,
	}}
	second := view.ProposalRow{Municipality: "0851", Proposal: followup.Proposal{
		Number: 2, Subject: "7", Month: supportMonth, Reasons: []signal.Reason{signal.ByTail}, MadeAt: now, State: followup.Open,
	}}
	for name, c := range map[string]struct {
		q    view.SupportQuery
		want []view.ProposalRow
	}{
		"all":     {view.SupportQuery{}, []view.ProposalRow{first, second}},
		"open":    {view.SupportQuery{OpenOnly: true, Municipalities: []municipality.Code{"0851"}}, []view.ProposalRow{second}},
		"nowhere": {view.SupportQuery{Municipalities: []municipality.Code{}}, nil},
	} {
		got, err := s.SupportProposals(t.Context(), c.q)
		if d := cmp.Diff(c.want, got, cmpopts.EquateEmpty()); err != nil || d != "" {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, d)
		}
	}
	open := view.SupportRow{
		Municipality: "0851", Number: 1, Subjects: []followup.Subject{"activity", "1"}, Owner: "star", OpenedAt: now, Next: followup.StepAgreement,
		Guess: followup.Registration, Help: []followup.Help{followup.DataReview, followup.Peers}, ReviewOn: day.AddDays(30), Contacts: 2,
	}
	closed := view.SupportRow{
		Municipality: "0101", Number: 1, Owner: "star", OpenedAt: now, Next: followup.StepHypothesis, Outcome: followup.Explained, ClosedAt: now,
	}
	for name, c := range map[string]struct {
		q    view.SupportQuery
		want []view.SupportRow
	}{
		"all":  {view.SupportQuery{}, []view.SupportRow{closed, open}},
		"open": {view.SupportQuery{OpenOnly: true}, []view.SupportRow{open}},
	} {
		got, err := s.SupportCases(t.Context(), c.q)
		if d := cmp.Diff(c.want, got, cmpopts.EquateEmpty()); err != nil || d != "" {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, d)
		}
	}
	for year, want := range map[int]int{2025: 1, 2026: 1, 2024: 0} {
		counts, err := s.SupportContacts(t.Context(), year)
		if err != nil || counts["0851"] != want || counts["0101"] != 0 {
			t.Errorf("%d: %v, %v", year, counts, err)
		}
	}
}
