package figures

import (
	"slices"
	"strings"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
)

func compareCodes(a, b municipality.Code) int { return strings.Compare(string(a), string(b)) }

const regionPrefix = "region:"

// Units are those of a month: municipalities by code, regions in Danish order, the nation. None if nobody takes
// part.
func (b *Book) Units(m calendar.Month) []monitoring.UnitID { return b.unitsOf(m, m) }

// unitsOf are the units of any month of a range, in the order in which they are listed.
func (b *Book) unitsOf(from, to calendar.Month) (units []monitoring.UnitID) {
	var regions []string
	for _, member := range b.members {
		takesPart := false
		for i := range from.MonthsUntil(to) + 1 {
			m := from.Add(i)
			if !member.in(m) {
				continue
			}
			takesPart = true
			if name := b.regionOf(member, m); name != "" && !slices.Contains(regions, name) {
				regions = append(regions, name)
			}
		}
		if takesPart {
			units = append(units, monitoring.UnitID(member.code))
		}
	}
	if len(units) == 0 {
		return nil
	}
	slices.SortFunc(regions, municipality.Compare)
	for _, name := range regions {
		units = append(units, monitoring.RegionUnit(name))
	}
	return append(units, monitoring.National)
}

// regionOf is the region of a municipality on the month's last day.
func (b *Book) regionOf(m *member, month calendar.Month) string {
	if i := b.first.MonthsUntil(month); i >= 0 && i < len(m.regions) {
		return m.regions[i]
	}
	return municipality.RegionOn(m.code, month.Last())
}

// membersIn yields the municipalities of a unit that take part in a month, by code.
func (b *Book) membersIn(unit monitoring.UnitID, m calendar.Month) func(func(*member) bool) {
	return func(yield func(*member) bool) {
		region, regional := strings.CutPrefix(string(unit), regionPrefix)
		if !regional && unit != monitoring.National {
			if found, known := b.member(municipality.Code(unit)); known && found.in(m) {
				yield(found)
			}
			return
		}
		for _, member := range b.members {
			if member.in(m) && (!regional || b.regionOf(member, m) == region) && !yield(member) {
				return
			}
		}
	}
}

// ProjectMonth is how far a municipality is in a month: 1 is the month of enrolment. It is 0 when it does not take
// part.
func (b *Book) ProjectMonth(code municipality.Code, m calendar.Month) int {
	found, known := b.member(code)
	if !known {
		return 0
	}
	for _, p := range found.times {
		if p.In(m) {
			return calendar.MonthOf(p.Enrolled).MonthsUntil(m) + 1
		}
	}
	return 0
}

// Municipalities are those that take part in a month, by code.
func (b *Book) Municipalities(m calendar.Month) []municipality.Code {
	return b.Members(monitoring.National, m)
}

// Members are the municipalities of a unit that take part in a month, by code.
func (b *Book) Members(unit monitoring.UnitID, m calendar.Month) (codes []municipality.Code) {
	for member := range b.membersIn(unit, m) {
		codes = append(codes, member.code)
	}
	return codes
}

// KnownUnit tells whether a unit can have figures at all: the nation, one of the municipalities, or a region that
// exists at some time.
func KnownUnit(unit monitoring.UnitID) bool {
	if region, regional := strings.CutPrefix(string(unit), regionPrefix); regional {
		return municipality.KnownRegion(region)
	}
	_, known := municipality.Get(municipality.Code(unit))
	return known || unit == monitoring.National
}
