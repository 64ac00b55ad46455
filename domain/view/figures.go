package view

import (
	"strconv"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
)

// Withheld is why a number is not shown.
type Withheld string

// The reasons.
const (
	WithheldNot Withheld = ""
	// WithheldDiscretion hides a number from which a small number of others' citizens could be had.
	WithheldDiscretion Withheld = "discretion"
	// WithheldFew hides a region or the nation of which too few municipalities have delivered.
	WithheldFew Withheld = "few_deliverers"
	// WithheldMissing is not hidden but unknown: nobody delivered.
	WithheldMissing Withheld = "missing"
)

// AllWithheld lists the reasons.
func AllWithheld() []Withheld { return []Withheld{WithheldDiscretion, WithheldFew, WithheldMissing} }

// Number is a number of citizens that is shown, or the reason why it is not; a number that is not shown is not in it.
// The zero value shows 0.
type Number struct {
	value int
	why   Withheld
}

// Shown is a number that may be seen.
func Shown(value int) Number { return Number{value: value} }

// NotShown is a number that may not be seen, or that nobody knows.
func NotShown(why Withheld) Number { return Number{why: why} }

// Value is the number; false where it is not shown.
func (n Number) Value() (int, bool) { return n.value, n.why == WithheldNot }

// Why is why the number is not shown.
func (n Number) Why() Withheld { return n.why }

// MarshalJSON writes the number, or null.
func (n Number) MarshalJSON() ([]byte, error) {
	if n.why != WithheldNot {
		return []byte("null"), nil
	}
	return strconv.AppendInt(nil, int64(n.value), 10), nil
}

// Figure is a count of one unit in one month, or pooled over the twelve that end with it, as a viewer may see it.
type Figure struct {
	Unit    monitoring.UnitID
	Month   calendar.Month
	Measure monitoring.Measure
	Origin  monitoring.Origin
	// Num of Den citizens. One may be shown where the other is not; then there is no share.
	Num, Den Number
	// Status is that of the figure. Where Den is not shown it is [monitoring.StatusOK] whatever Den is.
	Status monitoring.Status
	// Provisional means not settled yet.
	Provisional bool
	// Delivered of Participating municipalities; for regions and the nation.
	Delivered, Participating int
}

// Share is n/N; false where there is none or it is not shown.
func (f Figure) Share() (float64, bool) {
	num, shown := f.Num.Value()
	den, also := f.Den.Value()
	if !shown || !also || f.Status != monitoring.StatusOK {
		return 0, false
	}
	return float64(num) / float64(den), true
}

// Withheld is why the figure has no share that could be shown; WithheldNot where it has one, and where there is
// nobody to take a share of.
func (f Figure) Withheld() Withheld {
	if f.Num.why != WithheldNot {
		return f.Num.why
	}
	return f.Den.why
}
