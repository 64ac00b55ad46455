package storetest

import (
	"context"
	"testing"
	"time"

	"startklar/domain"
	"startklar/workflow/journal"

	"github.com/google/go-cmp/cmp"
)

func testKeys(t *testing.T, b Backend) {
	f := newFixture(t, b)
	t.Run("what a key has done is remembered as it was", f.keyRemembered)
	t.Run("a key that comes again gives the first result", f.keyRepeated)
	t.Run("a refusal is not remembered", f.refusalForgotten)
}

func (f *fixture) keyRemembered(t *testing.T) {
	want := journal.Remembered{Content: []byte{0, 1}, Result: []byte("{}"), At: time.UnixMicro(1_700_000_000_123_456).UTC()}
	err := f.store.Write(context.Background(), func(tx journal.Tx) error { return tx.Remember("a", "k", want) })
	if err != nil {
		t.Fatal(err)
	}
	err = f.store.Write(context.Background(), func(tx journal.Tx) error {
		got, found, err := tx.Key("a", "k")
		if d := cmp.Diff(want, got); d != "" || !found {
			t.Errorf("found %v (-want +got):\n%s", found, d)
		}
		if _, other, _ := tx.Key("b", "k"); other {
			t.Error("another actor's key is found")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (f *fixture) keyRepeated(t *testing.T) {
	r := Request("key", Add{ID: "once", By: 1, Notes: []string{"x"}})
	first, err := f.door.Do(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	second, err := f.door.Do(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	if !second.Repeated || second.Number != first.Number || len(f.history(t, Stream("once"))) != 1 {
		t.Errorf("first %+v, second %+v", first, second)
	}
}

func (f *fixture) refusalForgotten(t *testing.T) {
	r := Request("refused", Add{ID: "refused", By: 2_000_000, Notes: []string{"x"}})
	for range 2 {
		if _, err := f.door.Do(context.Background(), r); domain.CodeOf(err) != domain.Conflict {
			t.Fatalf("got %v", err)
		}
	}
	r.Command = Add{ID: "refused", By: 1, Notes: []string{"x"}}
	if _, err := f.door.Do(context.Background(), r); err != nil {
		t.Fatal(err)
	}
}
