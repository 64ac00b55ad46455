package figures

import (
	"context"
	"slices"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
)

// pooledMonths is how many months a pooled figure covers, the last of them its own.
const pooledMonths = 12

// Stored is what is known at a moment.
type Stored struct {
	// Cells are those of every delivered month in the range, P always among them.
	Cells          []monitoring.MonthCells
	Participations []monitoring.Participation
	// Later are delivered months after the range: they decide which ones are provisional.
	Later []monitoring.Pair
}

// Book answers questions about a range of months as one moment knew them. It never changes and may be shared.
type Book struct {
	programme *monitoring.Programme
	layout    layout
	first     calendar.Month
	// members are the municipalities that ever take part, by code.
	members []*member
	// delivered are the months with any live delivery, rising.
	delivered []calendar.Month
}

// member is one municipality with the times in which it takes part.
type member struct {
	code  municipality.Code
	times []monitoring.Participation
	// regions are those on the last day of each month since the book's first, rows what was delivered for it, nil for
	// nothing.
	regions []string
	rows    [][]pair
}

func (m *member) in(month calendar.Month) bool {
	for _, p := range m.times {
		if p.In(month) {
			return true
		}
	}
	return false
}

// Range selects what Read reads. Zero months are open ends, AsOf zero is now; Measures nil are all.
type Range struct {
	From, To calendar.Month
	Measures []monitoring.Measure
	AsOf     time.Time
}

// Pooled widens the range by the earlier months that pooled figures of its first month need.
func (r Range) Pooled() Range {
	if !r.From.IsZero() {
		r.From = r.From.Add(1 - pooledMonths)
	}
	return r
}

// Read reads a book: the cells in one read, the participations, and which later months there are.
func Read(ctx context.Context, reads monitoring.Reads, p *monitoring.Programme, r Range) (*Book, error) {
	measures := r.Measures
	if whole := monitoring.Measure(monitoring.GroupP); measures != nil && !slices.Contains(measures, whole) {
		measures = append([]monitoring.Measure{whole}, measures...)
	}
	var s Stored
	var err error
	if s.Participations, err = reads.Participations(ctx, p.Key); err != nil {
		return nil, err
	}
	s.Cells, err = reads.Cells(ctx, monitoring.CellQuery{From: r.From, To: r.To, Measures: measures, AsOf: r.AsOf})
	if err != nil || r.To.IsZero() {
		return New(p, s), err
	}
	received, err := reads.Received(ctx, monitoring.ReceivedQuery{From: r.To.Add(1), AsOf: r.AsOf})
	for _, d := range received {
		s.Later = append(s.Later, d.Pair)
	}
	return New(p, s), err
}

// New makes a book. Deliveries of a municipality for a month in which it does not take part do not count.
func New(p *monitoring.Programme, s Stored) *Book {
	b := &Book{
		programme: p, layout: newLayout(p), members: membersOf(s.Participations),
	}
	last := b.span(s.Cells)
	b.placeMembers(b.first.MonthsUntil(last) + 1)
	months := map[calendar.Month]bool{}
	for _, c := range s.Cells {
		m, known := b.member(c.Municipality)
		if !known || !m.in(c.Month) {
			continue
		}
		months[c.Month] = true
		m.rows[b.first.MonthsUntil(c.Month)] = b.layout.of(c.Cells)
	}
	for _, later := range s.Later {
		if m, known := b.member(later.Municipality); known && m.in(later.Month) {
			months[later.Month] = true
		}
	}
	for m := range months {
		b.delivered = append(b.delivered, m)
	}
	slices.SortFunc(b.delivered, calendar.Month.Compare)
	return b
}

// span sets the first month of the cells and returns the last.
func (b *Book) span(cells []monitoring.MonthCells) (last calendar.Month) {
	for i, c := range cells {
		if i == 0 || c.Month.Before(b.first) {
			b.first = c.Month
		}
		if i == 0 || c.Month.After(last) {
			last = c.Month
		}
	}
	return last
}

func (b *Book) placeMembers(months int) {
	if b.first.IsZero() {
		return
	}
	for _, m := range b.members {
		m.regions, m.rows = make([]string, months), make([][]pair, months)
		for n := range months {
			m.regions[n] = municipality.RegionOn(m.code, b.first.Add(n).Last())
		}
	}
}

func membersOf(participations []monitoring.Participation) (members []*member) {
	for _, p := range participations {
		i, found := slices.BinarySearchFunc(members, p.Municipality, (*member).compare)
		if !found {
			members = slices.Insert(members, i, &member{code: p.Municipality})
		}
		members[i].times = append(members[i].times, p)
	}
	return members
}

func (m *member) compare(code municipality.Code) int { return compareCodes(m.code, code) }

func (b *Book) member(code municipality.Code) (*member, bool) {
	i, found := slices.BinarySearchFunc(b.members, code, (*member).compare)
	if !found {
		return nil, false
	}
	return b.members[i], true
}

// row is what a municipality delivered for a month; nil for nothing.
func (b *Book) row(of *member, m calendar.Month) []pair {
	if i := b.first.MonthsUntil(m); i >= 0 && i < len(of.rows) {
		return of.rows[i]
	}
	return nil
}
