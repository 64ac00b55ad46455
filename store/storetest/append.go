package storetest

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"

	"startklar/domain"
	"startklar/workflow/journal"

	"github.com/google/go-cmp/cmp"
)

func testAppend(t *testing.T, b Backend) {
	f := newFixture(t, b)
	t.Run("an empty store has no head and a ledger at 0", f.emptyStore)
	t.Run("events come back in order, exactly as they were given", f.eventsAsGiven)
	t.Run("many events of one command keep their order", f.manyEvents)
	t.Run("the ledger counts through all streams without gaps", f.ledgerWithoutGaps)
	t.Run("a number that is taken is refused", f.numberTaken)
	t.Run("a transaction that fails leaves nothing", f.rollback)
	t.Run("a panic leaves nothing and the store goes on", f.panics)
}

func (f *fixture) emptyStore(t *testing.T) {
	f.read(t, func(r journal.Reader) error {
		head, err := r.Head(Stream("nobody"))
		if err != nil {
			return err
		}
		ledger, err := r.Ledger()
		if head.Number != 0 || len(head.Hash) != 0 || ledger.Position != 0 || len(ledger.Hash) != 0 {
			t.Errorf("head %+v, ledger %+v", head, ledger)
		}
		return err
	})
}

// raw makes an event that the store must keep as it is; it follows the rules of no subject.
func raw(position, number int64, stream domain.Stream) journal.Recorded {
	return journal.Recorded{
		Position: position, Stream: stream, Number: number, At: 1_700_000_000_123_456, Actor: "æøå", OnBehalfOf: "x",
		Kind: "k", KindVersion: 3, Subject: "A.a.1", Digest: []byte{0, 1}, Previous: []byte{}, Hash: []byte{255, 0},
		Salt: []byte{9}, Data: []byte(`{"text":"'?$1\u0000"}`),
	}
}

func (f *fixture) eventsAsGiven(t *testing.T) {
	stream := domain.Stream{Kind: "raw", ID: "1"}
	want := []journal.Recorded{raw(1_000_000, 1, stream), raw(1_000_001, 2, stream)}
	head := journal.Head{Number: 2, Hash: want[1].Hash, At: want[1].At}
	rolledBack := errors.New("rolled back")
	err := f.store.Write(context.Background(), func(tx journal.Tx) error {
		if err := tx.Append(want); err != nil {
			return err
		}
		var got []journal.Recorded
		if err := tx.Events(stream, 0, func(r journal.Recorded) error { got = append(got, r); return nil }); err != nil {
			return err
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("events (-want +got):\n%s", d)
		}
		gotHead, err := tx.Head(stream)
		if d := cmp.Diff(head, gotHead); d != "" {
			t.Errorf("head (-want +got):\n%s", d)
		}
		return errors.Join(err, rolledBack)
	})
	if !errors.Is(err, rolledBack) {
		t.Fatal(err)
	}
}

func (f *fixture) manyEvents(t *testing.T) {
	notes := make([]string, 150)
	for i := range notes {
		notes[i] = string(rune('a' + i%26))
	}
	f.do(t, Add{ID: "many", By: 1, Notes: notes})
	for i, r := range f.history(t, Stream("many")) {
		if r.Number != int64(i+1) || !bytes.Contains(r.Data, []byte(`"`+notes[i]+`"`)) {
			t.Fatalf("event %d: number %d, %s", i, r.Number, r.Data)
		}
	}
	after := 0
	f.read(t, func(r journal.Reader) error {
		return r.Events(Stream("many"), 148, func(journal.Recorded) error { after++; return nil })
	})
	if after != 2 {
		t.Errorf("%d events after 148 of 150", after)
	}
}

func (f *fixture) ledgerWithoutGaps(t *testing.T) {
	for _, id := range []string{"b", "a", "b", "Z"} {
		f.do(t, Add{ID: id, By: 1, Notes: []string{"x", "y"}})
	}
	var positions []int64
	var streams []string
	f.read(t, func(r journal.Reader) error {
		if err := r.All(func(e journal.Recorded) error { positions = append(positions, e.Position); return nil }); err != nil {
			return err
		}
		return r.Heads(func(s domain.Stream, _ journal.Head) error { streams = append(streams, s.ID); return nil })
	})
	for i, p := range positions {
		if p != int64(i+1) {
			t.Fatalf("position %d at place %d", p, i+1)
		}
	}
	if !slices.IsSorted(streams) {
		t.Errorf("heads are not in the order of their bytes: %v", streams)
	}
	f.intact(t)
}

func (f *fixture) numberTaken(t *testing.T) {
	err := f.store.Write(context.Background(), func(tx journal.Tx) error {
		return tx.Append([]journal.Recorded{raw(2_000_000, 1, Stream("a"))})
	})
	if domain.CodeOf(err) != domain.Unavailable {
		t.Errorf("got %v", err)
	}
	f.intact(t)
}

func (f *fixture) rollback(t *testing.T) {
	boom := errors.New("boom")
	err := f.store.Write(context.Background(), func(tx journal.Tx) error { return errors.Join(writeAll(tx), boom) })
	if !errors.Is(err, boom) || domain.CodeOf(err) != domain.Internal {
		t.Fatalf("the caller's error came back as %v", err)
	}
	f.nothingOfWriteAll(t)
}

func (f *fixture) panics(t *testing.T) {
	func() {
		defer func() { _ = recover() }()
		err := f.store.Write(context.Background(), func(tx journal.Tx) error {
			if err := writeAll(tx); err != nil {
				return err
			}
			panic("boom")
		})
		t.Errorf("no panic, but %v", err)
	}()
	f.nothingOfWriteAll(t)
	f.do(t, Add{ID: "afterwards", By: 1, Notes: []string{"x"}})
}

// writeAll writes by every method of a transaction.
func writeAll(tx journal.Tx) error {
	s := Stream("gone")
	return errors.Join(
		tx.Append([]journal.Recorded{raw(3_000_000, 1, s)}),
		tx.SetLedger(journal.Ledger{Position: 3_000_000, Hash: []byte{1}}),
		tx.Remember("somebody", "gone", journal.Remembered{Content: []byte{1}}),
		tx.Project(s, &Counter{}, &Counter{Name: "gone", Notes: []*Note{{Number: 1}}}),
	)
}

func (f *fixture) nothingOfWriteAll(t *testing.T) {
	t.Helper()
	err := f.store.Write(context.Background(), func(tx journal.Tx) error {
		if _, found, err := tx.Key("somebody", "gone"); err != nil || found {
			t.Errorf("the client key is remembered: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	f.intact(t)
}

func (f *fixture) read(t *testing.T, fn func(journal.Reader) error) {
	t.Helper()
	if err := f.store.Read(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}
