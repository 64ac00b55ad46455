package store

import (
	"context"
	"slices"
	"strings"
	"testing"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/message"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/store/storetest"
	"startklar/workflow"
	"startklar/workflow/journal"
	"startklar/workflow/reactions"

	"github.com/google/go-cmp/cmp"
)

// openReal opens a store with the program's own subjects on it.
func openReal(t *testing.T, url string) (*Store, func(journal.Command)) {
	t.Helper()
	s, door := openDoor(t, url)
	return s, func(c journal.Command) {
		t.Helper()
		if _, err := door.Do(context.Background(), storetest.Request("", c)); err != nil {
			t.Fatalf("%s: %v", c.CommandName(), err)
		}
	}
}

func openDoor(t *testing.T, url string) (*Store, *journal.Door) {
	t.Helper()
	s, err := Open(context.Background(), url, Options{ReadConnections: 2})
	if err != nil {
		t.Fatal(err)
	}
	door, err := journal.Open(s, journal.Options{CacheStreams: 10, Reactions: reactions.All()},
		workflow.Journeys{Definitions: workflow.NewLibrary(s)}, workflow.Publications{},
		roster.Subject{}, roster.Consultancies{}, roster.Handovers{}, message.Subject{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { door.Close(); s.Close() })
	return s, door
}

func TestPeopleStandByRoleAndThenInDanishOrder(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		s, do := openReal(t, url)
		for _, p := range []roster.RegisterPerson{
			{ID: "1", Name: "Leder i Ærø", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0492"}},
			{ID: "2", Name: "Konsulent", Role: person.ProcessConsultant, Municipalities: []municipality.Code{"0851", "0101", "0492"}},
			{ID: "3", Name: "Leder i Aalborg", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0851"}},
			{ID: "4", Name: "Leder i Odense", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0461"}},
			{ID: "5", Name: "STAR", Role: person.NationalOfficer},
			{ID: "2", Name: "Konsulent", Role: person.ProcessConsultant, Municipalities: []municipality.Code{"0101", "0492"}},
		} {
			do(p)
		}
		all, err := s.People(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, p := range all {
			ids = append(ids, string(p.ID))
		}
		if want := []string{"4", "1", "3", "5", "2"}; !slices.Equal(ids, want) {
			t.Errorf("order %v, want %v", ids, want)
		}
		got, err := s.Person(context.Background(), "2")
		want := roster.Person{ID: "2", Name: "Konsulent", Role: person.ProcessConsultant, Municipalities: []municipality.Code{"0101", "0492"}}
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%v (-want +got):\n%s", err, d)
		}
	})
}

func TestDefinitionsAreFoundByVersionAndTheNewestByKey(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		s, do := openReal(t, url)
		var published []workflow.PublishDefinition
		for _, version := range []string{"version: 1", "version: 2", "version: 10"} {
			text := strings.Replace(smallest, "version: 1", version, 1)
			def, err := workflow.Parse("small.yaml", []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			published = append(published, workflow.Publish(def))
			do(workflow.Publish(def))
		}
		for _, p := range published {
			e, err := s.Edition(p.Key, p.Version)
			if err != nil || workflow.PublishDefinition(e) != p {
				t.Errorf("version %d: %+v, %v", p.Version, e, err)
			}
		}
		if newest, err := s.NewestEdition(context.Background(), "small"); err != nil || newest.Version != 10 {
			t.Errorf("newest: %+v, %v", newest, err)
		}
		all, err := s.Editions(context.Background())
		if err != nil || len(all) != 3 || all[1].Version != 2 || all[1].Text != "" || all[1].Hash != published[1].Hash {
			t.Errorf("all: %+v, %v", all, err)
		}
	})
}

const smallest = `definition: small
version: 1
title: Lille
stages:
  - id: one
    title: En
    items:
      - {id: task, kind: task, title: Opgave, role: MunicipalLeader}
`

func TestJourneysAreListedTheNewestFirst(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		s, do := openReal(t, url)
		def, err := workflow.Parse("small.yaml", []byte(smallest))
		if err != nil {
			t.Fatal(err)
		}
		do(workflow.Publish(def))
		start := func(code municipality.Code, n int, on calendar.Date) {
			do(workflow.StartJourney{
				Target:     workflow.Target{Journey: journey.NewID(code, "small", n)},
				Definition: "small", Version: 1, Hash: def.Hash, StartedOn: on,
			})
		}
		start("0851", 2, calendar.NewDate(2019, 9, 2))
		start("0851", 10, calendar.NewDate(2019, 9, 2))
		start("0851", 1, calendar.NewDate(2019, 9, 3))
		start("0101", 1, calendar.NewDate(2019, 9, 2))
		of, err := s.JourneysOf(context.Background(), "0851")
		if want := []journey.ID{"0851.small.1", "0851.small.10", "0851.small.2"}; !slices.Equal(of, want) || err != nil {
			t.Errorf("got %v, want %v, %v", of, want, err)
		}
		all, err := s.JourneyIDs(context.Background())
		if err != nil || len(all) != 4 || all[0] != "0101.small.1" {
			t.Errorf("all: %v, %v", all, err)
		}
	})
}

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		s, _ := openReal(t, url)
		ctx := context.Background()
		_, journeyErr := s.Journey(ctx, workflow.NewLibrary(s), "0851.nobody.1")
		_, editionErr := s.Edition("nobody", 1)
		_, newestErr := s.NewestEdition(ctx, "nobody")
		_, personErr := s.Person(ctx, "nobody")
		for key, errs := range map[string][]error{
			"journey_unknown": {journeyErr}, "definition_unknown": {editionErr, newestErr}, "person_unknown": {personErr},
		} {
			for _, err := range errs {
				if e := domain.AsError(err); e.Code != domain.NotFound || e.Key != key {
					t.Errorf("%s: %v", key, err)
				}
			}
		}
	})
}

func TestAStoreIsEmptyUntilSomethingHappens(t *testing.T) {
	eachDialect(t, func(t *testing.T, url string) {
		s, do := openReal(t, url)
		before, err := s.IsEmpty(context.Background())
		if !before || err != nil {
			t.Errorf("before: %v, %v", before, err)
		}
		do(roster.RegisterPerson{ID: "1", Name: "STAR", Role: person.NationalOfficer})
		after, err := s.IsEmpty(context.Background())
		if after || err != nil {
			t.Errorf("after: %v, %v", after, err)
		}
	})
}
