package calendar

import "fmt"

// Unit is what a deadline counts in, as it stands in a definition, singular.
type Unit string

// The units. A rule without a distance has none.
const (
	Days        Unit = "day"         // every day counts
	WorkingDays Unit = "working day" // see [Calendar]
	Weeks       Unit = "week"        // seven days: the same weekday
	Months      Unit = "month"       // the same day of the month, or its last
)

// Units lists the units in the order in which help texts name them.
func Units() []Unit { return []Unit{Days, WorkingDays, Weeks, Months} }

// Rule is a deadline relative to an anchor: "start + 4 weeks". N is negative
// for a deadline before the anchor; N and Unit are empty for the anchor's own
// date.
type Rule struct {
	Anchor string
	N      int
	Unit   Unit
}

// String writes the rule as [ParseRule] reads it, in the form that is shown and
// stored; two rules with the same meaning of their parts have the same text.
func (r Rule) String() string {
	switch {
	case r.N == 0:
		return r.Anchor
	case r.N < 0:
		return r.Anchor + " - " + amount(-r.N, r.Unit)
	default:
		return r.Anchor + " + " + amount(r.N, r.Unit)
	}
}

// Apply returns the deadline for an anchor that has got its date. Days, weeks
// and months give the plain calendar date, even where that is no working day:
// the definition asks for working days when it means them. Without an anchor
// date there is no deadline.
func (r Rule) Apply(cal *Calendar, anchor Date) Date {
	return shift(cal, anchor, r.N, r.Unit)
}

// MarshalText writes as [Rule.String] does.
func (r Rule) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads as [ParseRule] does, and "" as the zero rule: no deadline.
func (r *Rule) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*r = Rule{}
		return nil
	}
	*r, err = ParseRule(string(text))
	return err
}

// Offset is a distance in time without a direction, such as the "7 days" before
// a deadline at which a reminder goes out or after which a case is escalated.
type Offset struct {
	N    int
	Unit Unit
}

// String writes the offset as [ParseOffset] reads it, and "" for the zero one,
// which has no unit.
func (o Offset) String() string {
	if o.Unit == "" {
		return ""
	}
	return amount(o.N, o.Unit)
}

// After returns the date that lies the offset after d.
func (o Offset) After(cal *Calendar, d Date) Date { return shift(cal, d, o.N, o.Unit) }

// Before returns the date that lies the offset before d.
func (o Offset) Before(cal *Calendar, d Date) Date { return shift(cal, d, -o.N, o.Unit) }

// MarshalText writes as [Offset.String] does.
func (o Offset) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads as [ParseOffset] does, and "" as the zero offset.
func (o *Offset) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*o = Offset{}
		return nil
	}
	*o, err = ParseOffset(string(text))
	return err
}

func amount(n int, unit Unit) string {
	if n == 1 {
		return fmt.Sprintf("1 %s", unit)
	}
	return fmt.Sprintf("%d %ss", n, unit)
}

func shift(cal *Calendar, d Date, n int, unit Unit) Date {
	switch unit {
	case WorkingDays:
		return cal.AddWorkingDays(d, n)
	case Weeks:
		return d.AddWeeks(n)
	case Months:
		return d.AddMonths(n)
	default:
		return d.AddDays(n)
	}
}
