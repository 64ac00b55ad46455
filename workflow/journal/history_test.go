package journal_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/person"
	"startklar/workflow/journal"
)

func TestStateAndHistoryAsOfAMomentIncludeThatMoment(t *testing.T) {
	d := newDesk(t)
	start := d.clock.now()
	for _, line := range []string{"one", "two", "three"} {
		d.write("a", line)
		d.clock.advance(time.Minute)
	}
	for name, c := range map[string]struct {
		asOf  time.Time
		lines int
	}{
		"the beginning of time is no limit": {time.Time{}, 3},
		"before the first":                  {start.Add(-time.Microsecond), 0},
		"at the first":                      {start, 1},
		"between":                           {start.Add(90 * time.Second), 2},
		"a nanosecond before the last":      {start.Add(2*time.Minute - 1), 2},
		"after the last":                    {start.Add(time.Hour), 3},
	} {
		t.Run(name, func(t *testing.T) {
			state, number, err := d.door.State(context.Background(), bookStream("a"), c.asOf)
			if err != nil || len(state.(book).Lines) != c.lines || number != int64(c.lines) {
				t.Errorf("state %v, number %d, %v; want %d lines", state, number, err, c.lines)
			}
			seen := 0
			err = d.door.History(context.Background(), bookStream("a"), c.asOf, func(e domain.Event, r journal.Recorded) error {
				seen++
				if e.Number != r.Number || e.At.UnixMicro() != r.At || e.Body.(*written).Text == "" {
					t.Errorf("decoded %+v of %+v", e, r)
				}
				return nil
			})
			if err != nil || seen != c.lines {
				t.Errorf("%d events, %v; want %d", seen, err, c.lines)
			}
		})
	}
}

func TestAStreamWithoutEventsHasTheEmptyStateAndNumberZero(t *testing.T) {
	d := newDesk(t)
	state, number, err := d.door.State(context.Background(), bookStream("nobody"), time.Time{})
	if err != nil || number != 0 || len(state.(book).Lines) != 0 {
		t.Errorf("state %v, number %d, %v", state, number, err)
	}
}

func TestHistoryStopsAtTheReadersError(t *testing.T) {
	d := newDesk(t)
	d.write("a", "one", "two")
	enough := errors.New("enough")
	seen := 0
	err := d.door.History(context.Background(), bookStream("a"), time.Time{}, func(domain.Event, journal.Recorded) error {
		seen++
		return enough
	})
	if !errors.Is(err, enough) || seen != 1 {
		t.Errorf("%d events, %v", seen, err)
	}
}

func TestErasureLeavesATombstoneAndRebuildsProjections(t *testing.T) {
	d := newDesk(t)
	d.write("a", "one", "secret", "three")
	result := d.do("", journal.Erase{Of: bookStream("a"), Numbers: []int64{2}, Reason: "asked for by its author"})
	if result.Number != 4 || result.Events != 1 {
		t.Errorf("result %+v", result)
	}
	want := book{Lines: []string{"one", "", "three"}, Torn: 1}
	for name, got := range map[string]book{"history": d.read("a"), "projection": d.store.Projection(bookStream("a")).(book)} {
		if !slices.Equal(got.Lines, want.Lines) || got.Torn != 1 {
			t.Errorf("%s: %+v", name, got)
		}
	}
	torn := d.events("a")[1]
	if torn.Salt != nil || torn.Data != nil || !torn.Erased() || torn.Actor != string(author.ID) {
		t.Errorf("the event after its erasure: %+v", torn)
	}
	report := d.verify()
	if report != (journal.Report{Streams: 1, Events: 4, Erased: 1}) {
		t.Errorf("verify: %+v", report)
	}
}

func TestTheErasureTellsWhoAndWhyAndNotWhat(t *testing.T) {
	d := newDesk(t)
	d.write("a", "secret")
	d.do("", journal.Erase{Of: bookStream("a"), Numbers: []int64{1}, Reason: "by mistake"})
	var last domain.Event
	err := d.door.History(context.Background(), bookStream("a"), time.Time{}, func(e domain.Event, _ journal.Recorded) error {
		last = e
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	body, ok := last.Body.(*journal.PayloadErased)
	if !ok || last.Actor != string(author.ID) || body.Reason != "by mistake" || !slices.Equal(body.Numbers, []int64{1}) {
		t.Errorf("the last event: %+v %+v", last, last.Body)
	}
}

func TestAnErasureAlsoTakesWhatClientKeysRememberOfIt(t *testing.T) {
	d := newDesk(t)
	d.do("erased", write{ID: "a", Lines: []string{"secret"}})
	d.do("kept", write{ID: "a", Lines: []string{"fine"}})
	d.do("", journal.Erase{Of: bookStream("a"), Numbers: []int64{1}, Reason: "r"})
	if result := d.do("kept", write{ID: "a", Lines: []string{"fine"}}); !result.Repeated {
		t.Error("the other key was forgotten")
	}
	if r, found := d.remembered("erased"); !found || len(r.Content) > 0 {
		t.Error("the key still remembers a digest of what was erased")
	}
}

// remembered asks the store for what the author's key did.
func (d *desk) remembered(key string) (r journal.Remembered, found bool) {
	d.Helper()
	err := d.store.Write(context.Background(), func(tx journal.Tx) (err error) {
		r, found, err = tx.Key(string(author.ID), key)
		return err
	})
	if err != nil {
		d.Fatal(err)
	}
	return r, found
}

func TestWritingGoesOnAfterAnErasure(t *testing.T) {
	d := newDesk(t)
	d.write("a", "one")
	d.do("", journal.Erase{Of: bookStream("a"), Numbers: []int64{1}, Reason: "r"})
	if result := d.write("a", "two"); result.Number != 3 || result.Revision != 2 {
		t.Errorf("result %+v", result)
	}
	second := d.open()
	if _, err := second.Do(context.Background(), journal.Request{Actor: author, Command: write{ID: "a", Lines: []string{"three"}}}); err != nil {
		t.Fatal(err)
	}
	d.intact()
}

func TestErasureIsRefusedUnlessEverythingIsInOrder(t *testing.T) {
	for name, c := range map[string]struct {
		erase journal.Erase
		actor person.Actor
		code  domain.Code
		key   string
	}{
		"no numbers":        {journal.Erase{Reason: "r"}, author, domain.Invalid, "erase_incomplete"},
		"no reason":         {journal.Erase{Numbers: []int64{1}}, author, domain.Invalid, "erase_incomplete"},
		"a blank reason":    {journal.Erase{Numbers: []int64{1}, Reason: " \n"}, author, domain.Invalid, "erase_incomplete"},
		"no such event":     {journal.Erase{Numbers: []int64{1, 9}, Reason: "r"}, author, domain.NotFound, "erase_unknown"},
		"a kind that stays": {journal.Erase{Numbers: []int64{1, 2}, Reason: "r"}, author, domain.Invalid, "erase_kind"},
		"not allowed":       {journal.Erase{Numbers: []int64{1}, Reason: "r"}, person.Actor{ID: "g", Role: person.Guest}, domain.Permission, "not_allowed"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.write("a", "one")
			d.do("", bind{ID: "a"})
			c.erase.Of = bookStream("a")
			_, err := d.try(c.actor, "", c.erase)
			refused(t, err, c.code, c.key)
			if len(d.events("a")) != 2 || d.events("a")[0].Erased() {
				t.Error("something changed")
			}
		})
	}
}

func TestRebuildWritesEveryProjectionAnew(t *testing.T) {
	d := newDesk(t)
	d.write("a", "one", "two")
	d.write("b", "three")
	d.tamper(func(c *content) {
		for stream := range c.Projections {
			c.Projections[stream] = book{Lines: []string{"wrong"}}
		}
	})
	if report := d.verify(); report.Difference == "" {
		t.Fatal("verify found nothing")
	}
	if n, err := d.door.Rebuild(context.Background()); n != 2 || err != nil {
		t.Errorf("rebuilt %d streams, %v", n, err)
	}
	d.intact()
}

func TestRefreshRebuildsOnceWhenTheProjectionsAreOthers(t *testing.T) {
	d := newDesk(t)
	d.write("a", "one")
	d.write("b", "two")
	for _, step := range []struct {
		projections string
		streams     int
	}{{"", 0}, {"second", 2}, {"second", 0}, {"third", 2}} {
		d.store.Projections = step.projections
		if n, err := d.door.Refresh(context.Background()); n != step.streams || err != nil {
			t.Errorf("%q: rebuilt %d streams, %v; want %d", step.projections, n, err, step.streams)
		}
	}
	d.intact()
}

func TestRefreshWaitsForAStoreThatIsBusyButNotForever(t *testing.T) {
	d := newDesk(t)
	d.write("a", "one")
	busy, attempts := domain.Refuse(domain.Unavailable, "store_busy", nil), 0
	d.store.Projections = "second"
	d.store.BeforeCommit = func() error {
		if attempts++; attempts < 3 {
			return busy
		}
		return nil
	}
	if n, err := d.door.Refresh(context.Background()); n != 1 || err != nil || attempts != 3 {
		t.Errorf("rebuilt %d streams at attempt %d, %v", n, attempts, err)
	}
	d.store.Projections = "third"
	d.store.BeforeCommit = func() error { return busy }
	_, err := d.door.Refresh(context.Background())
	refused(t, err, domain.Unavailable, "store_busy")
}

func TestAnEventOfANewerVersionIsNotGuessedAt(t *testing.T) {
	d := newDesk(t)
	d.write("a", "one")
	d.tamper(func(c *content) { c.Events[0].KindVersion = 2 })
	door := d.open()
	_, err := door.Do(context.Background(), journal.Request{Actor: author, Command: write{ID: "a", Lines: []string{"two"}}})
	refused(t, err, domain.Unavailable, "store_failed")
	if n := len(d.raw()); n != 1 {
		t.Errorf("%d events", n)
	}
}
