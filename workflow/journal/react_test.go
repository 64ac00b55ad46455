package journal_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"startklar/domain"
)

func TestWhatFollowsIsCarriedOutWithItsCause(t *testing.T) {
	d := newDesk(t)
	d.write("a", "copy to b: copy to c: far")
	for id, want := range map[string]string{"b": "copy to c: far", "c": "far"} {
		if got := d.read(id).Lines; !slices.Equal(got, []string{want}) {
			t.Errorf("book %s holds %q, want %q", id, got, want)
		}
		if by := d.events(id)[0].Actor; by != string(author.ID) {
			t.Errorf("the line in %s is by %q, want the author of the first", id, by)
		}
	}
	d.intact()
}

func TestAConsequenceThatIsRefusedRefusesTheWhole(t *testing.T) {
	d := newDesk(t)
	d.write("a", "kept")
	d.write("b", "kept")
	_, err := d.try(author, "k", write{ID: "a", Lines: []string{"copy to b: one", "copy to c: refuse", "three"}})
	refused(t, err, domain.Conflict, "refused")
	for id, want := range map[string][]string{"a": {"kept"}, "b": {"kept"}, "c": nil} {
		if got := d.read(id).Lines; !slices.Equal(got, want) {
			t.Errorf("book %s holds %q, want %q", id, got, want)
		}
	}
	d.write("b", "later")
	if got := d.read("b").Lines; !slices.Equal(got, []string{"kept", "later"}) {
		t.Errorf("what was taken back came back: %q", got)
	}
	d.intact()
}

func TestARefusedConsequenceLeavesItsNeighboursOfTheBatchAlone(t *testing.T) {
	d := newDesk(t)
	var group sync.WaitGroup
	for n := range 40 {
		group.Go(func() {
			line := fmt.Sprintf("copy to b: %d", n)
			if n%2 == 1 {
				line = "copy to b: refuse"
			}
			_, err := d.try(author, "", write{ID: "a", Lines: []string{line}})
			if refusedNow := err != nil; refusedNow != (n%2 == 1) {
				t.Errorf("command %d: %v", n, err)
			}
		})
	}
	group.Wait()
	for _, id := range []string{"a", "b"} {
		if got := len(d.read(id).Lines); got != 20 {
			t.Errorf("book %s holds %d lines, want the 20 that were accepted", id, got)
		}
	}
	d.intact()
}

func TestCommandsThatCauseEachOtherWithoutAnEndAreAFault(t *testing.T) {
	d := newDesk(t)
	_, err := d.try(author, "", write{ID: "a", Lines: []string{"copy to x: for ever"}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.try(author, "", write{ID: "a", Lines: []string{"echo: again"}})
	if domain.AsError(err).Code != domain.Internal {
		t.Fatalf("got %v, want a fault", err)
	}
	if got := len(d.read("echo").Lines); got != 0 {
		t.Errorf("%d echoes stayed", got)
	}
}
