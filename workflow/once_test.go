package workflow_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
	"startklar/workflow/journal"
	"startklar/workflow/journal/journaltest"
)

// service is a journey behind a door, on a store in memory.
type service struct {
	*testing.T
	store *journaltest.Store
	door  *journal.Door
	id    journey.ID
}

func serve(t *testing.T, body string) *service {
	t.Helper()
	def := define(t, body)
	s := &service{T: t, store: journaltest.New(), id: journey.NewID(home, def.Key, 1)}
	door, err := journal.Open(s.store, journal.Options{MaxBatch: 16, CacheStreams: 4}, workflow.Journeys{Definitions: shelf{def}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(door.Close)
	s.door = door
	start := workflow.StartJourney{Target: s.target(), Definition: def.Key, Version: def.Version, Hash: def.Hash, StartedOn: monday}
	if _, err := s.try(officer, "", start); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *service) target() workflow.Target { return workflow.Target{Journey: s.id} }

func (s *service) try(actor person.Actor, key string, c journal.Command) (journal.Result, error) {
	return s.door.Do(context.Background(), journal.Request{Actor: actor, ClientKey: key, Command: c})
}

func (s *service) state() workflow.State {
	s.Helper()
	state, _, err := s.door.State(context.Background(), s.id.Stream(), time.Time{})
	if err != nil {
		s.Fatal(err)
	}
	return state.(workflow.State)
}

func TestADoubleClickDoesItOnce(t *testing.T) {
	s := serve(t, questions)
	draft := workflow.SaveAnswer{Target: s.target(), Item: "list", Field: "q1", Text: "text"}
	first, err := s.try(leader, "click", draft)
	if err != nil || first.Revision != 1 {
		t.Fatalf("%+v, %v", first, err)
	}
	again, err := s.try(leader, "click", draft)
	if err != nil || !again.Repeated || again.Number != first.Number || again.Revision != 1 {
		t.Errorf("the second click gave %+v, %v", again, err)
	}
	draft.Text = "other"
	_, err = s.try(leader, "click", draft)
	if domain.CodeOf(err) != domain.KeyReused {
		t.Errorf("the key with another text gave %v", err)
	}
}

func TestARefusedCommandMayComeAgainUnderItsKey(t *testing.T) {
	s := serve(t, questions)
	if _, err := s.try(leader, "k", workflow.SkipItem{Target: s.target(), Item: "list"}); domain.CodeOf(err) == "" {
		t.Fatal("not refused")
	}
	if result, err := s.try(leader, "k", workflow.StartItem{Target: s.target(), Item: "list"}); err != nil || result.Repeated {
		t.Errorf("%+v, %v", result, err)
	}
}

func TestAnotherCommandInTheWrongStateGetsTheCurrentState(t *testing.T) {
	tr := begin(t, chain)
	tr.complete(leader, "a")
	for name, c := range map[string]struct {
		command workflow.Command
		detail  any
	}{
		"completed twice":   {workflow.CompleteItem{Target: tr.target(), Item: "a"}, journey.Completed},
		"not yet open":      {workflow.StartItem{Target: tr.target(), Item: "c"}, journey.Available},
		"nothing to resume": {workflow.ResumeItem{Target: tr.target(), Item: "b"}, journey.Enabled},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := tr.try(leader, c.command)
			if e := domain.AsError(err); e.Code != domain.Conflict || e.Detail != c.detail {
				t.Errorf("got %v with %v", err, e.Detail)
			}
		})
	}
}

func TestManyWritersOfOneAnswerLoseNothing(t *testing.T) {
	s := serve(t, questions)
	const writers, rounds = 8, 10
	var wait sync.WaitGroup
	for w := range writers {
		wait.Go(func() {
			base := 0
			for n := 0; n < rounds; {
				text := string(rune('a'+w)) + string(rune('0'+n))
				_, err := s.try(leader, "", workflow.SaveAnswer{Target: s.target(), Item: "list", Field: "q1", Text: text, Base: base})
				var e *domain.Error
				switch {
				case err == nil:
					n++
					base++
				case errors.As(err, &e) && e.Code == domain.Stale:
					base = e.Detail.(workflow.CurrentAnswer).Revision
				default:
					t.Errorf("writer %d: %v", w, err)
					return
				}
			}
		})
	}
	wait.Wait()
	if a := s.state().Answer("list", "q1"); a.Revision != writers*rounds {
		t.Errorf("revision %d after %d saves", a.Revision, writers*rounds)
	}
	if report, err := s.door.Verify(context.Background()); err != nil || report.Difference != "" {
		t.Errorf("verify: %+v, %v", report, err)
	}
}

func TestAnErasedAnswerIsGoneFromHistoryAndStateAndTheJourneyGoesOn(t *testing.T) {
	s := serve(t, questions)
	save := func(text string, base int) {
		t.Helper()
		if _, err := s.try(leader, "", workflow.SaveAnswer{Target: s.target(), Item: "list", Field: "q1", Text: text, Base: base}); err != nil {
			t.Fatal(err)
		}
	}
	save("a name", 0)
	number := s.state().Number
	erase := journal.Erase{Of: s.id.Stream(), Numbers: []int64{number}, Reason: "asked for by the citizen"}
	if _, err := s.try(leader, "", erase); domain.CodeOf(err) != domain.Permission {
		t.Errorf("the leader's erasure gave %v", err)
	}
	if _, err := s.try(admin, "", erase); err != nil {
		t.Fatal(err)
	}
	if a := s.state().Answer("list", "q1"); !a.Erased || a.Text != "" || a.Revision != 1 {
		t.Errorf("the answer is %+v", a)
	}
	started := journal.Erase{Of: s.id.Stream(), Numbers: []int64{1}, Reason: "r"}
	if _, err := s.try(admin, "", started); domain.AsError(err).Key != "erase_kind" {
		t.Errorf("erasing the journey's start gave %v", err)
	}
	save("better", 1)
	if report, err := s.door.Verify(context.Background()); err != nil || report.Difference != "" || report.Erased != 1 {
		t.Errorf("verify: %+v, %v", report, err)
	}
}
