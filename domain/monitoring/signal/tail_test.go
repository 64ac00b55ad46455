package signal

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

// bruteForce is P(X ≤ n) from whole numbers: with p = a/c and ρ = r/c, the probability of x is
// C(N,x) Π(a(c−r) + ic·r) Π((c−a)(c−r) + jc·r) / Π(c(c−r) + lc·r), for i < x, j < N−x and l < N.
func bruteForce(n, size, a, r, c int64) float64 {
	sum, all := new(big.Int), new(big.Int)
	for x := int64(0); x <= size; x++ {
		term := new(big.Int).Binomial(size, x)
		term.Mul(term, rising(a*(c-r), c*r, x))
		term.Mul(term, rising((c-a)*(c-r), c*r, size-x))
		all.Add(all, term)
		if x <= n {
			sum.Add(sum, term)
		}
	}
	if all.Cmp(rising(c*(c-r), c*r, size)) != 0 {
		panic("the probabilities do not add up to 1")
	}
	share, _ := new(big.Rat).SetFrac(sum, all).Float64()
	return share
}

// rising is from · (from+by) · (from+2by) · …, of so many factors.
func rising(from, by, factors int64) *big.Int {
	product := big.NewInt(1)
	for i := range factors {
		product.Mul(product, big.NewInt(from+i*by))
	}
	return product
}

// near compares relatively, for small tails are what matters.
func near(got, want, tolerance float64) bool {
	return math.Abs(got-want) <= tolerance*math.Max(math.Abs(want), 1e-300)
}

func TestTheTailEqualsABruteForceSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const c = 1000
		size := rapid.Int64Range(1, 60).Draw(t, "N")
		n := rapid.Int64Range(0, size).Draw(t, "n")
		a, r := rapid.Int64Range(1, c-1).Draw(t, "p‰"), rapid.Int64Range(0, 100).Draw(t, "ρ‰")
		got := betaBinomial{int(size), float64(a) / c, float64(r) / c}.tails(int(n))
		want := bruteForce(n, size, a, r, c)
		above := bruteForce(size-n, size, c-a, r, c)
		if !near(got.atMost, want, 1e-11) || !near(got.atLeast, above, 1e-11) {
			t.Fatalf("P(X ≤ n) = %g, want %g; P(X ≥ n) = %g, want %g", got.atMost, want, got.atLeast, above)
		}
		if !near(got.nobody, bruteForce(0, size, a, r, c), 1e-11) || !near(got.everybody, bruteForce(0, size, c-a, r, c), 1e-11) {
			t.Fatalf("extremes %g and %g", got.nobody, got.everybody)
		}
	})
}

func TestTheTailTurnsIntoTheBinomial(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.OneOf(rapid.IntRange(1, 500), rapid.IntRange(500, 50_000)).Draw(t, "N")
		p := rapid.Float64Range(0.01, 0.99).Draw(t, "p")
		spread := math.Sqrt(p * (1 - p) * float64(size))
		n := min(max(int(p*float64(size)+rapid.Float64Range(-5, 5).Draw(t, "z")*spread), 0), size)
		want := distuv.Binomial{N: float64(size), P: p}.CDF(float64(n))
		if got := (betaBinomial{size, p, 0}.tails(n).atMost); !near(got, want, 1e-7) {
			t.Fatalf("ρ = 0: %g, want %g", got, want)
		}
		if got := (betaBinomial{size, p, 1e-13}.tails(n).atMost); !near(got, want, 1e-6) {
			t.Fatalf("ρ → 0: %g, want %g", got, want)
		}
	})
}

func TestTheTailOfManyCitizens(t *testing.T) {
	const size = 50_000
	for _, rho := range []float64{0, 1e-9, 0.001, 0.01, 0.1} {
		for _, p := range []float64{1e-6, 0.001, 0.3, 0.999} {
			d := betaBinomial{size, p, rho}
			before := 0.0
			for _, n := range []int{0, 1, 10, 1000, 15_000, 40_000, size} {
				got := d.tails(n)
				if math.IsNaN(got.atMost) || got.atMost < before || got.atMost > 1+1e-9 || got.atMost+got.atLeast < 1-1e-9 {
					t.Errorf("N %d, p %g, ρ %g, n %d: %+v after %g", size, p, rho, n, got, before)
				}
				before = got.atMost
			}
		}
	}
	mean, variance := moments(betaBinomial{size, 0.3, 0.01})
	if !near(mean, 0.3*size, 1e-9) || !near(variance, size*0.3*0.7*(1+(size-1)*0.01), 1e-9) {
		t.Errorf("mean %g, variance %g", mean, variance)
	}
}

func moments(d betaBinomial) (mean, variance float64) {
	var total, sum, squares float64
	d.each(func(x int, weight float64) {
		total, sum, squares = total+weight, sum+weight*float64(x), squares+weight*float64(x)*float64(x)
	})
	mean = sum / total
	return mean, squares/total - mean*mean
}

func TestSharesOfNobodyAndEverybodyAreCertain(t *testing.T) {
	for _, c := range []struct {
		p    float64
		n    int
		want tails
	}{
		{0, 0, tails{1, 1, 1, 0}},
		{0, 3, tails{1, 0, 1, 0}},
		{1, 10, tails{1, 1, 0, 1}},
		{1, 9, tails{0, 1, 0, 1}},
	} {
		if got := (betaBinomial{10, c.p, 0.05}.tails(c.n)); got != c.want {
			t.Errorf("p %g, n %d: %+v", c.p, c.n, got)
		}
	}
}

func TestLimitsAreTheOutermostCountsThatAreNotRare(t *testing.T) {
	// P(X ≤ 5 of 20) = 21700/2²⁰ = 2.07 %, P(X ≤ 6) = 5.8 %; of 5 even none has 1/32 = 3.1 %.
	for _, c := range []struct{ size, low, high int }{{20, 5, 15}, {5, -1, 6}, {6, 0, 6}, {0, -1, 1}} {
		if low, high := Limits(c.size, 0.5, 0, WatchTail); low != c.low || high != c.high {
			t.Errorf("of %d: %d and %d", c.size, low, high)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(1, 400).Draw(t, "N")
		p, rho := rapid.Float64Range(0.001, 0.999).Draw(t, "p"), rapid.Float64Range(0, 0.1).Draw(t, "ρ")
		low, high := Limits(size, p, rho, WatchTail)
		d := betaBinomial{size, p, rho}
		if low >= 0 && d.tails(low).atMost >= WatchTail || d.tails(low+1).atMost < WatchTail-1e-12 {
			t.Fatalf("low %d", low)
		}
		if high <= size && d.tails(high).atLeast >= WatchTail || d.tails(high-1).atLeast < WatchTail-1e-12 {
			t.Fatalf("high %d", high)
		}
	})
}

func TestCorrelationByHand(t *testing.T) {
	of100 := func(nums ...int) (counts []Count) {
		for _, n := range nums {
			counts = append(counts, Count{n, 100})
		}
		return counts
	}
	for _, c := range []struct {
		name   string
		counts []Count
		want   float64
	}{
		// p̂ = 0.5, z = ±1, Σz² = 2; (2 − 1) / (200 − 20000/200 − 1) = 1/99
		{"two that differ a little", of100(45, 55), 1.0 / 99},
		// z = ±6, Σz² = 72; 71/99 is cut
		{"two that differ much", of100(20, 80), 0.1},
		{"two alike", of100(50, 50), 0},
		// Σz² = 0.4² · 2 < 1
		{"less than chance", of100(48, 52), 0},
		{"one", of100(50), 0},
		{"none", nil, 0},
		{"nobody counted", of100(0, 0, 0), 0},
		{"everybody counted", of100(100, 100), 0},
		{"one citizen each", []Count{{0, 1}, {1, 1}, {1, 1}}, 0},
		// the lowest of ten takes the next one's z, 0, and so does the highest: Σz² = 0
		{"ten with one at each end", of100(50, 20, 50, 50, 50, 50, 50, 50, 80, 50), 0},
		// z = ±4, and after winsorising ∓6 → ∓4: Σz² = 64; (64 − 9) / (1000 − 100 − 9) = 55/891
		{"ten with two at each end", of100(20, 30, 50, 50, 50, 50, 50, 50, 70, 80), 55.0 / 891},
		// nine: h = 0. Σz² = 2·36; (72 − 8) / (900 − 100 − 8) = 64/792
		{"nine keep their ends", of100(20, 50, 50, 50, 50, 50, 50, 50, 80), 64.0 / 792},
		// p̂ = 0.4; z² = 0.01/(0.24/100) and 0.0025/(0.24/200): Σ = 6.25; (6.25 − 1) / (300 − 50000/300 − 1)
		{"of different sizes", []Count{{50, 100}, {70, 200}}, 5.25 / (300 - 50000.0/300 - 1)},
	} {
		if got := Correlation(c.counts); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s: %g, want %g", c.name, got, c.want)
		}
	}
}

func BenchmarkTails(b *testing.B) {
	for _, size := range []int{200, 5000, 50_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			for b.Loop() {
				_ = betaBinomial{size, 0.4, 0.005}.tails(size / 3)
			}
		})
	}
}
