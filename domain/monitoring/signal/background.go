package signal

import (
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/figures"
	"startklar/domain/municipality"
)

// Background is what a municipality's share is looked at against: that of the others, and how much municipalities
// truly differ.
type Background struct{ Share, Rho float64 }

// Range is what the background expects among size citizens: from the lowest to the highest count that is not rare.
func (b Background) Range(size int, below float64) (low, high int) {
	low, high = Limits(size, b.Share, b.Rho, below)
	return low + 1, high - 1
}

// Backgrounds judges single figures of a book. It remembers what it has worked out of each month, and may be shared.
type Backgrounds struct{ judge }

// NewBackgrounds reads from a book.
func NewBackgrounds(b *figures.Book, p *monitoring.Programme) *Backgrounds {
	return &Backgrounds{newJudge(b, p, Circumstances{})}
}

// Of is the background of an indicator in a month for one municipality; for the empty code it leaves nobody out. It is
// false where too few delivered to judge anybody, and where nobody else has anyone.
func (b *Backgrounds) Of(code municipality.Code, id monitoring.IndicatorID, m calendar.Month) (Background, bool) {
	all := b.field(id, m)
	own, _ := b.book.Figure(monitoring.UnitID(code), m, id, monitoring.OriginAll)
	if !all.covered || all.den == own.Den {
		return Background{}, false
	}
	return Background{float64(all.num-own.Num) / float64(all.den-own.Den), all.rho}, true
}

// Signal is that of one municipality's indicator in a month, as it is among those of all: see [Of].
func (b *Backgrounds) Signal(code municipality.Code, id monitoring.IndicatorID, m calendar.Month, suspended []Suspension) (Signal, bool) {
	indicator, known := b.programme.Indicator(id)
	if !known {
		return Signal{}, false
	}
	j := b.judge
	j.circumstances.Suspended = suspended
	return j.signal(code, indicator, m)
}
