package monthly

import (
	"slices"
	"strings"

	"startklar/domain/monitoring"
	"startklar/domain/municipality"
	"startklar/domain/statement"
)

// regionName is the name of a region; false for a municipality.
func regionName(unit monitoring.UnitID) (string, bool) {
	return strings.CutPrefix(string(unit), string(monitoring.RegionUnit("")))
}

// alphabetical orders the units: the regions as they stand, then the municipalities by name. Nobody is ranked.
func alphabetical(units []statement.Unit) []statement.Unit {
	name := func(u statement.Unit) string {
		m, _ := municipality.Get(municipality.Code(u.Unit))
		return m.Name
	}
	sorted := slices.Clone(units)
	slices.SortStableFunc(sorted, func(a, b statement.Unit) int {
		_, regionA := regionName(a.Unit)
		_, regionB := regionName(b.Unit)
		switch {
		case regionA && regionB:
			return 0
		case regionA:
			return -1
		case regionB:
			return 1
		}
		return municipality.Compare(name(a), name(b))
	})
	return sorted
}
