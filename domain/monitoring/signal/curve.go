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
// A limit is a whole count, so that as a share it jumps up and down with the size. Among few citizens the curve goes
// through the sizes at which the count steps, so that every possible share lies on its right side; among many it
// runs in the middle between the last count that is outside and the first that is not.
func Curve(largest int, p, rho, below float64) (low, high []Edge) {
	// outside are how many counts at each end are that rare, at the size before.
	outside := [2]int{}
	for _, size := range curveSizes(largest) {
		l, h := Limits(size, p, rho, below)
		for side, counts := range [2]int{l + 1, size + 1 - h} {
			if counts == 0 {
				continue
			}
			share, steps := float64(counts-1)/float64(size), counts != outside[side]
			if size > exactSize {
				share, steps = (float64(counts)-.5)/float64(size), true
			}
			outside[side] = counts
			switch {
			case !steps:
			case side == 0:
				low = append(low, Edge{size, share})
			default:
				high = append(high, Edge{size, 1 - share})
			}
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
