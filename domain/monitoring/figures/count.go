package figures

import (
	"slices"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
)

// Count is what a unit has of one measure in a month, or pooled over the months that end with it.
type Count struct {
	// Num of Den citizens; both are 0 unless Status says otherwise.
	Num, Den int
	Status   monitoring.Status
	// Delivered of Participating municipalities. Pooled: those with any delivered month.
	Delivered, Participating int
	Provisional              bool
}

// Count counts a measure of a unit: an indicator, a group, a part of a stacked indicator, or one of the marks
// beside. It is false when the unit does not take part in the month, and for a measure that the programme has not.
func (b *Book) Count(unit monitoring.UnitID, m calendar.Month, what monitoring.Measure, o monitoring.Origin) (Count, bool) {
	return b.counted(unit, m, 1, what, o)
}

// Pooled is Count over the delivered months m−11…m.
func (b *Book) Pooled(unit monitoring.UnitID, m calendar.Month, what monitoring.Measure, o monitoring.Origin) (Count, bool) {
	return b.counted(unit, m, pooledMonths, what, o)
}

func (b *Book) counted(unit monitoring.UnitID, m calendar.Month, months int, what monitoring.Measure, o monitoring.Origin) (Count, bool) {
	slot, known := b.layout.slots[key{what, o}]
	if !known {
		return Count{}, false
	}
	var sum pair
	c := b.each(unit, m, months, func(row []pair) { sum.add(row[slot]) })
	return c.count(sum), c.participating > 0
}

// coverage is who has delivered what is summed up.
type coverage struct {
	delivered, participating int
	provisional              bool
}

// each visits the rows that a unit's figures of a month, or of the months that end with it, are the sums of.
func (b *Book) each(unit monitoring.UnitID, last calendar.Month, months int, visit func(row []pair)) (c coverage) {
	for member := range b.membersIn(unit, last) {
		c.participating++
		some := false
		for i := range months {
			if row := b.row(member, last.Add(-i)); row != nil {
				some = true
				visit(row)
			}
		}
		if some {
			c.delivered++
		}
	}
	for i := range months {
		c.provisional = c.provisional || b.Provisional(last.Add(-i))
	}
	return c
}

// sums are the counts of all measures of a unit.
type sums struct {
	coverage
	of []pair
}

func (b *Book) sum(unit monitoring.UnitID, last calendar.Month, months int) sums {
	s := sums{of: make([]pair, len(b.layout.slots))}
	s.coverage = b.each(unit, last, months, s.add)
	return s
}

func (s *sums) add(row []pair) {
	for i, p := range row {
		s.of[i].add(p)
	}
}

func (p *pair) add(more pair) { p.num, p.den = p.num+more.num, p.den+more.den }

func (c coverage) count(of pair) Count {
	status := monitoring.StatusOK
	switch {
	case c.delivered == 0:
		status = monitoring.StatusMissing
	case of.den == 0:
		status = monitoring.StatusNoDenominator
	}
	return Count{Num: of.num, Den: of.den, Status: status, Delivered: c.delivered, Participating: c.participating, Provisional: c.provisional}
}

// Provisional tells whether a month is among the latest with any live delivery: registrations arrive late.
func (b *Book) Provisional(m calendar.Month) bool {
	at, delivered := slices.BinarySearchFunc(b.delivered, m, calendar.Month.Compare)
	return delivered && at >= len(b.delivered)-b.programme.Provisional
}

// Settled is the newest delivered month that is not provisional any more; zero while there is none.
func (b *Book) Settled() calendar.Month {
	if at := len(b.delivered) - b.programme.Provisional - 1; at >= 0 {
		return b.delivered[at]
	}
	return calendar.Month{}
}

// Delivered are the months with any live delivery, rising. The slice is the caller's.
func (b *Book) Delivered() []calendar.Month { return slices.Clone(b.delivered) }

// HasDelivered tells whether a municipality has a live delivery of a month in which it takes part.
func (b *Book) HasDelivered(code municipality.Code, m calendar.Month) bool {
	member, known := b.member(code)
	return known && b.row(member, m) != nil
}
