package meeting

import (
	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// Link lets whoever holds it answer for one municipality without signing in. Only the token's hash is known.
type Link struct {
	ID           string            `json:"id"`
	Hash         string            `json:"hash"`
	Municipality municipality.Code `json:"municipality"`
	// Until is the last day on which it opens.
	Until     calendar.Date `json:"until"`
	By        person.ID     `json:"by"`
	Withdrawn bool          `json:"withdrawn,omitempty"`
}

// Works tells whether the link opens on a day.
func (l Link) Works(today calendar.Date) bool { return !l.Withdrawn && !today.After(l.Until) }

// Link returns a link, or nil.
func (m Meeting) Link(id string) *Link {
	for n := range m.Links {
		if m.Links[n].ID == id {
			return &m.Links[n]
		}
	}
	return nil
}
