package disclosure

import (
	"cmp"
	"slices"
	"strings"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/figures"
	"startklar/domain/municipality"
	"startklar/domain/view"
)

// pattern is what is hidden of one month from everybody outside.
type pattern struct {
	units         map[municipality.Code]columns
	regions       map[string]columns
	deliverers    map[string][]municipality.Code
	nation        columns
	nationwide    []municipality.Code
	fewDeliverers map[monitoring.UnitID]bool
}

// delivered is a month as the rule reads it: all that its pattern follows from.
type delivered struct {
	codes []municipality.Code
	// rows are the municipalities' columns, regionOf the place of their region among names.
	rows     [][]int
	regionOf []int
	names    []string
}

// read reads a month of a book.
func (r *Rule) read(b *figures.Book, m calendar.Month) (d delivered) {
	for _, code := range b.Municipalities(m) {
		if !b.HasDelivered(code, m) {
			continue
		}
		name := municipality.RegionOn(code, m.Last())
		at := slices.Index(d.names, name)
		if at < 0 {
			at, d.names = len(d.names), append(d.names, name)
		}
		d.codes, d.rows, d.regionOf = append(d.codes, code), append(d.rows, r.row(b, code, m)), append(d.regionOf, at)
	}
	return d
}

// work works out what is hidden of a month.
func (r *Rule) work(d delivered) *pattern {
	p := &pattern{
		units: map[municipality.Code]columns{}, regions: map[string]columns{}, nationwide: d.codes,
		deliverers: map[string][]municipality.Code{}, fewDeliverers: map[monitoring.UnitID]bool{},
	}
	t := newTable(r.layout, r.threshold, d.rows, d.regionOf)
	t.few(leastDeliverers)
	r.hide(t)
	for n, code := range d.codes {
		name := d.names[d.regionOf[n]]
		p.units[code] = t.units[n].hidden
		p.deliverers[name] = append(p.deliverers[name], code)
	}
	for n, name := range d.names {
		p.regions[name] = t.regions[n].hidden
		p.fewDeliverers[monitoring.RegionUnit(name)] = len(p.deliverers[name]) < leastDeliverers
	}
	p.nation = t.nation
	p.fewDeliverers[monitoring.National] = len(d.rows) < leastDeliverers
	return p
}

// row reads the columns of a municipality's month.
func (r *Rule) row(b *figures.Book, code municipality.Code, m calendar.Month) []int {
	row := make([]int, len(r.cells))
	for n, c := range r.cells {
		counted, _ := b.Count(monitoring.UnitID(code), m, c.measure, c.origin)
		if row[n] = counted.Num; c.den {
			row[n] = counted.Den
		}
	}
	return row
}

// why tells why a number of a unit that follows from some columns is hidden.
func (p *pattern) why(unit monitoring.UnitID, need columns) view.Withheld {
	hidden := p.nation
	if name, regional := strings.CutPrefix(string(unit), string(monitoring.RegionUnit(""))); regional {
		hidden = p.regions[name]
	} else if unit != monitoring.National {
		hidden = p.units[municipality.Code(unit)]
	}
	switch {
	case need&hidden == 0:
		return view.WithheldNot
	case p.fewDeliverers[unit]:
		return view.WithheldFew
	default:
		return view.WithheldDiscretion
	}
}

// whySum tells why the sum over some municipalities is hidden: unless it is a sum that is shown, or made of such.
func (p *pattern) whySum(unit monitoring.UnitID, of []municipality.Code, need columns) view.Withheld {
	if slices.Equal(of, p.nationwide) && p.why(monitoring.National, need) == view.WithheldNot {
		return view.WithheldNot
	}
	for name, members := range p.deliverers {
		inside := func(code municipality.Code) bool { return slices.Contains(of, code) }
		if p.regions[name]&need == 0 && !slices.ContainsFunc(members, func(code municipality.Code) bool { return !inside(code) }) {
			of = slices.DeleteFunc(slices.Clone(of), func(code municipality.Code) bool { return slices.Contains(members, code) })
		}
	}
	for _, code := range of {
		if p.units[code]&need != 0 {
			return cmp.Or(p.why(unit, need), view.WithheldDiscretion)
		}
	}
	return view.WithheldNot
}
