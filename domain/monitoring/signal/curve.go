package signal

import "math"

// Edge is a limit among so many citizens, as a share.
type Edge struct {
	Size  int
	Share float64
}

// The sizes up to which a limit is followed step by step, and how many points show the rest of it.
const (
	exactSize = 150
	restSteps = 24
)

// Curve gives the limits of a funnel for sizes up to a largest one, see [Limits]: the low one and the high one, each
// by rising size, from the first size at which any count is that rare.
//
// A limit is a whole count, so that as a share it jumps up and down with the size. Among few citizens the curves are
// drawn so that they never do and that every possible share still lies on its right side; among many they run in the
// middle between the last count that is outside and the first that is not.
func Curve(largest int, p, rho, below float64) (low, high []Edge) {
	lowest, ceiling := -1, 1.0
	for _, size := range curveSizes(largest) {
		l, h := Limits(size, p, rho, below)
		under, over := float64(l), float64(h)
		if size > exactSize {
			under, over = under+.5, over-.5
		}
		if l >= 0 && (l > lowest || size > exactSize) {
			low = append(low, Edge{size, under / float64(size)})
		}
		lowest = max(lowest, l)
		if h > size {
			continue
		}
		if share := over / float64(size); share <= ceiling {
			ceiling = share
			high = append(high, Edge{size, share})
		}
	}
	return low, high
}

// curveSizes are every small size and some larger ones, ever farther apart.
func curveSizes(largest int) (sizes []int) {
	for size := 1; size <= min(largest, exactSize); size++ {
		sizes = append(sizes, size)
	}
	ratio := math.Pow(float64(largest)/exactSize, 1./restSteps)
	for n := 1; n <= restSteps && largest > exactSize; n++ {
		if size := int(math.Round(exactSize * math.Pow(ratio, float64(n)))); size > sizes[len(sizes)-1] {
			sizes = append(sizes, size)
		}
	}
	return sizes
}
