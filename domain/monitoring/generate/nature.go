package generate

import (
	"math"
	"math/rand/v2"
	"slices"

	"startklar/domain/municipality"
)

// nature is what a municipality is like: the shares that its citizens' months are drawn with.
type nature struct {
	jobBroker   float64 // of those without a rehabilitation marking, once it is in use
	rehab       float64
	exempt      float64
	stepUp      float64
	changed     float64 // of the rehabilitation group, on another benefit
	doing       []float64
	persistence float64
}

// doing is what a citizen does in a month; no two at once, so that a lag of one moves every indicator by as much.
type doing int

const (
	doingJob doing = iota
	doingHours
	doingEducation
	doingSubsidy
	doingPlacement
	doingNothing
)

// Shares of a municipality in the middle.
const (
	usualJobBroker = 0.70
	usualRehab     = 0.20
	usualExempt    = 0.06
	usualStepUp    = 0.35
	usualChanged   = 0.25
)

var usualDoing = []float64{doingJob: 0.07, doingHours: 0.08, doingEducation: 0.03, doingSubsidy: 0.03, doingPlacement: 0.12}

// natureOf draws a municipality's nature.
func (o Options) natureOf(code municipality.Code, rng *rand.Rand) nature {
	lag := o.Lag[code] / 100
	own := func(usual, lag float64) float64 {
		logit := math.Log(usual/(1-usual)) + o.Spread*rng.NormFloat64()
		return max(0.001, 1/(1+math.Exp(-logit))-lag)
	}
	n := nature{
		jobBroker: own(usualJobBroker, lag), rehab: own(usualRehab, 0), exempt: own(usualExempt, 0),
		stepUp: own(usualStepUp, lag), changed: own(usualChanged, lag), persistence: o.Persistence,
	}
	for d, usual := range usualDoing {
		behind := 0.0
		if doing(d) == doingJob {
			behind = lag
		}
		n.doing = append(n.doing, own(usual, behind))
	}
	return n
}

// does draws what a citizen does.
func (n nature) does(rng *rand.Rand) doing {
	at := rng.Float64()
	for d, share := range n.doing {
		if at -= share; at < 0 {
			return doing(d)
		}
	}
	return doingNothing
}

// stays tells whether a month is as the one before.
func (n nature) stays(rng *rand.Rand) bool { return rng.Float64() < n.persistence }

// pick draws one of some values with their weights.
func pick[T any](rng *rand.Rand, all []weighted[T]) T {
	total := 0.0
	for _, w := range all {
		total += w.weight
	}
	at := rng.Float64() * total
	i := slices.IndexFunc(all, func(w weighted[T]) bool { at -= w.weight; return at < 0 })
	return all[max(i, 0)].value
}

type weighted[T any] struct {
	value  T
	weight float64
}
