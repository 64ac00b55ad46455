package record

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"startklar/domain"
	"startklar/domain/monitoring"
)

const (
	// atOncePart is the part of the limit that one worker may order at a time; a municipality with more rows is taken
	// some months at a time.
	atOncePart = 8
	// maxRecords is how many rows one delivery may have: more than any municipality has citizens.
	maxRecords = 1_000_000
)

// entry stands for a packed row while rows are ordered.
type entry struct {
	month uint32
	at    uint32 // offset
	head  uint64 // the citizen's first eight bytes
}

// gathering holds rows of one municipality, ordered by month, citizen and line.
type gathering struct {
	rows    []byte
	entries []entry
}

// gather collects the rows of some months of a municipality and orders them.
func (g *gathering) gather(s *shelf, municipality int, b batch) error {
	g.rows, g.entries = slices.Grow(g.rows[:0], int(b.bytes)), slices.Grow(g.entries[:0], int(b.rows))
	first, last := uint32(b.pairs[0].key.month()), uint32(b.pairs[len(b.pairs)-1].key.month())
	err := s.each(municipality, func(rows []byte) {
		for len(rows) > 0 {
			n := packedLen(rows)
			if month := monthIn(rows); month >= first && month <= last {
				g.entries = append(g.entries, entry{month: month, at: uint32(len(g.rows)), head: headOf(citizenIn(rows))})
				g.rows = append(g.rows, rows[:n]...)
			}
			rows = rows[n:]
		}
	})
	slices.SortFunc(g.entries, func(a, b entry) int {
		if a.month != b.month {
			return cmp.Compare(a.month, b.month)
		}
		if a.head != b.head {
			return cmp.Compare(a.head, b.head)
		}
		x, y := g.rows[a.at:], g.rows[b.at:]
		return cmp.Or(bytes.Compare(citizenIn(x), citizenIn(y)), cmp.Compare(refIn(x), refIn(y)))
	})
	return err
}

func headOf(citizen []byte) uint64 {
	var head [8]byte
	copy(head[:], citizen)
	return binary.BigEndian.Uint64(head[:])
}

// row is the packed row that an entry stands for.
func (g *gathering) row(e entry) []byte { return g.rows[e.at:] }

// batch is some months of a municipality, in order, and about how many rows they have.
type batch struct {
	pairs       []*pair
	rows, bytes int64
}

// batches cuts a municipality's months so that each batch fits into memory, or is one month.
func batches(pairs []*pair, bytes, atOnce int64) (all []batch) {
	total := int64(0)
	for _, p := range pairs {
		total += p.rows
	}
	for i, p := range pairs {
		size := bytes * p.rows / max(1, total)
		if n := len(all); n > 0 && all[n-1].bytes+size <= atOnce {
			last := &all[n-1]
			last.pairs, last.rows, last.bytes = pairs[i-len(last.pairs):i+1], last.rows+p.rows, last.bytes+size
			continue
		}
		all = append(all, batch{pairs: pairs[i : i+1], rows: p.rows, bytes: size})
	}
	return all
}

// eachMonth calls use with the rows of each month, in order.
func (g *gathering) eachMonth(use func(month uint32, entries []entry)) {
	for rest := g.entries; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].month == rest[0].month {
			n++
		}
		use(rest[0].month, rest[:n])
		rest = rest[n:]
	}
}

// finish orders every municipality's rows once, to find citizens who stand twice and rows to look at once more.
func (r *reading) finish(ctx context.Context) (*File, error) {
	r.refusePairs()
	f := &File{shelf: r.shelf, codes: r.codes, byMunicipality: map[int][]*pair{}}
	for _, key := range sortedKeys(r.pairs) {
		if p := r.pairs[key]; p.municipality >= 0 {
			f.byMunicipality[p.municipality] = append(f.byMunicipality[p.municipality], p)
		}
	}
	if !r.fileRefused {
		if err := r.finishAll(ctx, f); err != nil {
			return nil, err
		}
	}
	f.report = r.report()
	f.good = r.good()
	if len(f.good) == 0 {
		return f, f.shelf.close()
	}
	return f, nil
}

// refusePairs notes the deliveries that are refused whatever their rows say, once each.
func (r *reading) refusePairs() {
	for _, p := range r.pairs {
		if p.reason == "" && p.rows > maxRecords {
			p.reason, p.args = DeliveryTooLarge, domain.Args{"max": maxRecords}
		}
		if p.reason != "" {
			r.refusals.add(placed{Note: Note{Column: p.reason.column(), Reason: p.reason, Args: p.args, Pair: p.Pair}, at: p.first})
		}
	}
}

func (r *reading) finishAll(ctx context.Context, f *File) error {
	todo := make([]int, 0, len(f.byMunicipality))
	for m := range f.byMunicipality {
		todo = append(todo, m)
	}
	slices.SortFunc(todo, func(a, b int) int { return cmp.Compare(r.shelf.size(b), r.shelf.size(a)) })
	var next atomic.Int64
	cores := min(runtime.GOMAXPROCS(0), maxCores, max(1, len(todo)))
	failed := make([]error, cores)
	var wait sync.WaitGroup
	var wide sync.Mutex // one very large month is enough at a time
	for i := range cores {
		wait.Go(func() {
			var g gathering
			for failed[i] == nil {
				n := int(next.Add(1) - 1)
				if n >= len(todo) {
					return
				}
				failed[i] = cmp.Or(ctx.Err(), f.each(todo[n], &wide, &g, r.settle))
			}
		})
	}
	wait.Wait()
	return errors.Join(failed...)
}

// settle looks at the ordered rows of a delivery: citizens who stand twice, and warnings.
func (r *reading) settle(p *pair, g *gathering, entries []entry) {
	if p.refused() {
		return
	}
	var refusals, warnings notes
	note := func(to *notes, row []byte, column Column, reason Reason, args domain.Args) {
		to.add(placed{Note: Note{Column: column, Reason: reason, Args: args, Pair: p.Pair}, at: refIn(row)})
	}
	lineOf := sync.OnceValue(r.lineOf)
	var first []byte
	for _, e := range entries {
		row := g.row(e)
		if first != nil && bytes.Equal(citizenIn(first), citizenIn(row)) {
			args := domain.Args{"first": lineOf()(refIn(first))}
			if bytes.Equal(contentIn(first), contentIn(row)) {
				note(&warnings, row, "", WarnTwice, args)
			} else {
				note(&refusals, row, unpackRow(first).firstDifference(unpackRow(row)), RowsDiffer, args)
				p.bad++
			}
			continue
		}
		first = row
		p.records++
		for _, reason := range r.codes.questions(unpackRow(row)) {
			note(&warnings, row, "", reason, nil)
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.refusals.addAll(&refusals)
	if !p.refused() {
		p.warnings = warnings.count
		r.warnings.addAll(&warnings)
	}
}

// questions tells what is possible in a row, but worth a look.
func (c *codes) questions(r packed) (all []Reason) {
	if r.marks.Has(monitoring.MarkJobBroker | monitoring.MarkRehab) {
		all = append(all, WarnBothMarkings)
	}
	if r.benefit != 0 && r.benefit == c.pension && r.marks.Has(monitoring.MarkPaidHours) {
		all = append(all, WarnPensionHours)
	}
	if r.benefit != 0 && r.benefit == c.stateBenefit && r.exit == 0 {
		all = append(all, WarnPensionStays)
	}
	return all
}
