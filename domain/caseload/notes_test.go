package caseload_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/caseload"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

var (
	consultant = person.Actor{ID: "konsulent", Role: person.ProcessConsultant, Municipalities: []municipality.Code{"0851", "0810"}}
	successor  = person.Actor{ID: "efterfoelger", Role: person.ProcessConsultant, Municipalities: []municipality.Code{"0851"}}
	elsewhere  = person.Actor{ID: "anden", Role: person.ProcessConsultant, Municipalities: []municipality.Code{"0461"}}
	officer    = person.Actor{ID: "star", Role: person.NationalOfficer}
	leader     = person.Actor{ID: "leder", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0851"}}
	admin      = person.Actor{ID: "admin", Role: person.Administrator}
)

// subject is what the tests need of journal.Subject, which this package may not import.
type subject interface {
	Empty() any
	Authorize(actor person.Actor, state any, c domain.Command) error
	Decide(actor person.Actor, state any, c domain.Command, now time.Time) ([]domain.Event, error)
	Evolve(state any, e domain.Event) (any, error)
	Body(kind string, version int) (domain.Body, error)
	Erasable(kind string) bool
}

// stream is one stream of a subject.
type stream struct {
	subject
	state  any
	events []domain.Event
	now    time.Time
}

func newStream(s subject) *stream {
	return &stream{subject: s, state: s.Empty(), now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)}
}

// try carries a command out as the door does, an hour after the one before.
func (s *stream) try(actor person.Actor, c domain.Command) error {
	s.now = s.now.Add(time.Hour)
	if err := s.Authorize(actor, s.state, c); err != nil {
		return err
	}
	events, err := s.Decide(actor, s.state, c, s.now)
	if err != nil {
		return err
	}
	for _, e := range events {
		e.Actor, e.At, e.Kind = string(actor.ID), s.now, e.Body.EventKind()
		if s.state, err = s.Evolve(s.state, e); err != nil {
			return err
		}
		s.events = append(s.events, e)
	}
	return nil
}

// erased is the state that the history gives once some contents are gone.
func (s *stream) erased(t *testing.T, numbers ...int) any {
	t.Helper()
	state := s.Empty()
	for n, e := range s.events {
		if slices.Contains(numbers, n) {
			if !s.Erasable(e.Kind) {
				t.Fatalf("%s cannot be erased", e.Kind)
			}
			e.Body = nil
		}
		var err error
		if state, err = s.Evolve(state, e); err != nil {
			t.Fatal(err)
		}
	}
	return state
}

func (s *stream) notes() string {
	var texts []string
	for _, n := range s.state.(caseload.Notes).Notes {
		texts = append(texts, n.Text)
	}
	return strings.Join(texts, "|")
}

func TestNotesAreForThoseWhoCarryTheMunicipality(t *testing.T) {
	for _, test := range []struct {
		name  string
		actor person.Actor
		want  domain.Code
	}{
		{"its consultant", consultant, ""},
		{"a colleague who carries it too", successor, ""},
		{"the national agency", officer, ""},
		{"another's consultant", elsewhere, domain.Private},
		{"its own leader", leader, domain.Permission},
		{"the administrator", admin, domain.Permission},
		{"nobody", person.Actor{}, domain.Unauthenticated},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := newStream(caseload.NotesSubject{})
			if got := domain.CodeOf(s.try(test.actor, caseload.WriteNote{Municipality: "0851", Text: "Ring torsdag"})); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestANoteIsItsWritersOwn(t *testing.T) {
	s := newStream(caseload.NotesSubject{})
	for _, step := range []struct {
		name    string
		actor   person.Actor
		command domain.Command
		want    domain.Code
		notes   string
	}{
		{"a note", consultant, caseload.WriteNote{Municipality: "0851", Text: "a"}, "", "a"},
		{"another", officer, caseload.WriteNote{Municipality: "0851", Text: "b"}, "", "a|b"},
		{"anew", consultant, caseload.WriteNote{Municipality: "0851", Note: 1, Text: "c"}, "", "c|b"},
		{"another's anew", consultant, caseload.WriteNote{Municipality: "0851", Note: 2, Text: "d"}, domain.Permission, "c|b"},
		{"another's away", successor, caseload.RemoveNote{Municipality: "0851", Note: 1}, domain.Permission, "c|b"},
		{"away", consultant, caseload.RemoveNote{Municipality: "0851", Note: 1}, "", "b"},
		{"away again", consultant, caseload.RemoveNote{Municipality: "0851", Note: 1}, domain.NotFound, "b"},
		{"one that never was", consultant, caseload.WriteNote{Municipality: "0851", Note: 7, Text: "x"}, domain.NotFound, "b"},
		{"nothing", consultant, caseload.WriteNote{Municipality: "0851", Text: " \n"}, domain.Invalid, "b"},
		{"too much", consultant, caseload.WriteNote{Municipality: "0851", Text: strings.Repeat("æ", caseload.MaxNote+1)}, domain.Invalid, "b"},
		{"just enough", consultant, caseload.WriteNote{Municipality: "0851", Text: "e"}, "", "b|e"},
	} {
		if got := domain.CodeOf(s.try(step.actor, step.command)); got != step.want {
			t.Errorf("%s: %q, want %q", step.name, got, step.want)
		}
		if got := s.notes(); got != step.notes {
			t.Errorf("%s: notes %q, want %q", step.name, got, step.notes)
		}
	}
	last := s.state.(caseload.Notes).Notes[1]
	if last.Number != 3 || last.By != consultant.ID {
		t.Errorf("a number was used again: %+v", last)
	}
}

func TestWritingTheSameAgainChangesNothing(t *testing.T) {
	s := newStream(caseload.NotesSubject{})
	for range 2 {
		note := 0
		if len(s.events) > 0 {
			note = 1
		}
		if err := s.try(consultant, caseload.WriteNote{Municipality: "0851", Note: note, Text: "a"}); err != nil {
			t.Fatal(err)
		}
	}
	if n := s.state.(caseload.Notes).Notes[0]; len(s.events) != 1 || n.ChangedAt != n.WrittenAt {
		t.Errorf("%d events, %+v", len(s.events), n)
	}
}

func TestAnErasedNoteKeepsItsPlaceWithoutItsText(t *testing.T) {
	s := newStream(caseload.NotesSubject{})
	for _, text := range []string{"hemmeligt", "andet"} {
		if err := s.try(consultant, caseload.WriteNote{Municipality: "0851", Text: text}); err != nil {
			t.Fatal(err)
		}
	}
	left := s.erased(t, 0).(caseload.Notes)
	if len(left.Notes) != 2 || !left.Notes[0].Erased || left.Notes[0].Text != "" || left.Notes[1].Text != "andet" {
		t.Errorf("left %+v", left.Notes)
	}
}

func TestANoteOfAPlaceThatDoesNotExistIsRefused(t *testing.T) {
	s := newStream(caseload.NotesSubject{})
	if got := domain.CodeOf(s.try(officer, caseload.WriteNote{Municipality: "9999", Text: "a"})); got != domain.NotFound {
		t.Errorf("got %q", got)
	}
}
