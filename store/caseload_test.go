package store

import (
	"context"
	"slices"
	"testing"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/caseload"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/domain/view"
	"startklar/workflow"
	"startklar/workflow/journal"

	"github.com/google/go-cmp/cmp"
)

// carried is a store with two journeys of the programme and the people who work on them.
type carried struct {
	*testing.T
	store   *Store
	door    *journal.Door
	library *workflow.Library
	now     time.Time
}

var (
	caseLeader     = person.Actor{ID: "leder", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0851"}}
	caseConsultant = person.Actor{ID: "konsulent", Role: person.ProcessConsultant, Municipalities: []municipality.Code{"0851", "0461"}}
)

func newCarried(t *testing.T, url string) *carried {
	t.Helper()
	s, err := Open(context.Background(), url, Options{ReadConnections: 2})
	if err != nil {
		t.Fatal(err)
	}
	c := &carried{T: t, store: s, library: workflow.NewLibrary(s), now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	c.door, err = journal.Open(s, journal.Options{CacheStreams: 10, Clock: func() time.Time { return c.now }},
		workflow.Journeys{Definitions: c.library}, workflow.Publications{}, roster.Subject{}, caseload.NotesSubject{}, caseload.ViewsSubject{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.door.Close(); s.Close() })
	system := person.SystemActor("test")
	for _, who := range []person.Actor{caseLeader, caseConsultant} {
		c.do(system, roster.RegisterPerson{ID: who.ID, Name: string(who.ID), Role: who.Role, Municipalities: who.Municipalities})
	}
	for _, def := range definitions(t) {
		c.do(system, workflow.Publish(def))
		if def.Key != "flere-skal-med-2" {
			continue
		}
		for _, code := range []municipality.Code{"0851", "0461"} {
			c.do(system, workflow.StartJourney{
				Target:     workflow.Target{Journey: journey.NewID(code, def.Key, 1)},
				Definition: def.Key, Version: def.Version, Hash: def.Hash, StartedOn: calendar.DateOf(c.now),
			})
		}
	}
	return c
}

// do carries out a command an hour after the one before.
func (c *carried) do(actor person.Actor, command journal.Command) {
	c.Helper()
	c.now = c.now.Add(time.Hour)
	if _, err := c.door.Do(context.Background(), journal.Request{Actor: actor, Command: command}); err != nil {
		c.Fatalf("%s: %v", command.CommandName(), err)
	}
}

// cases reads the caseload, and checks every row against the journey's state.
func (c *carried) cases() map[municipality.Code]view.Case {
	c.Helper()
	all, err := c.store.Caseload(context.Background(), view.OverviewQuery{Sort: view.ByName})
	if err != nil {
		c.Fatal(err)
	}
	found := map[municipality.Code]view.Case{}
	for _, row := range all {
		found[row.Municipality] = row
		state, err := c.store.Journey(context.Background(), c.library, row.Journey)
		if err != nil {
			c.Fatal(err)
		}
		var want []view.CaseWait
		for _, w := range state.Waiting() {
			want = append(want, view.CaseWait{Item: w.Item.ID, Roles: w.Roles, Assignee: w.Item.Assignee, Due: w.Due, From: w.From})
		}
		if d := cmp.Diff(want, row.Waiting, cmp.Comparer(func(a, b calendar.Date) bool { return a == b })); d != "" {
			c.Errorf("%s waits for (-want +got):\n%s", row.Journey, d)
		}
		if row.Mix != state.Mix() || !row.ReadyAt.Equal(state.WorkshopReadyAt()) || !row.SignedAt.Equal(state.SignedAt()) {
			c.Errorf("%s: %+v, %v, %v", row.Journey, row.Mix, row.ReadyAt, row.SignedAt)
		}
	}
	if report, err := c.door.Verify(context.Background()); err != nil || report.Difference != "" {
		c.Errorf("verify: %q, %v", report.Difference, err)
	}
	return found
}

func TestTheCaseloadShowsWhatTheStatesGive(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		c := newCarried(t, url)
		target := workflow.Target{Journey: "0851.flere-skal-med-2.1"}
		before := c.cases()
		if a := before["0851"]; a.Mix != (journey.Mix{NotBegun: 24}) || !a.SeenAt.IsZero() || len(a.Waiting) == 0 {
			t.Errorf("at the start: %+v", a)
		}
		c.do(caseLeader, workflow.CompleteItem{Target: target, Item: "request"})
		c.do(caseLeader, workflow.DeclareStanding{Target: target, Item: "readiness", Question: "A.a.1", Standing: journey.Clear})
		c.do(caseLeader, workflow.DeclareStanding{Target: target, Item: "readiness", Question: "A.a.2", Standing: journey.ForWorkshop})
		seen := c.now
		c.do(caseConsultant, workflow.OverrideDeadline{Target: target, Item: "readiness", On: calendar.NewDate(2026, 6, 1), Reason: "efter ferien"})
		after := c.cases()
		if a := after["0851"]; a.Mix != (journey.Mix{NotBegun: 22, ForWorkshop: 1, Clear: 1}) || !a.SeenAt.Equal(seen) || !a.ChangedAt.After(seen) {
			t.Errorf("after some work: %+v, seen %v, want %v", a.Mix, a.SeenAt, seen)
		}
		if d := cmp.Diff(before["0461"].Mix, after["0461"].Mix); d != "" || !after["0461"].SeenAt.IsZero() {
			t.Errorf("the other one changed: %s", d)
		}
		own, err := c.store.Caseload(context.Background(), view.OverviewQuery{Municipalities: []municipality.Code{"0461"}})
		if err != nil || len(own) != 1 || own[0].Municipality != "0461" || len(own[0].Stages) == 0 || len(own[0].Waiting) == 0 {
			t.Errorf("one alone: %+v, %v", own, err)
		}
		if none, err := c.store.Caseload(context.Background(), view.OverviewQuery{Municipalities: []municipality.Code{}}); err != nil || len(none) != 0 {
			t.Errorf("none: %+v, %v", none, err)
		}
	})
}

func TestTheCaseloadShowsWhatWaitsForAWord(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		c := newCarried(t, url)
		target := workflow.Target{Journey: "0851.flere-skal-med-2.1"}
		room := workflow.Room{Target: target, Item: "startup_workshop"}
		c.do(caseLeader, workflow.CompleteItem{Target: target, Item: "request"})
		c.do(caseConsultant, workflow.ProposeAnswer{Target: target, Item: "readiness", Field: "A.a.2", ID: "p1", Text: "Et forslag"})
		offered := c.now
		c.do(caseConsultant, workflow.ProposeAnswer{Target: target, Item: "readiness", Field: "A.a.3", ID: "p2", Text: "Et til"})
		c.do(caseLeader, workflow.DeclineProposal{Target: target, Proposal: "p2", Word: "Nej tak"})
		c.do(caseConsultant, workflow.OpenGate{Target: target, Item: room.Item, Reason: "aftalt"})
		c.do(caseConsultant, workflow.ParkPoint{Room: room, ID: "device-000001", Text: "it-adgange"})
		c.do(caseConsultant, workflow.SendMinutes{Room: room})
		c.do(caseLeader, workflow.ObjectToMinutes{Room: room, ID: "device-000002", Edition: 1, Text: "Nej"})
		objected := c.now
		got := c.cases()
		want := view.Case{
			Offers:   []view.CaseOffer{{Item: "readiness", Field: "A.a.2", At: offered}},
			Disputes: []view.CaseDispute{{Item: room.Item, Count: 1, At: objected}},
		}
		if d := cmp.Diff(want, view.Case{Offers: got["0851"].Offers, Disputes: got["0851"].Disputes}); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
		if other := got["0461"]; len(other.Offers)+len(other.Disputes) > 0 {
			t.Errorf("the other one has %+v", other)
		}
		c.do(caseConsultant, workflow.SendMinutes{Room: room, Reply: "Rettet"})
		if left := c.cases()["0851"].Disputes; len(left) > 0 {
			t.Errorf("after the answer: %+v", left)
		}
	})
}

func TestNotesAndViewsAreReadBackAndRebuilt(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		c := newCarried(t, url)
		c.do(caseConsultant, caseload.WriteNote{Municipality: "0851", Text: "Ring torsdag"})
		c.do(caseConsultant, caseload.WriteNote{Municipality: "0851", Text: "Ny leder fra maj"})
		c.do(caseConsultant, caseload.WriteNote{Municipality: "0851", Note: 1, Text: "Ring fredag"})
		c.do(caseConsultant, caseload.SaveView{Person: "konsulent", Name: "Nord", Query: "region=Nordjylland"})
		c.do(caseConsultant, caseload.BeginWithView{Person: "konsulent", View: caseload.LateCases})
		c.do(person.SystemActor("test"), journal.Erase{Of: caseload.NotesStream("0851"), Numbers: []int64{2}, Reason: "bedt om det"})
		check := func(when string) {
			notes, err := c.store.WorkNotes(context.Background(), "0851")
			if err != nil || len(notes) != 2 || notes[0].Number != 2 || !notes[0].Erased || notes[0].Text != "" ||
				notes[1].Text != "Ring fredag" || notes[1].By != "konsulent" || !notes[1].ChangedAt.After(notes[1].WrittenAt) {
				t.Errorf("%s: notes %+v, %v", when, notes, err)
			}
			if other, err := c.store.WorkNotes(context.Background(), "0461"); err != nil || len(other) != 0 {
				t.Errorf("%s: another municipality's notes %+v, %v", when, other, err)
			}
			views, err := c.store.SavedViews(context.Background(), "konsulent")
			want := view.SavedViews{Views: []view.SavedView{{Ref: "v1", Name: "Nord", Query: "region=Nordjylland"}}, Standard: caseload.LateCases}
			if d := cmp.Diff(want, views); d != "" || err != nil {
				t.Errorf("%s: views %s, %v", when, d, err)
			}
			if none, err := c.store.SavedViews(context.Background(), "leder"); err != nil || !slices.Equal(none.Views, nil) {
				t.Errorf("%s: somebody else's views %+v, %v", when, none, err)
			}
		}
		check("as written")
		if _, err := c.door.Rebuild(context.Background()); err != nil {
			t.Fatal(err)
		}
		check("rebuilt")
		if report, err := c.door.Verify(context.Background()); err != nil || report.Difference != "" {
			t.Errorf("verify: %q, %v", report.Difference, err)
		}
	})
}
