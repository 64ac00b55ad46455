package monitoring

import (
	"startklar/domain/calendar"
	"startklar/domain/municipality"
)

// Marks are the yes-or-no columns of a record, and whether there are paid hours.
type Marks uint16

// The marks.
const (
	MarkJobBroker Marks = 1 << iota
	MarkRehab
	MarkStepUp
	MarkSelfSupporting
	MarkPaidHours
	MarkEducation
	MarkWageSubsidy
	MarkWorkPlacement
	MarkRevisited
)

// Has tells whether all of some marks are set.
func (m Marks) Has(all Marks) bool { return m&all == all }

// Record says of one citizen in one municipality what held in one month. The municipality and the month are
// those of its [Delivery].
type Record struct {
	// Citizen is a pseudonym from the source, 1 to 64 characters, never CPR-shaped.
	Citizen string
	Marks   Marks
	// Exempt and Benefit are codes of the programme; Exempt may be empty.
	Exempt  string
	Benefit string
	// PaidHours are hundredths of ordinary paid hours in the month.
	PaidHours int64
	Origin    Origin
	Exit      Exit
}

// Pair is what a delivery is for.
type Pair struct {
	Municipality municipality.Code
	Month        calendar.Month
}

// Delivery is all records of one municipality for one month, each citizen once, ordered by citizen.
type Delivery struct {
	Pair
	Records []Record
}
