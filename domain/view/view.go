// Package view holds read models: plain structs that lists show, filled by one query from counters that the
// write side keeps. They carry no rules. What a viewer may see of them is decided by policy before they
// are shown.
package view

import (
	"time"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/roster"
)

// OverviewRow is one journey in the overview: municipality × stage.
type OverviewRow struct {
	Journey      journey.ID
	Municipality municipality.Code
	Definition   string
	Version      int
	// DefinitionHash pins the definition's text.
	DefinitionHash string
	StartedOn      calendar.Date
	Run            journey.State
	EndedOn        calendar.Date
	Selected       bool
	ChangedAt      time.Time
	// Done and Total sum the stages' units; DueOn is the earliest deadline; Stale sums the stages'.
	Done, Total int
	DueOn       calendar.Date
	Stale       int
	// Stages stand in the definition's order.
	Stages []StageCell
}

// StageCell is one stage of one journey.
type StageCell struct {
	Stage journey.StageID
	State journey.State
	// Since is when it came to that state; zero while Available from the start.
	Since time.Time
	// Done and Total count required units that a person declares or completes.
	Done, Total int
	// DueOn is the earliest deadline of what is required and open; zero for none.
	DueOn calendar.Date
	// Stale counts what is finished but rests on something reopened.
	Stale int
}

// DaysLate is how many calendar days a deadline has passed by, 0 for none.
func DaysLate(due, today calendar.Date) int {
	if due.IsZero() || !due.Before(today) {
		return 0
	}
	return due.DaysUntil(today)
}

// OverviewSort orders the overview.
type OverviewSort string

// The orders. Each falls back to the name, then to the journey's id.
const (
	ByName     OverviewSort = "name"
	ByDue      OverviewSort = "due"
	ByProgress OverviewSort = "progress"
	ByChanged  OverviewSort = "changed"
	ByCode     OverviewSort = "code"
)

// AllOverviewSorts lists the orders.
func AllOverviewSorts() []OverviewSort {
	return []OverviewSort{ByName, ByDue, ByProgress, ByChanged, ByCode}
}

// OverviewQuery selects and orders journeys.
type OverviewQuery struct {
	// Municipalities limits to these; nil for all, empty for none.
	Municipalities []municipality.Code
	// Definition limits to one definition's journeys; empty for all.
	Definition string
	// Run limits to journeys in this state; empty for all.
	Run journey.State
	// Stage and StageState limit to journeys whose stage is in that state; both or neither.
	Stage      journey.StageID
	StageState journey.State
	// LateOn limits to journeys with a deadline before that date; zero for all.
	LateOn calendar.Date
	// OnlyStale limits to journeys with something stale.
	OnlyStale bool
	// OnlySelected limits to journeys that are selected for knowledge development.
	OnlySelected bool
	Sort         OverviewSort
	Descending   bool
	// Limit is the page's size, 0 for everything; Offset the number of rows before it.
	Limit, Offset int
}

// Overview is a page of the overview.
type Overview struct {
	Rows []OverviewRow
	// Matching counts the rows of every page.
	Matching int
}

// PersonRow is one person in a list. The register's own state is as plain as a row can be.
type PersonRow = roster.Person
