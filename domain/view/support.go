package view

import (
	"time"

	"startklar/domain/calendar"
	"startklar/domain/followup"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// ProposalRow is a proposal of support and the municipality that it is about.
type ProposalRow struct {
	Municipality municipality.Code
	followup.Proposal
}

// SupportRow is a case of support as it is listed.
type SupportRow struct {
	Municipality municipality.Code
	Number       int
	Subjects     []followup.Subject
	Owner        person.ID
	OpenedAt     time.Time
	// Next is the first step still to be taken; Guess is empty until there is a hypothesis.
	Next  followup.Step
	Guess followup.Guess
	// Help is what was decided on; AgreedOn, ReviewOn and ClosedAt are zero for not yet.
	Help     []followup.Help
	AgreedOn calendar.Date
	ReviewOn calendar.Date
	Outcome  followup.Outcome
	ClosedAt time.Time
	// OnTrack is the month since which the figures are back on track; zero for not.
	OnTrack calendar.Month
	// Contacts are those of the case.
	Contacts int
}

// Open tells whether the case is still under way.
func (r SupportRow) Open() bool { return r.ClosedAt.IsZero() }

// ReviewOverdue tells whether the case should have been looked at again before a day.
func (r SupportRow) ReviewOverdue(today calendar.Date) bool {
	return r.Open() && !r.ReviewOn.IsZero() && r.ReviewOn.Before(today)
}

// SupportQuery selects proposals and cases; nil municipalities are all, an empty list none.
type SupportQuery struct {
	Municipalities []municipality.Code
	// OpenOnly leaves out what is settled, closed or merged.
	OpenOnly bool
	// Look names the page or file that shows what proposals rest on, for the log of looks at counts; empty leaves the
	// figures out.
	Look string
}
