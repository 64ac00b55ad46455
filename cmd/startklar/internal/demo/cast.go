package demo

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/workflow/journal"
)

// system is who sets the demo up and does what the service would do by itself.
var system = person.SystemActor("demo")

// cast is everybody who takes part.
type cast struct {
	leaders, members map[municipality.Code]person.Actor
	// consultants by municipality; officers are the national agency's.
	consultants map[municipality.Code]person.Actor
	officers    []person.Actor
	all         []roster.RegisterPerson
}

const (
	consultants = 5
	officers    = 2
)

// newCast makes the people. Their names say role and place: there are no individuals here.
func newCast(places []place) *cast {
	c := &cast{
		leaders: map[municipality.Code]person.Actor{}, members: map[municipality.Code]person.Actor{},
		consultants: map[municipality.Code]person.Actor{},
	}
	for _, p := range places {
		own := []municipality.Code{p.Code}
		c.leaders[p.Code] = c.add("leder-"+string(p.Code), "Leder "+p.in, person.MunicipalLeader, own)
		c.members[p.Code] = c.add("projektleder-"+string(p.Code), "Projektleder "+p.in, person.MunicipalMember, own)
	}
	for n := range officers {
		id := fmt.Sprint(n + 1)
		c.officers = append(c.officers, c.add("star-"+id, "Medarbejder "+id+" i STAR", person.NationalOfficer, nil))
	}
	for n, area := range areas(places) {
		c.consult(n+1, area)
	}
	c.add("administrator", "Systemadministrator", person.Administrator, nil)
	c.former("Proceskonsulent 6 (Nordjylland)")
	return c
}

func (c *cast) add(id, name string, role person.Role, codes []municipality.Code) person.Actor {
	c.all = append(c.all, roster.RegisterPerson{ID: person.ID(id), Name: name, Role: role, Municipalities: codes})
	return person.Actor{ID: person.ID(id), Name: name, Role: role, Municipalities: codes}
}

func (c *cast) consult(number int, area []place) {
	var codes []municipality.Code
	var regions []string
	for _, p := range area {
		codes = append(codes, p.Code)
		if !slices.Contains(regions, p.region) {
			regions = append(regions, p.region)
		}
	}
	name := fmt.Sprintf("Proceskonsulent %d (%s)", number, strings.Join(regions, " og "))
	actor := c.add(fmt.Sprintf("proceskonsulent-%d", number), name, person.ProcessConsultant, codes)
	for _, code := range codes {
		c.consultants[code] = actor
	}
}

// fromTheNorth orders the regions for the consultants' areas; the two that merge stand beside each other.
var fromTheNorth = []string{"Nordjylland", "Midtjylland", "Syddanmark", "Sjælland", "Hovedstaden"}

// areas parts the municipalities among the consultants, neighbours together.
func areas(places []place) [][]place {
	before := calendar.NewDate(2020, time.January, 1)
	rank := func(p place) int { return slices.Index(fromTheNorth, municipality.RegionOn(p.Code, before)) }
	sorted := slices.Clone(places)
	slices.SortFunc(sorted, func(a, b place) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(b.Code, a.Code))
	})
	parts := make([][]place, consultants)
	for n := range parts {
		parts[n] = sorted[n*len(sorted)/consultants : (n+1)*len(sorted)/consultants]
	}
	return parts
}

// People are those of a demo, without anything that they do.
func People(clock *Clock) []roster.RegisterPerson {
	return newCast(placesOn(calendar.DateOf(clock.until))).all
}

// registrations enters everybody in the roster, each in a stream of their own.
func (c *cast) registrations(at time.Time) []script {
	scripts := make([]script, len(c.all))
	for n, register := range c.all {
		scripts[n] = script{{at: at, number: 1, request: journal.Request{Actor: system, Command: register}}}
	}
	return scripts
}
