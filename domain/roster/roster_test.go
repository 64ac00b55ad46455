package roster_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"

	"github.com/google/go-cmp/cmp"
)

var (
	admin  = person.Actor{ID: "admin", Role: person.Administrator}
	leader = roster.RegisterPerson{ID: "p1", Name: "Leder i Aalborg", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0851"}}
)

// register carries commands to one person's stream and returns the person and the events.
func register(t *testing.T, commands ...roster.RegisterPerson) (roster.Person, []domain.Event) {
	t.Helper()
	s := roster.Subject{}
	state := s.Empty()
	var all []domain.Event
	for _, c := range commands {
		events, err := s.Decide(admin, state, c, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			if state, err = s.Evolve(state, e); err != nil {
				t.Fatal(err)
			}
		}
		all = append(all, events...)
	}
	return state.(roster.Person), all
}

func TestAPersonIsRegisteredWithNameRoleAndMunicipality(t *testing.T) {
	got, events := register(t, leader)
	want := roster.Person{ID: "p1", Name: "Leder i Aalborg", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0851"}}
	if diff := cmp.Diff(want, got); diff != "" || len(events) != 1 {
		t.Errorf("%d events, %s", len(events), diff)
	}
	actor := got.Actor()
	if actor.ID != "p1" || actor.Role != person.MunicipalLeader || !actor.Has("0851") || actor.OnBehalfOf != "" {
		t.Errorf("acts as %+v", actor)
	}
}

func TestRegisteringAgainChangesThePersonAndTheSameAgainNothing(t *testing.T) {
	moved := leader
	moved.Role, moved.Municipalities = person.ProcessConsultant, []municipality.Code{"0851", "0101"}
	got, events := register(t, leader, leader, moved, moved)
	if len(events) != 2 || got.Role != person.ProcessConsultant || len(got.Municipalities) != 2 {
		t.Errorf("%d events, %+v", len(events), got)
	}
}

func TestAPersonThatMakesNoSenseIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		change     func(*roster.RegisterPerson)
		field, key string
	}{
		"no id":                            {func(c *roster.RegisterPerson) { c.ID = "" }, "id", "person_id"},
		"the service's own id":             {func(c *roster.RegisterPerson) { c.ID = "system:cli" }, "id", "person_id"},
		"an endless id":                    {func(c *roster.RegisterPerson) { c.ID = person.ID(strings.Repeat("x", 201)) }, "id", "person_id"},
		"no name":                          {func(c *roster.RegisterPerson) { c.Name = " " }, "name", "name_missing"},
		"a name that is too long":          {func(c *roster.RegisterPerson) { c.Name = strings.Repeat("å", 201) }, "name", "too_long"},
		"no role":                          {func(c *roster.RegisterPerson) { c.Role = "" }, "role", "role_unknown"},
		"an unknown role":                  {func(c *roster.RegisterPerson) { c.Role = "Mayor" }, "role", "role_unknown"},
		"the service's own role":           {func(c *roster.RegisterPerson) { c.Role = person.System }, "role", "role_unknown"},
		"a leader of nowhere":              {func(c *roster.RegisterPerson) { c.Municipalities = nil }, "municipalities", "one_municipality"},
		"a leader of two":                  {func(c *roster.RegisterPerson) { c.Municipalities = []municipality.Code{"0851", "0101"} }, "municipalities", "one_municipality"},
		"a municipality that is not there": {func(c *roster.RegisterPerson) { c.Municipalities = []municipality.Code{"9999"} }, "municipalities", "municipality_unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			command := leader
			c.change(&command)
			_, err := roster.Subject{}.Decide(admin, roster.Person{}, command, time.Now())
			if e := domain.AsError(err); e.Code != domain.Invalid || e.Key != c.key || e.Field != c.field {
				t.Errorf("got %v at %q, want %s at %s", err, e.Field, c.key, c.field)
			}
		})
	}
}

func TestTheLongestNameCountsCharacters(t *testing.T) {
	long := leader
	long.Name = strings.Repeat("å", 200)
	if got, _ := register(t, long); got.Name != long.Name {
		t.Errorf("got %q", got.Name)
	}
}

func TestEveryTextOfAPersonIsLookedThroughForNumbers(t *testing.T) {
	shaped := fmt.Sprintf("%02d%02d%02d-%04d", 24, 12, 70, 1234)
	texts := roster.RegisterPerson{ID: person.ID(shaped), Name: shaped}.WrittenTexts()
	if texts["id"] != shaped || texts["name"] != shaped {
		t.Errorf("written texts: %d", len(texts))
	}
}

func TestOnlyWhoManagesPeopleRegistersThem(t *testing.T) {
	for _, role := range person.AllRoles() {
		err := roster.Subject{}.Authorize(person.Actor{ID: "a", Role: role}, nil, leader)
		if allowed := err == nil; allowed != (role == person.Administrator || role == person.System) {
			t.Errorf("%s: %v", role, err)
		}
	}
}

func TestEventsOfAPersonAreReadBackAndOthersAreNot(t *testing.T) {
	s := roster.Subject{}
	body, err := s.Body((&roster.PersonRegistered{}).EventKind(), 1)
	if _, ok := body.(*roster.PersonRegistered); !ok || err != nil {
		t.Errorf("%T, %v", body, err)
	}
	for kind, version := range map[string]int{(&roster.PersonRegistered{}).EventKind(): 2, "else": 1} {
		if _, err := s.Body(kind, version); err == nil {
			t.Errorf("%s version %d was read", kind, version)
		}
	}
	if _, err := s.Evolve(roster.Person{}, domain.Event{Kind: "else"}); err == nil {
		t.Error("an unknown event was folded")
	}
	if s.Erasable((&roster.PersonRegistered{}).EventKind()) || s.Kind() != leader.Stream().Kind || leader.Stream().ID != "p1" {
		t.Error("kind, stream or erasure")
	}
}

func TestAnotherSubjectsCommandIsAFault(t *testing.T) {
	_, err := roster.Subject{}.Decide(admin, "no person", leader, time.Now())
	if domain.CodeOf(err) != domain.Internal {
		t.Errorf("got %v", err)
	}
}
