package demo

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"startklar/domain"
	"startklar/workflow"
	"startklar/workflow/journal"
)

// Doer is the journal's door.
type Doer interface {
	Do(ctx context.Context, r journal.Request) (journal.Result, error)
}

// step is one command of a script.
type step struct {
	at      time.Time
	request journal.Request
	// number is the stream's last event after it.
	number int64
}

// script is what happens to one stream, in order.
type script []step

// Fill enters the demo's people and lives through the journeys of all municipalities on a published
// definition. The door must tell its time by the clock, and its store must hold nothing but definitions and their papers.
// progress hears how many commands have been carried out; it may be nil. An error says which command was
// refused, and leaves what came before it.
func Fill(ctx context.Context, door Doer, clock *Clock, def *workflow.Definition, progress func(done, total int)) error {
	scripts, coming, err := compose(def, clock)
	if err != nil {
		return err
	}
	if progress == nil {
		progress = func(int, int) {}
	}
	return play(ctx, door, clock, scripts, coming, progress)
}

// compose writes every script, and those that are played at the very end, one after the other.
func compose(def *workflow.Definition, clock *Clock) (scripts, coming []script, err error) {
	words, err := loadWords(def)
	if err != nil {
		return nil, nil, err
	}
	people := newCast(words.places(clock))
	tales, states, err := write(def, words, people, clock)
	if err != nil {
		return nil, nil, err
	}
	known, err := learn(people, clock, tales)
	if err != nil {
		return nil, nil, err
	}
	known = append(known, renewal(def, clock, people.officers[0]))
	desks, err := keep(people, clock)
	if err != nil {
		return nil, nil, err
	}
	past, coming, err := gather(people, latest(tales, known), def, tales, states)
	if err != nil {
		return nil, nil, err
	}
	met, err := people.encounters(clock)
	if err != nil {
		return nil, nil, err
	}
	return slices.Concat(people.registrations(clock.first()), met, tales, known, desks, past), coming, nil
}

// play sends the scripts through the door, moment by moment.
func play(ctx context.Context, door Doer, clock *Clock, scripts, coming []script, progress func(done, total int)) error {
	total, done := 0, 0
	for _, s := range slices.Concat(scripts, coming) {
		total += len(s)
	}
	for _, m := range moments(scripts) {
		clock.set(m.at)
		if err := together(ctx, door, m.parts); err != nil {
			return err
		}
		for _, part := range m.parts {
			done += len(part)
		}
		progress(done, total)
	}
	for _, s := range coming {
		clock.set(s[0].at)
		if err := inOrder(ctx, door, s); err != nil {
			return err
		}
		done += len(s)
		progress(done, total)
	}
	clock.set(clock.until)
	return nil
}

// beat is what happens at one moment: for each stream that takes part, its commands in order.
type beat struct {
	at    time.Time
	parts []script
}

// moments cuts the scripts at the moments at which anything happens, in order.
func moments(scripts []script) []beat {
	byTime := map[time.Time][]script{}
	for _, s := range scripts {
		for rest := s; len(rest) > 0; {
			n := 1
			for n < len(rest) && rest[n].at.Equal(rest[0].at) {
				n++
			}
			byTime[rest[0].at] = append(byTime[rest[0].at], rest[:n])
			rest = rest[n:]
		}
	}
	beats := make([]beat, 0, len(byTime))
	for at, parts := range byTime {
		beats = append(beats, beat{at: at, parts: parts})
	}
	slices.SortFunc(beats, func(a, b beat) int { return cmp.Compare(a.at.UnixNano(), b.at.UnixNano()) })
	return beats
}

// together carries out the parts of a moment at the same time, so that they share commits.
func together(ctx context.Context, door Doer, parts []script) error {
	errs := make([]error, len(parts))
	var all sync.WaitGroup
	for n, part := range parts {
		all.Go(func() { errs[n] = inOrder(ctx, door, part) })
	}
	all.Wait()
	return errors.Join(errs...)
}

func inOrder(ctx context.Context, door Doer, part script) error {
	for _, s := range part {
		result, err := door.Do(ctx, s.request)
		if err != nil {
			return fmt.Errorf("demo: %s: %s: %w", s.request.Command.Stream(), s.request.Command.CommandName(), err)
		}
		if result.Number != s.number {
			return &domain.Error{Code: domain.Conflict, Key: "store_not_empty", Err: fmt.Errorf(
				"demo: %s: event %d where the script has %d", result.Stream, result.Number, s.number)}
		}
	}
	return nil
}
