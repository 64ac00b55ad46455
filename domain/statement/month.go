package statement

import (
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// Kind is the kind of stream that holds a month's editions; its id is the month, "2026-01".
const Kind domain.StreamKind = "statement"

// StreamOf is the history of a month's statements.
func StreamOf(m calendar.Month) domain.Stream { return domain.Stream{Kind: Kind, ID: m.String()} }

// UnitFile names the stored content of one unit: a municipality's [Content], or the nation's [Nation].
type UnitFile struct {
	Unit monitoring.UnitID `json:"unit"`
	File domain.FileHash   `json:"file"`
	Data []byte            `json:"-"`
}

// State is a month: what waits for its release, and what has been released.
type State struct {
	// Comments are what the national agency says to each unit, as it stands now, by unit.
	Comments []*Comment
	// Pending is the frozen edition that waits; nil while there is none.
	Pending *Edition
	// Released are the editions that were released, the first one first.
	Released []*Edition
}

// Comment is what the national agency says beside a unit's figures. It is never changed.
type Comment struct {
	Unit monitoring.UnitID
	Text string
	// Revision counts the times that it was written.
	Revision int
	By       person.ID
	At       time.Time
	Erased   bool
}

// Edition is one data version of a month. It is never changed.
type Edition struct {
	Number int
	AsOf   time.Time
	// Reason says why there is another edition; empty in the first.
	Reason string
	// Changed are the municipalities whose own counts are not as they were in the edition before, by code.
	Changed  []municipality.Code
	Files    []UnitFile
	FrozenBy person.ID
	// FrozenFor is whom the freezer acted for; usually empty.
	FrozenFor  person.ID
	FrozenAt   time.Time
	ReleasedBy person.ID
	ReleasedAt time.Time
	// Comments are those that were released with it.
	Comments []*Comment
}

// Released tells whether the edition has been released.
func (e *Edition) Released() bool { return !e.ReleasedAt.IsZero() }

// MayRelease tells whether an actor is the second person that a release needs: neither who froze, nor whom the freezer
// acted for, nor somebody who acts for one of the two.
func (e *Edition) MayRelease(actor person.Actor) bool {
	return !slices.ContainsFunc([]person.ID{e.FrozenBy, e.FrozenFor}, func(froze person.ID) bool {
		return froze != "" && (froze == actor.ID || froze == actor.OnBehalfOf)
	})
}

// File is the stored content of a unit; empty where the edition has none.
func (e *Edition) File(unit monitoring.UnitID) domain.FileHash {
	for _, f := range e.Files {
		if f.Unit == unit {
			return f.File
		}
	}
	return ""
}

// Comment is what was said to a unit with the edition; nil for nothing.
func (e *Edition) Comment(unit monitoring.UnitID) *Comment { return commentFor(e.Comments, unit) }

// Comment is what is to be said to a unit with the next release; nil for nothing.
func (s State) Comment(unit monitoring.UnitID) *Comment { return commentFor(s.Comments, unit) }

func commentFor(all []*Comment, unit monitoring.UnitID) *Comment {
	i := slices.IndexFunc(all, func(c *Comment) bool { return c.Unit == unit })
	if i < 0 {
		return nil
	}
	return all[i]
}

// Newest is the edition that was released last; nil before the first.
func (s State) Newest() *Edition {
	if len(s.Released) == 0 {
		return nil
	}
	return s.Released[len(s.Released)-1]
}

// Edition returns a released edition by its number, the newest for 0; nil where there is none.
func (s State) Edition(number int) *Edition {
	if number == 0 {
		return s.Newest()
	}
	if number < 0 || number > len(s.Released) {
		return nil
	}
	return s.Released[number-1]
}

// Next is the number of the edition that is frozen, or of the next one.
func (s State) Next() int { return len(s.Released) + 1 }

// Phase says where a month is.
type Phase string

// The phases.
const (
	// PhaseOpen: nothing has been frozen yet.
	PhaseOpen Phase = "open"
	// PhaseFrozen: an edition waits for its release.
	PhaseFrozen Phase = "frozen"
	// PhaseReleased: the newest edition has been released.
	PhaseReleased Phase = "released"
)

// AllPhases lists the phases.
func AllPhases() []Phase { return []Phase{PhaseOpen, PhaseFrozen, PhaseReleased} }

// Phase tells where the month is.
func (s State) Phase() Phase {
	switch {
	case s.Pending != nil:
		return PhaseFrozen
	case len(s.Released) > 0:
		return PhaseReleased
	default:
		return PhaseOpen
	}
}
