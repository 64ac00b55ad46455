package view

import (
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/meeting"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// HeldRow is a journey's step that was held as a meeting.
type HeldRow struct {
	Journey journey.ID
	Item    journey.InstanceID
	On      calendar.Date
}

// MeetingRow is one meeting in a list.
type MeetingRow struct {
	ID    meeting.ID
	Kind  meeting.Kind
	Host  person.ID
	Title string
	State meeting.State
	// Slot is zero while there is no date.
	Slot  meeting.Slot
	Place string
	// ClosesOn is the last day on which the poll can be answered; zero where none is open.
	ClosesOn calendar.Date
	// Room counts places. Invited, Voted and Answered count municipalities: those invited, those in which
	// somebody has answered the poll, those that have answered the invitation.
	Room                     meeting.Places
	Invited, Voted, Answered int
	// Notes tells that notes have been published.
	Notes bool
	// Own is what is known of the viewer's municipality; nil for those who have many or all.
	Own *MeetingParty
}

// MeetingParty is one municipality's part of a meeting in a list.
type MeetingParty struct {
	Municipality municipality.Code
	Partstat     meeting.Partstat
	Persons      int
	Waiting      bool
	Voted        bool
	Attendance   meeting.Attendance
}

// MeetingQuery asks for meetings. Hosts and Municipalities widen each other: a meeting comes if one of the
// hosts holds it or one of the municipalities is invited.
type MeetingQuery struct {
	// All takes every meeting, whoever it is for.
	All            bool
	Hosts          []person.ID
	Municipalities []municipality.Code
	// Own is the municipality whose part the rows show; empty for none.
	Own municipality.Code
	// From and Until bound the date, inclusive; zero for no bound. Meetings without a date come where there is
	// no Until.
	From, Until calendar.Date
	// Latest orders by the latest date first; else the earliest, those without a date before all others.
	Latest bool
	// Limit is how many to return; 0 for all.
	Limit int
}
