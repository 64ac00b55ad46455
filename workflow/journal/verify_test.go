package journal_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"startklar/domain"
	"startklar/workflow/journal"
	"startklar/workflow/journal/journaltest"
)

type content = journaltest.Content

func (d *desk) tamper(change func(*content)) { d.store.Tamper(change) }

// raw returns every stored event, unread.
func (d *desk) raw() (all []journal.Recorded) {
	d.store.Tamper(func(c *content) { all = c.Events })
	return all
}

// library fills a store with two books, one erased line among them: events 1 to 6 of the ledger.
func library(t *testing.T) *desk {
	d := newDesk(t)
	d.write("a", "one", "two")
	d.write("b", "first")
	d.write("a", "three")
	d.do("", journal.Erase{Of: bookStream("a"), Numbers: []int64{2}, Reason: "r"})
	d.write("b", "second")
	d.intact()
	return d
}

// flip changes one bit of a copy.
func flip(b []byte) []byte {
	b = bytes.Clone(b)
	b[len(b)/2] ^= 1
	return b
}

func TestVerifyCountsWhatItChecked(t *testing.T) {
	if got := library(t).verify(); got != (journal.Report{Streams: 2, Events: 6, Erased: 1}) {
		t.Errorf("%+v", got)
	}
}

func TestVerifyOfAnEmptyStoreFindsNothing(t *testing.T) {
	if got := newDesk(t).verify(); got != (journal.Report{}) {
		t.Errorf("%+v", got)
	}
}

func TestVerifyNamesEveryChangedColumnOfAHeader(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*journal.Recorded)
		says   string
	}{
		"position":     {func(r *journal.Recorded) { r.Position = 9 }, "ledger: position"},
		"stream kind":  {func(r *journal.Recorded) { r.Stream.Kind = "shelf" }, "shelf/a"},
		"stream id":    {func(r *journal.Recorded) { r.Stream.ID = "c" }, "book/c"},
		"number":       {func(r *journal.Recorded) { r.Number++ }, "book/a: number 4 follows 2"},
		"at":           {func(r *journal.Recorded) { r.At++ }, "book/a number 3: the header"},
		"actor":        {func(r *journal.Recorded) { r.Actor = "else" }, "book/a number 3: the header"},
		"on behalf of": {func(r *journal.Recorded) { r.OnBehalfOf = "else" }, "book/a number 3: the header"},
		"kind":         {func(r *journal.Recorded) { r.Kind = "bound" }, "book/a number 3: the header"},
		"kind version": {func(r *journal.Recorded) { r.KindVersion = 2 }, "book/a number 3: the header"},
		"subject":      {func(r *journal.Recorded) { r.Subject = "x" }, "book/a number 3: the header"},
		"digest":       {func(r *journal.Recorded) { r.Digest = flip(r.Digest) }, "book/a number 3: the header"},
		"previous":     {func(r *journal.Recorded) { r.Previous = flip(r.Previous) }, "book/a number 3: does not follow"},
		"hash":         {func(r *journal.Recorded) { r.Hash = flip(r.Hash) }, "book/a number 3: the header"},
		"content":      {func(r *journal.Recorded) { r.Data = flip(r.Data) }, "book/a number 3: the content"},
		"salt":         {func(r *journal.Recorded) { r.Salt = flip(r.Salt) }, "book/a number 3: the content"},
		"salt gone":    {func(r *journal.Recorded) { r.Salt = nil }, "book/a number 3: the content"},
		"content gone": {func(r *journal.Recorded) { r.Data = nil }, "book/a number 3: the content"},
	} {
		t.Run(name, func(t *testing.T) {
			d := library(t)
			d.tamper(func(all *content) { c.change(&all.Events[3]) })
			d.differs(c.says)
		})
	}
}

// differs checks that verify names a difference.
func (d *desk) differs(says string) {
	d.Helper()
	if got := d.verify().Difference; !strings.Contains(got, says) {
		d.Errorf("verify says %q, want %q", got, says)
	}
}

func TestVerifyNamesWhatIsMissingOrForged(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*content)
		says   string
	}{
		"an event in the middle is gone": {func(c *content) { c.Events = append(c.Events[:1], c.Events[2:]...) }, "ledger: position 3 follows 1"},
		"the tail is gone":               {func(c *content) { c.Events = c.Events[:5] }, "ledger: ends at position 6, the events at 5"},
		"the tail is gone with its head": {
			func(c *content) {
				last := c.Events[2]
				c.Events = c.Events[:5]
				c.Heads[bookStream("b")] = journal.Head{Number: last.Number, Hash: last.Hash, At: last.At}
			}, "ledger: ends at position 6",
		},
		"everything is gone": {func(c *content) { *c = content{Ledger: c.Ledger} }, "ledger: ends at position 6, the events at 0"},
		"a stream is gone": {
			func(c *content) {
				c.Events = append(c.Events[:2:2], c.Events[3:5]...)
				delete(c.Heads, bookStream("b"))
				delete(c.Projections, bookStream("b"))
			}, "ledger: position 4 follows 2",
		},
		"a stream is gone and the rest moved up": {
			func(c *content) {
				c.Events = append(c.Events[:2:2], c.Events[3:5]...)
				for i := range c.Events {
					c.Events[i].Position = int64(i + 1)
				}
			}, "book/a number 3: the header",
		},
		"two events have changed places": {
			func(c *content) { c.Events[2], c.Events[3] = c.Events[3], c.Events[2] }, "ledger: position 4 follows 2",
		},
		"the last event was forged": {
			func(c *content) {
				last := &c.Events[5]
				last.Data = []byte(`{"text":"forged","count":2}`)
				journal.Relink(last, last.Previous)
				c.Heads[bookStream("b")] = journal.Head{Number: last.Number, Hash: last.Hash, At: last.At}
			}, "ledger: ends at position 6, the events at 6",
		},
		"the ledger's position":   {func(c *content) { c.Ledger.Position = 7 }, "ledger: ends at position 7"},
		"the ledger's hash":       {func(c *content) { c.Ledger.Hash = flip(c.Ledger.Hash) }, "ledger: ends at position 6"},
		"a head's number":         {headOf("a", func(h *journal.Head) { h.Number = 3 }), "book/a: its head says number 3, its events end at 4"},
		"a head's hash":           {headOf("a", func(h *journal.Head) { h.Hash = flip(h.Hash) }), "book/a: its head"},
		"a head's time":           {headOf("a", func(h *journal.Head) { h.At++ }), "book/a: its head"},
		"a head is gone":          {func(c *content) { delete(c.Heads, bookStream("b")) }, "book/b: its head says number 0"},
		"a head without events":   {func(c *content) { c.Heads[bookStream("c")] = journal.Head{Number: 1} }, "book/c: its head says number 1"},
		"erased without an event": {func(c *content) { c.Events[0].Salt, c.Events[0].Data = nil, nil }, "book/a number 1: the content is gone"},
		"a projection differs": {
			func(c *content) { c.Projections[bookStream("a")] = book{Lines: []string{"one"}} }, "book/a: its projection is not what the history gives",
		},
		"a projection is gone":          {func(c *content) { delete(c.Projections, bookStream("a")) }, "book/a: it has no projection"},
		"a projection without a stream": {func(c *content) { c.Projections[bookStream("z")] = book{} }, "book/z has a projection and no history"},
		"time runs backwards": {
			func(c *content) {
				last := &c.Events[5]
				last.At = c.Events[2].At - 1
				journal.Relink(last, last.Previous)
				c.Heads[bookStream("b")] = journal.Head{Number: last.Number, Hash: last.Hash, At: last.At}
				c.Ledger = journal.Chain(c.Events)
			}, "book/b number 2: its time is before",
		},
		"a kind of stream that nobody knows": {
			func(c *content) {
				for _, i := range []int{2, 5} {
					c.Events[i].Stream.Kind = "shelf"
				}
				journal.Relink(&c.Events[2], nil)
			}, "shelf/b: a kind of stream",
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := library(t)
			d.tamper(c.change)
			d.differs(c.says)
		})
	}
}

// headOf changes a stored head.
func headOf(id string, change func(*journal.Head)) func(*content) {
	return func(c *content) {
		h := c.Heads[bookStream(id)]
		change(&h)
		c.Heads[bookStream(id)] = h
	}
}

func TestVerifyPassesOnAnErrorOfTheStore(t *testing.T) {
	d := library(t)
	door, err := journal.Open(brokenStore{d.store}, journal.Options{}, d.subject)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(door.Close)
	if _, err := door.Verify(context.Background()); err == nil {
		t.Error("the store's error was taken for a result")
	}
}

// brokenStore cannot be read.
type brokenStore struct{ *journaltest.Store }

func (brokenStore) Read(context.Context, func(journal.Reader) error) error {
	return domain.Refuse(domain.Unavailable, "store_failed", nil)
}
