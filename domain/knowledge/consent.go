package knowledge

import (
	"slices"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/person"
)

// Readers are those whom a story is passed on to.
type Readers string

// The readers (Forberedelsestjekliste A.a.7, B.4 and C.6 speak of the first two).
const (
	FrontStaff Readers = "front_staff"
	Companies  Readers = "companies"
	Public     Readers = "public"
)

// AllReaders lists the readers, the nearest first.
func AllReaders() []Readers { return []Readers{FrontStaff, Companies, Public} }

// Party is somebody whom a story is about, by what they are and never by name.
type Party string

// The parties.
const (
	Citizen  Party = "citizen"
	Company  Party = "company"
	Employee Party = "employee"
)

// AllParties lists the parties.
func AllParties() []Party { return []Party{Citizen, Company, Employee} }

// Way is how a consent was given.
type Way string

// The ways.
const (
	Oral    Way = "oral"
	Written Way = "written"
)

// AllWays lists the ways.
func AllWays() []Way { return []Way{Oral, Written} }

// Teller is who told a story, by what they are and never by name.
type Teller string

// The tellers.
const (
	JobBroker      Teller = "job_broker"
	Caseworker     Teller = "caseworker"
	TeamLeader     Teller = "team_leader"
	ProjectLeader  Teller = "project_leader"
	TellingCompany Teller = "company"
	TellingCitizen Teller = "citizen"
)

// AllTellers lists the tellers.
func AllTellers() []Teller {
	return []Teller{JobBroker, Caseworker, TeamLeader, ProjectLeader, TellingCompany, TellingCitizen}
}

// Consent is a note of what a party has agreed to. It names nobody.
type Consent struct {
	Party Party
	Way   Way
	// On is the day on which it was given; By and At tell who noted it, and when.
	On     calendar.Date
	Covers []Readers
	By     person.ID
	At     time.Time
}

// Gap is a consent that is missing: this party has not agreed that these readers get the story.
type Gap struct {
	Party   Party
	Readers Readers
}

// consent returns what a party has agreed to.
func (s Story) consent(p Party) (Consent, bool) {
	for _, c := range s.Consents {
		if c.Party == p {
			return c, true
		}
	}
	return Consent{}, false
}

// Gaps lists the consents that are missing before the readers may get the story.
func (s Story) Gaps(readers ...Readers) []Gap {
	var gaps []Gap
	for _, to := range readers {
		for _, p := range s.About {
			if c, ok := s.consent(p); !ok || !slices.Contains(c.Covers, to) {
				gaps = append(gaps, Gap{p, to})
			}
		}
	}
	return gaps
}
