package monitoring

import (
	"context"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/municipality"
)

// CellQuery selects stored cells. Zero values select everything; AsOf zero is now.
type CellQuery struct {
	From, To       calendar.Month
	Municipalities []municipality.Code
	Measures       []Measure
	// AsOf is a time of receipt, inclusive: deliveries received later do not exist.
	AsOf time.Time
}

// ReceivedQuery selects deliveries; zero values select everything that was live at AsOf (zero: now), All those
// superseded too.
type ReceivedQuery struct {
	From, To       calendar.Month
	Municipalities []municipality.Code
	AsOf           time.Time
	All            bool
}

// Reads is what is stored of the monitoring. It asks no policy: package desk does, before it.
type Reads interface {
	// Cells are the live cells at a moment, ordered by municipality, month, measure and origin.
	Cells(ctx context.Context, q CellQuery) ([]MonthCells, error)
	// Received are deliveries, ordered by municipality, month and number.
	Received(ctx context.Context, q ReceivedQuery) ([]Received, error)
	// Participations are those of a programme's journeys, ordered by municipality and month. Journeys begin and
	// end by day; which of them there are is always as of now.
	Participations(ctx context.Context, programme string) ([]Participation, error)
}
