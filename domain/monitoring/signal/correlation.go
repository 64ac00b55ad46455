package signal

import (
	"math"
	"slices"
)

// Count is n of N citizens of one municipality.
type Count struct{ Num, Den int }

// mostCorrelation bounds ρ: beyond it the municipalities are no sample of anything alike.
const mostCorrelation = 0.1

// Correlation is the intra-class correlation ρ of some municipalities' counts, each with N > 0, from 0 to 0.1: how
// much more they differ than chance alone makes them.
//
//	p̂ = Σn/ΣN,  z = (n/N − p̂) / √(p̂(1−p̂)/N),  ρ = (Σz² − (k−1)) / (ΣN − ΣN²/ΣN − (k−1))
//
// The tenth with the lowest z and the tenth with the highest take the value of their neighbour first, so that the
// few who lag do not hide themselves by widening the limits. It is 0 for fewer than two, and where all or none are
// counted.
func Correlation(counts []Count) float64 {
	var n, total, squares float64
	for _, c := range counts {
		n, total, squares = n+float64(c.Num), total+float64(c.Den), squares+float64(c.Den)*float64(c.Den)
	}
	k, p := float64(len(counts)), n/total
	if len(counts) < 2 || p*(1-p) == 0 {
		return 0
	}
	over := squared(winsorised(deviations(counts, p))) - (k - 1)
	room := total - squares/total - (k - 1)
	if room <= 0 { // everybody has one citizen: nothing can correlate
		return 0
	}
	return min(max(over/room, 0), mostCorrelation)
}

func deviations(counts []Count, p float64) []float64 {
	z := make([]float64, len(counts))
	for i, c := range counts {
		z[i] = (float64(c.Num)/float64(c.Den) - p) / math.Sqrt(p*(1-p)/float64(c.Den))
	}
	return z
}

// winsorised sorts values and lets the lowest and the highest tenth, rounded down, take the value of the next one.
func winsorised(z []float64) []float64 {
	slices.Sort(z)
	h := len(z) / 10
	for i := range h {
		z[i], z[len(z)-1-i] = z[h], z[len(z)-1-h]
	}
	return z
}

func squared(z []float64) (sum float64) {
	for _, v := range z {
		sum += v * v
	}
	return sum
}
