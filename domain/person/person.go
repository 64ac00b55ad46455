// Package person holds who does things: people, their roles and the actor that a command carries.
//
// It decides nothing about rights (policy does) and knows no session or sign-in.
package person

import (
	"slices"

	"startklar/domain/municipality"
)

// ID identifies a person or a system actor ("system:cli").
type ID string

// Role is a code role of the product; screens show the Danish names of the catalogue.
type Role string

// The roles, as the programme's documents name the people.
const (
	// MunicipalLeader is the job centre's top leadership, department and team leaders.
	MunicipalLeader Role = "MunicipalLeader"
	// MunicipalMember is a project leader or key member of staff.
	MunicipalMember Role = "MunicipalMember"
	// ProcessConsultant carries the process support of the municipalities assigned to them.
	ProcessConsultant Role = "ProcessConsultant"
	// NationalOfficer works at the national agency and sees every municipality.
	NationalOfficer Role = "NationalOfficer"
	// Administrator keeps users, roles and settings; no case content by right of the role.
	Administrator Role = "Administrator"
	// SteeringMember reads a decision sheet by a time-limited link.
	SteeringMember Role = "SteeringMember"
	// Guest answers one question or one track by a time-limited link.
	Guest Role = "Guest"
	// System is the service itself: the command line, schedules.
	System Role = "System"
)

// AllRoles lists every role.
func AllRoles() []Role {
	return []Role{MunicipalLeader, MunicipalMember, ProcessConsultant, NationalOfficer, Administrator, SteeringMember, Guest, System}
}

// Known tells whether the role is one of AllRoles.
func (r Role) Known() bool { return slices.Contains(AllRoles(), r) }

// Municipal tells whether the role belongs to one municipality.
func (r Role) Municipal() bool { return r == MunicipalLeader || r == MunicipalMember }

// Actor is who issues a command or reads: fixed when the request begins.
type Actor struct {
	ID ID
	// Name is shown beside what the actor did, such as "Leder i Aalborg".
	Name string
	Role Role
	// Municipalities are the actor's own (municipal roles: one) or assigned ones (consultants). Nationwide
	// roles carry none.
	Municipalities []municipality.Code
	// OnBehalfOf is whom a deputy acts for; usually empty.
	OnBehalfOf ID
	// Link is the request that a guest's or steering member's link belongs to: they act within it alone. Empty for
	// everybody who signed in.
	Link string
}

// Has tells whether the municipality is one of the actor's own or assigned ones.
func (a Actor) Has(code municipality.Code) bool { return slices.Contains(a.Municipalities, code) }

// SystemActor returns the actor for work that the service does by itself, nationwide: "cli" gives
// "system:cli".
func SystemActor(part string) Actor {
	return Actor{ID: ID("system:" + part), Name: "system:" + part, Role: System}
}
