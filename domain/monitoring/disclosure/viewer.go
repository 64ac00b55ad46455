package disclosure

import (
	"slices"
	"strings"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
)

// Viewer is who looks. The zero value sees nothing; what a role reaches is decided where a viewer is made, by the
// policy.
type Viewer struct {
	// Everything sees every count.
	Everything bool
	// Counts are the municipalities whose counts the viewer may see: its own.
	Counts []municipality.Code
	// Outside are further municipalities whose numbers the viewer may see as outsiders do; AllOutside means all.
	Outside    []municipality.Code
	AllOutside bool
	// AllRegions shows every region as outsiders see it; else those of Counts and Outside are shown.
	AllRegions bool
	// Only narrows what is shown to some units; nil narrows nothing.
	Only []monitoring.UnitID
}

// Outsiders see every unit with nothing of anybody's citizens: what may leave the house.
func Outsiders() Viewer { return Viewer{AllOutside: true, AllRegions: true} }

// OfNothing tells of a viewer who may see no figure at all, not even the nation's.
func (v Viewer) OfNothing() bool {
	return !v.Everything && !v.AllOutside && !v.AllRegions && len(v.Counts) == 0 && len(v.Outside) == 0
}

// knows tells whether the viewer may know figures of a unit, hidden ones among them.
func (v Viewer) knows(unit monitoring.UnitID, m calendar.Month) bool {
	if v.OfNothing() || v.Only != nil && !slices.Contains(v.Only, unit) {
		return false
	}
	name, regional := strings.CutPrefix(string(unit), string(monitoring.RegionUnit("")))
	switch {
	case v.Everything || unit == monitoring.National:
		return true
	case regional:
		inside := func(code municipality.Code) bool { return municipality.RegionOn(code, m.Last()) == name }
		return v.AllRegions || slices.ContainsFunc(v.Counts, inside) || slices.ContainsFunc(v.Outside, inside)
	default:
		code := municipality.Code(unit)
		return v.AllOutside || slices.Contains(v.Counts, code) || slices.Contains(v.Outside, code)
	}
}

// seesCounts tells whether nothing is hidden of a unit.
func (v Viewer) seesCounts(unit monitoring.UnitID) bool {
	return v.Everything || slices.Contains(v.Counts, municipality.Code(unit))
}
