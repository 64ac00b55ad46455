package demo

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"startklar/cmd/startklar/internal/intake"
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

// Fill enters the demo's people, lives through the journeys of all municipalities on a published definition, and takes
// their records in; with nil for records nothing is delivered. The door and the records' service must tell their time by
// the clock, and the store must hold nothing but definitions and their papers.
// progress hears how many commands and deliveries have been carried out; it may be nil. An error says what was
// refused, and leaves what came before it.
func Fill(ctx context.Context, door Doer, records *intake.Service, clock *Clock, def *workflow.Definition, progress func(done, total int)) error {
	p := play{door: door, records: records, clock: clock, progress: progress}
	err := p.compose(def)
	if err != nil {
		return err
	}
	return p.run(ctx)
}

// play is everything that happens.
type play struct {
	door    Doer
	records *intake.Service
	clock   *Clock

	scripts []script
	// coming are scripts that are played at the very end, one after the other.
	coming  []script
	parcels []parcel
	people  *cast
	// supported tells that the agency has opened its cases of support.
	supported bool

	progress    func(done, total int)
	done, total int
}

// compose writes every script and every delivery.
func (p *play) compose(def *workflow.Definition) error {
	words, err := loadWords(def)
	if err != nil {
		return err
	}
	people, clock := newCast(words.places(p.clock)), p.clock
	p.people = people
	tales, states, err := write(def, words, people, clock)
	if err != nil {
		return err
	}
	if p.records != nil {
		if p.parcels, err = deliver(p.records.Programme, people, clock, states); err != nil {
			return err
		}
	}
	known, err := learn(people, clock, tales)
	if err != nil {
		return err
	}
	known = append(known, renewal(def, clock, people.officers[0]))
	desks, err := keep(people, clock)
	if err != nil {
		return err
	}
	events, err := explain(people, clock)
	if err != nil {
		return err
	}
	past, coming, err := gather(people, latest(tales, known), def, tales, states)
	if err != nil {
		return err
	}
	met, err := people.encounters(clock)
	if err != nil {
		return err
	}
	p.scripts, p.coming = slices.Concat(people.registrations(clock.first()), met, tales, known, desks, events, past), coming
	return nil
}

// run sends the scripts through the door, moment by moment, and takes in what is delivered between them.
func (p *play) run(ctx context.Context) error {
	for _, s := range slices.Concat(p.scripts, p.coming) {
		p.total += len(s)
	}
	for _, c := range p.parcels {
		p.total += len(c.deliveries)
	}
	for _, m := range moments(p.scripts) {
		if err := p.receive(ctx, m.at); err != nil {
			return err
		}
		p.clock.set(m.at)
		if err := together(ctx, p.door, m.parts); err != nil {
			return err
		}
		n := 0
		for _, part := range m.parts {
			n += len(part)
		}
		p.tell(n)
	}
	if err := p.receive(ctx, p.clock.until); err != nil {
		return err
	}
	for _, s := range p.coming {
		p.clock.set(s[0].at)
		if err := inOrder(ctx, p.door, s); err != nil {
			return err
		}
		p.tell(len(s))
	}
	p.clock.set(p.clock.until)
	return p.lately(ctx)
}

// receive takes in what has been delivered up to a moment.
func (p *play) receive(ctx context.Context, until time.Time) error {
	for len(p.parcels) > 0 && !p.parcels[0].at.After(until) {
		next := p.parcels[0]
		p.parcels = p.parcels[1:]
		p.clock.set(next.at)
		if err := next.take(ctx, p.records); err != nil {
			return err
		}
		p.tell(len(next.deliveries))
		if next.last {
			if err := p.finish(ctx, next); err != nil {
				return fmt.Errorf("demo: after %s: %w", next.name(), err)
			}
		}
	}
	return nil
}

func (p *play) tell(more int) {
	if p.done += more; p.progress != nil {
		p.progress(p.done, p.total)
	}
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
