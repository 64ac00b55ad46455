package municipality_test

import (
	"bytes"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"startklar/domain/municipality"
)

// inOrder is a list as a Danish telephone book would have it.
var inOrder = []string{
	"Assens", "assensø", "Faxe", "Faaborg-Midtfyn", "Høje-Taastrup", "Hørsholm",
	"københavn", "København", "KØBENHAVN", "Zealand", "Ærø", "Ølgod", "Ølstykke", "Østdanmark",
	"Aabenraa", "Åby", "Aalborg", "aarhus", "Aarhus", "AARHUS",
}

func TestNamesSortAsDanesExpect(t *testing.T) {
	names := slices.Clone(inOrder)
	slices.Reverse(names)
	slices.SortFunc(names, municipality.Compare)
	if diff := cmp.Diff(inOrder, names); diff != "" {
		t.Error(diff)
	}
}

func TestEveryPairOfNamesHasOneOrder(t *testing.T) {
	for i, a := range inOrder {
		for j, b := range inOrder {
			want := max(-1, min(1, i-j))
			if got := municipality.Compare(a, b); got != want {
				t.Errorf("Compare(%s, %s) = %d, want %d", a, b, got, want)
			}
		}
	}
}

func TestSortKeyOrdersBytesAsCompareOrdersNames(t *testing.T) {
	name := rapid.StringOfN(rapid.RuneFrom([]rune("aAåÅæÆøØbkzZ -éö")), 0, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b := name.Draw(t, "a"), name.Draw(t, "b")
		keyA, keyB := municipality.SortKey(a), municipality.SortKey(b)
		if bytes.Compare(keyA, keyB) != municipality.Compare(a, b) || municipality.Compare(a, b) != -municipality.Compare(b, a) {
			t.Fatalf("%q and %q: the key and the comparison disagree", a, b)
		}
		if bytes.Equal(keyA, keyB) != (a == b) {
			t.Fatalf("%q and %q share a key", a, b)
		}
	})
}

func TestSortKeysStayWhatTheyWere(t *testing.T) {
	first := municipality.SortKey("København")
	kept := slices.Clone(first)
	municipality.SortKey("Aarhus")
	if !bytes.Equal(first, kept) {
		t.Error("a later key overwrote an earlier one")
	}
}

func TestSortKeyServesManyAtOnce(t *testing.T) {
	want := map[string][]byte{}
	for _, name := range inOrder {
		want[name] = municipality.SortKey(name)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for _, name := range slices.Repeat(inOrder, 50) {
				if !bytes.Equal(municipality.SortKey(name), want[name]) {
					t.Errorf("another key for %s", name)
				}
			}
		})
	}
	group.Wait()
}
