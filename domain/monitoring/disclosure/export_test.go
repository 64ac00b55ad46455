package disclosure

import "sync/atomic"

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
