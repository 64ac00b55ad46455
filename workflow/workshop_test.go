package workflow_test

import (
	"context"
	"os"
	"slices"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
	"startklar/workflow/journal"
	"startklar/workflow/journal/journaltest"

	"github.com/google/go-cmp/cmp"
)

func workshopDefinition(t testing.TB) *workflow.Definition {
	t.Helper()
	text, err := os.ReadFile("testdata/workshop.yaml")
	if err != nil {
		t.Fatal(err)
	}
	def, err := workflow.Parse("workshop.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	return def
}

// inRoom is a journey whose checklist is signed and whose workshop is today.
func inRoom(t testing.TB) *trial {
	tr := beginOn(t, workshopDefinition(t))
	toTheRoom(tr)
	return tr
}

func toTheRoom(tr *trial) {
	tr.save(leader, "list", "q1", "prepared")
	for q, standing := range map[journey.FieldID]journey.Standing{"q1": journey.ForWorkshop, "q2": journey.Clear, "q3": journey.ForWorkshop} {
		tr.do(leader, workflow.DeclareStanding{Target: tr.target(), Item: "list", Question: q, Standing: standing})
	}
	tr.declare(leader, "list", "A")
	tr.declare(leader, "list", "B")
	tr.sign(leader, "sign")
	tr.book("room", tr.today())
}

func (tr *trial) inside() workflow.Room {
	return workflow.Room{Target: tr.target(), Item: "room"}
}

func about(q journey.FieldID) workflow.Point { return workflow.Point{Item: "list", Question: q} }

func (tr *trial) agree(id, what string) workflow.MakeAgreement {
	return workflow.MakeAgreement{Room: tr.inside(), ID: id, Point: about("q1"), What: what, Who: "Teamleder", On: monday.AddDays(20)}
}

func (tr *trial) agenda(points ...workflow.AgendaPoint) workflow.PrepareWorkshop {
	return workflow.PrepareWorkshop{Room: tr.inside(), Agenda: points}
}

func question(q journey.FieldID, minutes int) workflow.AgendaPoint {
	return workflow.AgendaPoint{Kind: workflow.AgendaQuestion, Point: about(q), Minutes: minutes}
}

// first and second are ids as a device makes them.
const firstID, secondID, thirdID = "device-a-0001", "device-a-0002", "device-b-0001"

func TestAWorkshopIsPreparedWithQuestionsMinutesAndBlocks(t *testing.T) {
	tr := inRoom(t)
	opening := workflow.AgendaPoint{Kind: workflow.AgendaOpening, Minutes: 10}
	tr.do(consultant, tr.agenda(opening, question("q3", 30), question("q1", 25)))
	w := tr.state.RoomOf("room")
	if w.Length() != 65 || w.Revision != 1 || tr.state.Item("room").Meeting.Length() != 180 {
		t.Errorf("length %d, revision %d, meeting %d", w.Length(), w.Revision, tr.state.Item("room").Meeting.Length())
	}
	if events := tr.do(consultant, tr.agenda(opening, question("q3", 30), question("q1", 25))); len(events) != 0 {
		t.Errorf("the same agenda again gives %v", kinds(events))
	}
	tr.refuses(officer, tr.agenda(question("q1", 20)), domain.Stale, "agenda_changed")
	for name, c := range map[string]struct {
		points []workflow.AgendaPoint
		key    string
	}{
		"no question":      {[]workflow.AgendaPoint{opening}, "agenda_empty"},
		"twice":            {[]workflow.AgendaPoint{question("q1", 5), question("q1", 5)}, "agenda_twice"},
		"no minutes":       {[]workflow.AgendaPoint{question("q1", 0)}, "agenda_minutes"},
		"a prompt":         {[]workflow.AgendaPoint{question("q1.1", 5)}, "field_unknown"},
		"a block with one": {[]workflow.AgendaPoint{{Kind: workflow.AgendaBreak, Point: about("q1"), Minutes: 5}}, "agenda_point"},
	} {
		t.Run(name, func(t *testing.T) { tr.refuses(consultant, tr.agenda(c.points...), domain.Invalid, c.key) })
	}
	tr.refuses(consultant, workflow.ParkPoint{Room: workflow.Room{Target: tr.target(), Item: "other"}, ID: firstID, Text: "x"}, domain.NotFound, "not_a_workshop")
}

func TestARecordSentAgainByAnybodyCountsOnce(t *testing.T) {
	tr := inRoom(t)
	for name, c := range map[string]journal.Command{
		"agreement": tr.agree(firstID, "Ring to the companies"),
		"parked":    workflow.ParkPoint{Room: tr.inside(), ID: secondID, Text: "IT"},
		"decision":  workflow.DecideQuestion{Room: tr.inside(), ID: thirdID, Point: about("q3"), Standing: journey.Clear},
	} {
		t.Run(name, func(t *testing.T) {
			if len(tr.do(consultant, c)) == 0 {
				t.Fatal("nothing happened")
			}
			for _, by := range []person.Actor{consultant, officer} {
				if events := tr.do(by, c); len(events) != 0 {
					t.Errorf("sent again by %s: %v", by.ID, kinds(events))
				}
			}
		})
	}
	tr.refuses(consultant, tr.agree(firstID, "Something else"), domain.Conflict, "record_exists")
	tr.refuses(consultant, workflow.ParkPoint{Room: tr.inside(), ID: secondID, Text: "HR"}, domain.Conflict, "record_exists")
	tr.refuses(consultant, tr.agree("short", "x"), domain.Invalid, "record_id")
	tr.refuses(consultant, tr.agree("with space in it", "x"), domain.Invalid, "record_id")
}

// An agreement that was corrected meanwhile is not made anew, or undone, by a device that sends it late.
func TestALateRecordDoesNotUndoWhatBecameOfIt(t *testing.T) {
	tr := inRoom(t)
	tr.do(consultant, tr.agree(firstID, "Call"))
	tr.do(consultant, workflow.ChangeAgreement{Room: tr.inside(), Agreement: firstID, What: "Visit", Who: "Teamleder", On: monday.AddDays(20), Base: 1})
	if events := tr.do(consultant, tr.agree(firstID, "Call")); len(events) != 0 {
		t.Errorf("%v", kinds(events))
	}
	if got := tr.state.Agreement(firstID).Text().What; got != "Visit" {
		t.Errorf("stands as %q", got)
	}
	refused := tr.refuses(consultant, workflow.ChangeAgreement{Room: tr.inside(), Agreement: firstID, What: "Write", Who: "T", On: monday, Base: 1}, domain.Stale, "agreement_changed")
	if now := refused.Detail.(workflow.CurrentAgreement); now.What != "Visit" || now.Revision != 2 {
		t.Errorf("detail %+v", now)
	}
	tr.do(consultant, workflow.WithdrawAgreement{Room: tr.inside(), Agreement: firstID, Reason: "said twice"})
	if events := tr.do(consultant, tr.agree(firstID, "Call")); len(events) != 0 || len(tr.state.AgreementsInForce()) != 0 {
		t.Errorf("the withdrawn agreement is back: %v", kinds(events))
	}
}

func TestWhatTheRoomFindsDoesNotTouchWhatWasSigned(t *testing.T) {
	tr := inRoom(t)
	events := tr.do(consultant, workflow.DecideQuestion{Room: tr.inside(), ID: firstID, Point: about("q1"), Standing: journey.Clear})
	if diff := cmp.Diff([]string{"question_decided room/" + firstID}, kinds(events)); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
	if got := tr.state.StandingOf("list", "q1"); got != journey.ForWorkshop {
		t.Errorf("the signed standing is %s", got)
	}
	tr.reopen(leader, "list", "A")
	tr.do(consultant, workflow.DecideQuestion{Room: tr.inside(), ID: secondID, Point: about("q1"), Standing: journey.Clarifying})
	if got := tr.state.StandingOf("list", "q1"); got != journey.Clarifying {
		t.Errorf("while the checklist is open the standing is %s", got)
	}
	if decided := tr.state.RoomOf("room").Decided(); len(decided) != 1 || decided[0].ID != secondID {
		t.Errorf("decided: %+v", decided)
	}
}

func TestSilenceConfirmsAfterFiveWorkingDaysAndNotBefore(t *testing.T) {
	tr := inRoom(t)
	tr.do(consultant, tr.agree(firstID, "Call"))
	tr.do(consultant, workflow.SendMinutes{Room: tr.inside()})
	w := tr.state.RoomOf("room")
	if got, want := w.Edition().ObjectBy, monday.AddDays(7); got != want {
		t.Fatalf("objections until %s, want %s", got, want)
	}
	if i := tr.state.Item("room"); i.State != journey.Completed || i.Meeting.HeldOn != monday {
		t.Errorf("sending the minutes says that the workshop was held: %s on %s", i.State, i.Meeting.HeldOn)
	}
	confirm := workflow.ConfirmMinutes{Room: tr.inside(), Edition: 1}
	tr.later(7)
	if due := tr.state.DueOn(tr.today()); len(due) != 0 {
		t.Errorf("due on the last day: %v", due)
	}
	tr.refuses(system, confirm, domain.Conflict, "objections_may_come")
	tr.later(1)
	due := tr.state.DueOn(tr.today())
	if len(due) != 1 || due[0].Command != workflow.Command(confirm) || due[0].Key != "silence/0851.workshop.1/room/2019-09-10" {
		t.Fatalf("due %+v", due)
	}
	tr.do(system, due[0].Command)
	if m := tr.state.RoomOf("room").Edition(); !m.BySilence || m.ConfirmedOn != tr.today() || tr.state.MinutesState(tr.state.RoomOf("room")) != workflow.MinutesStand {
		t.Errorf("the edition %+v", m)
	}
	if events := tr.do(system, confirm); len(events) != 0 {
		t.Errorf("confirmed twice: %v", kinds(events))
	}
	tr.refuses(leader, workflow.ObjectToMinutes{Room: tr.inside(), ID: secondID, Edition: 1, Text: "late"}, domain.Conflict, "minutes_confirmed")
	tr.refuses(consultant, workflow.ChangeAgreement{Room: tr.inside(), Agreement: firstID, What: "x", Who: "y", On: monday, Base: 1}, domain.Conflict, "agreement_confirmed")
}

func TestAnObjectionReopensTheAgreementForANewEdition(t *testing.T) {
	tr := inRoom(t)
	tr.do(consultant, tr.agree(firstID, "Call"))
	tr.refuses(leader, workflow.ObjectToMinutes{Room: tr.inside(), ID: secondID, Edition: 1, Text: "no"}, domain.Conflict, "minutes_not_sent")
	tr.do(consultant, workflow.SendMinutes{Room: tr.inside()})
	tr.do(leader, workflow.ObjectToMinutes{Room: tr.inside(), ID: secondID, Edition: 1, Agreement: firstID, Text: "We said visit"})
	tr.refuses(deputy, workflow.ConfirmMinutes{Room: tr.inside(), Edition: 1}, domain.Conflict, "minutes_objected")
	tr.later(30)
	for _, due := range tr.state.DueOn(tr.today()) {
		if _, ok := due.Command.(workflow.ConfirmMinutes); ok {
			t.Error("silence confirms although somebody objected")
		}
	}
	tr.do(consultant, workflow.ChangeAgreement{Room: tr.inside(), Agreement: firstID, What: "Visit", Who: "Teamleder", On: monday.AddDays(20), Base: 1})
	if told := tr.refuses(consultant, workflow.SendMinutes{Room: tr.inside()}, domain.Invalid, "minutes_reply"); told.Field != "reply" {
		t.Errorf("at fault: %q", told.Field)
	}
	tr.do(consultant, workflow.SendMinutes{Room: tr.inside(), Reply: "corrected"})
	tr.refuses(leader, workflow.ConfirmMinutes{Room: tr.inside(), Edition: 1}, domain.Conflict, "minutes_newer")
	tr.do(leader, workflow.ConfirmMinutes{Room: tr.inside(), Edition: 2})
	w := tr.state.RoomOf("room")
	if m := w.Edition(); m.BySilence || m.ConfirmedBy != leader.ID || len(w.OpenObjections()) != 0 || w.Objections[0].Reply != "corrected" {
		t.Errorf("edition %+v, objections %+v", m, w.Objections)
	}
	if len(w.Checks) != 3 || w.Checks[0].DueOn != workflow.CheckDates(monday)[0] {
		t.Errorf("the checks count from the workshop: %+v", w.Checks)
	}
}

func TestALateObjectionIsRefused(t *testing.T) {
	tr := inRoom(t)
	tr.do(consultant, tr.agree(firstID, "Call"))
	tr.do(consultant, workflow.SendMinutes{Room: tr.inside()})
	tr.later(8)
	tr.refuses(leader, workflow.ObjectToMinutes{Room: tr.inside(), ID: secondID, Edition: 1, Text: "no"}, domain.Conflict, "objection_late")
}

// What a device sends after the minutes went out is taken, and awaits an edition of its own.
func TestWhatComesInAfterTheMinutesIsKeptAndNeedsAnEdition(t *testing.T) {
	tr := inRoom(t)
	tr.do(consultant, tr.agree(firstID, "Call"))
	tr.do(consultant, workflow.SendMinutes{Room: tr.inside()})
	tr.refuses(consultant, workflow.SendMinutes{Room: tr.inside()}, domain.Conflict, "minutes_unchanged")
	tr.do(leader, workflow.ConfirmMinutes{Room: tr.inside(), Edition: 1})
	tr.do(consultant, tr.agree(secondID, "Write"))
	w := tr.state.RoomOf("room")
	if got := tr.state.MinutesState(w); got != workflow.MinutesOutdated {
		t.Errorf("minutes are %s", got)
	}
	if !tr.state.Confirmed(tr.state.Agreement(firstID)) || tr.state.Confirmed(tr.state.Agreement(secondID)) {
		t.Error("what was confirmed stays so, what came later is not")
	}
	tr.do(consultant, workflow.SendMinutes{Room: tr.inside()})
	if got := tr.state.RoomOf("room").Edition().Number; got != 2 {
		t.Errorf("edition %d", got)
	}
}

func TestNoMinutesWithoutContent(t *testing.T) {
	tr := inRoom(t)
	tr.refuses(consultant, workflow.SendMinutes{Room: tr.inside()}, domain.Conflict, "minutes_empty")
}

// The checks are 30, 60 and 90 days after the workshop, or on the next working day. What was due while the
// service was down is opened once.
func TestChecksAreOpenedOnceAndAskAboutWhatIsOpen(t *testing.T) {
	if got := workflow.CheckDates(calendar.NewDate(2019, time.November, 24)); got[0] != calendar.NewDate(2019, time.December, 27) {
		t.Errorf("30 days after 24 November is Christmas Eve: the next working day is %s", got[0])
	}
	tr := inRoom(t)
	tr.do(consultant, tr.agree(firstID, "Call"))
	tr.do(consultant, tr.agree(secondID, "Write"))
	tr.refuses(leader, workflow.AnswerCheck{Room: tr.inside(), Agreement: firstID, Done: true}, domain.Conflict, "minutes_not_sent")
	tr.do(consultant, workflow.SendMinutes{Room: tr.inside()})
	tr.do(leader, workflow.ConfirmMinutes{Room: tr.inside(), Edition: 1})
	tr.refuses(system, workflow.OpenCheck{Room: tr.inside(), Round: 1}, domain.Conflict, "check_not_due")
	tr.later(61)
	due := tr.state.DueOn(tr.today())
	if len(due) != 2 {
		t.Fatalf("after 61 days two checks are due: %+v", due)
	}
	for range 2 {
		for _, c := range due {
			tr.do(system, c.Command)
		}
	}
	opened := 0
	for _, e := range tr.history {
		if e.Kind == "check_opened" {
			opened++
		}
	}
	if opened != 2 || tr.state.RoomOf("room").Round() != 2 {
		t.Errorf("%d checks opened", opened)
	}
	tr.do(member, workflow.AnswerCheck{Room: tr.inside(), Agreement: firstID, Done: true})
	tr.refuses(consultant, workflow.AnswerCheck{Room: tr.inside(), Agreement: firstID, On: tr.today().AddDays(9)}, domain.Stale, "check_answered")
	tr.refuses(leader, workflow.AnswerCheck{Room: tr.inside(), Agreement: secondID, On: tr.today().AddDays(-1)}, domain.Invalid, "date_past")
	later := tr.today().AddDays(20)
	tr.do(leader, workflow.AnswerCheck{Room: tr.inside(), Agreement: secondID, On: later})
	if a := tr.state.Agreement(secondID); a.DueOn() != later || !a.AnsweredIn(2) || a.Done() {
		t.Errorf("put off: %+v", a)
	}
	tr.do(consultant, workflow.AnswerCheck{Room: tr.inside(), Agreement: secondID, Done: true, Base: 1})
	tr.later(60)
	if due := tr.state.DueOn(tr.today()); len(due) != 0 {
		t.Errorf("everything is done, and yet due: %+v", due)
	}
}

func TestWhoMayDoWhatInAWorkshop(t *testing.T) {
	tr := inRoom(t)
	tr.do(consultant, tr.agree(firstID, "Call"))
	tr.do(consultant, workflow.SendMinutes{Room: tr.inside()})
	people := []person.Actor{leader, member, consultant, officer}
	for name, c := range map[string]struct {
		command journal.Command
		may     []person.Actor
	}{
		"prepare": {tr.agenda(question("q1", 5)), []person.Actor{consultant, officer}},
		"agree":   {tr.agree(secondID, "x"), []person.Actor{consultant, officer}},
		"send":    {workflow.SendMinutes{Room: tr.inside()}, []person.Actor{consultant, officer}},
		"object":  {workflow.ObjectToMinutes{Room: tr.inside()}, []person.Actor{leader}},
		"confirm": {workflow.ConfirmMinutes{Room: tr.inside()}, []person.Actor{leader}},
		"answer":  {workflow.AnswerCheck{Room: tr.inside()}, []person.Actor{leader, member, consultant}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, who := range people {
				want := domain.Permission
				if slices.ContainsFunc(c.may, func(a person.Actor) bool { return a.ID == who.ID }) {
					want = ""
				}
				if got := domain.CodeOf(tr.subject.Authorize(who, tr.state, c.command)); got != want {
					t.Errorf("%s: %q, want %q", who.ID, got, want)
				}
			}
			if got := domain.CodeOf(tr.subject.Authorize(stranger, tr.state, c.command)); got != domain.Private {
				t.Errorf("another municipality: %q", got)
			}
		})
	}
}

func TestTheNationalAgencyReadsAgreementsOnceTheyAreConfirmed(t *testing.T) {
	tr := inRoom(t)
	tr.do(consultant, tr.agree(firstID, "Call"))
	tr.do(consultant, workflow.ParkPoint{Room: tr.inside(), ID: thirdID, Text: "IT"})
	tr.do(consultant, workflow.SendMinutes{Room: tr.inside()})
	read := func(who person.Actor) (what, parked string, withheld bool) {
		s := tr.state.WithholdWorkshops(who)
		a := s.Agreement(firstID)
		return a.Text().What + a.Text().Who, s.RoomOf("room").Parked[0].Text, a.Withheld
	}
	for _, who := range []person.Actor{leader, member, consultant} {
		if what, parked, withheld := read(who); what != "CallTeamleder" || parked != "IT" || withheld {
			t.Errorf("%s reads %q, %q", who.ID, what, parked)
		}
	}
	if what, parked, withheld := read(officer); what != "" || parked != "" || !withheld {
		t.Errorf("before the confirmation the officer reads %q, %q", what, parked)
	}
	if on := tr.state.WithholdWorkshops(officer).Agreement(firstID).DueOn(); on.IsZero() {
		t.Error("the officer does not see the date")
	}
	tr.do(leader, workflow.ConfirmMinutes{Room: tr.inside(), Edition: 1})
	if what, _, _ := read(officer); what == "" {
		t.Error("after the confirmation the officer reads nothing")
	}
}

// tellWorkshop is a journey in which every kind of a room's event happens.
func tellWorkshop(t *testing.T, def *workflow.Definition) *journaltest.Store {
	t.Helper()
	tr := unstarted(t, def)
	store := journaltest.New()
	door, err := journal.Open(store, journal.Options{Clock: func() time.Time { return tr.now }}, tr.subject)
	if err != nil {
		t.Fatal(err)
	}
	defer door.Close()
	tr.also = func(actor person.Actor, c journal.Command) {
		t.Helper()
		if _, err := door.Do(context.Background(), journal.Request{Actor: actor, Command: c}); err != nil {
			t.Fatalf("%s: %v", c.CommandName(), err)
		}
	}
	tr.do(officer, workflow.StartJourney{Target: tr.target(), Definition: def.Key, Version: def.Version, Hash: def.Hash, StartedOn: monday})
	toTheRoom(tr)
	everyRoomEvent(tr)
	return store
}

func everyRoomEvent(tr *trial) {
	room := tr.inside()
	tr.do(consultant, tr.agenda(workflow.AgendaPoint{Kind: workflow.AgendaOpening, Minutes: 10}, question("q1", 30), question("q3", 30)))
	tr.do(consultant, tr.agree(firstID, "Ringer til virksomhederne – æøå"))
	tr.do(consultant, tr.agree(secondID, "Skriver til Ydelse"))
	tr.do(consultant, tr.agree("device-a-0003", "Sagt to gange"))
	tr.do(consultant, workflow.WithdrawAgreement{Room: room, Agreement: "device-a-0003", Reason: "stod der to gange"})
	tr.do(consultant, workflow.DecideQuestion{Room: room, ID: "device-a-0004", Point: about("q3"), Standing: journey.Clear})
	tr.do(consultant, workflow.ParkPoint{Room: room, ID: thirdID, Text: "it-adgange"})
	tr.do(consultant, workflow.ParkPoint{Room: room, ID: "device-b-0002", Text: "lokaler"})
	tr.do(consultant, workflow.TakeUpPoint{Room: room, Parked: "device-b-0002"})
	tr.do(consultant, workflow.SendMinutes{Room: room})
	tr.do(leader, workflow.ObjectToMinutes{Room: room, ID: "device-c-0001", Edition: 1, Agreement: firstID, Text: "vi sagde besøger"})
	tr.do(consultant, workflow.ChangeAgreement{Room: room, Agreement: firstID, What: "Besøger virksomhederne", Who: "Teamleder", On: monday.AddDays(20), Base: 1})
	tr.do(consultant, workflow.SendMinutes{Room: room, Reply: "rettet"})
	tr.later(8)
	tr.do(system, workflow.ConfirmMinutes{Room: room, Edition: 2})
	tr.later(30)
	tr.do(system, workflow.OpenCheck{Room: room, Round: 1})
	tr.do(leader, workflow.AnswerCheck{Room: room, Agreement: firstID, Done: true})
	tr.do(member, workflow.AnswerCheck{Room: room, Agreement: secondID, On: tr.today().AddDays(14)})
}

// TestWhatIsErasedOfARoomLeavesItsRecords erases every text of a room: what was agreed, sent and answered stays.
func TestWhatIsErasedOfARoomLeavesItsRecords(t *testing.T) {
	for _, kind := range workflow.AllEventKinds() {
		if !workflow.WorkshopText(kind) {
			continue
		}
		t.Run(kind, func(t *testing.T) {
			tr := inRoom(t)
			everyRoomEvent(tr)
			agreements, w := len(tr.state.AgreementsInForce()), tr.state.RoomOf("room")
			tr.erase(kind)
			now := tr.state.RoomOf("room")
			if got := len(tr.state.AgreementsInForce()); got != agreements || len(now.Minutes) != len(w.Minutes) ||
				len(now.Parked) != len(w.Parked) || len(now.OpenObjections()) != 0 || !now.Edition().Confirmed() {
				t.Errorf("%d agreements of %d, room %+v", got, agreements, now)
			}
			if !tr.state.Agreement(firstID).Done() {
				t.Error("the answer to the check is gone")
			}
		})
	}
}
