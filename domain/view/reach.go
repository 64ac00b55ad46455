package view

import (
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
)

// ReachRow is how far a programme's starter pack has come in one journey.
type ReachRow struct {
	Journey      journey.ID
	Municipality municipality.Code
	Run          journey.State
	// Teams are those that the municipality has; none where it has named none.
	Teams []ReachTeam
	// Documents are those that have been delivered.
	Documents map[journey.FieldID]ReachDocument
}

// ReachTeam is a municipality's team.
type ReachTeam struct {
	ID   journey.TeamID
	Name string
}

// ReachDocument is a document as it was delivered last. The dates are zero for what has not happened.
type ReachDocument struct {
	Version     int
	DeliveredOn calendar.Date
	OpenedOn    calendar.Date
	ReceivedOn  calendar.Date
	InUseOn     calendar.Date
	// Uses tells by team which version it uses; the team is empty where the municipality has named none.
	Uses map[journey.TeamID]ReachUse
}

// ReachUse is the version that a team uses, since when.
type ReachUse struct {
	Version int
	On      calendar.Date
}

// Oldest is the lowest version that is still at work in the municipality, as far as anybody has said: that of a
// team, or the delivered one. Teams that have been removed do not count; 0 where nothing was delivered.
func (r ReachRow) Oldest(document journey.FieldID) int {
	d, ok := r.Documents[document]
	if !ok {
		return 0
	}
	oldest := d.Version
	for team, use := range d.Uses {
		if r.has(team) {
			oldest = min(oldest, use.Version)
		}
	}
	return oldest
}

// has tells whether a team is one of the municipality's: itself where it has named none.
func (r ReachRow) has(team journey.TeamID) bool {
	if len(r.Teams) == 0 {
		return team == ""
	}
	for _, t := range r.Teams {
		if t.ID == team {
			return true
		}
	}
	return false
}
