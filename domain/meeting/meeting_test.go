package meeting_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/meeting"
	"startklar/domain/municipality"
	"startklar/domain/person"

	"github.com/google/go-cmp/cmp"
)

// The people and places of the tests.
const aalborg, rebild, odense municipality.Code = "0851", "0840", "0461"

var (
	host    = person.Actor{ID: "konsulent", Role: person.ProcessConsultant, Municipalities: []municipality.Code{aalborg, rebild, odense}}
	other   = person.Actor{ID: "konsulent-2", Role: person.ProcessConsultant, Municipalities: []municipality.Code{aalborg}}
	officer = person.Actor{ID: "star", Role: person.NationalOfficer}
	leader  = person.Actor{ID: "leder", Role: person.MunicipalLeader, Municipalities: []municipality.Code{aalborg}}
	nabo    = person.Actor{ID: "nabo", Role: person.MunicipalLeader, Municipalities: []municipality.Code{rebild}}
	odder   = person.Actor{ID: "leder-odense", Role: person.MunicipalMember, Municipalities: []municipality.Code{odense}}
	guest   = person.Actor{ID: "link:l1", Link: "l1", Role: person.Guest, Municipalities: []municipality.Code{aalborg}}
)

var (
	at    = meeting.Target{Meeting: "m1"}
	today = calendar.NewDate(2026, time.March, 2)
)

func slot(days int) meeting.Slot {
	return meeting.Slot{On: today.AddDays(days), Start: "09:00", End: "12:00"}
}

// table carries one meeting through policy and rules.
type table struct {
	*testing.T
	state any
	now   time.Time
}

func newTable(t *testing.T) *table {
	return &table{T: t, state: meeting.Subject{}.Empty(), now: today.Start().Add(8 * time.Hour)}
}

// seminar plans and books a seminar for three municipalities with so many places.
func seminar(t *testing.T, capacity int) *table {
	t.Helper()
	b := newTable(t)
	b.do(host, plan(capacity))
	b.do(host, meeting.Book{Target: at, Slot: slot(14)})
	return b
}

func plan(capacity int) meeting.Plan {
	return meeting.Plan{
		Target: at, Kind: meeting.Seminar, Host: host.ID, HostRole: host.Role,
		Details:  meeting.Details{Title: "Netværksseminar", Capacity: capacity},
		Invitees: []meeting.Invitee{{Municipality: aalborg}, {Municipality: rebild}, {Municipality: odense}},
	}
}

func (b *table) try(actor person.Actor, c domain.Command) ([]domain.Event, error) {
	b.Helper()
	s := meeting.Subject{}
	if err := s.Authorize(actor, b.state, c); err != nil {
		return nil, err
	}
	events, err := s.Decide(actor, b.state, c, b.now)
	if err != nil {
		return nil, err
	}
	before, _ := json.Marshal(b.state)
	state := b.state
	for _, e := range events {
		if state, err = s.Evolve(state, e); err != nil {
			b.Fatal(err)
		}
	}
	if after, _ := json.Marshal(b.state); string(after) != string(before) {
		b.Fatalf("evolving changed the state that it began from")
	}
	b.state = state
	return events, nil
}

func (b *table) do(actor person.Actor, c domain.Command) []domain.Event {
	b.Helper()
	events, err := b.try(actor, c)
	if err != nil {
		b.Fatalf("%s: %v", c.CommandName(), err)
	}
	return events
}

func (b *table) refuses(actor person.Actor, c domain.Command, key string) {
	b.Helper()
	_ = b.refusal(actor, c, key)
}

// refusal is what is said to a command that has to be refused.
func (b *table) refusal(actor person.Actor, c domain.Command, key string) *domain.Error {
	b.Helper()
	_, err := b.try(actor, c)
	var e *domain.Error
	if !errors.As(err, &e) || e.Key != key {
		b.Fatalf("%s by %s: got %v, want %s", c.CommandName(), actor.ID, err, key)
	}
	return e
}

func (b *table) meeting() meeting.Meeting { return b.state.(meeting.Meeting) }

func (b *table) register(actor person.Actor, code municipality.Code, persons int) []domain.Event {
	b.Helper()
	return b.do(actor, meeting.Register{Target: at, Municipality: code, Partstat: meeting.Accepted, Persons: persons})
}

func TestSequenceRisesForTimePlaceAndCancellationAloneAndTheUIDStays(t *testing.T) {
	b := seminar(t, 0)
	uid := b.meeting().ID.UID()
	details := b.meeting().Details
	for _, step := range []struct {
		name string
		c    domain.Command
		want int
	}{
		{"a slip in the agenda", meeting.Describe{Target: at, Details: meeting.Details{Title: "Netværksseminar", Agenda: []meeting.AgendaLine{{Minutes: 10, Text: "Velkomst"}}}}, 0},
		{"another title", meeting.Describe{Target: at, Details: meeting.Details{Title: "Seminar"}}, 0},
		{"the same date again", meeting.Book{Target: at, Slot: slot(14)}, 0},
		{"another place", meeting.Describe{Target: at, Details: details, Where: meeting.Where{Place: "Rådhuset"}}, 1},
		{"another day", meeting.Book{Target: at, Slot: slot(21), Reason: "sygdom"}, 2},
		{"cancelled", meeting.Cancel{Target: at, Reason: "for få"}, 3},
		{"booked anew", meeting.Book{Target: at, Slot: slot(30)}, 4},
	} {
		b.do(host, step.c)
		if got := b.meeting().Sequence; got != step.want {
			t.Errorf("%s: sequence %d, want %d", step.name, got, step.want)
		}
	}
	if b.meeting().ID.UID() != uid {
		t.Error("the UID has changed")
	}
	b.refuses(host, meeting.Book{Target: at, Slot: slot(31)}, "reason_missing")
}

func TestARegistrationWithoutRoomWaitsAndMovesUpInOrder(t *testing.T) {
	b := seminar(t, 5)
	b.register(leader, aalborg, 4)
	b.register(nabo, rebild, 2)
	b.register(odder, odense, 1)
	m := b.meeting()
	if m.Places() != (meeting.Places{Capacity: 5, Taken: 4, Municipalities: 1, Waiting: 2}) {
		t.Fatalf("places %+v", m.Places())
	}
	if line := m.See().Line; line[rebild] != 0 || line[odense] != 1 {
		t.Errorf("the line is %v: one place is free, but nobody overtakes the first", line)
	}
	events := b.do(leader, meeting.Register{Target: at, Municipality: aalborg, Partstat: meeting.Declined})
	if len(events) != 3 {
		t.Errorf("%d events, want the answer and two who move up", len(events))
	}
	if got := b.meeting().Places(); got.Taken != 3 || got.Waiting != 0 {
		t.Errorf("places %+v", got)
	}
}

func TestARegistrationGrowsOnlyWhereThereIsRoomAndNobodyWaits(t *testing.T) {
	b := seminar(t, 5)
	b.register(leader, aalborg, 3)
	b.register(leader, aalborg, 5)
	e := b.refusal(leader, meeting.Register{Target: at, Municipality: aalborg, Partstat: meeting.Accepted, Persons: 6}, "room_too_small")
	if e.Args["count"] != 5 {
		t.Errorf("the refusal says %v", e.Args)
	}
	b.register(leader, aalborg, 3)
	b.register(nabo, rebild, 3)
	e = b.refusal(leader, meeting.Register{Target: at, Municipality: aalborg, Partstat: meeting.Accepted, Persons: 4}, "no_more_places")
	if e.Args["count"] != 3 {
		t.Errorf("the refusal says %v", e.Args)
	}
	b.register(leader, aalborg, 2)
	if p := b.meeting().Party(rebild); p.Waiting != 0 || p.Persons != 3 {
		t.Errorf("rebild has not moved up: %+v", p)
	}
}

func TestALargerRoomLetsThoseWhoWaitIn(t *testing.T) {
	b := seminar(t, 2)
	b.register(leader, aalborg, 2)
	b.register(nabo, rebild, 2)
	b.do(host, meeting.Describe{Target: at, Details: meeting.Details{Title: "Netværksseminar", Capacity: 4}})
	if b.meeting().Party(rebild).Waiting != 0 {
		t.Error("rebild still waits")
	}
	b.refuses(host, meeting.Describe{Target: at, Details: meeting.Details{Title: "Netværksseminar", Capacity: 3}}, "capacity_taken")
	b.register(odder, odense, 1)
	b.do(host, meeting.Uninvite{Target: at, Municipality: aalborg})
	if b.meeting().Party(odense).Waiting != 0 {
		t.Error("odense still waits")
	}
}

func TestAPollIsAnsweredByPeopleAndByLinkAndBookedAtItsBest(t *testing.T) {
	b := newTable(t)
	b.do(host, plan(0))
	b.do(host, meeting.ProposeSlots{Target: at, Slots: []meeting.Slot{slot(9), slot(7), slot(8)}, ClosesOn: today.AddDays(5)})
	b.do(host, meeting.MakeLink{Target: at, Link: "l1", Hash: "h", Municipality: aalborg, Until: today.AddDays(30)})
	answer := func(a, b, c meeting.Choice) map[string]meeting.Choice {
		return map[string]meeting.Choice{slot(7).Key(): a, slot(8).Key(): b, slot(9).Key(): c}
	}
	b.do(leader, meeting.AnswerPoll{Target: at, Municipality: aalborg, Choices: answer("no", "yes", "yes")})
	b.do(nabo, meeting.AnswerPoll{Target: at, Municipality: rebild, Choices: answer("yes", "if_needed", "yes")})
	b.refuses(guest, meeting.AnswerPoll{Target: at, Municipality: aalborg, Choices: answer("yes", "yes", "yes")}, "poll_name")
	for _, name := range []string{"Teamleder", "Jobformidler", "teamleder"} {
		b.do(guest, meeting.AnswerPoll{Target: at, Municipality: aalborg, Name: name, Choices: answer("yes", "yes", "if_needed")})
	}
	poll := b.meeting().Poll
	if len(poll.Answers) != 4 {
		t.Fatalf("%d ballots, want four: one name is one person", len(poll.Answers))
	}
	best := poll.Best()
	if len(best) != 1 || best[0].Slot != slot(8) || best[0].Yes != 3 || best[0].IfNeeded != 1 || best[0].No != 0 || !best[0].Possible() {
		t.Errorf("best: %+v", best)
	}
	if shut := poll.Tally()[0].Shut; len(shut) != 1 || shut[0] != aalborg {
		t.Errorf("the first day is shut for %v", shut)
	}
	b.refuses(leader, meeting.AnswerPoll{Target: at, Municipality: aalborg, Choices: map[string]meeting.Choice{slot(7).Key(): "yes"}}, "poll_choice")
	b.refuses(leader, meeting.AnswerPoll{Target: at, Municipality: rebild, Choices: answer("yes", "yes", "yes")}, "not_found")
	b.do(host, meeting.WithdrawLink{Target: at, Link: "l1"})
	b.refuses(guest, meeting.AnswerPoll{Target: at, Municipality: aalborg, Name: "x", Choices: answer("yes", "yes", "yes")}, "link_expired")
	b.do(host, meeting.Book{Target: at, Slot: best[0].Slot})
	b.refuses(leader, meeting.AnswerPoll{Target: at, Municipality: aalborg, Choices: answer("yes", "yes", "yes")}, "poll_closed")
}

func TestAPollClosesAfterItsLastDay(t *testing.T) {
	b := newTable(t)
	b.do(host, plan(0))
	b.do(host, meeting.ProposeSlots{Target: at, Slots: []meeting.Slot{slot(9), slot(7)}, ClosesOn: today.AddDays(5)})
	choices := map[string]meeting.Choice{slot(7).Key(): "yes", slot(9).Key(): "no"}
	b.now = today.AddDays(5).End().Add(-time.Minute)
	b.do(leader, meeting.AnswerPoll{Target: at, Municipality: aalborg, Choices: choices})
	b.now = today.AddDays(6).Start()
	b.refuses(nabo, meeting.AnswerPoll{Target: at, Municipality: rebild, Choices: choices}, "poll_closed")
}

func TestAGuestOfAnotherMeetingsLinkAnswersNothing(t *testing.T) {
	b := newTable(t)
	b.do(host, plan(0))
	b.do(host, meeting.ProposeSlots{Target: at, Slots: []meeting.Slot{slot(9), slot(7)}, ClosesOn: today.AddDays(5)})
	b.refuses(guest, meeting.AnswerPoll{Target: at, Municipality: aalborg, Name: "x"}, "not_found")
	b.refuses(guest, meeting.Register{Target: at, Municipality: aalborg, Partstat: meeting.Accepted, Persons: 1}, "not_found")
}

func TestALinkRegistersItsOwnMunicipalityWhileItWorks(t *testing.T) {
	b := newTable(t)
	b.do(host, plan(0))
	b.do(host, meeting.MakeLink{Target: at, Link: "l1", Hash: "h", Municipality: aalborg, Until: today.AddDays(30)})
	b.refuses(guest, meeting.Register{Target: at, Municipality: aalborg, Partstat: meeting.Accepted, Persons: 3}, "meeting_not_open")
	b.do(host, meeting.Book{Target: at, Slot: slot(8)})
	b.do(guest, meeting.Register{Target: at, Municipality: aalborg, Partstat: meeting.Accepted, Persons: 3})
	if p := b.meeting().Party(aalborg); p.Partstat != meeting.Accepted || p.Persons != 3 {
		t.Errorf("the municipality stands as %+v", p)
	}
	b.refuses(guest, meeting.Register{Target: at, Municipality: rebild, Partstat: meeting.Declined}, "not_found")
	b.do(host, meeting.WithdrawLink{Target: at, Link: "l1"})
	b.refuses(guest, meeting.Register{Target: at, Municipality: aalborg, Partstat: meeting.Declined}, "link_expired")
}

func TestAttendanceIsWrittenOnceAndMendedForAReason(t *testing.T) {
	b := seminar(t, 0)
	held := meeting.Attend{Target: at, Present: []meeting.Headcount{{Municipality: aalborg, Persons: 2}, {Municipality: odense, Persons: 1}}}
	b.refuses(host, held, "meeting_ahead")
	b.now = b.now.AddDate(0, 0, 14)
	b.do(host, held)
	if p := b.meeting().Party(rebild); b.meeting().State != meeting.Held || p.Attendance != meeting.Absent {
		t.Errorf("rebild: %+v", p)
	}
	if events := b.do(host, held); len(events) != 0 {
		t.Errorf("the same again gave %d events", len(events))
	}
	mended := meeting.Attend{Target: at, Present: []meeting.Headcount{{Municipality: rebild, Persons: 1}}}
	b.refuses(host, mended, "reason_missing")
	mended.Reason = "forkert liste"
	b.do(host, mended)
	if p := b.meeting().Party(aalborg); p.Attendance != meeting.Absent || p.Came != 0 {
		t.Errorf("aalborg: %+v", p)
	}
	b.do(host, meeting.PublishNotes{Target: at, Text: "Tre råd"})
	if n := b.meeting().Notes; n == nil || n.By != host.ID {
		t.Errorf("notes: %+v", n)
	}
}

func TestWhoMayDoWhat(t *testing.T) {
	b := seminar(t, 0)
	b.refuses(other, meeting.Cancel{Target: at, Reason: "r"}, "not_your_meeting")
	b.refuses(leader, meeting.Cancel{Target: at, Reason: "r"}, "not_allowed")
	b.refuses(leader, meeting.Register{Target: at, Municipality: rebild, Partstat: meeting.Declined}, "not_found")
	b.refuses(other, meeting.Invite{Target: at, Invitees: []meeting.Invitee{{Municipality: "0101"}}}, "not_found")
	b.register(host, aalborg, 2)
	b.do(officer, meeting.Cancel{Target: at, Reason: "r"})
	foreign := plan(0)
	foreign.Meeting, foreign.Host = "m2", "somebody"
	fresh := newTable(t)
	fresh.refuses(host, foreign, "host_self")
	foreign.Host = other.ID
	fresh.refuses(other, foreign, "not_found")
}

func TestWhatCannotBeMeantIsRefused(t *testing.T) {
	long := strings.Repeat("x", meeting.MaxTitle+1)
	with := func(change func(*meeting.Plan)) meeting.Plan { p := plan(0); change(&p); return p }
	for key, c := range map[string]domain.Command{
		"meeting_title":          with(func(p *meeting.Plan) { p.Title = " " }),
		"too_long":               with(func(p *meeting.Plan) { p.Title = long }),
		"meeting_capacity":       with(func(p *meeting.Plan) { p.Capacity = -1 }),
		"meeting_agenda_line":    with(func(p *meeting.Plan) { p.Agenda = []meeting.AgendaLine{{Minutes: 5}} }),
		"meeting_material_title": with(func(p *meeting.Plan) { p.Material = []meeting.Material{{Link: "https://x.dk"}} }),
		"not_a_link":             with(func(p *meeting.Plan) { p.Video = "javascript:alert(1)" }),
		"meeting_invitees":       with(func(p *meeting.Plan) { p.Kind = meeting.Workshop }),
		"meeting_id":             with(func(p *meeting.Plan) { p.Meeting = "M 1" }),
		"meeting_kind":           with(func(p *meeting.Plan) { p.Kind = "party" }),
		"journey_id":             with(func(p *meeting.Plan) { p.Invitees[0].Journey = "0101.x.1" }),
		"municipality_unknown":   with(func(p *meeting.Plan) { p.Invitees[0].Municipality = "9999" }),
		"meeting_unknown":        meeting.Cancel{Target: at, Reason: "r"},
	} {
		t.Run(key, func(t *testing.T) { newTable(t).refuses(person.SystemActor("test"), c, key) })
	}
}

func TestATimeMustExist(t *testing.T) {
	spring, autumn := calendar.NewDate(2026, time.March, 29), calendar.NewDate(2026, time.October, 25)
	for name, c := range map[string]struct {
		slot meeting.Slot
		key  string
	}{
		"yesterday":                       {meeting.Slot{On: today.AddDays(-1), Start: "09:00", End: "10:00"}, "date_past"},
		"no date":                         {meeting.Slot{Start: "09:00", End: "10:00"}, "date_missing"},
		"a time that is none":             {meeting.Slot{On: spring, Start: "9:00", End: "10:00"}, "not_a_time"},
		"the hour that spring leaves out": {meeting.Slot{On: spring, Start: "02:30", End: "04:00"}, "not_a_time"},
		"backwards":                       {meeting.Slot{On: spring, Start: "10:00", End: "09:00"}, "end_before_start"},
		"across the spring night":         {meeting.Slot{On: spring, Start: "01:30", End: "03:30"}, ""},
		"across the autumn night":         {meeting.Slot{On: autumn, Start: "01:30", End: "03:30"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := newTable(t)
			b.do(host, plan(0))
			if c.key != "" {
				b.refuses(host, meeting.Book{Target: at, Slot: c.slot}, c.key)
				return
			}
			b.do(host, meeting.Book{Target: at, Slot: c.slot})
		})
	}
	if long := (meeting.Slot{On: spring, Start: "01:30", End: "03:30"}); long.Ends().Sub(long.Begins()) != time.Hour {
		t.Errorf("it lasts %v", long.Ends().Sub(long.Begins()))
	}
	if long := (meeting.Slot{On: autumn, Start: "01:30", End: "03:30"}); long.Ends().Sub(long.Begins()) != 3*time.Hour {
		t.Errorf("it lasts %v", long.Ends().Sub(long.Begins()))
	}
}

func TestAPartOfAMeetingHoldsNothingOfTheOthers(t *testing.T) {
	b := newTable(t)
	b.do(host, plan(9))
	b.do(host, meeting.ProposeSlots{Target: at, Slots: []meeting.Slot{slot(9), slot(7)}, ClosesOn: today.AddDays(5)})
	b.do(host, meeting.MakeLink{Target: at, Link: "l1", Hash: "h", Municipality: rebild, Until: today})
	b.do(nabo, meeting.AnswerPoll{Target: at, Municipality: rebild, Choices: map[string]meeting.Choice{slot(7).Key(): "yes", slot(9).Key(): "no"}, Note: "hemmeligt"})
	b.do(host, meeting.Book{Target: at, Slot: slot(14)})
	b.register(nabo, rebild, 7)
	seen := b.meeting().SeePart(leader.Has)
	text, err := json.Marshal(seen)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{string(rebild), "hemmeligt", "nabo"} {
		if strings.Contains(string(text), `"`+secret) {
			t.Errorf("the part holds %q", secret)
		}
	}
	if seen.Room.Taken != 7 || seen.Whole || len(seen.Parties) != 1 {
		t.Errorf("the part: %+v", seen.Room)
	}
	if whole := b.meeting().See(); !whole.Whole || len(whole.Parties) != 3 || len(whole.Poll.Answers) != 1 {
		t.Error("seeing a part changed the whole")
	}
}

func TestAnErasedEventLeavesTheCourseOfTheMeeting(t *testing.T) {
	b := newTable(t)
	b.do(host, plan(9))
	b.do(host, meeting.ProposeSlots{Target: at, Slots: []meeting.Slot{slot(9), slot(7)}, ClosesOn: today.AddDays(5)})
	events := b.do(nabo, meeting.AnswerPoll{Target: at, Municipality: rebild, Choices: map[string]meeting.Choice{slot(7).Key(): "yes", slot(9).Key(): "no"}, Note: "x"})
	s := meeting.Subject{}
	for _, e := range append(events, domain.Event{Kind: "meeting_described"}, domain.Event{Kind: "notes_published"}) {
		if !s.Erasable(e.Kind) {
			t.Errorf("%s cannot be erased", e.Kind)
		}
		e.Body = nil
		next, err := s.Evolve(b.state, e)
		if err != nil {
			t.Fatal(err)
		}
		b.state = next
	}
	m := b.meeting()
	if m.Title != "" || m.Capacity != 9 || len(m.Poll.Answers) != 1 || !m.Poll.Answers[0].Erased || m.Poll.Answered(rebild) {
		t.Errorf("%+v", m)
	}
}

func TestTheStateComesBackFromItsJSON(t *testing.T) {
	b := seminar(t, 9)
	b.register(leader, aalborg, 2)
	text, err := json.Marshal(b.meeting())
	if err != nil {
		t.Fatal(err)
	}
	var back meeting.Meeting
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(b.meeting(), back); diff != "" {
		t.Error(diff)
	}
}
