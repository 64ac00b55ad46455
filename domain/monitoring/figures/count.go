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
	members := b.membersIn(unit, m)
	if !known || len(members) == 0 {
		return Count{}, false
	}
	s := b.sum(members, m, months)
	return s.count(slot), true
}

// sums are the counts of all measures of a unit.
type sums struct {
	of                       []pair
	delivered, participating int
	provisional              bool
}

func (b *Book) sum(members []municipality.Code, last calendar.Month, months int) sums {
	s := sums{of: make([]pair, len(b.layout.slots)), participating: len(members)}
	for _, code := range members {
		some := false
		for i := range months {
			if row := b.row(code, last.Add(-i)); row != nil {
				some = true
				s.add(row)
			}
		}
		if some {
			s.delivered++
		}
	}
	for i := range months {
		s.provisional = s.provisional || b.Provisional(last.Add(-i))
	}
	return s
}

func (s *sums) add(row []pair) {
	for i, p := range row {
		s.of[i].num += p.num
		s.of[i].den += p.den
	}
}

func (s *sums) count(slot int) Count {
	c := Count{
		Status: monitoring.StatusOK, Delivered: s.delivered, Participating: s.participating, Provisional: s.provisional,
		Num: s.of[slot].num, Den: s.of[slot].den,
	}
	switch {
	case s.delivered == 0:
		c.Status = monitoring.StatusMissing
	case c.Den == 0:
		c.Status = monitoring.StatusNoDenominator
	}
	return c
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
	return b.row(code, m) != nil
}
