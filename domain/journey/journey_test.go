package journey_test

import (
	"slices"
	"testing"

	"startklar/domain/journey"
)

func TestAnIdNamesMunicipalityDefinitionAndNumber(t *testing.T) {
	id := journey.NewID("0851", "flere-skal-med-2", 3)
	if id != "0851.flere-skal-med-2.3" || id.Municipality() != "0851" || !id.Of("flere-skal-med-2") || id.Of("flere-skal-med") {
		t.Errorf("%q of %q", id, id.Municipality())
	}
	if s := id.Stream(); s.Kind != journey.StreamKind || s.ID != string(id) || s.String() != "journey/0851.flere-skal-med-2.3" {
		t.Errorf("stream %v", s)
	}
}

func TestAMalformedIdHasNoMunicipalityAndNoDefinition(t *testing.T) {
	for _, id := range []journey.ID{"", "0851", "085.x.1", "08510.x.1", ".x.1", "0851.x.", "0851.x.0", "0851.x.-1", "0851.x.1 ", "0851.x.one"} {
		if id.Of("x") {
			t.Errorf("%q is of x", id)
		}
	}
	for _, id := range []journey.ID{"", "0851", "085.x.1", "08510.x.1", ".x.1"} {
		if code := id.Municipality(); code != "" {
			t.Errorf("%q is of %q", id, code)
		}
	}
}

func TestInstancesAreNumberedFromTheSecondOn(t *testing.T) {
	item := journey.ItemID("seminar")
	for n, want := range map[int]journey.InstanceID{1: "seminar", 2: "seminar#2", 12: "seminar#12", 0: "seminar", -1: "seminar"} {
		if got := item.Instance(n); got != want {
			t.Errorf("instance %d is %q, want %q", n, got, want)
		}
	}
	for id, want := range map[journey.InstanceID]struct {
		item   journey.ItemID
		number int
	}{
		"seminar": {"seminar", 1}, "seminar#2": {"seminar", 2}, "seminar#x": {"seminar#x", 1}, "seminar#0": {"seminar#0", 1}, "seminar#": {"seminar#", 1},
	} {
		if item, number := id.Item(); item != want.item || number != want.number {
			t.Errorf("%q is number %d of %q", id, number, item)
		}
	}
}

func TestStatesTellWhatIsOpenAndWhatHasEnded(t *testing.T) {
	open := []journey.State{journey.Enabled, journey.Active}
	ended := []journey.State{journey.Completed, journey.Skipped, journey.Terminated}
	for _, s := range journey.AllStates() {
		if s.Open() != slices.Contains(open, s) || s.Ended() != slices.Contains(ended, s) {
			t.Errorf("%s: open %v, ended %v", s, s.Open(), s.Ended())
		}
	}
	if len(journey.AllStates()) != 7 || len(journey.AllKinds()) != 7 {
		t.Errorf("%d states, %d kinds", len(journey.AllStates()), len(journey.AllKinds()))
	}
}

func TestEveryStandingIsKnownAndNoOther(t *testing.T) {
	for _, s := range journey.AllStandings() {
		if !s.Known() {
			t.Errorf("%s is not known", s)
		}
	}
	for _, s := range []journey.Standing{"", "Clear", "done"} {
		if s.Known() {
			t.Errorf("%q is known", s)
		}
	}
}
