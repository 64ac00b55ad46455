package store

import (
	"context"
	"slices"
	"testing"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/message"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/domain/view"
	"startklar/workflow/journal"

	"github.com/google/go-cmp/cmp"
)

// register are two consultants and a leader.
func register(do func(journal.Command)) {
	do(roster.RegisterPerson{ID: "k1", Name: "Konsulent 1", Role: person.ProcessConsultant, Municipalities: []municipality.Code{"0101", "0851"}})
	do(roster.RegisterPerson{ID: "k2", Name: "Konsulent 2", Role: person.ProcessConsultant})
	do(roster.RegisterPerson{ID: "l", Name: "Leder", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0851"}})
}

// sound fails the test unless history and projections agree, and go on doing so after a rebuild.
func sound(t *testing.T, door *journal.Door) {
	t.Helper()
	for range 2 {
		report, err := door.Verify(context.Background())
		if err != nil || report.Difference != "" {
			t.Fatalf("verify: %q, %v", report.Difference, err)
		}
		if _, err := door.Rebuild(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
}

func doer(t *testing.T, door *journal.Door, actor person.Actor) func(journal.Command) {
	return func(c journal.Command) {
		t.Helper()
		if _, err := door.Do(context.Background(), journal.Request{Actor: actor, Command: c}); err != nil {
			t.Fatalf("%s: %v", c.CommandName(), err)
		}
	}
}

func TestAMunicipalityHasOneConsultant(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		s, door := openDoor(t, url)
		do := doer(t, door, person.SystemActor("test"))
		register(do)
		do(roster.AssignMunicipalities{ID: "k2", Municipalities: []municipality.Code{"0851"}})
		for code, want := range map[municipality.Code]person.ID{"0851": "k2", "0101": "k1"} {
			if p, err := s.ConsultantOf(context.Background(), code); err != nil || p.ID != want {
				t.Errorf("%s has %s, %v", code, p.ID, err)
			}
		}
		do(roster.AssignMunicipalities{ID: "k1"})
		if p, err := s.ConsultantOf(context.Background(), "0101"); err == nil {
			t.Errorf("0101 has %s still", p.ID)
		}
		sound(t, door)
	})
}

func TestAHandoverMovesMunicipalitiesAndKeepsItsNote(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		s, door := openDoor(t, url)
		ctx, today := context.Background(), calendar.DateOf(time.Now())
		do := doer(t, door, person.SystemActor("test"))
		register(do)
		do(roster.PlanHandover{ID: "h1", From: "k1", To: "k2", Municipalities: []municipality.Code{"0851"}, On: today, Note: "Ring først."})
		do(roster.PlanHandover{ID: "h2", From: "k1", To: "k2", Municipalities: []municipality.Code{"0101"}, On: today.AddDays(7), Note: "Senere."})
		got, err := s.Person(ctx, "k2")
		if want := []municipality.Code{"0851"}; err != nil || !slices.Equal(got.Municipalities, want) {
			t.Errorf("k2 has %v, %v", got.Municipalities, err)
		}
		h, err := s.Handover(ctx, "h1")
		if err != nil || h.State != roster.HandoverDone || h.Note != "Ring først." || h.To != "k2" || h.EndedAt.IsZero() {
			t.Errorf("got %+v, %v", h, err)
		}
		for day, want := range map[calendar.Date]int{today: 0, today.AddDays(7): 1} {
			if due, err := s.DueHandovers(ctx, day); err != nil || len(due) != want {
				t.Errorf("%s: %d are due, %v", day, len(due), err)
			}
		}
		if all, err := s.Handovers(ctx, "k1"); err != nil || len(all) != 0 {
			t.Errorf("k1 receives %d, %v", len(all), err)
		}
		do(journal.Erase{Of: roster.HandoverID("h1").Stream(), Numbers: []int64{2}, Reason: "En borger stod nævnt"})
		if h, err := s.Handover(ctx, "h1"); err != nil || h.Note != "" || !h.NoteErased || h.State != roster.HandoverDone {
			t.Errorf("erased: %+v, %v", h, err)
		}
		sound(t, door)
	})
}

func TestContactsAbsencesAndDeparturesAreKept(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		s, door := openDoor(t, url)
		ctx, today := context.Background(), calendar.DateOf(time.Now())
		do := doer(t, door, person.SystemActor("test"))
		register(do)
		contact := roster.Contact{Phone: "00 00 00 12", Email: "k1@example.dk"}
		absence := roster.Absence{From: today, To: today.AddDays(3), Deputy: "k2"}
		do(roster.SetContact{ID: "k1", Contact: contact})
		do(roster.RegisterAbsence{ID: "k1", Absence: absence})
		do(roster.EndPerson{ID: "l"})
		got, err := s.Person(ctx, "k1")
		want := roster.Person{
			ID: "k1", Name: "Konsulent 1", Role: person.ProcessConsultant, Municipalities: []municipality.Code{"0101", "0851"},
			Contact: contact, Absence: absence,
		}
		if d := cmp.Diff(want, got); err != nil || d != "" {
			t.Errorf("%v (-want +got):\n%s", err, d)
		}
		for n, want := range []int{1, 1, 1, 1, 0} {
			if away, err := s.AwayFor(ctx, "k2", today.AddDays(n)); err != nil || len(away) != want {
				t.Errorf("on day %d k2 stands in for %d, %v", n, len(away), err)
			}
		}
		if gone, err := s.Person(ctx, "l"); err != nil || gone.Active() || gone.Name != "Leder" {
			t.Errorf("who left: %+v, %v", gone, err)
		}
		sound(t, door)
	})
}

func TestAnInboxIsFoundFromPersonRoleAndMunicipality(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		s, door := openDoor(t, url)
		ctx := context.Background()
		do := doer(t, door, person.SystemActor("test"))
		leader := person.Actor{ID: "l", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0851"}}
		deputy := person.Actor{ID: "d", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0851"}, OnBehalfOf: "l"}
		other := person.Actor{ID: "o", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0101"}}
		for id, to := range map[string][]message.Audience{
			"person": {message.To("l")}, "place": {message.ToRole(person.MunicipalLeader, "0851"), message.To("l")},
			"everywhere": {{Role: person.MunicipalLeader}}, "role": {message.ToRole(person.MunicipalMember, "0851")},
			"gone": {message.To("l")},
		} {
			do(message.Post{ID: id, To: to, Subject: id, Text: "x", About: message.About{Stream: roster.Stream("k1"), Item: "plan", Field: "goals"}})
		}
		doer(t, door, person.SystemActor("test"))(message.Withdraw{ID: "gone"})
		doer(t, door, leader)(message.MarkRead{ID: "place"})
		for _, c := range []struct {
			actor  person.Actor
			show   view.InboxShow
			want   []string
			unread int
		}{
			{leader, view.InboxUnread, []string{"everywhere", "person"}, 2},
			{leader, view.InboxAll, []string{"everywhere", "gone", "person", "place"}, 2},
			{deputy, view.InboxUnread, []string{"everywhere", "person", "place"}, 3},
			{other, view.InboxAll, []string{"everywhere"}, 1},
			{person.SystemActor("test"), view.InboxSent, []string{"everywhere", "gone", "person", "place", "role"}, 0},
		} {
			box, err := s.Inbox(ctx, c.actor, view.InboxQuery{Show: c.show, Limit: 10})
			var ids []string
			for _, row := range box.Rows {
				ids = append(ids, row.ID)
				if row.About.Item != "plan" || row.About.Stream != roster.Stream("k1") || len(row.To) == 0 {
					t.Errorf("%s lacks what it is about, or its readers: %+v", row.ID, row)
				}
				if row.Read != (row.ID == "place" && c.actor.ID == "l") {
					t.Errorf("%s read by %s: %v", row.ID, c.actor.ID, row.Read)
				}
			}
			if slices.Sort(ids); err != nil || !slices.Equal(ids, c.want) || box.Matching != len(c.want) {
				t.Errorf("%s %s: %v of %d, %v", c.actor.ID, c.show, ids, box.Matching, err)
			}
			if n, err := s.Unread(ctx, c.actor); err != nil || n != c.unread {
				t.Errorf("%s has %d unread, %v", c.actor.ID, n, err)
			}
		}
		page, err := s.Inbox(ctx, leader, view.InboxQuery{Show: view.InboxAll, Limit: 2, Offset: 2})
		if err != nil || len(page.Rows) != 2 || page.Matching != 4 {
			t.Errorf("the second page: %d of %d, %v", len(page.Rows), page.Matching, err)
		}
		sound(t, door)
	})
}
