package view

import (
	"slices"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/caseload"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// Case is one journey as those who carry it need it: where it is, what it waits for, and how its questions stand.
type Case struct {
	OverviewRow
	Mix journey.Mix
	// Workshop is the startup workshop's item; empty where the plan has none. WorkshopOn is its day, zero until
	// it is booked, WorkshopAt the time of day ("09:00"), WorkshopHeld the day on which it was held.
	Workshop     journey.InstanceID
	WorkshopOn   calendar.Date
	WorkshopAt   string
	WorkshopHeld calendar.Date
	// ReadyAt is when everything that the workshop rests on was done, SignedAt when the leadership last signed.
	ReadyAt, SignedAt time.Time
	// SeenAt is when somebody of the municipality last left something in the journey.
	SeenAt time.Time
	// Waiting is what it waits for, the most pressing first.
	Waiting []CaseWait
	// Offers are the texts that a consultant entered and that wait for a leader's word, the oldest first.
	Offers []CaseOffer
	// Disputes are the workshops whose minutes somebody objects to.
	Disputes []CaseDispute
}

// CaseOffer is a text that waits for acceptance: which question it answers and since when it waits.
type CaseOffer struct {
	Item  journey.InstanceID
	Field journey.FieldID
	At    time.Time
}

// CaseDispute is a workshop with objections that nobody has answered yet; At is when the first of them came.
type CaseDispute struct {
	Item  journey.InstanceID
	Count int
	At    time.Time
}

// CaseWait is something that a journey waits for.
type CaseWait struct {
	Item  journey.InstanceID
	Roles []person.Role
	// Assignee is who has been given it; empty for nobody in particular.
	Assignee person.ID
	Due      calendar.Date
	// From is the day before which nobody can do anything about it; zero for none.
	From calendar.Date
}

// On tells whether the move is a role's, and can be made on a day.
func (w CaseWait) On(today calendar.Date, role person.Role) bool {
	return !w.From.After(today) && slices.Contains(w.Roles, role)
}

// OnMunicipality tells whether the move is the municipality's own and nobody else's.
func (w CaseWait) OnMunicipality(today calendar.Date) bool {
	if w.From.After(today) || len(w.Roles) == 0 {
		return false
	}
	return !slices.ContainsFunc(w.Roles, func(r person.Role) bool { return !r.Municipal() })
}

// Ready tells whether the workshop can be booked: everything is there but a date.
func (c Case) Ready() bool {
	return c.Run == journey.Active && !c.ReadyAt.IsZero() && c.WorkshopOn.IsZero() && c.WorkshopHeld.IsZero()
}

// WorkNote is a note about a municipality that the municipality does not see.
type WorkNote struct {
	Number               int
	Text                 string
	By                   person.ID
	WrittenAt, ChangedAt time.Time
	// Erased tells that the text has been erased.
	Erased bool
}

// SavedViews are a person's own selections. Standard may be a built-in one; empty for none chosen.
type SavedViews struct {
	Views    []SavedView
	Standard caseload.ViewRef
}

// SavedView is a selection with a name.
type SavedView struct {
	Ref         caseload.ViewRef
	Name, Query string
}

// NewsRow is a journey in which something has happened lately.
type NewsRow struct {
	Municipality municipality.Code
	Run          journey.State
	DueOn        calendar.Date
	// ReadyAt is when the workshop could be booked, zero if it cannot or has been; SignedAt when the leadership last
	// signed.
	ReadyAt, SignedAt time.Time
}
