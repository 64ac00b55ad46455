package intake

import (
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// Kind is the kind of stream that holds a municipality's deliveries; its id is the municipality's code.
const Kind domain.StreamKind = "deliveries"

// StreamOf is the history of a municipality's deliveries.
func StreamOf(code municipality.Code) domain.Stream {
	return domain.Stream{Kind: Kind, ID: string(code)}
}

// TakeIn takes in deliveries of one municipality: all of them or none.
type TakeIn struct {
	Municipality municipality.Code `json:"municipality"`
	// DecidedOn is the number of the stream's last event of those that Counted follows from.
	DecidedOn int64 `json:"decided_on"`
	// Months are the deliveries, each month once, in order.
	Months []Brought `json:"months"`
	// Counted are the cells of every month of the municipality as they are with these deliveries.
	Counted []MonthCells `json:"counted"`
}

// Brought is one delivery on its way in.
type Brought struct {
	Month calendar.Month `json:"month"`
	// File names the packed records, which are Data: it comes along as an attachment.
	File domain.FileHash `json:"file"`
	Data []byte          `json:"-"`
	About
}

// About is what is told of a delivery without its records.
type About struct {
	// Rows are the records that count once; Warnings how many questionable things were found.
	Rows     int `json:"rows"`
	Warnings int `json:"warnings,omitempty"`
	// JobBroker, Rehab and StepUp tell which of the three registration markings it contains.
	JobBroker bool `json:"job_broker,omitempty"`
	Rehab     bool `json:"rehab,omitempty"`
	StepUp    bool `json:"step_up,omitempty"`
}

// AboutOf describes records.
func AboutOf(records []monitoring.Record, warnings int) About {
	var all monitoring.Marks
	for n := range records {
		all |= records[n].Marks
	}
	return About{
		Rows: len(records), Warnings: warnings, JobBroker: all.Has(monitoring.MarkJobBroker),
		Rehab: all.Has(monitoring.MarkRehab), StepUp: all.Has(monitoring.MarkStepUp),
	}
}

// MonthCells are cells of one month.
type MonthCells struct {
	Month calendar.Month    `json:"month"`
	Cells []monitoring.Cell `json:"cells"`
}

// Stream implements domain.Command.
func (c TakeIn) Stream() domain.Stream { return StreamOf(c.Municipality) }

// CommandName implements domain.Command.
func (TakeIn) CommandName() string { return "take_in" }

// Attachments are the packed records.
func (c TakeIn) Attachments() []domain.Attachment {
	files := make([]domain.Attachment, len(c.Months))
	for n, m := range c.Months {
		files[n] = domain.Attachment{Hash: m.File, Data: m.Data}
	}
	return files
}

// DeliveryTaken says that a delivery has been received and is the live one of its month.
type DeliveryTaken struct {
	Month calendar.Month `json:"month"`
	// Number counts the month's deliveries from 1.
	Number int             `json:"number"`
	File   domain.FileHash `json:"file"`
	About
	// Changed are the cells that are not what they were before: those of the month, and of later months.
	Changed []MonthCells `json:"changed,omitempty"`
}

// EventKind implements domain.Body.
func (*DeliveryTaken) EventKind() string { return "delivery_taken" }

// Files implements journal.Naming: the delivery stands on its records.
func (d *DeliveryTaken) Files() []domain.FileHash { return []domain.FileHash{d.File} }

// State is the history of a municipality's deliveries.
type State struct {
	Municipality municipality.Code
	// Number is that of the last event.
	Number int64
	// Deliveries are all there were, in the order of their receipt; Spans all cells there were. Both only grow,
	// so that what stands at a place stays there; what is superseded gets its end.
	Deliveries []*Taken
	Spans      []*Span
}

// Taken is one delivery with what became of it. It is never changed.
type Taken struct {
	Month  calendar.Month
	Number int
	File   domain.FileHash
	About
	By person.ID
	// At is when it was received, Until when another one superseded it; zero for a live one.
	At, Until time.Time
}

// Span is a cell of a month from one moment until another. It is never changed.
type Span struct {
	Month calendar.Month
	Cell  monitoring.Cell
	// From is the moment from which it held, Until the one from which it did not; zero for one that holds.
	From, Until time.Time
}

// Live are the live deliveries in the order of their months.
func (s State) Live() []*Taken {
	var live []*Taken
	for _, d := range s.Deliveries {
		if d.Until.IsZero() {
			live = append(live, d)
		}
	}
	slices.SortFunc(live, func(a, b *Taken) int { return a.Month.Compare(b.Month) })
	return live
}

// Cells are the cells of a month that hold.
func (s State) Cells(m calendar.Month) (cells []monitoring.Cell) {
	for _, span := range s.Spans {
		if span.Month == m && span.Until.IsZero() {
			cells = append(cells, span.Cell)
		}
	}
	return cells
}
