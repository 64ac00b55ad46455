package journal_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/person"
	"startklar/workflow/journal"
	"startklar/workflow/journal/journaltest"
)

// A book is the smallest subject: lines that people write, one event each.
const bookKind domain.StreamKind = "book"

type book struct {
	Lines []string
	// Torn counts the lines whose content was erased.
	Torn int
}

type written struct {
	Text  string `json:"text"`
	Count int    `json:"count"`
}

func (*written) EventKind() string  { return "written" }
func (w *written) NewRevision() int { return w.Count }

// bound cannot be erased.
type bound struct {
	By string `json:"by"`
}

func (*bound) EventKind() string { return "bound" }

// write adds lines to a book. A line that says "refuse", "panic" or "fault" has it happen.
type write struct {
	ID    string   `json:"id"`
	Lines []string `json:"lines"`
}

func (w write) Stream() domain.Stream { return bookStream(w.ID) }
func (write) CommandName() string     { return "write" }
func (w write) WrittenTexts() map[string]string {
	return map[string]string{"lines": fmt.Sprint(w.Lines)}
}

type bind struct {
	ID string `json:"id"`
	By string `json:"by"`
}

func (b bind) Stream() domain.Stream { return bookStream(b.ID) }
func (bind) CommandName() string     { return "bind" }

func bookStream(id string) domain.Stream { return domain.Stream{Kind: bookKind, ID: id} }

// books is the subject.
type books struct {
	// evolved counts the events that were folded.
	evolved *atomic.Int64
}

func (books) Kind() domain.StreamKind { return bookKind }
func (books) Empty() any              { return book{} }
func (books) Erasable(kind string) bool {
	return kind == "written"
}

func (books) Authorize(actor person.Actor, _ any, _ journal.Command) error {
	if actor.Role == person.Guest {
		return domain.Refuse(domain.Permission, "not_allowed", nil)
	}
	return nil
}

func (books) Decide(_ person.Actor, state any, c journal.Command, _ time.Time) ([]domain.Event, error) {
	if c, ok := c.(bind); ok {
		return []domain.Event{{Body: &bound{By: c.By}}}, nil
	}
	count := len(state.(book).Lines)
	var events []domain.Event
	for _, line := range c.(write).Lines {
		switch line {
		case "refuse":
			return nil, domain.Refuse(domain.Conflict, "refused", nil)
		case "panic":
			panic("a rule that panics")
		case "fault":
			return nil, errors.New("the store broke while deciding")
		}
		count++
		events = append(events, domain.Event{Subject: "line", Body: &written{Text: line, Count: count}})
	}
	return events, nil
}

func (b books) Evolve(state any, e domain.Event) (any, error) {
	if b.evolved != nil {
		b.evolved.Add(1)
	}
	s := state.(book)
	switch body := e.Body.(type) {
	case *written:
		s.Lines = append(s.Lines[:len(s.Lines):len(s.Lines)], body.Text)
	case nil:
		s.Lines = append(s.Lines[:len(s.Lines):len(s.Lines)], "")
		s.Torn++
	}
	return s, nil
}

func (books) Body(kind string, version int) (domain.Body, error) {
	switch {
	case kind == "written" && version == 1:
		return &written{}, nil
	case kind == "bound" && version == 1:
		return &bound{}, nil
	}
	return nil, fmt.Errorf("event kind %q version %d", kind, version)
}

// copyOut copies what follows "copy to b:" in a line into the book b. An echo never ends.
func copyOut(h journal.Happened) (commands []domain.Command) {
	for _, e := range h.Events {
		if line, ok := e.Body.(*written); ok {
			if strings.HasPrefix(line.Text, "echo") {
				commands = append(commands, write{ID: "echo", Lines: []string{"echo"}})
			}
			if to, rest, found := strings.Cut(strings.TrimPrefix(line.Text, "copy to "), ": "); found {
				commands = append(commands, write{ID: to, Lines: []string{rest}})
			}
		}
	}
	return commands
}

// clock is set by hand.
type clock struct{ at atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.set(time.Date(2019, 9, 10, 12, 0, 0, 0, time.UTC))
	return c
}

func (c *clock) now() time.Time          { return time.Unix(0, c.at.Load()) }
func (c *clock) set(t time.Time)         { c.at.Store(t.UnixNano()) }
func (c *clock) advance(d time.Duration) { c.at.Add(int64(d)) }

// desk is a door on a store in memory with a clock.
type desk struct {
	*testing.T
	store   *journaltest.Store
	clock   *clock
	subject books
	door    *journal.Door
	// commits counts the commits of together.
	commits atomic.Int64
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{T: t, store: journaltest.New(), clock: newClock(), subject: books{evolved: &atomic.Int64{}}}
	d.door = d.open()
	return d
}

// open makes another door on the same store: a restart, or a second process.
func (d *desk) open() *journal.Door {
	d.Helper()
	door, err := journal.Open(d.store, journal.Options{
		MaxBatch: 8, CacheStreams: 8, Clock: d.clock.now, Reactions: []journal.Reaction{copyOut},
	}, d.subject)
	if err != nil {
		d.Fatal(err)
	}
	d.Cleanup(door.Close)
	return door
}

var author = person.Actor{ID: "author", Role: person.MunicipalLeader}

func (d *desk) try(actor person.Actor, key string, c journal.Command) (journal.Result, error) {
	return d.door.Do(context.Background(), journal.Request{Actor: actor, ClientKey: key, Command: c})
}

// write writes lines into a book and must succeed.
func (d *desk) write(id string, lines ...string) journal.Result {
	d.Helper()
	return d.do("", write{ID: id, Lines: lines})
}

func (d *desk) do(key string, c journal.Command) journal.Result {
	d.Helper()
	result, err := d.try(author, key, c)
	if err != nil {
		d.Fatalf("%s: %v", c.CommandName(), err)
	}
	return result
}

// read returns a book as its history gives it.
func (d *desk) read(id string) book {
	d.Helper()
	state, _, err := d.door.State(context.Background(), bookStream(id), time.Time{})
	if err != nil {
		d.Fatal(err)
	}
	return state.(book)
}

func (d *desk) events(id string) []journal.Recorded {
	d.Helper()
	var all []journal.Recorded
	err := d.door.History(context.Background(), bookStream(id), time.Time{}, func(_ domain.Event, r journal.Recorded) error {
		all = append(all, r)
		return nil
	})
	if err != nil {
		d.Fatal(err)
	}
	return all
}

// verify returns what the door finds.
func (d *desk) verify() journal.Report {
	d.Helper()
	report, err := d.door.Verify(context.Background())
	if err != nil {
		d.Fatal(err)
	}
	return report
}

func (d *desk) intact() {
	d.Helper()
	if report := d.verify(); report.Difference != "" {
		d.Fatalf("verify: %s", report.Difference)
	}
}

// refused checks a refusal.
func refused(t *testing.T, err error, code domain.Code, key string) {
	t.Helper()
	var e *domain.Error
	if !errors.As(err, &e) || e.Code != code || e.Key != key {
		t.Fatalf("got %v, want %s %s", err, code, key)
	}
}
