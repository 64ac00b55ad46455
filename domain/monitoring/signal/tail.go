package signal

// tails are what the beta-binomial distribution says of n of N.
type tails struct {
	// atMost is P(X ≤ n), atLeast P(X ≥ n).
	atMost, atLeast float64
	// nobody is P(X = 0), everybody P(X = N): the tails of the most extreme counts.
	nobody, everybody float64
}

// betaBinomial is the distribution of the count among Size citizens with mean share P and intra-class correlation
// Rho; without correlation it is the binomial.
type betaBinomial struct {
	size   int
	p, rho float64
}

// tails sums the probabilities relative to that near the mean, neighbour from neighbour, in both directions, and
// divides by their total. All terms are positive and no power or factorial is formed, so that small tails keep
// their digits with any N and with ρ down to 0, where gamma functions would cancel.
func (d betaBinomial) tails(n int) tails {
	var t tails
	total := 0.0
	d.each(func(x int, weight float64) {
		total += weight
		if x <= n {
			t.atMost += weight
		}
		if x >= n {
			t.atLeast += weight
		}
		if x == 0 {
			t.nobody = weight
		}
		if x == d.size {
			t.everybody = weight
		}
	})
	return tails{t.atMost / total, t.atLeast / total, t.nobody / total, t.everybody / total}
}

// each visits the counts whose probability is not lost beside that of the mean, with weights in proportion.
func (d betaBinomial) each(visit func(x int, weight float64)) {
	middle := min(max(int(d.p*float64(d.size)), 0), d.size)
	switch {
	case d.p <= 0:
		visit(0, 1)
		return
	case d.p >= 1:
		visit(d.size, 1)
		return
	}
	visit(middle, 1)
	for x, weight := middle, 1.0; x > 0 && weight > 0; x-- {
		weight /= d.step(x - 1)
		visit(x-1, weight)
	}
	for x, weight := middle, 1.0; x < d.size && weight > 0; x++ {
		weight *= d.step(x)
		visit(x+1, weight)
	}
}

// step is P(X = x+1) / P(X = x). With θ = ρ/(1−ρ), α = p/θ and β = (1−p)/θ it is
// (N−x)(x+α) / ((x+1)(N−x−1+β)), here with both brackets multiplied by θ.
func (d betaBinomial) step(x int) float64 {
	theta := d.rho / (1 - d.rho)
	up := float64(d.size-x) * (d.p + float64(x)*theta)
	down := float64(x+1) * (1 - d.p + float64(d.size-x-1)*theta)
	return up / down
}

// Limits are the counts of a funnel among size citizens: the greatest low count and the smallest high one whose
// tail is below a limit, such as [WatchTail]. They are −1 and size+1 where no count is that rare.
func Limits(size int, p, rho, below float64) (low, high int) {
	weights := make([]float64, size+1)
	total := 0.0
	betaBinomial{size, p, rho}.each(func(x int, weight float64) {
		weights[x] = weight
		total += weight
	})
	low, high = -1, size+1
	for sum := weights[0]; sum < below*total; sum += weights[low+1] {
		low++
	}
	for sum := weights[size]; sum < below*total; sum += weights[high-1] {
		high--
	}
	return low, high
}
