package disclosure_test

import (
	"math/rand/v2"
	"testing"

	"startklar/domain/monitoring"
	"startklar/domain/monitoring/disclosure"
)

// BenchmarkMonth is what it takes to find out what is hidden of a month of 98 municipalities.
func BenchmarkMonth(b *testing.B) {
	book, r := national(rand.New(rand.NewPCG(0, 98)), 98, 1).book(b), rule(b)
	for b.Loop() {
		disclosure.Afresh(r).Edition(book).For(disclosure.Outsiders()).Count(monitoring.National, january, "P", "")
	}
}
