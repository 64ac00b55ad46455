package municipality

import (
	"slices"
	"sync"

	"startklar/domain/calendar"
)

// Municipality is one of the 98.
type Municipality struct {
	Code Code
	Name string // as the municipality is called in Danish, without "Kommune"
}

// All returns every municipality in the order of the codes. The slice is the
// caller's.
func All() []Municipality { return slices.Clone(loaded().all) }

// Get returns the municipality with the code, and false if there is none.
func Get(code Code) (Municipality, bool) {
	entry, ok := loaded().byCode[code]
	return entry.Municipality, ok
}

// Tile returns the place on the tile map, counted from 0 at the top left:
// columns 0 to 17, rows 0 to 10. It is false for an unknown code.
func Tile(code Code) (col, row int, ok bool) {
	entry, ok := loaded().byCode[code]
	return entry.col, entry.row, ok
}

// RegionOn returns the name of the region that the municipality belongs to on a
// date. It is "" for an unknown code and before 2007-01-01, the day when regions
// came to be.
func RegionOn(code Code, on calendar.Date) string {
	r := loaded()
	entry, known := r.byCode[code]
	if !known {
		return ""
	}
	return r.regionOn(entry.region, on)
}

// Regions returns the names of the regions that exist on a date, in Danish
// order; none before 2007-01-01.
func Regions(on calendar.Date) []string {
	var names []string
	for name, region := range loaded().regions {
		if region.validOn(on) {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, Compare)
	return names
}

// KnownRegion tells whether a region of this name exists at some time.
func KnownRegion(name string) bool {
	_, known := loaded().regions[name]
	return known
}

type register struct {
	all     []Municipality
	byCode  map[Code]entry
	regions map[string]region
}

type entry struct {
	Municipality
	region   string // the one of 2007; later ones follow from the successors
	col, row int
}

type region struct {
	from, to  calendar.Date // inclusive; to is "no date" while the region lasts
	successor string
}

func (r region) validOn(on calendar.Date) bool {
	return !on.Before(r.from) && !r.endedBy(on)
}

func (r region) endedBy(on calendar.Date) bool {
	return !r.to.IsZero() && on.After(r.to)
}

func (r *register) regionOn(name string, on calendar.Date) string {
	for r.regions[name].endedBy(on) {
		name = r.regions[name].successor
	}
	if !r.regions[name].validOn(on) {
		return ""
	}
	return name
}

var loaded = sync.OnceValue(func() *register {
	r, err := load(files)
	if err != nil {
		panic("municipality: embedded data: " + err.Error())
	}
	return r
})
