package store

import (
	"context"
	"errors"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/diary"
	"startklar/domain/journey"
	"startklar/domain/meeting"
	"startklar/domain/message"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/workflow"
	"startklar/workflow/journal"
	"startklar/workflow/reactions"

	"github.com/google/go-cmp/cmp"
)

// round is a store with meetings, journeys and what follows from one to the other.
type round struct {
	*testing.T
	store *Store
	door  *journal.Door
	now   time.Time
}

const seminarDefinition = `definition: net
version: 1
title: Net
stages:
  - id: s
    title: S
    items:
      - {id: seminar, kind: meeting, title: Seminar, role: ProcessConsultant, repeat: {max: 4}}
      - {id: end, kind: task, title: End, role: MunicipalLeader}
`

var meetingDay = calendar.NewDate(2026, time.March, 16)

func newRound(t *testing.T, url string, codes ...municipality.Code) *round {
	t.Helper()
	s, err := Open(context.Background(), url, Options{ReadConnections: 2})
	if err != nil {
		t.Fatal(err)
	}
	r := &round{T: t, store: s, now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	r.door, err = journal.Open(s, journal.Options{CacheStreams: 10, Clock: func() time.Time { return r.now }, Reactions: reactions.All()},
		workflow.Journeys{Definitions: workflow.NewLibrary(s)}, workflow.Publications{}, message.Subject{}, meeting.Subject{}, diary.Subject{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.door.Close(); s.Close() })
	def, err := workflow.Parse("net.yaml", []byte(seminarDefinition))
	if err != nil {
		t.Fatal(err)
	}
	r.do(workflow.Publish(def))
	for _, code := range codes {
		r.do(workflow.StartJourney{Target: r.journey(code), Definition: def.Key, Version: def.Version, Hash: def.Hash, StartedOn: calendar.DateOf(r.now)})
	}
	return r
}

func (r *round) journey(code municipality.Code) workflow.Target {
	return workflow.Target{Journey: journey.NewID(code, "net", 1)}
}

func (r *round) try(c domain.Command) error {
	_, err := r.door.Do(context.Background(), journal.Request{Actor: person.SystemActor("test"), Command: c})
	return err
}

func (r *round) do(c domain.Command) {
	r.Helper()
	if err := r.try(c); err != nil {
		r.Fatalf("%s: %v", c.CommandName(), err)
	}
}

// seminar is the item in a journey as the store reads it.
func (r *round) seminar(code municipality.Code, item journey.InstanceID) *workflow.Item {
	r.Helper()
	s, err := r.store.Journey(context.Background(), workflow.NewLibrary(r.store), r.journey(code).Journey)
	if err != nil {
		r.Fatal(err)
	}
	return s.Item(item)
}

// held demands that the journeys of these municipalities, and no others, have been to the seminar.
func (r *round) held(q view.OverviewQuery, codes ...municipality.Code) {
	r.Helper()
	var want []view.HeldRow
	for _, code := range codes {
		want = append(want, view.HeldRow{Journey: r.journey(code).Journey, Item: "seminar", On: meetingDay})
	}
	got, err := r.store.MeetingsHeld(context.Background(), q)
	if err != nil {
		r.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		r.Errorf("held: %s", diff)
	}
}

func (r *round) plan(id meeting.ID, codes ...municipality.Code) {
	r.Helper()
	plan := meeting.Plan{
		Target: meeting.Target{Meeting: id}, Kind: meeting.Seminar, Host: "host", HostRole: person.ProcessConsultant,
		Details: meeting.Details{Title: "Seminar " + string(id), Capacity: 3}, Where: meeting.Where{Place: "Rådhuset"},
	}
	for _, code := range codes {
		plan.Invitees = append(plan.Invitees, meeting.Invitee{Municipality: code, Journey: r.journey(code).Journey, Item: "seminar"})
	}
	r.do(plan)
}

func (r *round) intact() {
	r.Helper()
	report, err := r.door.Verify(context.Background())
	if err != nil || report.Difference != "" {
		r.Fatalf("verify: %s, %v", report.Difference, err)
	}
	if _, err := r.door.Rebuild(context.Background()); err != nil {
		r.Fatal(err)
	}
	if report, err = r.door.Verify(context.Background()); err != nil || report.Difference != "" {
		r.Fatalf("verify after a rebuild: %s, %v", report.Difference, err)
	}
}

func TestOneSeminarCompletesItsItemInEachJourneyByAttendance(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		r := newRound(t, url, "0851", "0840", "0461")
		r.plan("m1", "0851", "0840", "0461")
		at := meeting.Target{Meeting: "m1"}
		r.do(meeting.Book{Target: at, Slot: meeting.Slot{On: meetingDay, Start: "09:00", End: "12:00"}})
		if i := r.seminar("0840", "seminar"); i.State != journey.Active || i.Meeting.On != meetingDay || i.Meeting.Place != "Rådhuset" || i.Meeting.Of != "m1" {
			t.Errorf("booked: %s %+v", i.State, i.Meeting)
		}
		for _, code := range []municipality.Code{"0851", "0840"} {
			r.do(meeting.Register{Target: at, Municipality: code, Partstat: meeting.Accepted, Persons: 2})
		}
		r.now = meetingDay.Start().Add(14 * time.Hour)
		r.do(meeting.Attend{Target: at, Present: []meeting.Headcount{{Municipality: "0851", Persons: 2}, {Municipality: "0461", Persons: 1}}})
		for code, want := range map[municipality.Code]journey.State{"0851": journey.Completed, "0461": journey.Completed, "0840": journey.Active} {
			if i := r.seminar(code, "seminar"); i.State != want {
				t.Errorf("%s: %s, want %s", code, i.State, want)
			}
		}
		r.held(view.OverviewQuery{}, "0461", "0851")
		r.held(view.OverviewQuery{Municipalities: []municipality.Code{"0840", "0851"}}, "0851")
		r.held(view.OverviewQuery{Municipalities: []municipality.Code{}})
		r.plan("m2", "0851", "0840")
		r.do(meeting.Book{Target: meeting.Target{Meeting: "m2"}, Slot: meeting.Slot{On: meetingDay.AddDays(30), Start: "09:00", End: "12:00"}})
		if a, b := r.seminar("0851", "seminar#2"), r.seminar("0840", "seminar"); a.Meeting.Of != "m2" || b.Meeting.Of != "m2" {
			t.Errorf("the next seminar: %+v, %+v", a.Meeting, b.Meeting)
		}
		r.intact()
	})
}

func TestADoubleBookingIsRefusedWithItsNameAndChangesNothing(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		r := newRound(t, url, "0851", "0840")
		r.plan("m1", "0851")
		r.plan("m2", "0840")
		slot := meeting.Slot{On: meetingDay, Start: "09:00", End: "12:00"}
		one, two := meeting.Target{Meeting: "m1"}, meeting.Target{Meeting: "m2"}
		r.do(meeting.Book{Target: one, Slot: slot})
		late := meeting.Book{Target: two, Slot: meeting.Slot{On: meetingDay, Start: "11:00", End: "13:00"}}
		var e *domain.Error
		if err := r.try(late); !errors.As(err, &e) || e.Key != "diary_clash" || e.Args["title"] != "Seminar m1" {
			t.Fatalf("got %v", err)
		}
		m, err := r.store.Meeting(context.Background(), "m2")
		if err != nil || m.State != meeting.Planned {
			t.Errorf("after the refusal: %+v, %v", m.State, err)
		}
		if i := r.seminar("0840", "seminar"); i.State != journey.Enabled || !i.Meeting.On.IsZero() {
			t.Errorf("after the refusal the journey has %+v", i.Meeting)
		}
		r.do(meeting.Book{Target: one, Slot: meeting.Slot{On: meetingDay.AddDays(1), Start: "09:00", End: "12:00"}, Reason: "ferie"})
		r.do(late)
		r.do(meeting.Cancel{Target: two, Reason: "sygdom"})
		r.do(meeting.Book{Target: one, Slot: slot, Reason: "det gik alligevel"})
		r.intact()
	})
}

func TestMeetingsAreListedForHostsAndForMunicipalities(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		r := newRound(t, url, "0851", "0840")
		r.plan("m1", "0851", "0840")
		r.plan("m2", "0840")
		r.plan("m3", "0851")
		for n, id := range []meeting.ID{"m3", "m1"} {
			r.do(meeting.Book{Target: meeting.Target{Meeting: id}, Slot: meeting.Slot{On: meetingDay.AddDays(n), Start: "09:00", End: "12:00"}})
		}
		r.do(meeting.Register{Target: meeting.Target{Meeting: "m1"}, Municipality: "0851", Partstat: meeting.Accepted, Persons: 2})
		ids := func(q view.MeetingQuery) (all []meeting.ID) {
			t.Helper()
			rows, err := r.store.Meetings(context.Background(), q)
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows {
				all = append(all, row.ID)
			}
			return all
		}
		own := []municipality.Code{"0851"}
		for name, c := range map[string]struct {
			q    view.MeetingQuery
			want []meeting.ID
		}{
			"all":                  {view.MeetingQuery{All: true}, []meeting.ID{"m2", "m3", "m1"}},
			"a municipality's":     {view.MeetingQuery{Municipalities: own}, []meeting.ID{"m3", "m1"}},
			"the host's":           {view.MeetingQuery{Hosts: []person.ID{"host"}}, []meeting.ID{"m2", "m3", "m1"}},
			"another host's":       {view.MeetingQuery{Hosts: []person.ID{"nobody"}}, nil},
			"nobody's":             {view.MeetingQuery{}, nil},
			"on one day":           {view.MeetingQuery{All: true, From: meetingDay, Until: meetingDay}, []meeting.ID{"m3"}},
			"the latest, one only": {view.MeetingQuery{All: true, Latest: true, Limit: 1}, []meeting.ID{"m1"}},
		} {
			if diff := cmp.Diff(c.want, ids(c.q)); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
		rows, err := r.store.Meetings(context.Background(), view.MeetingQuery{Municipalities: own, Own: "0851", From: meetingDay.AddDays(1)})
		if err != nil || len(rows) != 1 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		if row := rows[0]; row.Own == nil || row.Own.Persons != 2 || row.Room.Taken != 2 || row.Room.Capacity != 3 || row.Invited != 2 || row.Answered != 1 || row.Slot.On != meetingDay.AddDays(1) {
			t.Errorf("%+v %+v", row, row.Own)
		}
		r.do(meeting.MakeLink{Target: meeting.Target{Meeting: "m2"}, Link: "l1", Hash: "abc", Municipality: "0840", Until: meetingDay})
		if m, link, err := r.store.MeetingByLink(context.Background(), "abc"); err != nil || m.ID != "m2" || link != "l1" {
			t.Errorf("%s %s %v", m.ID, link, err)
		}
		if _, _, err := r.store.MeetingByLink(context.Background(), "abd"); domain.CodeOf(err) != domain.NotFound {
			t.Errorf("an unknown link: %v", err)
		}
		r.intact()
	})
}
