package workflow_test

import (
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
	"startklar/workflow/journal"
	"startklar/workflow/journal/journaltest"
)

func init() {
	recordings["attached-1"] = struct {
		definition string
		journey    func(*testing.T, *workflow.Definition) *journaltest.Store
	}{"", tellAttached}
}

// tellAttached is a journey whose meetings have histories of their own.
func tellAttached(t *testing.T, def *workflow.Definition) *journaltest.Store {
	t.Helper()
	tr := unstarted(t, def)
	store := journaltest.New()
	door, err := journal.Open(store, journal.Options{Clock: func() time.Time { return tr.now }}, tr.subject)
	if err != nil {
		t.Fatal(err)
	}
	defer door.Close()
	tr.also = func(actor person.Actor, c journal.Command) {
		if _, err := door.Do(t.Context(), journal.Request{Actor: actor, Command: c}); err != nil {
			t.Fatal(err)
		}
	}
	tr.do(officer, workflow.StartJourney{Target: tr.target(), Definition: def.Key, Version: def.Version, Hash: def.Hash, StartedOn: monday})
	tellPreparation(tr)
	tr.attach("here", "m1")
	tr.follow("m1", tr.today().AddDays(3), 0)
	tr.attend("m1", tr.today(), true)
	tr.attach("seminar", "m2")
	tr.follow("m2", tr.today().AddDays(3), 0)
	tr.attend("m2", tr.today(), false)
	tr.attach("seminar", "m3")
	tr.do(system, workflow.DetachMeeting{Target: tr.target(), Meeting: "m3"})
	return store
}

func (tr *trial) attach(item journey.InstanceID, meeting string) []domain.Event {
	tr.Helper()
	return tr.do(system, workflow.AttachMeeting{Target: tr.target(), Item: item, Meeting: meeting})
}

func (tr *trial) follow(meeting string, on calendar.Date, sequence int) []domain.Event {
	tr.Helper()
	return tr.do(system, workflow.FollowMeeting{
		Target: tr.target(), Meeting: meeting, On: on, Start: "09:00", End: "12:00", Place: "Rådhuset", Sequence: sequence, Reason: "sygdom",
	})
}

func (tr *trial) attend(meeting string, on calendar.Date, present bool) []domain.Event {
	tr.Helper()
	return tr.do(system, workflow.AttendMeeting{Target: tr.target(), Meeting: meeting, On: on, Present: present, Reason: "rettet"})
}

func TestAMeetingIsAttachedToTheWantedInstanceElseToAFreeOneElseToANewOne(t *testing.T) {
	tr := begin(t, repeated)
	tr.attach("seminar", "m1")
	tr.attach("seminar", "m2")
	tr.attach("seminar#3", "m3")
	if events := tr.attach("seminar", "m4"); len(events) != 0 {
		t.Errorf("a fourth of three gave %v", kinds(events))
	}
	if events := tr.attach("seminar", "m1"); len(events) != 0 {
		t.Errorf("attaching again gave %v", kinds(events))
	}
	for meeting, want := range map[string]journey.InstanceID{"m1": "seminar", "m2": "seminar#2", "m3": "seminar#3"} {
		if i := tr.state.Attached(meeting); i == nil || i.ID != want {
			t.Errorf("%s is attached to %+v, want %s", meeting, i, want)
		}
	}
	tr.do(system, workflow.DetachMeeting{Target: tr.target(), Meeting: "m2"})
	tr.attach("seminar#3", "m4")
	if i := tr.state.Attached("m4"); i == nil || i.ID != "seminar#2" {
		t.Errorf("the free instance was not taken: %+v", i)
	}
}

func TestOnlyTheServiceLetsAJourneyFollowAMeeting(t *testing.T) {
	tr := begin(t, repeated)
	for _, who := range []person.Actor{leader, consultant, officer} {
		tr.refuses(who, workflow.AttendMeeting{Target: tr.target(), Meeting: "m1", On: monday, Present: true}, domain.Permission, "not_allowed")
	}
}

func TestAnItemThatFollowsAMeetingIsNotBookedMovedCancelledOrHeldByHand(t *testing.T) {
	tr := begin(t, repeated)
	tr.attach("seminar", "m1")
	tr.follow("m1", monday.AddDays(7), 0)
	at := tr.target()
	for _, c := range []workflow.Command{
		workflow.BookMeeting{Target: at, Item: "seminar", On: monday.AddDays(9), Start: "09:00", End: "10:00"},
		workflow.CancelMeeting{Target: at, Item: "seminar", Reason: "r"},
		workflow.HoldMeeting{Target: at, Item: "seminar", On: monday},
	} {
		tr.refuses(consultant, c, domain.Conflict, "meeting_elsewhere")
	}
}

func TestAnItemFollowsItsMeeting(t *testing.T) {
	tr := begin(t, repeated)
	tr.attach("seminar", "m1")
	tr.want(`s=Active seminar=Enabled after=Available`)
	tr.follow("m1", monday.AddDays(7), 0)
	tr.want(`s=Active seminar=Active after=Available`)
	tr.follow("m1", monday.AddDays(9), 1)
	if m := tr.state.Item("seminar").Meeting; m.On != monday.AddDays(9) || m.Sequence != 1 || m.Of != "m1" {
		t.Errorf("moved: %+v", m)
	}
	if events := tr.follow("m1", monday.AddDays(9), 1); len(events) != 0 {
		t.Errorf("the same again gave %v", kinds(events))
	}
	tr.follow("m1", calendar.Date{}, 2)
	if m := tr.state.Item("seminar").Meeting; !m.On.IsZero() || m.Sequence != 2 || m.Note != "sygdom" {
		t.Errorf("cancelled: %+v", m)
	}
	tr.follow("m1", monday.AddDays(10), 3)
	tr.later(10)
	tr.attend("m1", tr.today(), true)
	tr.want(`s=Active seminar=Completed after=Enabled`)
}

func TestWhoeverDidNotComeKeepsTheItemOpenForTheNextMeeting(t *testing.T) {
	tr := begin(t, repeated)
	tr.attach("seminar", "m1")
	tr.follow("m1", monday, 0)
	tr.attend("m1", monday, false)
	tr.want(`s=Active seminar=Active after=Available`)
	if m := tr.state.Item("seminar").Meeting; m.Of != "" || m.Missed != "m1" || m.MissedOn != monday || !m.On.IsZero() {
		t.Errorf("missed: %+v", m)
	}
	tr.attach("seminar", "m2")
	tr.follow("m2", monday.AddDays(1), 0)
	tr.attend("m2", monday, true)
	tr.want(`s=Active seminar=Completed after=Enabled`)
}

func TestAttendanceThatWasWrittenWrongIsMended(t *testing.T) {
	tr := begin(t, repeated)
	tr.attach("seminar", "m1")
	tr.follow("m1", monday, 0)
	tr.attend("m1", monday, false)
	tr.attend("m1", monday, true)
	tr.want(`s=Active seminar=Completed after=Enabled`)
	tr.attend("m1", monday, false)
	tr.want(`s=Active seminar=Active!seminar after=Enabled`)
	tr.attach("seminar", "m2")
	tr.follow("m2", monday.AddDays(1), 0)
	tr.attend("m2", monday.AddDays(1), true)
	tr.want(`s=Active seminar=Completed after=Enabled`)
}

func TestAMeetingBehindAClosedGateIsFollowedAsSoonAsTheGateOpens(t *testing.T) {
	const gated = `
stages:
  - id: s
    title: S
    items:
      - {id: first, kind: task, title: F, role: MunicipalLeader}
      - {id: meet, kind: meeting, title: M, role: ProcessConsultant, anchor: met, override: ProcessConsultant, after: [first]}
      - {id: then, kind: task, title: T, role: MunicipalLeader, due: met + 1 week}
`
	booked := begin(t, gated)
	booked.attach("meet", "m1")
	booked.follow("m1", monday.AddDays(7), 0)
	booked.want(`s=Active first=Enabled meet=Available then=Enabled`)
	if on := booked.state.Item("then").Deadline.On(); on != monday.AddDays(14) {
		t.Errorf("the anchor gives %v", on)
	}
	booked.complete(leader, "first")
	booked.want(`s=Active first=Completed meet=Active then=Enabled`)

	held := begin(t, gated)
	held.attach("meet", "m1")
	held.attend("m1", monday, true)
	held.want(`s=Active first=Enabled meet=Available then=Enabled`)
	held.do(consultant, workflow.OpenGate{Target: held.target(), Item: "meet", Reason: "de mødtes"})
	held.want(`s=Active first=Enabled meet=Completed then=Enabled`)
}

func TestWhatAJourneyCannotTakeOfAMeetingChangesNothing(t *testing.T) {
	tr := begin(t, repeated)
	for name, events := range map[string][]domain.Event{
		"an item that is none":    tr.attach("nowhere", "m1"),
		"an item that is a task":  tr.attach("after", "m1"),
		"a meeting nobody has":    tr.follow("m9", monday, 0),
		"attending what is none":  tr.attend("m9", monday, true),
		"staying away from none":  tr.attend("m9", monday, false),
		"detaching what is none":  tr.do(system, workflow.DetachMeeting{Target: tr.target(), Meeting: "m9"}),
		"a meeting without an id": tr.attach("seminar", ""),
	} {
		if len(events) != 0 {
			t.Errorf("%s gave %v", name, kinds(events))
		}
	}
	tr.attach("seminar", "m1")
	tr.do(officer, workflow.TerminateJourney{Target: tr.target(), Reason: "forbi"})
	if events := append(tr.follow("m1", monday, 0), tr.attend("m1", monday, true)...); len(events) != 0 {
		t.Errorf("an ended journey took %v", kinds(events))
	}
}
