package diary_test

import (
	"errors"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/diary"
	"startklar/domain/meeting"
	"startklar/domain/person"
)

var day = calendar.NewDate(2026, time.March, 12)

func at(start, end string) meeting.Slot { return meeting.Slot{On: day, Start: start, End: end} }

// give gives the state after a command, or the refusal.
func give(t *testing.T, state any, c domain.Command) (any, error) {
	t.Helper()
	s := diary.Subject{}
	if err := s.Authorize(person.SystemActor("test"), state, c); err != nil {
		t.Fatal(err)
	}
	events, err := s.Decide(person.SystemActor("test"), state, c, time.Time{})
	for _, e := range events {
		e.Kind = e.Body.EventKind()
		var failed error
		if state, failed = s.Evolve(state, e); failed != nil {
			t.Fatal(failed)
		}
	}
	return state, err
}

func TestAHostIsNeverInTwoPlaces(t *testing.T) {
	first := diary.Reserve{Host: "k", Meeting: "a", Title: "Workshop i Rebild", Slot: at("09:00", "12:00")}
	taken, err := give(t, diary.Diary{}, first)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		command diary.Reserve
		clash   bool
	}{
		"the same time":                   {diary.Reserve{Host: "k", Meeting: "b", Slot: at("09:00", "12:00")}, true},
		"within it":                       {diary.Reserve{Host: "k", Meeting: "b", Slot: at("10:00", "11:00")}, true},
		"around it":                       {diary.Reserve{Host: "k", Meeting: "b", Slot: at("08:00", "15:00")}, true},
		"a minute into it":                {diary.Reserve{Host: "k", Meeting: "b", Slot: at("11:59", "13:00")}, true},
		"right after it":                  {diary.Reserve{Host: "k", Meeting: "b", Slot: at("12:00", "13:00")}, false},
		"right before it":                 {diary.Reserve{Host: "k", Meeting: "b", Slot: at("08:00", "09:00")}, false},
		"another day":                     {diary.Reserve{Host: "k", Meeting: "b", Slot: meeting.Slot{On: day.AddDays(1), Start: "09:00", End: "12:00"}}, false},
		"the meeting itself, moved a bit": {diary.Reserve{Host: "k", Meeting: "a", Slot: at("10:00", "13:00")}, false},
	} {
		_, err := give(t, taken, c.command)
		if (err != nil) != c.clash {
			t.Errorf("%s: %v", name, err)
		}
		var e *domain.Error
		if c.clash && (!errors.As(err, &e) || e.Key != "diary_clash" || e.Args["title"] != "Workshop i Rebild" || e.Args["start"] != diary.Clock("09:00")) {
			t.Errorf("%s: the refusal does not name the clash: %+v", name, e)
		}
	}
	free, err := give(t, taken, diary.Release{Host: "k", Meeting: "a"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := give(t, free, diary.Reserve{Host: "k", Meeting: "b", Slot: at("09:00", "12:00")}); err != nil {
		t.Errorf("the time was not given back: %v", err)
	}
	if same, _ := (diary.Subject{}).Decide(person.SystemActor("t"), taken, first, time.Time{}); len(same) != 0 {
		t.Errorf("the same again gave %d events", len(same))
	}
}

func TestOnlyTheServiceWritesInADiary(t *testing.T) {
	for _, role := range []person.Role{person.ProcessConsultant, person.NationalOfficer, person.Administrator} {
		actor := person.Actor{ID: "k", Role: role}
		if err := (diary.Subject{}).Authorize(actor, diary.Diary{}, diary.Release{Host: "k", Meeting: "a"}); domain.CodeOf(err) != domain.Permission {
			t.Errorf("%s: %v", role, err)
		}
	}
}
