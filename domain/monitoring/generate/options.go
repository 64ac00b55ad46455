package generate

import (
	"errors"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
)

// Options say what is made.
type Options struct {
	Seed uint64
	// Programme gives the codes that are valid in a month.
	Programme *monitoring.Programme
	// Municipalities deliver every month from From on, Months of them.
	Municipalities []municipality.Code
	From           calendar.Month
	Months         int
	// Rows is about how many there are in all; every municipality has one citizen at least.
	Rows int

	// Spread is the standard deviation, on the logit scale, of what is by nature a municipality's own in each
	// indicator; 0 makes them all alike but for chance.
	Spread float64
	// Persistence is the chance, 0 to below 1, that a citizen's month is as the one before rather than drawn anew. It
	// holds for the job broker marking, for jobs, hours and education, and for leaving the benefits.
	Persistence float64
	// Lag is by how many percentage points a municipality lies behind what it would else have, in each of the
	// indicators 1, 3, 5, 6, 7 and 8, as long as that leaves a share above 0.
	Lag map[municipality.Code]float64
}

// Believable returns options under which municipalities differ and citizens persist as they may be thought to do in
// earnest. What to make is still to be set.
func Believable() Options { return Options{Spread: 0.3, Persistence: 0.9} }

var (
	errNothing     = errors.New("generate: write at least one municipality, one month and one row")
	errUnknown     = errors.New("generate: a municipality does not exist")
	errPersistence = errors.New("generate: persistence lies from 0 to below 1, spread is not below 0")
)

func (o Options) check() error {
	switch {
	case o.Programme == nil || len(o.Municipalities) == 0 || o.Months < 1 || o.Rows < 1 || o.From.IsZero():
		return errNothing
	case o.Persistence < 0 || o.Persistence >= 1 || o.Spread < 0:
		return errPersistence
	}
	for _, code := range o.Municipalities {
		if _, known := inhabitants[code]; !known {
			return errUnknown
		}
	}
	return nil
}
