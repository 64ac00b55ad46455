package disclosure

import "sync/atomic"

// PrimaryOnly is the rule without secondary suppression, to show that the attack of the tests finds what is left.
func PrimaryOnly(r *Rule) *Rule {
	only := *r
	only.hide, only.patterns = (*table).primary, newPatterns()
	return &only
}

// Afresh is the rule with nothing remembered.
func Afresh(r *Rule) *Rule {
	afresh := *r
	afresh.patterns = newPatterns()
	return &afresh
}

// Counting counts the months that the rule works out from now on.
func Counting(r *Rule) (counting *Rule, worked func() int) {
	var n atomic.Int64
	counting = Afresh(r)
	counting.hide = func(t *table) {
		n.Add(1)
		r.hide(t)
	}
	return counting, func() int { return int(n.Swap(0)) }
}
